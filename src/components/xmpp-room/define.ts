/** Registers `<xmpp-room>`, unless another copy of the script has. */
import { XmppRoom } from './xmpp-room.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-room': XmppRoom;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-room'))
  customElements.define('xmpp-room', XmppRoom);
