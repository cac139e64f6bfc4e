/**
 * What a message stanza says: body and subject (RFC 6121 §5.2), ids (XEP-0359, XEP-0421), actions (XEP-0245).
 * Whether the sender may say so, and whether the ids of this room or account mean anything, is for the caller to know.
 */
import { parseJid } from '../jid.js';
import { bestLanguage } from '../language.js';
import { child, children, langOf, textOf, xml, type Child, type Element } from '../xml.js';
import { chatState, type ChatState } from './chat-states.js';
import { writeDateTime } from './datetime.js';

const NS_CLIENT = 'jabber:client';
const NS_SID = 'urn:xmpp:sid:0';
const NS_OCCUPANT_ID = 'urn:xmpp:occupant-id:0';
const NS_DELAY = 'urn:xmpp:delay';

export interface BodyText {
  readonly body: string;
  readonly lang?: string;
}

export interface Body extends BodyText {
  /** The same in other languages, or so the sender says (C-10). */
  readonly others: readonly BodyText[];
}

/**
 * The body in the language that fits `lang` best, the first of each language.
 * @returns undefined without one, and for errors, whose body is an echo (IM-36).
 */
export function readBody(message: Element, lang?: string): Body | undefined {
  if (message.attrs.type === 'error') return undefined;
  const all = children(message, 'body', NS_CLIENT);
  const elements = all.filter((each, at) => all.findIndex((other) => langOf(other) === langOf(each)) === at);
  const best = bestLanguage(elements, lang);
  if (!best) return undefined;
  return { ...readText(best), others: elements.filter((each) => each !== best).map(readText) };
}

const readText = (element: Element): BodyText => ({ body: textOf(element), lang: langOf(element) });

/** Only a subject without body and thread changes the room's (XEP-0045 §8.1). */
export function isSubjectChange(message: Element): boolean {
  const has = (name: string) => child(message, name, NS_CLIENT) !== undefined;
  return message.attrs.type === 'groupchat' && has('subject') && !has('body') && !has('thread');
}

/** '' where it was cleared. */
export function readSubject(message: Element, lang?: string): string {
  return textOf(bestLanguage(children(message, 'subject', NS_CLIENT), lang)) ?? '';
}

/** The sender's own id for it: says nothing across senders. */
export function readOriginId(message: Element): string | undefined {
  return child(message, 'origin-id', NS_SID)?.attrs.id || undefined;
}

/** The id that `by`, a room or our own account, gave; undefined if two are said to be (XEP-0359 §3). */
export function readStanzaId(message: Element, by: string): string | undefined {
  const author = parseJid(by)?.full;
  const ids = children(message, 'stanza-id', NS_SID).filter(
    ({ attrs }) => parseJid(attrs.by)?.full === author,
  );
  return author !== undefined && ids.length === 1 ? ids[0]!.attrs.id || undefined : undefined;
}

const MAX_OCCUPANT_ID = 128; // XEP-0421 §3

/** In messages and presences of rooms that announce it (OID-1). */
export function readOccupantId(stanza: Element): string | undefined {
  const [element, ...others] = children(stanza, 'occupant-id', NS_OCCUPANT_ID);
  const id = element?.attrs.id;
  return id && others.length === 0 && id.length <= MAX_OCCUPANT_ID ? id : undefined;
}

/** Whether it tells what its sender does, who then stands in place of `/me` (XEP-0245). */
export function isAction(body: string): boolean {
  return body.startsWith('/me ');
}

export interface GroupMessage {
  /** Bare JID of the room. */
  readonly to: string;
  /** Also its origin-id; the same on every attempt. */
  readonly id: string;
  readonly body?: string;
  /** What it is besides. */
  readonly more?: readonly Child[];
  readonly lang?: string;
  readonly chatState?: ChatState;
  /** When it was written, if it could not go out then. */
  readonly delayed?: Date;
}

export function buildGroupMessage({
  to,
  id,
  body,
  more,
  lang,
  chatState: state,
  delayed,
}: GroupMessage): Element {
  return xml(
    'message',
    { xmlns: NS_CLIENT, type: 'groupchat', to, id, 'xml:lang': lang },
    body !== undefined && xml('body', {}, body),
    body !== undefined && state && chatState(state),
    xml('origin-id', { xmlns: NS_SID, id }),
    more,
    delayed && xml('delay', { xmlns: NS_DELAY, stamp: writeDateTime(delayed) }),
  );
}
