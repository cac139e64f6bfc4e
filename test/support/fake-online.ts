/** A session on a {@link FakeServer}, over its real connection; both end with the test. */
import { Session, type SessionConfig } from '../../src/session/index.js';
import { cleanUpAfterTest } from './clean-up.js';
import type { Room } from '../../src/session/room.js';
import type { RoomOptions } from './fake-muc.js';
import { FakeServer, type FakeServerOptions } from './fake-server.js';

export const ME = { username: 'me', password: 'secret' };
export const ROOM = 'lab@rooms.kit.example';

/** The account `me`, whose resource is `web1`, not yet connected. */
export function account(
  options: Partial<FakeServerOptions> = {},
  config: SessionConfig = {},
): { server: FakeServer; session: Session } {
  const server = new FakeServer({ credentials: { [ME.username]: ME.password }, ...options });
  const session = new Session({
    service: 'ws://127.0.0.1:1/',
    domain: server.domain,
    credentials: ME,
    resource: 'web1',
    WebSocket: server.WebSocket,
    ...config,
  });
  cleanUpAfterTest(async () => {
    server.stop();
    await session.disconnect();
  });
  return { server, session };
}

/** The same, online and with all said that is said at first. */
export async function accountOnline(options?: Partial<FakeServerOptions>, config?: SessionConfig) {
  const { server, session } = account(options, config);
  await session.connect();
  await server.exchange();
  return { server, session };
}

/** The same, in ROOM as `me`. @param entered Called as soon as the room is asked for. */
export async function accountInRoom(
  options?: Partial<FakeServerOptions>,
  config?: SessionConfig,
  roomOptions?: RoomOptions,
  entered?: (room: Room) => void,
) {
  const { server, session } = await accountOnline(options, config);
  const theirs = server.room(ROOM, { occupants: { ann: {}, eve: {} }, ...roomOptions });
  const room = session.rooms.join(ROOM, { nick: 'me' });
  entered?.(room);
  await inside(room);
  await server.exchange();
  return { server, session, room, theirs };
}

/** Settles once we are in and the newest page of history is there. */
export async function inside(room: Room): Promise<void> {
  await room.joined;
  // in a browser the archive is asked only once the tab is known to be ours
  while (room.history === 'unknown' || room.history === 'loading') await changed(room);
}

/** The next time that `store` tells of a change. */
export const changed = (store: EventTarget) =>
  new Promise((resolve) => store.addEventListener('change', resolve, { once: true }));

/** Settles once the session is in that state. */
export async function reaches(session: Session, state: Session['state']): Promise<void> {
  while (session.state !== state) {
    await new Promise((resolve) => session.addEventListener('state', resolve, { once: true }));
  }
}
