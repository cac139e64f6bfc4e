/** Two people talk over links on which anything may happen, as the seed says (security.md §10). */
import { expect } from 'chai';
import type { Room } from '../../src/session/index.js';
import {
  seededRandom,
  seededSchedule,
  type Fault,
  type FaultProxy,
  type Rule,
} from '../support/fault-proxy.js';
import { newAccount, newRoom, serverUnderTest, until } from '../support/people.js';
import { configureRoom } from '../support/room-config.js';
import {
  bodiesIn,
  describe as tell,
  expectSame,
  overhear,
  talker,
  view,
  witness,
  type Frame,
  type Witness,
} from '../support/talk.js';

/** A long run: SCHEDULES='200' for the first so many, SCHEDULES='101-200' for those. */
const [FIRST = 1, LAST = FIRST] = (([from, to]) => (to ? [from, to] : [1, from]))(
  (process.env.SCHEDULES ?? '20').split('-').map(Number),
);
/** Others: FAULT_SEEDS='17 4711'. */
const SEEDS =
  process.env.FAULT_SEEDS?.split(' ').map(Number) ??
  Array.from({ length: LAST - FIRST + 1 }, (_, at) => FIRST + at);
/** Said by each of the two; in a long run the faults are as many times further apart. */
const MESSAGES = process.env.SCHEDULES ? 150 : 50;
/** Talks at once. */
const ABREAST = 10;
/** Messages on their way at most. */
const WINDOW = 8;
const PATIENCE_MS = 100_000;

describe('two people on links that break at random', function () {
  this.timeout(240_000);

  for (let at = 0; at < SEEDS.length; at += ABREAST) {
    const seeds = SEEDS.slice(at, at + ABREAST);
    const title = 'SM-2, SM-4, SM-7, MUC-33, MAM-3: lose, double and reorder nothing, and count right';
    it(`${title} (seeds ${seeds[0]} to ${seeds.at(-1)})`, async () => {
      const server = await serverUnderTest();
      const by = await witness(server);
      const account = await newAccount(server, 'ann');
      const failures: string[] = [];
      const run = (seed: number) =>
        converse(seed, by, account).catch((error: unknown) =>
          failures.push(`seed ${seed}: ${String(error)}`),
        );
      await Promise.all(seeds.map(run));
      if (failures.length > 0) throw new Error(failures.join('\n\n'));
    });
  }
});

async function converse(seed: number, by: Witness, account: Awaited<ReturnType<typeof newAccount>>) {
  const server = await serverUnderTest();
  const address = newRoom(server, `seed${seed}`);
  const hall = by.session.rooms.join(address, { nick: 'witness' });
  await hall.joined;
  await configureRoom(by.session, address, { persistentroom: true });
  const names = ['ann', 'bob'];
  const people = await Promise.all(
    names.map(async (name, at) => {
      const frames: Frame[] = [];
      const who = (seed + at) % 2 ? account : 'guest';
      const { session, link } = await talker(server, who, [], { WebSocket: overhear(frames) });
      const spread = (30 * MESSAGES) / 50;
      link.follow(seededSchedule(2 * seed + at, { kinds: ['cut', 'cut', 'cut', 'delay'], spread }));
      if (at === 0 && seed % 4 === 0)
        link.rules.push({ direction: 'up', phase: 'send', nth: 30, fault: { kind: 'stall' } });
      link.rules.push(...seldom(seededRandom(seed * 100 + 50 + at)));
      return { name, session, link, frames, room: session.rooms.join(address, { nick: name }) };
    }),
  );
  const said = people.map(({ name }) => Array.from({ length: MESSAGES }, (_, at) => `${name} ${at + 1}`));
  try {
    await Promise.all(
      people.map(async ({ room }, at) => {
        const random = seededRandom(seed * 100 + at);
        const own = new Set(said[at]);
        const renamed = Math.floor(random() * 2 * MESSAGES); // so every other one is not
        for (const [sent, body] of said[at]!.entries()) {
          const inFlight = Math.floor(random() * WINDOW);
          await until(
            () => view(room).filter((each) => own.has(each)).length >= sent - inFlight,
            body,
            PATIENCE_MS,
          );
          if (sent === renamed) room.setNick(`${names[at]} the second`).catch(() => undefined);
          room.send(body);
        }
      }),
    );
    const all = said.flat();
    for (const { room, name } of people) await until(() => hasAll(room, all), `${name} has all`, PATIENCE_MS);
    await until(() => by.heard(address).length >= all.length, 'the witness has all', PATIENCE_MS);
    for (const { room } of people) await expectSame(room, by, said);
    for (const { frames, name } of people) {
      const live = bodiesIn(frames, address);
      expect(live, `live at ${name}`).to.have.length(new Set(live).size);
      expectRightCounts(frames, name);
    }
  } catch (error) {
    const story = people.map(({ session, room, link }) => `${tell(session, room)}\n${log(link)}`);
    throw new Error(`${String(error)}\n${story.join('\n')}`, { cause: error });
  } finally {
    await Promise.all(people.map(({ session }) => session.disconnect()));
    await hall.leave();
  }
}

