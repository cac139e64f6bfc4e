import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { find, part } from '../../../support/fixture.js';
import { focused, frame, isOpen, launched, onPhone, opened, pageButton } from '../../../support/launched.js';
import { until } from '../../../support/until.js';

describe('<xmpp-launcher> on a phone (ux.md §9)', () => {
  it('fills the window, and the page rests, with its place kept', async () => {
    await onPhone();
    const tall = document.createElement('div');
    tall.style.blockSize = '3000px';
    document.body.append(tall);
    cleanUpAfterTest(() => tall.remove());
    const page = pageButton();
    const { launcher, button } = await launched();
    scrollTo(0, 700);
    button.click();
    await opened(launcher);
    const panel = find(launcher, 'dialog');
    expect([panel.matches(':modal'), panel.ariaModal]).to.deep.equal([true, 'true']);
    await until(() => panel.getAnimations().length === 0, 'it has come');
    const { left, top, width, height } = panel.getBoundingClientRect();
    expect([left, top, width, height]).to.deep.equal([0, 0, innerWidth, innerHeight]);
    expect(focused() === find(launcher, '#title'), 'no keyboard pops up').to.be.true;
    page.focus();
    expect(focused() === page, 'the page is inert').to.be.false;
    scrollTo(0, 0); // as an on-screen keyboard makes the browser do
    expect(part(launcher, 'close').checkVisibility()).to.be.true;
    part(launcher, 'close').click();
    expect([isOpen(launcher), scrollY]).to.deep.equal([false, 700]);
    expect(focused() === button).to.be.true;
    expect(document.adoptedStyleSheets).to.deep.equal([]);
  });

  it('comes back minimised after a page change, and says that a conversation goes on', async () => {
    await onPhone();
    const first = await launched();
    first.button.click();
    await opened(first.launcher);
    await until(() => first.fake.called('join').length, 'in the room');
    await frame();
    first.launcher.remove();
    const second = await launched({ open: true });
    await until(() => second.fake.called('join').length, 'in the room again');
    expect([isOpen(second.launcher), part(second.launcher, 'badge').hidden]).to.deep.equal([false, false]);
    expect(second.button.ariaLabel).to.equal('Chat with us, a conversation is going on');
    second.fake.receive('hello?');
    await until(() => second.button.ariaLabel === 'Chat with us, 1 unread', 'it counts');
    second.button.click();
    await until(() => second.fake.unread === 0, 'opened and read');
    second.button.click();
    await until(() => part(second.launcher, 'badge').hidden, 'nothing to tell');
  });

  it('is closed by Back where the page wants it, and leaves no entry behind', async () => {
    await onPhone();
    const { launcher, button } = await launched({ closeOnBack: true });
    button.click();
    await opened(launcher);
    history.back();
    await until(() => !isOpen(launcher), 'Back closes it');
    button.click();
    await until(() => isOpen(launcher), 'open');
    const popped = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    part(launcher, 'close').click();
    await popped;
  });

  it('becomes a panel where the window grows, and goes where it shrinks under somebody on the page', async () => {
    const { innerWidth: width, innerHeight: height } = window;
    await onPhone();
    const page = pageButton();
    const { launcher, button } = await launched();
    button.click();
    const room = await opened(launcher);
    part(room, 'input').focus();
    await setViewport({ width, height });
    await until(() => find(launcher, 'dialog').matches(':popover-open'), 'beside the page');
    expect(focused() === part(room, 'input')).to.be.true;
    page.focus();
    await setViewport({ width: 360, height: 640 });
    await until(() => !isOpen(launcher), 'gone');
    expect(focused() === page).to.be.true;
  });
});
