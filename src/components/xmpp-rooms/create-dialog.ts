/** Making a room: its name and address, who may enter, and, for those who want more, all that its service asks for. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { DataForm } from '../../session/data-form.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import { prepareResource } from '../../session/jid.js';
import { answersTo, createRoom, RoomCreation, roomJid } from '../../session/room-creation.js';
import { makeModal, showModal } from '../moderation/modal.js';
import { liveRegions } from '../shared/announcer.js';
import { nickText } from '../shared/nick-text.js';
import type { RoomsStrings } from '../shared/rooms-strings.js';
import '../xmpp-data-form/define.js';
import type { FormSubmitEvent } from '../xmpp-data-form/events.js';
import type { RoomsView } from './view.js';

const MAX_NAME = 256;
const MAX_ADDRESS = 2047;

type FieldName = 'name' | 'address' | 'nick';

interface Problem {
  readonly text:
    | 'failed'
    | 'lost'
    | 'nameMissing'
    | 'nickMissing'
    | 'noService'
    | 'notAcceptable'
    | 'notAddress'
    | 'notAllowed'
    | 'taken'
    | 'unreachable';
  readonly field?: FieldName;
  /** There is a room with that address. */
  readonly taken?: string;
}

export class CreateDialog {
  readonly element = makeModal();
  readonly #content = document.createElement('div');
  /** What was filled in, whatever is shown meanwhile. */
  readonly #texts: Record<FieldName, string> = { name: '', address: '', nick: '' };
  #open = true;
  /** The address follows the name until somebody has changed it. */
  #ownAddress = false;
  #service: string | undefined;
  #problem: Problem | undefined;
  #busy = false;
  #closed = false;
  #creation: RoomCreation | undefined;
  #form: DataForm | undefined;

  private constructor(readonly view: RoomsView) {
    this.element.setAttribute('aria-labelledby', 'make-title');
    this.element.append(this.#content, ...liveRegions());
    this.element.addEventListener('close', () => this.#gone());
  }

  static open(view: RoomsView): CreateDialog {
    const dialog = new CreateDialog(view);
    dialog.render();
    showModal(dialog.element, view.root);
    dialog.#input('name')?.focus();
    void dialog.#findService();
    return dialog;
  }

  close(): void {
    this.element.close();
  }

  get #words(): RoomsStrings['make'] {
    return this.view.words.make;
  }

  async #findService(): Promise<void> {
    try {
      [this.#service] = await this.view.finder.known();
      if (this.#service === undefined) this.#problem = { text: 'noService' };
    } catch {
      this.#problem = { text: 'unreachable' };
    }
    this.render();
  }

  /** Who leaves a room that is not settled yet takes it along. */
  #gone(): void {
    this.#closed = true;
    const creation = this.#creation;
    this.#creation = undefined;
    creation?.cancel().catch(() => undefined); // it is gone either way
  }

  // Making

  get #jid(): string | undefined {
    const { address } = this.#texts;
    const text = address.trim();
    return roomJid(text.includes('@') || this.#service === undefined ? text : `${text}@${this.#service}`);
  }

  get #nick(): string {
    const { bookmarks, session } = this.view;
    return this.#texts.nick.trim() || (bookmarks?.nickFor('') ?? session?.config.nick ?? '');
  }

