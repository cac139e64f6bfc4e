/** Messages between two people (RFC 6121 §5). */
import { child, textOf, xml, type Element } from '../xml.js';
import { chatState } from './chat-states.js';
import { buildReplace } from './correction.js';
import { writeDateTime } from './datetime.js';
import { askForMarker, askForReceipt } from './receipts.js';

const NS_CLIENT = 'jabber:client';
const MAX_THREAD = 256;

export interface OutgoingChat {
  /** Bare, or the full JID of the client that is answered (IM-32). */
  readonly to: string;
  /** Also its origin-id; the same on every attempt. */
  readonly id: string;
  readonly body: string;
  readonly lang?: string;
  /** IM-33. */
  readonly thread: string;
  /** Say that we are there (XEP-0085). */
  readonly active: boolean;
  /** Id of the message that it corrects. */
  readonly replaces?: string;
  /** When it was written, if it could not go out then. */
  readonly delayed?: Date;
}

export function buildChatMessage({
  to,
  id,
  body,
  lang,
  thread,
  active,
  replaces,
  delayed,
}: OutgoingChat): Element {
  return xml(
    'message',
    { xmlns: NS_CLIENT, type: 'chat', to, id, 'xml:lang': lang },
    xml('body', {}, body),
    xml('thread', {}, thread),
    active && chatState('active'),
    askForReceipt(),
    askForMarker(),
    xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id }),
    replaces !== undefined && buildReplace(replaces),
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
