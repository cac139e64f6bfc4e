/** Registers `<xmpp-room>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppRoom } from './xmpp-room.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-room': XmppRoom;
  }
}

register('xmpp-room', XmppRoom);
