/** Lets somebody in and out again: who is in, what an attempt came to, and what the tab's next page knows of it. */
import { html, nothing, render } from 'lit/html.js';
import { AuthenticationError } from '../../session/errors.js';
import type { Session, SignIn } from '../../session/index.js';
import { bareJid, parseJid } from '../../session/jid.js';
import { tabStorage } from '../../session/storage.js';
import { Announcer } from '../shared/announcer.js';
import { XmppErrorEvent } from '../shared/events.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import { writeLastNick } from '../shared/storage.js';
import { tokens } from '../shared/tokens.js';
import { Attempt } from './attempt.js';
import { Door } from './door.js';
import { LoginEvent } from './events.js';
import type { LoginStrings, Phrase } from './login-strings.js';
import { loginStyles } from './login.styles.js';
import { PageForm } from './page-form.js';
import { SignedIn } from './signed-in.js';
import type { Way } from './ways.js';
import { findLogin, type LoginLocale } from './words.js';
import type { XmppLogin } from './xmpp-login.js';

/** Who came in on this tab, for its next page. Nothing secret. */
const KEPT = 'login';
type Kept = { readonly username: string } | { readonly nick: string; readonly domain?: string };

export class LoginView implements View {
  readonly attempt = new Attempt({
    render: () => this.render(),
    paused: (n) => this.#announcer.say(n > 0 ? this.strings.throttled(n) : this.strings.again),
  });
  readonly pageForm: PageForm;
  readonly #words: LocaleFollower<LoginLocale>;
  readonly #announcer = new Announcer();
  readonly #door: Door;
  readonly #signedIn: SignedIn;
  #session: Session | undefined;
  #who: { readonly jid: string; readonly guest: boolean } | undefined;
  #notice: Phrase | undefined;
  /** Why the session is not there, as far as that was told here. */
  #told: unknown;

