/** Rooms that were set up by their owner: a session in Node, with an account. */
import type { Room, Session } from '../../../src/session/index.js';
import { xml } from '../../../src/session/xml.js';
import { newAccount, newRoom, person, type XmppServer } from '../../support/people.js';

const OWNER = 'http://jabber.org/protocol/muc#owner';
const ADMIN = 'http://jabber.org/protocol/muc#admin';
const CONFIG = 'http://jabber.org/protocol/muc#roomconfig';

export interface OwnedRoom {
  readonly address: string;
  readonly session: Session;
  readonly room: Room;
  /** By `muc#roomconfig_` names, the prefix left out. */
  configure(settings: Record<string, string>): Promise<unknown>;
  /** XEP-0045 §9 and §10. `who` is a bare JID or a host. */
  affiliate(who: string, affiliation: 'outcast' | 'none' | 'member'): Promise<unknown>;
  kick(nick: string, reason: string): Promise<unknown>;
  /** XEP-0045 §10.9. */
  destroy(reason: string, address?: string): Promise<unknown>;
}

/** A room whose owner is in it as `nick`. */
export async function ownedRoom(server: XmppServer, nick = 'owner'): Promise<OwnedRoom> {
  const session = await person(server, await newAccount(server, 'owner'));
  const address = newRoom(server);
  const room = session.rooms.join(address, { nick });
  await room.joined;
  const admin = (attributes: object, reason?: string) =>
    session.wire.set(
      address,
      xml('query', { xmlns: ADMIN }, xml('item', { ...attributes }, reason ? xml('reason', {}, reason) : '')),
    );
  return {
    address,
    session,
    room,
    configure: (settings) => {
      const field = ([name, value]: [string, string]) =>
        xml('field', { var: `muc#roomconfig_${name}` }, xml('value', {}, value));
      const fields = [
        xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, CONFIG)),
        ...Object.entries(settings).map(field),
      ];
      const form = xml('x', { xmlns: 'jabber:x:data', type: 'submit' }, ...fields);
      return session.wire.set(address, xml('query', { xmlns: OWNER }, form));
    },
    affiliate: (jid, affiliation) => admin({ jid, affiliation }),
    kick: (kicked, reason) => admin({ nick: kicked, role: 'none' }, reason),
    destroy: (reason, to) =>
      session.wire.set(
        address,
        xml('query', { xmlns: OWNER }, xml('destroy', { jid: to }, xml('reason', {}, reason))),
      ),
  };
}
