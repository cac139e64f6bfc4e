/**
 * Entity capabilities (XEP-0115): what others can do, asked once for each hash, verified, and kept across sessions.
 * Loaded when somebody first wants to know.
 */
import { ConnectionError, StanzaError, TimeoutError } from './errors.js';
import { resourceOf } from './jid.js';
import type { Caps } from './protocol/caps.js';
import { verify } from './protocol/verify-caps.js';
import type { Session } from './session.js';
import { siteStorage } from './storage.js';

/** security.md §8. */
const MAX_QUERIES = 5;
const MAX_VERIFIED = 200;
const STORED = 'caps';

type Features = ReadonlySet<string> | undefined;

export class Capabilities {
  readonly #session: Session;
  /** By hash and ver, verified. Oldest first. */
  readonly #verified: Map<string, readonly string[]>;
  readonly #lookups = new Map<string, Promise<Features>>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(session: Session) {
    this.#session = session;
    const stored = siteStorage.get(STORED);
    this.#verified = new Map(Array.isArray(stored) ? stored.filter(isEntry) : []);
  }

  /** @param caps What it announced last, if anything. Lookups for one hash are merged (CAPS-18). */
  of(fullJid: string, caps: Caps | undefined): Promise<Features> {
    const key = caps?.hash ? `${caps.hash} ${caps.ver}` : undefined;
    const known = key === undefined ? undefined : this.#verified.get(key);
    if (known) return Promise.resolve(new Set(known));
    const lookup = `${key ?? ''} ${key === undefined ? fullJid : ''}`;
    const running = this.#lookups.get(lookup);
    if (running) return running;
    const asked = this.#lookUp(fullJid, caps, key).finally(() => this.#lookups.delete(lookup));
    this.#lookups.set(lookup, asked);
    return asked;
  }

  async #lookUp(fullJid: string, caps: Caps | undefined, key: string | undefined): Promise<Features> {
    await this.#turn();
    try {
      const node = caps && `${caps.node}#${caps.ver}`;
      const info = await this.#session.disco.info(this.#addressOf(fullJid), { node, fresh: true });
      if (caps && key !== undefined && verify(info, caps) === 'valid') this.#keep(key, info.features);
      else if (caps && !info.wellFormed) return undefined;
      return info.features;
    } catch (error) {
      if ([StanzaError, TimeoutError, ConnectionError].some((kind) => error instanceof kind))
        return undefined;
      throw error;
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }

  /** MUC-46: an occupant's own, unless asking there would tell them ours. */
  #addressOf(fullJid: string): string {
    const room = this.#session.rooms.get(fullJid);
    const jid = room?.occupants.get(resourceOf(fullJid) ?? '')?.jid;
    return (room?.info?.nonAnonymous && jid) || fullJid;
  }

  async #turn(): Promise<void> {
    if (this.#running >= MAX_QUERIES) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#running++;
  }

  #keep(key: string, features: ReadonlySet<string>): void {
    const cache = this.#verified;
    cache.set(key, [...features]);
    const [oldest] = cache.size > MAX_VERIFIED ? cache.keys() : [];
    if (oldest !== undefined) cache.delete(oldest);
    siteStorage.set(STORED, [...cache]);
  }
}

function isEntry(value: unknown): value is [string, string[]] {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'string' &&
    Array.isArray(value[1]) &&
    value[1].every((feature) => typeof feature === 'string')
  );
}
