/** Registers `<xmpp-chat>`, unless another copy of the script has. */
import { XmppChat } from './xmpp-chat.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-chat': XmppChat;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-chat'))
  customElements.define('xmpp-chat', XmppChat);
