/** A fake room that keeps a vCard with a picture. */
import { encodeBase64 } from '../../src/session/base64.js';
import { avatarOf, type RoomAvatar } from '../../src/session/room-avatar.js';
import type { RoomOwner } from '../../src/session/room-owner.js';
import { parseFrame, type Element } from '../../src/session/xml.js';
import { asRoom, FakeSession, type FakeRoom } from './fake-room.js';

/** @returns What was saved, oldest first. */
export async function keepsPicture(room: FakeRoom, picture?: Blob): Promise<{ readonly saved: string[] }> {
  const session = new FakeSession(room);
  session.set({ state: 'online' });
  const saved: string[] = [];
  const photo = (base64: string) =>
    `<vCard xmlns='vcard-temp'><PHOTO><BINVAL>${base64}</BINVAL></PHOTO></vCard>`;
  let vcard = picture && photo(encodeBase64(new Uint8Array(await picture.arrayBuffer())));
  Object.assign(session, {
    disco: { info: () => Promise.resolve({ identities: [], features: new Set(), forms: [] }) },
  });
  Object.assign(session.wire, {
    get: () => Promise.resolve(vcard === undefined ? undefined : parseFrame(vcard)),
    set: (_: string, payload: Element) => {
      vcard = String(payload);
      saved.push(vcard);
      return Promise.resolve();
    },
  });
  Object.assign(room, { session });
  const owner: Pick<RoomOwner, 'picture'> = {
    picture: (): Promise<RoomAvatar> => Promise.resolve(avatarOf(asRoom(room))),
  };
  Object.assign(room.owner, owner);
  return { saved };
}
