import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ConnectionError, StanzaError } from '../../../../src/session/errors.js';
import type { Row } from '../../../../src/session/message.js';
import { ROOM, fakeRoom, historyOf, message, type RoomFields } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const DAY = new Date(2025, 10, 3, 9);

async function roomWith(fields: Partial<RoomFields> = {}) {
  const { room, session } = fakeRoom({
    messages: [
      message('Pumpkin, the first', { nick: 'Rosa', old: true }),
      ...historyOf(60),
      message('another pumpkin', { nick: 'Theo', old: true }),
      ...historyOf(60),
    ],
    ...fields,
  });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  element.style.blockSize = '500px';
  await painted();
  const log = find(element, '.log');
  const focused = () => element.shadowRoot?.activeElement ?? undefined;
  const choose = async (name: string) => {
    button(element, 'More').click();
    await until(() => findAll(element, '[role=menuitem]').length > 0, 'the menu shows');
    button(element, name).click();
  };
  const input = () => find<HTMLInputElement>(element, '.find input');
  const openSearch = async () => {
    await choose('Search…');
    await until(() => findAll(element, '.find input').length > 0, 'the search shows');
  };
  const look = async (text: string) => {
    if (findAll(element, '.find').length === 0) await openSearch();
    type(input(), text);
    press(input(), 'Enter');
  };
  const status = (text: string) =>
    until(() => textOf(find(element, '.find output')) === text, `it says “${text}”`);
  const note = (text: string) =>
    until(() => textOf(find(element, '.find-note')).startsWith(text), `it notes “${text}”`);
  const said = (text: string) =>
    until(
      () => findAll(element, '[aria-live]').some((each) => textOf(each).includes(text)),
      `“${text}” is said`,
    );
  const marked = () => findAll(element, 'li.found [part~=message-body]').map(textOf);
  const inView = (text: string) => {
    const row = findAll(element, '[part~=message-body]').find((each) => textOf(each) === text);
    const box = row?.getBoundingClientRect();
    const view = log.getBoundingClientRect();
    return Boolean(box && box.top >= view.top && box.bottom <= view.bottom);
  };
  return { room, element, log, focused, choose, input, openSearch, look, status, note, said, marked, inView };
}

