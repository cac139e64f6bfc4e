/** The connection cut after each frame of logging in and talking with one person in turn (security.md §10). */
import { expect } from 'chai';
import type { Chat } from '../../src/session/chat.js';
import type { Session } from '../../src/session/index.js';
import { bareOf } from '../support/inside.js';
import type { Direction, FaultProxy, Rule } from '../support/fault-proxy.js';
import {
  newAccount,
  person,
  serverUnderTest,
  until,
  type Account,
  type XmppServer,
} from '../support/people.js';
import { describe as tell, talker } from '../support/talk.js';

/** As many talks at once: more only wait for each other. */
const ABREAST = 8;
/** Frames that are not in every run, such as acknowledgements that are asked for by the clock. */
const SPARE = 6;
const PATIENCE_MS = 40_000;

/** What stands there: bodies, the state of own ones that have not gone out, and whether something is missing. */
const lines = (chat: Chat) =>
  chat.messages.flatMap((row) => {
    if (row.kind === 'gap') return ['…'];
    if (row.kind !== 'message') return [];
    const settled = !row.own || row.state === 'sent' || row.state === 'delivered';
    return [settled ? row.body : `${row.body} (${row.state})`];
  });

/** Ann's link breaks; both say numbered things in turn, and Ann corrects one. @returns The link. */
async function talk(
  server: XmppServer,
  who: Account,
  bob: Session,
  rules: readonly Rule[] = [],
): Promise<FaultProxy> {
  const { session, link } = await talker(server, who, rules);
  const address = `${who.username}@${server.domain}`;
  const { chats: theirs } = await bob.people;
  const chat = (await session.people).chats.open(bareOf(bob));
  const other = theirs.open(address);
  const both = async (body: string) => {
    await until(() => lines(chat).includes(body), `${body} seen by Ann`, PATIENCE_MS);
    await until(() => lines(other).includes(body), `${body} seen by Bob`, PATIENCE_MS);
  };
  try {
    session.connect().catch(() => undefined); // it is tried again
    chat.send('ann 1');
    await both('ann 1');
    other.send('bob 1');
    await both('bob 1');
    const { key } = chat.send('ann 2');
    await both('ann 2');
    chat.correct(key, 'ann two');
    await both('ann two');
    chat.send('ann 3');
    await both('ann 3');
    // What comes after this has come after all doubles.
    other.send('bob 2');
    await both('bob 2');
    await until(() => session.state === 'online', 'back', PATIENCE_MS);
    const expected = ['ann 1', 'bob 1', 'ann two', 'ann 3', 'bob 2'];
    expect(lines(chat), 'Ann sees').to.deep.equal(expected);
    expect(lines(other), 'Bob sees').to.deep.equal(expected);
  } catch (error) {
    const story = `${String(error)}\nAnn: ${lines(chat).join(' | ')}\nBob: ${lines(other).join(' | ')}`;
    throw new Error(`${story}\n${tell(session)}\n${link.log()}`, { cause: error });
  } finally {
    await session.disconnect();
    theirs.close(address);
  }
  return link;
}

interface Point {
  readonly rule: Rule;
  readonly name: string;
}

function pointsOf({ frames }: FaultProxy, frame: 'forwarded' | 'lost'): Point[] {
  return (['up', 'down'] as const).flatMap((direction: Direction) => {
    const { length } = frames.filter((each) => each.direction === direction);
    return Array.from({ length }, (_, at) => ({
      rule: { direction, nth: at + 1, fault: { kind: 'cut', frame } } as const,
      name: `${direction} ${at + 1}`,
    }));
  });
}

describe('a chat whose connection is cut after each frame', function () {
  this.timeout(240_000);

  for (const frame of ['forwarded', 'lost'] as const)
    it(`SM-4, MAM-3, LMC-1: both end with the same, in the same order (frame ${frame})`, async () => {
      const server = await serverUnderTest();
      const bob = await person(server, await newAccount(server, 'bob'));
      const clean = await talk(server, await newAccount(server, 'ann'), bob);
      const points = pointsOf(clean, frame);
      expect(points.length).to.be.greaterThan(30);
      const failures: string[] = [];
      let struck = 0;
      const work = async () => {
        for (let point = points.shift(); point; point = points.shift()) {
          try {
            // an account of its own for each: an archive that starts empty
            const link = await talk(server, await newAccount(server, 'ann'), bob, [point.rule]);
            if (link.rules.length === 0) struck++;
          } catch (error) {
            failures.push(`cut at ${point.name}: ${String(error)}`);
          }
        }
      };
      const all = points.length;
      await Promise.all(Array.from({ length: ABREAST }, work));
      if (failures.length > 0) throw new Error(failures.join('\n\n'));
      expect(struck).to.be.at.least(all - SPARE);
    });
});
