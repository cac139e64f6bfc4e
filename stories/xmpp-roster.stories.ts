import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-roster/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import { AuthenticationError, StanzaError } from '../src/session/errors.js';
import { chooseFile, drawn } from '../test/support/drawn.js';
import { ACCOUNT, crowd, fakePeople, here } from '../test/support/fake-people.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { button, check, find, findAll, part, parts, press, textOf, type, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

type Fakes = ReturnType<typeof fakePeople>;

interface Args {
  readonly people: () => Fakes;
  readonly filter?: string;
  readonly order?: string;
  readonly selected?: string;
  readonly flat: boolean;
  readonly noAdd: boolean;
  readonly noSelf: boolean;
  readonly inline: number;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

const noon = new Date(2026, 7, 4, 12, 5);

function some(): Fakes {
  const fakes = fakePeople({
    'ada@kit.example': {
      name: 'Ada Lovelace',
      groups: ['Friends'],
      resources: [here('available', 'Counting')],
    },
    'ben@kit.example': { name: 'Ben', groups: ['Friends', 'Work'], resources: [here('away', 'Back at two')] },
    'cleo@kit.example': { nick: 'Cleo ♣', groups: ['Work'], resources: [here('dnd')] },
    'dora@kit.example': { name: 'Dora', groups: ['Work'] },
    'emil@kit.example': { name: 'Emil', subscription: 'none', pendingOut: true },
    'fay@kit.example': { name: 'Fay', subscription: 'to', resources: [here('xa')] },
  });
  fakes.roster.nick = 'Mia';
  fakes.chats.say('ada@kit.example', 'Shall we try the engine tomorrow?', 2, { time: noon });
  fakes.chats.say('dora@kit.example', 'See you then', 0, { time: noon, own: true });
  return fakes;
}

const meta: Meta<Args> = {
  component: 'xmpp-roster',
  tags: ['autodocs'],
  args: {
    people: some,
    flat: false,
    noAdd: false,
    noSelf: false,
    inline: 340,
    dir: '',
    scheme: '',
    lang: '',
  },
  render: ({ people, filter, order, selected, flat, noAdd, noSelf, inline, dir, scheme, lang }) => {
    const element = document.createElement('xmpp-roster');
    Object.assign(element, { session: people().session, filter, order, selected, flat, noAdd, noSelf });
    element.style.colorScheme = scheme;
    element.style.inlineSize = `min(${inline}px, 100%)`;
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

async function shown(canvas: HTMLElement) {
  const element = await until(() => canvas.querySelector('xmpp-roster'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  return element;
}

const contacts = (element: Element) => findAll(element, '.line.contact');

const lists: Story['play'] = async ({ canvasElement }) => {
  const element = await shown(canvasElement);
  await until(() => contacts(element).length, 'contacts show');
};

const says: (text: string) => Story['play'] =
  (text) =>
  async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => findAll(element, '.title').some((each) => textOf(each) === text), `it says “${text}”`);
  };

export const Example: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => contacts(element).length === 7, 'each contact shows in each of its groups');
    check(find(element, '[role="tree"]').ariaLabel === 'Contacts', 'it is a tree');
    check(parts(element, 'group').length === 3, 'with a heading for those in no group');
  },
};

export const Flat: Story = { args: { flat: true, selected: 'ben@kit.example' }, play: lists };

export const Recent: Story = { args: { order: 'recent' }, play: lists };

export const Folded: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => contacts(element).length, 'contacts show');
    part(element, 'group').click();
    await until(() => part(element, 'group').ariaExpanded === 'false', 'it is folded');
  },
};

const waiting = (): Fakes => {
  const fakes = some();
  fakes.roster.ask({ jid: 'gus@elsewhere.example', nick: 'Gus', text: 'We met at the fair.' });
  fakes.roster.ask({ jid: 'hana@elsewhere.example' });
  fakes.chats.say('ivo@elsewhere.example', 'Hello, are you the gardener?', 1, { time: noon }, true);
  return fakes;
};

export const Requests: Story = {
  args: { people: waiting },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => parts(element, 'request').length === 2, 'both are listed');
    check(button(element, 'Accept Gus'), 'each can be accepted');
  },
};