describe('a search in the messages', () => {
  it('finds the newest first, shows and says it, and goes from match to match by Enter', async () => {
    const { look, status, said, marked, inView, input, focused } = await roomWith();
    await look('PUMPKIN');
    await status('1 of 2');
    await said('2 matches');
    await until(() => inView('another pumpkin'), 'it is shown');
    expect(marked()).to.deep.equal(['another pumpkin']);
    press(input(), 'Enter');
    await status('2 of 2');
    await said('2 of 2: Rosa: Pumpkin, the first');
    await until(() => inView('Pumpkin, the first'), 'the older one is shown');
    expect(marked()).to.deep.equal(['Pumpkin, the first']);
    press(input(), 'Enter');
    await status('1 of 2'); // round its end
    press(input(), 'Enter', { shiftKey: true });
    await status('2 of 2');
    expect(focused() === input()).to.be.true;
  });

  it('goes by buttons, too, and searches by itself once nothing more is typed', async () => {
    const { element, openSearch, input, status } = await roomWith();
    await openSearch();
    type(input(), 'pumpkin');
    await status('1 of 2');
    button(element, 'Older match').click();
    await status('2 of 2');
    button(element, 'Newer match').click();
    await status('1 of 2');
  });

  if ('highlights' in CSS)
    it('marks the words that were looked for, and nothing once it is closed', async () => {
      const { element, look, marked } = await roomWith();
      await look('pump');
      const words = () => [...(CSS.highlights.get('xmpp-found') ?? [])].map((range) => String(range));
      await until(() => words().join() === 'pump', 'the words are marked');
      button(element, 'Close the search').click();
      expect([words(), marked(), findAll(element, '.find')]).to.deep.equal([[], [], []]);
    });

  it('Escape leads back to where one was, and to the button that it was opened by', async () => {
    const { element, log, look, status, input, focused } = await roomWith();
    log.scrollTop = log.scrollHeight / 2;
    log.dispatchEvent(new Event('scroll'));
    await painted();
    const rows = findAll(element, '[part~=message]');
    const top = (row?: Element) =>
      (row?.getBoundingClientRect().top ?? NaN) - log.getBoundingClientRect().top;
    const row = rows.find((each) => top(each) >= 0);
    const before = top(row);
    await look('the first');
    await status('1 of 1');
    await until(() => top(row) !== before, 'it is elsewhere');
    press(input(), 'Escape');
    expect(findAll(element, '.find')).to.have.length(0);
    await until(() => Math.abs(top(row) - before) < 2, 'the list is where it was');
    expect(focused() === button(element, 'More')).to.be.true;
  });

  it('Escape leads back to the end for whoever was there', async () => {
    const { log, look, status, input } = await roomWith();
    await look('the first');
    await status('1 of 1');
    press(input(), 'Escape');
    await until(() => log.scrollHeight - log.scrollTop - log.clientHeight < 2, 'the end is in view');
  });

  it('XEP-0431: fetches the next page of what the archive found, and says that there are more', async () => {
    const fake = await roomWith();
    const { room, look, status, input } = fake;
    room.archive = Array.from({ length: 3 }, (_, i) => message(`old pumpkin ${i}`, { old: true, time: DAY }));
    await look('pumpkin');
    await status('1 of 2+');
    press(input(), 'Enter');
    await status('2 of 2+');
    press(input(), 'Enter');
    await status('3 of 4+');
    await until(() => fake.inView('old pumpkin 2'), 'it is fetched and shown');
  });

  it('says plainly where only what is loaded was searched, and why', async () => {
    const { room, look, note, status } = await roomWith();
    await look('pumpkin');
    await note('Searched only what is loaded here: the archive cannot search.');
    room.reachable = false;
    await look('first');
    await status('1 of 1');
    await note('Searched only what is loaded here: there is no connection.');
  });

  it('says that nothing was found, and that it is searching', async () => {
    const { room, look, status, said } = await roomWith();
    let answer: (() => void) | undefined;
    room.pastWait = new Promise<void>((resolve) => (answer = resolve));
    await look('aubergine');
    await status('Searching…');
    answer?.();
    await status('Nothing found');
    await said('Nothing found');
  });

  it('says that it failed, and searches again when asked', async () => {
    const { element, room, look, note, status, said } = await roomWith();
    room.pastError = new ConnectionError('closed', 'gone');
    await look('pumpkin');
    await note('The search failed.');
    await said('The search failed.');
    room.pastError = undefined;
    button(element, 'Try again').click();
    await status('1 of 2');
  });

  it('MAM-2: says that a match is not there any more', async () => {
    const { room, look, input, note, status } = await roomWith();
    await look('pumpkin');
    await status('1 of 2');
    room.pastError = new StanzaError('item-not-found', 'cancel');
    press(input(), 'Enter');
    await note('That message is not there any more.');
  });

  it('is accessible, empty and with matches, and closes when the language changes', async () => {
    const { element, openSearch, look, status } = await roomWith();
    await openSearch();
    expect(await violations(element)).to.deep.equal([]);
    await look('pumpkin');
    await status('1 of 2');
    expect(await violations(element)).to.deep.equal([]);
    element.lang = 'de';
    await until(() => findAll(element, '.find').length === 0, 'it is closed');
  });

  it('is not offered where there are no messages', async () => {
    const { element } = await roomWith({ messages: [] });
    button(element, 'More').click();
    await until(() => findAll(element, '[role=menuitem]').length > 0, 'the menu shows');
    expect(findAll(element, '[role=menuitem]').map(textOf)).not.to.include('Search…');
  });
});

