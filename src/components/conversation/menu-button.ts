/** The header's menu of what can be done with the room: its code loads when it is first opened. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Room } from '../../session/room.js';
import { moreIcon } from '../shared/icons.js';
import { adopt } from '../shared/sheet.js';
import type { Strings } from '../shared/strings.js';
import type { RoomMenu } from '../xmpp-room/room-menu.js';

export interface MenuHost {
  readonly root: ShadowRoot;
  /** What the page says of keys. */
  readonly element: { readonly noShortcuts: boolean; readonly sendKey: string | undefined };
  /** Says to screen readers what came of it. */
  say(text: string): void;
  leave(): void;
  /** Its code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

export class MenuButton {
  /** Holds the button, and what opens from it. */
  readonly #element = document.createElement('div');
  #menu: RoomMenu | undefined;
  #room: Room | undefined;
  #strings: Strings | undefined;

  constructor(readonly host: MenuHost) {
    this.#element.className = 'menu-place';
  }

  /** @param room - Unset: there is nothing to be done. */
  render(room: Room | undefined, strings: Strings): HTMLElement | typeof nothing {
    if (room !== this.#room || strings !== this.#strings) this.close();
    this.#room = room;
    if (strings !== this.#strings) render(this.#button(strings), this.#element);
    this.#strings = strings;
    return room ? this.#element : nothing;
  }

  close(): void {
    this.#menu?.close();
  }

  #button(strings: Strings): TemplateResult {
    return html`<button
      type="button"
      class="plain more"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${strings.menu}
      @click=${this.#pressed}
    >
      ${moreIcon}
    </button>`;
  }

  readonly #pressed = ({ currentTarget: button }: Event) => {
    if (!(button instanceof HTMLElement)) return;
    button.focus(); // Safari does not by itself
    this.#open(button).catch(this.host.failed);
  };

  async #open(button: HTMLElement): Promise<void> {
    const menu = this.#menu ?? (await this.#load(button));
    const elsewhere = this.host.root.activeElement !== button; // went on while it was loading
    if (!this.#room || !this.#strings || elsewhere) return;
    menu.toggle(this.#room, this.#strings);
  }

  async #load(button: HTMLElement): Promise<RoomMenu> {
    const { RoomMenu, menuStyles } = await import('../xmpp-room/room-menu.js');
    if (this.#menu) return this.#menu;
    adopt(this.host.root, menuStyles);
    this.#menu = new RoomMenu(button, this.host);
    this.#element.append(this.#menu.element, this.#menu.dialog.element);
    return this.#menu;
  }
}
