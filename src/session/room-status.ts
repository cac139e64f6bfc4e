/** Where one stands with a room; the conditions are told apart as ux.md's table of states needs them. */

export type JoinFailure =
  | 'name-needed'
  | 'name-taken'
  | 'name-reserved'
  | 'password'
  | 'members-only'
  | 'banned'
  | 'full'
  | 'missing'
  | 'moved'
  | 'unreachable'
  | 'timeout'
  | 'invalid-address'
  | 'other';

export type Removal =
  'kicked' | 'banned' | 'membership-lost' | 'members-only' | 'shutdown' | 'technical' | 'destroyed';

export type RoomStatus =
  /** Not joined, or left by the user. */
  | { readonly state: 'idle' }
  | { readonly state: 'joining'; readonly since: Date }
  | { readonly state: 'joined' }
  /** Was in, the link is gone; comes back by itself. */
  | { readonly state: 'offline'; readonly since: Date }
  /** Could not come in. */
  | {
      readonly state: 'failed';
      readonly reason: JoinFailure;
      /** Said by the room; only ever quoted. */
      readonly text?: string;
      /** name-taken: a free one to offer; name-reserved: the nickname registered here. */
      readonly suggestion?: string;
      /** moved: where to. Never joined without asking. */
      readonly address?: string;
      /** Number of tries with a password that did not work, for `password`. */
      readonly tries?: number;
      /** When the next try is made by itself (full, unreachable). */
      readonly retryAt?: Date;
    }
  /** Was in, was put out. */
  | {
      readonly state: 'removed';
      readonly cause: Removal;
      readonly actor?: string;
      readonly reason?: string;
      /** destroyed: where people went. */
      readonly address?: string;
      /** Of that room. */
      readonly password?: string;
      readonly at: Date;
    };

/** What the room says of itself (XEP-0045 §6.4, disco#info and muc#roominfo). */
export interface RoomInfo {
  readonly name?: string;
  readonly description?: string;
  readonly passwordProtected: boolean;
  readonly membersOnly: boolean;
  readonly moderated: boolean;
  /** Everybody sees real addresses. */
  readonly nonAnonymous: boolean;
  readonly persistent: boolean;
  /** Conversations are archived or logged. */
  readonly logged: boolean;
  readonly archive: boolean;
  readonly subjectModifiable: boolean;
  /** Seconds that people must wait between two messages (XEP-0500); owners and admins need not. */
  readonly slowMode?: number;
  readonly features: ReadonlySet<string>;
}