describe('going to a date', () => {
  const field = (element: Element) => find<HTMLInputElement>(element, '#dialog-field');

  it('shows what was said from that day on, says which day, and gives the row the focus', async () => {
    const { element, room, choose, said, inView, focused } = await roomWith();
    room.archive = Array.from({ length: 80 }, (_, i) =>
      message(`old ${i}`, { old: true, time: new Date(DAY.getTime() + (i - 40) * 3_600_000) }),
    );
    await choose('Go to a date…');
    await until(() => element.shadowRoot?.querySelector('#dialog-field'), 'it asks');
    expect(field(element).type).to.equal('date');
    expect(await violations(element)).to.deep.equal([]);
    field(element).value = '2025-11-03';
    button(element, 'Go there').click();
    await said('Messages of November 3, 2025');
    expect(room.called('jumpTo')[0]?.[0]).to.deep.equal(new Date(2025, 10, 3));
    await until(() => inView('old 31'), 'the first of that day is shown');
    await until(() => focused() && textOf(focused()!).includes('old 31'), 'it has the focus');
  });

  it('tells of a day that is missing or to come, and what went wrong', async () => {
    const { element, room, choose } = await roomWith();
    await choose('Go to a date…');
    await until(() => element.shadowRoot?.querySelector('#dialog-field'), 'it asks');
    const problem = (text: string) =>
      until(() => textOf(find(element, '#dialog-problem')) === text, `it says “${text}”`);
    button(element, 'Go there').click();
    await problem('Choose a day.');
    field(element).value = '2125-01-01';
    button(element, 'Go there').click();
    await problem('That day is yet to come.');
    room.pastError = new ConnectionError('closed', 'gone');
    field(element).value = '2025-01-01';
    button(element, 'Go there').click();
    await problem('There is no connection.');
    expect(field(element).value).to.equal('2025-01-01');
  });

  it('leads to the end where nothing was said since then', async () => {
    const { element, log, choose, said } = await roomWith({
      messages: historyOf(60, new Date(2024, 1, 1)),
    });
    log.scrollTop = 0;
    await choose('Go to a date…');
    await until(() => element.shadowRoot?.querySelector('#dialog-field'), 'it asks');
    field(element).value = '2025-01-01';
    button(element, 'Go there').click();
    await said('Nothing was said since then.');
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.lessThan(2);
  });
});

describe('a gap that is far from now', () => {
  const gap: Row = { kind: 'gap', key: 'gap', time: DAY, state: 'idle', far: true };

  /** Its words are there, and the list has taken its place after that. */
  async function told(element: Element): Promise<HTMLElement> {
    const note = await until(() => findAll(element, '.gap')[0], 'the gap is told');
    await painted();
    return note;
  }

  it('ux.md §3: is filled by itself when the reader comes near, from the side they come from', async () => {
    const before = historyOf(60, DAY);
    const { element, room, log } = await roomWith({ messages: [...before, gap, ...historyOf(60)] });
    expect(room.called('loadGap')).to.have.length(0);
    const note = await told(element);
    log.scrollTop += note.getBoundingClientRect().bottom - log.getBoundingClientRect().top + 100;
    await until(() => room.called('loadGap').length > 0, 'it is filled');
    expect(room.called('loadGap')[0]).to.deep.equal(['gap', 'earlier']);
  });

  it('ux.md §3: what fills it from below moves nothing that is being read', async () => {
    const before = historyOf(60, DAY);
    const after = historyOf(60);
    const filling = historyOf(50, new Date(DAY.getTime() + 3_600_000), 'Filled');
    const { room, log, element } = await roomWith({ messages: [...before, gap, ...after] });
    let filled = false;
    room.gapFilling = () => {
      const rows = filled ? room.messages : [...before, gap, ...filling, ...after];
      filled = true;
      return rows;
    };
    await told(element);
    const first = findAll(element, '.log li').find((item) => textOf(item).includes(after[0]!.body));
    const top = () => (first?.getBoundingClientRect().top ?? 0) - log.getBoundingClientRect().top;
    log.scrollTop += top() - 10;
    const at = top();
    await until(
      () => filled && findAll(element, '.log li').some((item) => textOf(item).includes('Filled 50')),
      'it is filled',
    );
    expect(Math.abs(top() - at)).to.be.lessThan(1);
  });
});
