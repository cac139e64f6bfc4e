/**
 * What rooms there are (MUC-2): services of the own server, the rooms that one of them lists, page by page where it
 * pages (XEP-0059), and what a room says of itself (MUC-3), asked for those that somebody looks at. Loaded with the
 * first wish to.
 */
import { ConfigError, ConnectionError } from './errors.js';
import { parseJid } from './jid.js';
import { roomJid } from './protocol/bookmarks.js';
import { buildInfoRequest, infoValues, readInfo, type DiscoInfo } from './protocol/disco.js';
import { buildItemsRequest, readItems } from './protocol/disco-items.js';
import { NS_MUC, readRoomInfo } from './protocol/muc.js';
import type { RoomInfo } from './room-status.js';
import type { Session } from './session.js';
import { Store } from './store.js';

export interface RoomService {
  /** Its domain. */
  readonly jid: string;
  readonly name?: string;
}

export interface ListedRoom {
  /** Bare JID. */
  readonly jid: string;
  /** As the service calls it: plain text, with the number of people in it at some (ejabberd). */
  readonly name?: string;
}

/** What a room says of itself, before anybody enters it. */
export interface RoomFacts extends RoomInfo {
  /** How many people are there, as far as it tells. */
  readonly occupants?: number;
  readonly lang?: string;
}

export type DirectoryState = 'idle' | 'loading' | 'ready' | 'failed';

const PAGE = 100;
/** As many as a list can be searched in. */
const MAX_ROOMS = 20_000;
const MAX_SERVICES = 30;
/** Requests on their way at once, for services or for rooms. */
const ASKING = 4;
/** Rooms that were looked at and not asked about yet; who looks again asks again. */
const MAX_WAITING = 40;
const MAX_FACTS = 2_000;
const ASK_MS = 5_000;

export class RoomDirectory extends Store {
  readonly #session: Session;
  #state: DirectoryState = 'idle';
  #error: Error | undefined;
  #service: string | undefined;
  readonly #rooms = new Map<string, ListedRoom>();
  #list: readonly ListedRoom[] | undefined;
  #count: number | undefined;
  /** Where the next page begins; undefined: there is none. */
  #next: { readonly after?: string } | undefined;
  /** Whatever is asked for the service that is open. */
  #asking = new AbortController();
  /** Null: it does not say. */
  readonly #facts = new Map<string, RoomFacts | null>();
  #waiting: string[] = [];
  readonly #asked = new Set<string>();

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  get state(): DirectoryState {
    return this.#state;
  }

  /** Why the state is `failed`: a StanzaError of the service's, or no answer. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Domain of the one that is open. */
  get service(): string | undefined {
    return this.#service;
  }

