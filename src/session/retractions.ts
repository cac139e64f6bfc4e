/**
 * What was taken back in a room (RET-1, RET-2): applied to the messages that are there, and kept for those that an
 * archive tells only later. By whom it counts is security.md §4. Loaded when something is first taken back.
 */
import { bareJid, resourceOf } from './jid.js';
import type { ChatMessage, Removed } from './message.js';
import { readOccupantId } from './protocol/message.js';
import {
  NS_MODERATE,
  readRetraction,
  readTombstone,
  type Removing,
  type Retraction,
} from './protocol/retraction.js';
import type { Timeline } from './timeline.js';
import type { Element } from './xml.js';

const MAX_KEPT = 1_000;

export interface RetractionHost {
  /** The room's address. */
  readonly jid: string;
  readonly timeline: Timeline;
  /** Whether the room announces it. */
  trusts(feature: string): boolean;
  /** From when on a nickname has been the same person's; undefined: nobody's. */
  since(nick: string): Date | undefined;
}

interface SentRetraction extends Retraction {
  /** Undefined: the room itself. */
  readonly nick: string | undefined;
  readonly occupantId: string | undefined;
  readonly time: Date;
  /** From history or archive. */
  readonly old: boolean;
}

export class Retractions {
  #kept: SentRetraction[] = [];

  constructor(readonly host: RetractionHost) {}

  /** @returns Whether that was all there is to `stanza`; not so for one that its sender had no right to. */
  take(stanza: Element, time: Date, old: boolean): boolean {
    const read = readRetraction(stanza);
    const nick = resourceOf(stanza.attrs.from);
    if (!read || stanza.attrs.type !== 'groupchat' || read.moderated !== (nick === undefined)) return false;
    const occupantId = this.host.trusts('urn:xmpp:occupant-id:0') ? readOccupantId(stanza) : undefined;
    const retraction = { ...read, nick, occupantId, time, old };
    const { timeline } = this.host;
    const named = timeline.rows.filter(
      (row): row is ChatMessage => row.kind === 'message' && isNamed(row, retraction),
    );
    const meant = named.filter((row) => this.#mayBe(row, retraction));
    if (named.length > 0 && meant.length === 0) return false;
    this.#kept = [...this.#kept, retraction].slice(-MAX_KEPT);
    for (const { key } of meant) timeline.update(key, without(this.#removed(retraction)));
    return true;
  }

  /** `message` as it is by what is known; the row that is there for it already changes with it. */
  apply(message: ChatMessage): ChatMessage {
    const { timeline } = this.host;
    const retraction = this.#kept.find((each) => isNamed(message, each) && this.#mayBe(message, each));
    const removed = retraction ? this.#removed(retraction) : message.removed;
    if (!removed) return message;
    const known = timeline.duplicateOf(message);
    if (known) timeline.update(known.key, without(removed));
    return { ...message, ...without(removed) };
  }

  /** What an archive has in place of a message; a moderator's only where the room lets them remove something. */
  tombstone(stanza: Element, nick: string | undefined): Removed | undefined {
    const tombstone = readTombstone(stanza);
    const moderates = ['0', '1'].some((version) => this.host.trusts(NS_MODERATE + version));
    return tombstone && (moderates || !tombstone.moderated)
      ? this.#removed({ ...tombstone, nick })
      : undefined;
  }

  #removed({ moderated, by, reason, nick }: Removing & { readonly nick: string | undefined }): Removed {
    const moderator = bareJid(by) === this.host.jid ? resourceOf(by) : bareJid(by);
    return { moderated, by: moderated ? moderator : nick, reason };
  }

  #mayBe(message: ChatMessage, { moderated, id, nick, occupantId, time, old }: SentRetraction): boolean {
    if (moderated) return message.stanzaId === id;
    if (message.occupantId !== undefined || occupantId !== undefined)
      return message.occupantId === occupantId;
    const since = nick === message.nick && !old && !message.old ? this.host.since(nick) : undefined;
    return since !== undefined && since <= message.time && since <= time;
  }
}

const isNamed = ({ stanzaId, originId }: ChatMessage, { id }: SentRetraction) =>
  stanzaId === id || originId === id;

/** What is left of a message. */
const without = (removed: Removed): Partial<ChatMessage> => ({
  body: '',
  lang: undefined,
  mention: false,
  removed,
});
