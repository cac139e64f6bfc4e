/** People in rooms, and what they see there. */
import type { ChatMessage, Room, RoomEvent, RoomStatus, Row, Session } from '../../src/session/index.js';
import type { SessionConfig } from '../../src/session/index.js';
import { newRoom, person, until, type Account, type XmppServer } from './people.js';

/** Somebody who is in a room. */
export interface Inside {
  readonly session: Session;
  readonly room: Room;
}

export interface EnterOptions {
  readonly who?: Account | 'guest';
  readonly password?: string;
  readonly config?: SessionConfig;
}

/** A new person, inside and with the past loaded. The first one in a new room owns it. */
export async function enter(
  server: XmppServer,
  address: string,
  nick: string,
  { who = 'guest', password, config }: EnterOptions = {},
): Promise<Inside> {
  const session = await person(server, who, config);
  const room = session.rooms.join(address, { nick, password });
  await room.joined;
  await settled(room);
  return { session, room };
}

/** Two people in a new room; ann owns it. */
export async function annAndBob(server: XmppServer): Promise<{ ann: Inside; bob: Inside; address: string }> {
  const address = newRoom(server);
  const ann = await enter(server, address, 'ann');
  const bob = await enter(server, address, 'bob');
  await until(() => ann.room.occupants.has('bob'), 'ann sees bob');
  return { ann, bob, address };
}

/** All that comes with entering has come. */
export function settled(room: Room): Promise<unknown> {
  return until(() => !['unknown', 'loading'].includes(room.history) && room.info, `history of ${room.jid}`);
}

/** The status once its state is that one. */
export function status<State extends RoomStatus['state']>(
  room: Room,
  state: State,
  ms?: number,
): Promise<Extract<RoomStatus, { state: State }>> {
  const isIt = (now: RoomStatus): now is Extract<RoomStatus, { state: State }> => now.state === state;
  return until(
    () => (isIt(room.status) ? room.status : undefined),
    `${room.jid} is ${state} (as of now ${JSON.stringify(room.status)})`,
    ms,
  );
}

export const isMessage = (row: Row): row is ChatMessage => row.kind === 'message';

export const messages = (room: Room): readonly ChatMessage[] => room.messages.filter(isMessage);

export const bodies = (room: Room): readonly string[] => messages(room).map(({ body }) => body);

/** The message with these words, once it is there. */
export function heard(room: Room, body: string, ms?: number): Promise<ChatMessage> {
  return until(() => messages(room).find((message) => message.body === body), `“${body}” is heard`, ms);
}

/** An own message with these words that the room has sent back. */
export function echoed(room: Room, body: string): Promise<ChatMessage> {
  return until(
    () => messages(room).find((message) => message.body === body && message.state === 'sent'),
    `“${body}” is sent`,
  );
}

export type Happening = RoomEvent['event'];

/** All but who came and who went, which is {@link comings}. */
export const happenings = (room: Room): readonly Happening[] =>
  events(room).filter(({ type }) => type !== 'comings');

export const comings = (room: Room) => events(room).filter((event) => event.type === 'comings');

const events = (room: Room) => room.messages.flatMap((row) => (row.kind === 'event' ? [row.event] : []));

/** The first of that type, once it happened. */
export function happened<Type extends Happening['type']>(room: Room, type: Type): Promise<Happening> {
  return until(() => happenings(room).find((event) => event.type === type), `${type} happened`);
}

/** Bare JID of a session. */
export function bareOf({ jid = '' }: Session): string {
  return jid.split('/')[0] ?? '';
}
