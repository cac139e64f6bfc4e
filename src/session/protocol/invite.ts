/**
 * Invitations into rooms: by the room, which passes them on (XEP-0045 §7.8.2, MUC-50 to MUC-52), and from one person to
 * another (XEP-0249, INV-1). Who is believed is for invitations.ts to know.
 */
import { bareJid, parseJid } from '../jid.js';
import { child, textOf, xml, type Element } from '../xml.js';
import { NS_MUC_USER, roomX } from './muc.js';

export const NS_CONFERENCE = 'jabber:x:conference';
const NS_CLIENT = 'jabber:client';
/** UTF-16 units; security.md §8. */
const MAX_REASON = 2_000;
const MAX_PASSWORD = 1_024;
const MAX_THREAD = 256;

/** What goes with an invitation. */
export interface Inviting {
  /** Of the message, by which an error is told. */
  readonly id?: string;
  /** Said to who is invited. */
  readonly reason?: string;
  /** The room goes on with the chat of that thread (MUC-54). */
  readonly thread?: string;
}

/** @param room - Bare JID. @param guest - Who is invited: bare, or the client that is to show it. */
export const buildInvite = (room: string, guest: string, { id, reason, thread }: Inviting = {}): Element =>
  toRoom(
    room,
    id,
    xml(
      'invite',
      { to: guest },
      reason && xml('reason', {}, reason),
      thread !== undefined && xml('continue', { thread }),
    ),
  );

/** As {@link buildInvite}, past the room. */
export const buildDirectInvite = (
  room: string,
  guest: string,
  { id, reason, thread }: Inviting = {},
): Element =>
  xml(
    'message',
    { xmlns: NS_CLIENT, to: guest, id },
    xml('x', {
      xmlns: NS_CONFERENCE,
      jid: room,
      reason: reason || undefined,
      continue: thread === undefined ? undefined : true,
      thread,
    }),
  );

/** @param by - Who invited us, as the room said. */
export const buildDecline = (room: string, by: string, reason?: string): Element =>
  toRoom(room, undefined, xml('decline', { to: by }, reason && xml('reason', {}, reason)));

const toRoom = (room: string, id: string | undefined, child: Element) =>
  xml('message', { xmlns: NS_CLIENT, to: room, id }, xml('x', { xmlns: NS_MUC_USER }, child));

/** An invitation as it came. */
export interface ReceivedInvitation {
  /** Bare JID. */
  readonly room: string;
  /** Past the room: `by` is who sent it. Else the room's word for it, whoever that is. */
  readonly direct: boolean;
  /** Prepared; with a resource where it had one. */
  readonly by?: string;
  readonly reason?: string;
  readonly password?: string;
  /** The room goes on with a chat. */
  readonly continues: boolean;
  readonly thread?: string;
}

/**
 * One invitation at most: what stands beside a room's own says the same again for older clients (MUC-51).
 * @returns undefined for what is none, or none into a room (M-13).
 */
export function readInvitation(message: Element): ReceivedInvitation | undefined {
  const { from, type } = message.attrs;
  if (type === 'error' || type === 'groupchat') return undefined;
  const x = roomX(message);
  const invite = x && child(x, 'invite', NS_MUC_USER);
  if (invite) {
    const going = child(invite, 'continue', NS_MUC_USER);
    return invitation(bareJid(from), {
      direct: false,
      by: parseJid(invite.attrs.from)?.full,
      reason: textOf(child(invite, 'reason', NS_MUC_USER)),
      password: textOf(child(x, 'password', NS_MUC_USER)),
      continues: going !== undefined,
      thread: going?.attrs.thread,
    });
  }
  const direct = child(message, 'x', NS_CONFERENCE)?.attrs;
  const by = parseJid(from)?.full;
  if (!direct || by === undefined) return undefined;
  const { jid, reason, password, thread } = direct;
  const continues = direct.continue === 'true' || direct.continue === '1';
  return invitation(jid, { direct: true, by, reason, password, continues, thread });
}

function invitation(
  jid: string | undefined,
  { reason, password, thread, ...rest }: Omit<ReceivedInvitation, 'room'>,
): ReceivedInvitation | undefined {
  const room = parseJid(jid);
  if (!room?.local || room.resource !== undefined) return undefined;
  return {
    room: room.bare,
    ...rest,
    reason: reason?.trim().slice(0, MAX_REASON) || undefined,
    password: password && password.length <= MAX_PASSWORD ? password : undefined,
    thread: thread && thread.length <= MAX_THREAD ? thread : undefined,
  };
}

/** Somebody does not want to come (MUC-52). */
export interface Decline {
  /** Bare JID. */
  readonly room: string;
  /** Bare JID, as the room says. */
  readonly by: string;
  readonly reason?: string;
}

/** @returns undefined for what is none; only a room itself passes them on, no occupant. */
export function readDecline(message: Element): Decline | undefined {
  const { from, type } = message.attrs;
  const x = roomX(message);
  const decline = x && child(x, 'decline', NS_MUC_USER);
  const room = parseJid(from);
  const by = bareJid(decline?.attrs.from);
  if (!decline || !by || !room?.local || room.resource !== undefined || type === 'error') return undefined;
  const reason = textOf(child(decline, 'reason', NS_MUC_USER))
    ?.trim()
    .slice(0, MAX_REASON);
  return { room: room.bare, by, reason: reason || undefined };
}
