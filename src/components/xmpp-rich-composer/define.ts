/** Registers `<xmpp-rich-composer>`, unless another copy of the script has. */
import { XmppRichComposer } from './xmpp-rich-composer.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-rich-composer': XmppRichComposer;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-rich-composer'))
  customElements.define('xmpp-rich-composer', XmppRichComposer);
