/** XEP-0085 Chat State Notifications. When to send them and whom to believe is typing.ts. */
import { children, xml, type Element } from '../xml.js';

export const NS_CHAT_STATES = 'http://jabber.org/protocol/chatstates';

export type ChatState = 'active' | 'composing' | 'paused' | 'inactive' | 'gone';

const STATES: readonly ChatState[] = ['active', 'composing', 'paused', 'inactive', 'gone'];

/** @returns undefined for an error, which only echoes what we sent. */
export function readChatState(message: Element): ChatState | undefined {
  if (message.attrs.type === 'error') return undefined;
  const [element] = children(message, undefined, NS_CHAT_STATES);
  return STATES.find((state) => state === element?.name);
}

/** The child that says it within a message. */
export function chatState(state: ChatState): Element {
  return xml(state, { xmlns: NS_CHAT_STATES });
}

/** A message that says nothing else (CSN-1). */
export function buildChatState(to: string, type: 'chat' | 'groupchat', state: ChatState): Element {
  return xml('message', { xmlns: 'jabber:client', to, type }, chatState(state));
}
