/** Registers `<xmpp-launcher>`, unless another copy of the script has. */
import { XmppLauncher } from './xmpp-launcher.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-launcher': XmppLauncher;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-launcher'))
  customElements.define('xmpp-launcher', XmppLauncher);
