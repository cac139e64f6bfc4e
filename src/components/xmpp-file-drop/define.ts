/** Registers `<xmpp-file-drop>`, unless another copy of the script has. */
import { XmppFileDrop } from './xmpp-file-drop.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-file-drop': XmppFileDrop;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-file-drop'))
  customElements.define('xmpp-file-drop', XmppFileDrop);
