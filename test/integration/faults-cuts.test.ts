/** The connection cut after each frame of logging in, joining and talking in turn (security.md §10). */
import { expect } from 'chai';
import type { Direction, Rule } from '../support/fault-proxy.js';
import { newAccount, online, serverUnderTest, until, type Account } from '../support/people.js';
import { talk, talker, witness, type Witness } from '../support/talk.js';

/** As many talks at once: more only wait for each other. */
const ABREAST = 16;
/** Frames that are not in every run, such as acknowledgements that are asked for by the clock. */
const SPARE = 6;
const NOTICED_MS = 2_000;

interface Point {
  readonly rule: Rule;
  readonly name: string;
}

describe('a connection cut after each frame', () => {
  for (const kind of ['account', 'guest'] as const)
    for (const frame of ['forwarded', 'lost'] as const) {
      const rows = kind === 'account' ? 'SM-4, CORE-20, MUC-33' : 'SM-7, WS-11, MUC-33';
      it(`${rows}: loses and doubles nothing (${kind}, frame ${frame})`, async () => {
        const server = await serverUnderTest();
        const who = kind === 'guest' ? kind : await newAccount(server, 'ann');
        const by = await witness(server);
        const clean = await talk({ server, by, who });
        const points = (['up', 'down'] as const).flatMap((direction) => {
          const { length } = clean.frames.filter((each) => each.direction === direction);
          return Array.from({ length }, (_, at): Point => pointAt(direction, at + 1, frame));
        });
        expect(points.length).to.be.greaterThan(30);
        const { failures, struck } = await runAll(points, who, by);
        if (failures.length > 0) throw new Error(failures.join('\n\n'));
        expect(struck).to.be.at.least(points.length - SPARE);
      });
    }
});

describe('a link cut while a stream opens', () => {
  for (const nth of [1, 2])
    it(`CORE-20: is noticed at once, not when the answer is overdue (stream ${nth})`, async () => {
      const server = await serverUnderTest();
      const rule: Rule = { direction: 'up', phase: 'open', nth, fault: { kind: 'cut', frame: 'lost' } };
      const { session, link } = await talker(server, 'guest', [rule]);
      session.connect().catch(() => undefined);
      await until(() => link.rules.length === 0, 'cut');
      await until(() => session.state === 'reconnecting', 'noticed', NOTICED_MS);
      await online(session);
    });
});

function pointAt(direction: Direction, nth: number, frame: 'forwarded' | 'lost'): Point {
  return { rule: { direction, nth, fault: { kind: 'cut', frame } }, name: `${direction} ${nth}` };
}

async function runAll(points: readonly Point[], who: Account | 'guest', by: Witness) {
  const server = await serverUnderTest();
  const waiting = [...points];
  const failures: string[] = [];
  let struck = 0;
  const work = async () => {
    for (let point = waiting.shift(); point; point = waiting.shift()) {
      const { rule, name } = point;
      try {
        const link = await talk({ server, by, who, rules: [rule] });
        if (link.rules.length === 0) struck++;
      } catch (error) {
        failures.push(`cut at ${name}: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  return { failures, struck };
}
