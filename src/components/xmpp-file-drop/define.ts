/** Registers `<xmpp-file-drop>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppFileDrop } from './xmpp-file-drop.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-file-drop': XmppFileDrop;
  }
}

register('xmpp-file-drop', XmppFileDrop);
