/** Registers `<xmpp-launcher>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppLauncher } from './xmpp-launcher.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-launcher': XmppLauncher;
  }
}

register('xmpp-launcher', XmppLauncher);
