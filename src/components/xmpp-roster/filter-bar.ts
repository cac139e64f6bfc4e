/** The bar above the list: the field that narrows it, its menu, and the button that adds a contact. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon, moreIcon } from '../shared/icons.js';
import type { RosterStrings } from '../shared/roster-strings.js';

const addIcon = icon('M12 5v14M5 12h14');

export interface FilterBarProps {
  readonly filter: string;
  readonly strings: RosterStrings;
  readonly typed: (event: Event) => void;
  readonly pressed: (event: KeyboardEvent) => void;
  /** @param button Where the menu opens. */
  readonly more: (button: HTMLElement) => void;
  /** Undefined: without the button. */
  readonly add: (() => void) | undefined;
}

export function renderFilterBar({
  filter,
  strings,
  typed,
  pressed,
  more,
  add,
}: FilterBarProps): TemplateResult {
  const opened = ({ currentTarget: button }: Event) => {
    if (!(button instanceof HTMLElement)) return;
    button.focus(); // Safari does not by itself
    more(button);
  };
  return html`<div class="bar">
    <input
      part="filter"
      class="filter"
      type="search"
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      aria-label=${strings.findContact}
      placeholder=${strings.findContact}
      .value=${filter}
      @input=${typed}
      @keydown=${pressed}
    /><button
      type="button"
      class="plain more"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${strings.menu}
      @click=${opened}
    >
      ${moreIcon}
    </button>
    ${
      add
        ? html`<button
            part="add"
            type="button"
            class="plain add"
            aria-label=${strings.addContact}
            @click=${add}
          >
            ${addIcon}
          </button>`
        : nothing
    }
  </div>`;
}
