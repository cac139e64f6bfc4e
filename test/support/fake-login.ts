/**
 * A session to be signed in to, moved by hand: for stories and component tests of `<xmpp-login>`. It lets everybody in,
 * unless `answer` says otherwise, and notes who that was.
 */
import type { DataForm, FormAnswers } from '../../src/session/data-form.js';
import { AuthenticationError } from '../../src/session/errors.js';
import type { NewAccount, Session, SignIn } from '../../src/session/index.js';
import { Store } from '../../src/session/store.js';

/** What a test may say of it. */
export interface LoginFields {
  state: Session['state'];
  jid: string | undefined;
  guest: boolean;
  error: Error | undefined;
  config: { domain?: string; remember?: boolean; nick?: string };
  account: Session['account'];
}

/** What the server wants to know of somebody new. */
export interface FakeOffer {
  readonly form?: DataForm;
  readonly url?: string;
  readonly instructions?: string;
}

export class FakeLogin extends Store implements LoginFields {
  state: Session['state'] = 'idle';
  jid: string | undefined;
  guest = true;
  error: Error | undefined;
  config: LoginFields['config'] = { domain: 'kit.example' };
  account: Session['account'];
  listeners = 0;

  /** Who wanted to come in, in order. */
  readonly signedIn: (SignIn | undefined)[] = [];
  /** What else was asked for, in order. */
  readonly calls: string[] = [];
  /** Why somebody is not let in; a promise that stays open: nobody knows yet. */
  answer: ((as: SignIn | undefined) => Error | Promise<never> | undefined) | undefined;
  /** What a question about new accounts is answered with. */
  offer: () => FakeOffer | Promise<FakeOffer> = () => ({});
  /** What becomes of whoever registers. */
  register: (answers: FormAnswers) => Promise<NewAccount | undefined> = (answers) =>
    Promise.resolve({
      username: answers.get('username')?.[0] ?? '',
      password: answers.get('password')?.[0] ?? '',
    });
  /** What `changePassword` and `remove` reject with. */
  refusal: Error | undefined;
  features: readonly string[] = ['jabber:iq:register'];

  constructor(fields: Partial<LoginFields> = {}) {
    super();
    Object.assign(this, fields);
  }

  override addEventListener(...args: Parameters<Store['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<Store['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }

  readonly disco = { info: () => Promise.resolve({ features: new Set(this.features) }) };

  readonly registration = {
    request: async () => {
      this.calls.push('request');
      const offer = await this.offer();
      return { ...offer, submit: (answers: FormAnswers) => this.register(answers) };
    },
    changePassword: (password: string) => this.#settle(`changePassword ${password}`),
    remove: async (address: string) => {
      await this.#settle(`remove ${address}`);
      await this.logOut();
    },
  };

  set(fields: Partial<LoginFields>): void {
    Object.assign(this, fields);
    this.changed();
  }

  async signIn(as?: SignIn): Promise<void> {
    this.signedIn.push(as);
    this.set({ state: 'connecting', error: undefined });
    const refused = await this.answer?.(as);
    if (refused) {
      this.set({ state: 'failed', error: refused });
      throw refused;
    }
    const { credentials, nick, remember = this.config.remember } = as ?? {};
    const name = typeof credentials === 'object' ? credentials.username : 'ann';
    const guest = credentials === undefined && as !== undefined;
    const jid = guest ? 'a1b2@guests.kit.example/web' : `${name}@kit.example/web`;
    this.set({ state: 'online', jid, guest, config: { ...this.config, nick, remember } });
  }

  connect(): Promise<void> {
    return this.#settle('connect');
  }

  disconnect(): Promise<void> {
    this.set({ state: 'offline', jid: undefined });
    return this.#settle('disconnect');
  }

  logOut(): Promise<void> {
    this.set({ state: 'offline', jid: undefined });
    return this.#settle('logOut');
  }

  #settle(call: string): Promise<void> {
    this.calls.push(call);
    return this.refusal ? Promise.reject(this.refusal) : Promise.resolve();
  }
}

export const asSession = (fake: FakeLogin): Session => fake as unknown as Session;

/** An account's session that is online. */
export const signedIn = (fields: Partial<LoginFields> = {}) =>
  new FakeLogin({ state: 'online', jid: 'ann@kit.example/web', guest: false, ...fields });

export const refused = (condition: string, text?: string) => new AuthenticationError(condition, text);