export const Strangers: Story = {
  args: { people: waiting },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    (await until(() => find(element, '.folder'), 'the folder is there')).click();
    await until(() => parts(element, 'request').length === 3, 'it opens');
  },
};

const DEN = 'den@rooms.kit.example';

const invited = (): Fakes => {
  const fakes = some();
  fakes.invitations.invite(DEN, 'ben@kit.example', {
    name: 'The den',
    reason: 'Cake at four, and the engine after that.',
  });
  fakes.invitations.invite('attic@rooms.kit.example', 'ada@kit.example', { direct: false, continues: true });
  return fakes;
};

/** Whom one does not know, and whom a room only claims to speak for. */
const byStrangers = (): Fakes => {
  const fakes = some();
  const stranger = { known: false };
  fakes.invitations.invite('trap@rooms.elsewhere.example', 'eve@elsewhere.example', stranger);
  fakes.invitations.invite('lair@rooms.elsewhere.example', 'ben@kit.example', {
    ...stranger,
    direct: false,
    reason: 'Urgent! '.repeat(60),
  });
  fakes.invitations.invite('pit@rooms.elsewhere.example', undefined, { ...stranger, direct: false });
  return fakes;
};

const shownCards = async (canvas: HTMLElement) => {
  const element = await shown(canvas);
  await until(() => parts(element, 'invitation').length, 'the invitations show');
  return element;
};

const shows: Story['play'] = async ({ canvasElement }) => void (await shownCards(canvasElement));

export const Invited: Story = {
  args: { people: invited },
  play: async ({ canvasElement }) => {
    const element = await shownCards(canvasElement);
    check(button(element, 'Join The den'), 'each can be joined');
    check(button(element, 'Decline attic@rooms.kit.example'), 'what came by a room can be declined');
  },
};

export const InvitedByStrangers: Story = { args: { people: byStrangers }, play: shows };

export const InvitedInTheDark: Story = {
  args: { people: byStrangers, scheme: 'dark' },
  parameters: { backgrounds: { default: 'dark' } },
  play: shows,
};

export const InvitedRightToLeft: Story = {
  args: { people: invited, dir: 'rtl', lang: PSEUDO_RTL },
  play: shows,
};

export const InvitedInGerman: Story = { args: { people: byStrangers, lang: 'de', inline: 320 }, play: shows };

export const ManyInvitations: Story = {
  args: {
    people: () => {
      const fakes = some();
      for (let i = 1; i <= 20; i++)
        fakes.invitations.invite(`room${i}@rooms.elsewhere.example`, 'eve@elsewhere.example', {
          known: false,
        });
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shownCards(canvasElement);
    check(parts(element, 'invitation').length === 3, 'the first three');
    check(button(element, 'Ignore all'), 'all can be ignored');
  },
};

export const DecliningAnInvitation: Story = {
  args: { people: invited },
  play: async ({ canvasElement }) => {
    const element = await shownCards(canvasElement);
    button(element, 'Decline attic@rooms.kit.example').click();
    await until(() => find(element, 'dialog[open]'), 'it asks for a reason');
  },
};

export const Empty: Story = { args: { people: () => fakePeople() }, play: says('No contacts yet') };

export const EmptyWithoutAdding: Story = {
  args: { people: () => fakePeople(), noAdd: true, noSelf: true },
  play: says('No contacts yet'),
};

const without = (state: 'idle' | 'connecting' | 'failed') => () => {
  const fakes = fakePeople({}, state);
  fakes.roster.state = 'idle';
  return fakes;
};

export const SignedOut: Story = { args: { people: without('idle') }, play: says('You are signed out.') };

export const Loading: Story = {
  args: { people: without('connecting') },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => find(element, '.skeleton'), 'something will come');
    check(find(element, 'section').ariaBusy === 'true', 'it says so');
  },
};

export const WrongPassword: Story = {
  args: {
    people: () => {
      const fakes = without('failed')();
      fakes.fake.error = new AuthenticationError('not-authorized');
      return fakes;
    },
  },
  play: says('Signing in failed.'),
};

export const Failed: Story = {
  args: {
    people: () => {
      const fakes = fakePeople();
      fakes.roster.state = 'failed';
      return fakes;
    },
  },
  play: says('Your contacts could not be loaded.'),
};

