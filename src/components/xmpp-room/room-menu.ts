/** What can be done with a room as a whole (ux.md §3): a menu, and the dialogs that it opens. */
import { html, nothing, render } from 'lit/html.js';
import type { Room } from '../../session/room.js';
import { menuEnglish, type MenuStrings } from '../shared/menu-strings.js';
import type { Strings } from '../shared/strings.js';
import type { MenuHost } from './menu-button.js';
import { RoomDialog } from './room-dialog.js';
import { keysContent, nameForm, subjectForm } from './room-forms.js';

export { menuStyles } from './menu.styles.js';

interface Item {
  readonly text: string;
  readonly act: () => void;
}

export class RoomMenu {
  readonly element = document.createElement('div');
  readonly dialog: RoomDialog;

  constructor(
    readonly button: HTMLElement,
    readonly host: MenuHost,
  ) {
    this.dialog = new RoomDialog(host);
    this.element.className = 'menu';
    this.element.id = 'menu';
    this.element.hidden = true;
    this.element.setAttribute('role', 'menu');
    button.setAttribute('aria-controls', 'menu');
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      const goesOn = relatedTarget instanceof Node && this.element.contains(relatedTarget);
      if (!goesOn && relatedTarget !== button) this.#hide(); // the button closes it by itself
    });
    button.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.#hide();
    });
  }

  /** Opens with the first item focused. */
  toggle(room: Room, strings: Strings): void {
    if (!this.element.hidden) return this.#hide();
    this.element.setAttribute('aria-label', strings.menu);
    render(
      this.#itemsOf(room, { ...strings, ...menuEnglish }).map(
        ({ text, act }) =>
          html`<button
            type="button"
            class="plain"
            role="menuitem"
            tabindex="-1"
            @click=${() => this.#choose(act)}
          >
            ${text}
          </button>`,
      ),
      this.element,
    );
    this.element.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    this.#items[0]?.focus();
  }

  /** Whatever is open. */
  close(): void {
    this.#hide();
    this.dialog.close();
  }

  get #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #itemsOf(room: Room, strings: MenuStrings): Item[] {
    const subject = {
      text: strings.changeSubject,
      act: () => this.dialog.ask(subjectForm(room, strings), strings),
    };
    return [
      { text: strings.changeName, act: () => this.dialog.ask(nameForm(room, strings), strings) },
      ...(room.canSetSubject ? [subject] : []),
      {
        text: strings.keyboard,
        act: () => this.dialog.tell(strings.keyboard, keysContent(strings), strings),
      },
      { text: strings.leaveRoom, act: () => this.host.leave() },
    ];
  }

  #hide(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
    render(nothing, this.element);
  }

  #choose(act: () => void): void {
    this.#dismiss();
    act();
  }

  #dismiss(): void {
    this.button.focus();
    this.#hide();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') this.#dismiss();
    else {
      const target = this.#targetOf(event.key);
      if (!target) return;
      target.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #targetOf(key: string): HTMLElement | undefined {
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    switch (key) {
      case 'ArrowDown':
        return items[(at + 1) % items.length];
      case 'ArrowUp':
        return items.at(at - 1);
      case 'Home':
        return items[0];
      case 'End':
        return items.at(-1);
      default:
        return undefined;
    }
  }
}
