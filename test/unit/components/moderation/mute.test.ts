import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ROOM, fakeRoom, message, occupant, occupants } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  parts,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const MUTED = { body: '', removed: { moderated: false, muted: true } };

/** A guest’s room, where Romeo has said something. */
async function shown(messages = [message('hello', { nick: 'Juliet' }), message('spam', { nick: 'Romeo' })]) {
  const { room, session } = fakeRoom({
    occupants: occupants(
      occupant('Me', { self: true }),
      occupant('Juliet'),
      occupant('Romeo', { since: new Date(Date.now() - 60_000) }),
    ),
    messages,
  });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  return {
    element,
    room,
    says: (text: string) =>
      until(() => findAll(element, '[aria-live]').some((each) => each.textContent?.includes(text)), text),
    choose: async (text: string) =>
      (
        await until(() => findAll(element, '[role=menuitem]').find((each) => textOf(each) === text), text)
      ).click(),
  };
}

describe('muting somebody', () => {
  it('is offered to everybody in the menu about others, said, marked, and undone', async () => {
    const { element, room, says, choose } = await shown();
    button(element, 'Show people, 3 here').click();
    await until(() => parts(element, 'occupant').length === 3, 'the people');
    const menus = findAll(element, '[part=occupant] button').map(({ ariaLabel }) => ariaLabel);
    expect(menus).to.deep.equal(['What you can do about Juliet', 'What you can do about Romeo']);
    button(element, 'What you can do about Romeo').click();
    await choose('Mute for me');
    await says('You do not hear Romeo any more. Nobody is told.');
    const notes = () => textOf(find(element, '[data-nick=Romeo] .who'));
    await until(() => notes() === 'Romeomuted', 'it is to be seen');
    expect(room.mutes?.has(room.occupants.get('Romeo')!)).to.equal(true);
    expect(await violations(element)).to.deep.equal([]);
    button(element, 'What you can do about Romeo').click();
    await choose('Unmute');
    await says('You hear Romeo again');
    await until(() => notes() === 'Romeo', 'it is not any more');
  });

  it('is offered in the menu of a message', async () => {
    const { element, room, choose } = await shown();
    parts(element, 'message')[1]!.focus();
    (await until(() => findAll(element, '.row-more')[0], 'a menu')).click();
    await choose('Romeo: Mute for me');
    expect(room.mutes?.has(room.occupants.get('Romeo')!)).to.equal(true);
  });

  it('ux.md §3: leaves one quiet line of each run, which can be opened and keeps the focus', async () => {
    const muted = ['one', 'two', 'three'].map(() => message('', { nick: 'Romeo', ...MUTED }));
    const { element, room } = await shown([
      message('hello'),
      ...muted,
      message('hm'),
      message('', { nick: 'Romeo', ...MUTED }),
    ]);
    const lines = () =>
      findAll(element, '.log .note')
        .filter((each) => each.checkVisibility())
        .map(textOf);
    await until(() => lines().length === 2, 'two lines');
    expect(lines()).to.deep.equal([
      '3 messages of Romeo, whom you have muted Show',
      '1 message of Romeo, whom you have muted Show',
    ]);
    expect(await violations(element)).to.deep.equal([]);
    const show = findAll(element, '.note [data-action=show]')[0]!;
    show.focus();
    show.click();
    await until(() => room.called('showMuted').length, 'it is asked');
    expect(room.called('showMuted')).to.deep.equal([[muted[0]!.key]]);
    for (const { key } of muted) room.change(key, { body: 'said', removed: undefined });
    await until(() => textOf(find(element, '.log')).includes('said'), 'they show');
    await painted();
    expect(element.shadowRoot?.activeElement?.closest('li')?.dataset.key).to.equal(muted[0]!.key);
  });

  it('is told by nobody: neither to screen readers nor to the page', async () => {
    const { element, room } = await shown();
    let heard = 0;
    element.addEventListener('xmpp-message', () => (heard += 1));
    room.set({ messages: [...room.messages, message('', { nick: 'Romeo', ...MUTED })] });
    room.set({ messages: [...room.messages, message('last', { nick: 'Juliet' })] });
    await until(() => heard, 'somebody else is heard');
    expect(heard).to.equal(1);
  });
});
