/**
 * What the button has beyond a name and a press: its words in other languages, the badge, the teaser, news of other
 * tabs. Loaded with the first of them that a page shows, and with the panel.
 */
import { LocaleFollower } from '../shared/locale-follower.js';
import { adopt } from '../shared/sheet.js';
import { make, makeIcon } from './dom.js';
import { styles } from './extras.styles.js';
import type { LauncherStrings } from './extras-strings.js';
import { readShared } from './memory.js';
import { OtherTabs } from './other-tabs.js';
import { Teaser } from './teaser.js';
import type { LauncherView } from './view.js';
import { findWords, type LauncherLocale } from './words.js';

const MAX_SHOWN = 99;

const CROSS = 'M6 6l12 12M18 6 6 18';

export class Extras {
  readonly tabs: OtherTabs;
  readonly #badge = make('span', { part: 'badge', hidden: '' });
  readonly #teaser: Teaser;
  readonly #words: LocaleFollower<LauncherLocale>;

  constructor(readonly view: LauncherView) {
    adopt(view.root, styles);
    this.tabs = new OtherTabs(view);
    this.#teaser = new Teaser(view, this.cross());
    this.#words = new LocaleFollower(view.host, findWords, () => view.speak(this.words, this.tag));
    view.button.append(' ', this.#badge);
  }

  /** Of buttons that send something away. */
  readonly cross = () => makeIcon('cross', CROSS);

  get words(): LauncherStrings {
    return this.#words.now.words;
  }

  /** Of the language of those words. */
  get tag(): string {
    return this.#words.now.tag;
  }

  connected(): void {
    this.#words.connected();
    this.tabs.connected();
  }

  disconnected(): void {
    this.#words.disconnected();
    this.tabs.disconnected();
  }

  /** @returns What the button is called by now. */
  render(): string {
    const { kept, name, shown, address } = this.view;
    // came back closed from a page where it was open, since a phone has no room for both
    const minimised = kept.open && kept.joined && !shown;
    const unread = shown ? 0 : kept.unread || readShared(address)?.unread || 0;
    const count = unread > MAX_SHOWN ? `${MAX_SHOWN}+` : String(unread || '');
    this.#badge.textContent = count;
    this.#badge.hidden = !count && !minimised;
    this.#teaser.render(this.words, this.tag);
    return count ? this.words.unread(name, count) : minimised ? this.words.minimised(name) : name;
  }
}
