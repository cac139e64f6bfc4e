import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-room/define.js';
import type { XmppRoom } from '../src/components/xmpp-room/xmpp-room.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import { AuthenticationError, ConnectionError, StanzaError, StreamError } from '../src/session/errors.js';
import type { ChatMessage, Crowd, Row, SharedFile } from '../src/session/message.js';
import { plainText } from '../src/session/plain-text.js';
import { readMarkup } from '../src/session/protocol/xhtml-im.js';
import type { DataForm } from '../src/session/data-form.js';
import type { Change, Hat } from '../src/session/occupant.js';
import type { RoomRequest } from '../src/session/room-requests.js';
import type { RoomStatus } from '../src/session/room-status.js';
import { asLink } from '../src/session/shared-files.js';
import {
  FakeRoom,
  FakeSession,
  ROOM,
  historyOf,
  message,
  occupant,
  occupants,
  roomInfo,
  type RoomFields,
} from '../test/support/fake-room.js';
import { crowd, fakePeople, here } from '../test/support/fake-people.js';
import { withPrivates, type FakePrivateChats } from '../test/support/fake-private.js';
import { drawn, transferOf } from '../test/support/drawn.js';
import { dataForm, everything, formType } from '../test/support/forms.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { keepsPicture } from '../test/support/room-picture.js';
import { button, check, find, findAll, painted, part, parts, press, textOf, type, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

interface Args {
  /** What the fake room says of itself. */
  readonly room: Partial<RoomFields>;
  /** Nobody has joined yet. */
  readonly outside: boolean;
  /** What a join leads to. */
  readonly answer?: (options: { nick?: string; password?: string }) => RoomStatus;
  /** What the room wants to know of who registers there. */
  readonly form?: DataForm;
  /** What the session says of itself. */
  readonly session?: Parameters<FakeSession['set']>[0];
  /** Unset: the page's. */
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  /** Unset: the page's. */
  readonly lang: string;
}

const rooms = new WeakMap<Element, FakeRoom>();

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

const said = (nick: string, body: string, seconds: number, more: Partial<ChatMessage> = {}) =>
  message(body, { nick, time: ago(seconds), old: true, ...more });

const own = (body: string, seconds: number, more: Partial<ChatMessage> = {}) =>
  said('Me', body, seconds, { own: true, state: 'sent', old: false, ...more });

const comings = (key: string, came: Crowd, left: Crowd): Row => ({
  kind: 'event',
  key,
  time: ago(45),
  event: { type: 'comings', came, left },
});

const people = occupants(
  occupant('Me', { self: true }),
  occupant('Juliet', { role: 'moderator', affiliation: 'owner' }),
  occupant('Romeo', { show: 'away' }),
  occupant('Nurse', { show: 'dnd', statusText: 'Minding the hens' }),
  occupant('Mercutio', { role: 'visitor' }),
);

const talk = (): Row[] => [
  said('Juliet', 'Good morning! The new plan: https://garden.example/plans/spring?bed=4', 90_000),
  said('Romeo', 'Lovely. I would move the roses a bit to the east though.', 89_900),
  said('Romeo', 'They get more light there.', 89_880),
  said('Friar Laurence', '/me brings the herbs', 7000),
  said(
    'Nurse',
    'Somebody left the gate open again, and the hens were all over the lawn. Please close it.',
    3000,
  ),
  own('That was me, sorry!', 2900),
  own('It will not happen again.', 2890),
  {
    kind: 'event',
    key: 'subject',
    time: ago(700),
    event: { type: 'subject', nick: 'Juliet', subject: 'Planting' },
  },
  said('Juliet', 'Me: could you water the tomatoes on Thursday?', 600, { mention: true }),
  own('Of course.', 60),
];

const withVCard = roomInfo({
  features: new Set(['vcard-temp']),
});

const garden: Partial<RoomFields> = {
  subject: 'Beds, roses, and who waters when',
  occupants: people,
  messages: talk(),
};

const meta: Meta<Args> = {
  component: 'xmpp-room',
  tags: ['autodocs'],
  args: { room: garden, outside: false, dir: '', scheme: '', lang: '' },
  render: ({ room: fields, outside, answer, form, session, dir, scheme, lang }) => {
    const status: RoomStatus = outside ? { state: 'idle' } : { state: 'joined' };
    const room = new FakeRoom({ nick: outside ? undefined : 'Me', status, ...fields });
    room.answer = answer;
    const element = document.createElement('xmpp-room');
    const fake = new FakeSession(room);
    fake.set(session ?? {});
    fake.form = form;
    element.session = fake as never;
    element.jid = ROOM;
    element.style.colorScheme = scheme;
    rooms.set(element, room);
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** The element of a story once it shows something, and its fake room. */
async function shown(canvas: HTMLElement): Promise<{ element: XmppRoom; room: FakeRoom }> {
  const element = await until(() => canvas.querySelector('xmpp-room'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  await painted();
  return { element, room: await until(() => rooms.get(element), 'its room') };
}

const reads =
  (words: string): Story['play'] =>
  async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => textOf(find(element, 'section')).includes(words), words);
  };

/** Goes to the first message, and stays there. */
const toTop = (element: XmppRoom) =>
  until(() => {
    part(element, 'log').scrollTop = 0;
    return findAll(element, '.jump button').length;
  }, 'the reader is away from the end');

/** What stands above the messages. */
const readsAbove =
  (words: string): Story['play'] =>
  async (context) => {
    await reads(words)?.(context);
    await toTop((await shown(context.canvasElement)).element);
  };

const failed = (status: Omit<RoomStatus & { state: 'failed' }, 'state'>, words: string): Story => ({
  args: { room: { status: { state: 'failed', ...status } } },
  play: reads(words),
});

const removed = (status: Omit<RoomStatus & { state: 'removed' }, 'state' | 'at'>, words: string): Story => ({
  args: { room: { ...garden, status: { state: 'removed', at: new Date(), ...status } } },
  play: reads(words),
});

export const Example: Story = {
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    type(input, 'See you on Thursday.');
    press(input, 'Enter');
    check(input.value === '', 'the composer is empty');
    await until(
      () => textOf(element.shadowRoot?.querySelector('li:nth-last-child(2)') ?? input).includes('See you'),
      'it shows',
    );
    room.change(room.messages.at(-1)?.key ?? '', { state: 'sent' });
  },
};

export const Idle: Story = { args: { outside: true }, play: reads('Join') };

export const Joining: Story = {
  args: { room: { status: { state: 'joining', since: ago(3) } } },
  play: async (context) => {
    const { room } = await shown(context.canvasElement);
    room.set({ status: { state: 'joining', since: ago(3) } }); // however long the page took to come here
    await reads('Connecting…')?.(context);
  },
};

export const JoiningSlowly: Story = {
  args: { room: { status: { state: 'joining', since: ago(12) } } },
  play: reads('Taking longer than usual'),
};

export const NameNeeded: Story = {
  args: { outside: true },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    button(element, 'Join').click();
    const field = await until(() => find<HTMLInputElement>(element, 'input'), 'it asks for a name');
    field.value = 'Mercutio';
    button(element, 'Join').click();
    await until(() => room.nick === 'Mercutio' && parts(element, 'composer').length, 'the visitor is in');
    localStorage.clear();
  },
};

export const NameTaken: Story = {
  args: {
    outside: true,
    answer: ({ nick }) =>
      nick === 'Juliet'
        ? { state: 'failed', reason: 'name-taken', suggestion: 'Juliet 2' }
        : { state: 'joined' },
  },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    button(element, 'Join').click();
    const field = await until(() => find<HTMLInputElement>(element, 'input'), 'it asks for a name');
    field.value = 'Juliet';
    button(element, 'Join').click();
    await until(() => textOf(find(element, '.entry')).includes('“Juliet” is taken here.'), 'it says so');
    button(element, 'Use “Juliet 2”').click();
    await until(() => room.nick === 'Juliet 2' && parts(element, 'composer').length, 'the visitor is in');
  },
};

