/** In a file of its own, since what is loaded stays loaded. */
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { XmppRoom } from '../../../../src/components/xmpp-room/xmpp-room.js';
import { eventsOf, part, textOf } from '../../../support/fixture.js';
import { launched, opened } from '../../../support/launched.js';
import { until } from '../../../support/until.js';

describe('<xmpp-launcher> without a network', () => {
  it('says so where the chat cannot be loaded, and a press tries again (ux.md §1)', async () => {
    const { launcher, button } = await launched();
    const errors = eventsOf(launcher, 'xmpp-error');
    const { load } = XmppRoom;
    Object.assign(XmppRoom, { load: () => Promise.reject(new TypeError('no network')) });
    button.click();
    await until(() => textOf(part(launcher, 'problem')), 'it says so');
    expect(errors.map(({ code }) => code)).to.deep.equal(['load-failed']);
    expect([launcher.open, button.ariaBusy]).to.deep.equal([false, null]);
    Object.assign(XmppRoom, { load });
    button.click();
    await opened(launcher);
    expect(part(launcher, 'problem').textContent).to.equal('');
  });
});
