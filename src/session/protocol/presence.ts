/**
 * RFC 6121 §3 and §4: who is there, and who may know. Presence of rooms is muc.ts. Whose presence counts is roster.ts.
 */
import type { Resource } from '../contact.js';
import { bestLanguage } from '../language.js';
import { parseJid } from '../jid.js';
import type { Show } from '../occupant.js';
import { child, children, textOf, xml, type Element } from '../xml.js';
import { buildNick } from './nick.js';

const NS_CLIENT = 'jabber:client';
const MAX_STATUS = 1024;

/** About being there, or about being told. */
export type SubscriptionType = 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed';

export interface Presence {
  readonly bare: string;
  /** '' without one: `gone` then means all of them (IM-26). */
  readonly resource: string;
  /** Undefined: gone. */
  readonly available?: Resource;
}

const SHOWS: readonly Show[] = ['chat', 'away', 'xa', 'dnd'];

/** @returns undefined for what says nothing about being there: errors, subscriptions, unknown types (IM-22, IM-28). */
export function readPresence(stanza: Element, lang?: string): Presence | undefined {
  const { from, type } = stanza.attrs;
  const jid = parseJid(from);
  if (!jid || (type !== undefined && type !== 'unavailable')) return undefined;
  const resource = jid.resource ?? '';
  if (type) return { bare: jid.bare, resource };
  const show = textOf(child(stanza, 'show', NS_CLIENT));
  const available: Resource = {
    name: resource,
    show: SHOWS.find((each) => each === show) ?? 'available',
    statusText: readStatus(stanza, lang),
    priority: readPriority(textOf(child(stanza, 'priority', NS_CLIENT))),
  };
  return { bare: jid.bare, resource, available };
}

/** In the language that fits best; of subscriptions, what the asker says to it. */
export function readStatus(stanza: Element, lang?: string): string | undefined {
  const text = textOf(bestLanguage(children(stanza, 'status', NS_CLIENT), lang));
  return text?.slice(0, MAX_STATUS) || undefined;
}

/** IM-23: 0 for what is none. */
function readPriority(text = ''): number {
  const priority = /^\s*[+-]?\d{1,3}\s*$/.test(text) ? Number(text) : 0;
  return priority >= -128 && priority <= 127 ? priority : 0;
}

const SUBSCRIPTION_TYPES: readonly SubscriptionType[] = [
  'subscribe',
  'subscribed',
  'unsubscribe',
  'unsubscribed',
];

export function subscriptionType(stanza: Element): SubscriptionType | undefined {
  return SUBSCRIPTION_TYPES.find((type) => type === stanza.attrs.type);
}

/** What we tell of ourselves. */
export interface OwnPresence {
  readonly show?: Show;
  readonly statusText?: string;
  /** −128 to 127; 0 unless said otherwise. */
  readonly priority?: number;
}

/** @param to Left out: all who may know. @param extras Capabilities and the like. */
export function buildPresence(
  { show = 'available', statusText, priority = 0 }: OwnPresence,
  to?: string,
  ...extras: readonly Element[]
): Element {
  return xml(
    'presence',
    { xmlns: NS_CLIENT, to },
    show !== 'available' && xml('show', {}, show),
    statusText && xml('status', {}, statusText),
    priority !== 0 && xml('priority', {}, Math.max(-128, Math.min(127, Math.trunc(priority)))),
    extras,
  );
}

/** IM-24: nothing but a last word. */
export function buildUnavailable(to?: string, statusText?: string): Element {
  const status = statusText && xml('status', {}, statusText);
  return xml('presence', { xmlns: NS_CLIENT, type: 'unavailable', to }, status);
}

/** @param nick What we call ourselves (NCK-1). */
export function buildSubscription(
  type: SubscriptionType,
  { to, id, text, nick }: { to: string; id: string; text?: string; nick?: string },
): Element {
  const status = text && xml('status', {}, text);
  return xml('presence', { xmlns: NS_CLIENT, type, to, id }, status, nick && buildNick(nick));
}
