/**
 * The session: one account or guest, its connection kept up, and the stores that stand on it.
 * States and names are the public contract. What a feature does is its own module's.
 */
import type { Account } from './account.js';
import { Archive } from './archive.js';
import { Backoff } from './backoff.js';
import type { Blocking } from './blocking.js';
import type { Chats } from './chats.js';
import {
  checkConfig,
  isSecret,
  layer,
  mergeConfig,
  type Credentials,
  type SessionConfig,
  type SignIn,
} from './config.js';
import { RedirectError, type Closed, type ConnectionOptions } from './connection.js';
import { Disco } from './disco.js';
import { AuthenticationError, ConnectionError, StanzaError } from './errors.js';
import { DroppedEvent, type Feature } from './feature.js';
import type { Files } from './files/files.js';
import { isFinal } from './final.js';
import { bareJid, parseJid } from './jid.js';
import { Outbox } from './outbox.js';
import { isShown, watchPage } from './page.js';
import type { People } from './people.js';
import { Registration } from './registration.js';
import { Rooms } from './rooms.js';
import type { Roster } from './roster.js';
import { Store } from './store.js';
import { clearTabStorage } from './storage.js';
import { releaseTab } from './tab.js';
import { answerUtilities } from './utilities.js';
import { checkRedirect } from './url.js';
import { Waiters } from './waiters.js';
import { Wire, type WireLogin } from './wire.js';
import { xml, type Element } from './xml.js';

export type SessionState =
  | 'idle'
  | 'connecting'
  | 'authenticating'
  | 'online'
  /** The link is lost; trying until it is back. */
  | 'reconnecting'
  /** After disconnect(). */
  | 'offline'
  /** Gave up; `error` says why. */
  | 'failed';

const CONNECT_MS = 15_000;
const SHOWN_CHECK_MS = 5_000;
/** Browsers say that they are online a little before a connection succeeds: so long tries follow each other closely. */
const SETTLING_MS = 2_000;
const SETTLING_FIRST_MS = 100;
const MAX_REDIRECTS = 5;
/** CORE-11. */
const MAX_LOGIN_TRIES = 5;

/** Gives the people of a session; unset until their code is there. */
let peopleOf: ((session: Session) => People) | undefined;

/** Their code is there, for all sessions. */
export function providePeople(of: (session: Session) => People): void {
  peopleOf = of;
}

export class Session extends Store {
  #state: SessionState = 'idle';
  #error: Error | undefined;
  #retryAt: Date | undefined;
  /** What the page set. */
  #given: SessionConfig;
  /** What somebody who signed in goes by, in place of the page's. */
  #signedIn: SignIn | undefined;
  /** What holds: both together. */
  #config: SessionConfig;
  /** Found by XEP-0156, or where the server sent us; kept for as long as it works. */
  #url: string | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #downSince = 0;
  /** Raised by every start and stop, so that what an older attempt still does is ignored. */
  #generation = 0;
  #loginTries = 0;
  readonly #waiters = new Waiters();
  #networkLostAt = 0;
  #networkBackAt = 0;
  #wanted = false;
  /** Unset: a guest, as far as is known. */
  #account: Account | undefined;
  /** Somebody has to sign in: never a guest where an account was (CORE-6). */
  #loggedOut = false;
  readonly #guestMemory = {};
  #stopWatching: (() => void) | undefined;
  readonly #backoff = new Backoff();
  readonly #features: Feature[] = [];
  /** What protocol modules and stores send and receive by; internal to the kit. */
  readonly wire: Wire;
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly disco: Disco;
  readonly rooms: Rooms;
  readonly registration = new Registration(this);

