import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { pickEmoji } from '../../../../src/components/emoji/picker.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM, fakeRoom } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  part,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { pressKeys, undo } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

const field = (element: Element) => part(element, 'input');
const grid = (element: Element) => find(element, '[role="grid"]');
const cells = (element: Element) => findAll(element, '[role="gridcell"]');
const focused = (element: HTMLElement) => element.shadowRoot?.activeElement as HTMLElement;

async function shown(rich = false) {
  sessionStorage.clear();
  localStorage.clear();
  cleanUpAfterTest(() => localStorage.clear());
  const { room, session } = fakeRoom();
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const input = find<HTMLTextAreaElement>(element, 'textarea');
  input.focus();
  await until(() => button(element, 'Emoji'), 'there is the button');
  if (rich) {
    button(element, 'Formatting').click();
    await until(() => field(element).isContentEditable, 'the editor is there');
  }
  const text = () => (rich ? field(element).innerText.trimEnd() : input.value);
  return { element, room, input, text };
}

/** With all of it there. */
async function opened(rich = false) {
  const all = await shown(rich);
  button(all.element, 'Emoji').click();
  await until(() => grid(all.element).ariaBusy === 'false', 'the picker is there');
  return all;
}

describe('the emoji picker', () => {
  for (const rich of [false, true])
    it(`writes at the caret of the ${rich ? 'rich editor' : 'plain field'}, which gets the focus back`, async () => {
      const { element, text } = await shown(rich);
      await sendKeys({ type: 'so good' });
      for (let i = 0; i < 5; i += 1) await sendKeys({ press: 'ArrowLeft' });
      button(element, 'Emoji').click();
      await until(() => findAll(element, '[role="gridcell"]').length, 'the picker is there');
      await sendKeys({ type: 'tada' });
      await until(() => cells(element)[0]?.textContent === '🎉', 'it is found');
      await sendKeys({ press: 'Enter' });
      await until(() => text() === 'so🎉 good', `it is written: ${text()}`);
      expect(focused(element)).to.equal(field(element));
      await sendKeys({ type: '!' });
      await until(() => text() === 'so🎉! good', `it goes on there: ${text()}`);
      expect(findAll(element, '.emoji-picker')).to.deep.equal([]);
    });

  it('gives the caret back on Escape, and says nothing to anybody else', async () => {
    const { element, text } = await opened();
    let heard = false;
    element.addEventListener('keydown', () => (heard = true));
    await sendKeys({ press: 'Escape' });
    await until(() => focused(element) === field(element), 'the field has the focus');
    expect(heard).to.be.false;
    expect(text()).to.equal('');
    expect(findAll(element, '.emoji-picker')).to.deep.equal([]);
  });

  it('goes through the grid by arrows, Home and End', async () => {
    const { element } = await opened();
    const columns = find(element, '[role="row"]').childElementCount;
    const at = () => cells(element).indexOf(focused(element));
    await sendKeys({ press: 'ArrowDown' });
    expect(at()).to.equal(0);
    await sendKeys({ press: 'ArrowRight' });
    expect(at()).to.equal(1);
    await sendKeys({ press: 'ArrowDown' });
    expect(at()).to.equal(columns + 1);
    await sendKeys({ press: 'End' });
    expect(at()).to.equal(2 * columns - 1);
    await sendKeys({ press: 'ArrowRight' });
    expect(at()).to.equal(2 * columns);
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'Home' });
    expect(at()).to.equal(columns);
    await pressKeys('Control+End');
    expect(at()).to.equal(cells(element).length - 1);
    await pressKeys('Control+Home');
    await sendKeys({ press: 'ArrowUp' });
    expect(focused(element)).to.equal(find(element, '.emoji-find input'));
  });

  it('goes through the grid in the direction of the page', async () => {
    document.documentElement.dir = 'rtl';
    cleanUpAfterTest(() => document.documentElement.removeAttribute('dir'));
    const { element } = await opened();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowLeft' });
    expect(cells(element).indexOf(focused(element))).to.equal(1);
  });

  it('looks for what is typed in the grid', async () => {
    const { element } = await opened();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ type: 'rocket' });
    await until(() => cells(element)[0]?.textContent === '🚀', 'it is found');
  });

  it('goes to a group by its button, whose bar is one tab stop', async () => {
    const { element } = await opened();
    const bar = findAll(element, '.emoji-groups button');
    expect(bar.map(({ tabIndex }) => tabIndex).filter((index) => index === 0).length).to.equal(1);
    button(element, 'Flags').click();
    await until(() => button(element, 'Flags').ariaPressed === 'true', 'it is there');
    await until(() => {
      const { top, bottom } = find(element, '[role="rowgroup"][aria-label="Flags"]').getBoundingClientRect();
      const box = grid(element).getBoundingClientRect();
      return top < box.bottom && bottom > box.top;
    }, 'its group is seen');
  });

  it('says how many are called so, and that none is', async () => {
    const { element } = await opened();
    await sendKeys({ type: 'cat' });
    const said = () => textOf(find(element, '.emoji-picker [aria-live]'));
    await until(() => /^\d+ emoji$/.test(said()), 'it says how many');
    await sendKeys({ type: 'xyz' });
    await until(() => said() === 'No emoji is called that.', 'it says so');
    expect(textOf(grid(element))).to.equal('No emoji is called that.');
  });

  it('has those first that were chosen last', async () => {
    const { element, text } = await opened();
    for (const name of ['rocket', 'tada', 'rocket']) {
      if (!findAll(element, '.emoji-picker').length) button(element, 'Emoji').click();
      await until(() => findAll(element, '[role="gridcell"]').length, 'the picker is there');
      await sendKeys({ type: name });
      await until(() => cells(element).length < 20, 'it is found');
      await sendKeys({ press: 'Enter' });
      await until(() => focused(element) === field(element), 'it is written');
    }
    expect(text()).to.equal('🚀🎉🚀');
    button(element, 'Emoji').click();
    await until(() => findAll(element, '[role="gridcell"]').length, 'the picker is there');
    expect(cells(element).slice(0, 2).map(textOf)).to.deep.equal(['🚀', '🎉']);
    expect(find(element, '[role="rowgroup"]').ariaLabel).to.equal('Used lately');
  });

  it('has a skin tone, which stays', async () => {
    const { element, text } = await opened();
    const select = find<HTMLSelectElement>(element, '.emoji-find select');
    select.selectedIndex = 3;
    select.dispatchEvent(new Event('change'));
    await sendKeys({ type: '+1' });
    await until(() => cells(element)[0]?.textContent === '👍🏽', 'it has it');
    await sendKeys({ press: 'Enter' });
    await until(() => text() === '👍🏽', 'it is written');
    await sendKeys({ type: ' :wave:' });
    await until(() => text() === '👍🏽 👋🏽', `so is what is written by name: ${text()}`);
  });

  it('closes when the focus goes elsewhere, which keeps it', async () => {
    const { element } = await opened();
    const elsewhere = document.createElement('button');
    document.body.append(elsewhere);
    cleanUpAfterTest(() => elsewhere.remove());
    elsewhere.focus();
    await until(() => findAll(element, '.emoji-picker').length === 0, 'it is gone');
    await painted();
    expect(document.activeElement).to.equal(elsewhere);
  });

  it('stands within the window', async () => {
    const { element } = await opened();
    const box = find(element, '.emoji-picker').getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect(box.right).to.be.at.most(innerWidth);
    expect(box.top).to.be.at.least(0);
    expect(box.bottom).to.be.at.most(innerHeight);
  });

  it('has nothing that axe finds wrong', async () => {
    const { element } = await opened();
    expect(await violations(element)).to.deep.equal([]);
  });

  it('comes a hundred emoji a frame at most, so that none takes long', async () => {
    const { element } = await shown();
    const added = new Map<number, number>();
    let frame = 0;
    let next = 0;
    const count = () => {
      frame += 1;
      next = requestAnimationFrame(count);
    };
    count();
    const watch = new MutationObserver(() => {
      const before = [...added.values()].reduce((sum, n) => sum + n, 0);
      added.set(frame, (added.get(frame) ?? 0) + cells(element).length - before);
    });
    watch.observe(element.shadowRoot as ShadowRoot, { childList: true, subtree: true });
    button(element, 'Emoji').click();
    await until(() => grid(element).ariaBusy === 'false', 'the picker is there');
    await painted();
    watch.disconnect();
    cancelAnimationFrame(next);
    expect([...added.values()].reduce((sum, n) => sum + n, 0)).to.be.above(1500);
    expect(Math.max(...added.values())).to.be.at.most(100);
  });

  it('lets somebody choose for any other purpose', async () => {
    const { element } = await shown();
    const anchor = button(element, 'Formatting');
    const picked = pickEmoji(anchor, 'en');
    await until(() => findAll(element, '[role="gridcell"]').length, 'the picker is there');
    await sendKeys({ type: 'rocket' });
    await until(() => cells(element)[0]?.textContent === '🚀', 'it is found');
    cells(element)[0]?.click();
    expect(await picked).to.equal('🚀');
    expect(focused(element)).to.equal(anchor);
    const again = pickEmoji(anchor, 'en');
    await until(() => findAll(element, '[role="gridcell"]').length, 'the picker is there');
    await sendKeys({ press: 'Escape' });
    expect(await again).to.equal(undefined);
  });

  it('has German names in German', async () => {
    const { element } = await shown();
    void pickEmoji(button(element, 'Formatting'), 'de-AT');
    await until(() => findAll(element, '[role="gridcell"]').length, 'the picker is there');
    await sendKeys({ type: 'rakete' });
    await until(() => cells(element)[0]?.textContent === '🚀', 'it is found');
    expect(cells(element)[0]?.ariaLabel).to.equal('Rakete');
  });
});

