import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/components/xmpp-chat/define.js';
import '../../../../src/components/xmpp-room/define.js';
import { StanzaError } from '../../../../src/session/errors.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { JULIET, fakeChat } from '../../../support/fake-person.js';
import { ROOM, fakeRoom, occupant, occupants, type RoomFields } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  part,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { undo } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

const people = (role: 'moderator' | 'participant') =>
  occupants(
    occupant('Me', { self: true, role, affiliation: role === 'moderator' ? 'owner' : 'none' }),
    occupant('Romeo', { jid: 'romeo@kit.example' }),
    occupant('Rosaline'),
    occupant('Friar Laurence', { jid: 'friar@kit.example' }),
    occupant('a"b'),
  );

async function shown(fields: Partial<RoomFields> = {}, rich = false) {
  sessionStorage.clear();
  cleanUpAfterTest(() => localStorage.clear());
  const { room, session } = fakeRoom({
    nick: 'Me',
    occupants: people('moderator'),
    canSetSubject: true,
    ...fields,
  });
  const removals = [{ role: 'none' }, { affiliation: 'outcast' }] as const;
  room.changes = { Romeo: removals, Rosaline: [{ role: 'none' }], 'Friar Laurence': removals };
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const input = find<HTMLTextAreaElement>(element, 'textarea');
  input.focus();
  await until(() => button(element, 'Emoji'), 'there is help');
  if (rich) {
    button(element, 'Formatting').click();
    await until(() => part(element, 'input').isContentEditable, 'the editor is there');
  }
  await sendKeys({ type: '/' });
  await until(() => options().length, 'there are commands');
  await sendKeys({ press: 'Backspace' });
  const text = () => (rich ? part(element, 'input').innerText.trimEnd() : input.value);
  return {
    element,
    room,
    input,
    text,
    options,
    dialog: () => until(() => findAll(element, 'dialog[open]')[0], 'a dialog'),
    closed: () => until(() => !findAll(element, 'dialog[open]').length, 'it is closed'),
    problem: () => until(() => findAll(element, '#composer-problem')[0], 'a sentence').then(textOf),
    async write(line: string) {
      await sendKeys({ type: line });
    },
    async enter(line: string) {
      if (rich) await sendKeys({ type: line });
      else type(input, line);
      press(part(element, 'input'), 'Enter');
      await painted();
    },
    empty: () => until(() => text() === '', 'what was typed is gone'),
  };

  function options() {
    return findAll(element, '[role="listbox"]:popover-open [role="option"]').map(
      (each) => (each.querySelector('b') ?? each.querySelector('bdi'))?.textContent,
    );
  }
}

type Shown = Awaited<ReturnType<typeof shown>>;

const offers = ({ options }: Shown, ...names: string[]) =>
  until(() => options().join() === names.join(), `it offers ${names.join()}`).catch(() =>
    expect(options()).to.deep.equal(names),
  );

for (const rich of [false, true])
  describe(`commands in the ${rich ? 'rich editor' : 'plain field'}`, () => {
    it('MUC-48: are offered as they are typed, and written by Enter, in one step to undo', async () => {
      const all = await shown({}, rich);
      await all.write('/');
      await offers(
        all,
        '/me',
        '/nick',
        '/topic',
        '/msg',
        '/invite',
        '/kick',
        '/ban',
        '/join',
        '/part',
        '/help',
      );
      expect(await violations(all.element)).to.deep.equal([]);
      await all.write('k');
      await offers(all, '/kick');
      await sendKeys({ press: 'Enter' });
      await until(() => all.text().startsWith('/kick'), 'it is written');
      expect(all.room.called('send')).to.deep.equal([]);
      await undo(rich);
      await until(() => all.text() === '/k', `it is as it was: ${all.text()}`);
    });

    it('MUC-48: name people, those with blanks in quotes', async () => {
      const all = await shown({}, rich);
      await all.write('/kick ro');
      await offers(all, 'Romeo', 'Rosaline');
      await all.write('s');
      await offers(all, 'Rosaline');
      for (let i = 0; i < 3; i++) await sendKeys({ press: 'Backspace' });
      await all.write('fr');
      await offers(all, 'Friar Laurence');
      await sendKeys({ press: 'Tab' });
      await until(() => all.text().startsWith('/kick "Friar Laurence"'), `it is written: ${all.text()}`);
      await all.write('sings');
      await sendKeys({ press: 'Enter' });
      const asked = await all.dialog();
      expect(textOf(asked)).to.include('Remove Friar Laurence from the room?');
      expect(asked.querySelector('input')?.value).to.equal('sings');
      expect(all.text(), 'what was typed stays until it is done').to.include('sings');
      asked.querySelector('form')?.requestSubmit();
      await all.empty();
      expect(all.room.called('change')).to.deep.equal([['Friar Laurence', { role: 'none' }, 'sings']]);
      expect(all.room.called('send')).to.deep.equal([]);
    });

    it('MUC-48: that are none stay where they are, with a sentence', async () => {
      const all = await shown({}, rich);
      await all.enter('/kcik Romeo');
      expect(await all.problem()).to.include('There is no command /kcik.');
      expect([all.text(), all.room.called('send')]).to.deep.equal(['/kcik Romeo', []]);
      expect(await violations(all.element)).to.deep.equal([]);
    });

    it('MUC-48, ME-1: /me and // go out as text', async () => {
      const all = await shown({}, rich);
      await all.enter('/me waves');
      await all.enter('//help me');
      expect(all.room.called('send')).to.deep.equal([['/me waves'], ['/help me']]);
    });
  });

