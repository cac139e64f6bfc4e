/** A menu of what one may do about one of a room's people: write to them alone, not hear them, and for those who may what ux.md §10 has. */
import { Dialog } from '../conversation/dialog.js';
import { Menu, placeBeside } from '../conversation/menu.js';
import type { MenuItem } from '../conversation/menu-event.js';
import { menuStyles } from '../conversation/menu.styles.js';
import type { Moderation } from '../../session/moderation.js';
import type { Mutes } from '../../session/mutes.js';
import type { Occupant } from '../../session/occupant.js';
import type { CleanupStrings } from '../shared/cleanup-strings.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import type { PrivateItems } from '../private/items.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { askToRemoveAll, begin, type Asking, type AskHost } from './ask.js';
import { deedsOf } from './deeds.js';
import { muteItem } from './mute-item.js';

export { findCleanupWords, findModerationWords } from './words.js';

/** What can be done in a room, and how that is called. */
export interface Means {
  readonly moderation: Moderation;
  readonly mutes: Mutes | undefined;
  readonly privately: PrivateItems;
  readonly words: ModerationStrings;
  readonly cleanup: CleanupStrings;
}

export class OccupantMenu {
  readonly #menu = new Menu('occupant-menu');
  readonly #dialog: Dialog;
  /** Another one that is open. */
  #more: { close(): void } | undefined;

  constructor(readonly host: AskHost) {
    const { root } = host;
    adopt(root, menuStyles);
    this.#dialog = new Dialog({ say: (text) => host.announcer.say(text) });
    this.#menu.element.popover = 'manual';
    root.querySelector('section')?.append(this.#menu.element, this.#dialog.element);
  }

  /** Opens or closes it. @param opener Gets the focus back. */
  toggle(opener: HTMLElement, target: Occupant, means: Means): void {
    if (this.#menu.open) return this.#menu.hide();
    this.#menu.show(opener, means.words.actions(nickText(target.nick)), this.#itemsOn(target, means));
    placeBeside(this.#menu.element, opener.getBoundingClientRect());
  }

  /** Whatever is open: it is about nobody here any more, or in another language. */
  close(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#more?.close();
  }

  /** The list scrolls under it. */
  hide(): void {
    this.#menu.hide();
  }

  #itemsOn(target: Occupant, { moderation, mutes, privately, words, cleanup }: Means): MenuItem[] {
    const opened: Asking['opened'] = (more) => (this.#more = more);
    const asking = { host: this.host, dialog: this.#dialog, moderation, words, cleanup, opened };
    const removeAll = { text: cleanup.removeAll, act: () => askToRemoveAll(target, asking) };
    return [
      ...privately.itemsAbout(target),
      ...(mutes ? [muteItem(target, mutes, asking)] : []),
      ...deedsOf(target, moderation.changesOf(target), words).map((deed) => ({
        text: deed.text,
        act: () => begin(deed, target, asking),
      })),
      ...(moderation.messagesOf(target).length ? [removeAll] : []),
    ];
  }
}
