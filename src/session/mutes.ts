/**
 * People of a room whom the reader does not want to hear: what they say is folded away here, counts as nothing new, and
 * nobody is told of it. Known by occupant-id or real address they stay muted on this site, else as long as they are here.
 */
import { hasSaid, isSame, type Person, type Said } from './authorship.js';
import { bareJid } from './jid.js';
import type { ChatMessage, Row } from './message.js';
import { mutesKey } from './mutes-key.js';
import type { Occupant } from './occupant.js';
import { siteStorage } from './storage.js';
import { PREFIX } from './stored.js';

/** In a room; those muted first go first. */
const MAX_KEPT = 200;

type Kept = readonly Pick<Person, 'nick' | 'jid' | 'occupantId'>[];

export interface MutesHost {
  readonly jid: string;
  readonly occupants: ReadonlyMap<string, Occupant>;
  changed(): void;
}

export class Mutes {
  /** Another one whenever something else is to be shown. */
  version = 0;
  #people: readonly Person[];
  /** Keys of messages of theirs, whose authors may have gone since. */
  readonly #said = new Set<string>();
  /** Keys of messages that are shown all the same. */
  readonly #shown = new Set<string>();
  readonly #folded = new WeakMap<ChatMessage, ChatMessage>();

  constructor(readonly host: MutesHost) {
    const kept = siteStorage.get(mutesKey(host.jid));
    this.#people = Array.isArray(kept) ? (kept as Kept).filter(isKnown) : [];
  }

  has(person: Person): boolean {
    return this.#people.some((each) => isSame(person, each));
  }

  mute(person: Person): void {
    if (this.has(person)) return;
    const { nick, occupantId, since } = person;
    this.#set([...this.#people, { nick, occupantId, since, jid: bareJid(person.jid) }]);
  }

  unmute(person: Person): void {
    this.#set(this.#people.filter((each) => !isSame(person, each)));
    this.#said.clear();
    this.#shown.clear();
  }

  /** Shows those messages all the same. */
  show(keys: readonly string[]): void {
    for (const key of keys) this.#shown.add(key);
    this.#changed();
  }

  /** Whether it is of somebody who is muted. */
  covers(said: Said & { readonly key?: string }): boolean {
    if (this.#people.length === 0 || said.own) return false;
    const { occupantId, key = '' } = said;
    if (this.#said.has(key)) return true;
    const { occupants } = this.host;
    const covered = this.#people.some((person) => hasSaid(person, said, occupants));
    if (covered && occupantId === undefined && key) this.#said.add(key);
    return covered;
  }

  /** `rows` as the reader wants them; the same array where nobody is muted. */
  fold(rows: readonly Row[]): readonly Row[] {
    return this.#people.length === 0 ? rows : rows.map((row) => this.#fold(row));
  }

  #fold(row: Row): Row {
    if (row.kind !== 'message' || row.removed || this.#shown.has(row.key) || !this.covers(row)) return row;
    const known = this.#folded.get(row);
    if (known) return known;
    const folded = {
      ...row,
      body: '',
      rich: undefined,
      files: undefined,
      reply: undefined,
      reactions: undefined,
      versions: undefined,
      mention: false,
      removed: { moderated: false, muted: true },
    };
    this.#folded.set(row, folded);
    return folded;
  }

  #set(people: readonly Person[]): void {
    this.#people = people;
    const kept = people.filter(isKnown).slice(-MAX_KEPT);
    siteStorage.set(
      mutesKey(this.host.jid),
      kept.length ? kept.map(({ nick, jid, occupantId }) => ({ nick, jid, occupantId })) : undefined,
    );
    this.#changed();
  }

  #changed(): void {
    this.version++;
    this.host.changed();
  }
}

/** In a way that holds beyond this visit. */
const isKnown = (person: unknown): boolean => {
  const { jid, occupantId } = (person ?? {}) as Partial<Record<keyof Person, unknown>>;
  return typeof jid === 'string' || typeof occupantId === 'string';
};

/** Nothing is left of them in storage. */
export function forgetMutes(): void {
  try {
    const storage = globalThis.localStorage;
    for (const key of Object.keys(storage ?? {}))
      if (key.startsWith(PREFIX + mutesKey(''))) storage.removeItem(key);
  } catch {
    // nothing is kept where nothing may be kept
  }
}
