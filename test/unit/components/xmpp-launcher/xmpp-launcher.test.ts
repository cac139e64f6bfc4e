import { expect } from 'chai';
import { XmppLauncher } from '../../../../src/components/xmpp-launcher/xmpp-launcher.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM, historyOf } from '../../../support/fake-room.js';
import { eventsOf, find, part, parts, press, textOf, type, violations } from '../../../support/fixture.js';
import { focused, frame, isOpen, launched, opened, pageButton } from '../../../support/launched.js';
import { until } from '../../../support/until.js';

/** What goes along to the next page. */
const kept = () => sessionStorage.getItem(`xmpp-elements:launcher:${ROOM}`) ?? '';

describe('<xmpp-launcher>', () => {
  it('is a named button alone, and does nothing before it is used (ux.md §1, §7)', async () => {
    const { launcher, button, fake, session } = await launched();
    expect(button.localName).to.equal('button');
    expect([button.ariaLabel, button.ariaExpanded]).to.deep.equal(['Chat with us', 'false']);
    expect(textOf(part(launcher, 'label'))).to.equal('Chat with us');
    expect(launcher.shadowRoot?.querySelector('dialog')).to.equal(null);
    expect([fake.listeners, session.listeners, sessionStorage.length]).to.deep.equal([0, 0, 0]);
    expect(button.getBoundingClientRect().height).to.be.at.least(44);
  });

  it('opens in the top layer beside the page, with the focus in the composer (ux.md §7)', async () => {
    const page = pageButton();
    const { launcher, button, fake } = await launched();
    const told = eventsOf(launcher, 'xmpp-open');
    button.focus();
    button.click();
    const room = await opened(launcher);
    expect(fake.called('join')).to.deep.equal([[{ nick: 'Me' }]]);
    await until(() => focused() === part(room, 'input'), 'the composer has the focus');
    expect(find(launcher, 'dialog').matches(':popover-open')).to.be.true;
    expect([launcher.open, button.ariaExpanded, told.length]).to.deep.equal([true, 'true', 1]);
    page.focus();
    expect(focused() === page, 'the page can be used').to.be.true;
    expect(isOpen(launcher)).to.be.true;
  });

  it('asks for a name first where there is none, and goes to that field (ux.md §7)', async () => {
    const { launcher, button, fake } = await launched({ nick: undefined });
    button.click();
    const room = await opened(launcher);
    await until(() => focused()?.localName === 'input', 'the field has the focus');
    expect(fake.called('join')).to.deep.equal([]);
    type(focused() as HTMLInputElement, 'Ann');
    find<HTMLFormElement>(room, 'form').requestSubmit();
    await until(() => parts(room, 'composer').length, 'she is in');
    await until(() => kept().includes('"joined":true'), 'that is noted');
    expect(JSON.parse(kept())).to.deep.equal({
      open: true,
      joined: true,
      unread: 0,
    });
  });

  it('is closed by Escape and by Close, and the focus goes back to the button (ux.md §7)', async () => {
    const { launcher, button } = await launched();
    const told = eventsOf(launcher, 'xmpp-close');
    for (const close of [
      () => press(focused() ?? launcher, 'Escape'),
      () => part(launcher, 'close').click(),
    ]) {
      button.click();
      const room = await opened(launcher);
      await until(() => focused() === part(room, 'input'), 'the composer has the focus');
      close();
      await until(() => !isOpen(launcher), 'it is closed');
      expect(launcher.shadowRoot?.activeElement === button).to.be.true;
      expect(find(launcher, 'dialog').inert).to.be.true;
    }
    expect([told.length, launcher.open, button.ariaExpanded]).to.deep.equal([2, false, 'false']);
  });

  it('leaves an Escape to whatever inside has a use for it', async () => {
    const { launcher, button } = await launched({}, { messages: historyOf(3) });
    button.click();
    const room = await opened(launcher);
    await until(() => focused() === part(room, 'input'), 'the composer has the focus');
    parts(room, 'message').at(-1)?.focus();
    press(focused() ?? room, 'Escape');
    await until(() => focused() === part(room, 'input'), 'the focus is back');
    const composing = new KeyboardEvent('keydown', {
      key: 'Escape',
      isComposing: true,
      bubbles: true,
      composed: true,
    });
    focused()?.dispatchEvent(composing);
    expect(isOpen(launcher)).to.be.true;
  });

  it('counts what comes while it is closed, and tells screen readers, who hear nothing of the room then (ux.md §2, §7)', async () => {
    const { launcher, button, fake } = await launched({}, { messages: historyOf(30) });
    const told = eventsOf(launcher, 'xmpp-unread');
    button.click();
    await opened(launcher);
    fake.receive('seen');
    await until(() => fake.called('markRead').length === 1, 'it is read while the panel is open');
    button.click();
    await frame();
    fake.receive('one');
    fake.receive('two');
    await until(() => button.ariaLabel === 'Chat with us, 2 unread', 'the name counts');
    const badge = part(launcher, 'badge');
    expect([badge.hidden, badge.textContent]).to.deep.equal([false, '2']);
    const said = find(launcher, '[aria-live]');
    await until(() => said.textContent === 'Chat with us, 2 unread', 'it is said');
    await until(() => said.textContent === '', 'and gone');
    fake.set({ unread: 120 });
    await until(() => badge.textContent === '99+', 'no more than 99+');
    expect(told.at(-1)?.unread).to.equal(120);
    expect(fake.called('markRead')).to.have.length(1);
    button.click();
    await until(() => fake.unread === 0, 'opened, it is read');
    await until(() => badge.hidden, 'no badge');
    expect(button.ariaLabel).to.equal('Chat with us');
  });

  for (const [announce, mentions, spoken] of [
    ['off', 1, false],
    ['mentions', 0, false],
    ['mentions', 1, true],
  ] as const) {
    it(`says ${spoken ? 'something' : 'nothing'} of ${mentions} mentions with announce="${announce}" (ux.md §2)`, async () => {
      const { launcher, fake } = await launched({ announce });
      await launcher.show();
      await opened(launcher);
      await launcher.close();
      await frame();
      const said: string[] = [];
      const watch = new MutationObserver(() => said.push(find(launcher, '[aria-live]').textContent));
      watch.observe(find(launcher, '[aria-live]'), { childList: true });
      fake.set({ unread: 1, mentions });
      await until(() => part(launcher, 'badge').textContent === '1', 'it counts');
      if (spoken) await until(() => said.includes('Chat with us, 1 unread'), 'said');
      else {
        fake.set({ unread: 2, mentions: 2 });
        launcher.announce = 'all';
        fake.set({ unread: 3, mentions: 3 });
        await until(() => said.length, 'the next one is said');
        expect(said).to.deep.equal(['Chat with us, 3 unread']);
      }
      watch.disconnect();
    });
  }

  it('is opened, closed and toggled by any control of the page (ux.md §7)', async () => {
    const { launcher } = await launched();
    const command = (name: string) =>
      launcher.dispatchEvent(Object.assign(new Event('command'), { command: name }));
    command('--open');
    await opened(launcher);
    command('--open');
    expect(isOpen(launcher)).to.be.true;
    command('--close');
    await until(() => !isOpen(launcher), 'closed');
    command('--toggle');
    await opened(launcher);
    await launcher.toggle();
    expect(isOpen(launcher)).to.be.false;
    await launcher.show();
    expect(isOpen(launcher)).to.be.true;
  });

  it('follows its attribute without a word, a movement or the focus', async () => {
    const page = pageButton();
    page.focus();
    const { launcher } = await launched({ open: true });
    const told = [...eventsOf(launcher, 'xmpp-open'), ...eventsOf(launcher, 'xmpp-close')];
    await opened(launcher);
    await frame();
    expect(focused() === page).to.be.true;
    expect(find(launcher, 'dialog').getAnimations()).to.deep.equal([]);
    launcher.open = false;
    await until(() => !isOpen(launcher), 'closed');
    expect(told).to.deep.equal([]);
  });

  it('opens on the next page as it was, with name and count, whatever the markup says (ux.md §7)', async () => {
    const page = pageButton();
    const first = await launched({ nick: undefined });
    first.button.click();
    const room = await opened(first.launcher);
    await until(() => focused()?.localName === 'input', 'the field');
    type(focused() as HTMLInputElement, 'Ann');
    find<HTMLFormElement>(room, 'form').requestSubmit();
    await until(() => kept().includes('"joined":true'), 'she is in');
    first.launcher.remove();
    page.focus();
    const second = await launched({ nick: undefined });
    await opened(second.launcher);
    expect(second.fake.called('join')).to.deep.equal([[{ nick: 'Ann', returning: true }]]);
    expect(focused() === page).to.be.true;
    await second.launcher.close();
    await frame();
    second.fake.receive('hello?');
    await until(() => part(second.launcher, 'badge').textContent === '1', 'one unread');
    second.launcher.remove();
    const third = await launched({ nick: undefined, open: true });
    await until(() => third.fake.called('join').length, 'she is in again');
    expect([isOpen(third.launcher), third.launcher.open]).to.deep.equal([false, false]);
    expect(third.button.ariaLabel).to.equal('Chat with us, 1 unread');
    third.fake.receive('anybody?');
    await until(() => third.button.ariaLabel === 'Chat with us, 2 unread', 'they add up');
  });

  it('does not go in again on the next page once the visitor has left', async () => {
    const first = await launched();
    await first.launcher.show();
    await opened(first.launcher);
    await until(() => kept().includes('"joined":true'), 'the join is noted');
    await first.fake.leave();
    await until(() => kept().includes('"joined":false'), 'the leave is noted');
    await first.launcher.close();
    first.launcher.remove();
    const second = await launched();
    await frame();
    expect(second.session.listeners).to.equal(0);
  });

  for (const [to, code, words] of [
    ['ann@example.org', 'chat-unsupported', 'Chats with one person cannot be opened here yet.'],
    [undefined, 'bad-setting', 'This page does not say whom to chat with.'],
  ] as const) {
    it(`shows a sentence and tells ${code} with to="${to ?? ''}" alone`, async () => {
      const { launcher, button } = await launched({ room: undefined, to });
      const errors = eventsOf(launcher, 'xmpp-error');
      button.click();
      await until(() => isOpen(launcher), 'the panel is open');
      expect(textOf(find(launcher, '.note'))).to.equal(words);
      expect(errors.map((error) => error.code)).to.deep.equal([code]);
      await until(() => focused() === part(launcher, 'close'), 'the focus is on Close');
    });
  }

  it('takes its words and icon from label, or from the page by slots', async () => {
    const { launcher, button } = await launched({ label: 'Ask a gardener' });
    expect([button.ariaLabel, textOf(part(launcher, 'label'))]).to.deep.equal([
      'Ask a gardener',
      'Ask a gardener',
    ]);
    const words = document.createElement('b');
    words.slot = 'label';
    words.textContent = 'Ask Rosa';
    launcher.append(words);
    await until(() => button.ariaLabel === 'Ask Rosa', 'the name follows');
    button.click();
    await opened(launcher);
    expect(find(launcher, '#title').textContent).to.equal('Ask Rosa');
  });

  it('hands its attributes on to the room, now and later', async () => {
    const { launcher } = await launched({ sendKey: 'mod-enter', announce: 'mentions' });
    await launcher.show();
    const room = await opened(launcher);
    expect([room.jid, room.sendKey, room.announce]).to.deep.equal([ROOM, 'mod-enter', 'mentions']);
    launcher.sendKey = undefined;
    launcher.room = 'other@rooms.example';
    await until(() => room.jid === 'other@rooms.example', 'another room');
    expect(room.sendKey).to.equal(undefined);
  });

  it('stands in the corner that is asked for, on the other side where text runs from right to left', async () => {
    const { launcher, button } = await launched();
    const side = () => {
      const { left, top } = button.getBoundingClientRect();
      return `${top < innerHeight / 2 ? 'top' : 'bottom'} ${left < innerWidth / 2 ? 'left' : 'right'}`;
    };
    expect(side()).to.equal('bottom right');
    launcher.corner = 'top-start';
    expect(side()).to.equal('top left');
    document.documentElement.dir = 'rtl';
    cleanUpAfterTest(() => document.documentElement.removeAttribute('dir'));
    expect(side()).to.equal('top right');
    await launcher.show();
    const panel = find(launcher, 'dialog').getBoundingClientRect();
    const { bottom, right } = button.getBoundingClientRect();
    expect(panel.right).to.be.closeTo(right, 0.01); // Firefox has fractions of pixels
    expect([panel.top >= bottom, panel.bottom <= innerHeight]).to.deep.equal([true, true]);
  });

  it('keeps going through fifty moves, and lets go when removed', async () => {
    const { launcher, fake, session } = await launched();
    await launcher.show();
    const room = await opened(launcher);
    await until(() => fake.listeners === 3, 'it follows the room, as what comes with the first focus does');
    for (let i = 0; i < 50; i++) {
      const place = document.createElement('div');
      launcher.before(place);
      place.append(launcher);
      document.body.append(launcher);
      place.remove();
    }
    await until(() => isOpen(launcher), 'open again');
    expect(find(launcher, 'xmpp-room') === room).to.be.true;
    expect([fake.listeners, session.listeners, fake.called('join').length]).to.deep.equal([3, 1, 1]);
    launcher.remove();
    await until(() => fake.listeners === 0 && session.listeners === 0, 'it lets go');
  });

  it('has no accessibility violations, closed and open', async () => {
    const { launcher, button, fake } = await launched({}, { messages: historyOf(5) });
    expect(await violations(launcher)).to.deep.equal([]);
    button.click();
    await opened(launcher);
    expect(await violations(launcher)).to.deep.equal([]);
    button.click();
    fake.receive('hello?');
    await until(() => !part(launcher, 'badge').hidden, 'a badge');
    expect(await violations(launcher)).to.deep.equal([]);
  });

  it('can be registered only once', () => {
    expect(customElements.get('xmpp-launcher') === XmppLauncher).to.be.true;
  });
});
