/** Registers `<xmpp-session>`, unless another copy of the script has. */
import { XmppSession } from './xmpp-session.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-session': XmppSession;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-session')) {
  customElements.define('xmpp-session', XmppSession);
}
