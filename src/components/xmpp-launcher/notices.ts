/**
 * Desktop notifications of what comes while the page is hidden (ux.md §7): off until the visitor switches them on, in
 * the room's menu. They say how much is unread; who wrote what only where the page wants that (`notify="text"`), since
 * the system may keep it, and show it to others.
 */
import { siteStorage } from '../../session/storage.js';
import { wordsOf, type ChatMessage } from '../../session/message.js';
import type { MenuItem } from '../conversation/menu-event.js';
import { cutSpoken } from '../shared/announcer.js';
import { nickText } from '../shared/nick-text.js';
import type { Extras } from './extras.js';
import { keyOf } from './memory.js';
import type { LauncherView } from './view.js';

const KEY = 'notify';

export class Notices {
  #shown: Notification | undefined;
  #last: ChatMessage | undefined;

  /** @param say - To screen readers. */
  constructor(
    readonly view: LauncherView,
    readonly extras: Extras,
    readonly say: (text: string) => void,
  ) {}

  get on(): boolean {
    return siteStorage.get(KEY) === true && isSupported() && Notification.permission === 'granted';
  }

  /** What the visitor can do about them. */
  get items(): MenuItem[] {
    const { words } = this.extras;
    if (!isSupported()) return [];
    if (Notification.permission === 'denied') return [{ text: words.notifyBlocked }];
    return [{ text: this.on ? words.notifyOff : words.notifyOn, act: () => void this.#switch(!this.on) }];
  }

  /** Tells of it with the next count. */
  heard(message: ChatMessage): void {
    this.#last = message;
  }

  /** Something is unread that was not before. One notification for all of it, and no sound: that is the chime's. */
  tell(unread: number): void {
    const message = this.#last;
    this.#last = undefined;
    if (!this.on || document.visibilityState === 'visible') return;
    const { address, host, name } = this.view;
    const said = host.notify === 'text' && message;
    const body = said
      ? cutSpoken(`${nickText(said.nick)}: ${wordsOf(said)}`)
      : this.extras.words.notified(String(unread));
    this.#shown = new Notification(name, { body, tag: keyOf(address), lang: this.extras.tag, silent: true });
    this.#shown.addEventListener('click', () => this.#open());
    document.addEventListener('visibilitychange', this.#seen, { once: true });
  }

  #open(): void {
    focus();
    this.#seen();
    void this.view.change(true, true).then(() => this.view.focus());
  }

  readonly #seen = () => {
    this.#shown?.close();
    this.#shown = undefined;
  };

  /** The browser asks, too, where it has not yet. */
  async #switch(on: boolean): Promise<void> {
    const { words } = this.extras;
    const permission = on ? await Notification.requestPermission() : undefined;
    siteStorage.set(KEY, permission === 'granted' || undefined);
    if (permission === 'denied') this.say(words.notifyBlocked);
    else if (permission !== 'default') this.say(on ? words.notifyIsOn : words.notifyIsOff);
  }
}

/** Not in all browsers; on Android only for pages with a service worker, which is told by none of them. */
const isSupported = () =>
  'Notification' in globalThis && isSecureContext && !/Android/.test(navigator.userAgent);
