/** Messages between two people (RFC 6121 §5). */
import { child, textOf, xml, type Child, type Element } from '../xml.js';
import { chatState } from './chat-states.js';
import { writeDateTime } from './datetime.js';
import { askForMarker, askForReceipt } from './receipts.js';

const NS_CLIENT = 'jabber:client';
const MAX_THREAD = 256;

export interface OutgoingChat {
  /** Bare, or the full JID of the client that is answered (IM-32). */
  readonly to: string;
  /** Also its origin-id; the same on every attempt. */
  readonly id: string;
  /** Left out: it is no message, but something done to one. */
  readonly body?: string;
  /** What it is besides. */
  readonly more?: readonly Child[];
  readonly lang?: string;
  /** IM-33. */
  readonly thread: string;
  /** Say that we are there (XEP-0085). */
  readonly active: boolean;
  /** When it was written, if it could not go out then. */
  readonly delayed?: Date;
}

export function buildChatMessage({
  to,
  id,
  body,
  more,
  lang,
  thread,
  active,
  delayed,
}: OutgoingChat): Element {
  return xml(
    'message',
    { xmlns: NS_CLIENT, type: 'chat', to, id, 'xml:lang': lang },
    body !== undefined && [
      xml('body', {}, body),
      xml('thread', {}, thread),
      active && chatState('active'),
      askForReceipt(),
      askForMarker(),
    ],
    xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id }),
    more,
    delayed && xml('delay', { xmlns: 'urn:xmpp:delay', stamp: writeDateTime(delayed) }),
  );
}

/** Opaque, and compared exactly (IM-33). */
export function readThread(message: Element): string | undefined {
  const thread = textOf(child(message, 'thread', NS_CLIENT));
  return thread && thread.length <= MAX_THREAD ? thread : undefined;
}

/** IM-30: what is no type that there is, is `normal`. */
export function messageType({
  attrs: { type },
}: Element): 'chat' | 'error' | 'groupchat' | 'headline' | 'normal' {
  return (['chat', 'error', 'groupchat', 'headline'] as const).find((each) => each === type) ?? 'normal';
}
