/** Keys, where they are listed, and switching off those that somebody may press by mistake (ux.md §1, §3; WCAG 2.1.4). */
import { expect } from 'chai';
import '../../../../src/components/conversation/row-keys.js';
import '../../../../src/components/xmpp-room/define.js';
import { writeShortcutsOff } from '../../../../src/components/shared/storage.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM, fakeRoom, historyOf, message, occupant, occupants } from '../../../support/fake-room.js';
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
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

async function shown(properties: { noShortcuts?: boolean; sendKey?: string } = {}) {
  cleanUpAfterTest(() => writeShortcutsOff(false));
  const failed = message('mine', { own: true, nick: 'Me', state: 'failed', failure: { reason: 'no-echo' } });
  const people = occupants(occupant('Me', { self: true }), occupant('Juliet'));
  const { room, session } = fakeRoom({ messages: [...historyOf(30), failed], occupants: people });
  const element = await fixture('xmpp-room', { session, jid: ROOM, ...properties });
  const input = find<HTMLTextAreaElement>(element, 'textarea');
  const focused = () => element.shadowRoot?.activeElement ?? element;
  const openKeys = async () => {
    button(element, 'More').click();
    await until(() => findAll(element, '[role=menuitem]').length > 0, 'the menu shows');
    button(element, 'Keyboard').click();
    return find<HTMLInputElement>(element, '[role=switch]');
  };
  const lastRow = () => parts(element, 'message').at(-1) ?? element;
  return { element, room, input, focused, openKeys, lastRow };
}

/** What each shortcut still does, in order: F6, PageUp and ↑ in the empty composer, Shift+F10 on a message. */
async function working({ element, input, focused, room, lastRow }: Awaited<ReturnType<typeof shown>>) {
  lastRow().focus();
  await until(() => findAll(element, '.row-more').length > 0, 'the message menu has loaded');
  input.focus();
  const f6 = !press(input, 'F6') && focused() !== input;
  input.focus();
  const pageUp = !press(input, 'PageUp');
  lastRow().focus();
  const menu = !press(lastRow(), 'F10', { shiftKey: true });
  if (menu) press(focused(), 'Escape');
  input.focus();
  const up = !press(input, 'ArrowUp');
  if (up) await until(() => room.called('discard').length > 0, 'the last message is taken back');
  return [f6, pageUp, menu, up];
}

describe('<xmpp-room> keys', () => {
  it('ux.md §3: F6 goes on to list, composer, people and header, Shift+F6 back', async () => {
    const { element, input, focused } = await shown();
    button(element, 'Show people, 2 here').click();
    await until(() => element.shadowRoot?.querySelector('aside .people-list'), 'the people show');
    input.focus();
    const area = () => ['header', '.log', '.composer', 'aside'].find((each) => focused().closest(each));
    const walk = (shiftKey: boolean) =>
      [1, 2, 3, 4].map(() => {
        expect(press(focused(), 'F6', { shiftKey })).to.be.false;
        return area();
      });
    expect(walk(false)).to.deep.equal(['aside', 'header', '.log', '.composer']);
    expect(walk(true)).to.deep.equal(['.log', 'header', 'aside', '.composer']);
  });

  it('are all in the dialog, with a name each, and axe finds nothing', async () => {
    const { element, openKeys } = await shown();
    await openKeys();
    const names = findAll(element, 'kbd').map(textOf);
    for (const key of [
      'Enter',
      'Shift+Enter',
      '↑',
      '↓',
      'Home',
      'End',
      'PageUp',
      'PageDown',
      'Tab',
      'Escape',
    ])
      expect(names).to.include(key);
    for (const key of ['F6', 'Shift+F6', 'Shift+F10', 'Menu']) expect(names).to.include(key);
    expect(findAll(element, 'dd').every((each) => textOf(each) !== '')).to.be.true;
    expect(await violations(element)).to.deep.equal([]);
  });

  it('tells of the keys that send as the page has set them', async () => {
    const { element, openKeys } = await shown({ sendKey: 'mod-enter' });
    await openKeys();
    expect(textOf(find(element, '.keys > div'))).to.equal('Ctrl+Enter Send');
  });

  it('are never a bare letter', async () => {
    const { element, input, lastRow } = await shown();
    lastRow().focus();
    await until(() => findAll(element, '.row-more').length > 0, 'the message menu has loaded');
    for (const target of [lastRow(), input, button(element, 'More')])
      for (const letter of 'abcdefghijklmnopqrstuvwxyz/?') expect(press(target, letter), letter).to.be.true;
  });

  it('work unless they are switched off', async () => {
    expect(await working(await shown())).to.deep.equal([true, true, true, true]);
  });

  it('are switched off in the dialog, and that is remembered', async () => {
    const first = await shown();
    const off = await first.openKeys();
    expect(off.checked).to.be.true;
    expect(textOf(off.closest('label') ?? off)).to.equal('Keyboard shortcuts');
    off.click();
    button(first.element, 'Close').click();
    expect(await working(first)).to.deep.equal([false, false, false, false]);
    first.element.remove();
    const second = await shown();
    expect(await working(second)).to.deep.equal([false, false, false, false]);
    const on = await second.openKeys();
    expect(on.checked).to.be.false;
    on.click();
    button(second.element, 'Close').click();
    expect(await working(second)).to.deep.equal([true, true, true, true]);
  });

  it('are switched off by the page with no-shortcuts, and the dialog says so', async () => {
    const room = await shown({ noShortcuts: true });
    expect(await working(room)).to.deep.equal([false, false, false, false]);
    const toggle = await room.openKeys();
    expect([toggle.checked, toggle.disabled]).to.deep.equal([false, true]);
    expect(textOf(find(room.element, '#switch-hint'))).to.equal('This page has switched them off.');
  });

  it('that a list needs to be used at all stay', async () => {
    const { focused, lastRow, element } = await shown({ noShortcuts: true });
    lastRow().focus();
    await painted(); // and its keys are there
    press(lastRow(), 'Home');
    expect(focused() === parts(element, 'message')[0]).to.be.true;
    press(focused(), 'Escape');
    expect(focused().closest('[part~=composer]') === part(element, 'composer')).to.be.true;
  });
});
