/** What the launcher adds to the room's menu: a window of its own, desktop notifications (ux.md §7). */
import { expect } from 'chai';
import type { XmppLauncher } from '../../../../src/components/xmpp-launcher/xmpp-launcher.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM } from '../../../support/fake-room.js';
import { button, find, findAll, part, press, textOf, violations } from '../../../support/fixture.js';
import { focused, isOpen, launched, onPhone, opened } from '../../../support/launched.js';
import { hideTab } from '../../../support/tab.js';
import { until } from '../../../support/until.js';

/** Opens the panel and the room's menu in it. @returns The items' words and a way to choose one. */
async function menuOf(launcher: XmppLauncher) {
  await launcher.show();
  const room = await opened(launcher);
  await until(() => room.shadowRoot?.querySelector('.more'), 'the menu’s button');
  button(room, 'More').click();
  const items = () => findAll(room, '[role=menuitem]');
  await until(() => items().length, 'the menu');
  return { room, words: items().map(textOf), choose: (name: string) => button(room, name).click() };
}

/** What is opened by scripts, until the test is over. */
function openedWindows(): unknown[][] {
  const { open } = window;
  cleanUpAfterTest(() => (window.open = open));
  const calls: unknown[][] = [];
  window.open = (...args) => {
    calls.push([String(args[0]), ...args.slice(1)]);
    return null;
  };
  return calls;
}

/** In place of the browser's, which asks nobody here. */
function fakeNotifications(permission: NotificationPermission, answer = permission) {
  const real = Notification;
  cleanUpAfterTest(() => (window.Notification = real));
  const shown: Fake[] = [];
  class Fake extends EventTarget {
    static permission = permission;
    static asked = 0;
    static requestPermission(): Promise<NotificationPermission> {
      Fake.asked += 1;
      return Promise.resolve((Fake.permission = answer));
    }
    closed = false;
    constructor(
      readonly title: string,
      readonly options: NotificationOptions,
    ) {
      super();
      shown.push(this);
    }
    close(): void {
      this.closed = true;
    }
  }
  Object.assign(window, { Notification: Fake });
  return { Fake, shown };
}

describe('<xmpp-launcher popout> (ux.md §7)', () => {
  it('offers a window of its own in the room’s menu, one for each conversation', async () => {
    const calls = openedWindows();
    const { launcher } = await launched({ popout: '/chat.html' });
    const { words, choose, room } = await menuOf(launcher);
    expect(words.slice(-2)).to.deep.equal(['Open in a window', 'Leave the room']);
    expect(await violations(room)).to.deep.equal([]);
    choose('Open in a window');
    expect(calls.map(([page, name]) => [page, name])).to.deep.equal([
      [`${location.origin}/chat.html`, `xmpp-elements:launcher:${ROOM}`],
    ]);
    expect(isOpen(launcher), 'until the conversation goes on there').to.be.true;
  });

  for (const popout of ['https://elsewhere.example/chat', 'javascript:void 0', 'http://['])
    it(`offers none for ${popout}, where the conversation cannot go on`, async () => {
      const { launcher } = await launched({ popout });
      expect((await menuOf(launcher)).words).not.to.include('Open in a window');
    });

  it('stays inside a phone’s window, where other buttons follow the menu’s', async () => {
    await onPhone();
    const { launcher } = await launched({ sound: true, notify: 'count' });
    const { room } = await menuOf(launcher);
    const { left, right } = find(room, '[role=menu]').getBoundingClientRect();
    expect([left >= 0, right <= innerWidth]).to.deep.equal([true, true]);
  });

  it('offers none on phones', async () => {
    await onPhone();
    const { launcher } = await launched({ popout: '/chat.html' });
    expect((await menuOf(launcher)).words).not.to.include('Open in a window');
  });
});

