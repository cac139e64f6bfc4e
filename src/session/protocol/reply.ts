/** XEP-0461 Message Replies, with the quote that other clients show instead (XEP-0428). */
import { child, xml, type Element } from '../xml.js';
import { buildFallback, cutFallback } from './fallback.js';

export const NS_REPLY = 'urn:xmpp:reply:0';
/** Of what is quoted: so much tells which message is meant. */
const MAX_QUOTE = 300;

export interface ReplyTo {
  /** In rooms the stanza-id of what is answered, else its id. */
  readonly id: string;
  /** Whoever said that; in rooms the occupant JID. A claim. */
  readonly to?: string;
  /** What that was, in the words of the one who answers: a claim as well. */
  readonly quote?: string;
}

/** @returns The reply, and the body without the quote (RPL-1). */
export function readReply(message: Element, body: string): { reply: ReplyTo; body: string } | undefined {
  const element = child(message, 'reply', NS_REPLY);
  const id = element?.attrs.id;
  if (!element || !id) return undefined;
  const cut = cutFallback(message, NS_REPLY, body);
  const useful = cut && cut.rest.trim() !== '' ? cut : undefined;
  const quote = useful?.cut.replace(/^> ?/gm, '').trim().slice(0, MAX_QUOTE) || undefined;
  return { reply: { id, to: element.attrs.to, quote }, body: useful ? useful.rest : body };
}

/** @returns The body with its quote, and what says so. */
export function buildReply(
  { id, to, quote }: ReplyTo,
  body: string,
): { body: string; elements: readonly Element[] } {
  const reply = xml('reply', { xmlns: NS_REPLY, id, to });
  if (!quote) return { body, elements: [reply] };
  const lead = `${quote.slice(0, MAX_QUOTE).replace(/^/gm, '> ')}\n`;
  return { body: lead + body, elements: [reply, buildFallback(NS_REPLY, [...lead].length)] };
}
