/** The roster's own event. */
import type { Contact } from '../../session/contact.js';
import { KitEvent } from '../shared/events.js';

/** Somebody wants to talk with one of the people listed. */
export class ContactSelectEvent extends KitEvent {
  constructor(
    /** Bare JID. */
    readonly jid: string,
    /** Unset: they are none. */
    readonly contact: Contact | undefined,
  ) {
    super('xmpp-contact-select');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-contact-select': ContactSelectEvent;
  }
}
