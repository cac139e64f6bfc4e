import { expect } from 'chai';
import type { Occupant } from '../../../../src/session/occupant.js';
import '../../../../src/components/xmpp-room/define.js';
import type { XmppRoom } from '../../../../src/components/xmpp-room/xmpp-room.js';
import '../../../../src/components/conversation/row-keys.js';
import { StanzaError } from '../../../../src/session/errors.js';
import {
  ROOM,
  fakeRoom,
  historyOf,
  message,
  type FakeRoom,
  type RoomFields,
} from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  part,
  parts,
  press,
  textOf,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

async function shown(
  fields: Partial<RoomFields> = {},
): Promise<{ element: XmppRoom; room: FakeRoom; log: HTMLElement }> {
  const { room, session } = fakeRoom(fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const log = part(element, 'log');
  await painted();
  return { element, room, log };
}

const bodies = (element: XmppRoom) => parts(element, 'message-body').map((each) => each.textContent);
const fromEnd = (log: HTMLElement) => log.scrollHeight - log.scrollTop - log.clientHeight;
const row = (element: XmppRoom, text: string) => {
  const found = parts(element, 'message').find((each) => textOf(each).endsWith(text));
  if (!found) throw new Error(`no row ${text}`);
  return found;
};

/** The next one, after what it found changed was told. */
const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

describe('<xmpp-room> list', () => {
  it('touches only the row that changed', async () => {
    const { element, room, log } = await shown({ messages: historyOf(30) });
    const before = [...log.querySelectorAll('li')];
    const touched: Node[] = [];
    const watch = new MutationObserver((records) => touched.push(...records.map(({ target }) => target)));
    watch.observe(find(element, 'ol'), {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    const { key } = room.messages[10] ?? { key: '' };
    room.change(key, { body: 'changed' });
    await until(() => bodies(element)[10] === 'changed', 'the row changes');
    await until(() => touched.length > 0, 'the change is seen');
    expect([...log.querySelectorAll('li')].every((each, i) => each === before[i])).to.be.true;
    const changed = find(element, `li[data-key="${key}"]`);
    expect(touched.filter((node) => !changed.contains(node))).to.have.length(0);
    watch.disconnect();
  });

  it('adds one row for a live message and leaves the others alone', async () => {
    const { element, room } = await shown({ messages: historyOf(30) });
    const list = find(element, 'ol');
    const touched: MutationRecord[] = [];
    const watch = new MutationObserver((records) => touched.push(...records));
    watch.observe(list, { childList: true, subtree: true, characterData: true });
    room.receive('live');
    await until(() => bodies(element).at(-1) === 'live', 'the message shows');
    await until(() => touched.length > 0, 'the change is seen');
    expect(touched.every(({ target, addedNodes }) => target === list && addedNodes.length === 1)).to.be.true;
    watch.disconnect();
  });

  it('has what formatted rows wear set once: engines style every row anew whenever it is', async () => {
    const { element, room } = await shown({ messages: historyOf(30) });
    const root = element.shadowRoot as ShadowRoot;
    const rich = { content: [{ name: 'strong', children: ['bold'] }], text: 'bold', differs: false } as const;
    room.receive('bold', { rich });
    await until(() => root.querySelector('.words strong'), 'the first shows');
    let times = 0;
    const sheets = [...root.adoptedStyleSheets];
    Object.defineProperty(root, 'adoptedStyleSheets', { get: () => sheets, set: () => (times += 1) });
    for (let i = 0; i < 3; i += 1) room.receive(`bold ${i}`, { rich });
    await until(() => root.querySelectorAll('.words strong').length === 4, 'all show');
    expect(times).to.equal(0);
    expect(getComputedStyle(find(element, '.words strong')).fontWeight).to.equal('700');
  });

  it('keeps the order of rows that are put in, taken out and moved', async () => {
    const { element, room } = await shown({ messages: historyOf(6) });
    const [a, b, c, d, e, f] = room.messages;
    if (!a || !b || !c || !d || !e || !f) throw new Error('six rows');
    const orders = [[f, a, c], [a, b, c, d, e, f], [b, a, f, e], [], [c, d]];
    for (const messages of orders) {
      room.set({ messages });
      const wanted = messages.map((each) => ('body' in each ? each.body : ''));
      await until(() => bodies(element).join() === wanted.join(), `shows ${wanted.join()}`);
    }
  });

  it('moves nothing on the screen when older messages are put before it', async () => {
    const { element, room, log } = await shown({ messages: historyOf(60), history: 'more' });
    log.scrollTop = 700;
    await until(() => element.shadowRoot?.querySelector('.jump button'), 'the reader has left the end');
    const edge = log.getBoundingClientRect().top;
    const first = parts(element, 'message').find((each) => each.getBoundingClientRect().top > edge);
    const top = () => first?.getBoundingClientRect().top ?? NaN;
    for (let page = 0; page < 4; page += 1) {
      const before = top();
      const older = historyOf(
        50,
        new Date(Date.now() - (page + 1) * 86_400_000),
        'A longer message that was written on an earlier day. '.repeat(3),
      );
      room.set({ messages: [...older, ...room.messages] });
      await until(() => parts(element, 'message').length >= room.messages.length, 'they are mounted');
      // Firefox scrolls by whole pixels
      expect(top()).to.be.closeTo(before, 0.5);
    }
  });

  it('moves nothing when a row above changes its height', async () => {
    const { element, room, log } = await shown({ messages: historyOf(60) });
    log.scrollTop = 700;
    await until(() => element.shadowRoot?.querySelector('.jump button'), 'the reader has left the end');
    const target = row(element, 'Message 30');
    const before = target.getBoundingClientRect().top;
    room.change(room.messages[1]?.key ?? '', { body: 'tall\n'.repeat(20) });
    await until(() => bodies(element)[1]?.startsWith('tall'), 'the row has grown');
    expect(target.getBoundingClientRect().top).to.equal(before);
  });

  it('follows new messages at the end', async () => {
    const { room, log, element } = await shown({ messages: historyOf(60) });
    await until(() => fromEnd(log) < 1, 'it opens at the end');
    room.receive('live '.repeat(200));
    await until(() => bodies(element).at(-1)?.startsWith('live'), 'the message shows');
    expect(fromEnd(log)).to.be.below(1);
    expect(room.unread).to.equal(0);
  });

  it('stays where the reader is when a message comes in', async () => {
    const { room, log, element } = await shown({ messages: historyOf(60) });
    log.scrollTop = 500;
    await until(() => element.shadowRoot?.querySelector('.jump button'), 'the reader has left the end');
    room.receive('live');
    await until(() => button(element, '1 new message'), 'the button counts');
    expect(log.scrollTop).to.equal(500);
    expect(room.unread).to.equal(1);
  });

  it('ux.md §3: lets the reader go from an end whose rows have become shorter', async () => {
    const { element, log } = await shown({ messages: historyOf(80) });
    const { style } = parts(element, 'message').at(-1)!;
    const before = log.scrollHeight;
    style.minBlockSize = '200px';
    await until(() => log.scrollHeight > before && fromEnd(log) < 1, 'it follows');
    style.minBlockSize = '';
    await painted();
    expect(fromEnd(log)).to.be.below(1);
    const place = (log.scrollTop -= 300);
    await painted();
    expect(log.scrollTop).to.equal(place);
  });

  it('goes to the end when the reader sends', async () => {
    const { room, log, element } = await shown({ messages: historyOf(60) });
    log.scrollTop = 0;
    await until(() => element.shadowRoot?.querySelector('.jump button'), 'the reader has left the end');
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    input.value = 'mine';
    press(input, 'Enter');
    await until(() => fromEnd(log) < 1, 'the end shows');
    expect(room.called('send')).to.deep.equal([['mine']]);
  });

  it('mounts at most 500 rows, whatever comes', async () => {
    const { room, element } = await shown({ messages: historyOf(60) });
    for (let i = 0; i < 12; i += 1) {
      room.set({ messages: [...room.messages, ...historyOf(90, new Date(Date.now() + i * 1000))] });
      const last = room.messages.at(-1)?.key ?? '';
      await until(() => element.shadowRoot?.querySelector(`[data-key="${last}"]`), 'the end shows');
      expect(parts(element, 'message').length).to.be.at.most(500);
    }
    room.set({ messages: [...room.messages, ...historyOf(2000)] });
    await until(() => bodies(element).at(-1) === 'Message 2000', 'a flood shows');
    expect(parts(element, 'message').length).to.be.at.most(500);
  });

  it('drops later rows for a reader who goes back, and puts them in again', async () => {
    const { room, element, log } = await shown({ messages: historyOf(1200) });
    const first = () => parts(element, 'message-body')[0]?.textContent;
    while (first() !== 'Message 1') {
      const before = first();
      log.scrollTop = 0;
      log.dispatchEvent(new Event('scroll')); // a tab in the background has few frames
      await until(() => first() !== before, 'a page more is mounted');
      expect(parts(element, 'message').length).to.be.at.most(500);
    }
    expect(bodies(element)).to.not.include('Message 1200');
    const later = button(element, 'Load later messages');
    later.scrollIntoView();
    later.click();
    await until(() => bodies(element).includes('Message 550'), 'later rows are back');
    expect(parts(element, 'message').length).to.be.at.most(500);
    (await until(() => button(element, 'Jump to the latest message'), 'the way back')).click();
    await until(() => bodies(element).at(-1) === 'Message 1200', 'the end is back');
    expect(room.called('loadEarlier')).to.deep.equal([]);
  });

  it('holds 10,000 messages in 500 rows, and moves none that is in view while its reader goes back (ux.md §3)', async () => {
    const { element, log } = await shown({ messages: historyOf(10_000) });
    const shownRows = () => parts(element, 'message');
    for (let page = 0; page < 30; page += 1) {
      log.scrollTop = 0;
      const [first] = shownRows();
      const before = first?.getBoundingClientRect().top ?? NaN;
      log.dispatchEvent(new Event('scroll')); // a tab in the background has few frames
      await until(() => shownRows()[0] !== first, 'a page more is mounted');
      expect(first?.getBoundingClientRect().top).to.be.closeTo(before, 0.5);
      expect(shownRows().length).to.be.at.most(500);
    }
    expect(bodies(element)[0]).to.equal('Message 8401');
  });

  it('fetches ahead of the reader, and by a button', async () => {
    const { room, element, log } = await shown({ messages: historyOf(80), history: 'more' });
    await until(() => fromEnd(log) < 1, 'it opens at the end');
    expect(room.called('loadEarlier')).to.deep.equal([]);
    log.scrollTop = log.clientHeight;
    await until(() => room.called('loadEarlier').length > 0, 'it fetches');
    const before = room.called('loadEarlier').length;
    button(element, 'Load earlier messages').click();
    expect(room.called('loadEarlier').length).to.equal(before + 1);
    expect(find(element, 'ol > li:first-child button').textContent).to.contain('Load earlier');
  });

  for (const [history, words] of [
    ['loading', 'Loading…'],
    ['start', 'The conversation starts here.'],
    ['failed', 'Earlier messages could not be loaded. Try again'],
    ['unavailable', 'Earlier messages are not kept here.'],
  ] as const) {
    it(`says when history is ${history}`, async () => {
      const { element } = await shown({ messages: historyOf(5), history });
      expect(textOf(find(element, 'ol > li:first-child'))).to.equal(words);
    });
  }

  it('shows a gap, and fills it by its button', async () => {
    const { element, room } = await shown({
      messages: [
        ...historyOf(2),
        { kind: 'gap', key: 'gap', time: new Date(), state: 'idle' },
        message('after'),
      ],
    });
    (await until(() => button(element, 'Load them'), 'the gap is told')).click();
    expect(room.called('loadGap')).to.deep.equal([['gap']]);
  });

  it('groups what one person says within five minutes under one name', async () => {
    const at = (minute: number) => new Date(2026, 3, 1, 12, minute);
    const { element } = await shown({
      messages: [
        message('a', { time: at(0) }),
        message('b', { time: at(4) }),
        message('c', { time: at(10) }),
        message('d', { time: at(11), nick: 'Romeo' }),
      ],
    });
    expect(parts(element, 'message-author').map(textOf)).to.deep.equal(['Juliet', 'Juliet', 'Romeo']);
    expect(findAll(element, '[role=heading][aria-level="3"]')).to.have.length(3);
  });

  it('starts a group anew after its first message is gone', async () => {
    const { element, room } = await shown({ messages: [message('a'), message('b')] });
    room.set({ messages: room.messages.slice(1) });
    await until(() => bodies(element).join() === 'b', 'the first is gone');
    expect(parts(element, 'message-author').map(textOf)).to.deep.equal(['Juliet']);
  });

  it('says nothing of a message on its way, and what is wrong with others', async () => {
    const own = { own: true, nick: 'Me' };
    const { element } = await shown({
      messages: [
        message('quick', { ...own, state: 'sending', sentAt: new Date() }),
        message('slow', { ...own, state: 'sending', sentAt: new Date(Date.now() - 3000) }),
        message('queued', { ...own, state: 'waiting' }),
        message('broken', { ...own, state: 'failed', failure: { reason: 'no-echo' } }),
        message('refused', {
          ...own,
          state: 'failed',
          failure: { reason: 'refused', error: new StanzaError('forbidden', 'auth') },
        }),
      ],
    });
    const states = findAll(element, '.state').filter((each) =>
      each.checkVisibility({ visibilityProperty: true }),
    );
    expect(states.map(textOf)).to.deep.equal([
      'Sending…',
      'Waiting Cancel',
      'Not sent: the room did not answer Try again Edit Delete',
      'Not sent: you may not write here Try again Edit Delete',
    ]);
  });

  it('tries a failed message again, gives it back to edit, or drops it', async () => {
    const failed = () => message('broken', { own: true, state: 'failed', failure: { reason: 'no-echo' } });
    const { element, room } = await shown({ messages: [failed()] });
    button(element, 'Try again').click();
    expect(room.called('retry')).to.have.length(1);
    await until(() => findAll(element, '.failure').length === 0, 'it is on its way');
    room.set({ messages: [failed()] });
    await until(() => button(element, 'Edit'), 'it failed again');
    button(element, 'Edit').click();
    expect(find<HTMLTextAreaElement>(element, 'textarea').value).to.equal('broken');
    await until(() => bodies(element).length === 0, 'the row is gone');
    room.set({ messages: [failed()] });
    await until(() => button(element, 'Delete'), 'another failed');
    button(element, 'Delete').click();
    await until(() => bodies(element).length === 0, 'the row is gone');
  });

  it('ME-1: shows /me as an action by its sender, unlike what the room says', async () => {
    const { element } = await shown({
      messages: [message('/me has left the room'), message(' /me x'), message('/meow'), message('/me')],
    });
    expect(bodies(element)).to.deep.equal(['Juliet has left the room', ' /me x', '/meow', '/me']);
    expect(part(element, 'message').matches('article.action')).to.be.true;
  });

  it('X-3: opens links safely and makes none of the dangerous', async () => {
    const { element } = await shown({
      messages: [message('https://a.example/ data:text/html,x <img src=x onerror=alert(1)>')],
    });
    const links = [...part(element, 'message-body').querySelectorAll('a')];
    expect(
      links.map(({ href, target, rel, referrerPolicy }) => [href, target, rel, referrerPolicy]),
    ).to.deep.equal([['https://a.example/', '_blank', 'noopener noreferrer nofollow ugc', 'no-referrer']]);
    expect(part(element, 'message-body').textContent).to.contain('<img src=x onerror=alert(1)>');
    expect(part(element, 'message-body').querySelector('img')).to.be.null;
  });

  it('X-3: makes links of addresses in subjects, in the header and where somebody sets one', async () => {
    const script = ['javascript', 'alert(1)'].join(':');
    const subject = `Roses: https://garden.example/a, xmpp:lab@rooms.example?join, ${script} <b>`;
    const event = { type: 'subject', nick: 'Ann', subject } as const;
    const { element } = await shown({
      subject,
      messages: [{ kind: 'event', key: 'e1', time: new Date(), event }],
    });
    const hrefs = ['https://garden.example/a', 'xmpp:lab@rooms.example?join'];
    const linksIn = (place: Element) => [...place.querySelectorAll('a')];
    const header = part(element, 'subject');
    expect(textOf(header)).to.equal(subject);
    expect(linksIn(header).map(({ href }) => href)).to.deep.equal(hrefs);
    expect(
      linksIn(header).map(({ tabIndex }) => tabIndex),
      'keys reach them',
    ).to.deep.equal([0, 0]);
    const row = await until(() => element.shadowRoot?.querySelector('li .note'), 'what happened');
    expect(linksIn(row).map(({ href }) => href)).to.deep.equal(hrefs);
    expect(
      linksIn(row).map(({ tabIndex }) => tabIndex),
      'the list is one stop',
    ).to.deep.equal([-1, -1]);
    for (const link of [...linksIn(header), ...linksIn(row)])
      expect(link.rel).to.equal('noopener noreferrer nofollow ugc');
  });

  it('MUC-15: tells of what one has become here, the office before what one may do because of it', async () => {
    const rank = (before: string, after: string, reason?: string) => {
      const of = (text: string) => {
        const [affiliation, role] = text.split(' ');
        return { affiliation, role } as Pick<Occupant, 'affiliation' | 'role'>;
      };
      const event = { type: 'rank', before: of(before), ...of(after), reason } as const;
      return { kind: 'event', key: before + after, time: new Date(), event } as const;
    };
    const { element } = await shown({
      messages: [
        rank('none participant', 'owner moderator'),
        rank('owner moderator', 'admin moderator', 'enough of it'),
        rank('none participant', 'member participant'),
        rank('admin moderator', 'none participant'),
        rank('none participant', 'none moderator'),
        rank('none moderator', 'none participant'),
        rank('none participant', 'none visitor', 'too loud'),
        rank('none visitor', 'none participant'),
      ],
    });
    await until(() => findAll(element, 'li .note').length === 8, 'what happened');
    expect(findAll(element, 'li .note').map(textOf)).to.deep.equal([
      'You are an owner of this room now.',
      'You are an administrator of this room now: “enough of it”',
      'You are a member of this room now.',
      'You have no rights of your own in this room any more.',
      'You are a moderator now.',
      'You are no moderator any more.',
      'You can only read here now: “too loud”',
      'You can write here now.',
    ]);
  });

  it('X-4: shows the real host beside a name that looks like another', async () => {
    const { element } = await shown({ messages: [message('https://аpple.example/')] });
    expect(textOf(part(element, 'kit'))).to.equal('(xn--pple-43d.example)');
  });

  it('keeps a hostile name in its place', async () => {
    const nick = `\u202eevil\u200b${'\u0301'.repeat(400)}<b>x</b>`;
    const { element } = await shown({ messages: [message('hello', { nick })] });
    const author = part(element, 'message-author');
    expect(author.querySelector('bdi')).to.not.be.null;
    expect(author.querySelector('b')).to.be.null;
    expect(textOf(author)).to.equal(`\ufffdevil\ufffd${'\u0301'.repeat(8)}<b>x</b>`);
  });

  it('cuts a text of over 20,000 characters until it is asked for', async () => {
    const { element } = await shown({ messages: [message('x'.repeat(30_000))] });
    expect(part(element, 'message-body').textContent).to.have.length.below(20_100);
    button(element, 'Show more').click();
    expect(part(element, 'message-body').textContent).to.have.length(30_000);
  });

  it('contains what a message shows', async () => {
    const { element } = await shown({ messages: [message('x')] });
    const { contain, overflow, unicodeBidi, overflowWrap } = getComputedStyle(part(element, 'message-body'));
    expect([contain, overflow, unicodeBidi, overflowWrap]).to.deep.equal([
      'content',
      'clip',
      'isolate',
      'anywhere',
    ]);
  });

  it('is one tab stop, walked by arrows, ends and pages', async () => {
    const { element } = await shown({ messages: historyOf(40) });
    const active = () => element.shadowRoot?.activeElement;
    const stops = findAll(
      element,
      'ol [tabindex="0"], ol button:not([tabindex="-1"]), ol a:not([tabindex="-1"])',
    );
    expect(stops.map(textOf)).to.deep.equal([textOf(row(element, 'Message 40'))]);
    stops[0]?.focus();
    await painted(); // and its keys are there
    press(active() ?? element, 'ArrowUp');
    expect(active() === row(element, 'Message 39')).to.be.true;
    press(active() ?? element, 'Home');
    expect(active() === row(element, 'Message 1')).to.be.true;
    press(active() ?? element, 'PageDown');
    const paged = active();
    expect(paged === row(element, 'Message 2')).to.be.false;
    press(active() ?? element, 'PageUp');
    expect(active() === row(element, 'Message 1')).to.be.true;
    press(active() ?? element, 'End');
    expect(active() === row(element, 'Message 40')).to.be.true;
    press(active() ?? element, 'Escape');
    expect(active() === part(element, 'input')).to.be.true;
  });

  it('goes to the first and the last message by Home and End, mounted or not', async () => {
    const { element } = await shown({ messages: historyOf(1200) });
    const active = () => element.shadowRoot?.activeElement ?? element;
    row(element, 'Message 1200').focus();
    await painted();
    press(active(), 'Home');
    expect(active() === row(element, 'Message 1')).to.be.true;
    press(active(), 'End');
    expect(active() === row(element, 'Message 1200')).to.be.true;
    expect(parts(element, 'message').length).to.be.at.most(500);
  });

  it('reaches “Load earlier” by the arrows, as its first item, and hands its focus on when all is there', async () => {
    const { element, room } = await shown({ messages: historyOf(3), history: 'more' });
    const active = () => element.shadowRoot?.activeElement ?? element;
    row(element, 'Message 1').focus();
    await painted();
    press(active(), 'ArrowUp');
    expect(textOf(active())).to.equal('Load earlier messages');
    room.set({ history: 'loading' });
    await until(() => textOf(active()) === 'Loading…', 'it is loading');
    expect(part(element, 'log').getAttribute('aria-busy')).to.equal('true');
    room.set({ history: 'start' });
    await until(() => active() === row(element, 'Message 1'), 'the focus has gone on');
  });

  it('keeps what it says of the history clear of the strip', async () => {
    const { element, room } = await shown({ messages: historyOf(3) });
    room.set({ status: { state: 'offline', since: new Date(Date.now() - 60_000) } });
    await until(() => part(element, 'status').checkVisibility(), 'the strip shows');
    const words = find(element, '.edge span').getBoundingClientRect();
    expect(words.top).to.be.at.least(part(element, 'status').getBoundingClientRect().bottom);
  });

  it('is entered by Enter and left by Escape', async () => {
    const { element } = await shown({ messages: [message('https://a.example/ and https://b.example/')] });
    const article = part(element, 'message');
    article.focus();
    await painted();
    press(article, 'Enter');
    const link = element.shadowRoot?.activeElement;
    expect(link?.getAttribute('href')).to.equal('https://a.example/');
    expect([...article.querySelectorAll('a')].map(({ tabIndex }) => tabIndex)).to.deep.equal([0, 0]);
    press(link ?? element, 'Escape');
    expect(element.shadowRoot?.activeElement === article).to.be.true;
  });

  it('hands the focus of a row that goes on to its neighbour', async () => {
    const { element, room } = await shown({ messages: historyOf(3) });
    row(element, 'Message 2').focus();
    room.set({ messages: room.messages.filter((_, i) => i !== 1) });
    await until(() => bodies(element).length === 2, 'the row is gone');
    expect(element.shadowRoot?.activeElement === row(element, 'Message 3')).to.be.true;
  });

  it('counts nothing as read while it is hidden, and keeps its place (ux.md §3)', async () => {
    const { element, room, log } = await shown({ messages: historyOf(60) });
    await until(() => fromEnd(log) < 50, 'at the end');
    log.scrollTop = 300;
    await until(() => find(element, '.jump button'), 'away from the end');
    const top = row(element, 'Message 20').getBoundingClientRect().top;
    element.hidden = true;
    await frame();
    room.receive('behind the curtain');
    await until(() => bodies(element).length === 61, 'it has a row');
    element.hidden = false;
    await until(() => row(element, 'Message 20').getBoundingClientRect().top === top, 'the place is kept');
    element.hidden = true;
    await frame();
    expect(room.unread).to.equal(1);
  });

  it('follows the talk while it is hidden at its end, and counts it as read once it is shown', async () => {
    const { element, room, log } = await shown({ messages: historyOf(60) });
    element.hidden = true;
    await frame();
    room.receive('behind the curtain');
    await until(() => bodies(element).length === 61, 'it has a row');
    await frame();
    expect(room.unread).to.equal(1);
    element.hidden = false;
    await until(() => room.unread === 0, 'it is read');
    expect(fromEnd(log)).to.be.lessThan(50);
  });
});