  get #asksNick(): boolean {
    return this.view.bookmarks?.nickFor('') === undefined;
  }

  #check(): Problem | undefined {
    if (!this.#texts.name.trim()) return { field: 'name', text: 'nameMissing' };
    if (this.#jid === undefined) return { field: 'address', text: 'notAddress' };
    if (!prepareResource(this.#nick)) return { field: 'nick', text: 'nickMissing' };
    return undefined;
  }

  readonly #make = (event: Event) => {
    event.preventDefault();
    void this.#begin(async (jid, nick) => {
      const { session } = this.view;
      await createRoom(session!, jid, nick, { name: this.#texts.name.trim(), public: this.#open });
      await this.#made(jid);
    });
  };

  /** The room is made at once, and locked until its form is sent (MUC-81). */
  readonly #wantMore = () =>
    void this.#begin(async (jid, nick) => {
      const creation = await RoomCreation.begin(this.view.session!, jid, nick);
      if (this.#closed) return creation.cancel();
      this.#creation = creation;
      const form = await creation.config();
      if (this.#closed) return;
      if (form) this.#form = filledIn(form, this.#texts.name.trim(), this.#open);
      else await this.#settle(creation);
    });

  async #begin(make: (jid: string, nick: string) => Promise<void>): Promise<void> {
    if (this.#busy || !this.view.session) return;
    this.#problem = this.#check();
    const jid = this.#jid;
    if (this.#problem || jid === undefined) {
      this.#complain();
      return;
    }
    this.#busy = true;
    this.render();
    try {
      await make(jid, this.#nick);
    } catch (error) {
      this.#problem = this.#explain(error, jid);
      const creation = this.#creation;
      this.#creation = undefined;
      await creation?.cancel().catch(() => undefined);
    }
    this.#busy = false;
    if (this.#closed) return;
    if (this.#problem) this.#complain();
    else this.render();
  }

  readonly #submit = (event: FormSubmitEvent) => {
    const creation = this.#creation;
    const form = this.#form;
    if (!creation || !form) return;
    const { jid } = creation.room;
    event.waitUntil(creation.settle(event.form, event.answers).then(() => this.#made(jid)));
  };

  async #settle(creation: RoomCreation): Promise<void> {
    await creation.settle();
    await this.#made(creation.room.jid);
  }

  /** Back to what was asked first; the room is gone. */
  readonly #back = () => {
    const creation = this.#creation;
    this.#creation = this.#form = undefined;
    creation?.cancel().catch(() => undefined); // who leaves it takes it along
    this.render();
    this.#input('name')?.focus();
  };

  async #made(jid: string): Promise<void> {
    const { view } = this;
    this.#creation = undefined;
    const kept = await view.bookmarks?.add(jid, { autojoin: true }).then(
      () => true,
      () => false,
    );
    this.close();
    view.announcer.say(kept === false ? this.#words.notKept : this.#words.made(nickText(this.#texts.name)));
    view.choose(jid);
  }

  readonly #visit = () => {
    const jid = this.#problem?.taken;
    this.close();
    if (jid !== undefined) this.view.choose(jid);
  };

  #explain(error: unknown, jid: string): Problem {
    if (error instanceof ConnectionError) return { text: 'lost' };
    if (error instanceof TimeoutError) return { text: 'unreachable' };
    if (!(error instanceof StanzaError)) return { text: 'failed' };
    switch (error.condition) {
      case 'conflict':
        return { field: 'address', text: 'taken', taken: jid };
      case 'not-allowed':
        return { text: 'notAllowed' };
      case 'not-acceptable':
        return { text: 'notAcceptable' };
      case 'remote-server-not-found':
      case 'remote-server-timeout':
        return { text: 'unreachable' };
      default:
        return { text: 'failed' };
    }
  }

  // Showing

  #input(name: FieldName): HTMLInputElement | null {
    return this.element.querySelector<HTMLInputElement>(`input[name=${name}]`);
  }

  #complain(): void {
    this.render();
    const { field } = this.#problem ?? {};
    const input = this.#input(field ?? 'name');
    input?.focus();
    if (field) input?.select();
  }

  readonly #typed = ({ target }: Event) => {
    const { name, value } = target as HTMLInputElement;
    this.#texts[name as FieldName] = value;
    if (name === 'address') this.#ownAddress = value !== '';
    if (name === 'name' && !this.#ownAddress) this.#texts.address = addressOf(value);
    this.render();
  };

  render(): void {
    render(this.#form ? this.#more(this.#form) : this.#first(), this.#content);
  }

  #more(form: DataForm): TemplateResult {
    return html`<p class="settle" id="make-title">${this.#words.settle}</p>
      <xmpp-data-form
        .form=${form}
        submit-label=${this.#words.save}
        @xmpp-form-submit=${this.#submit}
        @xmpp-form-cancel=${this.#back}
      ></xmpp-data-form>`;
  }

  #first(): TemplateResult {
    const words = this.#words;
    const { strings } = this.view.locale;
    const problem = this.#problem && !this.#problem.field ? words[this.#problem.text] : undefined;
    const busy = this.#busy ? 'true' : nothing;
    return html`<form class="sheet make" novalidate aria-busy=${String(this.#busy)} @submit=${this.#make}>
      <h2 id="make-title" class="title">${words.title}</h2>
      ${this.#field('name', words.name, words.nameHint, MAX_NAME)}
      ${this.#field('address', words.address, words.addressHint, MAX_ADDRESS, this.#service)}
      ${this.#asksNick ? this.#field('nick', words.nick, words.nickHint, MAX_NAME) : nothing}
      <fieldset>
        <legend>${words.who}</legend>
        ${this.#choice(true, words.open, words.openHint)}
        ${this.#choice(false, words.closed, words.closedHint)}
      </fieldset>
      <button type="button" class="plain more" aria-disabled=${busy} @click=${this.#wantMore}>
        ${words.more}
      </button>
      ${problem ? html`<p class="failure" role="alert">${problem}</p>` : nothing}
      ${
        this.#problem?.taken
          ? html`<button type="button" class="small" @click=${this.#visit}>${words.visit}</button>`
          : nothing
      }
      <div class="buttons">
        <button type="button" @click=${() => this.close()}>${strings.cancel}</button>
        <button type="submit" class="primary" aria-disabled=${busy}>
          ${this.#busy ? words.making : words.make}
        </button>
      </div>
    </form>`;
  }

  #field(name: FieldName, label: string, hint: string, maxLength: number, suffix?: string): TemplateResult {
    const problem = this.#problem?.field === name ? this.#words[this.#problem.text] : undefined;
    const isAddress = name === 'address';
    const whole = isAddress && this.#texts.address.includes('@');
    return html`<div class="field">
      <label for="make-${name}">${label}</label>
      <div class="joined">
        <input
          id="make-${name}"
          name=${name}
          dir="auto"
          autocomplete=${name === 'nick' ? 'nickname' : 'off'}
          autocapitalize=${isAddress ? 'off' : 'words'}
          spellcheck="false"
          maxlength=${maxLength}
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby="make-${name}-hint"
          .value=${this.#texts[name]}
          @input=${this.#typed}
        />${suffix && !whole ? html`<bdi class="suffix">@${nickText(suffix)}</bdi>` : nothing}
      </div>
      <p class=${problem ? 'failure' : 'hint'} id="make-${name}-hint">${problem ?? hint}</p>
    </div>`;
  }

  #choice(open: boolean, label: string, hint: string): TemplateResult {
    const chosen = () => {
      this.#open = open;
      this.render();
    };
    return html`<label class="choice"
      ><input type="radio" name="who" .checked=${this.#open === open} @change=${chosen} />
      <span>${label}</span><span class="hint">${hint}</span></label
    >`;
  }
}

/** What of a name an address can hold. */
const addressOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);

/** A form with what was said before. */
function filledIn(form: DataForm, name: string, open: boolean): DataForm {
  const answers = answersTo(form, { name, public: open });
  const fields = form.fields.map((field) => {
    const values = field.name === undefined ? undefined : answers.get(field.name);
    return values ? { ...field, values } : field;
  });
  return { ...form, fields };
}