  constructor(
    readonly host: XmppLogin,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, loginStyles);
    this.#words = new LocaleFollower(host, findLogin, () => this.render());
    this.pageForm = new PageForm(host);
    this.#door = new Door(this);
    this.#signedIn = new SignedIn(this);
  }

  get strings(): LoginStrings {
    return this.#words.now.strings;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  connected(): void {
    this.#words.connected();
    this.#follow(sessionOf(this.host));
    this.#recall();
    this.render();
  }

  disconnected(): void {
    this.#words.disconnected();
    this.#announcer.clear();
    this.attempt.stop();
    this.#door.close();
    this.#dropSecrets();
    this.#follow(undefined);
  }

  changed(name: string): void {
    if (!this.#session) return;
    if (name === 'session' || name === 'service' || name === 'domain') this.#follow(sessionOf(this.host));
    this.render();
  }

  /** Of the fields, to the first that is empty. */
  focus(options?: FocusOptions): void {
    const selector = '[part~="who"], input:not([readonly]), xmpp-data-form, button';
    const own = this.#who ? undefined : this.#door.pageField;
    const [first, ...rest] = this.root.querySelectorAll<HTMLElement>(selector);
    const empty = isFilled(first)
      ? rest.find((each) => each instanceof HTMLInputElement && !each.value)
      : undefined;
    (own ?? empty ?? first)?.focus(options);
  }

  /** To the first field that is wrong, for those who are here. @returns Whether that is so. */
  focusProblem(): boolean {
    const field =
      this.pageForm.invalid ?? this.root.querySelector<HTMLElement>('[aria-invalid]:not([readonly])');
    if (!this.#hasFocus || !field) return false;
    field.focus();
    return true;
  }

  /** Says it, and shows it above what comes next. */
  notice(phrase: Phrase): void {
    this.#look(); // what that is about has happened
    this.#notice = phrase;
    this.#announcer.say(phrase(this.strings));
    this.render();
  }

  turned(): void {
    this.#notice = undefined;
  }

  /** The page's own form was sent. */
  submitPageForm(form: HTMLFormElement): void {
    if (!this.#who) this.#door.signInAs(form);
  }

  get #hasFocus(): boolean {
    return this.host.contains(document.activeElement) || this.root.activeElement !== null;
  }

  #follow(session: Session | undefined): void {
    if (session === this.#session) return;
    this.#session?.removeEventListener('change', this.#sessionChanged);
    session?.addEventListener('change', this.#sessionChanged);
    this.#session = session;
    this.#who = undefined;
    this.#look();
  }

  readonly #sessionChanged = () => {
    this.#look();
    this.render();
  };

  #look(): void {
    const { state, jid, guest, error } = this.#session ?? {};
    if (state === 'online' && jid !== undefined && guest !== undefined) {
      if (this.#who?.jid !== jid) this.#signedIn.close();
      this.#who = { jid, guest };
      this.attempt.forget();
    } else if (state === 'offline' || state === 'failed') {
      if (this.#who) this.#left(this.#who, state);
      if (state === 'failed' && !this.attempt.busy && !this.attempt.failed) this.#gaveUp(error);
    }
  }

  #left(
    { jid, guest }: { readonly jid: string; readonly guest: boolean },
    state: 'offline' | 'failed',
  ): void {
    this.#who = undefined;
    this.#signedIn.close();
    if (!guest) this.#door.typedName = parseJid(jid)?.local;
    if (state !== 'offline') return;
    this.#notice = ({ signedOut }) => signedOut;
    this.#announcer.say(this.strings.signedOut);
  }

  /** The session itself did, without anybody here. A question that only waits for a form is no failure. */
  #gaveUp(error: unknown): void {
    if (error === this.#told) return;
    this.#told = error;
    const { way = 'account' } = this.#door;
    const asks = error instanceof AuthenticationError && error.condition === 'credentials-required';
    if (way === 'page' || !asks) this.attempt.lost(error, way);
  }

  /** The tab's page before had somebody in it. */
  #recall(): void {
    const kept = tabStorage.get(KEPT) as Kept | undefined;
    const { ways } = this.#door;
    if (!kept || this.#session?.state !== 'idle') return;
    if ('username' in kept && this.#session.config.remember && ways.includes('account')) {
      this.#door.typedName = kept.username;
      void this.enter('account', { credentials: { username: kept.username } }, true);
    } else if ('nick' in kept && ways.includes('guest'))
      void this.enter('guest', { domain: kept.domain, nick: kept.nick }, true);
  }

  /**
   * @param as Undefined: as the page set it.
   * @param quietly Whoever is not let in any more just sees the form.
   * @returns Whether somebody is in.
   */
  async enter(way: Way, as: SignIn | undefined, quietly = false): Promise<boolean> {
    const session = this.#session;
    if (!session) return false;
    const isIn = await this.attempt.signIn(session, way, as);
    this.#told = session.error;
    if (isIn) this.#entered(session, way, as);
    else if (quietly && ['expired', 'wrong-password'].includes(this.attempt.failed?.failure ?? ''))
      this.attempt.forget();
    else this.#tellFailure();
    this.render();
    return isIn;
  }

  #entered(session: Session, way: Way, as: SignIn | undefined): void {
    this.#notice = undefined;
    this.#keep(way, as, session.config.remember);
    this.#dropSecrets();
    this.#look();
    const { jid = '', guest } = session;
    this.#announcer.say(this.strings.signedIn(nickText(as?.nick ?? bareJid(jid) ?? jid)));
    this.host.dispatchEvent(new LoginEvent(jid, guest, as?.nick));
  }

  #tellFailure(): void {
    const { failed } = this.attempt;
    if (!failed) return;
    this.host.dispatchEvent(new XmppErrorEvent(failed.failure, failed.error));
    this.render();
    if (!this.focusProblem() && failed.failure !== 'throttled')
      this.#announcer.say(this.#door.problem ?? '', true);
  }

  #keep(way: Way, { credentials, nick, domain }: SignIn = {}, remember = false): void {
    if (way === 'guest' && nick !== undefined) {
      writeLastNick(nick);
      tabStorage.set(KEPT, { nick, domain });
    } else if (typeof credentials === 'object' && remember)
      tabStorage.set(KEPT, { username: credentials.username });
  }

  #dropSecrets(): void {
    for (const input of this.root.querySelectorAll<HTMLInputElement>('[data-secret]')) input.value = '';
    this.pageForm.dropSecret();
  }

  render(): void {
    if (!this.#words.ready || !this.#session) return;
    const who = this.#who;
    const { strings } = this;
    const inner = this.root.activeElement;
    const outer = this.host.contains(document.activeElement) ? document.activeElement : null;
    render(
      html`<section
        class="kit login ${who ? 'in' : ''}"
        part="frame"
        lang=${this.#words.now.tag}
        aria-label=${who ? strings.signedInAs : this.#door.title}
      >
        ${this.#announcer.polite}${this.#announcer.assertive}
        ${this.#notice ? html`<p part="notice" class="notice">${this.#notice(strings)}</p>` : nothing}
        ${who ? this.#signedIn.render(who.jid, who.guest, this.#session.config.nick) : this.#door.render()}
      </section>`,
      this.root,
    );
    this.host.showState(who !== undefined);
    if (!who) this.pageForm.mark(this.#door.problem, this.#door.busy);
    const gone = inner ? !inner.isConnected : outer && outer !== this.host && !outer.checkVisibility();
    if (gone) this.focus();
  }
}

const isFilled = (at: HTMLElement | undefined) => at instanceof HTMLInputElement && at.value !== '';