/** The question itself; rooms that keep what is said tell so. */
export const NameForm: Story = {
  args: {
    room: {
      status: { state: 'failed', reason: 'name-needed' },
      info: roomInfo({ logged: true, archive: true }),
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => textOf(find(element, '.entry')).includes('in this room are logged'), 'it asks');
    find<HTMLInputElement>(element, '#field').value = '';
    button(element, 'Join').click();
    await until(() => findAll(element, '#field-error').length > 0, 'a name is needed');
  },
};

export const NameTakenForm = failed({ reason: 'name-taken', suggestion: 'Me 2' }, '“Me” is taken here.');
export const NameReserved = failed(
  { reason: 'name-reserved', suggestion: 'Juliet' },
  'You are registered here as Juliet.',
);
export const PasswordNeeded = failed({ reason: 'password' }, 'This room needs a password.');
export const PasswordWrong = failed({ reason: 'password', tries: 1 }, 'That password did not work.');
export const MembersOnly = failed({ reason: 'members-only' }, 'Only members can enter this room.');
export const Banned = failed({ reason: 'banned', text: 'Three warnings' }, 'You cannot enter this room.');
export const Full = failed({ reason: 'full', retryAt: new Date(Date.now() + 30_000) }, 'Next try in');
export const Missing = failed({ reason: 'missing' }, 'This room does not exist.');
export const Moved = failed(
  { reason: 'moved', address: 'orchard@rooms.example' },
  'Go to orchard@rooms.example',
);
export const Unreachable = failed({ reason: 'unreachable' }, 'The server of this room cannot be reached.');
export const Unanswered = failed({ reason: 'timeout' }, 'The room did not answer.');
export const Refused = failed({ reason: 'other', text: 'Not today' }, 'You could not enter this room.');
export const NoAddress = failed({ reason: 'invalid-address' }, 'is not the address of a room.');

export const Kicked = removed(
  { cause: 'kicked', actor: 'Juliet', reason: 'Be kind' },
  'Juliet removed you: “Be kind”',
);
export const KickedBefore: Story = {
  args: {
    room: {
      ...garden,
      status: { state: 'removed', cause: 'kicked', actor: 'Juliet', reason: 'Be kind', at: ago(11) },
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => button(element, 'Rejoin').ariaDisabled !== 'true', 'they may come again');
  },
};
export const BannedInside = removed({ cause: 'banned', reason: 'Spam' }, 'You were banned: “Spam”');
export const MembershipLost = removed({ cause: 'membership-lost' }, 'no longer a member');
export const DestroyedWithPassword = removed(
  { cause: 'destroyed', reason: 'Winter', address: 'greenhouse@rooms.example', password: 'geheim' },
  'Its password came along.',
);
export const Destroyed = removed(
  { cause: 'destroyed', reason: 'Winter', address: 'greenhouse@rooms.example' },
  'This room was closed: “Winter”',
);

export const Offline: Story = {
  args: {
    room: {
      ...garden,
      status: { state: 'offline', since: ago(35) },
      messages: [...talk(), own('Is anybody there?', 5, { state: 'waiting' })],
    },
  },
  play: reads('Reconnecting…'),
};

export const OpenElsewhere: Story = {
  args: {
    room: { ...garden, status: { state: 'offline', since: ago(5) } },
    session: { state: 'failed', error: new StreamError('conflict') },
  },
  play: reads('This chat is open in another window.'),
};

export const CredentialsExpired: Story = {
  args: {
    room: { ...garden, status: { state: 'offline', since: ago(5) } },
    session: { state: 'failed', error: new AuthenticationError('credentials-expired') },
  },
  play: reads('Signing in did not work.'),
};

/** A room for members only that lets people ask. */
const forMembers: Pick<Args, 'room' | 'form'> = {
  room: { status: { state: 'failed', reason: 'members-only' } },
  form: dataForm(`${formType('http://jabber.org/protocol/muc#register')}
    <field type='text-single' var='muc#register_roomnick' label='Nickname'><required/></field>
    <field type='text-single' var='muc#register_email' label='Mail'/>
    <field type='text-multi' var='muc#register_faqentry' label='FAQ entry'/>`),
};

/** Presses the button that asks to become a member. */
async function asksIn(canvas: HTMLElement) {
  const { element, room } = await shown(canvas);
  room.answer = () => ({ state: 'failed', reason: 'members-only' });
  const button = await until(
    () => findAll(element, '.entry button').find((each) => textOf(each).startsWith('Ask')),
    'it can be asked',
  );
  button.click();
  return until(
    () => findAll(element, 'dialog[open] xmpp-data-form')[0]?.shadowRoot?.querySelector('form'),
    'the form',
  ).then((form) => ({ element, form }));
}

export const MembersOnlyOpen: Story = { args: forMembers, play: reads('Ask to become a member…') };

export const BecomingAMember: Story = {
  args: forMembers,
  play: async ({ canvasElement }) => void (await asksIn(canvasElement)),
};

export const AskedToBecomeAMember: Story = {
  args: forMembers,
  play: async ({ canvasElement }) => {
    const { element, form } = await asksIn(canvasElement);
    form.requestSubmit();
    await until(() => textOf(find(element, '.entry')).includes('You asked to become a member.'), 'asked');
  },
};

export const MembersOnlyNow = removed({ cause: 'members-only' }, 'This room is for members only now.');

export const NameGiven: Story = {
  args: {
    room: {
      ...garden,
      nick: 'Me 2',
      messages: [
        ...talk(),
        { kind: 'event', key: 'given', time: ago(5), event: { type: 'nick-assigned', nick: 'Me 2' } },
      ],
    },
  },
  play: reads('You are here as Me 2'),
};

export const Empty: Story = { args: { room: { occupants: people } }, play: reads('No messages yet') };

export const LoadingHistory: Story = {
  args: { room: { ...garden, history: 'loading' } },
  play: readsAbove('Loading…'),
};

export const HistoryFailed: Story = {
  args: { room: { ...garden, history: 'failed' } },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    button(element, 'Try again').click();
    check(room.called('loadEarlier').length === 1, 'it is asked for again');
    await toTop(element);
  },
};

export const HistoryNotKept: Story = {
  args: { room: { ...garden, history: 'unavailable' } },
  play: readsAbove('Earlier messages are not kept here.'),
};

export const MissingMessages: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        { kind: 'gap', key: 'gap', time: ago(30), state: 'idle' },
        said('Romeo', 'Back!', 5),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    (await until(() => button(element, 'Load them'), 'the gap is told')).click();
    check(room.called('loadGap').length === 1, 'they are fetched');
  },
};

export const MissingFailed: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        { kind: 'gap', key: 'gap', time: ago(30), state: 'failed' },
        said('Romeo', 'Back!', 5),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => findAll(element, '.gap button').length === 1, 'it can be tried again');
  },
};

/** Words of the room itself, what happened, large emoji, languages of both directions. */
export const KindsOfRows: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        { kind: 'notice', key: 'notice', time: ago(500), body: 'The garden closes at ten.' },
        {
          kind: 'event',
          key: 'kick',
          time: ago(400),
          event: { type: 'kicked', nick: 'Tybalt', actor: 'Juliet' },
        },
        { kind: 'event', key: 'logged', time: ago(390), event: { type: 'logging-on' } },
        said('Romeo', '🌹🌹', 300),
        said('Romeo', 'صباح الخير', 290),
        own('/me waters the roses', 200),
        own('Two lines\nof one message', 190),
      ],
    },
  },
  play: reads('The garden closes at ten.'),
};

