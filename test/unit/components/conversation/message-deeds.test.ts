/** What rows show beside plain words, and what people do to messages (ux.md §3, §4). */
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import type { ChatMessage } from '../../../../src/session/message.js';
import { asLink } from '../../../../src/session/shared-files.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { fakeRoom, message, ROOM, type RoomFields } from '../../../support/fake-room.js';
import { find, findAll, part, parts, press, textOf, type } from '../../../support/elements.js';
import { fixture, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const own = (body: string) => message(body, { own: true, nick: 'Me', state: 'sent' });

async function roomWith(fields: Partial<RoomFields>) {
  const { room, session } = fakeRoom({ nick: 'Me', ...fields });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const bodies = () => parts(element, 'message-body').map(textOf);
  await until(() => bodies().length === fields.messages?.length, 'all messages');
  const rowOf = (text: string) =>
    parts(element, 'message').find((row) => textOf(row.querySelector('.words')!).includes(text))!;
  const field = () => part(element, 'input') as HTMLTextAreaElement;
  /** Chooses `name` in the menu of the row with `text`. */
  const choose = async (text: string, name: string) => {
    rowOf(text).focus();
    (await until(() => rowOf(text).querySelector<HTMLElement>('.row-more'), 'its button')).click();
    const items = findAll(element, '#row-menu [role=menuitem]');
    items.find((each) => (each.ariaLabel ?? textOf(each)) === name)!.click();
  };
  return { room, element, bodies, rowOf, field, choose };
}

describe('reactions', () => {
  it('ux.md §3: are toggle buttons that tell who, and whether oneself', async () => {
    const reactions = [{ emoji: '👍', nicks: ['Ann', 'Bob'], own: false }];
    const { room, element, rowOf } = await roomWith({ messages: [message('look', { reactions })] });
    const button = await until(() => rowOf('look').querySelector<HTMLElement>('.reaction'), 'the reaction');
    expect(button.ariaPressed).to.equal('false');
    expect(button.ariaLabel).to.equal('👍, 2 people: Ann, Bob');
    expect(await violations(element)).to.deep.equal([]);
    button.click();
    await until(() => rowOf('look').querySelector('.reaction')?.ariaPressed === 'true', 'ours as well');
    expect(room.called('react')).to.deep.equal([[room.messages[0]?.key, '👍']]);
    const { ariaLabel } = rowOf('look').querySelector<HTMLElement>('.reaction')!;
    expect(ariaLabel).to.equal('👍, 3 people, you too: Ann, Bob, Me');
  });

  it('are chosen in the menu of a message, and taken back there', async () => {
    const { room, rowOf, choose } = await roomWith({ messages: [message('look')] });
    await choose('look', 'React with 🎉');
    await until(() => rowOf('look').querySelector('.reaction'), 'it shows');
    await choose('look', 'Take back 🎉');
    await until(() => !rowOf('look').querySelector('.reaction'), 'it is gone');
    expect(room.called('react')).to.have.length(2);
  });

  it('ux.md §3: say that they wait for the link', async () => {
    const { element, rowOf, choose } = await roomWith({
      messages: [message('look')],
      status: { state: 'offline', since: new Date() },
    });
    await choose('look', 'React with 🎉');
    const state = await until(() => rowOf('look').querySelector('.state'), 'it says so');
    expect(textOf(state)).to.equal('Your reaction is waiting');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('any emoji can be one', async () => {
    const { room, element, choose } = await roomWith({ messages: [message('look')] });
    await choose('look', 'More reactions');
    const cell = await until(() => findAll(element, '.emoji-picker [role=gridcell]')[0], 'the grid', 20_000);
    (cell.querySelector('button') ?? cell).click();
    await until(() => room.called('react').length === 1, 'it is taken');
    expect(room.called('react')[0]?.[1]).to.match(/\p{Extended_Pictographic}/u);
  });
});

describe('replies', () => {
  it('ux.md §3, §4: show what they answer, above the composer as well, until they are sent or given up', async () => {
    const { room, element, rowOf, field, choose } = await roomWith({
      messages: [message('Where?', { nick: 'Ann' })],
    });
    type(field(), 'In the');
    await choose('Where?', 'Reply');
    expect(textOf(part(element, 'errand')))
      .to.contain('Reply to Ann')
      .and.contain('Where?');
    expect(field().value).to.equal('In the');
    press(field(), 'Escape');
    await until(() => findAll(element, '[part=errand]').length === 0, 'given up');
    expect(field().value).to.equal('In the');
    await choose('Where?', 'Reply');
    type(field(), 'In the garden');
    press(field(), 'Enter');
    expect(room.called('reply')).to.deep.equal([[room.messages[0]?.key, 'In the garden']]);
    expect(room.called('send')).to.deep.equal([]);
    expect(field().value).to.equal('');
    const quote = await until(
      () => rowOf('In the garden')?.querySelector<HTMLElement>('.answered'),
      'the quote',
    );
    expect(quote.ariaLabel).to.equal('In reply to Ann: Where?');
    quote.click();
    await until(() => element.shadowRoot?.activeElement === rowOf('Where?'), 'its source has the focus');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('of what is not here say so, and lead nowhere', async () => {
    const { rowOf } = await roomWith({ messages: [message('yes', { reply: { text: 'Lost words' } })] });
    const quote = await until(() => rowOf('yes').querySelector<HTMLElement>('.answered'), 'the quote');
    expect(quote.localName).to.equal('div');
    expect(textOf(quote)).to.equal('Lost words');
  });
});

describe('corrections and retractions', () => {
  it('ux.md §4: an own message is said in other words, the draft stays aside, its earlier ones in reach', async () => {
    const { room, element, field, choose, bodies } = await roomWith({ messages: [own('helo')] });
    type(field(), 'A draft');
    await choose('helo', 'Edit');
    expect(field().value).to.equal('helo');
    expect(textOf(part(element, 'errand'))).to.contain('Editing a message');
    type(field(), 'hello');
    press(field(), 'Enter');
    expect(room.called('correct')).to.deep.equal([[room.messages[0]?.key, 'hello']]);
    await until(() => bodies()[0] === 'hello', 'the new words');
    expect(textOf(find(element, '.earlier summary'))).to.equal('Edited');
    expect(textOf(find(element, '.earlier li span'))).to.equal('helo');
    expect(field().value).to.equal('A draft');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('is taken back after a question, and leaves a tombstone', async () => {
    const { room, element, choose, bodies } = await roomWith({ messages: [own('oops')] });
    await choose('oops', 'Remove');
    const dialog = await until(
      () => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]'),
      'a question',
    );
    expect(await violations(element)).to.deep.equal([]);
    expect(room.called('retract')).to.deep.equal([]);
    [...dialog.querySelectorAll('button')].find((each) => textOf(each) === 'Remove')!.click();
    await until(() => bodies()[0] !== 'oops', 'it is gone');
    expect(room.called('retract')).to.deep.equal([[room.messages[0]?.key]]);
  });

  it('ux.md §3: waits for the link in sight, and can be left', async () => {
    const { room, element, bodies, rowOf, choose } = await roomWith({
      messages: [own('oops')],
      status: { state: 'offline', since: new Date() },
    });
    const state = () => rowOf('oops').querySelector<HTMLElement>('.state');
    await choose('oops', 'Remove');
    await until(() => find(element, 'dialog[open]'), 'a question');
    findAll(element, 'dialog button')
      .find((each) => textOf(each) === 'Remove')!
      .click();
    await until(() => state() && textOf(state()!).startsWith('Waiting to be removed'), 'it says so');
    expect(bodies()).to.deep.equal(['oops']);
    expect(await violations(element)).to.deep.equal([]);
    await until(() => textOf(find(element, '[aria-live=polite]')) === 'Waiting', 'aloud, too');
    state()!.querySelector('button')!.click();
    await until(() => state() === null, 'it stays');
    expect(room.called('keep')).to.deep.equal([[room.messages[0]?.key]]);
  });

  it('ux.md §3: nothing is said of what is on its way, unless it takes long', async () => {
    const doing = { what: 'removal', waits: false, unsent: false } as const;
    const { rowOf } = await roomWith({ messages: [message('oops', { own: true, state: 'sent', doing })] });
    const state = await until(() => rowOf('oops').querySelector('.state'), 'it is there');
    expect(textOf(state)).to.equal('Sending…');
    expect(getComputedStyle(state).visibility).to.equal('hidden');
    await until(() => getComputedStyle(state).visibility === 'visible', 'after 2 s');
  });

  it('ux.md §3: what came to nothing says so, can be tried again and left', async () => {
    const failed = (what: 'reaction' | 'removal') =>
      ({ what, waits: false, unsent: false, failed: true }) as const;
    const { room, element, rowOf } = await roomWith({
      messages: [
        message('look', { doing: failed('reaction') }),
        { ...own('oops'), doing: failed('removal') },
      ],
    });
    const state = (text: string) => rowOf(text).querySelector<HTMLElement>('.state');
    const press = (text: string, name: string) =>
      [...state(text)!.querySelectorAll('button')].find((each) => textOf(each) === name)!.click();
    await until(() => state('look') && state('oops'), 'they say so');
    expect(textOf(state('look')!)).to.match(/^Your reaction was not sent/);
    expect(textOf(state('oops')!)).to.match(/^Not removed/);
    expect(await violations(element)).to.deep.equal([]);
    press('oops', 'Try again');
    await until(() => room.called('redo').length === 1, 'tried again');
    expect(room.called('redo')).to.deep.equal([[room.messages[1]?.key]]);
    press('look', 'Cancel');
    await until(() => state('look') === null, 'left');
    expect(room.called('keep')).to.deep.equal([[room.messages[0]?.key]]);
  });

  it('is offered for one’s own alone', async () => {
    const { element, rowOf } = await roomWith({ messages: [message('hers')] });
    rowOf('hers').focus();
    (await until(() => rowOf('hers').querySelector<HTMLElement>('.row-more'), 'its button')).click();
    const names = findAll(element, '#row-menu [role=menuitem]').map(textOf);
    expect(names).to.include('Reply').and.not.include('Edit').and.not.include('Remove');
  });
});

describe('rich text in rows', () => {
  const rich = (differs = false) => ({
    content: [{ name: 'strong' as const, children: ['so'] }, ' good'],
    text: 'so good',
    differs,
  });

  it('XHT-1: shows it in the place of the plain body', async () => {
    const { rowOf } = await roomWith({ messages: [message('so good', { rich: rich() })] });
    await until(() => rowOf('so good').querySelector('.words strong'), 'bold words');
    expect(rowOf('so good').querySelector('.earlier')).to.equal(null);
  });

  it('X-15: where its plain body says something else, that is marked and in reach', async () => {
    const { rowOf } = await roomWith({ messages: [message('so bad', { rich: rich(true) })] });
    const more = await until(() => rowOf('so good')?.querySelector<HTMLElement>('.earlier'), 'the mark');
    expect(textOf(more.querySelector('summary')!)).to.equal('Its plain text says something else');
    expect(textOf(more.querySelector('li span')!)).to.equal('so bad');
  });

  it('XHT-19: what was left out is said', async () => {
    const { rowOf } = await roomWith({ messages: [message('plain', { rich: 'too-much' })] });
    await until(() => rowOf('plain').querySelector('.aside'), 'the word');
  });

  it('STY-1: styles plain bodies, marks and all, unless their author does not want it', async () => {
    const messages = [
      message('*so* good'),
      message('not *so* good', { unstyled: true }),
      message('> quoted\nwords'),
    ];
    const { rowOf } = await roomWith({ messages });
    await until(() => rowOf('*so* good').querySelector('.words strong'), 'bold words');
    await until(() => rowOf('quoted').querySelector('.words blockquote'), 'a quote');
    expect(rowOf('not *so*').querySelector('strong')).to.equal(null);
  });
});

describe('files', () => {
  const file = { url: 'https://files.example/4a77/a.pdf', name: 'a.pdf', size: 12 };
  const shared = (more: Partial<ChatMessage> = {}) => message(file.url, { ...asLink([file], file), ...more });

  it('UP-3: are what their message says, to screen readers as well', async () => {
    const { element, rowOf } = await roomWith({ messages: [message('look'), shared({ nick: 'Ann' })] });
    await until(() => rowOf('a.pdf'), 'the card');
    const row = rowOf('a.pdf');
    expect(element.shadowRoot?.getElementById(row.getAttribute('aria-describedby')!)).to.equal(
      row.querySelector('.words'),
    );
    expect(textOf(row.querySelector('.words')!)).not.to.contain('4a77');
    expect(row.querySelector('a')?.href).to.equal(file.url);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('are copied by their address, answered by their name, and not said in other words', async () => {
    const { element, rowOf, field, choose } = await roomWith({
      messages: [shared({ own: true, nick: 'Me', state: 'sent' })],
    });
    await until(() => rowOf('a.pdf'), 'the card');
    const written: string[] = [];
    const { writeText } = navigator.clipboard;
    navigator.clipboard.writeText = (text) => Promise.resolve(void written.push(text));
    cleanUpAfterTest(() => (navigator.clipboard.writeText = writeText));
    await choose('a.pdf', 'Copy text');
    expect(written).to.deep.equal([file.url]);
    await choose('a.pdf', 'Reply');
    expect(textOf(part(element, 'errand')))
      .to.contain('a.pdf')
      .and.not.to.contain('https:');
    press(field(), 'Escape');
    rowOf('a.pdf').focus();
    (await until(() => rowOf('a.pdf').querySelector<HTMLElement>('.row-more'), 'its button')).click();
    const names = findAll(element, '#row-menu [role=menuitem]').map((each) => each.ariaLabel ?? textOf(each));
    expect(names).to.include('Remove').and.not.to.include('Edit');
  });
});
