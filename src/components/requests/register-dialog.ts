/** Registering with a room (MUC-68): its form, and what has come of it. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { DataForm } from '../../session/data-form.js';
import type { RegistrationOffer } from '../../session/registration-offer.js';
import { registeredNick } from '../../session/room-registration.js';
import { makeModal, showModal } from '../moderation/modal.js';
import { nickText } from '../shared/nick-text.js';
import type { RequestStrings } from '../shared/request-strings.js';
import type { Strings } from '../shared/strings.js';
import '../xmpp-data-form/define.js';
import type { FormSubmitEvent } from '../xmpp-data-form/events.js';
import { explain } from './words.js';

export interface RegisterHost {
  readonly root: ShadowRoot;
  readonly strings: Strings;
  readonly words: RequestStrings;
  /** Of the form, where the room gives none. */
  readonly title: string;
  /** What the button says that sends it. */
  readonly submit: string;
  /** Put where the room asks for a nickname and has none. */
  readonly nick: string | undefined;
  /** Says to screen readers. */
  say(text: string): void;
  /** It was sent. @param nick - What is registered. @returns What to say of it. */
  done(nick: string | undefined): string;
}

export class RegisterDialog {
  readonly element = makeModal();
  #offer: RegistrationOffer | undefined;
  #problem: string | undefined;

  private constructor(readonly host: RegisterHost) {
    this.element.setAttribute('aria-label', host.title);
  }

  /** @param offer - Undefined: the room takes nobody. */
  static open(host: RegisterHost, offer: Promise<RegistrationOffer | undefined>): RegisterDialog {
    const dialog = new RegisterDialog(host);
    dialog.#render();
    showModal(dialog.element, host.root);
    void dialog.#load(offer);
    return dialog;
  }

  close(): void {
    this.element.close();
  }

  async #load(offered: Promise<RegistrationOffer | undefined>): Promise<void> {
    const { words } = this.host;
    try {
      this.#offer = await offered;
      if (!this.#offer) this.#problem = words.none;
    } catch (error) {
      this.#problem = explain(error, words);
    }
    this.#render();
    if (this.element.isConnected) this.element.querySelector('xmpp-data-form')?.focus();
  }

  readonly #submit = (event: FormSubmitEvent) => {
    const offer = this.#offer;
    if (!offer) return;
    const done = offer.submit(event.answers).then(() => {
      this.close();
      this.host.say(this.host.done(registeredNick(offer, event.answers)));
    });
    event.waitUntil(done);
  };

  #render(): void {
    const { host } = this;
    const { form, registered } = this.#offer ?? {};
    render(
      form && !registered
        ? html`<xmpp-data-form
            .form=${this.#filled(form)}
            submit-label=${host.submit}
            @xmpp-form-submit=${this.#submit}
            @xmpp-form-cancel=${() => this.close()}
          ></xmpp-data-form>`
        : html`<div class="sheet">
            <h2 class="title">${host.title}</h2>
            ${this.#told()}
            <div class="buttons">
              <button type="button" @click=${() => this.close()}>${host.strings.close}</button>
            </div>
          </div>`,
      this.element,
    );
  }

  #filled(form: DataForm): DataForm {
    const { title, nick } = this.host;
    const fields = form.fields.map((field) =>
      nick !== undefined && field.name === 'muc#register_roomnick' && !field.values.some(Boolean)
        ? { ...field, values: [nick] }
        : field,
    );
    return { ...form, fields, title: form.title ?? title };
  }

  #told(): TemplateResult {
    const { words } = this.host;
    const offer = this.#offer;
    if (!offer)
      return html`<p class=${this.#problem === undefined ? 'hint' : 'failure'} role="status">
        ${this.#problem ?? words.loading}
      </p>`;
    if (offer.registered) {
      const nick = registeredNick(offer);
      return html`<p>${nick === undefined ? words.keptNameless : words.kept(nickText(nick))}</p>`;
    }
    return html`${offer.instructions ? html`<p dir="auto" lang="">${nickText(offer.instructions)}</p>` : nothing}
      <p>${offer.url === undefined ? words.none : words.onWeb} ${offer.url ? onWeb(offer.url) : nothing}</p>`;
  }
}

/** REG-6. */
const onWeb = (url: string) =>
  html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow ugc" referrerpolicy="no-referrer"
    >${url}</a
  >`;
