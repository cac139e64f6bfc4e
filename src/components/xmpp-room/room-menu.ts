/** What can be done with a room as a whole (ux.md §3): a menu, and the dialogs that it opens. */
import type { Room } from '../../session/room.js';
import { partStrings } from '../shared/catalogue.js';
import { menuEnglish, type MenuStrings } from '../shared/menu-strings.js';
import type { Strings } from '../shared/strings.js';
import { Menu } from '../conversation/menu.js';
import { MenuEvent, type MenuItem } from '../conversation/menu-event.js';
import type { HeaderMenu } from '../conversation/menu-button.js';
import { Dialog } from '../conversation/dialog.js';
import { keysContent, type KeySettings } from '../conversation/keys-content.js';
import { FindingItems, type FindingView } from '../conversation/finding-items.js';
import { officesFor } from '../moderation/offices.js';
import { nameForm, subjectForm } from './room-forms.js';

export { menuStyles } from '../conversation/menu.styles.js';

export interface RoomMenuHost extends FindingView {
  readonly host: KeySettings;
  readonly strings: Strings;
  leave(): Promise<void>;
}

export class RoomMenu implements HeaderMenu<Room> {
  readonly elements: readonly Element[];
  readonly #menu = new Menu('menu');
  readonly #dialog: Dialog;
  readonly #finding: FindingItems;
  /** Another one that is open. */
  #more: { close(): void } | undefined;

  constructor(
    readonly button: HTMLElement,
    readonly host: RoomMenuHost,
  ) {
    this.#dialog = new Dialog({ say: this.#say });
    this.#finding = new FindingItems(host, this.#dialog, button);
    this.elements = [this.#menu.element, this.#dialog.element];
    button.setAttribute('aria-controls', 'menu');
  }

  toggle(room: Room, strings: Strings): void {
    if (this.#menu.open) this.#menu.hide();
    else this.#menu.show(this.button, strings.menu, this.#itemsOf(room, partStrings(menuEnglish, strings)));
  }

  /** To screen readers, what came of it. */
  readonly #say = (text: string) => this.host.announcer.say(text);

  async #leave(): Promise<void> {
    await this.host.leave().catch(() => undefined); // out of it anyway
    this.#say(this.host.strings.left);
  }

  /** Whatever is open. */
  close(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#more?.close();
    this.#finding.close();
  }

  /** What those have who belong here, or run the room; its code loads when it is wanted. */
  *#ownItems(room: Room, strings: MenuStrings): Iterable<MenuItem> {
    const { self, info } = room;
    const owns = self?.affiliation === 'owner';
    const belongs = self && self.affiliation !== 'none';
    const item = (text: string, open: (root: ShadowRoot, tag: string) => Promise<void>) => ({
      text,
      act: () => void this.#open(open, strings),
    });
    if (!room.session.guest || belongs)
      yield item(strings.invite, async (root, tag) => {
        const { InviteDialog } = await import('../invitations/invite-dialog.js');
        this.#more = await InviteDialog.open(root, room, tag, this.#say);
      });
    if (belongs && info?.features.has('jabber:iq:register'))
      yield item(strings.keepName, async (root, tag) => {
        const { keepName } = await import('../requests/keep-name.js');
        this.#more = await keepName(root, room, strings, tag, this.#say);
      });
    const offices = officesFor(room);
    if (offices.length)
      yield item(offices.length > 1 ? strings.lists : strings.members, async (root, tag) => {
        const { ListsDialog } = await import('../moderation/lists-dialog.js');
        this.#more = await ListsDialog.open(root, room, strings, tag);
      });
    if (!owns) return;
    yield item(strings.settings, async (root, tag) => {
      const { SettingsDialog } = await import('../moderation/settings-dialog.js');
      this.#more = await SettingsDialog.open(root, room, strings, tag, this.#say);
    });
    if (room.info?.features.has('vcard-temp'))
      yield item(strings.roomPicture, async (root, tag) => {
        const { openRoomPicture } = await import('../moderation/room-picture-dialog.js');
        this.#more = await openRoomPicture(root, room, strings, tag, this.#say);
      });
    yield item(strings.destroy, async (_, tag) => {
      const { destroyForm, findModerationWords } = await import('../moderation/destroy-form.js');
      this.#dialog.ask(destroyForm(room, await findModerationWords(tag)), strings);
    });
  }

  async #open(open: (root: ShadowRoot, tag: string) => Promise<void>, strings: MenuStrings): Promise<void> {
    const root = this.button.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    try {
      await open(root, root.querySelector('section')?.lang ?? 'en');
    } catch {
      this.#say(strings.notLoaded);
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
      ...this.#finding.items(strings),
      ...this.#ownItems(room, strings),
      {
        text: strings.keyboard,
        act: () => this.#dialog.tell(strings.keyboard, keysContent(this.host.host, strings), strings),
      },
    ];
    this.button.dispatchEvent(new MenuEvent(items));
    return [...items, { text: strings.leaveRoom, act: () => void this.#leave() }];
  }
}