export const ReadOnlyWithDraft: Story = {
  args: { room: garden },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'What I wanted to say');
    room.set({ canSpeak: false });
    await until(() => textOf(part(element, 'composer')).includes('Only people with voice'), 'it says so');
    check(find<HTMLTextAreaElement>(element, 'textarea').value !== '', 'the draft stays');
  },
};

export const ReadOnly: Story = {
  args: { room: { ...garden, canSpeak: false } },
  play: reads('Only people with voice can write here.'),
};

const mayOnlyRead: Partial<RoomFields> = { ...garden, canSpeak: false };

/** Presses the button that asks to speak, which gives up with `error`. */
const asksToSpeak =
  (words: string, error?: Error): Story['play'] =>
  async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.changeError = error;
    (await until(() => findAll(element, '.voice button')[0], 'it can be asked')).click();
    await until(() => textOf(part(element, 'composer')).includes(words), words);
  };

export const AskingToSpeak: Story = {
  args: { room: mayOnlyRead },
  play: asksToSpeak('You asked to speak.'),
};

export const AskingInVain: Story = {
  args: { room: mayOnlyRead },
  play: asksToSpeak('takes no requests', new StanzaError('forbidden', 'auth')),
};

export const AskingTooSoon: Story = {
  args: { room: mayOnlyRead },
  play: asksToSpeak('a short while ago', new StanzaError('resource-constraint', 'wait')),
};

export const SlowMode: Story = {
  args: { room: { ...garden, slowMode: 20, nextSendAt: new Date(Date.now() + 15_000) } },
  play: reads('Slow mode: one message every 20 seconds'),
};

export const AlmostTooLong: Story = {
  args: { room: garden },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'Water the roses. '.repeat(1150));
    await until(() => textOf(part(element, 'composer')).includes('19,550 of 20,000 characters'), 'the count');
  },
};

export const TooLong: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'Water the roses. '.repeat(1200));
    await until(() => textOf(part(element, 'composer')).includes('Too long'), 'it says so');
    check(part(element, 'send').ariaDisabled === 'true', 'it cannot be sent');
  },
};

/** Blanks alone are nothing to send. */
export const Blank: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    type(find<HTMLTextAreaElement>(element, 'textarea'), '   ');
    check(part(element, 'send').ariaDisabled === 'true', 'Send is not ready');
  },
};

export const NotSent: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        own('The tomatoes are red.', 8, { state: 'failed', failure: { reason: 'no-echo' } }),
        own('And the beans are green.', 5, { state: 'failed', failure: { reason: 'left' } }),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => findAll(element, '.failure').length === 2, 'both say so');
  },
};

export const FailedMessages: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        own('Slow', 10, { state: 'sending', sentAt: ago(10) }),
        own('The tomatoes are red.', 8, { state: 'failed', failure: { reason: 'no-echo' } }),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    button(element, 'Try again').click();
    check(room.called('retry').length === 1, 'it is sent again');
    await until(() => findAll(element, '.failure').length === 0, 'it is on its way');
  },
};

export const RemovedMessages: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        said('Mercutio', '', 50, { removed: { moderated: true, by: 'Juliet', reason: 'Not in the garden' } }),
        said('Romeo', '', 40, { removed: { moderated: false, by: 'Romeo' } }),
        said('Nurse', 'Thank you.', 30),
      ],
    },
  },
  play: reads('2 messages removed'),
};

export const UnreadBelow: Story = {
  args: { room: { ...garden, messages: historyOf(80) } },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    await toTop(element);
    room.receive('One more');
    room.receive('Me: and one for you', { mention: true });
    await until(() => button(element, '2 new messages, 1 names you'), 'they are counted');
  },
};

const news = historyOf(30, new Date(), 'New message').map((row) => ({ ...row, old: false }));

export const NewMessages: Story = {
  args: {
    room: {
      ...garden,
      messages: [...historyOf(40, ago(3600)), ...news],
      unread: 30,
      firstUnread: news[0]?.key,
    },
  },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    const edge = part(element, 'log').getBoundingClientRect();
    const divider = part(element, 'new-divider').getBoundingClientRect();
    check(divider.top > edge.top && divider.bottom < edge.bottom, 'it opens at the divider');
    check(room.unread === 30, 'nothing is read yet');
  },
};

export const UnreadElsewhere: Story = {
  args: { room: { ...garden, messages: historyOf(60), history: 'more', unread: 120, lastRead: 'long-ago' } },
  play: reads('120 unread – jump'),
};

export const ComingAndGoing: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        comings('came', { nicks: ['Ann', 'Ben', 'Carl'], count: 5 }, { nicks: ['Dora'], count: 1 }),
        said('Nurse', 'So many!', 40),
        comings('left', { nicks: [], count: 0 }, { nicks: ['Ann', 'Ben'], count: 2 }),
      ],
    },
  },
  play: reads('Ann, Ben and 3 others came, Dora left'),
};

export const LostMessages: Story = {
  args: {
    room: {
      ...garden,
      messages: [...talk(), { kind: 'gap', key: 'gap', time: ago(30), state: 'unavailable' }],
      history: 'more',
    },
  },
  play: reads('Earlier messages are not kept here.'),
};

export const Typing: Story = {
  args: { room: { ...garden, typing: ['Romeo', 'Nurse'] } },
  play: reads('are typing…'),
};

