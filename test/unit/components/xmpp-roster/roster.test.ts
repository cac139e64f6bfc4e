import { expect } from 'chai';
import '../../../../src/components/xmpp-roster/define.js';
import type { XmppRoster } from '../../../../src/components/xmpp-roster/xmpp-roster.js';
import { aboutSubscription } from '../../../../src/components/xmpp-roster/row.js';
import { rosterEnglish, type RosterStrings } from '../../../../src/components/shared/roster-strings.js';
import type { Contact } from '../../../../src/session/contact.js';
import { ConnectionError, StanzaError } from '../../../../src/session/errors.js';
import { crowd, fakePeople, here } from '../../../support/fake-people.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  parts,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

type Fakes = ReturnType<typeof fakePeople>;

/** What a screen reader calls it. */
const called = (row: Element | undefined) => row && textOf(row.querySelector('.unseen')!);

const three = () =>
  fakePeople({
    'ada@k.example': { name: 'Ada', resources: [here('available', 'Counting')] },
    'ben@k.example': { name: 'Ben', resources: [here('away')] },
    'cleo@k.example': { name: 'Cleo' },
  });

const grouped = () =>
  fakePeople({
    'ada@k.example': { name: 'Ada', groups: ['Friends'] },
    'ben@k.example': { name: 'Ben', groups: ['Work'] },
  });

const rowOf = (element: Element, name: string) =>
  findAll(element, '.line').find((row) => called(row)?.startsWith(name));

/** All that is said from now on. */
function recorded(element: HTMLElement): string[] {
  const spoken: string[] = [];
  const watch = new MutationObserver((all) => {
    for (const { addedNodes } of all) for (const node of addedNodes) spoken.push(node.textContent ?? '');
  });
  watch.observe(find(element, '[aria-live=polite]'), { childList: true });
  return spoken;
}

async function shows(fakes: Fakes, properties: Partial<XmppRoster> = {}) {
  const element = await fixture('xmpp-roster', { session: fakes.session, ...properties });
  await until(() => findAll(element, '.line, .middle').length, 'it shows people, or why not');
  const rows = () => findAll(element, '.line');
  const names = () => parts(element, 'contact-name').map(textOf);
  const focused = () => element.shadowRoot?.activeElement ?? undefined;
  const row = (name: string) => {
    const found = rows().find((each) => called(each)?.startsWith(name));
    if (!found) throw new Error(`no line of ${name}`);
    return found;
  };
  const key = (name: string, more?: KeyboardEventInit) => press(focused() ?? element, name, more);
  const dialog = () => until(() => element.shadowRoot?.querySelector('dialog[open]'), 'it asks');
  const choose = async (item: string) => {
    await until(() => findAll(element, '[role=menuitem]').length, 'the menu shows');
    button(element, item).click();
  };
  const said = (text: string) =>
    until(
      () => findAll(element, '[aria-live=polite]').some((each) => textOf(each).includes(text)),
      `“${text}” is said`,
    );
  return { ...fakes, element, rows, names, focused, row, key, dialog, choose, said };
}

