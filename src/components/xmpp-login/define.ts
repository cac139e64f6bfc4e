/** Registers `<xmpp-login>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppLogin } from './xmpp-login.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-login': XmppLogin;
  }
}

register('xmpp-login', XmppLogin);
