/** Registers `<xmpp-login>`, unless another copy of the script has. */
import { XmppLogin } from './xmpp-login.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-login': XmppLogin;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-login')) {
  customElements.define('xmpp-login', XmppLogin);
}
