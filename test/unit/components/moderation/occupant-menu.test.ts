import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../../../src/session/errors.js';
import type { Change } from '../../../../src/session/occupant.js';
import { ROOM, fakeRoom, occupant, occupants } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  press,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const KICK: Change = { role: 'none' };
const BAN: Change = { affiliation: 'outcast' };
const OWNER: readonly Change[] = [
  { role: 'visitor' },
  { role: 'moderator' },
  KICK,
  { affiliation: 'member' },
  { affiliation: 'admin' },
  { affiliation: 'owner' },
  BAN,
];

const people = occupants(
  occupant('Me', { self: true, role: 'moderator', affiliation: 'owner' }),
  occupant('Juliet', { role: 'moderator' }),
  occupant('Romeo'),
  occupant('Mercutio', { role: 'visitor' }),
);

async function shown(changes: Record<string, readonly Change[]> = { Romeo: OWNER }, who = people) {
  const { room, session } = fakeRoom({ occupants: who });
  room.changes = changes;
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  button(element, `Show people, ${who.size} here`).click();
  await until(() => findAll(element, '[part=occupant]').length === who.size, 'the people are shown');
  const more = (nick: string) => button(element, `What you can do about ${nick}`);
  return {
    element,
    room,
    more,
    dialog: () => find<HTMLDialogElement>(element, 'dialog[open]'),
    items: () => findAll(element, '[role=menuitem]').map(textOf),
    /** What was asked of the room. */
    asked: () => room.calls.filter(({ name }) => name === 'change').map(({ args }) => args),
    async open(nick: string) {
      await until(() => more(nick), 'there is a menu');
      more(nick).click();
      await until(() => findAll(element, '[role=menuitem]').length, 'it is open');
    },
    choose: (text: string) =>
      findAll(element, '[role=menuitem]')
        .find((each) => textOf(each) === text)
        ?.click(),
    says: (text: string) =>
      until(() => findAll(element, '[aria-live]').some((each) => each.textContent?.includes(text)), text),
  };
}

const type = (field: HTMLInputElement, text: string) => {
  field.value = text;
};

describe('what may be done about people in a room', () => {
  it('MUC-78: is a menu at everybody else, with what may be done', async () => {
    const { element, items, open } = await shown({ Romeo: OWNER, Mercutio: [{ role: 'participant' }] });
    await open('Romeo');
    expect(items()).to.deep.equal([
      'Write privately',
      'Mute for me',
      'Take the right to write away',
      'Make a moderator',
      'Remove from the room…',
      'Make a member…',
      'Make an administrator…',
      'Make an owner…',
      'Ban…',
    ]);
    expect(findAll(element, '[part=occupant] button').map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
      'What you can do about Juliet',
      'What you can do about Romeo',
      'What you can do about Mercutio',
    ]);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('MUC-78: comes and goes with one’s own rights', async () => {
    const { room, open, more, items } = await shown();
    await open('Romeo');
    expect(items()).to.have.length(9);
    more('Romeo').click();
    room.changes = {};
    room.set({ occupants: new Map(people).set('Me', occupant('Me', { self: true })) });
    await open('Romeo');
    expect(items()).to.deep.equal(['Write privately', 'Mute for me']);
  });

  it('does at once what is as easily undone, and says so', async () => {
    const { open, choose, asked, says } = await shown();
    await open('Romeo');
    choose('Take the right to write away');
    await says('Romeo can only read now');
    expect(asked()).to.deep.equal([['Romeo', { role: 'visitor' }, undefined]]);
  });

  it('MUC-73, ux.md §10: asks before somebody is put out, by name and with a reason, its button last', async () => {
    const { element, open, choose, dialog, asked, says, more } = await shown();
    await open('Romeo');
    choose('Ban…');
    expect(textOf(find(element, 'dialog h2'))).to.equal('Ban Romeo?');
    expect(element.shadowRoot?.activeElement).to.equal(dialog().querySelector('input'));
    expect([...dialog().querySelectorAll('button')].map(textOf)).to.deep.equal(['Cancel', 'Ban Romeo']);
    expect(await violations(element)).to.deep.equal([]);
    type(dialog().querySelector('input')!, ' spam ');
    dialog().querySelector('form')?.requestSubmit();
    await says('Romeo is banned');
    expect(asked()).to.deep.equal([['Romeo', BAN, 'spam']]);
    expect(findAll(element, 'dialog[open]')).to.deep.equal([]);
    await until(() => element.shadowRoot?.activeElement === more('Romeo'), 'the focus is back');
  });

  for (const [error, text] of [
    [new StanzaError('forbidden', 'auth'), 'You may not do that (any more).'],
    [new StanzaError('not-allowed', 'cancel'), 'The room does not let you do that to Romeo.'],
    [new StanzaError('conflict', 'cancel'), 'A room needs an owner'],
    [new StanzaError('item-not-found', 'cancel'), 'The room does not know them.'],
    [new StanzaError('bad-request', 'modify'), 'That did not work.'],
    [new RangeError('gone'), 'Romeo is not in the room any more.'],
    [new TimeoutError('slow'), 'The room does not answer.'],
    [new ConnectionError('closed', 'off'), 'There is no connection.'],
  ] as const)
    it(`MUC-72: keeps the question, and what was written, when it did not work (${error.message})`, async () => {
      const { element, open, choose, dialog, room } = await shown();
      room.changeError = error;
      await open('Romeo');
      choose('Remove from the room…');
      type(dialog().querySelector('input')!, 'spam');
      dialog().querySelector('form')?.requestSubmit();
      await until(() => textOf(dialog()).includes(text), text);
      expect(dialog().querySelector('input')?.value).to.equal('spam');
      room.changeError = undefined;
      dialog().querySelector('form')?.requestSubmit();
      await until(() => !findAll(element, 'dialog[open]').length, 'it is done');
    });

  it('says what did not work where nothing is asked', async () => {
    const { open, choose, room, says } = await shown();
    room.changeError = new StanzaError('forbidden', 'auth');
    await open('Romeo');
    choose('Make a moderator');
    await says('You may not do that (any more).');
  });

  it('stays about the same person while others come and go', async () => {
    const { element, more, room, open, choose, asked, dialog } = await shown();
    await until(() => more('Romeo'), 'there is a menu');
    more('Romeo').focus();
    const crowd = new Map(people);
    for (const nick of ['Abram', 'Balthasar', 'Peter']) crowd.set(nick, occupant(nick));
    room.set({ occupants: crowd });
    await until(() => findAll(element, '[part=occupant]').length === crowd.size, 'they came');
    await painted();
    expect(element.shadowRoot?.activeElement).to.equal(more('Romeo'));
    await open('Romeo');
    choose('Remove from the room…');
    dialog().querySelector('form')?.requestSubmit();
    await until(() => asked().length, 'it is asked');
    expect(asked()[0]?.[0]).to.equal('Romeo');
  });

  it('is closed by Escape, with the focus where it was', async () => {
    const { element, open, more } = await shown();
    await open('Romeo');
    press(element.shadowRoot!.activeElement!, 'Escape');
    expect(findAll(element, '[role=menuitem]')).to.deep.equal([]);
    expect(element.shadowRoot?.activeElement).to.equal(more('Romeo'));
  });
});
