/** The people of an account: plain records, replaced and never changed, as those of message.ts. */
import type { Show } from './occupant.js';

/** Who sees whose presence (RFC 6121 §2.1.2.5): we theirs (`to`), they ours (`from`), both or neither. */
export type Subscription = 'none' | 'to' | 'from' | 'both';

/** One of somebody's clients that are online now. */
export interface Resource {
  /** Of the address; '' for whoever has none. */
  readonly name: string;
  readonly show: Show;
  readonly statusText?: string;
  /** −128 to 127. Below 0: gets no messages but those to its full JID. */
  readonly priority: number;
}

/** What the server keeps of a contact. */
export interface RosterItem {
  /** Bare JID, prepared. */
  readonly jid: string;
  /** The user's own name for them. */
  readonly name?: string;
  /** None: ungrouped. Each once. */
  readonly groups: readonly string[];
  readonly subscription: Subscription;
  /** We have asked to see their presence and are not answered yet. */
  readonly pendingOut: boolean;
  /** They will be let in as soon as they ask (RFC 6121 §3.4). */
  readonly approved: boolean;
}

/** Together with `subscription` and `pendingOut`, `pendingIn` tells the nine states of RFC 6121 §A.1 apart. */
export interface Contact extends RosterItem {
  /** They have asked to see our presence and wait for an answer. */
  readonly pendingIn: boolean;
  /** What they call themselves (XEP-0172): no proof of who they are. */
  readonly nick?: string;
  /** Online now, the best first (IM-26); empty: offline, or not ours to know. */
  readonly resources: readonly Resource[];
}

/** Somebody asks to see our presence, and waits for approval or denial. */
export interface SubscriptionRequest {
  /** Bare JID, which alone tells who it is. */
  readonly jid: string;
  /** What they call themselves. */
  readonly nick?: string;
  /** What they say to it: a stranger's words. */
  readonly text?: string;
}

export type Availability = Show | 'offline';

/** That of the best resource. */
export function availability({ resources: [best] }: Contact): Availability {
  return best?.show ?? 'offline';
}

/** The user's own name for them before what they call themselves before their address (IM-39). */
export function displayName({ name, nick, jid }: Contact): string {
  return name ?? nick ?? jid;
}

/** Whether their presence is ours to see. */
export const seesThem = ({ subscription }: RosterItem): boolean =>
  subscription === 'to' || subscription === 'both';

/** Whether they may see our presence, and so what else we do. */
export const seesUs = ({ subscription }: RosterItem): boolean =>
  subscription === 'from' || subscription === 'both';
