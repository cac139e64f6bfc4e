import { expect } from 'chai';
import type { Archive, ArchivePage, ArchiveQuery } from '../../../src/session/archive.js';
import { ConnectionError, StanzaError } from '../../../src/session/errors.js';
import { History } from '../../../src/session/history.js';
import type { ChatMessage, Row } from '../../../src/session/message.js';
import { parseFrame } from '../../../src/session/parse-frame.js';
import { pastOf, type FoundPage } from '../../../src/session/past.js';
import { Timeline } from '../../../src/session/timeline.js';
import type { Element } from '../../../src/session/xml.js';

const JID = 'lab@rooms.kit.example';
const DAY_MS = 86_400_000;
const FULLTEXT = '{urn:xmpp:fulltext:0}fulltext';

/** When `m<n>` was said: one a minute. */
const at = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 60_000);
const words = (n: number) => (n % 100 ? `line ${n}` : `A Pumpkin, no. ${n}`);

const said = (n: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  kind: 'message',
  key: `m${n}`,
  time: at(n),
  from: `${JID}/ann`,
  nick: 'ann',
  own: false,
  body: words(n),
  stanzaId: `m${n}`,
  old: false,
  mention: false,
  ...more,
});

const form = (fields: readonly string[]) =>
  parseFrame(
    `<query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='form'>${fields.map((name) => `<field var='${name}'/>`).join('')}</x></query>`,
  );

/** A room whose archive holds `m1` to `m<count>`, and searches if it has the `fields` for it. */
function room(count: number, fields: readonly string[] = ['with', 'start', 'end']) {
  const timeline = new Timeline();
  const online = { ready: true, broken: undefined as Error | undefined };
  const asked: ArchiveQuery[] = [];
  const numberOf = (id: string | undefined) => Number(id?.slice(1) || Infinity);
  const query = (_: string, asking: ArchiveQuery): Promise<ArchivePage> => {
    asked.push(asking);
    if (online.broken) return Promise.reject(online.broken);
    const { before, after, max, filters: { start, ...filters } = {} } = asking;
    const wanted = Object.values(filters)[0]?.toLowerCase();
    const first = start ? Math.max(1, Math.ceil((Date.parse(start) - +at(0)) / 60_000)) : 1;
    const from = after === undefined ? first : numberOf(after) + 1;
    const to = before === undefined ? count : Math.min(count, numberOf(before) - 1);
    const fits: number[] = [];
    for (let n = before === undefined ? from : to; n >= from && n <= to && fits.length <= max;) {
      if (!wanted || words(n).toLowerCase().includes(wanted)) fits.push(n);
      n += before === undefined ? 1 : -1;
    }
    const page = fits.slice(0, max).sort((a, b) => a - b);
    const items = page.map((n) => ({
      id: `m${n}`,
      stamp: at(n),
      message: parseFrame(`<message xmlns='jabber:client'><body>${words(n)}</body></message>`) as Element,
    }));
    return Promise.resolve({
      items,
      complete: fits.length <= max,
      first: items[0]?.id,
      last: items.at(-1)?.id,
    });
  };
  const archive = { query } as unknown as Archive;
  const history = new History({
    archive,
    jid: JID,
    timeline,
    prepare: () => Promise.resolve(),
    read: ({ id }) => said(numberOf(id)),
    doubtMs: () => undefined,
    opened: () => undefined,
    missed: () => undefined,
    changed: () => undefined,
  });
  const asks: (string | undefined)[] = [];
  const get = (to: string | undefined) => {
    asks.push(to);
    return online.broken ? Promise.reject(online.broken) : Promise.resolve(form(fields));
  };
  const past = pastOf(history, {
    get messages() {
      return timeline.rows;
    },
    get ready() {
      return online.ready;
    },
    session: { archive, wire: { get } as never },
  });
  const gaps = () => timeline.rows.filter(isGap);
  return { timeline, history, past, online, asked, asks, gaps, rows: () => shape(timeline.rows) };
}

const isGap = (row: Row) => row.kind === 'gap';

/** Runs of rows, as `m1-m50`; gaps as `…`. */
function shape(rows: readonly Row[]): string[] {
  const shapes: [number, number][] = [];
  const text: string[] = [];
  const flush = () => text.push(...shapes.splice(0).map(([a, b]) => `m${a}-m${b}`));
  for (const row of rows) {
    const n = Number(row.key.slice(1));
    const last = shapes.at(-1);
    if (row.kind === 'gap') {
      flush();
      text.push('…');
    } else if (last && last[1] + 1 === n) last[1] = n;
    else shapes.push([n, n]);
  }
  flush();
  return text;
}

