/** What the list shows, line by line: groups and the people in them. Pure. */
import type { Chat } from '../../session/chat.js';
import { availability, displayName, type Contact } from '../../session/contact.js';
import type { Roster } from '../../session/roster.js';

export type Order = 'presence' | 'name' | 'recent';

/** What any list of lines has to know of one. */
export interface ListLine {
  /** Its look, and its part; a `group` has others that belong to it. */
  readonly kind: string;
  /** The same for as long as the line is about the same: somebody in two groups has two. */
  readonly key: string;
  /** From 1, and of how many: among groups, or in one. */
  position: number;
  total: number;
  /** Of a group: the others are not shown. */
  readonly folded?: boolean;
  /** Key of its group's line. */
  readonly group?: string;
}

export interface GroupLine extends ListLine {
  readonly kind: 'group';
  /** Undefined: those in none. */
  readonly name: string | undefined;
  readonly count: number;
  readonly online: number;
  readonly folded: boolean;
  readonly unread: number;
}

export interface ContactLine extends ListLine {
  readonly kind: 'contact';
  readonly contact: Contact;
  /** Is a contact, not only somebody we talk with. */
  readonly listed: boolean;
  readonly chat: Chat | undefined;
}

export type Line = GroupLine | ContactLine;

export interface LinesOf {
  readonly roster: Pick<Roster, 'byPresence' | 'contacts' | 'groups' | 'get'>;
  /** Conversations that are open, the newest first. */
  readonly chats: readonly Chat[];
  readonly order: Order;
  readonly flat: boolean;
  /** '' for all. */
  readonly filter: string;
  /** Keys of groups whose people are not shown. */
  readonly folded: ReadonlySet<string>;
}

/** Keys of those in no group, and of those who are no contacts. */
export const UNGROUPED = 'u';
export const UNLISTED = 's';
const keyOf = (name: string | undefined) => (name === undefined ? UNGROUPED : `g:${name}`);

export function linesOf(of: LinesOf): Line[] {
  const { roster, order, flat, folded } = of;
  const chats = new Map(of.chats.map((chat) => [chat.jid, chat]));
  const wanted = matcher(of.filter);
  const line = (contact: Contact, listed: boolean, group?: string): ContactLine => ({
    kind: 'contact',
    key: `c:${group ?? ''}\n${contact.jid}`,
    contact,
    listed,
    group,
    chat: chats.get(contact.jid),
    position: 0,
    total: 0,
  });
  const others = of.chats.filter(({ jid }) => !roster.get(jid)).map(({ jid }) => somebody(jid));
  const strangers = others.filter(wanted);
  const inTree = !flat && order !== 'recent' && roster.groups.some(({ name }) => name !== undefined);
  if (!inTree) {
    const sorted = order === 'name' ? roster.contacts : roster.byPresence;
    const known = sorted.filter(wanted).map((contact) => line(contact, true));
    const lines = [...strangers.map((contact) => line(contact, false)), ...known];
    return order === 'recent' ? newestFirst(lines, chats) : lines;
  }
  const rank = order === 'name' ? ranksOf(roster.contacts) : undefined;
  const group = (key: string, name: string | undefined, contacts: readonly Contact[], listed: boolean) => {
    const found = contacts.filter(wanted);
    if (!found.length) return [];
    if (rank) found.sort((one, other) => (rank.get(one.jid) ?? 0) - (rank.get(other.jid) ?? 0));
    const shut = folded.has(key) && !of.filter;
    const unread = chats.size ? found.reduce((sum, { jid }) => sum + (chats.get(jid)?.unread ?? 0), 0) : 0;
    const online = found.filter((contact) => availability(contact) !== 'offline').length;
    const head: GroupLine = {
      kind: 'group',
      key,
      name,
      count: found.length,
      online,
      folded: shut,
      unread,
      position: 0,
      total: 0,
    };
    return [head, ...(shut ? [] : found.map((contact) => line(contact, listed, key)))];
  };
  return [
    ...group(UNLISTED, undefined, strangers, false),
    ...roster.groups.flatMap(({ name, contacts }) => group(keyOf(name), name, contacts, true)),
  ];
}

const ranksOf = (contacts: readonly Contact[]) => new Map(contacts.map(({ jid }, i) => [jid, i]));

const lastOf = (chat: Chat | undefined) => chat?.lastAt?.getTime() ?? 0;

function newestFirst(lines: ContactLine[], chats: ReadonlyMap<string, Chat>): ContactLine[] {
  const talked = lines.filter(({ contact }) => chats.has(contact.jid));
  talked.sort((one, other) => lastOf(other.chat) - lastOf(one.chat));
  return [...talked, ...lines.filter(({ contact }) => !chats.has(contact.jid))];
}

/** Somebody we talk with who is no contact. */
const somebody = (jid: string): Contact => ({
  jid,
  groups: [],
  subscription: 'none',
  pendingOut: false,
  approved: false,
  pendingIn: false,
  resources: [],
});

/** Texts as people compare them: without accents and case. Most have none, which is seen faster than it is mended. */
export const plain = (text: string): string =>
  (ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
const ASCII = /^[\n -~]*$/;

const soughtIn = new WeakMap<Contact, string>();

function matcher(filter: string): (contact: Contact) => boolean {
  const sought = plain(filter.trim());
  if (!sought) return () => true;
  return (contact) => {
    let text = soughtIn.get(contact);
    if (text === undefined) {
      text = plain(`${displayName(contact)}\n${contact.jid}`);
      soughtIn.set(contact, text);
    }
    return text.includes(sought);
  };
}

/**
 * The lines in the order that somebody is looking at, as far as they are among those: what is new comes behind what it
 * belongs behind (ux.md §5).
 */
export function inOrderOf<L extends ListLine>(shown: readonly L[], wanted: readonly L[]): L[] {
  const byKey = new Map(wanted.map((line) => [line.key, line]));
  const kept = shown.flatMap(({ key }) => byKey.get(key) ?? []);
  const known = new Set(kept);
  const behind = new Map<L | undefined, L[]>();
  let last: L | undefined;
  for (const line of wanted) {
    if (known.has(line)) last = line;
    else if (!behind.get(last)?.push(line)) behind.set(last, [line]);
  }
  return [...(behind.get(undefined) ?? []), ...kept.flatMap((line) => [line, ...(behind.get(line) ?? [])])];
}

/** Tells each line its place, for screen readers that do not see those around it. */
export function number(lines: readonly ListLine[]): void {
  const totals = new Map<string, number>();
  const nest = (line: ListLine) => (line.kind === 'group' ? '' : (line.group ?? ''));
  for (const line of lines) {
    const count = (totals.get(nest(line)) ?? 0) + 1;
    totals.set(nest(line), count);
    line.position = count;
  }
  for (const line of lines) line.total = totals.get(nest(line)) ?? 0;
}
