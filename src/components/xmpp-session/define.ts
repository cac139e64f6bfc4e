/** Registers `<xmpp-session>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppSession } from './xmpp-session.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-session': XmppSession;
  }
}

register('xmpp-session', XmppSession);