export const VeryLong: Story = {
  args: {
    room: {
      name: 'The garden of the very long name that goes on and on and on until nobody can read it any more',
      subject: 'A subject of many words. '.repeat(40),
      messages: [said('x'.repeat(256), 'word '.repeat(8000), 60), said('Nurse', 'x'.repeat(600), 50)],
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    const log = part(element, 'log');
    check(log.scrollWidth <= log.clientWidth, 'nothing sticks out');
    button(element, 'Show more').click();
  },
};

/** Goes there as a person does, upon which help with writing loads. */
async function writing(canvas: HTMLElement) {
  const { element } = await shown(canvas);
  const input = find<HTMLTextAreaElement>(element, 'textarea');
  input.focus();
  await until(() => findAll(element, '[part~="emoji"]')[0], 'there is help');
  return { element, input };
}

export const Mention: Story = {
  play: async ({ canvasElement }) => {
    const { element, input } = await writing(canvasElement);
    type(input, 'Has anybody asked @');
    await until(() => findAll(element, '[role="option"]').length, 'it offers people');
    press(input, 'ArrowDown');
  },
};

export const EmojiByName: Story = {
  play: async ({ canvasElement }) => {
    const { element, input } = await writing(canvasElement);
    type(input, 'Well done :cat');
    await until(() => findAll(element, '[role="option"]').length, 'it offers emoji');
  },
};

const picks: NonNullable<Story['play']> = async ({ canvasElement }) => {
  const { element } = await writing(canvasElement);
  find(element, '[part~="emoji"]').click();
  await until(() => find(element, '[role="grid"]').ariaBusy === 'false', 'all emoji are there');
};

export const Emoji: Story = { play: picks };

export const EmojiGerman: Story = { args: { lang: 'de' }, play: picks };

/** A picture that is there already, and a document on its way, for which Send waits. */
const attaches: NonNullable<Story['play']> = async ({ canvasElement }) => {
  const { element, input } = await writing(canvasElement);
  const { files } = element.session as unknown as FakeSession;
  const field = find<HTMLInputElement>(element, 'input[type=file]');
  field.files = transferOf(await drawn('image/png', 300, 200), new File(['%PDF'], 'Minutes.pdf')).files;
  field.dispatchEvent(new Event('change'));
  await until(() => files.simulated.length === 2, 'both are taken');
  const [picture, document] = files.simulated;
  picture?.ask('upload', 'room').ready('https://files.example/1/drawn.png');
  document?.ask('upload', 'room').move(0.5, 90_000);
  const drop = find(element, 'xmpp-file-drop');
  await until(() => findAll(drop, '.row.ready').length, 'one is ready');
  type(input, 'Here is what we decided.');
  press(input, 'Enter');
  await until(() => find(element, '#composer-note'), 'it says what it waits for');
};

export const Attachments: Story = { play: attaches };

export const AttachmentsGerman: Story = { args: { lang: 'de', scheme: 'dark' }, play: attaches };

export const RightToLeft: Story = {
  args: {
    dir: 'rtl',
    lang: PSEUDO_RTL,
    room: {
      name: 'الحديقة',
      subject: 'زراعة الربيع',
      occupants: people,
      messages: [
        said('جولييت', 'صباح الخير! هل رأى أحد الخطة الجديدة؟ https://garden.example/plan', 900),
        said('روميو', 'نعم، جميلة جدا. With English words inside.', 800),
        own('Hello from the left', 60),
        said('جولييت', 'Me: مرحبا', 30, { mention: true }),
      ],
    },
  },
};

export const German: Story = {
  args: { lang: 'de', room: { ...garden, typing: ['Romeo', 'Nurse'] } },
  play: reads('schreiben …'),
};

/** English on a page in another language says so, and leaves the messages theirs. */
export const OtherLanguages: Story = {
  args: {
    lang: 'it',
    room: {
      ...garden,
      subject: 'Il giardino',
      messages: [
        said('Giulietta', 'Buongiorno a tutti!', 900),
        said('Laurent', 'Bonjour !', 800, { lang: 'fr' }),
        own('Guten Morgen.', 60, { lang: 'de' }),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    check(part(element, 'frame').lang === 'en', 'its own words are English');
    const langs = parts(element, 'message-body').map(({ lang }) => lang);
    check(langs.join() === ',fr,de', 'the messages are not');
  },
};

/** English with accents, longer and in brackets: what shows without them cannot be translated. */
export const Pseudo: Story = {
  args: { lang: PSEUDO, room: { ...garden, typing: ['Romeo', 'Nurse'] } },
  play: reads('⟦'),
};

export const Dark: Story = {
  args: { scheme: 'dark' },
  parameters: { backgrounds: { default: 'dark' } },
};

/** What a room says of itself that has nothing special. */
const PLAIN = roomInfo();

/** What the owner of a room may make of others. */
const OWNER: readonly Change[] = [
  { role: 'visitor' },
  { role: 'moderator' },
  { role: 'none' },
  { affiliation: 'member' },
  { affiliation: 'admin' },
  { affiliation: 'owner' },
  { affiliation: 'outcast' },
];

const owned: Partial<RoomFields> = {
  ...garden,
  occupants: new Map(people).set(
    'Me',
    occupant('Me', { self: true, role: 'moderator', affiliation: 'owner' }),
  ),
};

const asks = (nick: string, more: Partial<RoomRequest> = {}): RoomRequest => ({
  key: nick,
  kind: 'voice',
  nick,
  jid: `${nick.toLowerCase().replaceAll(/\W/g, '')}@verona.example`,
  role: 'participant',
  fields: [],
  time: new Date(),
  ...more,
});

/** Somebody asks, with these. */
const asked =
  (...requests: readonly RoomRequest[]): Story['play'] =>
  async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.ask(...requests);
    await until(() => findAll(element, '.request').length, 'it is seen');
  };

const moderated: Partial<RoomFields> = { ...owned, info: { ...PLAIN, moderated: true } };

const witch = dataForm(`<field var='muc#register_first' label='First name'><value>Brunhilde</value></field>
  <field var='muc#register_faqentry' label='About you'><value>Just another witch, who knows her herbs.</value></field>`);

export const SomebodyAsks: Story = { args: { room: moderated }, play: asked(asks('Mercutio')) };

export const ManyAsk: Story = {
  args: { room: moderated },
  play: asked(
    asks('Mercutio', { role: 'moderator' }),
    asks('Brunhilde the Third of Her Name', { kind: 'membership', fields: witch.fields }),
    asks('\u202eTybalt', { jid: `${'very-long-'.repeat(9)}address@verona.example` }),
    asks('Paris'),
    asks('Balthasar'),
  ),
};

export const ManyAskRightToLeft: Story = {
  ...ManyAsk,
  args: { ...ManyAsk.args, dir: 'rtl', lang: PSEUDO_RTL, scheme: 'dark' },
};

/** Hats beside names: the room's words. */
const hats: readonly Hat[] = [
  { uri: 'https://verona.example/hats#host', title: 'Host', lang: 'en', hue: 145 },
  { uri: 'https://verona.example/hats#judge', title: 'Judge of roses', lang: 'en', hue: 25 },
];

export const Hats: Story = {
  args: {
    room: {
      ...garden,
      occupants: new Map(people)
        .set('Juliet', occupant('Juliet', { role: 'moderator', affiliation: 'owner', hats }))
        .set('Romeo', occupant('Romeo', { show: 'away', hats: [{ uri: 'x:1', title: 'Guest of honour' }] })),
      messages: [
        said('Juliet', 'Good morning! Who has seen the new beds?', 900, { hats }),
        said('Romeo', 'I have. Lovely.', 800, { hats: [{ uri: 'x:1', title: 'Guest of honour' }] }),
        said('Nurse', 'So have the hens.', 700, {
          hats: [{ uri: 'x:2', title: 'Keeper of all that has feathers, and of the gate as well', hue: 280 }],
        }),
        own('Not again!', 60),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => findAll(element, '.head .hat').length === 4, 'they are there');
    button(element, 'Show people, 5 here').click();
    await until(() => findAll(element, 'aside .hat').length === 3, 'and at the people');
  },
};

export const HatsDark: Story = { ...Hats, args: { ...Hats.args, scheme: 'dark' } };

/** Types into the composer of a room whose owner one is. */
const types =
  (line: string, then: (element: XmppRoom) => unknown, send = false): Story['play'] =>
  async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.changes = { Romeo: OWNER, Nurse: OWNER };
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    input.focus();
    await until(() => button(element, 'Emoji'), 'there is help');
    await until(() => {
      type(input, '/');
      return findAll(element, '[role="listbox"]:popover-open').length;
    }, 'there are commands');
    type(input, line);
    if (send) press(input, 'Enter');
    await until(() => then(element), line);
  };

const listed = (element: XmppRoom) => findAll(element, '[role="listbox"]:popover-open li').length;

export const Commands: Story = { args: { room: owned }, play: types('/', (element) => listed(element) > 5) };

export const CommandAboutSomebody: Story = { args: { room: owned }, play: types('/kick ', listed) };

export const UnknownCommand: Story = {
  args: { room: owned },
  play: types('/kcik Romeo', (element) => findAll(element, '#composer-problem').length, true),
};

export const CommandHelp: Story = {
  args: { room: owned },
  play: types('/help', (element) => findAll(element, 'dialog[open]').length, true),
};

/** Opens the menu about Romeo. */
async function moderates(canvas: HTMLElement) {
  const { element, room } = await shown(canvas);
  room.changes = { Romeo: OWNER, Nurse: OWNER, Mercutio: [{ role: 'participant' }] };
  button(element, 'Show people, 5 here').click();
  (await until(() => findAll(element, '[aria-label="What you can do about Romeo"]')[0], 'a menu')).click();
  await until(() => findAll(element, '#occupant-menu [role=menuitem]').length, 'it is open');
  return element;
}

export const Moderating: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => void (await moderates(canvasElement)),
};

export const Banning: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => {
    const element = await moderates(canvasElement);
    findAll(element, '#occupant-menu [role=menuitem]').at(-1)?.click();
    await until(() => textOf(find(element, 'dialog[open]')).includes('Ban Romeo?'), 'it is asked');
  },
};

