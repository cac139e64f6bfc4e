/** A launcher on the test page, with a room moved by hand behind it; all gone after the test, and nothing kept. */
import { setViewport } from '@web/test-runner-commands';
import '../../src/components/xmpp-launcher/define.js';
import type { XmppLauncher } from '../../src/components/xmpp-launcher/xmpp-launcher.js';
import type { XmppRoom } from '../../src/components/xmpp-room/xmpp-room.js';
import { cleanUpAfterTest } from './clean-up.js';
import { find, part } from './elements.js';
import { FakeRoom, FakeSession, ROOM, type RoomFields } from './fake-room.js';
import { until } from './until.js';

export interface Launched {
  readonly launcher: XmppLauncher;
  readonly button: HTMLElement;
  /** Behind it. */
  readonly fake: FakeRoom;
  readonly session: FakeSession;
}

/** @param fields - Of the room, which nobody is in yet. */
export async function launched(
  properties: Partial<XmppLauncher> = {},
  fields: Partial<RoomFields> = {},
): Promise<Launched> {
  const fake = new FakeRoom({ nick: undefined, status: { state: 'idle' }, ...fields });
  fake.answer = () => {
    queueMicrotask(() => fake.set({ status: { state: 'joined' } }));
    return { state: 'joining', since: new Date() };
  };
  const session = new FakeSession(fake);
  const launcher = document.createElement('xmpp-launcher');
  Object.assign(launcher, { session, room: ROOM, nick: 'Me', ...properties });
  cleanUpAfterTest(() => {
    launcher.remove();
    sessionStorage.clear();
    localStorage.clear();
  });
  document.body.append(launcher);
  await until(() => launcher.shadowRoot?.querySelector('button'), 'the button shows');
  return { launcher, button: part(launcher, 'launcher'), fake, session };
}

/** The panel is open. */
export const isOpen = (launcher: XmppLauncher): boolean =>
  Boolean(launcher.shadowRoot?.querySelector('dialog')?.checkVisibility());

export async function opened(launcher: XmppLauncher): Promise<XmppRoom> {
  await until(() => isOpen(launcher), 'the panel is open');
  const room = find<XmppRoom>(launcher, 'xmpp-room');
  await until(() => room.shadowRoot?.querySelector('section'), 'the room shows');
  return room;
}

/** A window of a phone's width, until the test is over. */
export async function onPhone(): Promise<void> {
  const { innerWidth: width, innerHeight: height } = window;
  cleanUpAfterTest(() => setViewport({ width, height }));
  await setViewport({ width: 360, height: 640 });
}

/** The innermost focused element. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** A button of the page's own. */
export function pageButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.textContent = 'Ask us';
  document.body.prepend(button);
  cleanUpAfterTest(() => button.remove());
  return button;
}

/** The next one, after what changed with it was told. */
export const frame = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
