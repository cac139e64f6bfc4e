/**
 * What somebody who is not in the room is told, and what they can do about it: ux.md §3's table of states as data.
 * Failures are told apart by condition; what the room says appears only as a quote.
 */
import type { Session } from '../../session/index.js';
import type { RoomInfo, RoomStatus } from '../../session/room-status.js';
import { nickText } from '../shared/nick-text.js';
import { entryEnglish, type EntryStrings } from '../shared/entry-strings.js';
import { partStrings } from '../shared/catalogue.js';
import type { Strings } from '../shared/strings.js';
import { sessionFailure } from '../conversation/session-failure.js';

/** How long somebody who was removed has to wait. */
const REJOIN_MS = 10_000;

export type EntryAction =
  | { readonly type: 'join'; readonly nick?: string }
  /** Submits the form. */
  | { readonly type: 'submit' }
  | { readonly type: 'cancel' }
  | { readonly type: 'go'; readonly address: string; readonly password?: string | undefined }
  /** What another part has for it. */
  | { readonly type: 'act'; act(): void };

export interface EntryButton {
  readonly text: string;
  readonly action: EntryAction;
  readonly primary?: boolean;
  /** Why it cannot be used now. */
  readonly disabled?: string;
}

export interface Entry {
  /** One plain sentence, or the room's name. */
  readonly title: string;
  readonly hint?: string;
  /** Said by the room. */
  readonly quote?: string;
  readonly field?: 'name' | 'password';
  /** Put into the field when it appears. */
  readonly value?: string;
  /** Under the field. */
  readonly error?: string;
  readonly buttons: readonly EntryButton[];
  /** Somebody with no way in may be offered the page's own contact link. */
  readonly contact?: boolean;
  /** Seconds count down in it. */
  readonly ticking?: boolean;
}

export interface EntryContext {
  readonly strings: EntryStrings;
  readonly jid: string;
  readonly roomName: string;
  readonly info: RoomInfo | undefined;
  /** Name that was or is to be tried; storage is looked into only when it is asked for. */
  readonly nick: () => string;
  readonly now: number;
}

/** How things stand with the room and the visitor. */
export interface EntryState extends Omit<EntryContext, 'jid' | 'strings'> {
  readonly strings: Strings;
  /** Unset: the page has not chosen a room. */
  readonly jid: string | undefined;
  readonly status: RoomStatus;
  readonly session: Session | undefined;
  /** The visitor pressed Join and no name is known. */
  readonly asking: boolean;
  /** There are messages to be seen. */
  readonly filled: boolean;
}

/** What stands in the composer's place; undefined for who is in, on the way in, or comes back by itself. */
export function entryNow(state: EntryState): Entry | undefined {
  const { jid, status, session } = state;
  const strings = partStrings(entryEnglish, state.strings);
  if (jid === undefined) return { title: strings.noRoom, buttons: [] };
  const context: EntryContext = { ...state, strings, jid };
  if (state.asking) return nameEntry(context);
  if (session?.state === 'failed' && status.state === 'joining') {
    const { text: title, button: text } = sessionFailure(session, strings);
    return { title, buttons: [{ text, action: { type: 'join' }, primary: true }] };
  }
  return status.state === 'idle' ? idleEntry(context, state.filled) : entryOf(status, context);
}

/** The question for a name. */
function nameEntry(context: EntryContext, more: Partial<Entry> = {}): Entry {
  const { strings, roomName, info, nick } = context;
  return {
    title: strings.joinTitle(roomName),
    hint: info?.logged ? strings.logged : undefined,
    field: 'name',
    value: nick(),
    buttons: [{ text: strings.join, action: { type: 'submit' }, primary: true }],
    ...more,
  };
}

/** The room before anybody asked to enter. */
function idleEntry({ strings, roomName }: EntryContext, wasIn: boolean): Entry {
  return {
    title: wasIn ? strings.left : roomName,
    buttons: [{ text: wasIn ? strings.rejoin : strings.join, action: { type: 'join' }, primary: true }],
  };
}

/** For those who could not come in, or were put out; undefined for all other states. */
function entryOf(status: RoomStatus, context: EntryContext): Entry | undefined {
  if (status.state === 'failed') return failedEntry(status, context);
  if (status.state === 'removed') return removedEntry(status, context);
  return undefined;
}

