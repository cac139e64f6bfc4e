/** Setting what a room is about (XEP-0045 §8.1); reading it is message.ts. */
import { xml, type Element } from '../xml.js';

/** @param subject '' clears it. */
export function buildSubject(room: string, subject: string, id: string): Element {
  return xml(
    'message',
    { xmlns: 'jabber:client', type: 'groupchat', to: room, id },
    xml('subject', {}, subject),
  );
}
