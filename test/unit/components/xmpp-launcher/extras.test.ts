import { expect } from 'chai';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM } from '../../../support/fake-room.js';
import { find, part, type, violations } from '../../../support/fixture.js';
import { frame, isOpen, launched, opened } from '../../../support/launched.js';
import { until } from '../../../support/until.js';

const KEY = `xmpp-elements:launcher:${ROOM}`;
const teaser = 'Questions about roses?';

/** As another tab writes it: only others are told of it. */
function inOtherTab(shared: object | undefined): void {
  if (shared) localStorage.setItem(KEY, JSON.stringify(shared));
  else localStorage.removeItem(KEY);
  dispatchEvent(new StorageEvent('storage', { key: KEY }));
}

/**
 * Another tab opens the conversation, until the test is over, and hands it over when it is taken back. Settles once it
 * has it. @param said - When it has left. @param back - Called when it is taken back.
 */
async function takenByOther(
  said: Promise<object> = Promise.resolve({ draft: '' }),
  back: () => void = () => undefined,
): Promise<void> {
  let release = () => {};
  const channel = new BroadcastChannel(KEY);
  cleanUpAfterTest(() => {
    release();
    channel.close();
  });
  const held = new Promise<void>((resolve) => (release = resolve));
  await new Promise<void>((taken) => {
    const hold = () => {
      taken();
      return held;
    };
    const takenBack = async () => {
      back();
      channel.postMessage(await said);
    };
    navigator.locks.request(KEY, { steal: true }, hold).catch(takenBack);
  });
}

/** What is said by whoever hands the conversation over. */
const handedOver = () =>
  new Promise<unknown>((resolve) => {
    const channel = new BroadcastChannel(KEY);
    cleanUpAfterTest(() => channel.close());
    channel.onmessage = ({ data }) => resolve(data);
  });

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear(); // of what pages of other test files have left
});

describe('the teaser of <xmpp-launcher> (ux.md §7)', () => {
  it('stands beside the button, says nothing by itself and opens nothing', async () => {
    const { launcher, fake, session } = await launched({ teaser });
    await until(() => launcher.shadowRoot?.querySelector('[part="teaser"]'), 'it is there');
    expect(part(launcher, 'teaser-text').textContent).to.equal(teaser);
    expect(part(launcher, 'teaser').closest('[aria-live], [role]')).to.equal(null);
    expect([launcher.open, fake.listeners, session.listeners]).to.deep.equal([false, 0, 0]);
    expect([sessionStorage.length, localStorage.length]).to.deep.equal([0, 0]);
    expect(await violations(launcher)).to.deep.equal([]);
  });

  it('is gone for the tab once it was dismissed', async () => {
    const first = await launched({ teaser });
    await until(() => first.launcher.shadowRoot?.querySelector('[part="teaser"]'), 'it is there');
    part(first.launcher, 'teaser-dismiss').click();
    expect(part(first.launcher, 'teaser').checkVisibility()).to.be.false;
    expect(first.launcher.shadowRoot?.activeElement === first.button, 'the focus goes on').to.be.true;
    first.launcher.remove();
    const { launcher } = await launched({ teaser });
    await until(() => launcher.shadowRoot?.querySelector('[part="teaser"]'), 'the next page’s');
    expect(part(launcher, 'teaser').checkVisibility()).to.be.false;
  });

  it('opens the chat when it is pressed, and does not come back then', async () => {
    const { launcher } = await launched({ teaser });
    await until(() => launcher.shadowRoot?.querySelector('[part="teaser"]'), 'it is there');
    part(launcher, 'teaser-text').click();
    await opened(launcher);
    await launcher.close();
    expect(part(launcher, 'teaser').checkVisibility()).to.be.false;
  });
});

describe('<xmpp-launcher sound> (ux.md §7)', () => {
  it('is off until the visitor switches it on, and is remembered', async () => {
    const first = await launched({ sound: true });
    await first.launcher.show();
    expect(part(first.launcher, 'sound').ariaPressed).to.equal('false');
    part(first.launcher, 'sound').click();
    expect(part(first.launcher, 'sound').ariaPressed).to.equal('true');
    first.launcher.remove();
    const { launcher } = await launched({ sound: true });
    await opened(launcher);
    expect(part(launcher, 'sound').ariaPressed).to.equal('true');
  });

  it('sounds for what comes while the panel is closed, and only then', async () => {
    const { launcher, fake } = await launched({ sound: true });
    await launcher.show();
    await opened(launcher);
    part(launcher, 'sound').click();
    let notes = 0;
    const { start, stop } = OscillatorNode.prototype;
    cleanUpAfterTest(() => Object.assign(OscillatorNode.prototype, { start, stop }));
    Object.assign(OscillatorNode.prototype, { start: () => (notes += 1), stop: () => undefined });
    fake.receive('seen');
    await until(() => fake.called('markRead').length, 'it is read');
    expect(notes).to.equal(0);
    await launcher.close();
    await frame();
    fake.receive('hello?');
    await until(() => part(launcher, 'badge').textContent === '1', 'it counts');
    expect(notes).to.equal(2);
  });
});

