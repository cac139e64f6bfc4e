/** Registers `<xmpp-roster>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppRoster } from './xmpp-roster.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-roster': XmppRoster;
  }
}

register('xmpp-roster', XmppRoster);
