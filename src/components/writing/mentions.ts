/** Who can be named in a conversation, and who is named in what is written (XEP-0372). */
import type { Conversation, Outgoing, OutgoingMessage } from '../../session/conversation.js';
import type { Room } from '../../session/room.js';
import { hueClass } from '../shared/nick-text.js';
import { fold } from './fold.js';

/** As far as a room, or a chat, tells who is in it. */
export interface Company extends Conversation {
  /** Of the room, or of whom one writes to. */
  readonly name?: string;
  /** Of rooms. */
  readonly occupants?: Room['occupants'];
  readonly info?: Room['info'];
  /** One's own, in a room. */
  readonly nick?: string;
}

export interface Person {
  readonly nick: string;
  /** By which others are told who is named: an occupant's in rooms. */
  readonly jid: string;
  /** Class of their colour. */
  readonly hue: string;
  /** As it is looked for. */
  readonly folded: string;
}

type Mentions = NonNullable<OutgoingMessage['mentions']>;

const WORD = /[\p{L}\p{N}\p{M}_]/u;

export class People {
  #company: Company | undefined;
  #occupants: Room['occupants'] | undefined;
  #people: readonly Person[] = [];
  /** Who was picked by name, whether or not they are here still. */
  readonly #picked = new Map<string, string>();

  /** Those who may be meant by `query`, who spoke last first; names that begin with it before those of which a word does. */
  find(company: Company | undefined, query: string, max: number): readonly Person[] {
    const wanted = fold(query);
    if (query && !wanted) return [];
    const people = this.#all(company);
    const spoke = lastSpeakers(company);
    const last = ({ nick }: Person) => spoke.get(nick) ?? Infinity;
    const begin = people.filter(({ folded }) => folded.startsWith(wanted));
    const within = people.filter(({ folded }) => !folded.startsWith(wanted) && folded.includes(` ${wanted}`));
    // by name otherwise, as they are sorted
    const sorted = [begin, within].flatMap((some) =>
      some.sort((one, other) => compare(last(one), last(other))),
    );
    return sorted.slice(0, max);
  }

  /** To be told even if they have left by the time that it is sent. */
  pick({ nick, jid }: Person): void {
    this.#picked.set(nick, jid);
  }

  /** `outgoing` with whom it names. */
  named(company: Company | undefined, outgoing: Outgoing): Outgoing {
    const people = this.#all(company);
    const known = new Map([...this.#picked, ...people.map(({ nick, jid }) => [nick, jid] as const)]);
    const message = typeof outgoing === 'string' ? { body: outgoing } : outgoing;
    const mentions = mentionsIn(message.body, known);
    return mentions.length ? { ...message, mentions } : outgoing;
  }

  /** By name. */
  #all(company: Company | undefined): readonly Person[] {
    const occupants = company?.occupants;
    if (company !== this.#company) this.#picked.clear();
    if (company === this.#company && occupants && occupants === this.#occupants) return this.#people;
    this.#company = company;
    this.#occupants = occupants;
    this.#people = company ? peopleIn(company) : [];
    return this.#people;
  }
}

const compare = (one: number, other: number) => (one === other ? 0 : one - other);

function peopleIn({ jid, name, nick: own, occupants, info }: Company): Person[] {
  if (!occupants) return name ? [{ nick: name, jid, hue: hueClass(name, jid), folded: fold(name) }] : [];
  const { compare: byName } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
  return [...occupants.values()]
    .filter(({ nick, self }) => !self && nick !== own && !/\p{Cc}/u.test(nick))
    .map(({ nick, jid: real }) => ({
      nick,
      jid: `${jid}/${nick}`,
      hue: hueClass(nick, info?.nonAnonymous ? real : undefined),
      folded: fold(nick),
    }))
    .sort((one, other) => byName(one.nick, other.nick));
}

/** How many others have spoken since. */
function lastSpeakers(company: Company | undefined): ReadonlyMap<string, number> {
  const spoke = new Map<string, number>();
  for (const row of company?.messages.toReversed() ?? [])
    if (row.kind === 'message' && !spoke.has(row.nick)) spoke.set(row.nick, spoke.size);
  return spoke;
}

/** Whom `body` names: by `@nick` anywhere, or by `nick:` or `nick,` at its start. @param known - Addresses by nickname. */
export function mentionsIn(body: string, known: ReadonlyMap<string, string>): Mentions {
  const longest = Math.max(0, ...[...known.keys()].map(({ length }) => length));
  /** The longest name that stands at `start` as a word of its own. */
  const nickAt = (start: number, fits: (after: string) => boolean) => {
    for (let end = Math.min(start + longest, body.length); end > start; end -= 1)
      if (known.has(body.slice(start, end)) && fits(body.charAt(end))) return body.slice(start, end);
    return undefined;
  };
  const found: { start: number; end: number; jid: string }[] = [];
  const add = (start: number, from: number, nick: string | undefined) => {
    const jid = nick === undefined ? undefined : known.get(nick);
    if (nick !== undefined && jid !== undefined) found.push({ start, end: from + nick.length, jid });
  };
  add(
    0,
    0,
    nickAt(0, (after) => after === ':' || after === ','),
  );
  for (let at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1))
    if (at >= (found.at(-1)?.end ?? 0) && !WORD.test(body.charAt(at - 1)))
      add(
        at,
        at + 1,
        nickAt(at + 1, (after) => !WORD.test(after)),
      );
  return found;
}
