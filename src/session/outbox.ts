/**
 * What the user has sent and nobody has confirmed yet: written down before it is sent, under the same id at every
 * attempt, gone only when it is known to have arrived (security.md §10). Kept for the tab, so that no two tabs send it.
 */
import type { Closed } from './connection.js';
import { StreamError } from './errors.js';
import { randomId } from './id.js';
import type { SharedFile } from './message.js';
import type { Mention } from './protocol/mention.js';
import type { ReactionSet } from './protocol/reactions.js';
import type { ReplyTo } from './protocol/reply.js';
import { tabStorage } from './storage.js';
import { holdTab } from './tab.js';
import type { Element } from './xml.js';

/** What there is to a message besides its body. */
export interface More {
  /** Id of the message that it corrects. */
  readonly replaces?: string;
  /** The same as the body, well-formed XHTML. */
  readonly html?: string;
  readonly reply?: ReplyTo;
  readonly mentions?: readonly Mention[];
  readonly files?: readonly SharedFile[];
  /** It is no message, but something done to one. */
  readonly deed?: { readonly react: ReactionSet } | { readonly retract: string };
}

export interface OutboxEntry {
  /** Stanza id and origin-id. */
  readonly id: string;
  /** Bare JID of the conversation. */
  readonly to: string;
  readonly body: string;
  readonly more?: More;
  /** When the user sent it, ms since 1970. */
  readonly time: number;
  state: 'waiting' | 'sending' | 'failed';
  /** When it first went out, ms since 1970. */
  sentAt?: number;
  /** Occupant JIDs it went out under: what the archive may hold it as. */
  sentAs: string[];
  /** When a session began after the one it last went out in, ms since 1970. */
  backAt?: number;
  /** The server has it, although nobody has seen it come back. */
  acknowledged?: boolean;
  /** How often the server ended the stream over it. */
  deaths: number;
}

/** Keys of this page's outboxes: no two write to the same place. */
const taken = new Set<string>();
/** A message that the stream dies on twice is not sent a third time. */
const MAX_DEATHS = 2;

export class Outbox {
  /** Called when the server has taken one over. */
  taken?: (entry: OutboxEntry) => void;
  #entries: OutboxEntry[] = [];
  #restored: Promise<void> | undefined;
  #left: readonly OutboxEntry[] | undefined;
  #key: string | undefined;
  /** Whose key it is, or was. */
  #holder: string | undefined;
  /** Whether all is in storage. */
  #kept = true;

  /** @param owner - Whose messages they are, once that is known: nobody else sends them. */
  constructor(readonly owner: () => string | undefined) {}

  /** The page goes away; whichever page of the tab comes next may take over. */
  release(): void {
    this.#restored = this.#left = undefined;
    if (this.#kept) this.#entries = [];
    this.#letGo();
  }

  /** Somebody logs in. What a guest has not sent goes along with them; what another account has not, stays that one's. */
  claim(): void {
    if (this.#holder === undefined || this.#holder === this.owner()) return;
    const along = this.#holder.startsWith('@') && this.#key !== undefined ? this.#entries : [];
    if (along.length > 0) {
      this.#entries = [];
      this.save();
    }
    this.release();
    this.#entries = along;
    this.#holder = undefined;
  }

  /** Takes over what this tab left unsent on an earlier page. */
  restore(): Promise<void> {
    return (this.#restored ??= this.#restore());
  }

  entries(to: string): readonly OutboxEntry[] {
    return this.#entries.filter((entry) => entry.to === to);
  }

  add(to: string, body: string, more?: More): OutboxEntry {
    const entry: OutboxEntry = {
      id: randomId(),
      to,
      body,
      more,
      time: Date.now(),
      state: 'waiting',
      sentAs: [],
      deaths: 0,
    };
    this.#entries.push(entry);
    this.save();
    return entry;
  }

  remove(id: string): void {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.save();
  }

  /** Forgets all, sent or not. */
  clear(): void {
    this.#entries = [];
    this.#left = [];
    this.save();
    this.#letGo();
  }

  /** Call after changing an entry. */
  save(): void {
    const all = [...this.#earlier, ...this.#entries];
    const key = this.#takeKey();
    this.#kept = key !== undefined && tabStorage.set(key, all.length ? all : undefined);
  }

  acknowledged(stanza: Element): void {
    const entry = this.#entries.find(({ id, state }) => id === stanza.attrs.id && state !== 'failed');
    if (!entry || stanza.name !== 'message') return;
    entry.acknowledged = true;
    this.save();
    this.taken?.(entry);
  }

  /**
   * Counts what the server ended the stream over: the first message that it had not taken yet.
   * @returns The one that is not to be sent again.
   */
  linkLost({ byServer, error }: Closed): OutboxEntry | undefined {
    const first = this.#entries.find(({ state, acknowledged }) => state === 'sending' && !acknowledged);
    if (!first || !byServer || isRoutine(error)) return undefined;
    first.deaths =
      error instanceof StreamError && error.condition === 'policy-violation' ? MAX_DEATHS : first.deaths + 1;
    this.save();
    return Outbox.isPoison(first) ? first : undefined;
  }

  static isPoison(entry: OutboxEntry): boolean {
    return entry.deaths >= MAX_DEATHS;
  }

  async #restore(): Promise<void> {
    const ours = await holdTab();
    const known = new Set(this.#entries.map(({ id }) => id));
    const earlier = this.#earlier.filter(({ id }) => !known.has(id));
    if (ours) this.#entries = [...earlier, ...this.#entries];
    this.#left = [];
    this.save();
  }

  /** What an earlier page of this tab left, as long as it is not known to be ours. */
  get #earlier(): readonly OutboxEntry[] {
    const key = this.#takeKey();
    if (!this.#left && key !== undefined) {
      const kept = tabStorage.get(key);
      this.#left = Array.isArray(kept) ? kept.filter(isEntry) : [];
    }
    return this.#left ?? [];
  }

  #letGo(): void {
    taken.delete(this.#key ?? '');
    this.#key = undefined;
  }

  #takeKey(): string | undefined {
    const owner = this.owner();
    if (this.#key === undefined && owner !== undefined) {
      let key = `outbox:${owner}`;
      while (taken.has(key)) key += '+';
      taken.add((this.#key = key));
      this.#holder = owner;
    }
    return this.#key;
  }
}

/** The server's own reasons to end streams, no fault of a message. */
const ROUTINE = new Set(['system-shutdown', 'reset', 'connection-timeout', 'conflict', 'see-other-host']);

function isRoutine(error: Error | undefined): boolean {
  return error instanceof StreamError && ROUTINE.has(error.condition);
}

function isEntry(value: unknown): value is OutboxEntry {
  const entry = value as Partial<OutboxEntry> | null;
  return (
    typeof entry?.id === 'string' &&
    typeof entry.to === 'string' &&
    typeof entry.body === 'string' &&
    typeof entry.time === 'number' &&
    Array.isArray(entry.sentAs)
  );
}
