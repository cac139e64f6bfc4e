/** Registers `<xmpp-rich-composer>`, unless another copy of the script has. */
import { register } from '../shared/register.js';
import { XmppRichComposer } from './xmpp-rich-composer.js';

declare global {
  interface HTMLElementTagNameMap {
    'xmpp-rich-composer': XmppRichComposer;
  }
}

register('xmpp-rich-composer', XmppRichComposer);