/** A spammer's room, and its owner. */
const spammed: Partial<RoomFields> = {
  ...owned,
  messages: [
    ...talk(),
    ...Array.from({ length: 12 }, (_, i) =>
      said('Romeo', `Cheap tulips, offer ${i + 1}`, 50 - i, { stanzaId: `s${i}` }),
    ),
  ],
};

/** How removing goes: a message is answered with what is given, the rest never. */
function answering(...answers: readonly (Error | undefined)[]) {
  const left = [...answers];
  return (room: FakeRoom) => {
    room.removing = () => {
      if (!left.length) return new Promise(() => undefined);
      const error = left.shift();
      return error ? Promise.reject(error) : Promise.resolve();
    };
  };
}

/** Has chosen to remove all that Romeo said. */
async function removes(
  canvas: HTMLElement,
  prepare?: (room: FakeRoom) => void,
  menu = 'Remove all messages…',
) {
  const { room } = await shown(canvas);
  room.mayRemove = true;
  prepare?.(room);
  const element = await moderates(canvas);
  findAll(element, '#occupant-menu [role=menuitem]')
    .find((item) => textOf(item) === menu)
    ?.click();
  const dialog = await until(() => findAll(element, 'dialog[open]')[0], 'it is asked');
  const submit = () => dialog.querySelector('form')?.requestSubmit();
  return { element, dialog, submit };
}

export const RemovingAll: Story = {
  args: { room: spammed },
  play: async ({ canvasElement }) => {
    const { dialog } = await removes(canvasElement);
    check(textOf(dialog).includes('Remove 12 messages'), 'it says how many');
  },
};

export const RemovingAllUnderWay: Story = {
  args: { room: spammed },
  play: async ({ canvasElement }) => {
    const { dialog, submit } = await removes(canvasElement, answering(...Array<undefined>(5)));
    submit();
    await until(() => textOf(dialog).includes('5 of 12 messages removed'), 'how far it is');
  },
};

export const RemovingAllStopped: Story = {
  args: { room: spammed },
  play: async ({ canvasElement }) => {
    const lost = new StanzaError('forbidden', 'auth');
    const { dialog, submit } = await removes(canvasElement, answering(undefined, undefined, lost));
    submit();
    await until(() => textOf(dialog).includes('You may not do that (any more).'), 'why');
  },
};

export const RemovingAllRefused: Story = {
  args: { room: spammed },
  play: async ({ canvasElement }) => {
    const unknown = new StanzaError('item-not-found', 'cancel');
    const all = [unknown, ...Array<undefined>(10), unknown];
    const { dialog, submit } = await removes(canvasElement, answering(...all));
    submit();
    await until(() => textOf(dialog).includes('2 messages could not be removed.'), 'how many');
  },
};

export const BanningWithMessages: Story = {
  args: { room: spammed },
  play: async ({ canvasElement }) => {
    const { dialog } = await removes(canvasElement, undefined, 'Ban…');
    dialog.querySelector<HTMLInputElement>('[type=checkbox]')?.click();
  },
};

const mutedBy = (nick: string, seconds: number) =>
  said(nick, '', seconds, { removed: { moderated: false, muted: true } });

export const Muted: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...talk(),
        mutedBy('Mercutio', 50),
        mutedBy('Mercutio', 48),
        said('Nurse', 'Hm.', 40),
        mutedBy('Romeo', 30),
      ],
    },
  },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    await until(() => textOf(find(element, '.log')).includes('2 messages of Mercutio'), 'a quiet line');
    room.mutes?.mute(room.occupants.get('Romeo')!);
    button(element, 'Show people, 5 here').click();
    await until(() => parts(element, 'occupant').length, 'the people');
    findAll(element, '[part=occupant]')[0]?.focus();
    await until(() => textOf(find(element, '.people-list')).includes('muted'), 'who is muted');
  },
};

/** What is behind the room's menu for its owner. */
const owns =
  (item: string, shows: string): Story['play'] =>
  async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.people = [
      { jid: 'spammer@evil.example', affiliation: 'outcast', reason: 'Sold tulips to everybody' },
      { jid: 'weeds.example', affiliation: 'outcast' },
    ];
    room.config = everything();
    button(element, 'More').click();
    const found = await until(
      () => findAll(element, '#menu [role=menuitem]').find((each) => textOf(each) === item),
      item,
    );
    found.click();
    await until(() => {
      const dialog = findAll(element, 'dialog[open]')[0];
      const form = dialog?.querySelector('xmpp-data-form')?.shadowRoot;
      return [dialog, form].some((each) => each?.textContent.includes(shows));
    }, shows);
  };

export const RightsAndBans: Story = {
  args: { room: owned },
  play: owns('Rights and bans…', 'weeds.example'),
};

export const Settings: Story = { args: { room: owned }, play: owns('Room settings…', 'Public bot?') };

/** In words of ours; what is not known stays the room's. */
export const OwnSettings: Story = {
  args: { room: owned },
  play: async (context) => {
    const { element, room } = await shown(context.canvasElement);
    room.config = dataForm(`<title>Configuration of garden@rooms.example</title>
      ${formType('http://jabber.org/protocol/muc#roomconfig')}
      <field type='text-single' var='muc#roomconfig_roomname' label='N'><value>The garden</value></field>
      <field type='boolean' var='muc#roomconfig_moderatedroom' label='M'><value>1</value></field>
      <field type='list-single' var='muc#roomconfig_whois' label='W'><option label='Moderators Only'><value>moderators</value></option><option><value>anyone</value></option><value>moderators</value></field>
      <field type='boolean' var='muc#roomconfig_allow_roses' label='Allow roses?'><value>1</value></field>`);
    button(element, 'More').click();
    const item = () =>
      findAll(element, '#menu [role=menuitem]').find((each) => textOf(each) === 'Room settings…');
    (await until(item, 'its settings')).click();
    await until(() => {
      const form = findAll(element, 'dialog[open] xmpp-data-form')[0]?.shadowRoot;
      return ['Name of the room', 'Allow roses?'].every((words) => form?.textContent.includes(words));
    }, 'words of ours, and the room’s');
  },
};

export const Closing: Story = {
  args: { room: owned },
  play: owns('Close the room for good…', 'Where people should go instead'),
};

/** Opens the dialog that invites people, with these contacts to choose from. */
async function inviting(canvas: HTMLElement, contacts: Parameters<typeof fakePeople>[0] = {}) {
  const { element, room } = await shown(canvas);
  room.session = { guest: false, state: 'online', people: fakePeople(contacts).fake.people };
  await openMenu(element, 'Invite people…');
  await until(() => find(element, 'dialog.inviting[open]'), 'it is asked');
  return { element, room };
}

const acquaintances = {
  'ada@kit.example': { name: 'Ada Lovelace', resources: [here()] },
  'ben@kit.example': { name: 'Ben', resources: [here('away')] },
  'cleo@kit.example': { nick: 'Cleo ♣' },
  'dora@kit.example': {},
};

export const Inviting: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => void (await inviting(canvasElement, acquaintances)),
};

export const InvitingWithoutContacts: Story = {
  args: { room: { ...owned, info: roomInfo({ membersOnly: true }) } },
  play: async ({ canvasElement }) => {
    const { element } = await inviting(canvasElement);
    check(textOf(find(element, 'dialog.inviting')).includes('whom you invite becomes one'), 'it says so');
  },
};

