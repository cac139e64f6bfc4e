import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-rooms/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import { AuthenticationError, StanzaError } from '../src/session/errors.js';
import { at, facts, fakeRooms, manyRooms, SERVICE } from '../test/support/fake-rooms.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { button, check, find, findAll, textOf, type, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

type Fakes = ReturnType<typeof fakeRooms>;

interface Args {
  readonly rooms: () => Fakes;
  readonly filter?: string;
  readonly selected?: string;
  readonly noCreate: boolean;
  readonly inline: number;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

const noon = new Date(2026, 7, 4, 12, 5);

function some(): Fakes {
  const fakes = fakeRooms();
  const { fake, bookmarks, directory } = fakes;
  bookmarks.list = [
    { jid: at('garden'), name: 'The shared garden', autojoin: true },
    { jid: at('harbour'), autojoin: true },
    { jid: at('quiet'), name: 'Quiet corner', autojoin: false },
    { jid: at('members'), name: 'Members of the board', autojoin: true },
  ];
  const garden = fake.enter(at('garden'), { name: 'Garden', subject: 'Water, seeds and the broken gate' });
  garden.receive('The tomatoes by the wall are ripe.', { nick: 'Rosa', time: noon });
  garden.receive('Me, can you bring the key?', { nick: 'Theo', time: noon, mention: true });
  const harbour = fake.enter(at('harbour'), { name: 'Harbour' });
  harbour.receive('See you at the quay', { own: true, nick: 'Me', time: noon });
  fake.open(at('members')).set({ status: { state: 'failed', reason: 'members-only' } });
  fake.enter(at('kitchen'), { name: 'Kitchen', subject: 'Who cooks what, and when' });
  directory.listed.set(SERVICE, [
    { jid: at('garden'), name: 'The shared garden' },
    { jid: at('library'), name: 'Library' },
    { jid: at('workshop'), name: 'Workshop' },
    { jid: at('board'), name: 'The board' },
    { jid: at('night'), name: 'Night owls' },
  ]);
  const know = (local: string, more: Parameters<typeof facts>[0]) =>
    directory.facts.set(at(local), facts(more));
  know('garden', { description: 'Water, seeds and the broken gate', occupants: 12 });
  know('library', { description: 'What we read, and what we should not have', occupants: 148 });
  know('workshop', { occupants: 3, passwordProtected: true });
  know('board', { description: 'For those who were elected', occupants: 7, membersOnly: true });
  return fakes;
}

const meta: Meta<Args> = {
  component: 'xmpp-rooms',
  tags: ['autodocs'],
  args: { rooms: some, noCreate: false, inline: 340, dir: '', scheme: '', lang: '' },
  render: ({ rooms, filter, selected, noCreate, inline, dir, scheme, lang }) => {
    const element = document.createElement('xmpp-rooms');
    Object.assign(element, { session: rooms().session, filter, selected, noCreate });
    element.style.colorScheme = scheme;
    element.style.inlineSize = `min(${inline}px, 100%)`;
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

async function shown(canvas: HTMLElement) {
  const element = await until(() => canvas.querySelector('xmpp-rooms'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  return element;
}

const lines = (element: Element) => findAll(element, '.line');

const lists: Story['play'] = async ({ canvasElement }) => {
  const element = await shown(canvasElement);
  await until(() => lines(element).length, 'rooms show');
};

const says: (text: string) => Story['play'] =
  (text) =>
  async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => findAll(element, '.title').some((each) => textOf(each) === text), `it says “${text}”`);
  };

async function finding(canvas: HTMLElement) {
  const element = await shown(canvas);
  find(element, '#tab-find').click();
  return element;
}

const finds: Story['play'] = async ({ canvasElement }) => {
  const element = await finding(canvasElement);
  await until(() => lines(element).length, 'rooms show');
};

export const Example: Story = {
  args: { selected: at('garden') },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => lines(element).length === 5, 'those that are kept, and one that is not');
    check(find(element, '[role=listbox]').ariaLabel === 'My rooms', 'it is a list');
  },
};

export const Finding: Story = { play: finds };

export const Searching: Story = {
  args: { filter: 'read' },
  play: async ({ canvasElement }) => {
    const element = await finding(canvasElement);
    await until(() => lines(element).length === 1, 'by what it is about');
  },
};

export const TenThousand: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.directory.listed.set(SERVICE, manyRooms(10_000));
      fakes.directory.complete = false;
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await finding(canvasElement);
    await until(() => lines(element).length, 'some show');
    check(lines(element).length < 60, 'those in view, and a few more');
  },
};

export const Menu: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const line = await until(() => lines(element)[0], 'rooms show');
    line.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    await until(() => findAll(element, '[role^=menuitem]').length, 'the menu opens');
  },
};

export const Rename: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const line = await until(() => lines(element)[0], 'rooms show');
    line.focus();
    line.dispatchEvent(new KeyboardEvent('keydown', { key: 'F2', bubbles: true }));
    await until(() => findAll(element, 'dialog[open]').length, 'it asks');
  },
};