function failedEntry(status: RoomStatus & { state: 'failed' }, context: EntryContext): Entry | undefined {
  const { strings, jid, nick } = context;
  const retry = { text: strings.retry, action: { type: 'join' }, primary: true } as const;
  const cancel = { text: strings.cancel, action: { type: 'cancel' } } as const;
  const quote = status.text ? strings.theySay(status.text) : undefined;
  switch (status.reason) {
    case 'name-needed':
      return nameEntry(context);
    case 'name-taken':
      return nameEntry(context, {
        error: strings.nameTaken(nickText(nick())),
        buttons: nameButtons(context, status.suggestion),
      });
    case 'name-reserved':
      return status.suggestion === undefined
        ? nameEntry(context, { error: strings.nameReserved })
        : {
            title: strings.registeredAs(nickText(status.suggestion)),
            buttons: [joinAs(strings.joinAs(nickText(status.suggestion)), status.suggestion, true), cancel],
          };
    case 'password':
      return {
        title: strings.passwordTitle,
        field: 'password',
        error: status.tries ? strings.passwordWrong : undefined,
        buttons: [{ text: strings.join, action: { type: 'submit' }, primary: true }, cancel],
      };
    case 'members-only':
      return { title: strings.membersOnly, hint: strings.membersOnlyHint, quote, buttons: [retry] };
    case 'banned':
      return { title: strings.banned, quote, buttons: [], contact: true };
    case 'full':
      return waitingEntry(strings.full, status.retryAt, context);
    case 'unreachable':
      return { ...waitingEntry(strings.unreachable, status.retryAt, context), quote };
    case 'missing':
      return { title: strings.missing, quote, buttons: [retry] };
    case 'moved':
      return {
        title: strings.moved,
        quote,
        buttons: status.address ? [goTo(status.address, strings), cancel] : [retry],
      };
    case 'timeout':
      return { title: strings.timeout, buttons: [retry] };
    case 'invalid-address':
      return {
        title: strings.invalidAddress(jid),
        hint: strings.invalidAddressHint,
        buttons: [],
        contact: true,
      };
    case 'other':
      return { title: strings.joinFailed, quote, buttons: [retry] };
  }
}

function removedEntry(
  status: RoomStatus & { state: 'removed' },
  { strings, now }: EntryContext,
): Entry | undefined {
  const actor = status.actor && nickText(status.actor);
  switch (status.cause) {
    case 'kicked': {
      const wait = Math.ceil((status.at.getTime() + REJOIN_MS - now) / 1000);
      const rejoin = { text: strings.rejoin, action: { type: 'join' }, primary: true } as const;
      return {
        title: strings.kicked(actor, status.reason),
        hint: wait > 0 ? strings.rejoinIn(wait) : undefined,
        buttons: [wait > 0 ? { ...rejoin, disabled: strings.rejoinIn(wait) } : rejoin],
        ticking: wait > 0,
      };
    }
    case 'banned':
      return { title: strings.bannedNow(actor, status.reason), buttons: [], contact: true };
    case 'membership-lost':
      return {
        title: strings.membershipLost(status.reason),
        hint: strings.membersOnlyHint,
        buttons: [],
        contact: true,
      };
    case 'members-only':
      return {
        title: strings.nowMembersOnly(status.reason),
        hint: strings.membersOnlyHint,
        buttons: [],
        contact: true,
      };
    case 'destroyed':
      return {
        title: strings.destroyed(status.reason),
        hint: status.address && status.password ? strings.passwordCame : undefined,
        buttons: status.address ? [goTo(status.address, strings, status.password)] : [],
      };
    case 'shutdown':
    case 'technical':
      return undefined; // comes back by itself: as offline
  }
}

function waitingEntry(title: string, retryAt: Date | undefined, { strings, now }: EntryContext): Entry {
  const seconds = retryAt && Math.max(0, Math.ceil((retryAt.getTime() - now) / 1000));
  return {
    title,
    hint: seconds === undefined ? undefined : strings.retryIn(seconds),
    buttons: [
      { text: strings.retryNow, action: { type: 'join' }, primary: true },
      { text: strings.stop, action: { type: 'cancel' } },
    ],
    ticking: seconds !== undefined,
  };
}

function nameButtons({ strings }: EntryContext, suggestion: string | undefined): EntryButton[] {
  const submit: EntryButton = { text: strings.join, action: { type: 'submit' }, primary: true };
  return suggestion === undefined
    ? [submit]
    : [submit, joinAs(strings.useSuggestion(nickText(suggestion)), suggestion)];
}

const joinAs = (text: string, nick: string, primary = false): EntryButton => ({
  text,
  action: { type: 'join', nick },
  primary,
});

/** The full address is named, and nothing happens without the click. */
const goTo = (address: string, strings: EntryStrings, password?: string): EntryButton => ({
  text: strings.goTo(address),
  action: { type: 'go', address, password },
  primary: true,
});