describe('commands in a room', () => {
  for (const line of ['/etc/hosts', '/ hello', ' /kick Romeo', 'see /help', '/42'])
    it(`MUC-48: are none where text only looks like one: “${line}”`, async () => {
      const all = await shown();
      await all.enter(line);
      expect(all.room.called('send')).to.have.length(1);
    });

  it('MUC-48, MUC-78: are not offered to who may not, and refused if typed nevertheless', async () => {
    const all = await shown({ occupants: people('participant'), canSetSubject: false });
    await all.write('/');
    await offers(all, '/me', '/nick', '/msg', '/invite', '/join', '/part', '/help');
    await sendKeys({ press: 'Escape' });
    for (const name of ['kick', 'ban', 'topic']) {
      await all.enter(`/${name} Romeo`);
      expect(await all.problem()).to.equal(`You may not use /${name} here.`);
    }
    expect(all.room.called('send')).to.deep.equal([]);
  });

  it('MUC-48, MUC-45: change one’s name, and say why not', async () => {
    const all = await shown();
    all.room.changeError = new StanzaError('conflict', 'cancel');
    await all.enter('/nick Romeo');
    expect(await all.problem()).to.equal('“Romeo” is taken here. Choose another name.');
    expect(all.text()).to.equal('/nick Romeo');
    all.room.changeError = undefined;
    await all.enter('/nick Mercutio the Wise');
    await all.empty();
    expect(all.room.called('setNick').at(-1)).to.deep.equal(['Mercutio the Wise']);
    await all.enter('/nick');
    expect(textOf(await all.dialog())).to.include('Change your name');
  });

  it('MUC-48, MUC-40: set the subject', async () => {
    const all = await shown();
    await all.enter('/topic Roses & beds');
    await all.empty();
    expect(all.room.called('setSubject')).to.deep.equal([['Roses & beds']]);
    await all.enter('/subject Hens');
    await all.empty();
    expect(all.room.called('setSubject').at(-1)).to.deep.equal(['Hens']);
  });

  it('MUC-48, MUC-75: ban whose address is known, and say why others cannot be', async () => {
    const all = await shown();
    await all.enter('/ban Rosaline');
    expect(await all.problem()).to.include('The room does not tell the address of Rosaline');
    await all.enter('/ban @Romeo too loud');
    const asked = await all.dialog();
    expect(textOf(asked)).to.include('Ban Romeo?');
    asked.querySelector<HTMLElement>('.buttons button')?.click(); // Cancel
    await all.closed();
    expect(all.text()).to.equal('/ban @Romeo too loud');
    expect(all.room.called('change')).to.deep.equal([]);
  });

  it('MUC-48: say who is not here, and how to write it', async () => {
    const all = await shown();
    await all.enter('/kick Tybalt');
    expect(await all.problem()).to.equal('Tybalt is not here.');
    await all.enter('/kick');
    expect(await all.problem()).to.equal('Write it like this: /kick name reason');
    await all.enter('/invite somebody');
    expect(await all.problem()).to.equal('Write it like this: /invite address reason');
    await all.enter('/me');
    expect(await all.problem()).to.include('/me does something');
    expect(all.room.called('send')).to.deep.equal([]);
  });

  it('MUC-48, MUC-31: leave the room, with words', async () => {
    const all = await shown();
    await all.enter('/part Good night');
    await until(() => all.room.called('leave').length, 'it is left');
    expect(all.room.called('leave')[0]).to.deep.equal(['Good night']);
  });

  it('MUC-48: are listed by /help', async () => {
    const all = await shown();
    await all.enter('/help');
    const told = textOf(await all.dialog());
    expect(told).to.include('/kick name reason').and.to.include('//help');
    expect(await violations(all.element)).to.deep.equal([]);
  });

  it('MUC-48: take no key while an input method is at work', async () => {
    const all = await shown();
    type(all.input, '/help');
    expect(press(all.input, 'Enter', { isComposing: true })).to.be.true;
    expect(findAll(all.element, 'dialog[open]')).to.deep.equal([]);
    expect(all.text()).to.equal('/help');
  });

  it('are none in a chat', async () => {
    const { chat, session } = fakeChat({ name: 'Juliet' });
    const element = await fixture('xmpp-chat', { session, jid: JULIET });
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    input.focus();
    await until(() => button(element, 'Emoji'), 'there is help');
    type(input, '/shrug');
    press(input, 'Enter');
    expect(chat.called('send')).to.deep.equal([['/shrug']]);
  });
});
