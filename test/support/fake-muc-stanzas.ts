/** What {@link FakeRoom} says about who is in it (XEP-0045 §7, §8, §10). */
import type { Affiliation, Role, Show } from '../../src/session/occupant.js';
import { xml, type Element } from '../../src/session/xml.js';
import type { BoundSession } from './bound-session.js';

const MUC = 'http://jabber.org/protocol/muc';
const MUC_USER = `${MUC}#user`;
const CLIENT = 'jabber:client';

export interface OccupantOptions {
  readonly role?: Role;
  readonly affiliation?: Affiliation;
  readonly show?: Show;
  readonly status?: string;
  /** Real address, shown to all. */
  readonly jid?: string;
  readonly occupantId?: string;
}

/** Somebody in a room. */
export interface Occupant extends OccupantOptions {
  readonly role: Role;
  readonly affiliation: Affiliation;
  /** Undefined: the room gives none. */
  readonly occupantId?: string;
  /** Undefined: played by the test. */
  readonly session?: BoundSession;
}

/** How an occupant goes. */
export interface Removal {
  readonly codes?: readonly number[];
  readonly affiliation?: Affiliation;
  readonly actor?: string;
  readonly reason?: string;
  readonly status?: string;
  /** Room destroyed: where people may go instead. */
  readonly destroyed?: { readonly jid?: string; readonly reason?: string };
}

export const buildStatus = (code: number) => xml('status', { code });

/** What `to` hears of somebody who is in; 110 is added where it is their own. */
export function buildPresence(
  room: string,
  nick: string,
  occupant: Occupant,
  to: BoundSession,
  codes: readonly number[] = [],
): Element {
  const { affiliation, role, jid, show, status, occupantId, session } = occupant;
  return xml(
    'presence',
    { xmlns: CLIENT, from: `${room}/${nick}`, to: to.jid },
    show && show !== 'available' && xml('show', {}, show),
    status && xml('status', {}, status),
    occupantId !== undefined && xml('occupant-id', { xmlns: 'urn:xmpp:occupant-id:0', id: occupantId }),
    buildX(xml('item', { affiliation, role, jid }), session === to ? [...codes, 110] : codes),
  );
}

export function buildDeparture(
  room: string,
  nick: string,
  occupant: Occupant,
  to: BoundSession,
  { affiliation = occupant.affiliation, actor, reason, status, destroyed, codes = [] }: Removal,
): Element {
  const item = xml(
    'item',
    { affiliation, role: 'none', jid: occupant.jid },
    actor && xml('actor', { nick: actor }),
    reason && xml('reason', {}, reason),
  );
  const why = destroyed?.reason && xml('reason', {}, destroyed.reason);
  const x = buildX(item, occupant.session === to ? [...codes, 110] : codes);
  if (destroyed) x.append(xml('destroy', { jid: destroyed.jid }, why));
  const attrs = { xmlns: CLIENT, type: 'unavailable', from: `${room}/${nick}`, to: to.jid };
  return xml('presence', attrs, status && xml('status', {}, status), x);
}

/** The first of the two presences of a change of nickname (XEP-0045 §7.6). */
export function buildRename(
  room: string,
  nick: string,
  newNick: string,
  { affiliation, role, jid, session }: Occupant,
  to: BoundSession,
): Element {
  const item = xml('item', { affiliation, role, jid, nick: newNick });
  const attrs = { xmlns: CLIENT, type: 'unavailable', from: `${room}/${nick}`, to: to.jid };
  return xml('presence', attrs, buildX(item, session === to ? [303, 110] : [303]));
}

/** The form in a room's disco#info (XEP-0045 §6.4). */
export function buildRoomInfo(
  description: string,
  occupants: number,
  more: Readonly<Record<string, string>> = {},
): Element {
  const field = (name: string, value: string | number) =>
    xml('field', { var: name }, xml('value', {}, value));
  return xml(
    'x',
    { xmlns: 'jabber:x:data', type: 'result' },
    xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, `${MUC}#roominfo`)),
    field('muc#roominfo_description', description),
    field('muc#roominfo_occupants', occupants),
    Object.entries(more).map(([name, value]) => field(name, value)),
  );
}

function buildX(item: Element, codes: readonly number[]): Element {
  return xml('x', { xmlns: MUC_USER }, item, codes.map(buildStatus));
}
