import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../../../src/session/errors.js';
import { ROOM, fakeRoom, historyOf, type RoomFields } from '../../../support/fake-room.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { button, find, findAll, fixture, press, textOf, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const refused = (condition: string, text?: string) => new StanzaError(condition, 'cancel', text);

async function roomWith(fields: Partial<RoomFields> = {}) {
  const { room, session } = fakeRoom({ messages: historyOf(3), canSetSubject: true, ...fields });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const items = () => findAll(element, '[role=menuitem]');
  const focused = () => element.shadowRoot?.activeElement ?? undefined;
  const dialog = () => find<HTMLDialogElement>(element, 'dialog');
  const open = async () => {
    const more = button(element, 'More');
    more.click();
    await until(() => items().length > 0, 'the menu shows');
    return more;
  };
  const choose = async (name: string) => {
    const more = await open();
    button(element, name).click();
    return more;
  };
  const field = () => find<HTMLInputElement | HTMLTextAreaElement>(element, '#dialog-field');
  const submit = (text: string) => {
    field().value = text;
    button(element, 'Change').click();
  };
  const problem = () => until(() => element.shadowRoot?.querySelector('#dialog-problem'), 'the error shows');
  const said = (text: string) =>
    until(
      () => findAll(element, '[aria-live=polite]').some((each) => textOf(each).includes(text)),
      `“${text}” is said`,
    );
  return { room, element, items, focused, dialog, open, choose, field, submit, problem, said };
}