  /** All that have come so far, in the service's order; the same array until there are more. */
  get rooms(): readonly ListedRoom[] {
    return (this.#list ??= [...this.#rooms.values()]);
  }

  /** How many there are in all, where the service tells. */
  get count(): number | undefined {
    return this.#count;
  }

  /** Whether all have come. */
  get complete(): boolean {
    return this.#state === 'ready' && !this.#next;
  }

  /** Services with rooms that the own server names. @throws {StanzaError} */
  async services(): Promise<readonly RoomService[]> {
    const { disco, wire } = this.#session;
    const items = await disco.items(wire.domain);
    const found: RoomService[] = [];
    const left = items.filter(({ jid, node }) => !node && !jid.includes('@')).slice(0, MAX_SERVICES);
    const ask = async (): Promise<void> => {
      for (let item = left.shift(); item; item = left.shift()) {
        const info = await disco.info(item.jid, { timeoutMs: ASK_MS }).catch(() => undefined);
        const name = info && serviceName(info);
        if (name !== undefined) found.push({ jid: item.jid, name: name || item.name });
      }
    };
    await Promise.all(Array.from({ length: ASKING }, ask));
    const order = new Map(items.map(({ jid }, i) => [jid, i]));
    return found.sort((one, other) => (order.get(one.jid) ?? 0) - (order.get(other.jid) ?? 0));
  }

  /** Lists what another service has, or the same anew. @throws {ConfigError} It is no domain. */
  open(service: string): void {
    const jid = parseJid(service);
    if (!jid || jid.local || jid.resource) throw new ConfigError('service', service);
    this.close();
    this.#service = jid.domain;
    this.#next = {};
    this.more();
  }

  /** Fetches the next page; after a failure, the one that failed. */
  more(): void {
    const service = this.#service;
    if (service === undefined || this.#state === 'loading' || !this.#next) return;
    this.#set('loading');
    const { signal } = this.#asking;
    this.#page(service, this.#next.after, signal).then(
      () => !signal.aborted && this.#set('ready'),
      (error: unknown) => !signal.aborted && this.#set('failed', error as Error),
    );
  }

  /**
   * What a room says of itself. Asks, unless it is known; a `change` tells of the answer.
   * @returns undefined: not known yet; null: it does not say.
   */
  about(jid: string): RoomFacts | null | undefined {
    const known = this.#facts.get(jid);
    if (known === undefined && !this.#asked.has(jid) && !this.#waiting.includes(jid)) {
      this.#waiting = [...this.#waiting.slice(1 - MAX_WAITING), jid];
      this.#askNext();
    }
    return known;
  }

  /** What is known of it, without asking. */
  known(jid: string): RoomFacts | undefined {
    return this.#facts.get(jid) ?? undefined;
  }

  /** Nobody looks any more. */
  close(): void {
    this.#asking.abort(new ConnectionError('closed', 'nobody looks any more'));
    this.#asking = new AbortController();
    this.#rooms.clear();
    this.#facts.clear();
    this.#asked.clear();
    this.#waiting = [];
    this.#service = this.#count = this.#next = undefined;
    this.#set('idle');
  }

  #set(state: DirectoryState, error?: Error): void {
    this.#state = state;
    this.#error = error;
    this.#list = undefined;
    this.changed();
  }

  /** A service that turns in circles comes to an end, too. */
  async #page(service: string, after: string | undefined, signal: AbortSignal): Promise<void> {
    const request = buildItemsRequest(undefined, { max: PAGE, after });
    const answer = await this.#session.wire.get(service, request, { signal });
    if (signal.aborted) return;
    const { items, last, count } = answer ? readItems(answer) : { items: [] };
    const before = this.#rooms.size;
    for (const { jid, node, name } of items) {
      const isRoom = !node && roomJid(jid) === jid && parseJid(jid)?.domain === service;
      if (isRoom && this.#rooms.size < MAX_ROOMS) this.#rooms.set(jid, { jid, name });
    }
    const grew = this.#rooms.size > before && this.#rooms.size < MAX_ROOMS;
    const all = count !== undefined && this.#rooms.size >= count;
    this.#count = count;
    this.#next = grew && !all && last !== undefined && last !== after ? { after: last } : undefined;
  }

  #askNext(): void {
    while (this.#asked.size < ASKING && this.#waiting.length) void this.#ask(this.#waiting.pop()!);
  }

  /** Who looked last is answered first. */
  async #ask(jid: string): Promise<void> {
    const { signal } = this.#asking;
    this.#asked.add(jid);
    const options = { signal, timeoutMs: ASK_MS };
    const answer = await this.#session.wire.get(jid, buildInfoRequest(), options).catch(() => undefined);
    if (signal.aborted) return;
    this.#asked.delete(jid);
    const [oldest] = this.#facts.size >= MAX_FACTS ? this.#facts.keys() : [];
    if (oldest !== undefined) this.#facts.delete(oldest);
    this.#facts.set(jid, answer ? factsOf(readInfo(answer)) : null);
    this.changed();
    this.#askNext();
  }
}

/** What it calls itself; '' for nothing; undefined: it has no rooms. */
function serviceName({ features, identities }: DiscoInfo): string | undefined {
  const conference = identities.find(({ category }) => category === 'conference');
  return conference && features.has(NS_MUC) ? (conference.name ?? '') : undefined;
}

function factsOf(info: DiscoInfo): RoomFacts {
  const value = (name: string) => infoValues(info, `${NS_MUC}#roominfo`, `muc#roominfo_${name}`)[0] ?? '';
  const occupants = value('occupants');
  return {
    ...readRoomInfo(info),
    occupants: /^\d{1,6}$/.test(occupants) ? Number(occupants) : undefined,
    lang: value('lang') || undefined,
  };
}
