/** What can be done with a message (ux.md §3, Row and Keys). */
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { readDraft } from '../../../../src/components/shared/storage.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM, fakeRoom, historyOf, message, type RoomFields } from '../../../support/fake-room.js';
import {
  button,
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

async function roomWith(fields: Partial<RoomFields> = {}) {
  const { room, session } = fakeRoom({ messages: historyOf(3), ...fields });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const row = (text: string) => {
    const found = parts(element, 'message').find((each) => textOf(each).includes(text));
    if (!found) throw new Error(`no row ${text}`);
    return found;
  };
  const more = () => findAll(element, '.row-more')[0];
  const items = () => findAll(element, '#row-menu [role=menuitem]');
  const focused = () => element.shadowRoot?.activeElement ?? undefined;
  const hover = async (over: Element) => {
    await until(() => {
      over.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
      return more()?.parentElement === over; // the first time its code is loaded
    }, 'the button is there');
  };
  /** By its button. */
  const open = async (text: string) => {
    await hover(row(text));
    more()?.click();
    await until(() => items().length > 0, 'the menu shows');
  };
  const said = (text: string) =>
    until(() => textOf(find(element, '[aria-live=polite]')).includes(text), `“${text}” is said`);
  const input = () => find<HTMLTextAreaElement>(element, 'textarea');
  return { room, element, row, more, items, focused, hover, open, said, input };
}

/** What is written to the clipboard, which a test may not touch without being asked. */
function clipboard(fails = false): string[] {
  const written: string[] = [];
  const { writeText } = navigator.clipboard;
  navigator.clipboard.writeText = (text) => {
    written.push(text);
    return fails ? Promise.reject(new Error('no')) : Promise.resolve();
  };
  cleanUpAfterTest(() => (navigator.clipboard.writeText = writeText));
  return written;
}

describe('<xmpp-room> message menu', () => {
  it('has one button, which goes to the row that is pointed at and moves nothing', async () => {
    const { element, row, more, hover } = await roomWith();
    expect(more()).to.equal(undefined);
    const heights = () => parts(element, 'message').map((each) => each.getBoundingClientRect().top);
    const before = heights();
    await hover(row('Message 2'));
    await hover(row('Message 1'));
    expect(findAll(element, '.row-more')).to.have.length(1);
    expect(heights()).to.deep.equal(before);
    const { width, height } = more()?.getBoundingClientRect() ?? { width: 0, height: 0 };
    expect(Math.min(width, height)).to.be.at.least(24);
    expect(more()?.getAttribute('aria-label')).to.equal('Message actions');
    part(element, 'log').dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    expect(more()).to.equal(undefined);
  });

  it('opens with the first item focused, says so on its button, and axe finds nothing', async () => {
    const { element, open, items, more, focused } = await roomWith();
    await open('Message 1');
    expect(items().map((each) => each.ariaLabel ?? textOf(each))).to.deep.equal([
      ...['👍', '❤️', '😂', '😮', '😢', '🎉'].map((emoji) => `React with ${emoji}`),
      'More reactions',
      'Reply',
      'Copy text',
      'Quote',
    ]);
    expect(focused() === items()[0]).to.be.true;
    expect(more()?.getAttribute('aria-expanded')).to.equal('true');
    expect(find(element, '#row-menu').getAttribute('role')).to.equal('menu');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('is reached by Enter on a row, as its other controls are', async () => {
    const { row, more, focused, items } = await roomWith();
    row('Message 2').focus();
    await until(() => more(), 'the button is there');
    press(row('Message 2'), 'Enter');
    expect(focused() === more()).to.be.true;
    expect(more()?.tabIndex).to.equal(0);
    more()?.click();
    expect(items()).to.have.length(10);
    press(items()[0] ?? row('Message 2'), 'Escape');
    expect(focused() === more()).to.be.true;
    press(more() ?? row('Message 2'), 'Escape');
    expect(focused() === row('Message 2')).to.be.true;
  });

  it('stays with the focused row for the keyboard wherever the pointer is', async () => {
    const { row, more, hover, focused } = await roomWith();
    row('Message 2').focus();
    await hover(row('Message 1'));
    press(row('Message 2'), 'Enter');
    expect(focused() === more()).to.be.true;
    expect(more()?.parentElement === row('Message 2')).to.be.true;
  });

  for (const [name, key, more] of [
    ['Shift+F10', 'F10', { shiftKey: true }],
    ['the Menu key', 'ContextMenu', {}],
  ] as const)
    it(`opens by ${name} on a row, and Escape leads back there`, async () => {
      const { row, items, focused, more: loaded } = await roomWith();
      row('Message 2').focus();
      await until(() => loaded(), 'it has loaded');
      expect(press(row('Message 2'), key, more), 'left to the browser').to.be.false;
      expect(focused() === items()[0]).to.be.true;
      press(items()[0] ?? row('Message 2'), 'Escape');
      expect(items()).to.have.length(0);
      expect(focused() === row('Message 2')).to.be.true;
    });

  it('opens by a long press of a finger, not by a short one', async () => {
    const { row, items, more } = await roomWith();
    row('Message 2').focus();
    await until(() => more(), 'it has loaded');
    const touch = (name: string) =>
      row('Message 3').dispatchEvent(
        new PointerEvent(name, { bubbles: true, pointerType: 'touch', clientX: 40, clientY: 40 }),
      );
    touch('pointerdown');
    touch('pointerup');
    touch('pointerdown');
    await until(() => items().length > 0, 'the menu shows');
    expect(row('Message 3').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })))
      .to.be.false;
  });

  it('copies the text as it is shown, and says so', async () => {
    const written = clipboard();
    const { element, open, said } = await roomWith({ messages: [message('/me sings\nloudly')] });
    await open('sings');
    button(element, 'Copy text').click();
    await said('Copied');
    expect(written).to.deep.equal(['Juliet sings\nloudly']);
  });

  it('says when the text could not be copied', async () => {
    clipboard(true);
    const { element, open } = await roomWith();
    await open('Message 1');
    button(element, 'Copy text').click();
    await until(
      () => textOf(find(element, '[aria-live=assertive]')) === 'The text could not be copied.',
      'it is said',
    );
  });

  it('quotes into the composer behind what is written there, with the caret after it', async () => {
    const { element, open, input, focused } = await roomWith({ messages: [message('one\n\ntwo')] });
    type(input(), 'Hm.');
    await open('one');
    button(element, 'Quote').click();
    expect(input().value).to.equal('Hm.\n> one\n> \n> two\n');
    expect(focused() === input()).to.be.true;
    expect(input().selectionStart).to.equal(input().value.length);
    expect(readDraft(ROOM)).to.equal(input().value);
    type(input(), '');
  });

  it('offers no quote to who cannot write', async () => {
    const { open, items } = await roomWith({ canSpeak: false });
    await open('Message 1');
    expect(items().map(textOf)).to.deep.equal(['Copy text']);
  });

  it('is not there for what was removed, nor for what happened', async () => {
    const { room, element, row, more, hover } = await roomWith();
    await hover(row('Message 1'));
    room.change(room.messages[0]?.key ?? '', { body: '', removed: { moderated: true } });
    await until(() => more() === undefined, 'the button is gone');
    parts(element, 'message')[0]?.focus();
    expect(more()).to.equal(undefined);
  });

  it('ux.md §3: keeps the list where it is while it is open', async () => {
    const { room, element, open, items } = await roomWith({ messages: historyOf(40) });
    await open('Message 39');
    const log = part(element, 'log');
    const { scrollTop } = log;
    for (let i = 0; i < 10; i += 1) room.receive(`live ${i}`);
    await until(() => parts(element, 'message').length === 50, 'they are mounted');
    expect(log.scrollTop).to.equal(scrollTop);
    expect(items()).to.have.length(10);
  });

  it('closes when the focus goes elsewhere, and stays inside the window', async () => {
    const { element, open, items, input } = await roomWith();
    await open('Message 3');
    const box = find(element, '#row-menu').getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect([box.right <= innerWidth, box.bottom <= innerHeight]).to.deep.equal([true, true]);
    input().focus();
    expect(items()).to.have.length(0);
  });
});
