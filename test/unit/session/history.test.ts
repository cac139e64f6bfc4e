import { expect } from 'chai';
import type { Archive, ArchivePage, ArchiveQuery } from '../../../src/session/archive.js';
import { ConnectionError, StanzaError } from '../../../src/session/errors.js';
import { History } from '../../../src/session/history.js';
import type { ChatMessage, Row } from '../../../src/session/message.js';
import { pastOf, type PastHost } from '../../../src/session/past.js';
import { Timeline } from '../../../src/session/timeline.js';
import { soon } from '../../support/soon.js';
import fc from '../../support/fast-check.js';
import { until } from '../../support/until.js';
import { parseFrame } from '../../../src/session/parse-frame.js';

const JID = 'lab@rooms.kit.example';
const forgotten = new StanzaError('item-not-found', 'cancel');

const said = (id: string): ChatMessage => ({
  kind: 'message',
  key: id,
  time: new Date(0),
  from: `${JID}/ann`,
  nick: 'ann',
  own: false,
  body: id,
  stanzaId: id,
  old: false,
  mention: false,
});

/** A room whose archive holds `ids`, and answers so many queries before the link is gone, each when it is let to. */
function room(ids: readonly string[]) {
  const timeline = new Timeline();
  const online = { queries: Infinity, refuses: false, waits: false, breaks: false };
  const asked: ArchiveQuery[] = [];
  /** What answers queries that wait, in the order they were asked in. */
  const waiting: ((error?: Error) => void)[] = [];
  const message = parseFrame('<message/>')!;
  const query = async (_: string, asking: ArchiveQuery): Promise<ArchivePage> => {
    asked.push(asking);
    const { before, after, max } = asking;
    if (online.refuses) throw new StanzaError('forbidden', 'auth');
    if (online.queries-- <= 0) throw new ConnectionError('closed', 'gone');
    if (after !== undefined && !ids.includes(after)) throw forgotten;
    const from = after === undefined ? 0 : ids.indexOf(after) + 1;
    const to = before ? ids.indexOf(before) : ids.length;
    const page = after === undefined ? ids.slice(Math.max(0, to - max), to) : ids.slice(from, from + max);
    const items = page.map((id) => ({ id, stamp: new Date(0), message }));
    if (online.waits)
      await new Promise<void>((resolve, reject) =>
        waiting.push((error) => (error ? reject(error) : resolve())),
      );
    return { items, complete: page.length === to - from, first: page[0], last: page.at(-1) };
  };
  const history = new History({
    archive: { query } as unknown as Archive,
    jid: JID,
    timeline,
    prepare: () => Promise.resolve(),
    read: ({ id }) => said(id),
    doubtMs: () => undefined,
    opened: () => undefined,
    missed: () => undefined,
    changed: () => {
      if (online.breaks) throw new Error('a fault of ours');
    },
  });
  const past = pastOf(history, { messages: timeline.rows } as unknown as PastHost);
  const rows = () => timeline.rows.map((row) => (row.kind === 'gap' ? '…' : row.key));
  const fillGaps = async () => {
    for (let gap; (gap = timeline.rows.find(isOpenGap));) await past.loadGap(gap.key);
  };
  /** Answers all that waits, and all that is asked then. */
  const answerAll = async () => {
    online.waits = false;
    for (const answer of waiting.splice(0)) answer();
    await history.loadEarlier();
  };
  return { timeline, history, past, online, rows, asked, waiting, fillGaps, answerAll };
}

const isOpenGap = (row: Row) => row.kind === 'gap' && row.state !== 'unavailable';

/** All that follows from an answer has happened. */
const settled = () => new Promise<void>((resolve) => soon(resolve)); // browsers have no setImmediate

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `m${from + at}`);

