/** Registers `<xmpp-data-form>`, unless another copy of the script has. */
import { XmppDataForm } from './xmpp-data-form.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-data-form': XmppDataForm;
  }
}

if (globalThis.customElements && !customElements.get('xmpp-data-form'))
  customElements.define('xmpp-data-form', XmppDataForm);
