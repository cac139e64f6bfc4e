import { expect } from 'chai';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM } from '../../../support/fake-room.js';
import { find, part, violations } from '../../../support/fixture.js';
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

/** Another tab opens the conversation, until the test is over. Settles once it has it. */
async function takenByOther(): Promise<void> {
  let release = () => {};
  cleanUpAfterTest(() => release());
  const held = new Promise<void>((resolve) => (release = resolve));
  await new Promise<void>((taken) => {
    const hold = () => {
      taken();
      return held;
    };
    navigator.locks.request(KEY, { steal: true }, hold).catch(() => undefined); // taken back
  });
}

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

  it('forgets a conversation whose tab is no more', async () => {
    localStorage.setItem(KEY, JSON.stringify({ unread: 3, nick: 'Ann' }));
    const { button } = await launched();
    await until(() => localStorage.getItem(KEY) === null, 'it is forgotten');
    dispatchEvent(new StorageEvent('storage'));
    await until(() => button.ariaLabel === 'Chat with us', 'nothing is unread');
  });
});