export const Offline: Story = {
  args: {
    people: () => {
      const fakes = some();
      fakes.fake.state = 'offline';
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => contacts(element).length, 'contacts show');
    check(textOf(part(element, 'status')).startsWith('You are offline.'), 'it says so');
    check(findAll(element, '.contact .avatar:not(.offline)').length === 0, 'nobody is there');
  },
};

export const Reconnecting: Story = {
  args: {
    people: () => {
      const fakes = some();
      fakes.fake.state = 'reconnecting';
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => textOf(part(element, 'status')).includes('Reconnecting'), 'it says so');
  },
};

export const NobodyFound: Story = {
  args: { filter: 'zebra' },
  play: says('Nobody is called that.'),
};

export const Menu: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const [row] = await until(() => contacts(element).slice(0, 1), 'contacts show');
    row?.focus();
    press(row ?? element, 'F10', { shiftKey: true });
    await until(() => findAll(element, '[role="menuitem"]').length, 'the menu shows');
  },
};

export const AddWrongAddress: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    (await until(() => part(element, 'add'), 'there is a button')).click();
    await until(() => find(element, 'dialog[open]'), 'it asks');
    type(find(element, '#dialog-field'), 'nobody');
    button(element, 'Add').click();
    await until(() => find(element, '#dialog-problem'), 'it says what is wrong');
  },
};

/** What a dialog could not do is said in it, and it stays. */
export const AddFails: Story = {
  args: {
    people: () => {
      const fakes = some();
      fakes.roster.refusal = new StanzaError('resource-constraint', 'wait');
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    (await until(() => part(element, 'add'), 'there is a button')).click();
    await until(() => find(element, 'dialog[open]'), 'it asks');
    type(find(element, '#dialog-field'), 'zoe@kit.example');
    button(element, 'Add').click();
    await until(() => find(element, '#dialog-problem'), 'it says that it failed');
  },
};

/** Of the server and of a contact. */
const announced = (...notices: readonly (readonly [from: string, body: string, subject?: string])[]) => {
  const fakes = some();
  for (const notice of notices) fakes.chats.announce(...notice);
  return fakes;
};

const DOWN = [
  'kit.example',
  'We move to a new machine: https://status.kit.example',
  'Down at 20:00',
] as const;

const notices = async (canvas: HTMLElement) => {
  const element = await shown(canvas);
  return until(() => parts(element, 'notice')[0] && element, 'the notice shows');
};

const announces: Story['play'] = async ({ canvasElement }) => {
  await notices(canvasElement);
};

export const Notice: Story = {
  args: { people: () => announced(DOWN) },
  play: async ({ canvasElement }) => {
    const element = await notices(canvasElement);
    check(textOf(part(element, 'notice')).startsWith('kit.example'), 'it says who announces it');
    check(button(element, 'Dismiss the notice from kit.example'), 'it can be dismissed');
  },
};

export const ManyNotices: Story = {
  args: {
    people: () =>
      announced(
        ...[1, 2, 3, 4].map((n) => ['ada@kit.example', `Issue ${n} is out.`, 'The engine'] as const),
        DOWN,
      ),
  },
  play: async ({ canvasElement }) => {
    const element = await notices(canvasElement);
    button(element, '4 more').click();
    await until(() => parts(element, 'notice').length === 5, 'all show');
  },
};

export const LongNotice: Story = {
  args: {
    people: () => announced(['kit.example', 'All that is planned for next year. '.repeat(60), 'Plans']),
  },
  play: async ({ canvasElement }) => {
    const element = await notices(canvasElement);
    check(textOf(part(element, 'notice')).length < 400, 'only its start shows');
    check(button(element, 'Show more'), 'the rest is a press away');
  },
};

export const NoticeRightToLeft: Story = {
  args: {
    people: () => announced(DOWN, ['ada@kit.example', 'الخادم يعود غدا']),
    dir: 'rtl',
    lang: PSEUDO_RTL,
  },
  play: announces,
};

export const Rename: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const [row] = await until(() => contacts(element).slice(0, 1), 'contacts show');
    row?.focus();
    press(row ?? element, 'F2');
    await until(() => find(element, 'dialog[open]'), 'it asks for a name');
  },
};

export const Remove: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const [row] = await until(() => contacts(element).slice(0, 1), 'contacts show');
    row?.focus();
    press(row ?? element, 'Delete');
    await until(() => find(element, 'dialog[open]'), 'it asks first');
  },
};

