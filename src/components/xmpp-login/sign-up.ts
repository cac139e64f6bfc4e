/** Making an account: what the server wants to know, a page on the web, or why there is no way (XEP-0077, ux.md §8). */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import type { NewAccount, RegistrationOffer, Session } from '../../session/index.js';
import { nickText } from '../shared/nick-text.js';
import '../xmpp-data-form/define.js';
import type { FormSubmitEvent } from '../xmpp-data-form/events.js';
import type { XmppDataForm } from '../xmpp-data-form/xmpp-data-form.js';
import type { LoginStrings } from './login-strings.js';

/** Why nothing can be filled in. */
type Refusal = 'closed' | 'later' | 'unreachable' | 'failed';

export interface SignUpHost {
  session(): Session | undefined;
  render(): void;
  /** The account is there, to be logged in to at once (REG-8). */
  created(account: NewAccount): void;
}

export class SignUp {
  #offer: RegistrationOffer | undefined;
  #refusal: Refusal | undefined;
  /** The latest question: what earlier ones still bring is nobody's. */
  #asked: Promise<RegistrationOffer> | undefined;

  constructor(readonly host: SignUpHost) {}

  /** Asks the server, once. */
  open(): void {
    if (!this.#asked) void this.#ask();
  }

  close(): void {
    this.#asked = this.#offer = this.#refusal = undefined;
  }

  async #ask(form?: XmppDataForm): Promise<void> {
    const asked = this.host.session()?.registration.request();
    this.#asked = asked;
    this.#refusal = undefined;
    this.host.render();
    try {
      const offer = await asked;
      if (asked !== this.#asked) return;
      this.#offer = offer;
      if (offer?.form) await form?.exchange(offer.form);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#offer = undefined;
      this.#refusal = refusalOf(error);
    }
    this.host.render();
  }

  render(level: number, strings: LoginStrings): TemplateResult {
    const { form, url, instructions } = this.#offer ?? {};
    if (this.#refusal) return this.#refused(this.#refusal, strings);
    if (!this.#offer) return html`<p class="hint" aria-live="polite">${strings.asking}</p>`;
    if (form)
      return html`<xmpp-data-form
          class="new-account"
          .form=${form}
          submit-label=${strings.toRegister}
          heading-level=${level}
          no-cancel
          @xmpp-form-submit=${this.#submitted}
        ></xmpp-data-form>
        ${
          form.fields.some(({ media }) => media)
            ? html`<button type="button" class="plain" @click=${this.#renew}>${strings.otherPicture}</button>`
            : nothing
        }`;
    const words = instructions
      ? html`<p part="hint" class="hint text" dir="auto" lang="">${nickText(instructions)}</p>`
      : nothing;
    if (url === undefined)
      return html`${words}
        <p>${instructions ? nothing : strings.registerFailed}</p>`;
    return html`<p>${strings.onWeb}</p>
      ${words}
      <p>
        <a href=${url} target="_blank" rel="noopener noreferrer nofollow ugc" referrerpolicy="no-referrer"
          >${strings.openWeb(new URL(url).host)}</a
        >
      </p>`;
  }

  #refused(refusal: Refusal, strings: LoginStrings): TemplateResult {
    const text = {
      closed: strings.registerClosed,
      later: strings.registerLater,
      unreachable: strings.unreachable,
      failed: strings.registerFailed,
    }[refusal];
    return html`<p part="problem" class="failure">${text}</p>
      ${
        refusal === 'closed'
          ? nothing
          : html`<div class="buttons">
              <button type="button" @click=${() => void this.#ask()}>${strings.retry}</button>
            </div>`
      }`;
  }

  readonly #renew = ({ currentTarget }: Event) => {
    const form = (currentTarget as Element).parentElement?.querySelector('xmpp-data-form');
    void this.#ask(form ?? undefined);
  };

  readonly #submitted = (event: FormSubmitEvent) => {
    const offer = this.#offer;
    if (!offer) return;
    const done = offer.submit(event.answers).then((account) => account && this.host.created(account));
    event.waitUntil(done);
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return 'unreachable';
  if (!(error instanceof StanzaError)) return 'failed';
  return error.type === 'wait' ? 'later' : 'closed';
}
