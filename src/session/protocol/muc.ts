/**
 * XEP-0045 Multi-User Chat as an occupant meets it: entering and leaving, who is there, why somebody is not any more.
 * What is read here counts only from rooms one is in or entering (MUC-16); that is for the caller to know.
 */
import type { StanzaError } from '../errors.js';
import { bareJid, parseJid, prepareResource, resourceOf } from '../jid.js';
import { bestLanguage } from '../language.js';
import type { Affiliation, Role, Show } from '../occupant.js';
import type { Removal, RoomInfo } from '../room-status.js';
import { child, children, textOf, xml, type Element } from '../xml.js';
import { writeDateTime } from './datetime.js';
import { infoValues, type DiscoInfo } from './disco.js';
import { NS_MAM } from './mam.js';
import { readOccupantId } from './message.js';
import { readStanzaError } from './stanza-error.js';

export const NS_MUC = 'http://jabber.org/protocol/muc';
export const NS_MUC_USER = `${NS_MUC}#user`;
const NS_MUC_OWNER = `${NS_MUC}#owner`;
const NS_CLIENT = 'jabber:client';
const ROOM_INFO = `${NS_MUC}#roominfo`;

/** How much of the past a room is asked for; it need not listen. None of them: nothing. */
export interface HistoryRequest {
  readonly maxStanzas?: number;
  readonly maxChars?: number;
  readonly since?: Date;
  /** Of the last so many, by the room's clock. */
  readonly seconds?: number;
}

export interface JoinRequest {
  readonly password?: string;
  readonly history?: HistoryRequest;
  /** The own `<c/>` (CAPS-2). */
  readonly caps?: Element;
}

/** The password stands in this very `<x/>`; one table of the XEP has it elsewhere (MUC-11, M-18). */
export function buildJoin(
  room: string,
  nick: string,
  { password, history, caps }: JoinRequest = {},
): Element {
  const x = xml('x', { xmlns: NS_MUC }, buildHistory(history), password && xml('password', {}, password));
  return xml('presence', { xmlns: NS_CLIENT, to: `${room}/${nick}` }, x, caps);
}

function buildHistory({ maxStanzas, maxChars, since, seconds }: HistoryRequest = {}): Element {
  const nothing = (maxStanzas ?? maxChars ?? since ?? seconds) === undefined;
  return xml('history', {
    maxchars: nothing ? 0 : maxChars,
    maxstanzas: maxStanzas,
    seconds,
    since: since && writeDateTime(since),
  });
}

/** @param text Said to the others. */
export function buildLeave(room: string, nick: string, text?: string): Element {
  const attrs = { xmlns: NS_CLIENT, type: 'unavailable', to: `${room}/${nick}` };
  return xml('presence', attrs, text && xml('status', {}, text));
}

/** Without `<x/>`: that would be a join (MUC-45). */
export function buildNickChange(room: string, nick: string, caps?: Element): Element {
  return xml('presence', { xmlns: NS_CLIENT, to: `${room}/${nick}` }, caps);
}

/** The payload of an iq set that accepts the defaults of a room just made (MUC-81). */
export function buildInstantConfig(): Element {
  return xml('query', { xmlns: NS_MUC_OWNER }, xml('x', { xmlns: 'jabber:x:data', type: 'submit' }));
}

export interface RoomPresence {
  /** Undefined where it is not about an occupant. */
  readonly nick: string | undefined;
  readonly available: boolean;
  readonly role: Role;
  readonly affiliation: Affiliation;
  /** Prepared. */
  readonly jid?: string;
  /** Of code 303, which without it is a plain leave (M-5). */
  readonly newNick?: string;
  /** Nickname, else address, of who did it. */
  readonly actor?: string;
  readonly reason?: string;
  readonly codes: ReadonlySet<number>;
  /** The whole room is gone; `address` is where people went. */
  readonly destroyed?: { readonly address?: string; readonly reason?: string; readonly password?: string };
  readonly show: Show;
  readonly statusText?: string;
  readonly occupantId?: string;
  /** The presence was refused; nothing else but the nick, the one asked for, means anything then. */
  readonly error?: StanzaError;
}