describe('<xmpp-room> menu', () => {
  it('opens with the first item focused, and says so on its button', async () => {
    const { element, open, items, focused } = await roomWith();
    const more = button(element, 'More');
    expect([more.getAttribute('aria-haspopup'), more.getAttribute('aria-expanded')]).to.deep.equal([
      'menu',
      'false',
    ]);
    await open();
    expect(items().map(textOf)).to.deep.equal([
      'Change your name',
      'Change the subject',
      'Search…',
      'Go to a date…',
      'Keyboard',
      'Leave the room',
    ]);
    expect(more.getAttribute('aria-expanded')).to.equal('true');
    expect(focused() === items()[0]).to.be.true;
    const box = more.getBoundingClientRect();
    expect(Math.min(box.width, box.height)).to.be.at.least(24);
  });

  it('goes by arrows, Home and End, round its ends', async () => {
    const { open, items, focused } = await roomWith();
    await open();
    const at = (key: string) => {
      const before = focused();
      expect(before && press(before, key)).to.be.false;
      return items().findIndex((item) => item === focused());
    };
    const keys = ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowUp'];
    expect(keys.map(at)).to.deep.equal([1, 5, 0, 5, 0, 5]);
  });

  it('closes by Escape, which the page does not see, with the focus back on its button', async () => {
    const { open, items, focused } = await roomWith();
    const more = await open();
    let seen = 0;
    const count = () => (seen += 1);
    document.addEventListener('keydown', count);
    cleanUpAfterTest(() => document.removeEventListener('keydown', count));
    press(focused() ?? more, 'Escape');
    expect([items().length, seen]).to.deep.equal([0, 0]);
    expect(focused() === more).to.be.true;
    expect(more.getAttribute('aria-expanded')).to.equal('false');
  });

  it('closes when its button is pressed again or the focus goes elsewhere', async () => {
    const { element, open, items } = await roomWith();
    (await open()).click();
    await until(() => items().length === 0, 'it is closed by the button');
    await open();
    find(element, 'textarea').focus();
    expect(items()).to.have.length(0);
  });

  it('does not open for somebody who went on while it was loading', async () => {
    const { element, items, focused, open } = await roomWith();
    button(element, 'More').click();
    find(element, 'textarea').focus();
    await until(() => element.shadowRoot?.querySelector('[role=menu]'), 'it has loaded');
    expect(items()).to.have.length(0);
    expect(focused()?.localName).to.equal('textarea');
    await open();
  });

  it('is there in a room only', async () => {
    const { room, element } = await roomWith();
    room.set({ status: { state: 'removed', cause: 'kicked', at: new Date() } });
    await until(() => findAll(element, '.more').length === 0, 'it is gone');
  });

  it('leaves the room, says so and goes on to what shows then', async () => {
    const { room, choose, focused, said } = await roomWith();
    await choose('Leave the room');
    expect(room.called('leave')).to.have.length(1);
    await said('You left this room.');
    expect(focused()?.localName).to.equal('button');
  });

  it('tells the keys, and gives the focus back', async () => {
    const { element, choose, dialog, focused } = await roomWith();
    const more = await choose('Keyboard');
    expect(dialog().matches(':modal')).to.be.true;
    expect(findAll(element, 'kbd').map(textOf)).to.include.members(['F6', 'Home', 'Escape']);
    button(element, 'Close').click();
    await until(() => !dialog().open && focused() === more, 'the button has the focus');
  });

  describe('its dialogs', () => {
    it('change the name: asked with the old one, said, focus back', async () => {
      const { room, choose, field, submit, dialog, focused, said } = await roomWith();
      const more = await choose('Change your name');
      expect(field().value).to.equal('Me');
      expect(focused() === field()).to.be.true;
      submit(' Romeo ');
      await said('You are now Romeo');
      expect(room.called('setNick')).to.deep.equal([['Romeo']]);
      await until(() => !dialog().open && focused() === more, 'the button has the focus');
    });

    const names: [Error, string][] = [
      [refused('conflict'), '“Romeo” is taken here. Choose another name.'],
      [refused('not-acceptable'), 'You are registered here as Me.'],
      [refused('policy-violation', 'Not today'), 'Your name could not be changed. “Not today”'],
      [new TimeoutError('late'), 'The room did not answer.'],
      [new ConnectionError('lost'), 'Connection lost. Your name could not be changed.'],
      [new RangeError('odd'), 'Your name could not be changed.'],
    ];
    for (const [error, words] of names) {
      it(`keep the old name after ${error.message}, and say why under the field`, async () => {
        const { room, choose, field, submit, problem, dialog, focused } = await roomWith();
        room.changeError = error;
        await choose('Change your name');
        submit('Romeo');
        expect(textOf(await problem())).to.equal(words);
        expect([room.nick, dialog().open, field().value]).to.deep.equal(['Me', true, 'Romeo']);
        expect(field().getAttribute('aria-invalid')).to.equal('true');
        expect(field().getAttribute('aria-describedby')).to.equal('dialog-problem');
        expect(focused() === field()).to.be.true;
      });
    }

    it('tell of a reserved name where the own one is not known', async () => {
      const { room, choose, submit, problem } = await roomWith();
      room.changeError = refused('not-acceptable');
      await choose('Change your name');
      room.nick = undefined;
      submit('Romeo');
      expect(textOf(await problem())).to.equal('This room keeps names for its members.');
    });

    it('ask nobody for an empty name, and work after an error', async () => {
      const { room, choose, submit, problem, said } = await roomWith();
      await choose('Change your name');
      submit('  ');
      expect(textOf(await problem())).to.equal('Enter a name');
      expect(room.called('setNick')).to.deep.equal([]);
      submit('Romeo');
      await said('You are now Romeo');
    });

    it('send once, however often it is pressed', async () => {
      const { room, choose, submit, dialog } = await roomWith();
      let answer: () => void = () => undefined;
      let asked = 0;
      room.setNick = () => {
        asked += 1;
        return new Promise((resolve) => (answer = resolve));
      };
      await choose('Change your name');
      submit('Romeo');
      submit('Romeo');
      expect(asked).to.equal(1);
      answer();
      await until(() => !dialog().open, 'it is closed');
    });

    it('change the subject, or remove it with an empty one', async () => {
      const { room, choose, field, submit, said } = await roomWith({ subject: 'Roses' });
      await choose('Change the subject');
      expect([field().localName, field().value]).to.deep.equal(['textarea', 'Roses']);
      submit('Tulips');
      await said('Subject changed');
      await choose('Change the subject');
      submit('');
      await said('Subject removed');
      expect(room.called('setSubject')).to.deep.equal([['Tulips'], ['']]);
    });

    const subjects: [Error, string][] = [
      [refused('forbidden'), 'You may not change the subject here.'],
      [refused('internal-server-error'), 'The subject could not be changed.'],
      [new TimeoutError('late'), 'The room did not answer.'],
    ];
    for (const [error, words] of subjects) {
      it(`keep the subject after ${error.message}, and say why`, async () => {
        const { room, choose, submit, problem, field } = await roomWith({ subject: 'Roses' });
        room.changeError = error;
        await choose('Change the subject');
        submit('Tulips');
        expect(textOf(await problem())).to.equal(words);
        expect([room.subject, field().value]).to.deep.equal(['Roses', 'Tulips']);
      });
    }

    it('offer no subject to those who may not set it', async () => {
      const { open, items } = await roomWith({ canSetSubject: false });
      await open();
      expect(items().map(textOf)).to.not.include('Change the subject');
    });

    it('close with the room they are about, and open again later', async () => {
      const { room, element, choose, dialog, focused } = await roomWith();
      await choose('Change your name');
      room.set({ status: { state: 'removed', cause: 'kicked', at: new Date() } });
      await until(() => focused()?.closest('.entry'), 'the focus goes on');
      room.set({ status: { state: 'joined' } });
      await until(() => element.shadowRoot?.querySelector('.more'), 'the menu is back');
      await choose('Change your name');
      expect(dialog().matches(':modal')).to.be.true;
    });

    it('leave F6 to the browser while one is open', async () => {
      const { choose, field } = await roomWith();
      await choose('Change your name');
      expect(press(field(), 'F6')).to.be.true;
    });
  });

  for (const scheme of ['light', 'dark'])
    it(`has nothing that axe finds wrong, open and asking, ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme;
      cleanUpAfterTest(() => document.documentElement.style.removeProperty('color-scheme'));
      const { room, element, open, choose, submit, problem, dialog } = await roomWith();
      const more = await open();
      expect(await violations(element)).to.deep.equal([]);
      more.click();
      room.changeError = refused('conflict');
      await choose('Change your name');
      submit('Romeo');
      await problem();
      expect(await violations(element)).to.deep.equal([]);
      dialog().close();
      await until(() => !dialog().querySelector('.sheet'), 'it is closed');
      await choose('Keyboard');
      expect(await violations(element)).to.deep.equal([]);
    });

  for (const dir of ['ltr', 'rtl'])
    it(`stays inside a room of 320 px, ${dir}`, async () => {
      document.documentElement.dir = dir;
      cleanUpAfterTest(() => document.documentElement.removeAttribute('dir'));
      const { element, open } = await roomWith();
      element.style.inlineSize = '320px';
      await open();
      const inner = find(element, '[role=menu]').getBoundingClientRect();
      const outer = element.getBoundingClientRect();
      expect(inner.left).to.be.at.least(outer.left);
      expect(inner.right).to.be.at.most(outer.right);
    });
});
