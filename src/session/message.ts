/**
 * What a conversation's list holds: plain records, replaced and never changed, so that a row whose record is
 * the same object has not changed. Reading stanzas into them is protocol/message.ts.
 */
import type { StanzaError } from './errors.js';
import type { Affiliation, Hat, Occupant, Role } from './occupant.js';
import type { ReplyTo } from './protocol/reply.js';
import type { RichText } from './rich-text.js';

/**
 * Forward only, except `sending → waiting` when the link dies, `failed → sending` by a retry, `failed → sent` by
 * a late echo and `sent → failed` by a genuine bounce.
 */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'delivered' | 'failed';

/** Why an own message is `failed`. */
export type SendFailure =
  | {
      readonly reason: 'refused';
      readonly error: StanzaError;
      /** Because we have blocked them ourselves (BLK-5). */
      readonly blocked?: boolean;
    }
  | { readonly reason: 'no-echo' | 'too-large' | 'stream-died' | 'left' };

/** How a message came to be removed. */
export interface Removed {
  /** By a moderator, not by its author. */
  readonly moderated: boolean;
  /** Not removed at all: the reader does not want to hear whoever wrote it. */
  readonly muted?: boolean;
  /** Nickname, else address, of who did it, where that is told. */
  readonly by?: string;
  readonly reason?: string;
}

interface RowBase {
  /** Stable for as long as the page lives, through echo, archive and correction. */
  readonly key: string;
  readonly time: Date;
}

/** Words as they were before they were corrected. */
export interface Version {
  readonly body: string;
  readonly rich?: RichText | 'too-much';
  readonly lang?: string;
  readonly time: Date;
}

/** One emoji under a message, and who put it there (XEP-0444). */
export interface Reaction {
  readonly emoji: string;
  /** In rooms nicknames, elsewhere names to show; ours among them. */
  readonly nicks: readonly string[];
  /** Ours is one of them. */
  readonly own: boolean;
}

/** What we did to a message that has not arrived yet. */
export interface Doing {
  readonly what: 'reaction' | 'removal';
  /** For the link; else it is on its way. */
  readonly waits: boolean;
  /** Nobody can know of it. */
  readonly unsent: boolean;
  /** It has come to nothing. */
  readonly failed?: boolean;
}

/** What a message answers (XEP-0461). */
export interface Reply {
  /** Whose words those were; undefined: nobody knows. */
  readonly nick?: string;
  /** Those words, '' where they are not known or were removed. */
  readonly text: string;
  /** Key of that row, where it is here; then the rest is what it says itself, else what the one who answers claims. */
  readonly key?: string;
}

/** A file that lies where all who know its address get it (XEP-0066, XEP-0447). But for the address, all of it is a claim. */
export interface SharedFile {
  /** https, or http on this machine. */
  readonly url: string;
  /** Safe to show and to save by (security.md §6). */
  readonly name: string;
  /** In bytes. */
  readonly size?: number;
  /** Media type, in lower case. */
  readonly type?: string;
  /** Plain text. */
  readonly description?: string;
  /** Of a picture or video, in pixels; both or none. */
  readonly width?: number;
  readonly height?: number;
  /** Base64. */
  readonly sha256?: string;
  /** A picture that may be shown in its message, once somebody asks for it (UP-3). */
  readonly picture?: boolean;
}

