/** What all chats of a session have in common, and what is told of us in them. */
import type { Contact } from './contact.js';
import type { DisplayedSync } from './displayed-sync.js';
import type { Session } from './session.js';

/** What others may learn of us by talking to us; each can be switched off. */
export interface ChatHabits {
  /** Tell that messages have arrived (XEP-0184), to those who see our presence. */
  receipts: boolean;
  /** Tell how far we have read (XEP-0333), to the same. */
  markers: boolean;
  /** Tell that we are typing (XEP-0085). */
  chatStates: boolean;
  /** Answer to the client that the other one writes from (IM-32). */
  lockResource: boolean;
}

/** What all chats of a session have in common. */
export interface ChatHost {
  readonly session: Session;
  readonly habits: ChatHabits;
  /** How far the account's clients have read. */
  readonly displayed: DisplayedSync;
  /** There is a link, and it is known whether the account has an archive. */
  readonly ready: boolean;
  readonly archived: boolean;
  /** Our bare JID. */
  readonly account: string;
  contact(jid: string): Contact | undefined;
}

/** How a message came here. */
export type Delivery = 'live' | 'carbon';