describe('<xmpp-launcher mode="window"> (ux.md §7)', () => {
  it('fills its page at any width, is not modal, and Escape leaves it alone', async () => {
    await onPhone();
    const { launcher } = await launched({ mode: 'window', open: true, popout: '/chat.html' });
    const { room, words } = await menuOf(launcher);
    const { left, top, width, height } = find(launcher, 'dialog').getBoundingClientRect();
    expect([left, top, width, height]).to.deep.equal([0, 0, innerWidth, innerHeight]);
    expect(find(launcher, 'dialog').matches(':modal')).to.be.false;
    expect(part(launcher, 'close').checkVisibility()).to.be.false;
    expect(words).not.to.include('Open in a window');
    part(room, 'input').focus();
    press(focused() ?? room, 'Escape');
    expect(isOpen(launcher)).to.be.true;
  });
});

describe('<xmpp-launcher notify> (ux.md §7)', () => {
  it('asks the browser only when the visitor wants to be told, and remembers that', async () => {
    const { Fake } = fakeNotifications('default', 'granted');
    const { launcher } = await launched({ notify: 'count' });
    const { choose } = await menuOf(launcher);
    expect(Fake.asked).to.equal(0);
    choose('Turn on desktop notifications');
    await until(() => localStorage.getItem('xmpp-elements:notify') === 'true', 'they are on');
    expect(Fake.asked).to.equal(1);
    const { words, choose: chooseAgain } = await menuOf(launcher);
    expect(words).to.include('Turn off desktop notifications');
    chooseAgain('Turn off desktop notifications');
    await until(() => localStorage.getItem('xmpp-elements:notify') === null, 'they are off');
    expect(Fake.asked).to.equal(1);
  });

  it('says where the browser blocks them, and does nothing then', async () => {
    const { Fake } = fakeNotifications('denied');
    const { launcher } = await launched({ notify: 'count' });
    const { room } = await menuOf(launcher);
    const item = button(room, 'Your browser blocks desktop notifications');
    expect(item.ariaDisabled).to.equal('true');
    item.click();
    expect([Fake.asked, item.isConnected]).to.deep.equal([0, true]);
  });

  it('tells of what comes while the page is hidden, and nothing of what was said (security.md)', async () => {
    const { shown } = fakeNotifications('granted');
    localStorage.setItem('xmpp-elements:notify', 'true');
    const { launcher, fake } = await launched({ notify: 'count' });
    await menuOf(launcher);
    await launcher.close();
    fake.receive('the key is under the mat');
    await until(() => part(launcher, 'badge').textContent === '1', 'it counts');
    expect(shown, 'the page is seen').to.deep.equal([]);
    const show = hideTab();
    fake.receive('hello?');
    await until(() => shown.length, 'it is told');
    const { title, options, closed } = shown[0]!;
    expect([title, options.body, options.silent, closed]).to.deep.equal([
      'Chat with us',
      '2 unread',
      true,
      false,
    ]);
    show();
    expect(shown[0]?.closed).to.be.true;
  });

  it('shows the conversation when it is clicked, and who wrote what only where the page wants that', async () => {
    const { shown } = fakeNotifications('granted');
    localStorage.setItem('xmpp-elements:notify', 'true');
    const { launcher, fake } = await launched({ notify: 'text' });
    await menuOf(launcher);
    await launcher.close();
    hideTab();
    fake.receive('hello\u202e there', { nick: 'Juliet\u202e' });
    await until(() => shown.length, 'it is told');
    expect(shown[0]?.options.body).to.equal('Juliet\ufffd: hello\u202e there');
    shown[0]?.dispatchEvent(new Event('click'));
    await opened(launcher);
    await until(() => focused()?.getAttribute('part') === 'input', 'the composer has the focus');
    expect(shown[0]?.closed).to.be.true;
  });

  it('is no more than a word in the menu while it is off', async () => {
    const { shown } = fakeNotifications('granted');
    const { launcher, fake } = await launched({ notify: 'text' });
    await menuOf(launcher);
    hideTab();
    fake.receive('hello?');
    await until(() => fake.unread, 'it is unread');
    await until(
      () => sessionStorage.getItem(`xmpp-elements:launcher:${ROOM}`)?.includes('"unread":1'),
      'told',
    );
    expect(shown).to.deep.equal([]);
  });
});