export const InvitingMany: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => {
    const { element } = await inviting(canvasElement, crowd(2000));
    await until(() => findAll(element, '.person').length === 100, 'a hundred of them');
  },
};

const invites = async (canvas: HTMLElement) => {
  const { element, room } = await inviting(canvas, acquaintances);
  room.inviteFailures = {
    'ben@kit.example': { failure: 'forbidden', text: 'Ask the gardeners' },
    'zoe@nowhere.example': { failure: 'unreachable' },
  };
  type(find<HTMLTextAreaElement>(element, '#invite-addresses'), 'zoe@nowhere.example');
  for (const box of findAll(element, '.person input').slice(0, 2)) box.click();
  return { element, room };
};

export const InvitedInPart: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => {
    const { element } = await invites(canvasElement);
    button(element, 'Invite').click();
    await until(() => findAll(element, '.results li').length === 3, 'what became of each');
  },
};

export const StillInviting: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => {
    const { element, room } = await invites(canvasElement);
    room.slowly = new Promise(() => undefined);
    button(element, 'Invite').click();
    await until(() => button(element, 'Inviting…'), 'it is busy');
  },
};

export const InvitingFails: Story = {
  args: { room: owned, scheme: 'dark' },
  parameters: { backgrounds: { default: 'dark' } },
  play: async ({ canvasElement }) => {
    const { element, room } = await invites(canvasElement);
    room.changeError = new ConnectionError('lost');
    button(element, 'Invite').click();
    await until(() => find(element, 'dialog .failure'), 'it says why');
  },
};

export const InvitingRightToLeft: Story = {
  args: { room: owned, dir: 'rtl', lang: PSEUDO_RTL },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.session = { guest: false, state: 'online', people: fakePeople(acquaintances).fake.people };
    find(element, '.more').click();
    const items = () => findAll(element, '#menu [role=menuitem]');
    (await until(() => items().find((each) => textOf(each) === pseudoRtl.invite), 'the item')).click();
    await until(() => find(element, 'dialog.inviting[open]'), 'it is asked');
  },
};

const noCome = (type: 'declined' | 'not-invited', nick: string, reason?: string): Row => ({
  kind: 'event',
  key: type,
  time: ago(30),
  event: { type, nick, reason },
});

/** What those who invited are told. */
export const Declined: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...(garden.messages ?? []),
        noCome('declined', 'ben@kit.example', 'I am in Mantua'),
        noCome('not-invited', 'zoe@nowhere.example'),
      ],
    },
  },
  play: reads('ben@kit.example does not come: “I am in Mantua”'),
};

const ranked = (reason?: string): Row => ({
  kind: 'event',
  key: `rank ${reason}`,
  time: ago(20),
  event: {
    type: 'rank',
    role: reason ? 'visitor' : 'moderator',
    affiliation: 'none',
    before: { role: 'participant', affiliation: 'none' },
    reason,
  },
});

/** What one is told who may do more than before, or less. */
export const RankChanged: Story = {
  args: {
    room: { ...garden, messages: [...(garden.messages ?? []), ranked(), ranked('The play has begun')] },
  },
  play: reads('You are a moderator now.'),
};

/** Private conversations with some of them. */
function whispers(room: FakeRoom): FakePrivateChats {
  const { privates } = withPrivates(room);
  const juliet = privates.open('Juliet');
  juliet.set({
    messages: [
      said('Juliet', 'Between us: shall we plant the tulips as a surprise for Nurse?', 900),
      own('She will love them. I bring the bulbs on Friday.', 800),
      said('Juliet', 'Not a word in the room then!', 40),
    ],
  });
  privates.open('Romeo');
  room.changed();
  return privates;
}

/** Opens the one with `nick`. */
async function opensPrivate(canvas: HTMLElement, nick = 'Juliet') {
  const { element, room } = await shown(canvas);
  const privates = whispers(room);
  const chip = () => findAll(element, '.chips button').find((each) => textOf(each).includes(nick));
  const found = await until(chip, 'a button that leads there');
  found.click();
  const pane = await until(() => findAll(element, '.pane')[0], 'it is open');
  await until(() => pane.shadowRoot?.querySelector('header'), 'it shows something');
  return { element, room, privates, pane };
}

export const PrivatelyAddressed: Story = {
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    whispers(room).hear('Juliet', 'Are you there?', 'It is about the tulips.');
    await until(() => findAll(element, '.chips button').length === 2, 'both are there');
  },
};

export const PrivateConversation: Story = {
  play: async ({ canvasElement }) => {
    const { room, privates, pane } = await opensPrivate(canvasElement);
    await until(() => findAll(pane, '[part=emoji]')[0]?.ariaLabel, 'there is help with writing, in words');
    room.receive('Who has the key of the shed?', { nick: 'Nurse' });
    privates.hear('Romeo', 'Hello?');
  },
};

export const PrivateAndDark: Story = { ...PrivateConversation, args: { scheme: 'dark' } };

export const PrivateRightToLeft: Story = { ...PrivateConversation, args: { dir: 'rtl' } };

export const PrivateInGerman: Story = { ...PrivateConversation, args: { lang: 'de' } };

export const PrivateAndEmpty: Story = {
  play: async ({ canvasElement }) => void (await opensPrivate(canvasElement, 'Romeo')),
};

export const PrivatePartnerLeft: Story = {
  play: async ({ canvasElement }) => {
    const { privates, pane } = await opensPrivate(canvasElement);
    type(find<HTMLTextAreaElement>(pane, 'textarea'), 'One more thing');
    const [juliet] = privates.all;
    juliet?.receive('Wait', { own: true, nick: 'Me', state: 'failed', failure: { reason: 'left' } });
    juliet?.become({ refusal: 'gone' });
  },
};

export const PrivateNotAllowed: Story = {
  play: async ({ canvasElement }) => {
    const { privates } = await opensPrivate(canvasElement);
    privates.all[0]?.become({ refusal: 'forbidden' });
  },
};

export const WritingPrivately: Story = {
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    withPrivates(room);
    button(element, 'Show people, 5 here').click();
    (await until(() => findAll(element, '[aria-label="What you can do about Romeo"]')[0], 'a menu')).click();
    await until(() => findAll(element, '#occupant-menu [role=menuitem]').length, 'it is open');
  },
};

export const ManyPeople: Story = {
  args: {
    room: {
      ...garden,
      occupants: occupants(
        ...people.values(),
        ...Array.from({ length: 2000 }, (_, i) => occupant(`Person ${i}`)),
      ),
    },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    button(element, 'Show people, 2,005 here').click();
    await until(() => parts(element, 'occupant').length > 0, 'the people show');
    check(parts(element, 'occupant').length < 100, 'only those in view are mounted');
  },
};

export const PeopleGerman: Story = {
  args: { room: owned, lang: 'de' },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.mutes?.mute(room.occupants.get('Romeo')!);
    (await until(() => findAll(element, '[aria-label="Personen anzeigen, 5 hier"]')[0], 'German')).click();
    await until(() => parts(element, 'occupant').length, 'the people');
    findAll(element, '[part=occupant]')[0]?.focus();
    await until(() => textOf(find(element, '.people-list')).includes('stummgeschaltet'), 'who is muted');
  },
};

export const PeopleSearched: Story = {
  ...ManyPeople,
  play: async (context) => {
    await ManyPeople.play?.(context);
    const { element } = await shown(context.canvasElement);
    const field = find<HTMLInputElement>(element, '.people-search');
    field.value = 'me';
    field.dispatchEvent(new Event('input'));
    await until(() => textOf(find(element, '.people-list')).includes('Romeo'), 'who fits');
  },
};

