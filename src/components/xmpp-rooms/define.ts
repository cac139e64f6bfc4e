/** Registers `<xmpp-rooms>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppRooms } from './xmpp-rooms.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-rooms': XmppRooms;
  }
}

register('xmpp-rooms', XmppRooms);