  constructor(config: SessionConfig = {}) {
    super();
    this.#given = this.#config = config;
    this.wire = new Wire({
      stanza: (stanza) => this.#receive(stanza),
      acknowledged: (stanza) => this.outbox.acknowledged(stanza),
      closed: (closed) => this.#lost(closed),
      dropped: (reason, cause) => this.dispatchEvent(new DroppedEvent(reason, cause)),
    });
    this.outbox = new Outbox(() => this.#owner);
    this.archive = this.use(new Archive(this.wire));
    this.disco = this.use(new Disco(this));
    this.rooms = this.use(new Rooms(this));
    answerUtilities(this);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Full JID while there is a session. */
  get jid(): string | undefined {
    return this.wire.jid;
  }

  /** Why the state is `failed`, or why the last attempt did not succeed. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** When the next attempt is made by itself. */
  get retryAt(): Date | undefined {
    return this.#retryAt;
  }

  /** The settings without the credentials: no script of the page gets to read those. */
  get config(): Omit<SessionConfig, 'credentials'> {
    const { credentials: _, ...config } = this.#config;
    return config;
  }

  /** Guests have no account: each login is a new address. */
  get guest(): boolean {
    return this.#config.credentials === undefined;
  }

  /** Whose session the page wants it to be; undefined: a guest's. `ready`: nobody has to sign in first. */
  get account(): { readonly username?: string; readonly ready: boolean } | undefined {
    const { credentials } = this.#given;
    if (typeof credentials === 'function') return { ready: true };
    return credentials && { username: credentials.username, ready: isSecret(credentials) };
  }

  /** Whoever goes online here, as far as that is known. */
  get #owner(): string | undefined {
    const { domain, credentials } = this.#config;
    const { username } = (typeof credentials === 'function' ? this.#account : credentials) ?? {};
    return domain && (username || this.guest ? `${username ?? ''}@${domain}` : undefined);
  }

  /** @throws {ConfigError} A setting differs from what was set first. */
  configure(config: SessionConfig): this {
    this.#given = mergeConfig(this.#given, config);
    this.#apply(this.#signedIn);
    if (config.credentials) this.#loggedOut = false;
    this.changed();
    return this;
  }

  /** The account has another password now, and what was handed out for the old one is worthless (REG-12). */
  renew(credentials: Credentials): void {
    this.#apply({ ...this.#signedIn, credentials });
    this.#account?.forgetToken();
  }

  #apply(signedIn: SignIn | undefined): void {
    this.#signedIn = signedIn;
    const { credentials } = signedIn ?? this.#given;
    this.#config = { ...layer(this.#given, signedIn ?? {}), credentials };
  }

  /**
   * Goes online. Rejects when the first attempt fails; unless the state is `failed`, the session goes on trying.
   * @throws {ConfigError} @throws {ConnectionError} @throws {AuthenticationError} @throws {StreamError}
   */
  connect(): Promise<void> {
    if (this.#state === 'online') return Promise.resolve();
    if (!this.#wanted) {
      this.#wanted = true;
      this.#stopWatching ??= this.#watchPage();
      this.#loginTries = 0;
      this.#start('connecting');
    } else if (this.#retryTimer) this.reconnectNow();
    return this.#waiters.wait('online');
  }

  /**
   * Goes online as somebody decided to, in place of what the page set and of whoever was there before, until logOut();
   * without `as`, by what the page set. When that fails nothing is tried again, what was given is forgotten, and nobody
   * goes online before the next signIn().
   * @throws What connect() rejects with.
   */
  async signIn(as?: SignIn): Promise<void> {
    while (this.#wanted) await this.disconnect();
    const { remember } = this.#config;
    const owner = this.#owner;
    this.#apply(as);
    if (owner !== this.#owner || remember !== this.#config.remember) this.#account = this.#url = undefined;
    this.#loggedOut = false;
    try {
      await this.connect();
    } catch (error) {
      if (this.#signedIn !== as) throw error;
      if (this.#state === 'reconnecting') this.#stop('failed', asError(error));
      if (as) {
        this.#apply(undefined);
        this.#loggedOut = true;
      }
      throw error;
    }
  }

  /** Leaves all rooms, ends the session and stays offline. */
  async disconnect(): Promise<void> {
    this.#stop('offline');
    for (const feature of this.#features) feature.leaving?.();
    if (this.wire.live) this.wire.send(xml('presence', { xmlns: 'jabber:client', type: 'unavailable' }));
    for (const feature of this.#features) feature.offline?.(false);
    await this.wire.close();
  }

  /**
   * Ends the session for good: its token is made worthless, what this tab kept (outbox, drafts) is cleared, and the
   * credentials are forgotten. Connecting again needs somebody to sign in.
   */
  async logOut(): Promise<void> {
    const given = this.#config;
    const account = this.#account;
    const url = this.#url;
    await this.disconnect();
    this.#account = undefined;
    this.#loggedOut = !this.guest;
    if (account && url !== undefined)
      await account.invalidate(given, this.#connecting(url)).catch(() => undefined); // it expires by itself
    const { credentials } = this.#given;
    if (typeof credentials === 'object' && isSecret(credentials))
      this.#given = { ...this.#given, credentials: undefined };
    this.#apply(undefined);
    this.outbox.clear();
    clearTabStorage();
    if (this.#loggedOut) await this.people.then((people) => people.forget()).catch(() => undefined);
  }

  /** Does not wait for the next attempt. */
  reconnectNow(): void {
    if (!this.#retryTimer) return;
    clearTimeout(this.#retryTimer);
    this.#start('reconnecting');
  }

  /** Roster, presence, chats and what else has to do with people; loaded with the first who asks. */
  get people(): Promise<People> {
    return import('./people.js').then((loaded) => {
      providePeople(loaded.peopleOf);
      return loaded.peopleOf(this);
    });
  }

  /** The account's contacts. As `chats` and `blocking`, there at once in `xmpp-elements/session`. @throws {Error} Elsewhere: before `people` is. */
  get roster(): Roster {
    return this.#loadedPeople.roster;
  }

  /** Conversations with single people. As {@link roster}. */
  get chats(): Chats {
    return this.#loadedPeople.chats;
  }

  /** Whom the account has blocked. As {@link roster}. */
  get blocking(): Blocking {
    return this.#loadedPeople.blocking;
  }

  /** Files to and from others. As {@link roster}. */
  get files(): Files {
    return this.#loadedPeople.files;
  }

  get #loadedPeople(): People {
    if (!peopleOf) throw new Error('not loaded yet: await session.people first');
    return peopleOf(this);
  }

  /** Adds a feature: what it announces, reads and does when the link comes and goes. @param at - Its place, last unless set. */
  use<T extends Feature>(feature: T, at = Infinity): T {
    this.#features.splice(at, 0, feature);
    return feature;
  }

  /** Namespaces of all that is loaded, for service discovery. */
  get namespaces(): ReadonlySet<string> {
    return new Set(this.#features.flatMap((feature) => feature.namespaces ?? []));
  }

  /**
   * For requests that only those may make who may know that we are here: our server and account, rooms, contacts.
   * @throws {StanzaError} `service-unavailable`, as the server says where nobody is (DISCO-12).
   */
  checkKnown({ attrs: { from } }: Element): void {
    const bare = from === undefined ? undefined : bareJid(from);
    const known =
      from === undefined ||
      bare === parseJid(this.wire.domain)?.full ||
      bare === bareJid(this.jid ?? '') ||
      this.#features.some((feature) => bare !== undefined && feature.knows?.(bare));
    if (!known) throw new StanzaError('service-unavailable', 'cancel');
  }

  #set(state: SessionState, error?: Error): void {
    this.#state = state;
    this.#error = error;
    if (state !== 'reconnecting') this.#retryAt = undefined;
    this.changed();
    this.dispatchEvent(new Event('state'));
  }

  #start(state: 'connecting' | 'reconnecting'): void {
    this.#retryTimer = undefined;
    const generation = ++this.#generation;
    this.#set(state, this.#error);
    this.#attempt(generation).then(
      (resumed) => generation === this.#generation && this.#online(resumed),
      (error: unknown) => generation === this.#generation && this.#failed(asError(error)),
    );
  }

  /** Gives up an attempt that is under way for a new one. */
  #restart(): void {
    if (this.#retryTimer || !this.#wanted) return;
    this.wire.drop(new ConnectionError('lost'));
    this.#start(this.#downSince ? 'reconnecting' : 'connecting');
  }

  #stop(state: 'offline' | 'failed', error?: Error): void {
    this.#wanted = false;
    this.#generation++;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#set(state, error);
    this.#waiters.reject('online', error ?? new ConnectionError('closed'));
  }

  async #attempt(generation: number): Promise<boolean> {
    if (this.#loggedOut) throw new AuthenticationError('credentials-required', 'nobody is signed in');
    const { domain, service } = checkConfig(this.#config);
    if (!this.guest) import('./account.js').catch(() => undefined); // ahead of #login, which tells
    for (let hops = 0; ; hops++) {
      const url = (this.#url ??= service ?? (await discover(domain)));
      try {
        return await this.wire.connect(
          this.#connecting(url),
          () => this.#login(domain, url),
          () =>
            generation === this.#generation && this.#state === 'connecting' && this.#set('authenticating'),
        );
      } catch (error) {
        if (!(error instanceof RedirectError) || hops === MAX_REDIRECTS) {
          this.#url = undefined;
          throw error;
        }
        this.#url = checkRedirect(error.address, url);
      }
    }
  }

  #connecting(url: string): ConnectionOptions {
    const { domain, lang, WebSocket } = checkConfig(this.#config);
    return { url, domain, lang, WebSocket, timeoutMs: CONNECT_MS };
  }

  async #login(domain: string, url: string): Promise<WireLogin> {
    if (this.guest) return { domain, resource: this.#config.resource, memory: this.#guestMemory };
    const { Account } = await import('./account.js');
    this.#account ??= new Account();
    const login = await this.#account.login(this.#config, domain, url);
    const session = this.#account.take();
    if (session) await this.outbox.restore(); // which learns what arrived
    if (session) this.wire.thaw(session);
    return login;
  }

  #online(resumed: boolean): void {
    this.#backoff.online();
    this.#loginTries = 0;
    this.#downSince = 0;
    this.outbox.claim();
    this.#set('online');
    for (const feature of this.#features) feature.online?.(resumed);
    this.wire.listen(); // not before the rooms know that they are open again
    this.#waiters.resolve('online');
  }

  /** An attempt failed. */
  #failed(error: Error): void {
    const first = this.#downSince === 0;
    if (error instanceof AuthenticationError) this.#loginTries++;
    if ((isFinal(error) && !this.#mayAskAgain(error)) || this.#loginTries >= MAX_LOGIN_TRIES) {
      for (const feature of this.#features) feature.offline?.(false);
      this.#stop('failed', error);
      return;
    }
    this.#retry(error);
    if (first) this.#waiters.reject('online', error);
  }

  /** Whoever hands out tokens may have a fresh one. */
  #mayAskAgain(error: Error): boolean {
    const expired = error instanceof AuthenticationError && error.condition === 'credentials-expired';
    return expired && typeof this.#config.credentials === 'function' && this.#loginTries < 2;
  }

  /** The link was lost. */
  #lost(closed: Closed): void {
    const error = closed.error ?? new ConnectionError('lost');
    this.#backoff.lost();
    const poison = this.outbox.linkLost(closed);
    if (poison) this.wire.withdraw(poison.id);
    // A policy that a message met, which is not sent again, is not met again (CORE-39).
    const final = isFinal(error) && !poison;
    for (const feature of this.#features) feature.offline?.(!final && this.wire.resumable);
    if (final) {
      void this.wire.close();
      this.#stop('failed', error);
    } else {
      if (closed.redirect !== undefined) this.#follow(closed.redirect);
      this.#retry(error);
    }
  }

  /** A redirect that may not be followed is no reason to stay away from the old address. */
  #follow(address: string): void {
    try {
      this.#url = this.#url && checkRedirect(address, this.#url);
    } catch (error) {
      this.dispatchEvent(new DroppedEvent('redirect', error));
    }
  }

  #retry(error: Error): void {
    this.#generation++;
    this.#downSince ||= Date.now();
    const backMs = Date.now() - this.#networkBackAt;
    const waitMs =
      backMs < SETTLING_MS
        ? Math.max(SETTLING_FIRST_MS, backMs) // so each wait is twice the one before
        : this.#backoff.next(Date.now() - this.#downSince, isShown());
    this.#retryAt = new Date(Date.now() + waitMs);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#start('reconnecting'), waitMs);
    this.#set('reconnecting', error);
  }

  /** For the first that it was meant for. */
  #receive(stanza: Element): void {
    this.#features.some((feature) => feature.receive?.(stanza));
  }

  #watchPage(): () => void {
    return watchPage({
      online: () => {
        this.#networkBackAt = Date.now();
        // What was begun without a network, or not heard of since it went, is not waited for.
        if (this.#state !== 'online') this.#restart();
        else if (this.wire.heardAt < this.#networkLostAt) this.wire.drop(new ConnectionError('lost'));
        else this.wire.check(SHOWN_CHECK_MS);
        this.reconnectNow();
      },
      offline: () => {
        this.#networkLostAt = Date.now();
        this.wire.check(SHOWN_CHECK_MS);
      },
      shown: () => {
        this.wire.check(SHOWN_CHECK_MS);
        this.reconnectNow();
      },
      // guests go with their socket, and who needs no password is to be kept
      parting: this.guest
        ? undefined
        : (elsewhere) => {
            if (this.#config.remember && !elsewhere) return;
            for (const feature of this.#features) feature.leaving?.();
          },
      leaving: (elsewhere) => {
        const kept = this.#config.remember && !elsewhere && this.#account?.keep(this.wire.freeze());
        if (!kept) for (const feature of this.#features) feature.leaving?.();
        this.wire.closeNow(kept);
        for (const feature of this.#features) feature.offline?.(false);
        this.outbox.release();
        releaseTab();
        clearTimeout(this.#retryTimer);
        this.#generation++;
      },
      returned: () => {
        this.#account?.returned(this.#config);
        this.#start('reconnecting');
      },
    });
  }
}

/** XEP-0156, for pages that name no service. */
async function discover(domain: string): Promise<string> {
  const { findService } = await import('./protocol/alt-connections.js');
  return findService(domain);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
