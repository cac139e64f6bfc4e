/** What those see who are not in: the ways that there are, and the form of one of them (ux.md §8). */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Session, SignIn } from '../../session/index.js';
import { parseJid } from '../../session/jid.js';
import { nickText } from '../shared/nick-text.js';
import { readLastNick } from '../shared/storage.js';
import type { Attempt } from './attempt.js';
import { failureText } from './failure.js';
import { secretField, textField, valueOf } from './fields.js';
import type { LoginStrings, Phrase } from './login-strings.js';
import type { PageForm } from './page-form.js';
import { SignUp } from './sign-up.js';
import { waysOf, type Way } from './ways.js';
import type { XmppLogin } from './xmpp-login.js';

export interface DoorHost {
  readonly host: XmppLogin;
  readonly session: Session | undefined;
  readonly strings: LoginStrings;
  readonly attempt: Attempt;
  readonly pageForm: PageForm;
  render(): void;
  /** @returns Whether somebody is in. */
  enter(way: Way, as: SignIn | undefined): Promise<boolean>;
  notice(phrase: Phrase): void;
  /** Another way was chosen: what was said of the one before is no longer so. */
  turned(): void;
  focus(): void;
  focusProblem(): unknown;
}

export class Door {
  readonly #view: DoorHost;
  readonly #signUp: SignUp;
  /** What somebody chose; unset: the first. */
  #chosen: Way | undefined;
  /** Of fields, by their names. */
  readonly #problems = new Map<string, Phrase>();
  #bare = false;
  #typedNick: string | undefined;
  /** The user name, for the next form. */
  typedName: string | undefined;

