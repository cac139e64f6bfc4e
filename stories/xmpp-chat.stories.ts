import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-chat/define.js';
import type { XmppChat } from '../src/components/xmpp-chat/xmpp-chat.js';
import { AuthenticationError, StanzaError } from '../src/session/errors.js';
import type { ChatMessage, Row } from '../src/session/message.js';
import {
  contact,
  fakeChat,
  hers,
  own,
  resource,
  JULIET,
  ME,
  type ChatFields,
  type FakeChat,
  type FakePeople,
} from '../test/support/fake-person.js';
import type { FakeSession } from '../test/support/fake-room.js';
import { button, check, find, findAll, painted, part, parts, press, textOf, until } from './support.js';

interface Args {
  /** Unset: nobody is chosen. */
  readonly jid: string | undefined;
  /** What the fake chat says of itself. */
  readonly chat: Partial<ChatFields>;
  /** What is known of the person. */
  readonly person: Parameters<FakePeople['set']>[0];
  readonly session?: Parameters<FakeSession['set']>[0];
  /** Unset: the page's. */
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  /** Unset: the page's. */
  readonly lang: string;
}

const chats = new WeakMap<Element, FakeChat>();

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const said = (body: string, seconds: number, more: Partial<ChatMessage> = {}) =>
  hers(body, { time: ago(seconds), old: true, ...more });
const sent = (body: string, seconds: number, more: Partial<ChatMessage> = {}) =>
  own(body, { time: ago(seconds), ...more });

const talk = (): Row[] => [
  said('What man art thou that, thus bescreened in night, so stumblest on my counsel?', 90_000),
  sent('By a name I know not how to tell thee who I am.', 89_900, { state: 'delivered', seen: true }),
  sent('My name, dear saint, is hateful to myself.', 89_880, { state: 'delivered', seen: true }),
  said('How cam’st thou hither, tell me, and wherefore? The orchard walls are high and hard to climb.', 600),
  sent('With love’s light wings did I o’erperch these walls: https://verona.example/walls', 500, {
    state: 'delivered',
    seen: true,
  }),
  said('If they do see thee, they will murder thee.', 300),
  sent('Alack, there lies more peril in thine eye than twenty of their swords.', 120, { state: 'delivered' }),
  sent('Look thou but sweet, and I am proof against their enmity.', 60),
];

const meta: Meta<Args> = {
  component: 'xmpp-chat',
  tags: ['autodocs'],
  args: { jid: JULIET, chat: { messages: talk() }, person: {}, dir: '', scheme: '', lang: '' },
  render: ({ jid, chat: fields, person, session, dir, scheme, lang }) => {
    const { chat, people, fake, session: given } = fakeChat(fields);
    people.set(person);
    fake.set(session ?? {});
    const element = document.createElement('xmpp-chat');
    element.session = given;
    element.jid = jid;
    element.style.colorScheme = scheme;
    chats.set(element, chat);
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** The element of a story once it shows something, and its fake chat. */
async function shown(canvas: HTMLElement): Promise<{ element: XmppChat; chat: FakeChat }> {
  const element = await until(() => canvas.querySelector('xmpp-chat'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  await painted();
  const chat = chats.get(element);
  check(chat, 'the story has a chat');
  return { element, chat };
}

/** A story that shows these words somewhere. */
const saying =
  (...words: readonly string[]): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    for (const each of words)
      await until(() => textOf(find(element, 'section')).includes(each), `it says “${each}”`);
  };

export const Example: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => parts(element, 'fate').length === 5, 'each own message says what became of it');
    check(parts(element, 'fate').map(textOf).join() === 'Read,Read,Read,Delivered,Sent', 'in words');
  },
};

export const Dark: Story = { args: { scheme: 'dark' } };

export const German: Story = {
  args: { lang: 'de', person: { contact: contact({ resources: [resource({ show: 'dnd' })] }) } },
  play: saying('bitte nicht stören', 'Angekommen'),
};

export const RightToLeft: Story = { args: { dir: 'rtl' } };

/** What she offers, above where one writes. */
export const OffersAFile: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    const { files } = element.session as unknown as FakeSession;
    files.offer(`${JULIET}/balcony`, { name: 'A letter.pdf', size: 240_000, type: 'application/pdf' });
    const drop = await until(() => findAll(element, 'xmpp-file-drop')[0], 'it is shown');
    await until(() => drop.shadowRoot && textOf(find(drop, 'section')).includes('A letter'), 'the offer');
  },
};

