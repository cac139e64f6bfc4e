/**
 * XEP-0045 §8 to §10, `muc#admin`: changing what one person is in a room, asking who is what, and what the room tells of
 * those who are not there. Who may change what is moderation.ts.
 */
import { bareJid, prepareResource } from '../jid.js';
import type { Affiliated, Change } from '../occupant.js';
import { child, children, namespaceOf, textOf, xml, type Element } from '../xml.js';
import { AFFILIATIONS, NS_MUC_USER, oneOf, ROLES, roomX } from './muc.js';

const NS_MUC_ADMIN = 'http://jabber.org/protocol/muc#admin';
/** Of a list; what a stanza may hold is not much more (security.md §8). */
const MAX_ITEMS = 5_000;
const MAX_REASON = 2_000;

/** Roles go by nicknames, affiliations by bare addresses, never both in one (MUC-70). */
export type ChangeRequest = { readonly reason?: string } & (
  | { readonly nick: string; readonly role: Affiliated['role'] }
  | {
      /** Bare, or a domain. */
      readonly jid: string;
      readonly affiliation: Affiliated['affiliation'];
      /** Reserved for them; '' gives it up (MUC-76). */
      readonly nick?: string;
    }
);

/** The payload of an iq set: one item, which is all that changes (MUC-71). */
export function buildChange({ reason, ...attrs }: ChangeRequest): Element {
  return xml('query', { xmlns: NS_MUC_ADMIN }, xml('item', attrs, reason && xml('reason', {}, reason)));
}

/** The payload of an iq get for all who are that (MUC-74). */
export function buildListRequest(of: Change): Element {
  const attrs = 'role' in of ? { role: of.role } : { affiliation: of.affiliation };
  return xml('query', { xmlns: NS_MUC_ADMIN }, xml('item', attrs));
}

/** Those of the answer that are what was asked for, each once; at most 5,000. */
export function readList(query: Element, of: Change): Affiliated[] {
  const found = new Map<string, Affiliated>();
  for (const item of children(query, 'item', NS_MUC_ADMIN)) {
    const person = readItem(item);
    const fits = 'role' in of ? person.role === of.role : person.affiliation === of.affiliation;
    const key = 'role' in of ? person.nick : person.jid;
    if (fits && key !== undefined && !found.has(key)) found.set(key, person);
    if (found.size === MAX_ITEMS) break;
  }
  return [...found.values()];
}

/** What a message from the room itself tells of somebody who is not there (MUC-79). */
export function readNews(message: Element): Affiliated | undefined {
  const x = roomX(message);
  const item = x && child(x, 'item', NS_MUC_USER);
  const person = item && readItem(item);
  return person?.jid !== undefined && person.affiliation ? person : undefined;
}

function readItem(item: Element): Affiliated {
  const { jid, nick, affiliation, role } = item.attrs;
  return {
    jid: bareJid(jid),
    nick: prepareResource(nick ?? ''),
    affiliation: oneOf(AFFILIATIONS, affiliation),
    role: oneOf(ROLES, role),
    reason: textOf(child(item, 'reason', namespaceOf(item)))?.slice(0, MAX_REASON) || undefined,
  };
}
