/** Registers `<xmpp-roster>`, unless another copy of the script has. */
import { XmppRoster } from './xmpp-roster.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-roster': XmppRoster;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-roster'))
  customElements.define('xmpp-roster', XmppRoster);
