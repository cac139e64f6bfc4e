import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import type { Row } from '../../../../src/session/message.js';
import { ROOM, fakeRoom, historyOf, message, type RoomFields } from '../../../support/fake-room.js';
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
import { hideTab } from '../../../support/tab.js';
import { until } from '../../../support/until.js';

async function shown(fields: Partial<RoomFields> = {}) {
  const { room, session } = fakeRoom(fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  await painted();
  return { element, room, log: part(element, 'log') };
}

const news = (count: number) => Array.from({ length: count }, (_, i) => message(`New ${i + 1}`));
const unreadOf = (old: readonly Row[], fresh: readonly Row[]): Partial<RoomFields> => ({
  messages: [...old, ...fresh],
  unread: fresh.length,
  firstUnread: fresh[0]?.key,
});
const dividers = (element: Element) => parts(element, 'new-divider');
const behind = (element: Element) => dividers(element).map((each) => textOf(each.parentElement ?? each));
const fromEnd = (log: HTMLElement) => log.scrollHeight - log.scrollTop - log.clientHeight;
const inView = (log: HTMLElement, row: Element) => {
  const { top, bottom } = log.getBoundingClientRect();
  return row.getBoundingClientRect().top >= top && row.getBoundingClientRect().bottom <= bottom;
};

describe('<xmpp-room> “New” divider (ux.md §3)', () => {
  it('opens at the divider, and nothing is read yet', async () => {
    const { element, room, log } = await shown(unreadOf(historyOf(60), news(40)));
    expect(behind(element)).to.have.length(1);
    expect(behind(element)[0]).to.match(/^New JU? ?Juliet.*New 1$/);
    expect(dividers(element).some((each) => inView(log, each))).to.be.true;
    expect(fromEnd(log)).to.be.above(200);
    expect(room.unread).to.equal(40);
    await until(() => button(element, '40 new messages'), 'the way back says how much is new');
  });

  it('opens at a divider that is far back, with rows around it', async () => {
    const { element, log } = await shown(unreadOf(historyOf(300), news(900)));
    expect(dividers(element).some((each) => inView(log, each))).to.be.true;
    expect(parts(element, 'message').length).to.be.at.most(500);
    expect(parts(element, 'message').length).to.be.at.least(100);
  });

  it('goes a moment after it was seen with the reader at the bottom, and nothing below it moves', async () => {
    const { element, room, log } = await shown(unreadOf(historyOf(60), news(2)));
    expect(fromEnd(log)).to.be.below(1);
    expect(dividers(element)).to.have.length(1);
    expect(room.unread).to.equal(0);
    const last = parts(element, 'message').at(-1);
    const before = last?.getBoundingClientRect().top;
    await until(() => dividers(element).length === 0, 'it is gone');
    expect(last?.getBoundingClientRect().top).to.equal(before);
  });

  it('stays put while more comes in, until the reader is back', async () => {
    const { element, room, log } = await shown({ messages: historyOf(60) });
    log.scrollTop = 300;
    await until(() => button(element, 'Jump to the latest message'), 'the reader has left the end');
    room.receive('first');
    await until(() => behind(element)[0]?.endsWith('first'), 'it stands before the first');
    room.receive('second');
    await until(() => button(element, '2 new messages'), 'the second is counted');
    expect(behind(element)).to.have.length(1);
    expect(behind(element)[0]).to.match(/first$/);
    button(element, '2 new messages').click();
    expect(textOf(element.shadowRoot?.activeElement ?? element)).to.match(/first$/);
    await until(() => room.unread === 0, 'it is read');
    expect(dividers(element)).to.have.length(1);
    await until(() => dividers(element).length === 0, 'it is gone');
  });

  it('does not stand before what the reader sees coming', async () => {
    const { element, room } = await shown({ messages: historyOf(60) });
    room.receive('live');
    await until(() => room.called('markRead').length > 0, 'it is read');
    expect(dividers(element)).to.have.length(0);
  });

  it('does not stand before a burst that comes into an empty room: the reader is at its end', async () => {
    const { element, room, log } = await shown();
    room.set(unreadOf([], news(40)));
    await until(() => room.unread === 0, 'all is read');
    expect(dividers(element)).to.have.length(0);
    expect(fromEnd(log)).to.be.below(1);
  });

  it('goes when the reader sends', async () => {
    const { element, log } = await shown(unreadOf(historyOf(60), news(40)));
    expect(dividers(element)).to.have.length(1);
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    input.value = 'mine';
    press(input, 'Enter');
    expect(dividers(element)).to.have.length(0);
    expect(fromEnd(log)).to.be.below(1);
  });

  it('goes when the reader leaves, and stands before what is unread when they are back', async () => {
    const { element, room } = await shown(unreadOf(historyOf(60), news(40)));
    room.set({ status: { state: 'idle' } });
    await until(() => dividers(element).length === 0, 'it is gone');
    expect(room.unread).to.equal(40);
    room.set({ status: { state: 'joined' } });
    const parent = element.parentElement;
    element.remove();
    parent?.append(element);
    await until(() => behind(element)[0]?.endsWith('New 1'), 'it is back');
  });

  it('moves on to what is new when the old was seen and read', async () => {
    const { element, room } = await shown(unreadOf(historyOf(60), news(2)));
    expect(behind(element)[0]).to.match(/New 1$/);
    const show = hideTab();
    room.receive('while away');
    await until(() => behind(element)[0]?.endsWith('while away'), 'it has moved');
    expect(behind(element)).to.have.length(1);
    show();
  });

  it('reads nothing and follows nothing while the tab is hidden', async () => {
    const { element, room, log } = await shown({ messages: historyOf(60) });
    await until(() => fromEnd(log) < 1, 'it opens at the end');
    const show = hideTab();
    room.receive('tall\n'.repeat(20));
    await until(() => parts(element, 'message').length === 61, 'it is there');
    expect(fromEnd(log)).to.be.above(100);
    expect(room.unread).to.equal(1);
    show();
    expect(room.unread).to.equal(1);
    await until(() => button(element, '1 new message'), 'the way is shown');
    log.scrollTop = log.scrollHeight;
    await until(() => room.unread === 0, 'it is read');
  });

  for (const [how, hide, show] of [
    ['not displayed', (el: HTMLElement) => (el.hidden = true), (el: HTMLElement) => (el.hidden = false)],
    ['inert', (el: HTMLElement) => (el.inert = true), (el: HTMLElement) => (el.inert = false)],
  ] as const) {
    it(`reads nothing while the panel around it is ${how}`, async () => {
      const { room, session } = fakeRoom({ messages: historyOf(60) });
      const element = await fixture('xmpp-room', { session, jid: ROOM });
      const panel = document.createElement('div');
      element.replaceWith(panel);
      panel.append(element);
      const log = part(element, 'log');
      await until(() => fromEnd(log) < 1, 'it opens at the end');
      hide(panel);
      await painted(); // then the list knows
      for (let i = 1; i <= 30; i += 1) room.receive(`New ${i}`);
      await until(() => parts(element, 'message').length === 90, 'they are there');
      expect(room.unread).to.equal(30);
      show(panel);
      part(element, 'input').focus();
      if (how === 'not displayed') {
        await until(() => dividers(element).some((each) => inView(log, each)), 'the divider shows');
      }
      expect(room.unread).to.equal(30);
      button(element, '30 new messages').click();
      const focused = textOf(element.shadowRoot?.activeElement ?? element);
      expect(focused).to.match(how === 'inert' ? /New 1$/ : /New 30$/); // the divider was seen already
      panel.remove();
    });
  }

  it('says how much is unread where its beginning is not loaded, and goes there', async () => {
    const pages = [2, 1, 0].map((page) =>
      historyOf(50, new Date(Date.now() - page * 86_400_000), `Page ${page}`).map((row, i) => ({
        ...row,
        stanzaId: `${page}-${i}`,
      })),
    );
    const [, , newest = []] = pages;
    const { element, room, log } = await shown({
      messages: newest,
      unread: 50,
      lastRead: '2-20',
      history: 'more',
    });
    room.earlier = () => pages[2 - room.called('loadEarlier').length] ?? [];
    await until(() => fromEnd(log) < 1, 'it opens at the end');
    expect(dividers(element)).to.have.length(0);
    (await until(() => button(element, '50 unread – jump'), 'it says how much is unread')).click();
    await until(() => behind(element).length, 'the divider shows');
    expect(behind(element)[0]).to.match(/Page 2 22$/);
    expect(dividers(element).some((each) => inView(log, each))).to.be.true;
    expect(textOf(element.shadowRoot?.activeElement ?? element)).to.match(/Page 2 22$/);
    expect(findAll(element, '[part=unread]')).to.have.length(0);
  });
});