/** Cuts where a schedule seldom strikes: while pages of the archive come, and on entering, again or for the first time. */
function seldom(random: () => number): Rule[] {
  const upTo = (max: number) => Math.floor(random() * max);
  return [
    { direction: 'down', phase: 'archive', nth: 1 + upTo(120), fault: cut(random) },
    { direction: upTo(2) ? 'up' : 'down', phase: 'join', nth: 1 + upTo(8), fault: cut(random) },
  ];
}

const cut = (random: () => number): Fault => ({ kind: 'cut', frame: random() < 0.5 ? 'forwarded' : 'lost' });

/** Looks further back, too, and into gaps, and tries again, as a reader would. */
function hasAll(room: Room, bodies: readonly string[]): boolean {
  if (room.history === 'more' || room.history === 'failed') void room.loadEarlier();
  for (const row of room.messages) if (row.kind === 'gap') void room.loadGap(row.key);
  const seen = new Set(view(room));
  return bodies.every((body) => seen.has(body));
}

/**
 * Whatever `h` a client told was what it had got when it was asked, or resumed; the server never told an impossible one.
 */
function expectRightCounts(frames: readonly Frame[], name: string): void {
  let [got, sent] = [0, 0];
  let counting = false;
  /** What had come before each request that is not answered yet; more may have come when it is. */
  let asked: number[] = [];
  for (const [at, { direction, text }] of frames.entries()) {
    const story = `${name}:\n${excerpt(frames, at)}`;
    expect(text, `a stream error at ${story}`).to.not.match(/^<(stream:)?error\b/);
    const h = Number(/\bh=['"](\d+)['"]/.exec(text)?.[1]);
    const tag = `${direction} ${/^<(\w+)/.exec(text)?.[1]}`;
    if (tag === 'out open') [counting, asked] = [false, []];
    else if (tag === 'out enable') sent = 0;
    else if (tag === 'in enabled') [got, counting] = [0, true];
    else if (tag === 'in resumed') [sent, counting] = [h, true];
    else if (tag === 'in r') asked.push(got);
    else if (/^in (message|presence|iq)$/.test(tag) && counting) got++;
    else if (/^out (message|presence|iq)$/.test(tag)) sent++;
    else if (tag === 'in a') expect(h, `told to ${story}`).to.be.at.most(sent);
    else if (tag === 'out resume') expect(h, `told by ${story}`).to.equal(got);
    else if (tag === 'out a') expect(h, `told by ${story}`).to.be.within(asked.shift() ?? got, got);
  }
}

/** The frames before, and that one. */
function excerpt(frames: readonly Frame[], at: number): string {
  const shown = frames.slice(Math.max(0, at - 30), at + 1);
  return shown.map(({ direction, text }) => `${direction} ${text.slice(0, 150)}`).join('\n');
}

/** How its sessions began and went on, and what came last. */
function log(link: FaultProxy): string {
  const landmarks = link.frames
    .filter(({ text }) =>
      /^<(resume|resumed|failed|enabled)\b|^<presence [^>]*\bto=|<fin\b|<after>/.test(text),
    )
    .map(({ direction, text }) => `${direction} ${text.slice(0, 400)}`);
  return [...landmarks.slice(-60), '--', ...link.log().split('\n').slice(-80)].join('\n');
}
