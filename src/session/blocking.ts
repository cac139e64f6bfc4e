/**
 * Whom the account has blocked (XEP-0191), in step with its other clients. Reading and building is protocol/blocking.ts.
 */
import { provideBlocked } from './blocked.js';
import { ConnectionError, StanzaError } from './errors.js';
import type { Feature } from './feature.js';
import { parseJid } from './jid.js';
import { isOwnWord } from './own-account.js';
import {
  blockersOf,
  buildBlocking,
  buildBlockListRequest,
  NS_BLOCKING,
  readBlockList,
  readBlockPush,
  type BlockPush,
} from './protocol/blocking.js';
import type { Session } from './session.js';
import { Store } from './store.js';
import type { Element } from './xml.js';

/** `unavailable`: the server cannot block anybody (BLK-1). */
export type BlockingState = 'unknown' | 'ready' | 'unavailable';

export class Blocking extends Store implements Feature {
  readonly #session: Session;
  #state: BlockingState = 'unknown';
  #jids: ReadonlySet<string> = new Set();
  /** The list of this session, once somebody asked. */
  #loading: Promise<void> | undefined;
  /** Pushes that came while the list was due: they are newer. */
  #early: BlockPush[] | undefined;

  constructor(session: Session) {
    super();
    this.#session = session;
    provideBlocked(session, (jid) => this.isBlocked(jid));
    for (const name of ['block', 'unblock'])
      session.wire.answer('set', name, NS_BLOCKING, (push, iq) => this.#receivePush(push, iq));
  }

  get state(): BlockingState {
    return this.#state;
  }

  /** Addresses: of people, of one client of theirs, or of whole servers. A new set whenever it changes. */
  get list(): ReadonlySet<string> {
    return this.#jids;
  }

  /** Whether nothing comes from there, whatever entry says so (BLK-6). */
  isBlocked(jid: string): boolean {
    return blockersOf(jid).some((each) => this.#jids.has(each));
  }

  /** @throws {RangeError} No address. @throws {StanzaError} `feature-not-implemented`: the server cannot. */
  async block(jid: string): Promise<void> {
    await this.#change({ type: 'block', jids: [preparedOf(jid)] });
  }

  /** Takes that entry away; others may go on blocking. As {@link block}. */
  async unblock(jid: string): Promise<void> {
    await this.#change({ type: 'unblock', jids: [preparedOf(jid)] });
  }

  /** Takes all entries away: to be asked twice (BLK-3). As {@link block}. */
  async unblockAll(): Promise<void> {
    await this.#change({ type: 'unblock', jids: [] });
  }

  online(resumed: boolean): void {
    if (resumed && this.#state !== 'unknown') return; // else it is another page's session that goes on
    if (!this.#session.guest) this.#load().catch(() => undefined); // asked again before a change
  }

  offline(resumable: boolean): void {
    if (!resumable) this.#loading = undefined;
  }

  forget(): void {
    this.#loading = undefined;
    this.#set('unknown', []);
  }

  /** BLK-2: once a session, for only then the server tells of changes. */
  #load(): Promise<void> {
    const loading = (this.#loading ??= this.#ask());
    loading.catch(() => this.#loading === loading && (this.#loading = undefined));
    return loading;
  }

  async #ask(): Promise<void> {
    const { disco, wire } = this.#session;
    const { features } = await disco.info(wire.domain);
    if (!features.has(NS_BLOCKING)) {
      this.#set('unavailable', []);
      return;
    }
    this.#early = [];
    try {
      this.#set('ready', readBlockList(await wire.get(undefined, buildBlockListRequest())));
      for (const push of this.#early) this.#apply(push);
    } finally {
      this.#early = undefined;
    }
  }

  async #change(change: BlockPush): Promise<void> {
    if (!this.#session.wire.live) throw new ConnectionError('closed', 'not connected');
    await this.#load();
    if (this.#state !== 'ready') throw new StanzaError('feature-not-implemented', 'cancel');
    await this.#session.wire.set(undefined, buildBlocking(change.type, change.jids));
    this.#apply(change);
  }

  #receivePush(element: Element, iq: Element): undefined {
    if (!isOwnWord(this.#session, iq.attrs.from)) throw new StanzaError('service-unavailable', 'cancel');
    const push = readBlockPush(element);
    if (!push) throw new StanzaError('bad-request', 'modify');
    this.#early?.push(push);
    this.#apply(push);
  }

  #apply({ type, jids }: BlockPush): void {
    if (type === 'block') this.#set('ready', [...this.#jids, ...jids]);
    else this.#set('ready', jids.length ? [...this.#jids].filter((each) => !jids.includes(each)) : []);
  }

  #set(state: BlockingState, jids: readonly string[]): void {
    this.#state = state;
    this.#jids = new Set(jids);
    this.changed();
  }
}

function preparedOf(text: string): string {
  const jid = parseJid(text);
  if (!jid) throw new RangeError(`no address: ${text}`);
  return jid.full;
}
