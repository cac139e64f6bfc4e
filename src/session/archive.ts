/**
 * Asks archives for pages of messages (XEP-0313). Results count only from the archive that was asked, under the id of a
 * query that is still open (MAM-1), and never more than were asked for.
 */
import type { Feature } from './feature.js';
import { randomId } from './id.js';
import { bareJid, parseJid } from './jid.js';
import { buildQuery, readFin, readResult } from './protocol/mam.js';
import { ProtocolError } from './errors.js';
import type { Wire } from './wire.js';
import type { Element } from './xml.js';

export interface ArchiveItem {
  /** The archive's id, which is the message's stanza-id there. */
  readonly id: string;
  /** When the archive got it. */
  readonly stamp: Date;
  readonly message: Element;
}

export interface ArchivePage {
  /** Oldest first. */
  readonly items: readonly ArchiveItem[];
  /** Nothing lies beyond this page, in the direction asked for. */
  readonly complete: boolean;
  readonly first?: string;
  readonly last?: string;
}

export interface ArchiveQuery {
  /** Only messages with this bare JID; of an account's archive. */
  readonly with?: string;
  /** Other fields of the archive's form, by name. */
  readonly filters?: Readonly<Record<string, string>>;
  /** '' for the newest page. Never together with `after`. */
  readonly before?: string;
  readonly after?: string;
  readonly max: number;
  /** Gives up. */
  readonly signal?: AbortSignal;
}

interface Open {
  readonly from: string | undefined;
  readonly max: number;
  readonly items: ArchiveItem[];
}

export class Archive implements Feature {
  readonly #wire: Wire;
  readonly #open = new Map<string, Open>();

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  receive(stanza: Element): boolean {
    if (stanza.name !== 'message') return false;
    const result = readResult(stanza);
    if (!result) return false;
    const open = this.#open.get(result.queryid ?? '');
    const from = parseJid(stanza.attrs.from)?.full;
    const fits = open && (open.from === from || (!open.from && from === bareJid(this.#wire.jid)));
    if (fits && open.items.length < open.max)
      open.items.push({ id: result.id, stamp: result.stamp, message: result.message });
    return true;
  }

  /**
   * @param archive A room's address; undefined: our account's own.
   * @throws {StanzaError} `item-not-found`: the archive no longer knows `before` or `after`.
   */
  async query(archive: string | undefined, { signal, ...query }: ArchiveQuery): Promise<ArchivePage> {
    const queryid = randomId();
    const { max } = query;
    const open: Open = { from: parseJid(archive)?.full, max, items: [] };
    this.#open.set(queryid, open);
    try {
      const fin = await this.#wire.set(archive, buildQuery({ queryid, ...query }), { signal });
      if (!fin) throw new ProtocolError('an archive answer without <fin/>');
      const { complete, first, last } = readFin(fin);
      return { items: open.items, complete, first, last };
    } finally {
      this.#open.delete(queryid);
    }
  }
}
