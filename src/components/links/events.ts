/** The event of links to addresses. */
import type { XmppUri } from '../../session/index.js';
import { KitEvent } from '../shared/events.js';

/**
 * Somebody wants what an `xmpp:` link asks for, and has been asked. `preventDefault()` leaves it to the page, which shows
 * the room or the chat where it likes.
 */
export class XmppUriEvent extends KitEvent {
  constructor(
    /** Undefined: to write to the address. */
    readonly action: XmppUri['action'],
    readonly jid: string,
    /** What the link says beside that, as far as the person has not changed it: `body`, `nick`, `name`, `password`, `jid`. */
    readonly params: URLSearchParams,
  ) {
    super('xmpp-uri', { cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-uri': XmppUriEvent;
  }
}