export const Removed: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const line = await until(() => lines(element)[0], 'rooms show');
    line.focus();
    line.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }));
    await until(() => button(element, 'Undo'), 'it can be undone');
  },
};

async function making(canvas: HTMLElement) {
  const element = await shown(canvas);
  (await until(() => find(element, '[part~=create]'), 'the button')).click();
  await until(() => findAll(element, 'dialog[open] form').length, 'it asks');
  return element;
}

export const Making: Story = {
  play: async ({ canvasElement }) => {
    const element = await making(canvasElement);
    type(find<HTMLInputElement>(element, '#make-name'), 'Apples & Pears');
    await until(
      () => find<HTMLInputElement>(element, '#make-address').value === 'apples-pears',
      'its address',
    );
  },
};

export const MakingTaken: Story = {
  args: {
    rooms: () => {
      const fakes = some();
      fakes.fake.taken.add(at('library'));
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await making(canvasElement);
    type(find<HTMLInputElement>(element, '#make-name'), 'Library');
    await until(() => textOf(find(element, '.suffix')).includes(SERVICE), 'where it is to be');
    button(element, 'Make the room').click();
    await until(() => button(element, 'Go to that room'), 'it says so');
  },
};

export const Invited: Story = {
  args: {
    rooms: () => {
      const fakes = some();
      fakes.fake.invitations.invite(at('party'), 'ada@kit.example', {
        name: 'Harvest party',
        reason: 'Bring a cake',
      });
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => findAll(element, '.invitation').length, 'a card shows');
  },
};

export const Empty: Story = { args: { rooms: fakeRooms }, play: says('No rooms yet') };

export const NothingToBeFound: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.directory.listed.set(SERVICE, []);
      return fakes;
    },
  },
  play: async (context) => {
    await finding(context.canvasElement);
    await says('There are no rooms to be found here.')?.(context);
  },
};

export const NoService: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.directory.all = [];
      return fakes;
    },
  },
  play: async (context) => {
    await finding(context.canvasElement);
    await says('This server names no service with rooms.')?.(context);
  },
};

export const DirectoryFailed: Story = {
  args: { rooms: fakeRooms },
  play: async (context) => {
    await finding(context.canvasElement);
    await says('The list of rooms could not be loaded.')?.(context);
  },
};

export const NoneFound: Story = { args: { filter: 'zebra' }, play: says('No room is called that.') };

export const Loading: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.bookmarks.state = 'loading';
      return fakes;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => findAll(element, '.skeleton').length, 'something is coming');
  },
};

export const Failed: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.bookmarks.state = 'failed';
      fakes.bookmarks.error = new StanzaError('internal-server-error', 'wait');
      return fakes;
    },
  },
  play: says('Your rooms could not be loaded.'),
};

export const SignedOut: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.fake.state = 'offline';
      fakes.bookmarks.state = 'idle';
      return fakes;
    },
  },
  play: says('You are offline.'),
};

export const WrongPassword: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      fakes.fake.state = 'failed';
      fakes.fake.error = new AuthenticationError('not-authorized');
      fakes.bookmarks.state = 'idle';
      return fakes;
    },
  },
  play: says('Signing in failed.'),
};

export const Offline: Story = {
  args: {
    rooms: () => {
      const fakes = some();
      fakes.fake.state = 'offline';
      for (const room of fakes.fake.all)
        if (room.status.state === 'joined') room.status = { state: 'offline', since: noon };
      return fakes;
    },
  },
  play: lists,
};

export const Guest: Story = {
  args: {
    rooms: () => {
      const fakes = some();
      fakes.fake.guest = true;
      fakes.bookmarks.lasting = false;
      return fakes;
    },
  },
  play: lists,
};

export const LongNames: Story = {
  args: {
    rooms: () => {
      const fakes = fakeRooms();
      const name = 'A room for everybody who has ever lost a bicycle between the station and the harbour';
      fakes.bookmarks.list = [{ jid: at('bicycles-'.repeat(12)), name, autojoin: true }];
      fakes.fake.enter(at('bicycles-'.repeat(12)), { name, subject: name.repeat(4) });
      return fakes;
    },
  },
  play: lists,
};

export const Narrow: Story = { args: { inline: 220 }, play: finds };

export const RightToLeft: Story = {
  args: { dir: 'rtl', lang: PSEUDO_RTL, selected: at('garden') },
  play: lists,
};

export const FindingRightToLeft: Story = { args: { dir: 'rtl', lang: PSEUDO_RTL }, play: finds };

export const Dark: Story = { args: { scheme: 'dark', selected: at('garden') }, play: lists };

export const FindingDark: Story = { args: { scheme: 'dark' }, play: finds };

export const German: Story = { args: { lang: 'de', selected: at('garden') }, play: lists };

export const MakingGerman: Story = {
  args: { lang: 'de' },
  play: async ({ canvasElement }) => void (await making(canvasElement)),
};

export const Pseudo: Story = { args: { lang: PSEUDO, selected: at('garden') }, play: lists };