export const Typing: Story = {
  args: { chat: { messages: talk(), typing: ['Juliet'] } },
  play: saying('Juliet is typing…'),
};

export const Away: Story = {
  args: {
    person: { contact: contact({ resources: [resource({ show: 'away', statusText: 'At the ball' })] }) },
  },
  play: saying('away · At the ball'),
};

/** Somebody who is not there reads it later. */
export const PersonOffline: Story = {
  args: { person: { contact: contact({ resources: [] }) } },
  play: saying('Juliet is offline and will read it later'),
};

export const Empty: Story = { args: { chat: { messages: [] } }, play: saying('No messages yet') };

/** What stands above the messages. */
const sayingAbove =
  (words: string): Story['play'] =>
  async (context) => {
    await saying(words)(context);
    const { element } = await shown(context.canvasElement);
    await until(() => {
      part(element, 'log').scrollTop = 0;
      return findAll(element, '.jump button').length;
    }, 'the reader is away from the end');
  };

export const LoadingHistory: Story = {
  args: { chat: { messages: talk(), history: 'loading' } },
  play: sayingAbove('Loading…'),
};

export const HistoryFailed: Story = {
  args: { chat: { messages: talk(), history: 'failed' } },
  play: sayingAbove('Try again'),
};

/** What was missed while away and could not be loaded. */
export const MissingMessages: Story = {
  args: {
    chat: {
      messages: [
        ...talk().slice(0, 3),
        { kind: 'gap', key: 'gap', time: ago(800), state: 'idle' },
        ...talk().slice(3),
      ],
    },
  },
  play: async (context) => {
    await saying('Messages are missing here.')(context);
    const { element } = await shown(context.canvasElement);
    const log = part(element, 'log');
    log.scrollTop +=
      find(element, '.gap').getBoundingClientRect().top - log.getBoundingClientRect().top - 100;
  },
};

const news = [
  said('Wilt thou be gone? It is not yet near day.', 20, { old: false }),
  said('It was the nightingale.', 10, { old: false }),
];

export const NewMessages: Story = {
  args: { chat: { messages: [...talk(), ...news], unread: 2, firstUnread: news[0]?.key } },
};

const refused = (condition: string, blocked?: boolean) =>
  ({ reason: 'refused', error: new StanzaError(condition, 'cancel'), blocked }) as const;

const corrected = (): Row[] => [
  ...talk().slice(3, 5),
  said('It is the east, and Juliet is the sun.', 200, {
    versions: [{ body: 'It is the West, and Juliet is the moon.', time: ago(210) }],
  }),
];

export const Corrected: Story = {
  args: { chat: { messages: corrected() } },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    (await until(() => findAll(element, 'summary')[0], 'it is marked')).click();
  },
};

export const Editing: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    press(find(element, 'textarea'), 'ArrowUp');
    await until(() => textOf(find(element, '.errand')).includes('Editing'), 'it says so');
  },
};

/** Each says why, and can be sent again. */
export const FailedMessages: Story = {
  args: {
    chat: {
      messages: [
        ...talk().slice(0, 4),
        sent('To somebody who is not there', 90, {
          state: 'failed',
          failure: refused('service-unavailable'),
        }),
        sent('To a server that is away', 80, {
          state: 'failed',
          failure: refused('remote-server-not-found'),
        }),
        sent('To nobody', 70, { state: 'failed', failure: refused('item-not-found') }),
        sent('To somebody who takes nothing', 60, { state: 'failed', failure: refused('forbidden') }),
        sent('To somebody who is blocked', 50, { state: 'failed', failure: refused('not-acceptable', true) }),
        sent('Into the void', 40, { state: 'failed', failure: { reason: 'no-echo' } }),
      ],
    },
  },
  play: saying('nobody there can take it now', 'their server cannot be reached', 'you have blocked them'),
};

export const Waiting: Story = {
  args: {
    chat: { messages: [...talk(), sent('Good night, good night!', 5, { state: 'waiting' })] },
    session: { state: 'reconnecting' },
  },
  play: saying('Waiting'),
};

export const Blocked: Story = {
  args: { person: { blocked: true } },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    await until(() => find<HTMLTextAreaElement>(element, 'textarea').readOnly, 'nothing can be written');
    button(element, 'Unblock').click();
    await until(() => !find<HTMLTextAreaElement>(element, 'textarea').readOnly, 'something can');
    element.focus();
  },
};

export const BlockedPerson: Story = {
  args: { person: { blocked: true } },
  play: saying('You have blocked Juliet'),
};

