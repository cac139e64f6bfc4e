/**
 * RFC 6121 §2: the roster's items as they come and go. From whom a push counts, and what becomes of it, is roster.ts.
 */
import type { RosterItem, Subscription } from '../contact.js';
import { bareJid } from '../jid.js';
import { child, children, is, textOf, xml, type Element } from '../xml.js';

export const NS_ROSTER = 'jabber:iq:roster';
const NS_VERSIONS = 'urn:xmpp:features:rosterver';
const NS_PRE_APPROVAL = 'urn:xmpp:features:pre-approval';

const SUBSCRIPTIONS: readonly Subscription[] = ['none', 'to', 'from', 'both'];
/** More or longer ones are of no use to anybody. */
const MAX_GROUPS = 100;
const MAX_NAME = 256;

export interface RosterAnswer {
  /** For {@link readItem}: thousands take a while. */
  readonly elements: readonly Element[];
  /** Opaque; undefined where the server keeps no versions. */
  readonly ver?: string;
}

/** One change: an item as it is now, or one that is no more. */
export interface RosterPush {
  readonly item: RosterItem | { readonly jid: string; readonly removed: true };
  readonly ver?: string;
}

/** What the features of a stream offer. */
export const offersVersions = (features: Element | undefined): boolean =>
  features !== undefined && child(features, 'ver', NS_VERSIONS) !== undefined;
export const offersPreApproval = (features: Element | undefined): boolean =>
  features !== undefined && child(features, 'sub', NS_PRE_APPROVAL) !== undefined;

/** @param ver The version at hand, '' for none; undefined where the server keeps no versions (IM-3). */
export function buildRosterRequest(ver?: string): Element {
  return xml('query', { xmlns: NS_ROSTER, ver });
}

/**
 * @param query The result's payload.
 * @returns undefined: what is at hand is still right (IM-4).
 */
export function readRoster(query: Element | undefined): RosterAnswer | undefined {
  if (!query || !is(query, 'query', NS_ROSTER)) return undefined;
  return { elements: children(query, 'item', NS_ROSTER), ver: query.attrs.ver };
}

/** @returns undefined for anything but one item with an address and a subscription that exists (IM-7, IM-8). */
export function readPush(query: Element): RosterPush | undefined {
  const [element, ...others] = children(query, 'item', NS_ROSTER);
  const jid = element && bareJid(element.attrs.jid);
  if (!element || !jid || others.length > 0) return undefined;
  const removed = element.attrs.subscription === 'remove';
  const item = removed ? { jid, removed } : readItem(element);
  return item && { item, ver: query.attrs.ver };
}

/** @returns undefined for what has no address or a subscription that does not exist (IM-8). */
export function readItem(element: Element): RosterItem | undefined {
  const { jid, name, subscription = 'none', ask, approved } = element.attrs;
  const bare = bareJid(jid);
  const known = SUBSCRIPTIONS.find((each) => each === subscription);
  if (!bare || !known) return undefined;
  return {
    jid: bare,
    name: name?.slice(0, MAX_NAME) || undefined,
    groups: oneEach(children(element, 'group', NS_ROSTER).map((group) => textOf(group))),
    subscription: known,
    pendingOut: ask === 'subscribe',
    approved: approved === 'true' || approved === '1',
  };
}

/** Adds or changes: name and groups are replaced whole, so both have to be said (IM-9, IM-10). */
export function buildRosterSet({ jid, name, groups }: Pick<RosterItem, 'jid' | 'name' | 'groups'>): Element {
  const item = xml(
    'item',
    { jid, name },
    oneEach(groups).map((group) => xml('group', {}, group)),
  );
  return xml('query', { xmlns: NS_ROSTER }, item);
}

/** The server cancels the subscriptions as well (IM-13). */
export function buildRosterRemove(jid: string): Element {
  return xml('query', { xmlns: NS_ROSTER }, xml('item', { jid, subscription: 'remove' }));
}

/** IM-11. */
function oneEach(groups: readonly string[]): string[] {
  return [...new Set(groups.map((group) => group.slice(0, MAX_NAME)).filter(Boolean))].slice(0, MAX_GROUPS);
}
