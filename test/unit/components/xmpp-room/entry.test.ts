import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { AuthenticationError, ConnectionError } from '../../../../src/session/errors.js';
import type { RoomStatus } from '../../../../src/session/room-status.js';
import { FakeRoom, FakeSession, ROOM, fakeRoom, historyOf } from '../../../support/fake-room.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  parts,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

type Failed = Omit<RoomStatus & { state: 'failed' }, 'state'>;
type Removed = Omit<RoomStatus & { state: 'removed' }, 'state' | 'at'>;

async function shown(status: RoomStatus, messages = historyOf(0)) {
  const { room, fake, session } = fakeRoom({ status, messages });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  return { element, room, fake, entry: () => textOf(find(element, '.entry')) };
}

const names = (element: HTMLElement) => findAll(element, '.entry button').map(textOf);

describe('<xmpp-room> entry', () => {
  const failures: readonly [Failed, string, readonly string[]][] = [
    [{ reason: 'name-needed' }, 'Join The garden', ['Join']],
    [
      { reason: 'name-taken', suggestion: 'Me 2' },
      '“Me” is taken here. Choose another name.',
      ['Join', 'Use “Me 2”'],
    ],
    [
      { reason: 'name-reserved', suggestion: 'Juliet' },
      'You are registered here as Juliet.',
      ['Join as Juliet', 'Cancel'],
    ],
    [{ reason: 'password' }, 'This room needs a password.', ['Join', 'Cancel']],
    [{ reason: 'password', tries: 1 }, 'That password did not work.', ['Join', 'Cancel']],
    [{ reason: 'members-only' }, 'Only members can enter this room.', ['Try again']],
    [{ reason: 'banned', text: 'spam' }, 'You cannot enter this room. “spam”', []],
    [{ reason: 'full' }, 'This room is full.', ['Retry now', 'Stop trying']],
    [{ reason: 'missing' }, 'This room does not exist.', ['Try again']],
    [
      { reason: 'moved', address: 'new@rooms.example' },
      'This room has moved.',
      ['Go to new@rooms.example', 'Cancel'],
    ],
    [{ reason: 'unreachable' }, 'The server of this room cannot be reached.', ['Retry now', 'Stop trying']],
    [{ reason: 'timeout' }, 'The room did not answer.', ['Try again']],
    [{ reason: 'invalid-address' }, `“${ROOM}” is not the address of a room.`, []],
    [{ reason: 'other', text: 'no idea' }, 'You could not enter this room. “no idea”', ['Try again']],
  ];
  for (const [failure, words, buttons] of failures) {
    it(`says “${words}” for ${failure.reason}${failure.tries ? ', again' : ''}`, async () => {
      const { element, entry } = await shown({ state: 'failed', ...failure });
      expect(entry()).to.contain(words);
      expect(names(element)).to.deep.equal(buttons);
      expect(parts(element, 'composer')).to.be.empty;
      expect(await violations(element)).to.deep.equal([]);
    });
  }

  const removals: readonly [Removed, string, readonly string[]][] = [
    [{ cause: 'kicked', actor: 'Juliet', reason: 'be kind' }, 'Juliet removed you: “be kind”', ['Rejoin']],
    [{ cause: 'kicked' }, 'You were removed.', ['Rejoin']],
    [{ cause: 'banned', reason: 'spam' }, 'You were banned: “spam”', []],
    [{ cause: 'membership-lost' }, 'You are no longer a member of this room.', []],
    [{ cause: 'members-only' }, 'This room is for members only now.', []],
    [
      { cause: 'destroyed', reason: 'moved', address: 'n@rooms.example' },
      'This room was closed: “moved”',
      ['Go to n@rooms.example'],
    ],
  ];
  for (const [removal, words, buttons] of removals) {
    it(`says “${words}” in the composer's place, under the messages`, async () => {
      const { element, entry } = await shown({ state: 'removed', at: new Date(), ...removal }, historyOf(3));
      expect(entry()).to.contain(words);
      expect(names(element)).to.deep.equal(buttons);
      expect(parts(element, 'message')).to.have.length(3);
      expect(parts(element, 'composer')).to.be.empty;
    });
  }

  it('MUC-88: goes to another room only when that is pressed, with the password that came along', async () => {
    const { element, room, entry } = await shown({
      state: 'removed',
      cause: 'destroyed',
      address: 'n@rooms.example',
      password: 'geheim',
      at: new Date(),
    });
    expect(entry()).to.contain('Its password came along.').and.not.to.contain('geheim');
    expect(room.called('join')).to.deep.equal([]);
    button(element, 'Go to n@rooms.example').click();
    expect(room.called('join')).to.deep.equal([[{ nick: 'Me', password: 'geheim' }]]);
  });

  it('lets somebody who was removed back in after ten seconds only', async () => {
    const { element, room } = await shown(
      { state: 'removed', cause: 'kicked', at: new Date() },
      historyOf(1),
    );
    button(element, 'Rejoin').click();
    expect(room.called('join')).to.deep.equal([]);
    expect(button(element, 'Rejoin').getAttribute('aria-disabled')).to.equal('true');
    room.set({ status: { state: 'removed', cause: 'kicked', at: new Date(Date.now() - 10_001) } });
    await until(() => !button(element, 'Rejoin').hasAttribute('aria-disabled'), 'ten seconds are over');
    button(element, 'Rejoin').click();
    expect(room.called('join')).to.have.length(1);
  });

  it('asks for a name upon Join, with the one last used filled in and focused', async () => {
    localStorage.setItem('xmpp-elements:nick', '"Romeo"');
    const room = new FakeRoom();
    const element = await fixture('xmpp-room', { session: new FakeSession(room) as never, jid: ROOM });
    const join = button(element, 'Join');
    join.focus();
    join.click();
    await until(() => findAll(element, 'input').length, 'it asks');
    const input = find<HTMLInputElement>(element, 'input');
    expect([input.value, input.labels?.[0]?.textContent]).to.deep.equal(['Romeo', 'Your name']);
    expect(element.shadowRoot?.activeElement === input).to.be.true;
    input.value = '  Mercutio ';
    find<HTMLFormElement>(element, 'form').requestSubmit();
    expect(room.called('join')).to.deep.equal([[{ nick: 'Mercutio' }]]);
    await until(() => parts(element, 'composer').length, 'the composer shows');
    expect(element.shadowRoot?.activeElement === part(element, 'input')).to.be.true;
    await until(() => localStorage.getItem('xmpp-elements:nick') === '"Mercutio"', 'the name is kept');
    localStorage.clear();
  });

  it('asks for a name made of more than spaces', async () => {
    const { element, room, entry } = await shown({ state: 'failed', reason: 'name-needed' });
    find<HTMLInputElement>(element, 'input').value = '   ';
    find<HTMLFormElement>(element, 'form').requestSubmit();
    expect(room.called('join')).to.deep.equal([]);
    expect(entry()).to.contain('Enter a name');
    expect(find(element, 'input').getAttribute('aria-invalid')).to.equal('true');
    expect(textOf(find(element, '.entry .avatar')), 'the room’s mark stays').to.equal('TG');
  });

  it('joins under the name that is suggested, or another', async () => {
    const { element, room } = await shown({ state: 'failed', reason: 'name-taken', suggestion: 'Me 2' });
    const field = find<HTMLInputElement>(element, 'input');
    expect(field.value).to.equal('Me');
    button(element, 'Use “Me 2”').click();
    expect(room.called('join')).to.deep.equal([[{ nick: 'Me 2' }]]);
  });

  it('tries the password that was typed, under the same name', async () => {
    const { element, room } = await shown({ state: 'failed', reason: 'password' });
    const field = find<HTMLInputElement>(element, 'input');
    expect([field.type, field.value]).to.deep.equal(['password', '']);
    field.value = ' open sesame ';
    find<HTMLFormElement>(element, 'form').requestSubmit();
    expect(room.called('join')).to.deep.equal([[{ nick: 'Me', password: ' open sesame ' }]]);
  });

  it('goes to another address only when the visitor says so', async () => {
    const { element } = await shown({ state: 'failed', reason: 'moved', address: 'new@rooms.example' });
    expect(element.jid).to.equal(ROOM);
    button(element, 'Go to new@rooms.example').click();
    expect(element.jid).to.equal('new@rooms.example');
  });

  it('tells the page of a failure once', async () => {
    const { element, room } = await shown({ state: 'joining', since: new Date() });
    const errors = eventsOf(element, 'xmpp-error');
    room.set({ status: { state: 'failed', reason: 'full', retryAt: new Date(Date.now() + 30_000) } });
    await until(() => errors.length === 1, 'it is told');
    room.set({ status: { state: 'failed', reason: 'full', retryAt: new Date(Date.now() + 60_000) } });
    await until(() => textOf(find(element, '.entry')).includes('60 seconds'), 'it counts anew');
    expect(errors.map(({ code }) => code)).to.deep.equal(['full']);
  });

  for (const [ago, words] of [
    [0, ''],
    [500, ''],
    [2000, 'Joining…'],
    [11_000, 'Taking longer than usual Try again Cancel'],
  ] as const) {
    it(`says “${words}” ${ago} ms into joining`, async () => {
      const { element, fake } = await shown({ state: 'joining', since: new Date(Date.now() - ago) });
      fake.set({ state: 'online' });
      const middle = () => findAll(element, '.middle').map(textOf).join();
      await until(() => middle() === words, words);
      expect(findAll(element, '.skeleton')).to.have.length(ago > 300 ? 1 : 0);
      expect(parts(element, 'composer'), 'a draft can be written').to.have.length(1);
    });
  }

  it('says that the server is away, and tries at once when told to', async () => {
    const { element, fake } = await shown({ state: 'joining', since: new Date(Date.now() - 2000) });
    fake.set({ state: 'reconnecting', error: new ConnectionError('unreachable') });
    await until(() => textOf(find(element, '.middle')).includes('cannot be reached'), 'it is told');
    button(element, 'Try again').click();
    expect(fake.calls).to.deep.equal(['connect']);
  });

  it('says that signing in did not work once the session gave up', async () => {
    const { element, fake, entry } = await shown({ state: 'joining', since: new Date(Date.now() - 2000) });
    fake.set({ state: 'failed', error: new AuthenticationError('not-authorized') });
    await until(() => entry().includes('Signing in did not work.'), 'it is told');
    expect(names(element)).to.deep.equal(['Try again']);
  });

  for (const [ago, words] of [
    [500, ''],
    [3000, 'Reconnecting…'],
    [31_000, 'Reconnecting…Retry now'],
  ] as const) {
    it(`says “${words}” ${ago} ms after the connection was lost`, async () => {
      const { element } = await shown({ state: 'offline', since: new Date(Date.now() - ago) }, historyOf(2));
      const strip = part(element, 'status');
      expect(strip.hidden).to.equal(words === '');
      expect(strip.hidden ? '' : textOf(strip)).to.equal(words);
      expect(parts(element, 'composer')).to.have.length(1);
    });
  }

  it('treats a server that stopped like a lost connection', async () => {
    const { element } = await shown({ state: 'removed', cause: 'shutdown', at: new Date(0) }, historyOf(2));
    expect(textOf(part(element, 'status'))).to.contain('Reconnecting');
    expect(parts(element, 'composer')).to.have.length(1);
  });
});
