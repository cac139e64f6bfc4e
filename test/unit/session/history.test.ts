import { expect } from 'chai';
import type { Archive, ArchivePage, ArchiveQuery } from '../../../src/session/archive.js';
import { ConnectionError, StanzaError } from '../../../src/session/errors.js';
import { History } from '../../../src/session/history.js';
import type { ChatMessage, Row } from '../../../src/session/message.js';
import { Timeline } from '../../../src/session/timeline.js';
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

/** A room whose archive holds `ids`, and answers so many queries before the link is gone. */
function room(ids: readonly string[]) {
  const timeline = new Timeline();
  const online = { queries: Infinity, refuses: false };
  const asked: ArchiveQuery[] = [];
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
    changed: () => undefined,
  });
  const rows = () => timeline.rows.map((row) => (row.kind === 'gap' ? '…' : row.key));
  const fillGaps = async () => {
    for (let gap; (gap = timeline.rows.find(isOpenGap));) await history.loadGap(gap.key);
  };
  return { timeline, history, online, rows, asked, fillGaps };
}

const isOpenGap = (row: Row) => row.kind === 'gap' && row.state !== 'unavailable';

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

  it('MAM-3: goes on from a first page that comes when another session has begun', async () => {
    const { timeline, history, rows } = room(ids(1, 30));
    const late = history.catchUp();
    timeline.append(said('m20')); // live
    history.startOver();
    await late;
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

  it('MAM-3: a first page that was asked for before another session began does not reach into it', async () => {
    const archive = ids(1, 30);
    const { timeline, history, rows } = room(archive);
    history.askAhead();
    const late = history.catchUp();
    timeline.append(said('m20')); // live
    history.startOver();
    archive.push(...ids(31, 45));
    timeline.append(said('m45')); // live
    await late;
    expect(rows()).to.deep.equal([...ids(1, 30), 'm45']);
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal(ids(1, 45));
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