describe('<xmpp-launcher> in several tabs (ux.md §7)', () => {
  it('shows what is unread in the tab that has the conversation', async () => {
    const { launcher, button, fake } = await launched();
    inOtherTab({ unread: 3, nick: 'Ann' });
    await until(() => button.ariaLabel === 'Chat with us, 3 unread', 'it counts along');
    expect([part(launcher, 'badge').textContent, fake.called('join').length]).to.deep.equal(['3', 0]);
    inOtherTab({ unread: 0, nick: 'Ann' });
    await until(() => button.ariaLabel === 'Chat with us', 'read there is read here');
  });

  it('takes it over under the name that it has there, when it is opened', async () => {
    await takenByOther();
    inOtherTab({ unread: 3, nick: 'Ann' });
    const { launcher, fake } = await launched({ nick: undefined });
    await launcher.show();
    await opened(launcher);
    await until(() => fake.called('join').length, 'it goes on here');
    expect(fake.called('join')).to.deep.equal([[{ nick: 'Ann', returning: true }]]);
  });

  it('leaves the room and closes when another tab opens it, and takes it back', async () => {
    const { launcher, button, fake } = await launched();
    await launcher.show();
    await opened(launcher);
    await until(() => localStorage.getItem(KEY), 'the others know');
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).to.deep.equal({ unread: 0, nick: 'Me' });
    await takenByOther();
    await until(() => !isOpen(launcher), 'closed');
    await until(() => fake.called('leave').length === 1, 'and out of the room');
    inOtherTab({ unread: 2, nick: 'Me' });
    await until(() => button.ariaLabel === 'Chat with us, 2 unread', 'it counts along');
    button.click();
    await opened(launcher);
    await until(() => fake.called('join').length === 2, 'it goes on here again');
    expect(find(launcher, 'dialog').checkVisibility()).to.be.true;
  });

  it('waits until the tab that had it is out of the room, and takes the unsent text along', async () => {
    let say = (_: object) => {};
    let taken = false;
    const said = new Promise<object>((resolve) => (say = resolve));
    await takenByOther(said, () => (taken = true));
    const { launcher, fake } = await launched({ nick: undefined });
    const shown = launcher.show();
    await until(() => taken, 'it is taken');
    expect(fake.called('join')).to.deep.equal([]);
    say({ nick: 'Ann', draft: 'I wonder' });
    await shown;
    const room = await opened(launcher);
    await until(() => fake.called('join').length, 'it goes on here');
    expect(fake.called('join')).to.deep.equal([[{ nick: 'Ann', returning: true }]]);
    await until(() => (part(room, 'input') as HTMLTextAreaElement).value === 'I wonder', 'the text is there');
  });

  it('goes in after a while where the tab that had it says nothing', async () => {
    await takenByOther(new Promise(() => {}));
    const { launcher, fake } = await launched();
    await launcher.show();
    await until(() => fake.called('join').length, 'it goes on here');
  });

  it('hands on the unsent text once it has left', async () => {
    const { launcher, fake } = await launched();
    await launcher.show();
    const room = await opened(launcher);
    await until(() => localStorage.getItem(KEY), 'in the room');
    type(part(room, 'input') as HTMLTextAreaElement, 'I wonder');
    let left = () => {};
    fake.leave = () => new Promise<void>((resolve) => (left = resolve));
    let said: unknown;
    const saying = handedOver().then((words) => (said = words));
    await takenByOther();
    await until(() => !isOpen(launcher), 'closed');
    expect(said).to.equal(undefined);
    left();
    await saying;
    expect(said).to.deep.equal({ nick: 'Me', draft: 'I wonder' });
    await until(() => !sessionStorage.getItem(`xmpp-elements:draft:${ROOM}`), 'it is not here any more');
  });

  it('forgets a conversation whose tab is no more', async () => {
    localStorage.setItem(KEY, JSON.stringify({ unread: 3, nick: 'Ann' }));
    const { button } = await launched();
    await until(() => localStorage.getItem(KEY) === null, 'it is forgotten');
    dispatchEvent(new StorageEvent('storage'));
    await until(() => button.ariaLabel === 'Chat with us', 'nothing is unread');
  });
});