export const NobodyFound: Story = {
  ...ManyPeople,
  play: async (context) => {
    await ManyPeople.play?.(context);
    const { element } = await shown(context.canvasElement);
    const field = find<HTMLInputElement>(element, '.people-search');
    field.value = 'Tybalt';
    field.dispatchEvent(new Event('input'));
    await until(() => textOf(find(element, '.people-list')) === 'Nobody fits.', 'nobody');
  },
};

/** A room with a picture in its vCard. */
async function pictured(canvas: HTMLElement) {
  const { element, room } = await shown(canvas);
  await keepsPicture(room, await drawn('image/png', 96, 96));
  room.set({ info: withVCard });
  const image = await until(() => element.shadowRoot?.querySelector<HTMLImageElement>('.room-picture'), 'it');
  await image.decode();
  return element;
}

export const Picture: Story = {
  play: async ({ canvasElement }) => void (await pictured(canvasElement)),
};

export const PictureChoosing: Story = {
  args: { room: owned },
  play: async ({ canvasElement }) => {
    const element = await pictured(canvasElement);
    await openMenu(element, 'Room picture…');
    await until(() => findAll(element, 'dialog[open] .portrait img').length, 'what there is');
  },
};

/** Opens the header's menu and, with a name, what that item leads to. */
async function openMenu(element: XmppRoom, item?: string): Promise<void> {
  button(element, 'More').click();
  await until(() => findAll(element, '[role="menuitem"]').length > 0, 'the menu shows');
  if (item !== undefined) button(element, item).click();
}

export const Menu: Story = {
  args: { room: { ...garden, canSetSubject: true } },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await openMenu(element);
    const items = findAll(element, '[role="menuitem"]');
    check(items[0] && element.shadowRoot?.activeElement === items[0], 'the first item has the focus');
    press(items[0], 'End');
    check(element.shadowRoot?.activeElement === items.at(-1), 'End goes to the last');
  },
};

export const MessageMenu: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    const row = parts(element, 'message').at(-3);
    check(row, 'there are messages');
    row.focus();
    await until(() => row.querySelector('.row-more'), 'its button is there');
    press(row, 'F10', { shiftKey: true });
    const items = findAll(element, '#row-menu [role="menuitem"]');
    check(items[0] && element.shadowRoot?.activeElement === items[0], 'the first item has the focus');
  },
};

export const NewNameTaken: Story = {
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.changeError = new StanzaError('conflict', 'cancel');
    await openMenu(element, 'Change your name');
    find<HTMLInputElement>(element, 'dialog input').value = 'Romeo';
    button(element, 'Change').click();
    await until(() => textOf(find(element, 'dialog')).includes('“Romeo” is taken here'), 'it says why');
    check(room.nick === 'Me', 'the old name is kept');
  },
};

export const ChangeSubject: Story = {
  args: { room: { ...garden, canSetSubject: true } },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await openMenu(element, 'Change the subject');
    check(find(element, 'dialog').matches(':modal'), 'it is modal');
  },
};

/** Opens the search and looks for `text`. */
async function look(element: XmppRoom, text: string): Promise<void> {
  await openMenu(element, 'Search…');
  await until(() => findAll(element, '.find input').length > 0, 'the search shows');
  const field = find<HTMLInputElement>(element, '.find input');
  type(field, text);
  press(field, 'Enter');
}

const status = (element: XmppRoom) => textOf(find(element, '.find output'));

export const Search: Story = {
  args: { room: { ...garden, messages: historyOf(60) } },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.archive = historyOf(20, new Date(2025, 10, 3));
    await look(element, 'message 1');
    await until(() => status(element) === '1 of 2+', 'matches are found');
  },
};

/** The archive cannot search. */
export const SearchOfWhatIsLoaded: Story = {
  args: { room: { ...garden, messages: historyOf(60) } },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await look(element, 'message 12');
    await until(() => textOf(find(element, '.find')).includes('only what is loaded'), 'it says so');
  },
};

export const SearchWithoutMatch: Story = {
  args: { room: { ...garden, messages: historyOf(60) } },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.archive = [];
    await look(element, 'aubergine');
    await until(() => status(element) === 'Nothing found', 'it says so');
  },
};

export const Searching: Story = {
  args: { room: { ...garden, messages: historyOf(60) } },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.pastWait = new Promise(() => undefined);
    await look(element, 'message');
    await until(() => status(element) === 'Searching…', 'it says so');
  },
};

export const SearchFailed: Story = {
  args: { room: { ...garden, messages: historyOf(60) } },
  play: async ({ canvasElement }) => {
    const { element, room } = await shown(canvasElement);
    room.pastError = new StanzaError('internal-server-error', 'wait');
    await look(element, 'message');
    await until(() => textOf(find(element, '.find')).includes('Try again'), 'it can be tried again');
  },
};

export const SearchRightToLeft: Story = {
  args: { ...Search.args, dir: 'rtl' },
  play: Search.play,
};

export const GoToADate: Story = {
  args: { room: { ...garden, messages: historyOf(60) } },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await openMenu(element, 'Go to a date…');
    await until(() => findAll(element, 'dialog input[type=date]').length > 0, 'it asks for a day');
  },
};

/** Messages that are far from now: what lies in between is loaded as one comes near. */
export const FarFromNow: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        ...historyOf(8, new Date(2025, 10, 3)),
        { kind: 'gap', key: 'far', time: new Date(2025, 10, 3), state: 'loading', far: true },
        ...historyOf(4),
      ],
    },
  },
};

export const Keys: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await openMenu(element, 'Keyboard');
    check(find(element, 'dialog').matches(':modal'), 'it is modal');
  },
};

export const Formatting: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    input.focus();
    type(input, 'See you there.');
    await until(() => findAll(element, '.format').length, 'the button is there');
    button(element, 'Formatting').click();
    await until(() => textOf(part(element, 'input')) === 'See you there.', 'the editor has taken over');
    find(element, '[data-format="strong"]').click();
  },
};

/** Inside of markup that is sent, not shown as it is. */
const css = (text: string) => ['style', JSON.stringify(text)].join('=');

/** Somebody's formatted words, read as those from the wire are. */
const rich = (nick: string, html: string, seconds: number, more: Partial<ChatMessage> = {}) => {
  const content = readMarkup(html);
  const text = plainText(content);
  return said(nick, text, seconds, { rich: { content, text, differs: false }, ...more });
};

const formatted = (): Row[] => [
  rich(
    'Juliet',
    `<p>What we <strong>need</strong> for the <em>herb bed</em>, <span ${css('text-decoration: line-through')}>next week</span> <span ${css('text-decoration: underline')}>on Thursday</span>:</p>
    <ul><li>thyme, <strong>three</strong> pots</li><li>sage</li><li>rosemary<ol><li>upright</li><li>creeping</li></ol></li></ul>`,
    900,
  ),
  rich('Nurse', '<blockquote>Somebody left the gate open again</blockquote><p>Not me this time.</p>', 800),
  rich(
    'Romeo',
    `<p>The timer says <code>tap = 'open'</code>, and this is how it is set:</p><pre>when('sunrise')
  .open(tap, { minutes: 20 });</pre><p>See <a href="https://garden.example/timer">the manual</a>.</p>`,
    700,
  ),
  rich(
    'Mercutio',
    `<p><span ${css('color: #c01')}>Red</span>, <span ${css('color: navy')}>navy</span>, <span ${css('color: yellow')}>yellow</span> and <span ${css('background-color: gold')}>gold</span></p>`,
    600,
  ),
  rich(
    'Juliet',
    '<p><img src="https://garden.example/roses.jpg" alt="The roses, this morning" width="320" height="200"/></p>',
    500,
  ),
  said('Friar Laurence', 'Plain words have *signs*, _too_, and `code`:\n> as in a mail', 400),
  rich('Eve', '<p>transfer 10000 EUR</p>', 300, {
    body: 'transfer 10 EUR',
    rich: { content: readMarkup('<p>transfer 10000 EUR</p>'), text: 'transfer 10000 EUR', differs: true },
  }),
];