describe('the past of a conversation', () => {
  it('MAM-3: is in order where sessions ended after live messages and before the first page', async () => {
    const { timeline, history, online, rows } = room(ids(1, 150));
    online.queries = 0;
    for (const live of ['m20', 'm70', 'm120']) {
      expect(await history.catchUp()).to.equal(false);
      timeline.append(said(live));
      history.startOver();
    }
    online.queries = Infinity;
    timeline.append(said('m150'));
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal(ids(20, 150)); // what was seen stays
    while (history.state === 'more') await history.loadEarlier();
    expect(rows()).to.deep.equal(ids(1, 150));
  });

  it('MAM-3: is in order where the first page comes after the link was lost and resumed', async () => {
    const { timeline, history, rows } = room(ids(1, 30));
    const first = history.catchUp();
    timeline.append(said('m30')); // live
    expect(await first).to.equal(true);
    expect(rows()).to.deep.equal(ids(1, 30));
  });

  it('what waits goes on, whatever became of what was before it', async () => {
    const { history, online, rows } = room(ids(1, 30));
    online.breaks = true;
    const first = history.catchUp().catch((error: Error) => error.message);
    const second = history.catchUp().catch((error: Error) => error.message);
    expect(await first).to.equal('a fault of ours');
    online.breaks = false;
    await second;
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal(ids(1, 30));
  });

  it('MAM-2: is asked for along with the join, once, and shown when we are in', async () => {
    const { history, rows, asked } = room(ids(1, 30));
    history.askAhead();
    expect(rows()).to.deep.equal([]);
    await history.catchUp();
    expect(rows()).to.deep.equal(ids(1, 30));
    expect(asked).to.have.length(1);
  });

  it('MAM-2: is asked for anew by whoever was not let in at the first try: more may have been said', async () => {
    const archive = ids(1, 30);
    const { history, rows, asked } = room(archive);
    history.askAhead();
    archive.push('m31');
    history.askAhead();
    await history.catchUp();
    expect(rows()).to.deep.equal(ids(1, 31));
    expect(asked).to.have.length(2);
  });

  it('MAM-2: is asked for again once in, where those who are out are refused', async () => {
    const { history, rows, online } = room(ids(1, 30));
    online.refuses = true;
    history.askAhead();
    online.refuses = false;
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal(ids(1, 30));
  });

  it('MAM-2: of a room that was empty and had much said in it since, nothing is lost', async () => {
    const archive: string[] = [];
    const { history, rows, fillGaps } = room(archive);
    await history.catchUp();
    expect(history.state).to.equal('start');
    history.startOver();
    archive.push(...ids(1, 300));
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.include('m300');
    await fillGaps();
    while (history.state === 'more') await history.loadEarlier();
    expect(rows()).to.deep.equal(archive);
  });

  it('MAM-3: is in order where long absences follow each other and catching up breaks off', async () => {
    const archive = ids(1, 10);
    const { timeline, history, online, rows, fillGaps } = room(archive);
    await history.catchUp();
    for (const [end, queries] of [
      [400, 2],
      [800, 0],
      [1200, Infinity],
    ] as const) {
      history.startOver();
      archive.push(...ids(archive.length + 1, end));
      timeline.append(said(`m${end}`)); // live
      online.queries = queries;
      expect(await history.catchUp()).to.equal(queries === Infinity);
      expect(rows().filter((key) => key !== '…')).to.deep.equal(
        archive.filter((key) => rows().includes(key)),
      );
    }
    expect(rows()).to.include('…').and.not.include('m500');
    expect(rows().slice(-50)).to.deep.equal(ids(1151, 1200));
    await fillGaps();
    expect(rows()).to.deep.equal(ids(1, 1200));
  });

  it('MAM-3: a page that was asked for before another session began is asked for again in that', async () => {
    const archive = ids(1, 30);
    const { timeline, history, online, rows, asked, waiting } = room(archive);
    online.waits = true;
    history.askAhead();
    const late = history.catchUp();
    timeline.append(said('m20')); // live
    history.startOver();
    archive.push(...ids(31, 45));
    timeline.append(said('m45')); // live
    online.waits = false;
    waiting[0]?.();
    expect(await late).to.equal(true);
    expect(asked).to.have.length(2);
    expect(rows()).to.deep.equal(ids(1, 45));
  });

  it('MAM-3: a page that comes when another session has begun is left out', async () => {
    const archive = ids(1, 30);
    const { timeline, history, online, rows, waiting } = room(archive);
    online.waits = true;
    const late = history.catchUp();
    await until(() => waiting.length === 1, 'asked');
    timeline.append(said('m20')); // live
    history.startOver();
    archive.push(...ids(31, 45));
    timeline.append(said('m45')); // live
    waiting[0]?.();
    expect(await late).to.equal(false);
    expect(rows()).to.deep.equal(['m20', 'm45']);
    online.waits = false;
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal(ids(1, 45));
  });

  it('MAM-3: is asked one thing at a time: whoever catches up twice at once has each page once', async () => {
    const archive = ids(1, 30);
    const { timeline, history, online, rows, asked, waiting } = room(archive);
    await history.catchUp();
    history.startOver();
    archive.push(...ids(31, 60));
    timeline.append(said('m60')); // live
    online.waits = true;
    const both = Promise.all([history.catchUp(), history.catchUp()]);
    await until(() => waiting.length === 1, 'asked');
    online.waits = false;
    waiting[0]?.();
    expect(await both).to.deep.equal([true, true]);
    expect(asked.slice(1)).to.have.length(1);
    expect(rows()).to.deep.equal(ids(1, 60));
  });

  it('MAM-2: an earlier page that comes when rows have gone for new ones is asked for again, before what is first then', async () => {
    const archive = ids(1, 200);
    const { timeline, history, online, rows, asked, waiting } = room(archive);
    await history.catchUp();
    online.waits = true;
    const earlier = history.loadEarlier();
    await until(() => waiting.length === 1, 'asked');
    const again = history.loadEarlier();
    const caughtUp = history.catchUp();
    archive.push(...ids(201, 5_151));
    for (const id of archive.slice(200)) timeline.append(said(id)); // live, and the oldest go
    online.waits = false;
    waiting[0]?.();
    await Promise.all([earlier, again, caughtUp]);
    expect(asked.map(({ before }) => before)).to.deep.equal(['', 'm151', 'm251']);
    expect(rows()).to.deep.equal(ids(201, 5_151));
  });

  it('MAM-3: a gap that is looked into while it is filled is none, and one that failed can be tried again', async () => {
    const archive = ids(1, 10);
    const { timeline, history, online, rows, waiting, past } = room(archive);
    await history.catchUp();
    history.startOver();
    archive.push(...ids(11, 400));
    timeline.append(said('m400')); // live
    expect(await history.catchUp()).to.equal(true);
    const gap = timeline.rows.find(isOpenGap)!;
    online.waits = true;
    const loading = past.loadGap(gap.key);
    await past.loadGap(gap.key); // is being looked into
    await until(() => waiting.length === 1, 'asked');
    history.startOver();
    online.waits = false;
    waiting[0]?.();
    await loading;
    expect(timeline.find(gap.key)).to.include({ state: 'failed' });
    await Promise.all([history.catchUp(), past.loadGap(gap.key), past.loadGap(gap.key)]);
    while (timeline.find(gap.key)) await past.loadGap(gap.key);
    expect(rows()).to.deep.equal(archive);
  });

  it('MAM-3: is whole and in order whatever overlaps: absences, catching up, looking back, late answers and errors', async () => {
    type Step = readonly ['say' | 'away' | 'back' | 'earlier' | 'gap' | 'answer' | 'refuse' | 'lose', number];
    const step = fc.tuple(
      fc.constantFrom<Step[0]>('say', 'away', 'back', 'earlier', 'gap', 'answer', 'answer', 'refuse', 'lose'),
      fc.integer({ min: 1, max: 260 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const archive = ids(1, 120);
        const { timeline, history, online, rows, waiting, fillGaps, answerAll, past } = room(archive);
        const inOrder = () => {
          const shown = rows().filter((key) => key !== '…');
          expect(shown).to.deep.equal([...new Set(shown)]);
          expect(shown).to.deep.equal(archive.filter((id) => shown.includes(id)));
        };
        const say = (count: number) => archive.push(...ids(archive.length + 1, archive.length + count));
        online.waits = true;
        for (const [what, count] of steps) {
          if (what === 'say') {
            say(1);
            timeline.append(said(archive.at(-1)!));
          } else if (what === 'away') {
            history.startOver();
            say(count);
          } else if (what === 'back') void history.catchUp();
          else if (what === 'earlier') void history.loadEarlier();
          else if (what === 'gap') void past.loadGap(timeline.rows.find(isOpenGap)?.key ?? '');
          else
            waiting.shift()?.(
              what === 'answer'
                ? undefined
                : what === 'lose'
                  ? new ConnectionError('lost')
                  : new StanzaError('internal-server-error', 'wait'),
            );
          await settled();
          inOrder();
        }
        await answerAll();
        history.startOver();
        expect(await history.catchUp()).to.equal(true);
        await fillGaps();
        while (history.state === 'more') await history.loadEarlier();
        expect(rows()).to.deep.equal(archive);
      }),
      { numRuns: 300 },
    );
  });

  /** A session that is resumed after 150 messages were said, of which `came` came. */
  async function resumed(came: (id: string) => boolean, total = 200) {
    const archive = ids(1, 50);
    const made = room(archive);
    await made.history.catchUp();
    made.history.mayMiss();
    archive.push(...ids(51, total));
    for (const id of archive.slice(50)) if (came(id)) made.timeline.append(said(id));
    const asked = made.asked.length;
    expect(await made.history.catchUp()).to.equal(true);
    return { ...made, archive, queries: made.asked.length - asked };
  }

  it('MAM-3: what a server lost before it resumed is found, be it between messages that came', async () => {
    const lost = new Set([...ids(54, 120), ...ids(130, 190)]);
    const { rows, archive, queries } = await resumed((id) => !lost.has(id));
    expect(rows()).to.deep.equal(archive);
    expect(queries).to.equal(3);
  });

  it('MAM-3: a page that was asked for before the link went, and comes on the resumed one, is not the last', async () => {
    const archive = ids(1, 3);
    const { history, online, rows, waiting } = room(archive);
    online.waits = true;
    let done = history.catchUp();
    for (const last of [10, 20]) {
      await until(() => waiting.length === 1, 'asked');
      history.mayMiss();
      archive.push(...ids(archive.length + 1, last)); // all lost
      waiting.shift()?.();
      await until(() => waiting.length === 1, 'asked again');
      waiting.shift()?.();
      expect(await done).to.equal(true);
      expect(rows()).to.deep.equal(archive);
      history.mayMiss();
      done = history.catchUp();
    }
    await until(() => waiting.length === 1, 'asked');
    waiting.shift()?.();
    await done;
  });

  it('MAM-3: a server that lost nothing of very much is trusted after four pages', async () => {
    const { rows, archive, queries } = await resumed(() => true, 600);
    expect(rows()).to.deep.equal(archive);
    expect(queries).to.equal(4);
  });

  it('MAM-3: what a server lost is found by whoever tries again, where the archive failed first', async () => {
    const lost = new Set([...ids(54, 120), ...ids(180, 190)]);
    const archive = ids(1, 50);
    const { timeline, history, online, rows, fillGaps } = room(archive);
    await history.catchUp();
    history.mayMiss();
    archive.push(...ids(51, 200));
    for (const id of archive.slice(50)) if (!lost.has(id)) timeline.append(said(id));
    online.refuses = true;
    await history.catchUp();
    expect(rows()[50]).to.equal('…');
    online.refuses = false;
    await fillGaps();
    expect(rows()).to.deep.equal(archive);
  });

  it('MAM-3: a server that lost very much leaves a gap that shows', async () => {
    const { rows, archive, fillGaps } = await resumed((id) => id === 'm51' || id === 'm600', 600);
    expect(rows()).to.deep.equal([...ids(1, 250), '…', ...ids(551, 600)]);
    await fillGaps();
    expect(rows()).to.deep.equal(archive);
  });

  it('MAM-3: what was heard before the first page stays, and a long absence behind it shows', async () => {
    const archive = ids(1, 3);
    const { timeline, history, online, rows, fillGaps } = room(archive);
    online.queries = 0;
    timeline.append(said('m3')); // live
    await history.catchUp();
    history.startOver();
    archive.push(...ids(4, 600));
    online.queries = Infinity;
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal([...ids(3, 203), '…', ...ids(551, 600)]);
    await fillGaps();
    await history.loadEarlier();
    expect(rows()).to.deep.equal(ids(1, 600));
    expect(history.state).to.equal('start');
  });

  it('is fetched, with all that was missed, by whoever tries again after it failed', async () => {
    const archive = ids(1, 3);
    const { timeline, history, online, rows } = room(archive);
    online.refuses = true;
    timeline.append(said('m3')); // live
    await history.catchUp();
    history.startOver();
    archive.push(...ids(4, 120));
    timeline.append(said('m120')); // live
    await history.catchUp();
    expect(history.state).to.equal('failed');
    online.refuses = false;
    await history.loadEarlier();
    expect(rows()).to.deep.equal(ids(3, 120));
  });

  it('MAM-2: where the archive forgot how far we were, it is asked for what came before the rest', async () => {
    const archive = ids(1, 30);
    const { timeline, history, rows } = room(archive);
    await history.catchUp();
    history.startOver();
    archive.push(...ids(31, 500));
    timeline.append(said('m500')); // live
    archive.splice(0, 200);
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal([...ids(1, 30), '…', ...ids(300, 500)]);
  });
});
