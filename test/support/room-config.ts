/** What owners and moderators do to a room (XEP-0045 §8 to §10), for tests: the requests, sent through their session. */
import type { Session } from '../../src/session/index.js';
import { xml, type Element } from '../../src/session/xml.js';

const NS_ADMIN = 'http://jabber.org/protocol/muc#admin';
const NS_OWNER = 'http://jabber.org/protocol/muc#owner';
const FORM_TYPE = 'http://jabber.org/protocol/muc#roomconfig';

type Value = string | number | boolean | readonly string[];

/**
 * Sets fields of the room's form; the others stay as they are.
 * @param fields By their names without `muc#roomconfig_`, or whole ones if they hold a `#`.
 */
export async function configureRoom(
  owner: Session,
  room: string,
  fields: Readonly<Record<string, Value>>,
): Promise<void> {
  const form = Object.entries(fields).map(([name, value]) =>
    field(name.includes('#') ? name : `muc#roomconfig_${name}`, value),
  );
  const submit = xml('x', { xmlns: 'jabber:x:data', type: 'submit' }, field('FORM_TYPE', FORM_TYPE), form);
  await owner.wire.set(room, xml('query', { xmlns: NS_OWNER }, submit));
}

function field(name: string, value: Value): Element {
  const values = Array.isArray(value) ? value : [typeof value === 'boolean' ? Number(value) : value];
  return xml(
    'field',
    { var: name },
    values.map((each) => xml('value', {}, String(each))),
  );
}

/** @param who A bare JID. */
export async function setAffiliation(
  admin: Session,
  room: string,
  who: string,
  affiliation: 'owner' | 'admin' | 'member' | 'none' | 'outcast',
  reason?: string,
): Promise<void> {
  const item = xml('item', { jid: who, affiliation }, reason && xml('reason', {}, reason));
  await admin.wire.set(room, xml('query', { xmlns: NS_ADMIN }, item));
}

export async function setRole(
  moderator: Session,
  room: string,
  nick: string,
  role: 'moderator' | 'participant' | 'visitor' | 'none',
  reason?: string,
): Promise<void> {
  const item = xml('item', { nick, role }, reason && xml('reason', {}, reason));
  await moderator.wire.set(room, xml('query', { xmlns: NS_ADMIN }, item));
}

/** @param venue Where people are to go. */
export async function destroyRoom(
  owner: Session,
  room: string,
  reason: string,
  venue?: string,
): Promise<void> {
  const destroy = xml('destroy', { jid: venue }, xml('reason', {}, reason));
  await owner.wire.set(room, xml('query', { xmlns: NS_OWNER }, destroy));
}