/** @param lang Preferred language of the status text. */
export function readRoomPresence(presence: Element, lang?: string): RoomPresence {
  const { from, type } = presence.attrs;
  const available = type === undefined;
  const x = roomX(presence);
  const item = x && child(x, 'item', NS_MUC_USER);
  const actor = item && child(item, 'actor', NS_MUC_USER)?.attrs;
  const codes = readCodes(x);
  return {
    nick: available || type === 'unavailable' || type === 'error' ? resourceOf(from) : undefined,
    available,
    role: oneOf(ROLES, item?.attrs.role) ?? (available ? 'participant' : 'none'),
    affiliation: oneOf(AFFILIATIONS, item?.attrs.affiliation) ?? 'none',
    jid: parseJid(item?.attrs.jid)?.full,
    newNick: codes.has(303) ? prepareResource(item?.attrs.nick ?? '') : undefined,
    actor: actor?.nick || bareJid(actor?.jid),
    reason: textOf(item && child(item, 'reason', NS_MUC_USER)) || undefined,
    codes,
    destroyed: available ? undefined : readDestroy(x && child(x, 'destroy', NS_MUC_USER)),
    show: oneOf(SHOWS, textOf(child(presence, 'show', NS_CLIENT))) ?? 'available',
    statusText: textOf(bestLanguage(children(presence, 'status', NS_CLIENT), lang)) || undefined,
    occupantId: readOccupantId(presence),
    error: type === 'error' ? readStanzaError(presence, lang) : undefined,
  };
}

export const ROLES: readonly Role[] = ['moderator', 'participant', 'visitor', 'none'];
export const AFFILIATIONS: readonly Affiliation[] = ['owner', 'admin', 'member', 'outcast', 'none'];
const SHOWS: readonly Show[] = ['chat', 'away', 'xa', 'dnd'];

export function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((each) => each === value);
}

/** Rooms add theirs at the end; an earlier one is what an occupant sent along (M-1). */
export function roomX(stanza: Element): Element | undefined {
  return children(stanza, 'x', NS_MUC_USER).at(-1);
}

/** All status codes of a presence or message, unknown ones too. */
export function readStatusCodes(stanza: Element): ReadonlySet<number> {
  return readCodes(roomX(stanza));
}

function readCodes(x: Element | undefined): ReadonlySet<number> {
  const codes = x ? children(x, 'status', NS_MUC_USER).map(({ attrs }) => attrs.code ?? '') : [];
  return new Set(codes.filter((code) => /^\d{3}$/.test(code)).map(Number));
}

function readDestroy(destroy: Element | undefined): RoomPresence['destroyed'] {
  if (!destroy) return undefined;
  const text = (name: string) => textOf(child(destroy, name, NS_MUC_USER)) || undefined;
  return { address: bareJid(destroy.attrs.jid), reason: text('reason'), password: text('password') };
}

/**
 * Why somebody is gone without having left, by the status code table. A technical fault wins over the kick that some
 * services dress it as.
 */
export function removal({ available, destroyed, codes }: RoomPresence): Removal | undefined {
  if (available) return undefined;
  if (destroyed) return 'destroyed';
  return CAUSES.find(([code]) => codes.has(code))?.[1];
}

const CAUSES: readonly (readonly [code: number, cause: Removal])[] = [
  [301, 'banned'],
  [333, 'technical'],
  [332, 'shutdown'],
  [307, 'kicked'],
  [322, 'members-only'],
  [321, 'membership-lost'],
];

/** What a room's answer to disco#info says (MUC-3). */
export function readRoomInfo(info: DiscoInfo): RoomInfo {
  const { features, identities } = info;
  const value = (name: string) => infoValues(info, ROOM_INFO, name)[0] || undefined;
  const archive = features.has(NS_MAM);
  // Prosody and ejabberd have names of their own for what XEP-0045 calls subjectmod.
  const subject = ['muc#roominfo_subjectmod', 'muc#roominfo_changesubject', 'muc#roomconfig_changesubject'];
  return {
    name: identities.find(({ category }) => category === 'conference')?.name,
    description: value('muc#roominfo_description'),
    passwordProtected: features.has('muc_passwordprotected'),
    membersOnly: features.has('muc_membersonly'),
    moderated: features.has('muc_moderated'),
    nonAnonymous: features.has('muc_nonanonymous'),
    persistent: features.has('muc_persistent'),
    logged: archive || value('muc#roominfo_logs') !== undefined,
    archive,
    subjectModifiable: subject.some((name) => ['1', 'true'].includes(value(name) ?? '')),
    slowMode: readSeconds(value('muc#roominfo_slow_mode_duration')),
    features,
  };
}

/** XEP-0500 §4.2: what is no positive number, or no sensible one, is no slow mode. */
const readSeconds = (text = '') => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined);

export { readSubject } from './message.js';
