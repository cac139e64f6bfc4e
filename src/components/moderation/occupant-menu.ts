/** A menu of what may be done about one of a room's people (ux.md §10), and what is asked before. */
import { Dialog } from '../conversation/dialog.js';
import { Menu, placeBeside } from '../conversation/menu.js';
import { menuStyles } from '../conversation/menu.styles.js';
import type { Moderation } from '../../session/moderation.js';
import type { Occupant } from '../../session/occupant.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { begin, type AskHost } from './ask.js';
import { deedsOf } from './deeds.js';

export { findModerationWords } from './words.js';

export class OccupantMenu {
  readonly #menu = new Menu('occupant-menu');
  readonly #dialog: Dialog;

  constructor(readonly host: AskHost) {
    const { root } = host;
    adopt(root, menuStyles);
    this.#dialog = new Dialog({ say: (text) => host.announcer.say(text) });
    this.#menu.element.popover = 'manual';
    root.querySelector('section')?.append(this.#menu.element, this.#dialog.element);
  }

  /** Opens or closes it. */
  toggle(button: HTMLElement, target: Occupant, moderation: Moderation, words: ModerationStrings): void {
    if (this.#menu.open) return this.#menu.hide();
    const items = deedsOf(target, moderation.changesOf(target), words).map((deed) => ({
      text: deed.text,
      act: () => begin(deed, target, { host: this.host, dialog: this.#dialog, moderation, words }),
    }));
    this.#menu.show(button, words.actions(nickText(target.nick)), items);
    placeBeside(this.#menu.element, button.getBoundingClientRect());
  }

  /** Whatever is open: it is about nobody here any more, or in another language. */
  close(): void {
    this.#menu.hide();
    this.#dialog.close();
  }

  /** The list scrolls under it. */
  hide(): void {
    this.#menu.hide();
  }
}
