/** Registers `<xmpp-data-form>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppDataForm } from './xmpp-data-form.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-data-form': XmppDataForm;
  }
}

register('xmpp-data-form', XmppDataForm);
