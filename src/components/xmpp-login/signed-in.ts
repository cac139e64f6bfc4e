/** Who is signed in, and what they can do: sign out, take another password, remove the account (REG-10, REG-12). */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { StanzaError } from '../../session/errors.js';
import type { RegistrationError, RegistrationOffer, Session } from '../../session/index.js';
import { bareJid, parseJid } from '../../session/jid.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import type { FormSubmitEvent } from '../xmpp-data-form/events.js';
import { secretField, textField, valueOf } from './fields.js';
import type { LoginStrings, Phrase } from './login-strings.js';

export interface SignedInHost {
  readonly session: Session | undefined;
  readonly strings: LoginStrings;
  readonly root: ShadowRoot;
  render(): void;
  /** Said to all, and shown above what comes next. */
  notice(phrase: Phrase): void;
  /** To the field that is wrong. */
  focusProblem(): unknown;
  /** What was said before is no longer so. */
  turned(): void;
}

type Task = 'password' | 'removal';

export class SignedIn {
  #task: Task | undefined;
  #problem: Phrase | undefined;
  #bare = false;
  #busy = false;
  /** The server wants to know more. */
  #offer: RegistrationOffer | undefined;
  /** Whether the server lets people change and remove their accounts; for this address. */
  #changeable: { readonly jid: string; yes: boolean } | undefined;

  constructor(readonly host: SignedInHost) {}

  /** Somebody else, or nobody. */
  close(): void {
    this.#task = this.#problem = this.#offer = undefined;
    this.#bare = this.#busy = false;
  }

  render(jid: string, guest: boolean, nick: string | undefined): TemplateResult {
    const { session, strings } = this.host;
    const name = nickText((guest ? nick : parseJid(jid)?.local) ?? strings.guest);
    const bare = bareJid(jid) ?? jid;
    if (!guest) this.#look(bare);
    return html`<div part="who" class="who" role="group" tabindex="-1" aria-label=${strings.signedIn(name)}>
        <div class="avatar ${hueClass(name, guest ? undefined : bare)}" aria-hidden="true">
          ${initials(name)}
        </div>
        <div class="names">
          <bdi class="name">${name}</bdi>
          <span class="hint">
            ${session?.state === 'online' ? (guest ? strings.guest : html`<bdi>${nickText(bare)}</bdi>`) : strings.reconnecting}
          </span>
        </div>
        <button type="button" @click=${this.#signOut} aria-disabled=${this.#busy ? 'true' : nothing}>
          ${strings.signOut}
        </button>
      </div>
      ${guest ? nothing : this.#account(bare)}`;
  }

  #account(jid: string): TemplateResult | typeof nothing {
    const { strings } = this.host;
    if (this.#offer?.form)
      return html`<xmpp-data-form
        .form=${this.#offer.form}
        heading-level="3"
        @xmpp-form-submit=${this.#answered}
        @xmpp-form-cancel=${this.#cancel}
      ></xmpp-data-form>`;
    if (this.#task) return this.#task === 'password' ? this.#password(jid) : this.#removal(jid);
    if (!this.#changeable?.yes) return nothing;
    const open = (task: Task) => () => this.#open(task);
    return html`<div part="actions" class="actions">
      <button type="button" class="plain" @click=${open('password')}>${strings.changePassword}</button>
      <button type="button" class="plain" @click=${open('removal')}>${strings.removeAccount}</button>
    </div>`;
  }

  #password(jid: string): TemplateResult {
    const { strings } = this.host;
    const field = {
      name: 'new-password',
      label: strings.newPassword,
      autocomplete: 'new-password',
      problem: this.#problem?.(strings),
      bare: this.#bare,
      toggle: () => {
        this.#bare = !this.#bare;
        this.host.render();
      },
    };
    // the name is there for password managers
    return this.#form(
      html`<input
          class="unseen"
          name="username"
          autocomplete="username"
          tabindex="-1"
          aria-hidden="true"
          readonly
          .value=${parseJid(jid)?.local ?? ''}
        />${secretField(field, strings)}`,
      strings.change,
      (form) => this.#changePassword(form),
    );
  }