async function all(pages: AsyncIterable<FoundPage>): Promise<FoundPage[]> {
  const found: FoundPage[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

describe('the far past of a conversation', () => {
  it('MAM-2: goes to a date, to both sides of it, and the rest shows as a gap', async () => {
    const { past, history, rows } = room(10_000);
    await history.catchUp();
    expect(await past.jumpTo(at(5000))).to.equal('m5000');
    expect(rows()).to.deep.equal(['m4975-m5024', '…', 'm9951-m10000']);
    expect(history.state).to.equal('more');
    await history.loadEarlier();
    expect(rows()).to.deep.equal(['m4925-m5024', '…', 'm9951-m10000']);
  });

  it('MAM-2: fills that gap from the side that the reader comes from, until none is left', async () => {
    const { past, history, rows, gaps } = room(1000);
    await history.catchUp();
    await past.jumpTo(at(500));
    await past.loadGap(gaps()[0]!.key);
    expect(rows()).to.deep.equal(['m475-m574', '…', 'm951-m1000']);
    await past.loadGap(gaps()[0]!.key, true);
    await past.loadGap(gaps()[0]!.key, true);
    await past.loadGap(gaps()[0]!.key);
    expect(rows()).to.deep.equal(['m475-m624', '…', 'm851-m1000']);
    for (let gap; (gap = gaps()[0]);) await past.loadGap(gap.key, true);
    expect(rows()).to.deep.equal(['m475-m1000']);
  });

  it('goes to one date after the other, each in its place, and joins what meets', async () => {
    const { past, history, rows } = room(10_000);
    await history.catchUp();
    for (const n of [5000, 2000, 8000]) expect(await past.jumpTo(at(n))).to.equal(`m${n}`);
    const runs = ['m1975-m2024', '…', 'm4975-m5024', '…', 'm7975-m8024', '…', 'm9951-m10000'];
    expect(rows()).to.deep.equal(runs);
    await past.jumpTo(at(5040));
    expect(rows()).to.deep.equal(runs.with(2, 'm4975-m5064'));
    await past.jumpTo(at(1960));
    expect(rows()).to.deep.equal(runs.with(2, 'm4975-m5064').with(0, 'm1935-m2024'));
    await past.jumpTo(at(9940));
    expect(rows().at(-1)).to.equal('m9915-m10000');
    await past.jumpTo(at(5000));
    expect(rows()).to.have.length(7);
  });

  it('goes to the beginning for a date before it, and nowhere for one after the end', async () => {
    const { past, history, rows } = room(1000);
    await history.catchUp();
    expect(await past.jumpTo(new Date(+at(0) - DAY_MS))).to.equal('m1');
    expect(history.state).to.equal('start');
    expect(rows()).to.deep.equal(['m1-m25', '…', 'm951-m1000']);
    expect(await past.jumpTo(at(2000))).to.equal(undefined);
    expect(rows()).to.have.length(3);
  });

  it('goes there after the first page was refused or lost, or says that it cannot', async () => {
    const { past, history, online } = room(1000);
    online.broken = new ConnectionError('closed', 'gone');
    expect(await history.catchUp()).to.equal(false);
    const failure = await past.jumpTo(at(10)).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ConnectionError);
    online.broken = undefined;
    expect(await past.jumpTo(at(10))).to.equal('m10');
  });

  it('without an archive goes to what is here from that date on', async () => {
    const { past, history, timeline } = room(0);
    history.noArchive();
    for (const n of [10, 20, 30]) timeline.append(said(n, { stanzaId: undefined }));
    expect(await past.jumpTo(at(15))).to.equal('m20');
    expect(await past.jumpTo(at(40))).to.equal(undefined);
  });

  it('security.md §8: of 15,000 messages no more than 5,000 are here, all the way up and down', async () => {
    const { past, history, timeline, gaps, rows } = room(15_000);
    await history.catchUp();
    let most = 0;
    const look = () => (most = Math.max(most, timeline.rows.length));
    while (history.state === 'more') {
      await history.loadEarlier();
      if (look() > 5000) past.bound();
    }
    expect(most).to.be.at.most(5050);
    expect(rows()[0]).to.match(/^m1-/);
    expect(rows().slice(1)).to.deep.equal(['…', 'm14501-m15000']); // the way back to now
    for (let gap; (gap = gaps()[0]);) {
      await past.loadGap(gap.key);
      look();
    }
    expect(most).to.be.at.most(5050);
    expect(rows()).to.have.length(1); // whole, in order, and up to the end
    expect(rows()[0]).to.match(/-m15000$/);
    expect(history.state).to.equal('more');
    await history.loadEarlier();
    expect(rows()).to.have.length(1);
  });

  it('security.md §8: whoever reads far back keeps their place, whatever is said meanwhile', async () => {
    const { past, history, timeline, rows } = room(10_000);
    await history.catchUp();
    await past.jumpTo(at(5000));
    for (let n = 10_001; n <= 16_000; n++) timeline.append(said(n));
    expect(timeline.rows.length).to.be.at.most(5000);
    expect(rows()[0]).to.equal('m4975-m5024');
    expect(rows().at(-1)).to.match(/-m16000$/);
  });

  it('never lets go of what was typed and has not gone out', async () => {
    const { past, history, timeline } = room(100_000);
    await history.catchUp();
    timeline.append(said(-1, { state: 'failed', own: true, stanzaId: undefined }));
    while (timeline.rows.length < 9000) {
      await history.loadEarlier();
      if (timeline.rows.length > 5000) break;
    }
    for (let n = 100_001; n < 101_000; n++) timeline.append(said(n));
    past.bound();
    expect(timeline.find('m-1')).to.include({ state: 'failed' });
  });

  it('XEP-0431: searches in the archive, the newest first, by pages, and goes to what it found', async () => {
    const { past, history, asks, rows } = room(10_000, ['with', FULLTEXT]);
    await history.catchUp();
    expect(await past.searchable()).to.equal(true);
    expect(asks).to.deep.equal([JID]);
    const pages = await all(past.search('pumpkin'));
    expect(pages.map(({ scope, complete, found }) => [scope, complete, found.length])).to.deep.equal([
      ['archive', false, 50],
      ['archive', true, 50],
    ]);
    expect(pages[0]!.found[0]!.time).to.deep.equal(at(10_000));
    expect(asks).to.have.length(1);
    expect(await past.jumpTo(pages[1]!.found[0]!)).to.equal('m5000');
    expect(rows()).to.deep.equal(['m4975-m5025', '…', 'm9951-m10000']);
  });

  it('XEP-0431: asks by the names that servers had for it before', async () => {
    for (const field of ['withtext', 'full-text-search']) {
      const { past, history, asked } = room(100, [field]);
      await history.catchUp();
      await all(past.search('pumpkin'));
      expect(asked.at(-1)?.filters).to.deep.equal({ [field]: 'pumpkin' });
    }
  });

  it('searches what is loaded where the archive cannot, whatever the case, and says so', async () => {
    const { past, history } = room(1000);
    await history.catchUp();
    await history.loadEarlier();
    await history.loadEarlier();
    const [page, ...more] = await all(past.search('PUMPKIN'));
    expect(more).to.have.length(0);
    expect(page).to.include({ scope: 'loaded', complete: true });
    expect(page!.found.map(({ key }) => key)).to.deep.equal(['m1000', 'm900']);
    expect(await past.jumpTo(page!.found[1]!)).to.equal('m900');
  });

  it('searches what is loaded while there is no connection, and the archive once there is', async () => {
    const { past, history, online } = room(1000, [FULLTEXT]);
    await history.catchUp();
    online.ready = false;
    expect((await all(past.search('pumpkin')))[0]?.scope).to.equal('loaded');
    online.ready = true;
    expect((await all(past.search('pumpkin')))[0]?.scope).to.equal('archive');
  });

  it('tells of a search that failed, and searches again when asked', async () => {
    const { past, history, online } = room(1000, [FULLTEXT]);
    await history.catchUp();
    online.broken = new StanzaError('internal-server-error', 'wait');
    const failure = await all(past.search('pumpkin')).catch((error: unknown) => error);
    expect(failure).to.equal(online.broken);
    online.broken = undefined;
    expect((await all(past.search('pumpkin')))[0]?.found).to.have.length(10);
  });
});