describe('<xmpp-roster>', () => {
  it('lists who is there first, each with name, presence and place (ux.md §5)', async () => {
    const { element, rows, names } = await shows(three());
    expect(names()).to.deep.equal(['Ada', 'Ben', 'Cleo']);
    expect(rows().map(called)).to.deep.equal(['Ada, available', 'Ben, away', 'Cleo, offline']);
    expect(rows().map((row) => [row.role, row.ariaPosInSet, row.ariaSetSize])).to.deep.equal([
      ['option', '1', '3'],
      ['option', '2', '3'],
      ['option', '3', '3'],
    ]);
    expect(find(element, '[role=listbox]').ariaLabel).to.equal('Contacts');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('tells what was said last and how much of it is unread, by day and by ear', async () => {
    const fakes = three();
    fakes.chats.say('cleo@k.example', 'see\nyou', 3);
    const { row } = await shows(fakes);
    expect(called(row('Cleo'))).to.equal('Cleo, offline, 3 unread');
    expect(textOf(row('Cleo').querySelector('.note')!)).to.equal('see you');
    fakes.chats.say('cleo@k.example', 'bye', 0, { own: true });
    await until(() => textOf(row('Cleo').querySelector('.note')!) === 'You: bye', 'it follows');
    expect(row('Cleo').querySelector('[part=unread]')).to.equal(null);
  });

  it('tells each of the nine subscription states apart (IM-14)', () => {
    const states = (['none', 'to', 'from', 'both'] as const).flatMap((subscription) =>
      [false, true].flatMap((pendingOut) =>
        [false, true].map((pendingIn) => ({ subscription, pendingOut, pendingIn })),
      ),
    );
    const possible = states.filter(
      ({ subscription, pendingOut, pendingIn }) =>
        !(pendingOut && /to|both/.test(subscription)) && !(pendingIn && /from|both/.test(subscription)),
    );
    const words = possible.map(
      (state) => aboutSubscription(state as Contact, rosterEnglish as RosterStrings) ?? 'both',
    );
    expect(possible).to.have.length(9);
    expect(new Set(words).size).to.equal(9);
  });

  it('fires xmpp-contact-select and keeps who is chosen, by click and by Enter', async () => {
    const { element, row, key } = await shows(three());
    const chosen = eventsOf(element, 'xmpp-contact-select');
    const told: (string | undefined)[] = [];
    element.addEventListener('xmpp-selected', () => told.push(element.selected));
    row('Ben').click();
    key('ArrowDown');
    key('Enter');
    expect(chosen.map(({ jid, contact }) => [jid, contact?.name])).to.deep.equal([
      ['ben@k.example', 'Ben'],
      ['cleo@k.example', 'Cleo'],
    ]);
    expect(told).to.deep.equal(['ben@k.example', 'cleo@k.example']);
    expect(row('Cleo').ariaSelected).to.equal('true');
    expect(row('Ben').ariaSelected).to.equal('false');
  });

  it('ux.md §7: whom an account has chosen is not chosen for the next one', async () => {
    const { element, roster, row } = await shows(three());
    row('Ben').click();
    expect(element.selected).to.equal('ben@k.example');
    roster.account = 'somebody-else@k.example';
    roster.put('ada@k.example', { name: 'Ada' });
    await until(() => element.selected === undefined, 'nobody is chosen');
  });

  it('has one tab stop and goes by arrows, Home, End and letters (ux.md §5)', async () => {
    const { element, rows, focused, key } = await shows(three());
    expect(rows().filter((row) => row.tabIndex === 0)).to.have.length(1);
    element.focus();
    await until(() => called(focused()) === 'Ada, available', 'the first has it');
    const at = (name: string) => {
      expect(key(name)).to.equal(false);
      return called(focused())?.split(',')[0];
    };
    expect(['ArrowDown', 'End', 'ArrowDown', 'Home', 'ArrowUp', 'c', 'PageUp'].map(at)).to.deep.equal([
      'Ben',
      'Cleo',
      'Cleo',
      'Ada',
      'Ada',
      'Cleo',
      'Ada',
    ]);
    expect(rows().filter((row) => row.tabIndex === 0)).to.have.length(1);
  });

  it('folds and unfolds groups by ← and →, which are the other way round from right to left', async () => {
    const fakes = grouped();
    const { element, row, key, focused, rows } = await shows(fakes);
    expect(rows().map((each) => [each.role, each.ariaLevel])).to.deep.equal([
      ['treeitem', '1'],
      ['treeitem', '2'],
      ['treeitem', '1'],
      ['treeitem', '2'],
    ]);
    row('Ada').focus();
    key('ArrowLeft');
    expect(called(focused())).to.equal('Friends, 0 of 1 online');
    key('ArrowLeft');
    expect(rows()).to.have.length(3);
    expect(focused()?.ariaExpanded).to.equal('false');
    element.dir = 'rtl';
    key('ArrowLeft');
    expect(rows()).to.have.length(4);
    key('ArrowLeft');
    expect(called(focused())).to.equal('Ada, offline');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('does not sort anew under the focus, but once it is gone (ux.md §5)', async () => {
    const { roster, names, row, element } = await shows(three());
    row('Ben').focus();
    roster.put('cleo@k.example', { resources: [here()] });
    await until(() => called(row('Cleo')) === 'Cleo, available', 'she is there');
    expect(names()).to.deep.equal(['Ada', 'Ben', 'Cleo']);
    find(element, '.filter').focus();
    await until(() => names().join() === 'Ada,Cleo,Ben', 'it is sorted');
  });

  it('does not sort anew under the pointer', async () => {
    const { roster, names, row, element } = await shows(three());
    find(element, '.lines').dispatchEvent(new PointerEvent('pointerenter'));
    roster.put('cleo@k.example', { resources: [here()] });
    await until(() => called(row('Cleo')) === 'Cleo, available', 'she is there');
    expect(names()).to.deep.equal(['Ada', 'Ben', 'Cleo']);
    find(element, '.lines').dispatchEvent(new PointerEvent('pointerleave'));
    await until(() => names().join() === 'Ada,Cleo,Ben', 'it is sorted');
  });

  it('narrows the list by what is typed, says how many are found, and ↓ enters the list', async () => {
    const { element, names, focused, said } = await shows(three());
    const filter = find<HTMLInputElement>(element, '.filter');
    type(filter, 'BEN');
    expect(names()).to.deep.equal(['Ben']);
    await said('1 contact');
    press(filter, 'ArrowDown');
    expect(called(focused())).to.equal('Ben, away');
    type(filter, 'zebra');
    expect(textOf(find(element, '.title'))).to.equal('Nobody is called that.');
    button(element, 'Show all').click();
    expect(names()).to.have.length(3);
  });

  it('hands the focus to a neighbour when a contact goes', async () => {
    const { roster, row, focused } = await shows(three());
    row('Ben').focus();
    await roster.remove('ben@k.example');
    await until(() => called(focused()) === 'Cleo, offline', 'the next one has it');
  });

  it('mounts of 5,000 only those in view, and the one that has the focus', async () => {
    const { element, rows, row, key, focused } = await shows(fakePeople(crowd(5000)));
    expect(rows().length).to.be.below(60);
    row('Ada').focus({ preventScroll: true }); // WebKit scrolls to it in the next frame, else
    const first = focused();
    find(element, '.lines').scrollTop = 100_000;
    await until(() => Number(rows().at(-1)?.ariaPosInSet) > 1500, 'others are in view');
    expect(first?.isConnected).to.equal(true);
    expect(rows().length).to.be.below(60);
    expect(rows()[1]?.ariaSetSize).to.equal('5000');
    key('End');
    expect(focused()?.ariaPosInSet).to.equal('5000');
    const [box, list] = [focused()!.getBoundingClientRect(), find(element, '.lines').getBoundingClientRect()];
    expect(box.bottom).to.be.at.most(list.bottom + 1);
  });

  it('opens its menu by Shift+F10, Menu, a right click and the dots', async () => {
    const { element, row, key } = await shows(three());
    const items = () => findAll(element, '[role=menuitem]').map(textOf);
    const closes = async () => {
      press(findAll(element, '[role=menuitem]')[0]!, 'Escape');
      await until(() => items().length === 0, 'it is closed');
    };
    row('Ben').focus();
    key('F10', { shiftKey: true });
    await until(() => items().length, 'the menu shows');
    expect(items()).to.deep.equal([
      'Open the chat',
      'Change the name',
      'Change the groups',
      'Stop showing when you are online',
      'Block',
      'Remove',
    ]);
    expect(await violations(element)).to.deep.equal([]);
    await closes();
    key('ContextMenu');
    await until(() => items().length, 'the menu shows');
    await closes();
    const right = new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: 20,
      clientY: 20,
    });
    expect(row('Ada').dispatchEvent(right)).to.equal(false);
    await until(() => items().length, 'the menu shows');
    await closes();
    row('Ada').querySelector<HTMLElement>('.dots')?.click();
    await until(() => items().length, 'the menu shows');
    expect(element.selected).to.equal(undefined);
  });

  it('renames by F2, and says why where that is refused (IM-12)', async () => {
    const { element, roster, row, key, dialog, said } = await shows(three());
    roster.refusal = new StanzaError('not-allowed', 'cancel', 'Read only');
    row('Ben').focus();
    key('F2');
    await dialog();
    const field = find<HTMLInputElement>(element, '#dialog-field');
    expect(field.value).to.equal('Ben');
    type(field, 'Benjamin');
    button(element, 'Change').click();
    const problem = await until(() => element.shadowRoot?.querySelector('#dialog-problem'), 'it says why');
    expect(textOf(problem)).to.equal('Your server does not allow this. “Read only”');
    expect(field.value).to.equal('Benjamin');
    expect(await violations(element)).to.deep.equal([]);
    roster.refusal = undefined;
    button(element, 'Change').click();
    await said('Now called Benjamin');
    expect(roster.called('rename').at(-1)).to.deep.equal(['ben@k.example', 'Benjamin']);
  });

  it('changes groups, each once', async () => {
    const { element, roster, row, choose, dialog } = await shows(three());
    row('Ben').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    await choose('Change the groups');
    await dialog();
    type(find(element, '#dialog-field'), 'Work, Friends,, Work');
    button(element, 'Change').click();
    await until(() => roster.called('setGroups').length, 'it is asked for');
    expect(roster.called('setGroups')[0]).to.deep.equal(['ben@k.example', ['Work', 'Friends']]);
  });

  it('asks before it removes somebody by Delete, and does nothing when cancelled (ux.md §5)', async () => {
    const { element, roster, row, key, dialog, names, focused, said } = await shows(three());
    row('Ben').focus();
    key('Delete');
    await dialog();
    expect(textOf(focused()!)).to.equal('Cancel');
    button(element, 'Cancel').click();
    expect(roster.called('remove')).to.deep.equal([]);
    await until(() => called(focused()) === 'Ben, away', 'the focus is back');
    key('Delete');
    await dialog();
    button(element, 'Remove').click();
    await said('Ben is no longer among your contacts');
    await until(() => names().join() === 'Ada,Cleo', 'he is gone');
  });

  it('blocks after asking, says where a server cannot (BLK-1), and unblocks', async () => {
    const { element, blocking, row, choose, dialog, said } = await shows(three());
    const menu = () =>
      row('Ben').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    blocking.refusal = new StanzaError('feature-not-implemented', 'cancel');
    menu();
    await choose('Block');
    await dialog();
    button(element, 'Block').click();
    const problem = await until(() => element.shadowRoot?.querySelector('#dialog-problem'), 'it says why');
    expect(textOf(problem)).to.equal('Your server cannot block anybody.');
    blocking.refusal = undefined;
    button(element, 'Block').click();
    await said('Ben is blocked');
    await until(() => called(row('Ben'))?.includes('Blocked'), 'it shows');
    menu();
    await choose('Unblock');
    await said('Ben is no longer blocked');
  });

  it('BLK-3: unblocks who is no contact by the list’s own menu, even where there is nobody else', async () => {
    const { element, blocking, choose, said } = await shows(fakePeople());
    await blocking.block('eve@k.example');
    (await until(() => element.shadowRoot?.querySelector<HTMLElement>('.more'), 'the menu’s button')).click();
    await choose('Unblock eve@k.example');
    await said('eve@k.example is no longer blocked');
    expect([...blocking.list]).to.deep.equal([]);
  });

  it('adds somebody, once the address can be one', async () => {
    const { element, roster, dialog, said } = await shows(three());
    part(element, 'add').click();
    await dialog();
    const fields = () => findAll(element, 'dialog input') as HTMLInputElement[];
    const refused = async (address: string) => {
      type(fields()[0]!, address);
      button(element, 'Add').click();
      return textOf(await until(() => element.shadowRoot?.querySelector('#dialog-problem'), 'it says why'));
    };
    expect(await refused('')).to.equal('Enter an address');
    expect(await refused('k.example')).to.equal('“k.example” is no address.');
    expect(await refused('me@kit.example')).to.equal('This is your own address.');
    expect(await refused('ADA@k.example/phone')).to.equal('Ada is among your contacts already.');
    type(fields()[0]!, 'Dora@K.example/x');
    type(fields()[1]!, 'Dora');
    type(fields()[2]!, 'Work');
    button(element, 'Add').click();
    await said('Dora is asked');
    expect(roster.called('add')).to.deep.equal([['dora@k.example', { name: 'Dora', groups: ['Work'] }]]);
  });

  it('lists requests above the list; accepting asks in turn (IM-16, IM-17)', async () => {
    const { element, roster, said } = await shows(three());
    roster.ask({ jid: 'gus@k.example', nick: 'Gus', text: 'Hello' });
    await said('Gus wants to see when you are online');
    await until(() => parts(element, 'request').length === 1, 'it shows');
    expect(await violations(element)).to.deep.equal([]);
    button(element, 'Accept Gus').click();
    await said('Gus sees now when you are online');
    expect(roster.called('approve')).to.deep.equal([['gus@k.example']]);
    expect(roster.called('add')[0]?.[0]).to.equal('gus@k.example');
    roster.ask({ jid: 'eve@k.example' });
    const decline = await until(() => button(element, 'Decline eve@k.example'), 'another one');
    roster.refusal = new ConnectionError('closed');
    decline.click();
    await until(() => element.shadowRoot?.querySelector('dialog[open]'), 'it says that this did not work');
    button(element, 'Close').click();
    roster.refusal = undefined;
    button(element, 'Decline eve@k.example').click();
    await until(() => parts(element, 'requests').length === 0, 'nobody waits');
  });

  it('keeps what strangers wrote in a folder of their own', async () => {
    const { element, chats, names } = await shows(three());
    chats.say('eve@evil.example', 'Buy!', 1, {}, true);
    const folder = await until(
      () => element.shadowRoot?.querySelector<HTMLElement>('.folder'),
      'it is there',
    );
    expect(names()).to.not.include('eve@evil.example');
    expect(parts(element, 'request')).to.have.length(0);
    folder.click();
    button(element, 'Read what eve@evil.example wrote').click();
    expect(element.selected).to.equal('eve@evil.example');
    button(element, 'Decline eve@evil.example').click();
    await until(() => parts(element, 'requests').length === 0, 'it is gone');
  });

  it('hides who is there while offline, and offers to connect', async () => {
    const { element, fake, row } = await shows(three());
    fake.set({ state: 'offline' });
    await until(() => called(row('Ada')) === 'Ada', 'nobody is known to be there');
    expect(part(element, 'status').hidden).to.equal(false);
    button(element, 'Connect').click();
    expect(fake.connects).to.equal(1);
    fake.set({ state: 'online' });
    await until(() => called(row('Ada')) === 'Ada, available', 'it is known again');
    expect(part(element, 'status').hidden).to.equal(true);
  });

  it('opens no connection before it is asked to', async () => {
    const fakes = fakePeople({}, 'idle');
    fakes.roster.state = 'idle';
    const { element, fake } = await shows(fakes);
    expect(textOf(find(element, '.title'))).to.equal('You are signed out.');
    expect(fake.connects).to.equal(0);
    button(element, 'Connect').click();
    expect(fake.connects).to.equal(1);
  });

  it('asks for the contacts again where that failed', async () => {
    const fakes = fakePeople();
    fakes.roster.state = 'failed';
    const { element, roster } = await shows(fakes);
    button(element, 'Try again').click();
    expect(roster.called('reload')).to.have.length(1);
  });

  it('changes how the account itself shows', async () => {
    const { element, presence } = await shows(three());
    const select = find<HTMLSelectElement>(element, 'select');
    select.value = 'dnd';
    select.dispatchEvent(new Event('change'));
    const status = find<HTMLInputElement>(element, '.saying');
    type(status, ' At the sea ');
    status.dispatchEvent(new Event('change'));
    expect([presence.show, presence.statusText]).to.deep.equal(['dnd', 'At the sea']);
  });

  it('is sorted as its attribute and its menu say', async () => {
    const { element, names, choose } = await shows(three());
    button(element, 'More').click();
    await choose('By name');
    expect(element.order).to.equal('name');
    element.order = 'presence';
    expect(names()).to.deep.equal(['Ada', 'Ben', 'Cleo']);
  });

  it('fetches pictures of those in view alone', async () => {
    const fakes = fakePeople(crowd(300));
    fakes.avatars.urls.set(
      'person0@kit.example',
      'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==',
    );
    const { element, avatars } = await shows(fakes);
    expect(findAll(element, '.avatar img')).to.have.length(1);
    expect(avatars.asked.size).to.be.below(60);
  });

  it('ux.md §2: says once what comes in chats that nobody shows, and nothing that was there before', async () => {
    const fakes = three();
    fakes.chats.say('ada@k.example', 'long ago', 1);
    const { element, chats } = await shows(fakes);
    const spoken = recorded(element);
    chats.say('ben@k.example', `*${'x'.repeat(300)}`, 1);
    await until(() => spoken.length, 'Ben is heard');
    expect(spoken[0])
      .to.match(/^Ben: \*x{190,}…$/)
      .and.to.have.lengthOf(200);
    chats.say('cleo@k.example', 'shown elsewhere', 1);
    chats.list[0]!.addEventListener('telling', (event) => event.preventDefault());
    await until(() => called(rowOf(element, 'Cleo'))?.includes('1 unread'), 'it has come');
    chats.say('eve@x.example', 'a stranger’s', 1, {}, true);
    chats.say('ada@k.example', 'my own', 1, { own: true });
    chats.say('ada@k.example', 'now', 2);
    await until(() => spoken.length > 1, 'Ada is heard');
    expect(spoken.slice(1)).to.deep.equal(['Ada: now']);
  });

  it('ux.md §2: of several on a page one says it, which is the first that is heard', async () => {
    const fakes = three();
    const elements = [
      await shows(fakes, { announce: 'off' }),
      await shows(fakes),
      await shows(fakes),
      await shows(fakes),
    ].map(({ element }) => element);
    const [silent, hidden, first, second] = elements as [XmppRoster, XmppRoster, XmppRoster, XmppRoster];
    hidden.hidden = true;
    const spoken = elements.map(recorded);
    const come = (element: XmppRoster, n: number) =>
      until(() => called(rowOf(element, 'Ben'))?.includes(`${n} unread`), 'it has come');
    fakes.chats.say('ben@k.example', 'one', 1);
    for (const element of elements) await come(element, 1);
    first.remove();
    fakes.chats.say('ben@k.example', 'two', 2);
    for (const element of [silent, hidden, second]) await come(element, 2);
    expect(spoken).to.deep.equal([[], [], ['Ben: one'], ['Ben: two']]);
  });

  it('ux.md §2: announce="off" says nothing', async () => {
    const { element, chats } = await shows(three(), { announce: 'off' });
    const spoken = recorded(element);
    chats.say('ben@k.example', 'psst', 1);
    await until(() => called(rowOf(element, 'Ben'))?.includes('1 unread'), 'it has come');
    expect(spoken).to.deep.equal([]);
  });

  it('IM-35: shows the last notice above the list, says who it is from, and offers no reply', async () => {
    const fakes = three();
    const { element, chats } = await shows(fakes);
    const spoken = recorded(element);
    chats.announce('ada@k.example', 'older', 'First');
    chats.announce('k.example', 'see https://k.example/x or xmpp:room@k.example?join', 'Down <b>at</b> 8');
    await until(() => parts(element, 'notice').length, 'it shows');
    expect(parts(element, 'notice')).to.have.length(1);
    expect(textOf(part(element, 'notice'))).to.match(/^k\.example .* Down <b>at<\/b> 8 see https:/);
    const links = findAll(element, '[part=notice] a').map((link) => link.getAttribute('href'));
    expect(links).to.deep.equal(['https://k.example/x', 'xmpp:room@k.example?join']);
    expect(findAll(element, '[part=notices] :is(input, textarea)')).to.have.length(0);
    await until(() => spoken.length === 2, 'both are said');
    expect(spoken).to.deep.equal([
      'Ada: First — older',
      'k.example: Down <b>at</b> 8 — see https://k.example/x or xmpp:room@k.example?join',
    ]);
    button(element, '1 more').click();
    expect(parts(element, 'notice').map(textOf)[1]).to.match(/^Ada ada@k\.example .*First older$/);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('IM-35: a notice that was dismissed hands the focus to the next one, the last one to the list', async () => {
    const fakes = three();
    for (const body of ['one', 'two', 'three']) fakes.chats.announce('k.example', body);
    const { element, chats, focused, key } = await shows(fakes);
    (await until(() => findAll(element, '[part=notices] > button')[0], 'the others')).click();
    const texts = () => findAll(element, '.notice .text').map(textOf);
    const dismissals = () => findAll(element, '.dismiss');
    dismissals()[1]!.focus();
    dismissals()[1]!.click();
    expect(texts()).to.deep.equal(['three', 'one']);
    expect(focused()).to.equal(dismissals()[1]);
    key('Escape');
    expect(texts()).to.deep.equal(['three']);
    expect(focused()).to.equal(dismissals()[0]);
    chats.announce('k.example', 'four');
    await until(() => findAll(element, '[part=notices] > button').length, 'another one has come');
    expect(texts()).to.deep.equal(['three']); // not under the eyes of who is there
    key('Escape');
    expect(texts()).to.deep.equal(['four']);
    key('Escape');
    expect(texts()).to.deep.equal([]);
    expect(focused()?.matches('.line')).to.equal(true);
  });

  it('IM-35: of a long notice the start shows, with each of its addresses whole or not at all', async () => {
    const fakes = three();
    const link = `https://k.example/${'y'.repeat(300)}`;
    fakes.chats.announce('k.example', `${'word '.repeat(40)}${link} ${'x'.repeat(50_000)}`);
    const { element } = await shows(fakes);
    await until(() => parts(element, 'notice').length, 'it shows');
    expect(textOf(find(element, '.notice .text'))).to.match(/^(word ){39}word ?…$/);
    button(element, 'Show more').click();
    expect(findAll(element, '.notice a').map((each) => each.getAttribute('href'))).to.deep.equal([link]);
    expect(textOf(find(element, '.notice .text'))).to.have.length.within(19_000, 20_000);
    button(element, 'Show less').click();
    expect(findAll(element, '.notice a')).to.have.length(0);
  });

  it('lets go of the session when it is taken out, and of one it no longer shows', async () => {
    const fakes = three();
    const { element, roster, fake, names } = await shows(fakes);
    element.remove();
    await until(() => roster.listeners === 0 && fake.listeners === 0, 'nobody listens');
    document.body.append(element);
    await until(() => names().length === 3, 'it shows again');
    element.session = fakePeople().session;
    await until(() => roster.listeners === 0 && fake.listeners === 0, 'nobody listens');
    await until(() => textOf(find(element, '.title')) === 'No contacts yet', 'it shows the other one');
  });
});
