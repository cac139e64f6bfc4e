/** XEP-0045 §7.8.2 (MUC-50): somebody is invited into a room, which passes it on. */
import { xml, type Element } from '../xml.js';

const NS = 'http://jabber.org/protocol/muc#user';

/** @param room - Bare JID. @param guest - Bare JID of who is invited. */
export const buildInvite = (room: string, guest: string): Element =>
  xml('message', { xmlns: 'jabber:client', to: room }, xml('x', { xmlns: NS }, xml('invite', { to: guest })));
