/** Registers `<xmpp-chat>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppChat } from './xmpp-chat.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-chat': XmppChat;
  }
}

register('xmpp-chat', XmppChat);
