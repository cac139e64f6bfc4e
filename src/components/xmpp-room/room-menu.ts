/** What can be done with a room as a whole (ux.md §3): a menu, and the dialogs that it opens. */
import type { Room } from '../../session/room.js';
import { partStrings } from '../shared/catalogue.js';
import { menuEnglish, type MenuStrings } from '../shared/menu-strings.js';
import type { Strings } from '../shared/strings.js';
import type { ListsDialog } from '../moderation/lists-dialog.js';
import { Menu } from '../conversation/menu.js';
import { MenuEvent, type MenuItem } from '../conversation/menu-event.js';
import type { HeaderMenu } from '../conversation/menu-button.js';
import { Dialog } from '../conversation/dialog.js';
import { keysContent, type KeySettings } from '../conversation/keys-content.js';
import { nameForm, subjectForm } from './room-forms.js';

export { menuStyles } from '../conversation/menu.styles.js';

export interface RoomMenuHost {
  readonly element: KeySettings;
  /** Says to screen readers what came of it. */
  say(text: string): void;
  leave(): void;
}

export class RoomMenu implements HeaderMenu<Room> {
  readonly elements: readonly Element[];
  readonly #menu = new Menu('menu');
  readonly #dialog: Dialog;
  #lists: ListsDialog | undefined;

  constructor(
    readonly button: HTMLElement,
    readonly host: RoomMenuHost,
  ) {
    this.#dialog = new Dialog(host);
    this.elements = [this.#menu.element, this.#dialog.element];
    button.setAttribute('aria-controls', 'menu');
  }

  toggle(room: Room, strings: Strings): void {
    if (this.#menu.open) this.#menu.hide();
    else this.#menu.show(this.button, strings.menu, this.#itemsOf(room, partStrings(menuEnglish, strings)));
  }

  /** Whatever is open. */
  close(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#lists?.close();
  }

  async #openLists(room: Room, strings: MenuStrings): Promise<void> {
    try {
      const { ListsDialog } = await import('../moderation/lists-dialog.js');
      const root = this.button.getRootNode();
      if (!(root instanceof ShadowRoot)) return;
      const tag = root.querySelector('section')?.lang ?? 'en';
      this.#lists = await ListsDialog.open(root, room, strings, tag);
    } catch {
      this.host.say(strings.listsFailed);
    }
  }

  #itemsOf(room: Room, strings: MenuStrings): MenuItem[] {
    const subject = {
      text: strings.changeSubject,
      act: () => this.#dialog.ask(subjectForm(room, strings), strings),
    };
    const items: MenuItem[] = [
      { text: strings.changeName, act: () => this.#dialog.ask(nameForm(room, strings), strings) },
      ...(room.canSetSubject ? [subject] : []),
      ...(mayAppoint(room) ? [{ text: strings.lists, act: () => void this.#openLists(room, strings) }] : []),
      {
        text: strings.keyboard,
        act: () => this.#dialog.tell(strings.keyboard, keysContent(this.host.element, strings), strings),
      },
    ];
    this.button.dispatchEvent(new MenuEvent(items));
    return [...items, { text: strings.leaveRoom, act: () => this.host.leave() }];
  }
}

const mayAppoint = ({ self }: Room) => self?.affiliation === 'owner' || self?.affiliation === 'admin';
