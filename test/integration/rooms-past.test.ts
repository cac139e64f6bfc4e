/** The far past of rooms and chats, in a real archive: going to a date, searching. */
import { expect } from 'chai';
import type { Conversation, FoundPage } from '../../src/session/index.js';
import { bareOf, bodies, echoed, enter, messages } from '../support/inside.js';
import { newAccount, newRoom, person, serverUnderTest, until } from '../support/people.js';
import type { XmppServer } from '../support/people.js';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `line ${from + i}`);

const gapIn = ({ messages: rows }: Conversation) => rows.find(({ kind }) => kind === 'gap');

const said = ({ messages: rows }: Conversation) =>
  rows.flatMap((row) => (row.kind === 'message' ? row.body : []));

/** Says `lines` in two halves; servers count time in seconds. @returns When the second half begins. */
async function sayInHalves(
  lines: readonly string[],
  half: number,
  say: (body: string) => void,
  arrived: (body: string) => Promise<unknown>,
): Promise<Date> {
  for (const line of lines.slice(0, half)) say(line);
  await arrived(lines[half - 1]!);
  const start = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
  await until(() => Date.now() > start.getTime() + 50, 'the next second');
  for (const line of lines.slice(half)) say(line);
  await arrived(lines.at(-1)!);
  return start;
}

describe('the far past of a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MAM-2: is gone to by date, and read on from there to both sides, whole and in order', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const lines = numbered(0, 260);
    const start = await sayInHalves(
      lines,
      80,
      (line) => ann.room.send(line),
      (line) => echoed(ann.room, line),
    );
    const { room } = await enter(server, address, 'cy');
    expect(bodies(room)).to.deep.equal(lines.slice(210));

    const past = await room.past();
    const key = await past.jumpTo(start);
    expect(messages(room).find((row) => row.key === key)?.body).to.equal('line 80');
    expect(bodies(room)).to.deep.equal([...lines.slice(55, 105), ...lines.slice(210)]);
    expect(gapIn(room)).to.include({ far: true, state: 'idle' });
    expect(room.unread).to.equal(0);

    await room.loadGap(gapIn(room)!.key);
    expect(bodies(room)).to.deep.equal([...lines.slice(55, 155), ...lines.slice(210)]);
    await room.loadGap(gapIn(room)!.key, true);
    while (gapIn(room)) await room.loadGap(gapIn(room)!.key);
    expect(bodies(room)).to.deep.equal(lines.slice(55));
    while (room.history === 'more') await room.loadEarlier();
    expect(bodies(room)).to.deep.equal(lines);
    expect(await past.jumpTo(new Date(Date.now() + 60_000))).to.equal(undefined);
  });

  it('XEP-0431: is searched in the archive where the server can, else as far as it is loaded', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const lines = numbered(0, 120).map((line, i) => (i % 50 === 10 ? `${line} Pumpkin` : line));
    for (const line of lines) ann.room.send(line);
    await echoed(ann.room, lines.at(-1)!);
    const { room } = await enter(server, address, 'cy');
    const past = await room.past();
    const pages: FoundPage[] = [];
    for await (const page of past.search('pumpkin')) pages.push(page);
    const byArchive = await past.searchable();
    expect(pages.map(({ scope }) => scope)).to.deep.equal([byArchive ? 'archive' : 'loaded']);
    expect(pages[0]?.complete).to.equal(true);
    const found = [];
    for (const one of pages[0]?.found ?? []) {
      const key = await past.jumpTo(one);
      found.push(messages(room).find((row) => row.key === key)?.body);
    }
    const all = ['line 110 Pumpkin', 'line 60 Pumpkin', 'line 10 Pumpkin'];
    expect(found).to.deep.equal(byArchive ? all : all.slice(0, 1));
  });

  it('MAM-2: a chat is gone to by date, in the archive of the account', async () => {
    const [one, other] = [await newAccount(server, 'ann'), await newAccount(server, 'bob')];
    const [ann, bob] = [await person(server, one), await person(server, other)];
    const { chats } = await ann.people;
    const chat = chats.open(bareOf(bob));
    const lines = numbered(0, 160);
    const isSent = (line: string) =>
      until(
        () =>
          chat.messages.some((row) => row.kind === 'message' && row.body === line && row.state === 'sent'),
        `“${line}” is sent`,
      );
    const start = await sayInHalves(lines, 60, (line) => chat.send(line), isSent);

    const again = (await (await person(server, one)).people).chats.open(bareOf(bob));
    await until(() => again.history === 'more', 'the newest page');
    expect(said(again)).to.deep.equal(lines.slice(110));
    const past = await again.past();
    expect(await past.searchable()).to.be.a('boolean');
    const key = await past.jumpTo(start);
    expect(again.messages.find((row) => row.key === key)).to.include({ body: 'line 60', own: true });
    while (gapIn(again)) await again.loadGap(gapIn(again)!.key);
    while (again.history === 'more') await again.loadEarlier();
    expect(said(again)).to.deep.equal(lines);
  });
});