  constructor(view: DoorHost) {
    this.#view = view;
    this.#signUp = new SignUp({
      session: () => view.session,
      render: () => view.render(),
      created: (account) => {
        this.typedName = account.username;
        this.#choose('account');
        void view.enter('account', { credentials: account }).then((isIn) => {
          if (!isIn) view.notice(({ registered }) => registered);
        });
      },
    });
  }

  get ways(): readonly Way[] {
    const { host, session } = this.#view;
    return session ? waysOf(host, session) : [];
  }

  get way(): Way | undefined {
    const { ways } = this;
    return this.#chosen && ways.includes(this.#chosen) ? this.#chosen : ways[0];
  }

  get busy(): boolean {
    const { attempt, session } = this.#view;
    return attempt.busy || session?.state === 'connecting' || session?.state === 'authenticating';
  }

  /** Where to begin in the page's own form, while that is shown. */
  get pageField(): HTMLElement | undefined {
    return this.way === 'account' ? this.#view.pageForm.first : undefined;
  }

  /** Of the page's own form, or of all of it. */
  get problem(): string | undefined {
    const [first] = this.#problems.values();
    return first?.(this.#view.strings) ?? this.#failureText;
  }

  close(): void {
    this.#signUp.close();
    this.#problems.clear();
    this.#bare = false;
  }

  /** The focus goes along: to what there is to fill in, or where that is to come. */
  #turnTo(way: Way): void {
    this.#choose(way);
    const title = this.#view.host.shadowRoot?.querySelector<HTMLElement>('[part~="title"]');
    if (way === 'register') title?.focus();
    else this.#view.focus();
  }

  #choose(way: Way): void {
    const name = this.#view.host.shadowRoot?.querySelector<HTMLInputElement>('#username')?.value;
    if (name) this.typedName = name;
    this.#chosen = way;
    this.#bare = false;
    this.#problems.clear();
    this.#view.attempt.forget();
    this.#view.turned();
    if (way === 'register') this.#signUp.open();
    else this.#signUp.close();
    this.#view.render();
  }

  // What was sent

  readonly #submitted = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const way = this.way;
    if (this.busy || this.#view.attempt.pause > 0) return;
    if (way === 'page') void this.#view.enter(way, this.#bySite);
    else if (way === 'guest') this.#comeIn(form);
    else this.signInAs(form);
  };

  get #bySite(): SignIn | undefined {
    const { credentials } = this.#view.host;
    return credentials && { credentials };
  }

  #comeIn(form: HTMLFormElement): void {
    const nick = valueOf(form, 'nick').trim();
    this.#typedNick = nick;
    this.#check([['nick', !nick && (({ nameMissing }) => nameMissing)]], () =>
      this.#view.enter('guest', { nick, domain: this.#view.host.guest || undefined }),
    );
  }

  /** @param form Ours or the page's. */
  signInAs(form: HTMLFormElement): void {
    if (this.way !== 'account' || this.busy) return;
    const { account, config } = this.#view.session ?? {};
    const typed = (valueOf(form, 'username') || account?.username || '').trim();
    const password = valueOf(form, 'password');
    const username = localOf(typed, config?.domain);
    const box = form.elements.namedItem('remember');
    const remember = box instanceof HTMLInputElement ? box.checked && config?.remember : undefined;
    this.typedName = typed;
    this.#check(
      [
        ['username', this.#nameProblem(typed, username)],
        ['password', !password && (({ passwordMissing }) => passwordMissing)],
      ],
      () => this.#view.enter('account', { credentials: { username: username ?? typed, password }, remember }),
    );
  }

  #nameProblem(typed: string, username: string | undefined): Phrase | false {
    const { domain } = this.#view.session?.config ?? {};
    if (!typed) return ({ usernameMissing }) => usernameMissing;
    if (username !== undefined || domain === undefined) return false;
    const other = parseJid(typed)?.local !== undefined;
    return other ? (strings) => strings.otherDomain(domain) : (strings) => strings.noName(nickText(typed));
  }

  /** Says what is wrong under each field, and goes on where nothing is. */
  #check(
    found: readonly (readonly [name: string, problem: Phrase | false])[],
    go: () => Promise<unknown>,
  ): void {
    this.#problems.clear();
    this.#view.attempt.forget();
    for (const [name, problem] of found) if (problem) this.#problems.set(name, problem);
    if (!this.#problems.size) void go();
    this.#view.render();
    if (this.#problems.size) this.#view.focusProblem();
  }

  get title(): string {
    const { strings } = this.#view;
    if (this.way === 'guest') return strings.guestTitle;
    return this.way === 'register' ? strings.registerTitle : strings.signIn;
  }

  render(): TemplateResult {
    const { host, session, strings } = this.#view;
    const { way } = this;
    const level = /^[1-6]$/.test(host.headingLevel ?? '') ? Number(host.headingLevel) : 2;
    const domain = session?.config.domain;
    return html`<div class="head">
        <div part="title" class="title" role="heading" tabindex="-1" aria-level=${level}>${this.title}</div>
        ${
          way === 'account' && domain !== undefined
            ? html`<p part="hint" class="hint">${strings.signInAt(domain)}</p>`
            : nothing
        }
      </div>
      ${this.#screen(way, level, strings)}${this.#others(way, strings)}`;
  }

  #screen(way: Way | undefined, level: number, strings: LoginStrings): TemplateResult | typeof nothing {
    switch (way) {
      case 'guest':
        return this.#guestForm(strings);
      case 'account':
        return this.#accountForm(strings);
      case 'page':
        return this.#form(html`<p>${strings.bySite}</p>`, strings.signIn, strings);
      case 'register':
        return this.#signUp.render(Math.min(level + 1, 6), strings);
      case undefined:
        return nothing;
    }
  }

  #guestForm(strings: LoginStrings): TemplateResult {
    const field = {
      name: 'nick',
      label: strings.name,
      autocomplete: 'nickname',
      value: this.#typedNick ?? readLastNick(),
      hint: strings.nameHint,
      problem: this.#problems.get('nick')?.(strings),
    };
    return this.#form(textField(field), strings.comeIn, strings);
  }

  /** Where the page has a form of its own, ours is not shown. */
  #accountForm(strings: LoginStrings): TemplateResult {
    const { account, config } = this.#view.session ?? {};
    const wrong = this.#view.attempt.failed?.failure === 'wrong-password';
    const name = {
      name: 'username',
      label: strings.username,
      autocomplete: 'username',
      value: account?.username ?? this.typedName,
      readonly: account?.username !== undefined,
      problem: this.#problems.get('username')?.(strings),
      problemAt: wrong ? 'password-problem' : undefined,
    };
    const password = {
      name: 'password',
      label: strings.password,
      autocomplete: 'current-password',
      problem: this.#problems.get('password')?.(strings) ?? (wrong ? this.#failureText : undefined),
      bare: this.#bare,
      toggle: () => {
        this.#bare = !this.#bare;
        this.#view.render();
      },
    };
    const remember = config?.remember
      ? html`<label class="switch"
          ><input type="checkbox" name="remember" checked /> ${strings.remember}</label
        >`
      : nothing;
    const fields = html`${textField(name)}${secretField(password, strings)}${remember}`;
    const slotted = this.#view.pageForm.there;
    return html`<slot name="login" @slotchange=${() => this.#view.render()}
        >${slotted ? nothing : this.#form(fields, strings.signIn, strings)}</slot
      >${slotted ? this.#state(strings, true) : nothing}`;
  }

  #form(fields: TemplateResult, submit: string, strings: LoginStrings): TemplateResult {
    const { pause } = this.#view.attempt;
    const waits = this.busy || pause > 0;
    const text = this.busy ? strings.signingIn : pause > 0 ? strings.signInIn(pause) : submit;
    return html`<form
      method="dialog"
      class="fields"
      novalidate
      aria-busy=${String(this.busy)}
      @submit=${this.#submitted}
    >
      ${fields}${this.#state(strings, false)}
      <div class="buttons">
        ${this.busy ? this.#cancelButton(strings) : nothing}
        <button part="submit" type="submit" class="primary" aria-disabled=${waits ? 'true' : nothing}>
          ${text}
        </button>
      </div>
    </form>`;
  }

  /** How it stands, where no field says it. @param alone Of the page's own form. */
  #state(strings: LoginStrings, alone: boolean): TemplateResult | typeof nothing {
    const { failed } = this.#view.attempt;
    if (this.busy)
      return alone
        ? html`<div class="buttons">
            <p class="hint">${strings.signingIn}</p>
            ${this.#cancelButton(strings)}
          </div>`
        : nothing;
    const problem = alone
      ? this.problem
      : failed?.failure === 'wrong-password' && this.way === 'account'
        ? undefined
        : this.#failureText;
    if (!problem) return nothing;
    return html`<p part="problem" class="failure">${problem}</p>
      ${
        failed?.failure === 'elsewhere'
          ? html`<button type="button" @click=${this.#useHere}>${strings.useHere}</button>`
          : nothing
      }`;
  }

  #cancelButton(strings: LoginStrings): TemplateResult {
    return html`<button type="button" @click=${this.#cancel}>${strings.cancel}</button>`;
  }

  #others(way: Way | undefined, strings: LoginStrings): TemplateResult | typeof nothing {
    const others = this.ways.filter((other) => other !== way);
    if (!others.length || this.busy) return nothing;
    const text = {
      account: strings.toAccount,
      guest: strings.toGuest,
      register: strings.toRegister,
      page: strings.signIn,
    };
    return html`<div part="others" class="others">
      ${others.map(
        (other) =>
          html`<button type="button" class="plain" @click=${() => this.#turnTo(other)}>
            ${text[other]}
          </button>`,
      )}
    </div>`;
  }

  get #failureText(): string | undefined {
    const { attempt, session, strings } = this.#view;
    const { failed, pause } = attempt;
    if (session?.state === 'reconnecting') return strings.unreachable;
    return failed && failureText(failed.failure, failed.way, failed.error, pause, strings);
  }

  readonly #cancel = () => {
    this.#view.session?.disconnect().catch(() => undefined); // gone is gone
  };

  readonly #useHere = () => {
    this.#view.attempt.forget();
    this.#view.session?.connect().catch(() => undefined); // told by its state
  };
}

/** The name before the @ of an account at `domain`; undefined: there is none such. */
function localOf(typed: string, domain: string | undefined): string | undefined {
  const jid = parseJid(typed.includes('@') ? typed : `${typed}@${domain}`);
  return jid?.domain === parseJid(domain ?? '')?.domain && !jid?.resource ? jid?.local : undefined;
}