/** Opens what one's own picture is changed in, and chooses one. */
async function opened(canvas: HTMLElement, file?: File) {
  const element = await shown(canvas);
  (await until(() => findAll(element, '.mine')[0], 'one’s own')).click();
  await until(() => findAll(element, 'dialog[open] .choose').length, 'the dialog');
  if (file) chooseFile(find<HTMLInputElement>(element, 'dialog input[type=file]'), file);
  return element;
}

const chosen = async (canvas: HTMLElement) => {
  const element = await opened(canvas, await drawn('image/png', 480, 320));
  await until(() => findAll(element, 'dialog canvas').length, 'it shows');
  return element;
};

const failing = (error: Error) => (): Fakes => {
  const fakes = some();
  fakes.avatars.refusal = error;
  return fakes;
};

const withPicture = (): Fakes => {
  const fakes = some();
  fakes.avatars.urls.set(ACCOUNT, 'data:image/gif;base64,R0lGODlhAgACAPAAAMIiIiRMwiwAAAAAAgACAAACAoRRADs=');
  return fakes;
};

export const OwnPicture: Story = {
  play: async ({ canvasElement }) => {
    const element = await opened(canvasElement);
    check(textOf(find(element, 'dialog h2')) === 'Your picture', 'it says what it is about');
  },
};

export const OwnPictureThere: Story = {
  args: { people: withPicture },
  play: async ({ canvasElement }) => {
    const element = await opened(canvasElement);
    check(button(element, 'Remove the picture'), 'it can be removed');
  },
};

export const OwnPictureChosen: Story = {
  play: async ({ canvasElement }) => {
    await chosen(canvasElement);
  },
};

export const OwnPictureNoPicture: Story = {
  play: async ({ canvasElement }) => {
    const page = new File(['<!doctype html>'], 'me.png', { type: 'image/png' });
    const element = await opened(canvasElement, page);
    await until(() => findAll(element, 'dialog [role=alert]').length, 'it says what is wrong');
  },
};

export const OwnPictureRefused: Story = {
  args: { people: failing(new StanzaError('service-unavailable', 'cancel')) },
  play: async ({ canvasElement }) => {
    const element = await chosen(canvasElement);
    button(element, 'Save').click();
    await until(() => textOf(find(element, 'dialog[open]')).includes('keeps no pictures'), 'it says why not');
  },
};

export const OwnPictureSaving: Story = {
  args: {
    people: () => {
      const fakes = some();
      fakes.avatars.slow = new Promise(() => undefined);
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await chosen(canvasElement);
    button(element, 'Save').click();
    await until(() => button(element, 'Saving…'), 'it says so');
  },
};

export const OwnPictureOffline: Story = {
  args: {
    people: () => {
      const fakes = withPicture();
      fakes.fake.state = 'reconnecting';
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await opened(canvasElement);
    await until(() => textOf(find(element, 'dialog[open]')).includes('There is no connection'), 'it says so');
  },
};

export const OwnPictureGerman: Story = {
  args: { lang: 'de', people: withPicture },
  play: async ({ canvasElement }) => {
    await chosen(canvasElement);
  },
};

export const FiveThousand: Story = {
  args: { people: () => fakePeople(crowd(5000, ['Friends', 'Work', 'Family'])) },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => contacts(element).length, 'contacts show');
    check(contacts(element).length < 60, 'only those in view are mounted');
  },
};

export const LongNames: Story = {
  args: {
    people: () =>
      fakePeople({
        'long@kit.example': {
          name: 'Wolfeschlegelsteinhausenbergerdorff of the very long names '.repeat(3),
          resources: [here('available', 'A status that never comes to its end '.repeat(5))],
        },
        'gap@kit.example': { name: 'M\u0301\u0301\u0301o\u202et', resources: [here()] },
      }),
  },
  play: lists,
};

export const Narrow: Story = { args: { inline: 280, people: waiting }, play: lists };

export const Dark: Story = { args: { scheme: 'dark', selected: 'ada@kit.example' }, play: lists };

export const RightToLeft: Story = {
  args: { dir: 'rtl', lang: PSEUDO_RTL, selected: 'ada@kit.example' },
  play: lists,
};
