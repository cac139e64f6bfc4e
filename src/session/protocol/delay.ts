/**
 * XEP-0203 Delayed Delivery, and its predecessor `jabber:x:delay` (XEP-0091): when something was said.
 * A stamp is a claim: whether its author is entitled to it is for the caller to know (DT-7, security.md §4).
 */
import { child, type Element } from '../xml.js';
import { readDateTime, readLegacyDateTime } from './datetime.js';

export interface Delay {
  /** Never in the future. */
  readonly stamp: Date;
  /** Who delayed it, e.g. the room: as claimed. */
  readonly from?: string;
}

/** @param now Later stamps are clamped to it. @returns undefined without a stamp that can be read (DT-5). */
export function readDelay(stanza: Element, now = new Date()): Delay | undefined {
  const element = child(stanza, 'delay', 'urn:xmpp:delay') ?? child(stanza, 'x', 'jabber:x:delay');
  const stamp =
    readDateTime(element?.attrs.stamp) ??
    (element?.name === 'x' ? readLegacyDateTime(element.attrs.stamp) : undefined);
  if (!element || !stamp) return undefined;
  return { stamp: trustedStamp(stamp, now), from: element.attrs.from };
}

/** No clock is trusted with the future (DT-7). */
export function trustedStamp(stamp: Date, now = new Date()): Date {
  return stamp > now ? now : stamp;
}
