/**
 * What was taken back (RET-1, RET-2): applied to the messages that are there, and kept for those that an archive tells
 * only later. By whom it counts is security.md §4.
 */
import { bareJid, resourceOf } from './jid.js';
import type { Author, FeatureHost } from './feature-host.js';
import type { ChatMessage, Removed } from './message.js';
import {
  NS_MODERATE,
  readRetraction,
  readTombstone,
  type Removing,
  type Retraction,
} from './protocol/retraction.js';
import type { Element } from './xml.js';

const MAX_KEPT = 1_000;

/** By whom, and when. */
interface Done extends Retraction, Author {}

export class Retractions {
  #kept: Done[] = [];

  constructor(
    readonly host: Pick<FeatureHost, 'jid' | 'timeline' | 'trusts'>,
    /** Whether it is theirs. */
    readonly isAuthor: (message: ChatMessage, by: Author) => boolean,
  ) {}

  /** @returns Whether that was all there is to `stanza`; not so for one that its sender had no right to. */
  take(stanza: Element, by: Author): boolean {
    const read = readRetraction(stanza);
    return read?.moderated === (by.nick === undefined) && this.add(read, by);
  }

  /** @returns Whether it may be. */
  add(read: Retraction, by: Author): boolean {
    const retraction = { ...read, ...by, by: read.by };
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

  #mayBe(message: ChatMessage, retraction: Done): boolean {
    return retraction.moderated ? message.stanzaId === retraction.id : this.isAuthor(message, retraction);
  }
}

const isNamed = ({ stanzaId, originId, id: own }: ChatMessage, { id }: Done) =>
  stanzaId === id || originId === id || own === id;

/** What is left of a message. */
const without = (removed: Removed): Partial<ChatMessage> => ({
  body: '',
  rich: undefined,
  files: undefined,
  lang: undefined,
  mention: false,
  removed,
});