for (const rich of [false, true])
  describe(`emoji by name in the ${rich ? 'rich editor' : 'plain field'}`, () => {
    const shownCodes = (element: Element) =>
      findAll(element, '[role="listbox"]:popover-open .glyph').map(textOf);

    it('are offered from two letters on, the likeliest first', async () => {
      const { element, text } = await shown(rich);
      await sendKeys({ type: 'great :ta' });
      await until(() => shownCodes(element).includes('🎉'), `it is there: ${shownCodes(element).join()}`);
      await sendKeys({ type: 'd' });
      await until(() => shownCodes(element)[0] === '🎉', 'it is the first');
      expect(await violations(element)).to.deep.equal([]);
      await sendKeys({ press: 'Enter' });
      await until(() => text() === 'great 🎉', `it is written: ${text()}`);
    });

    it('are written by the second colon, and undone in one step', async () => {
      const { element, text } = await shown(rich);
      await sendKeys({ type: ':jo' });
      await until(() => shownCodes(element).length, 'they are there');
      await sendKeys({ type: 'y:' });
      await until(() => text() === '😂', `it is written: ${text()}`);
      await undo(rich);
      await until(() => text() === ':joy:', `it is as it was: ${text()}`);
      await sendKeys({ press: 'End' });
      await sendKeys({ type: ' ok' });
      expect(text()).to.equal(':joy: ok');
    });

    for (const text of ['at 10:30', ':)', ':nothing_is_called_that:', 'http://a', 'std::move'])
      it(`are none in ${text}`, async () => {
        const { element, text: written } = await shown(rich);
        await sendKeys({ type: ':ro' });
        await until(() => shownCodes(element).length, 'their data is there');
        await pressKeys('Mod+a');
        await sendKeys({ press: 'Backspace' });
        await sendKeys({ type: text });
        await painted();
        expect(shownCodes(element)).to.deep.equal([]);
        expect(written()).to.equal(text);
      });
  });
