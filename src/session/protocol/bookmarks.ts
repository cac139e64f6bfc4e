/**
 * Rooms that an account keeps: XEP-0402, each an item of a node of the account's, and before that XEP-0048, all in one
 * piece of private XML (XEP-0049). Which of both holds, and what follows from a bookmark, is bookmarks.ts.
 */
import { parseJid, prepareResource } from '../jid.js';
import { child, children, namespaceOf, textOf, xml, type Child, type Element } from '../xml.js';
import { NODE_BOOKMARKS, NODE_STORAGE } from './bookmark-nodes.js';

/** XEP-0402 §5.3: the server makes one of both. */
export const BOOKMARKS_COMPAT = `${NODE_BOOKMARKS}#compat`;
const NS_PRIVATE = 'jabber:iq:private';
const NS_PUBSUB = 'http://jabber.org/protocol/pubsub';

/** XEP-0402 §3.3, besides those that keep the node private. */
export const BOOKMARKS_OPTIONS = { max_items: 'max', send_last_published_item: 'never' } as const;

const MAX_NAME = 256;
/** XEP-0048 lists all in one stanza, which bounds them anyway. */
const MAX_BOOKMARKS = 5_000;

export interface Bookmark {
  /** The room's bare JID. */
  readonly jid: string;
  /** As the user calls it; where it is left out, the room's own name stands. */
  readonly name?: string;
  /** The account's clients enter it whenever they go online. */
  readonly autojoin: boolean;
  /** Where it is another one than the account's. */
  readonly nick?: string;
  readonly password?: string;
  /** What other clients keep in it, for them alone. */
  readonly rest?: readonly Element[];
}

/** @returns The bare JID of a room; undefined for all else: a service, an occupant, no address. */
export function roomJid(text: string | undefined): string | undefined {
  const jid = parseJid(text);
  return jid?.local && !jid.resource ? jid.bare : undefined;
}

/** @param item Of the node, with the room's address as its id. @returns undefined for what is none. */
export function readBookmark(id: string, item: Element): Bookmark | undefined {
  const conference = child(item, 'conference', NODE_BOOKMARKS);
  return conference && readConference(id, conference, NODE_BOOKMARKS);
}

/** The payload of an item. */
export function buildBookmark({ rest = [], ...bookmark }: Bookmark): Element {
  return buildConference(bookmark, { xmlns: NODE_BOOKMARKS }, rest);
}

/** The payload of an iq set that takes one out of the node, and tells the account's other clients. */
export function buildRetraction(jid: string): Element {
  const retract = xml('retract', { node: NODE_BOOKMARKS, notify: 'true' }, xml('item', { id: jid }));
  return xml('pubsub', { xmlns: NS_PUBSUB }, retract);
}

/** The payload of an iq get for all that is in private XML. */
export function buildStorageRequest(): Element {
  return xml('query', { xmlns: NS_PRIVATE }, xml('storage', { xmlns: NODE_STORAGE }));
}

/** All of XEP-0048: rooms, and what else is kept there. */
export interface BookmarkStorage {
  readonly bookmarks: readonly Bookmark[];
  /** Bookmarks of the web, and whatever is no room, as they are. */
  readonly others: readonly Element[];
}

/** @param parent The `<query/>` of an answer, or a node's item. */
export function readStorage(parent: Element | undefined): BookmarkStorage {
  const storage = parent && child(parent, 'storage', NODE_STORAGE);
  const bookmarks = new Map<string, Bookmark>();
  const others: Element[] = [];
  for (const each of storage ? children(storage) : []) {
    const bookmark =
      each.name === 'conference' && namespaceOf(each) === NODE_STORAGE
        ? readConference(each.attrs.jid, each, NODE_STORAGE)
        : undefined;
    if (!bookmark) others.push(each);
    else if (bookmarks.size < MAX_BOOKMARKS) bookmarks.set(bookmark.jid, bookmark);
  }
  return { bookmarks: [...bookmarks.values()], others };
}

/** The payload of an iq set that replaces all. */
export function buildStorage({ bookmarks, others }: BookmarkStorage): Element {
  const conferences = bookmarks.map(({ rest = [], ...bookmark }) =>
    buildConference(bookmark, { jid: bookmark.jid }, rest),
  );
  return xml(
    'query',
    { xmlns: NS_PRIVATE },
    xml('storage', { xmlns: NODE_STORAGE }, ...conferences, ...others),
  );
}

function readConference(id: string | undefined, conference: Element, ns: string): Bookmark | undefined {
  const jid = roomJid(id);
  if (jid === undefined) return undefined;
  const { name = '', autojoin } = conference.attrs;
  const nick = prepareResource(textOf(child(conference, 'nick', ns)) ?? '');
  const rest = children(conference).filter(
    (each) => !(namespaceOf(each) === ns && ['nick', 'password'].includes(each.name)),
  );
  return {
    jid,
    name: name.slice(0, MAX_NAME) || undefined,
    autojoin: autojoin === 'true' || autojoin === '1',
    nick: nick || undefined,
    password: textOf(child(conference, 'password', ns)) || undefined,
    rest: rest.length ? rest : undefined,
  };
}

function buildConference(
  { name, autojoin, nick, password }: Bookmark,
  attrs: { readonly xmlns?: string; readonly jid?: string },
  rest: readonly Child[],
): Element {
  return xml(
    'conference',
    { ...attrs, name, autojoin: autojoin ? 'true' : undefined },
    nick && xml('nick', {}, nick),
    password && xml('password', {}, password),
    ...rest,
  );
}