/** The room once `selector` shows in its messages. */
const showsIn =
  (selector: string): Story['play'] =>
  async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => findAll(element, selector).length, selector);
  };

export const RichText: Story = {
  args: { room: { ...garden, messages: formatted() } },
  play: showsIn('.words blockquote'),
};

export const RichTextDark: Story = { ...RichText, args: { ...RichText.args, scheme: 'dark' } };

export const RichTextRightToLeft: Story = { ...RichText, args: { ...RichText.args, dir: 'rtl' } };

/** As ugly as XHTML-IM lets anybody be: nothing of it leaves its message, or cannot be read. */
export const UgliestRichText: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        rich(
          'Eve',
          `<p ${css('font-size: 48px; color: white; background-color: white; margin-left: 99em; text-align: right')}>HUGE</p>
          <p ${css('font-size: 1px; color: #fffffe')}>tiny</p>
          <p><a href="https://evil.example/">https://bank.example/</a> <a href="javascript:alert(1)">press me</a></p>
          <p ${css('position: fixed; inset: 0; background-color: lime')}>over it all</p>
          <p>${'wide'.repeat(80)}</p>
          <p>${'Z\u0334\u0335\u0336\u0337\u0338'.repeat(12)}</p>
          ${'<blockquote>'.repeat(12)}deep${'</blockquote>'.repeat(12)}
          <ul>${'<li>one of many</li>'.repeat(8)}</ul>
          <p><span ${css('color: #777; background-color: #888')}>grey on grey</span> <span ${css('color: yellow')}>yellow</span></p>`,
          300,
        ),
        said('Nurse', 'Still here.', 200),
      ],
    },
  },
  play: showsIn('.words blockquote blockquote'),
};

export const RepliesAndReactions: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        said('Juliet', 'Who waters the tomatoes on Thursday?', 900, {
          key: 'question',
          reactions: [
            { emoji: '🍅', nicks: ['Nurse', 'Romeo'], own: false },
            { emoji: '👍', nicks: ['Romeo', 'Me'], own: true },
          ],
        }),
        own('I do, after work.', 800, {
          reply: { key: 'question', nick: 'Juliet', text: 'Who waters the tomatoes on Thursday?' },
          reactions: [{ emoji: '❤️', nicks: ['Juliet'], own: false }],
        }),
        said('Romeo', 'Take the green can, the red one leaks.', 700, {
          reply: {
            key: 'gone',
            nick: 'Me',
            text: 'I do, after work. And I bring whatever else is needed, as long as it fits on a bike and does not have to stay cool on the way over there.',
          },
          versions: [{ body: 'Take the red can.', time: ago(710) }],
        }),
        said('Nurse', 'Thank you!', 600, { reply: { text: 'Something said long ago' } }),
      ],
    },
  },
  play: showsIn('.reaction'),
};

export const WaitingDeeds: Story = {
  args: {
    room: {
      ...garden,
      status: { state: 'offline', since: ago(35) },
      messages: [
        said('Juliet', 'Who waters the tomatoes on Thursday?', 900, {
          reactions: [
            { emoji: '🍅', nicks: ['Nurse', 'Romeo'], own: false },
            { emoji: '👍', nicks: ['Me'], own: true },
          ],
          doing: { what: 'reaction', waits: true, unsent: true },
        }),
        own('Not me, I am away.', 800, { doing: { what: 'removal', waits: true, unsent: true } }),
      ],
    },
  },
  play: showsIn('.reaction'),
};

export const FailedDeeds: Story = {
  args: {
    room: {
      ...garden,
      messages: [
        said('Juliet', 'Who waters the tomatoes on Thursday?', 900, {
          reactions: [{ emoji: '🍅', nicks: ['Nurse', 'Romeo'], own: false }],
          doing: { what: 'reaction', waits: false, unsent: false, failed: true },
        }),
        own('Not me, I am away.', 800, {
          doing: { what: 'removal', waits: false, unsent: false, failed: true },
        }),
      ],
    },
  },
  play: showsIn('.whole .failure'),
};

export const RepliesRightToLeft: Story = {
  ...RepliesAndReactions,
  args: { ...RepliesAndReactions.args, dir: 'rtl', scheme: 'dark' },
};

/** Chooses `item` in the menu of the message that says `words`. */
async function chooseOn(element: XmppRoom, words: string, item: string): Promise<void> {
  const row = await until(
    () => parts(element, 'message').find((each) => textOf(each).includes(words)),
    'the message',
  );
  row.focus();
  await until(() => row.querySelector('.row-more'), 'its button is there');
  press(row, 'F10', { shiftKey: true });
  await until(() => findAll(element, '#row-menu [role="menuitem"]').length > 2, 'its menu');
  findAll(element, '#row-menu [role="menuitem"]')
    .find((each) => textOf(each) === item)
    ?.click();
}

export const Replying: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await chooseOn(element, 'hens were all over', 'Reply');
    check(textOf(part(element, 'errand')).includes('Reply to Nurse'), 'it says to what');
  },
};

export const ChangingAMessage: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await chooseOn(element, 'That was me', 'Edit');
    check(find<HTMLTextAreaElement>(element, 'textarea').value === 'That was me, sorry!', 'it is there');
  },
};

export const RemovingAMessage: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await chooseOn(element, 'That was me', 'Remove');
    check(find(element, 'dialog[open]').matches(':modal'), 'it asks first');
  },
};

/** Somebody's file, read as those from the wire are. */
const shared = (
  nick: string,
  file: Omit<SharedFile, 'url'>,
  seconds: number,
  more: Partial<ChatMessage> = {},
) => {
  const url = `https://files.garden.example/4a771ac1/${encodeURIComponent(file.name)}`;
  const whole = { ...file, url };
  return said(nick, url, seconds, { ...asLink([whole], whole), ...more });
};

const files = (): Row[] => [
  said('Juliet', 'Has anybody got the plan of the beds?', 900),
  shared('Romeo', { name: 'Beds, spring.pdf', size: 284_000, type: 'application/pdf' }, 800),
  shared(
    'Nurse',
    {
      name: 'roses this morning.jpg',
      size: 1_840_000,
      type: 'image/jpeg',
      description: 'The roses, this morning',
      width: 1600,
      height: 1000,
      picture: true,
    },
    700,
  ),
  shared('Mercutio', { name: `${'a name that never ends '.repeat(8)}.tar.gz`, size: 104_857_600 }, 600, {
    reactions: [{ emoji: '👍', nicks: ['Romeo', 'Me'], own: true }],
  }),
  shared('Friar Laurence', { name: 'خطة الحديقة.odt', size: 12 }, 500),
  shared('Juliet', { name: 'no-size.bin' }, 400, {
    body: 'This is what the *timer* says:',
    rich: undefined,
    reply: { key: 'plan', nick: 'Romeo', text: 'Beds, spring.pdf' },
  }),
  shared('Me', { name: 'watering.ods', size: 23_456 }, 60, { own: true, state: 'sent', old: false }),
  shared('Me', { name: 'watering, new.ods', size: 23_500 }, 5, { own: true, state: 'waiting', old: false }),
];

export const Files: Story = {
  args: { room: { ...garden, messages: files() } },
  play: showsIn('.words .file'),
};

export const FilesDark: Story = { ...Files, args: { ...Files.args, scheme: 'dark' } };

export const FilesRightToLeft: Story = { ...Files, args: { ...Files.args, dir: 'rtl', lang: PSEUDO_RTL } };
