/**
 * A talk over a link that breaks, and what three who are not fooled have of it: a witness, straight at the server,
 * whose frames are read before the kit could leave a double out, the archive, and the talker's own view.
 */
import { expect } from 'chai';
import { Session, type Room, type SessionConfig } from '../../src/session/index.js';
import { readBody } from '../../src/session/protocol/message.js';
import { cleanUpAfterTest } from './clean-up.js';
import { startFaultProxy, type FaultProxy, type Rule } from './fault-proxy.js';
import { newRoom, person, type Account, type XmppServer } from './people.js';
import { onFailureTell, until } from './until.js';

/** A page of the archive. */
const ARCHIVED = 250;
/** ejabberd 23.01 may take 15 s to let go of a link that was cut under an answer; so long it resumes nothing. */
const PATIENCE_MS = 40_000;

export interface Witness {
  readonly session: Session;
  /** Bodies said live in a room, each as often as it came over the wire. */
  heard(room: string): string[];
}

/** What went over somebody's sockets, as that one's client saw it. */
export interface Frame {
  readonly direction: 'in' | 'out';
  readonly text: string;
}

/** A WebSocket class that keeps what goes through it. */
export function overhear(frames: Frame[]): NonNullable<SessionConfig['WebSocket']> {
  return class Overheard extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => frames.push({ direction: 'in', text: String(data) }));
    }

    override send(data: string): void {
      frames.push({ direction: 'out', text: data });
      super.send(data);
    }
  };
}

/** Bodies said live in a room, each as often as it came. */
export function bodiesIn(frames: readonly Frame[], room: string): string[] {
  return frames
    .filter(({ direction, text }) => direction === 'in' && /^<message\b/.test(text))
    .filter(({ text }) => text.includes(`${room}/`) && !text.includes('urn:xmpp:mam:2'))
    .map(({ text }) => /<body>([^<]*)</.exec(text)?.[1] ?? '')
    .filter(Boolean);
}

/** Somebody whose link never breaks. */
export async function witness(server: XmppServer): Promise<Witness> {
  const frames: Frame[] = [];
  const session = await person(server, 'guest', { WebSocket: overhear(frames) });
  return { session, heard: (room) => bodiesIn(frames, room) };
}

/** Somebody whose link can be broken, not connected yet. */
export async function talker(
  server: XmppServer,
  who: Account | 'guest',
  rules: readonly Rule[] = [],
  config: SessionConfig = {},
): Promise<{ readonly session: Session; readonly link: FaultProxy }> {
  const link = await startFaultProxy(server.ws);
  link.rules.push(...rules);
  const session = new Session({
    service: link.url,
    domain: who === 'guest' ? server.guestDomain : server.domain,
    credentials: who === 'guest' ? undefined : who,
    ...config,
  });
  cleanUpAfterTest(async () => {
    await session.disconnect();
    await link.stop();
  });
  return { session, link };
}

/** Tells of a talk's link and session, should a condition of the running test never come true. */
export function tellOnFailure({
  session,
  link,
}: {
  readonly session: Session;
  readonly link: FaultProxy;
}): void {
  cleanUpAfterTest(onFailureTell(() => `${describe(session)}\n${link.log()}`));
}

export const describe = (session: Session, room?: Room): string =>
  [
    `session ${session.state} ${String(session.error ?? '')}`,
    room &&
      `room ${JSON.stringify(room.status)}, history ${room.history}, as ${room.nick}: ${view(room).join(' | ')}`,
  ].join('\n');

/** What the talker sees: bodies, own ones that are not `sent` with their state. */
export function view(room: Room): string[] {
  return room.messages.flatMap((row) => {
    if (row.kind === 'gap') return ['…'];
    if (row.kind !== 'message') return [];
    return row.own && row.state !== 'sent' ? [`${row.body} (${row.state})`] : [row.body];
  });
}

/** In pages. */
export async function archiveOf({ session }: Witness, room: string): Promise<string[]> {
  const bodies: string[] = [];
  for (let before: string | undefined = ''; before !== undefined;) {
    const page = await session.archive.query(room, { before, max: ARCHIVED });
    bodies.unshift(...page.items.map(({ message }) => readBody(message)?.body ?? ''));
    before = page.complete ? undefined : page.first;
  }
  return bodies.filter(Boolean);
}

/** Everybody has each of `said` once, what one person said in order, and all the same. */
export async function expectSame(
  room: Room,
  by: Witness,
  said: readonly (readonly string[])[],
): Promise<void> {
  const archived = await archiveOf(by, room.jid);
  expect(by.heard(room.jid), 'heard').to.have.members(said.flat());
  expect(archived, 'archived').to.deep.equal(by.heard(room.jid));
  expect(view(room), "the talker's view").to.deep.equal(archived);
  for (const line of said) expect(archived.filter((body) => line.includes(body))).to.deep.equal(line);
}

export interface Talk {
  readonly server: XmppServer;
  readonly by: Witness;
  readonly who: Account | 'guest';
  readonly rules?: readonly Rule[];
}

/**
 * Logs in, enters, and both say numbered things in turn, while whatever `rules` say goes wrong.
 * @returns The link, which tells what went over it.
 */
export async function talk({ server, by, who, rules }: Talk): Promise<FaultProxy> {
  const address = newRoom(server, 'talk');
  const hall = by.session.rooms.join(address, { nick: 'witness' });
  await hall.joined;
  const frames: Frame[] = [];
  const { session, link } = await talker(server, who, rules, { WebSocket: overhear(frames) });
  const room = session.rooms.join(address, { nick: 'ann' });
  const sees = (body: string) =>
    until(() => view(room).includes(body), `${body} seen by the talker`, PATIENCE_MS);
  try {
    room.send('ann 1');
    await sees('ann 1');
    hall.send('witness 1');
    await sees('witness 1');
    room.send('ann 2');
    room.send('ann 3');
    hall.send('witness 2');
    for (const body of ['ann 2', 'ann 3', 'witness 2']) await sees(body);
    room.send('ann 4');
    await sees('ann 4');
    // What comes after this has come after all doubles.
    hall.send('witness 3');
    await sees('witness 3');
    await until(() => by.heard(address).includes('witness 3'), 'heard by the witness');
    await until(
      () => session.state === 'online' && room.status.state === 'joined',
      'back inside',
      PATIENCE_MS,
    );
    const inside = () => [...hall.occupants.keys()].filter((nick) => nick !== 'witness').join(' ');
    // Where a ghost outlives its link we are in beside it (SM-7); Prosody leaves none.
    const ghosts = server.name === 'ejabberd' && who === 'guest' ? ['ann ann_'] : [];
    await until(() => ['ann', ...ghosts].includes(inside()), 'in as before', PATIENCE_MS);
    expect(inside().split(' ')).to.include(room.nick);
    const live = bodiesIn(frames, address);
    expect(live, 'heard by the talker').to.have.length(new Set(live).size);
    await expectSame(room, by, [
      ['ann 1', 'ann 2', 'ann 3', 'ann 4'],
      ['witness 1', 'witness 2', 'witness 3'],
    ]);
  } catch (error) {
    const story = `${String(error)}\n${describe(session, room)}\n${link.log()}`;
    throw new Error(story, { cause: error });
  } finally {
    await session.disconnect();
    await hall.leave();
  }
  return link;
}
