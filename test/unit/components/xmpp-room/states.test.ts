/**
 * ux.md §3's table of states, one line each: how things stand, the sentence somebody reads, and what happens when they
 * press what is offered. How each is brought about by a server is test/e2e/join-errors.test.ts and its neighbours.
 */
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { AuthenticationError, StreamError } from '../../../../src/session/errors.js';
import type { RoomStatus } from '../../../../src/session/room-status.js';
import { FakeRoom, FakeSession, ROOM, historyOf, type RoomFields } from '../../../support/fake-room.js';
import { button, find, fixture, parts, press, textOf, type, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const failed = (status: Omit<RoomStatus & { state: 'failed' }, 'state'>): RoomStatus => ({
  state: 'failed',
  ...status,
});
const removed = (status: Omit<RoomStatus & { state: 'removed' }, 'state'>): RoomStatus => ({
  state: 'removed',
  ...status,
});
const away: RoomStatus = { state: 'offline', since: ago(60) };
const talk = historyOf(3);

interface State {
  readonly status: RoomStatus;
  readonly room?: Partial<RoomFields>;
  readonly session?: Parameters<FakeSession['set']>[0];
  readonly says: string;
  /** What is pressed. */
  readonly offers?: string;
  /** What that asks of the room or the session. */
  readonly does?: string;
  /** Whether words can be written. */
  readonly write?: true;
}

const STATES: Readonly<Record<string, State>> = {
  idle: { status: { state: 'idle' }, says: 'garden', offers: 'Join', does: 'join Me' },
  'joining for long': {
    status: { state: 'joining', since: ago(11) },
    says: 'Taking longer than usual',
    offers: 'Cancel',
    does: 'leave',
    write: true,
  },
  'name taken': {
    status: failed({ reason: 'name-taken', suggestion: 'Me_' }),
    says: '“Me” is taken here. Choose another name.',
    offers: 'Use “Me_”',
    does: 'join Me_',
  },
  'reserved name': {
    status: failed({ reason: 'name-reserved', suggestion: 'Juliet' }),
    says: 'You are registered here as Juliet.',
    offers: 'Join as Juliet',
    does: 'join Juliet',
  },
  'password, asked but not given': {
    status: failed({ reason: 'password' }),
    says: 'This room needs a password.',
    offers: 'Cancel',
    does: 'leave',
  },
  'members only': {
    status: failed({ reason: 'members-only' }),
    says: 'Only members can enter this room.',
    offers: 'Try again',
    does: 'join Me',
  },
  banned: { status: failed({ reason: 'banned', text: 'Spam' }), says: 'You cannot enter this room. “Spam”' },
  'full, again now': {
    status: failed({ reason: 'full', retryAt: new Date(Date.now() + 600_000) }),
    says: 'This room is full. Next try in',
    offers: 'Retry now',
    does: 'join Me',
  },
  'full, no more': {
    status: failed({ reason: 'full', retryAt: new Date(Date.now() + 600_000) }),
    says: 'This room is full.',
    offers: 'Stop trying',
    does: 'leave',
  },
  missing: {
    status: failed({ reason: 'missing' }),
    says: 'This room does not exist.',
    offers: 'Try again',
    does: 'join Me',
  },
  kicked: {
    status: removed({ cause: 'kicked', actor: 'Juliet', reason: 'Be kind', at: ago(11) }),
    says: 'Juliet removed you: “Be kind”',
    offers: 'Rejoin',
    does: 'join Me',
  },
  'kicked just now': {
    status: removed({ cause: 'kicked', at: ago(-600) }),
    says: 'You can rejoin in',
    offers: 'Rejoin',
    does: '',
  },
  'banned inside': {
    status: removed({ cause: 'banned', actor: 'Juliet', at: ago(0) }),
    says: 'Juliet banned you.',
  },
  'membership lost': {
    status: removed({ cause: 'membership-lost', at: ago(0) }),
    says: 'You are no longer a member of this room. One of its owners can add you.',
  },
  'members only now': {
    status: removed({ cause: 'members-only', at: ago(0) }),
    says: 'This room is for members only now.',
  },
  destroyed: {
    status: removed({ cause: 'destroyed', reason: 'Too small', address: 'park@rooms.example', at: ago(0) }),
    says: 'This room was closed: “Too small”',
    offers: 'Go to park@rooms.example',
    does: 'join park@rooms.example',
  },
  'server stopped': {
    status: removed({ cause: 'shutdown', at: ago(3) }),
    says: 'Reconnecting…',
    write: true,
  },
  'offline for long': {
    status: away,
    session: { state: 'reconnecting' },
    says: 'Reconnecting…',
    offers: 'Retry now',
    does: 'connect',
    write: true,
  },
  'another session took over': {
    status: away,
    session: { state: 'failed', error: new StreamError('conflict') },
    says: 'This chat is open in another window.',
    offers: 'Use it here',
    does: 'connect',
    write: true,
  },
  'another session took over while joining': {
    status: { state: 'joining', since: ago(2) },
    session: { state: 'failed', error: new StreamError('conflict') },
    says: 'This chat is open in another window.',
    offers: 'Use it here',
    does: 'join Me',
  },
  'credentials expired': {
    status: away,
    session: { state: 'failed', error: new AuthenticationError('credentials-expired') },
    says: 'Signing in did not work.',
    offers: 'Try again',
    does: 'connect',
    write: true,
  },
  empty: { status: { state: 'joined' }, room: { messages: [] }, says: 'No messages yet', write: true },
  'history failed': {
    status: { state: 'joined' },
    room: { history: 'failed' },
    says: 'Earlier messages could not be loaded.',
    offers: 'Try again',
    does: 'loadEarlier',
    write: true,
  },
  'history not kept': {
    status: { state: 'joined' },
    room: { history: 'unavailable' },
    says: 'Earlier messages are not kept here.',
    write: true,
  },
  'without voice': {
    status: { state: 'joined' },
    room: { canSpeak: false },
    says: 'Only people with voice can write here.',
  },
  'name given by the server (210)': {
    status: { state: 'joined' },
    room: {
      messages: [{ kind: 'event', key: 'e', time: ago(0), event: { type: 'nick-assigned', nick: 'Me 2' } }],
    },
    says: 'You are here as Me 2',
    write: true,
  },
};

/** With a draft, and with messages from before where somebody was in. */
async function shown({ status, room: fields, session: state }: State) {
  const wasIn = ['joined', 'offline', 'removed'].includes(status.state);
  const room = new FakeRoom({ nick: 'Me', status, messages: wasIn ? talk : [], ...fields });
  const fake = new FakeSession(room);
  fake.set({ state: 'online', ...state });
  const element = await fixture('xmpp-room', { session: fake as never, jid: ROOM, nick: 'Me' });
  return { element, room, fake };
}

/** Also what a placeholder says. */
const words = (element: Element) =>
  `${textOf(find(element, 'section'))} ${element.shadowRoot?.querySelector('textarea')?.placeholder ?? ''}`;

describe('<xmpp-room> in each state of ux.md §3', () => {
  for (const [name, state] of Object.entries(STATES))
    it(`${name}: “${state.says}”${state.offers ? `, ${state.offers}` : ''}`, async () => {
      const { element, room, fake } = await shown(state);
      await until(() => words(element).includes(state.says), state.says);
      const [input] = parts(element, 'input') as HTMLTextAreaElement[];
      expect(input !== undefined && !input.readOnly, 'words can be written').to.equal(state.write ?? false);
      if (input && state.write) {
        type(input, 'a draft');
        press(input, 'Enter', { shiftKey: true });
        expect(input.value).to.equal('a draft');
        type(input, '');
      }
      expect(await violations(element)).to.deep.equal([]);
      if (state.offers === undefined) return;
      const before = room.calls.length;
      button(element, state.offers).click();
      const asked = room.calls
        .slice(before)
        .map(({ name: call, args: [arg] }) =>
          `${call} ${(arg as { nick?: string } | undefined)?.nick ?? ''}`.trim(),
        );
      const goes = element.jid === ROOM ? [] : [`join ${element.jid ?? ''}`];
      expect([...goes, ...asked, ...fake.calls].slice(0, 1).join()).to.equal(state.does);
    });
});