export const Stranger: Story = {
  args: {
    chat: { name: JULIET, messages: talk().slice(0, 1), stranger: true },
    person: { contact: undefined },
  },
  play: saying('is none of your contacts.', 'Add to contacts', 'Block'),
};

export const Request: Story = {
  args: {
    chat: { name: JULIET, messages: talk().slice(0, 1), stranger: true },
    person: { contact: undefined, request: { jid: JULIET, text: 'It is I, Juliet' } },
  },
  play: saying('asks to see when you are online', '“It is I, Juliet”', 'Accept'),
};

/** From the menu, which asks in the words of contacts' list. */
export const AsksToBlock: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    button(element, 'More').click();
    await until(() => findAll(element, '[role="menuitem"]').length, 'the menu shows');
    button(element, 'Block').click();
    await until(() => find(element, 'dialog[open]'), 'it asks first');
    check(textOf(find(element, 'dialog h2')) === 'Block Juliet?', 'about her');
  },
};

/** What was asked for did not work. */
export const BlockingFails: Story = {
  args: {
    chat: { name: JULIET, messages: talk().slice(0, 1), stranger: true },
    person: { contact: undefined, error: new StanzaError('feature-not-implemented', 'cancel') },
  },
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    (await until(() => findAll(element, '.standing button')[1], 'the button')).click();
    await until(() => textOf(part(element, 'standing')).includes('cannot block'), 'it says why');
  },
};

export const RequestPending: Story = {
  args: { person: { contact: contact({ subscription: 'none', pendingOut: true, resources: [] }) } },
  play: saying('has not answered your request yet'),
};

export const Self: Story = {
  args: { jid: ME, chat: { jid: ME, name: 'romeo', messages: [] }, person: { contact: undefined } },
  play: saying('Only you can read this.'),
};

export const NobodyChosen: Story = { args: { jid: undefined }, play: saying('Choose somebody to talk to.') };

export const NoAddress: Story = {
  args: { jid: 'juliet@@capulet' },
  play: saying('“juliet@@capulet” is nobody’s address.'),
};

export const SignedOut: Story = {
  args: { chat: { messages: [] }, session: { state: 'idle' } },
  play: saying('You are not connected.', 'Connect'),
};

export const SignInNeeded: Story = {
  args: {
    chat: { messages: [] },
    session: { state: 'failed', error: new AuthenticationError('credentials-required') },
  },
  play: saying('Sign in to talk here.'),
};

export const Connecting: Story = {
  args: { chat: { messages: [] }, session: { state: 'connecting' } },
  play: saying('Connecting…'),
};

export const Menu: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    (await until(() => findAll(element, '.more')[0], 'the menu’s button')).click();
    await until(() => findAll(element, '[role=menuitem]').length >= 3, 'the menu');
  },
};

const nurse = contact({ jid: 'nurse@capulet.example', name: 'Nurse' });

const grouping = async (canvas: HTMLElement) => {
  const { element, chat } = await shown(canvas);
  button(element, 'More').click();
  await until(() => findAll(element, '[role="menuitem"]').length, 'the menu shows');
  button(element, 'Make this a group…').click();
  await until(() => find(element, 'dialog.inviting[open]'), 'it is asked');
  return { element, chat };
};

export const MakingAGroup: Story = {
  args: { person: { others: [nurse] } },
  play: async ({ canvasElement }) => {
    const { element } = await grouping(canvasElement);
    check(!find<HTMLInputElement>(element, '#group-share').checked, 'nothing is shown to others');
  },
};

export const GroupFails: Story = {
  args: { person: { others: [nurse] }, scheme: 'dark' },
  parameters: { backgrounds: { default: 'dark' } },
  play: async ({ canvasElement }) => {
    const { element, chat } = await grouping(canvasElement);
    chat.groupError = new StanzaError('not-allowed', 'cancel');
    find<HTMLInputElement>(element, '#group-name').value = 'Plans';
    button(element, 'Make the group').click();
    await until(() => find(element, 'dialog .failure'), 'it says so');
  },
};

export const About: Story = {
  play: async ({ canvasElement }) => {
    const { element } = await shown(canvasElement);
    (await until(() => findAll(element, '.more')[0], 'the menu’s button')).click();
    (await until(() => findAll(element, '[role=menuitem]')[0], 'the menu')).click();
    await until(() => findAll(element, 'dialog[open] dd').length === 2, 'what is known of them');
  },
};