  #removal(jid: string): TemplateResult {
    const { strings } = this.host;
    const shown = nickText(jid);
    const field = {
      name: 'confirm',
      label: strings.removeConfirm(shown),
      autocomplete: 'off',
      problem: this.#problem?.(strings),
    };
    return this.#form(
      html`<p>${strings.removeWarning(shown)}</p>
        ${textField(field)}`,
      strings.removeAccount,
      (form) => this.#remove(form, jid),
      'danger',
    );
  }

  #form(
    fields: TemplateResult,
    submit: string,
    send: (form: HTMLFormElement) => Promise<void>,
    kind = 'primary',
  ): TemplateResult {
    const { strings } = this.host;
    const submitted = (event: Event) => {
      event.preventDefault();
      if (!this.#busy) void send(event.currentTarget as HTMLFormElement);
    };
    return html`<form
      method="dialog"
      class="fields"
      novalidate
      aria-busy=${String(this.#busy)}
      @submit=${submitted}
    >
      ${fields}
      <div class="buttons">
        <button type="button" @click=${this.#cancel}>${strings.cancel}</button>
        <button part="submit" type="submit" class=${kind} aria-disabled=${this.#busy ? 'true' : nothing}>
          ${this.#busy ? strings.sending : submit}
        </button>
      </div>
    </form>`;
  }

  #open(task: Task): void {
    this.close();
    this.#task = task;
    this.host.turned();
    this.host.render();
    this.host.root.querySelector<HTMLElement>('form input:not([readonly])')?.focus();
  }

  readonly #cancel = () => {
    this.close();
    this.host.render();
  };

  readonly #signOut = async () => {
    if (this.#busy) return;
    this.#busy = true;
    this.host.render();
    await this.host.session?.logOut();
  };

  async #changePassword(form: HTMLFormElement): Promise<void> {
    const password = valueOf(form, 'new-password');
    if (!password) this.#complain(({ passwordMissing }) => passwordMissing);
    else await this.#try('password', (session) => session.registration.changePassword(password));
  }

  async #remove(form: HTMLFormElement, jid: string): Promise<void> {
    if (bareJid(valueOf(form, 'confirm').trim()) !== jid)
      this.#complain(({ removeMismatch }) => removeMismatch);
    else await this.#try('removal', (session) => session.registration.remove(jid));
  }

  async #try(task: Task, work: (session: Session) => Promise<void>): Promise<void> {
    const { session } = this.host;
    if (!session) return;
    this.#busy = true;
    this.#problem = undefined;
    this.host.render();
    try {
      await work(session);
      this.#done();
    } catch (error) {
      this.#busy = false;
      this.#offer = (error as Partial<RegistrationError>).offer;
      if (this.#offer) this.host.render();
      else this.#complain((strings) => reasonOf(task, error, strings));
    }
  }

  readonly #answered = (event: FormSubmitEvent) => {
    const offer = this.#offer;
    if (offer) event.waitUntil(offer.submit(event.answers).then(() => this.#done()));
  };

  #done(): void {
    const changed = this.#task === 'password';
    this.close();
    this.host.notice(({ passwordChanged, accountRemoved }) => (changed ? passwordChanged : accountRemoved));
  }

  #complain(problem: Phrase): void {
    this.#problem = problem;
    this.host.render();
    this.host.focusProblem();
  }

  #look(jid: string): void {
    if (this.#changeable?.jid === jid) return;
    const found = { jid, yes: false };
    this.#changeable = found;
    this.host.session?.disco.info(jid.slice(jid.indexOf('@') + 1)).then(
      ({ features }) => {
        found.yes = features.has('jabber:iq:register');
        this.host.render();
      },
      () => undefined, // then it cannot be done here
    );
  }
}

function reasonOf(task: Task, error: unknown, strings: LoginStrings): string {
  const failed = task === 'password' ? strings.changeFailed : strings.removeFailed;
  if (!(error instanceof StanzaError)) return failed;
  const weak = task === 'password' && error.condition === 'not-acceptable';
  const text = weak ? strings.weak : failed;
  return error.text ? `${text} ${strings.theySay(nickText(error.text))}` : text;
}