/** Somebody's words. */
export interface ChatMessage extends RowBase {
  readonly kind: 'message';
  /** The sender's address: in rooms the occupant JID. */
  readonly from: string;
  /** In rooms the nickname, elsewhere the name to show. */
  readonly nick: string;
  /** What they wore when they said it, in a room with hats. */
  readonly hats?: readonly Hat[];
  readonly own: boolean;
  /** '' once it was removed. */
  readonly body: string;
  /** The same with its formatting (XEP-0071); `too-much`: it had more of that than is shown (XHT-19). */
  readonly rich?: RichText | 'too-much';
  /** Its author does not want `body` styled (XEP-0393 §6). */
  readonly unstyled?: boolean;
  /** Where that is all it says, `body` is the address, and `rich` a link by the file's name. */
  readonly files?: readonly SharedFile[];
  /** Without what other clients show of it, which is no part of `body`. */
  readonly reply?: Reply;
  /** @internal By what it says itself; for those who look it is `reply`. */
  readonly answers?: ReplyTo;
  /** In the order in which they came; of messages that have any. */
  readonly reactions?: readonly Reaction[];
  readonly doing?: Doing;
  /** Language of `body`, where the stanza said one. */
  readonly lang?: string;
  /** What it is about, plain text; of messages that are like letters (IM-35). */
  readonly subject?: string;
  readonly id?: string;
  readonly originId?: string;
  /** Given by the room or the account's archive, and only used from those who announce it (XEP-0359). */
  readonly stanzaId?: string;
  readonly occupantId?: string;
  /** From history or archive: no alert, no announcement. */
  readonly old: boolean;
  /** Names the reader. Never on own or old messages. */
  readonly mention: boolean;
  /** Taken back, or removed by a moderator: nothing but this is left of it. */
  readonly removed?: Removed;
  /** Id of the message that this one corrects, if it may (XEP-0308). */
  readonly replaces?: string;
  /** Earlier versions, the first one first; of a message that was corrected. */
  readonly versions?: readonly Version[];
  /** Key of the correction that is shown: what waits or failed is that. */
  readonly correction?: string;
  /** Only on own messages. */
  readonly state?: MessageState;
  /** The other one has seen it (XEP-0333). */
  readonly seen?: boolean;
  readonly failure?: SendFailure;
  /** When it was last handed to the link; unset while waiting. */
  readonly sentAt?: Date;
}

/** Words of the room itself, not of an occupant (XEP-0045 §7.9). */
export interface Notice extends RowBase {
  readonly kind: 'notice';
  readonly body: string;
}

/** Some people, the first few of them by name. */
export interface Crowd {
  readonly nicks: readonly string[];
  readonly count: number;
}

/** Something that happened; the element finds the words. */
export interface RoomEvent extends RowBase {
  readonly kind: 'event';
  readonly event:
    | { readonly type: 'subject'; readonly nick: string; readonly subject: string }
    | { readonly type: 'renamed'; readonly nick: string; readonly newNick: string; readonly own: boolean }
    | { readonly type: 'nick-assigned'; readonly nick: string }
    | { readonly type: 'comings'; readonly came: Crowd; readonly left: Crowd }
    | {
        readonly type: 'kicked' | 'banned';
        readonly nick: string;
        readonly actor?: string;
        readonly reason?: string;
      }
    /** What we are is not what we were `before`. */
    | {
        readonly type: 'rank';
        readonly role: Role;
        readonly affiliation: Affiliation;
        readonly before: Pick<Occupant, 'role' | 'affiliation'>;
        readonly reason?: string;
      }
    /** Somebody does not come whom we invited, or could not be told; `nick` is their address. */
    | { readonly type: 'declined' | 'not-invited'; readonly nick: string; readonly reason?: string }
    | { readonly type: 'logging-on' | 'logging-off' | 'non-anonymous' | 'semi-anonymous' | 'created' };
}

/** History that is known to be missing here. `loadGap(key)` fetches it, unless it is not kept: `unavailable`. */
export interface Gap extends RowBase {
  readonly kind: 'gap';
  readonly state: 'idle' | 'loading' | 'failed' | 'unavailable';
  /** The rows behind it may lack something, too: it shows since catching up failed. */
  readonly unsure?: boolean;
  /** Nothing was lost: the reader has gone past it, or it was let go of. It is to be filled where somebody comes near. */
  readonly far?: boolean;
}

/** A message in the words that are shown: what is announced, quoted, searched and copied. */
export const wordsOf = ({ body, rich }: ChatMessage): string => (typeof rich === 'object' ? rich.text : body);

export type Row = ChatMessage | Notice | RoomEvent | Gap;

/** What is known of the messages before the first row. */
export type HistoryState = 'unknown' | 'more' | 'loading' | 'start' | 'failed' | 'unavailable';
