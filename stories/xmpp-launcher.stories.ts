import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-launcher/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import type { XmppLauncher } from '../src/components/xmpp-launcher/xmpp-launcher.js';
import {
  FakeRoom,
  FakeSession,
  ROOM,
  historyOf,
  occupant,
  occupants,
  type RoomFields,
} from '../test/support/fake-room.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { check, find, part, textOf, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

interface Args {
  /** What the fake room says of itself. */
  readonly room: Partial<RoomFields>;
  readonly open: boolean;
  /** Nobody is behind it. */
  readonly unset: boolean;
  readonly corner: XmppLauncher['corner'];
  readonly mode: XmppLauncher['mode'];
  readonly teaser: XmppLauncher['teaser'];
  readonly sound: boolean;
  readonly popout: XmppLauncher['popout'];
  readonly notify: XmppLauncher['notify'];
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
}

const rooms = new WeakMap<Element, FakeRoom>();

const meta: Meta<Args> = {
  component: 'xmpp-launcher',
  tags: ['autodocs'],
  parameters: { docs: { story: { inline: false, iframeHeight: 560 } } },
  args: {
    room: {
      messages: historyOf(8),
      occupants: occupants(occupant('Me', { self: true }), occupant('Juliet')),
    },
    open: true,
    unset: false,
    corner: undefined,
    mode: undefined,
    teaser: undefined,
    sound: false,
    popout: undefined,
    notify: undefined,
    lang: '',
    dir: '',
    scheme: '',
  },
  render: ({ room: fields, unset, lang, dir, scheme, ...given }) => {
    sessionStorage.clear(); // the story before is no page before
    localStorage.clear();
    const room = new FakeRoom({
      nick: 'Me',
      status: { state: 'joined' },
      subject: 'Who waters when',
      ...fields,
    });
    const launcher = document.createElement('xmpp-launcher');
    launcher.session = new FakeSession(room) as never;
    if (!unset) launcher.room = ROOM;
    launcher.nick = 'Me';
    Object.assign(launcher, given);
    if (lang) launcher.lang = lang;
    launcher.style.colorScheme = scheme;
    rooms.set(launcher, room);
    return html`<div dir=${dir || nothing}>
      <p>A page about something else.</p>
      ${launcher}
    </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

async function shown(canvas: HTMLElement): Promise<{ launcher: XmppLauncher; room: FakeRoom }> {
  const launcher = await until(() => canvas.querySelector('xmpp-launcher'), 'the element is there');
  await until(() => launcher.open || part(launcher, 'launcher').checkVisibility(), 'the button shows');
  return { launcher, room: await until(() => rooms.get(launcher), 'its room') };
}

/** The panel with the room in it; on phones, where the attribute opens nothing, as if pressed. */
async function opened(canvas: HTMLElement) {
  const { launcher, room } = await shown(canvas);
  await launcher.show();
  const panel = await until(() => find<HTMLDialogElement>(launcher, 'dialog'), 'the panel');
  await until(() => panel.checkVisibility(), 'it is open');
  const element = find(launcher, 'xmpp-room');
  await until(() => element.shadowRoot?.querySelector('section'), 'the room shows');
  return { launcher, room, panel, element };
}

const topLayer = () => (innerWidth < 640 ? ':modal' : ':popover-open');

const says =
  (words: string): Story['play'] =>
  async ({ canvasElement }) => {
    const { element } = await opened(canvasElement);
    await until(() => textOf(find(element, 'section')).includes(words), words);
  };

export const Example: Story = {
  play: async ({ canvasElement }) => {
    const { launcher, panel } = await opened(canvasElement);
    check(panel.matches(topLayer()), 'it is in the top layer; where there is room, the page can be used');
    check(part(launcher, 'launcher').ariaExpanded === 'true', 'the button says that it is open');
  },
};

export const Closed: Story = {
  args: { open: false },
  play: async ({ canvasElement }) => {
    const { launcher } = await shown(canvasElement);
    check(!launcher.shadowRoot?.querySelector('dialog'), 'there is nothing but the button');
  },
};

export const Unread: Story = {
  play: async ({ canvasElement }) => {
    const { launcher, room } = await opened(canvasElement);
    await launcher.close();
    await until(() => !find(launcher, 'dialog').checkVisibility(), 'closed');
    room.set({ unread: 3 });
    await until(() => part(launcher, 'launcher').ariaLabel === 'Chat with us, 3 unread', 'it counts');
  },
};

/** Nobody has joined: the panel asks. */
export const NotJoined: Story = {
  args: { room: { nick: undefined, status: { state: 'failed', reason: 'name-needed' } } },
  play: says('Join'),
};

export const Connecting: Story = {
  args: { room: { status: { state: 'joining', since: new Date(Date.now() - 3000) } } },
  play: async ({ canvasElement }) => {
    const { element, room } = await opened(canvasElement);
    room.set({ status: { state: 'joining', since: new Date(Date.now() - 3000) } });
    await until(() => textOf(find(element, 'section')).includes('…'), 'it says so');
  },
};

export const Dark: Story = { args: { scheme: 'dark' }, play: says('Message 8') };
export const RightToLeft: Story = { args: { dir: 'rtl' }, play: says('Message 8') };
export const OtherCorner: Story = { args: { corner: 'top-start' }, play: says('Message 8') };

export const OnTheLeft: Story = { args: { corner: 'bottom-start' }, play: says('Message 8') };

export const Docked: Story = {
  args: { mode: 'docked' },
  play: async ({ canvasElement }) => {
    const { launcher, panel } = await opened(canvasElement);
    check(panel.matches(topLayer()), 'it is in the top layer; where there is room, the page can be used');
    check(!part(launcher, 'launcher').checkVisibility({ visibilityProperty: true }), 'no button is under it');
  },
};

export const Inline: Story = {
  args: { mode: 'inline' },
  play: async ({ canvasElement }) => {
    const { launcher, panel } = await opened(canvasElement);
    check(!panel.matches(':popover-open, :modal'), 'it is in the page');
    check(!part(launcher, 'launcher').checkVisibility(), 'in the place of the button');
  },
};

export const InlineClosed: Story = { args: { mode: 'inline', open: false } };

export const Teaser: Story = {
  args: { open: false, teaser: 'Questions about roses?' },
  play: async ({ canvasElement }) => {
    const { launcher } = await shown(canvasElement);
    const teaser = await until(() => launcher.shadowRoot?.querySelector('[part="teaser"]'), 'the teaser');
    check(teaser.checkVisibility(), 'it shows');
    check(!launcher.open, 'and opens nothing');
  },
};

export const SoundOffered: Story = {
  args: { sound: true },
  play: async ({ canvasElement }) => {
    const { launcher } = await opened(canvasElement);
    check(part(launcher, 'sound').ariaPressed === 'false', 'it is off');
  },
};

/** With everything that the panel can offer, and its menu open. */
export const Menu: Story = {
  args: { sound: true, popout: '?window', notify: 'count' },
  play: async ({ canvasElement }) => {
    const { element } = await opened(canvasElement);
    (await until(() => element.shadowRoot?.querySelector<HTMLElement>('.more'), 'the button')).click();
    await until(
      () => textOf(element.shadowRoot!.querySelector('[role="menu"]')!).includes('desktop'),
      'the menu',
    );
  },
};

/** The visitor has said no to the browser before. */
export const NotificationsBlocked: Story = {
  args: { notify: 'count' },
  play: async ({ canvasElement }) => {
    const real = Object.getOwnPropertyDescriptor(Notification, 'permission') ?? {};
    Object.defineProperty(Notification, 'permission', { configurable: true, value: 'denied' });
    const { element } = await opened(canvasElement);
    (await until(() => element.shadowRoot?.querySelector<HTMLElement>('.more'), 'the button')).click();
    await until(() => element.shadowRoot?.querySelector('[role="menu"] [aria-disabled]'), 'it says so');
    Object.defineProperty(Notification, 'permission', real);
  },
};

export const OwnWindow: Story = {
  args: { mode: 'window', popout: '?window', sound: true },
  play: async ({ canvasElement }) => {
    const { launcher, panel } = await opened(canvasElement);
    check(panel.getBoundingClientRect().height === innerHeight, 'it fills the window');
    check(!part(launcher, 'close').checkVisibility(), 'which has a button of its own to close it');
  },
};

export const ManyUnread: Story = {
  play: async ({ canvasElement }) => {
    const { launcher, room } = await opened(canvasElement);
    await launcher.close();
    room.set({ unread: 120 });
    await until(() => part(launcher, 'badge').textContent === '99+', 'no more than 99+');
  },
};

export const German: Story = { args: { lang: 'de', sound: true }, play: says('Message 8') };
export const GermanClosed: Story = { args: { lang: 'de', open: false } };
export const PseudoLocale: Story = { args: { lang: PSEUDO, sound: true }, play: says('Message 8') };
export const PseudoLocaleRightToLeft: Story = {
  args: { lang: PSEUDO_RTL, dir: 'rtl', open: false, teaser: 'Questions about roses?' },
  play: async ({ canvasElement }) => {
    const { launcher } = await shown(canvasElement);
    await until(() => part(launcher, 'teaser').checkVisibility(), 'the teaser shows');
  },
};

export const NameTaken: Story = {
  args: { room: { status: { state: 'failed', reason: 'name-taken', suggestion: 'Me 2' } } },
  play: says('“Me” is taken here.'),
};

export const Offline: Story = {
  args: {
    room: { status: { state: 'offline', since: new Date(Date.now() - 5000) }, messages: historyOf(8) },
  },
  play: says('Reconnecting'),
};

export const NobodyToChatWith: Story = {
  args: { unset: true },
  play: async ({ canvasElement }) => {
    const { launcher } = await shown(canvasElement);
    await launcher.show();
    await until(() => textOf(find(launcher, 'dialog')).includes('does not say whom'), 'it says so');
  },
};
