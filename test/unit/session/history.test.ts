import { expect } from 'chai';
import type { Archive, ArchivePage, ArchiveQuery } from '../../../src/session/archive.js';
import { ConnectionError, StanzaError } from '../../../src/session/errors.js';
import { History } from '../../../src/session/history.js';
import type { ChatMessage } from '../../../src/session/message.js';
import { Timeline } from '../../../src/session/timeline.js';
import { parseFrame } from '../../../src/session/parse-frame.js';

const JID = 'lab@rooms.kit.example';

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

/** A room whose archive holds `ids`, and has nothing to say while `online.yes` is false. */
function room(ids: readonly string[]) {
  const timeline = new Timeline();
  const online = { yes: true, refuses: false };
  const asked: ArchiveQuery[] = [];
  const message = parseFrame('<message/>')!;
  const query = async (_: string, asking: ArchiveQuery): Promise<ArchivePage> => {
    asked.push(asking);
    const { before, after, max } = asking;
    if (online.refuses) throw new StanzaError('forbidden', 'auth');
    if (!online.yes) throw new ConnectionError('closed', 'gone');
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
  const rows = () => timeline.rows.map(({ key }) => key);
  return { timeline, history, online, rows, asked };
}

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `m${from + at}`);

describe('the past of a conversation', () => {
  it('MAM-3: is in order where sessions ended after live messages and before the first page', async () => {
    const { timeline, history, online, rows } = room(ids(1, 150));
    online.yes = false;
    for (const live of ['m20', 'm70', 'm120']) {
      expect(await history.catchUp()).to.equal(false);
      timeline.append(said(live));
      timeline.markSeam(); // the link is lost
      history.startOver();
    }
    online.yes = true;
    timeline.append(said('m150'));
    expect(await history.catchUp()).to.equal(true);
    expect(rows()).to.deep.equal(ids(101, 150));
    while (history.state === 'more') await history.loadEarlier();
    expect(rows()).to.deep.equal(ids(1, 150));
  });

  it('MAM-3: is in order where the first page comes after the link was lost and resumed', async () => {
    const { timeline, history, rows } = room(ids(1, 30));
    const first = history.catchUp();
    timeline.append(said('m30')); // live
    timeline.markSeam();
    expect(await first).to.equal(true);
    expect(rows()).to.deep.equal(ids(1, 30));
  });

  it('MAM-3: goes on from a first page that comes when another session has begun', async () => {
    const { timeline, history, rows } = room(ids(1, 30));
    const late = history.catchUp();
    timeline.append(said('m20')); // live
    timeline.markSeam();
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
});
