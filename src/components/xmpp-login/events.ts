/** The event of signing in. */
import { KitEvent } from '../shared/events.js';

/** Somebody has signed in here. */
export class LoginEvent extends KitEvent {
  constructor(
    /** Full address. */
    readonly jid: string,
    /** Whether they came in without an account. */
    readonly guest: boolean,
    /** What a guest wants to be called. */
    readonly nick?: string,
  ) {
    super('xmpp-login');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-login': LoginEvent;
  }
}
