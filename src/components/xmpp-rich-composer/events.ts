/** What a composer that stands alone tells the page. */
import type { Outgoing } from '../../session/conversation.js';
import { KitEvent } from '../shared/events.js';

/** Somebody sends what they wrote, which is the page's to deal with; `preventDefault()` keeps it in the composer. */
export class ComposeEvent extends KitEvent {
  /** In plain text. */
  declare readonly body: string;
  /** The same as well-formed XHTML, where something is formatted. */
  declare readonly html?: string;

  constructor(outgoing: Outgoing) {
    super('xmpp-compose', { cancelable: true });
    Object.assign(this, typeof outgoing === 'string' ? { body: outgoing } : outgoing);
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-compose': ComposeEvent;
  }
}
