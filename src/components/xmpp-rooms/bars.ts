/** What stands above the list of rooms: which of both lists it is, what narrows it, and the button that makes a room. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../shared/icons.js';
import type { RoomsStrings } from '../shared/rooms-strings.js';

const addIcon = icon('M12 5v14M5 12h14');

/** One's own rooms, or those to be found. */
export type Tab = 'own' | 'find';
const TABS: readonly Tab[] = ['own', 'find'];

export function renderTabs(now: Tab, words: RoomsStrings, turn: (tab: Tab) => void): TemplateResult {
  const other = now === 'own' ? 'find' : 'own';
  const pressed = (event: KeyboardEvent) => {
    const goes = { ArrowLeft: other, ArrowRight: other, Home: 'own', End: 'find' } as const;
    const tab = goes[event.key as keyof typeof goes] as Tab | undefined;
    if (!tab || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(tab);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
  };
  return html`<div part="tabs" class="tabs" role="tablist" aria-label=${words.rooms} @keydown=${pressed}>
    ${TABS.map(
      (tab) =>
        html`<button
          type="button"
          class="plain tab"
          role="tab"
          id="tab-${tab}"
          aria-selected=${String(tab === now)}
          aria-controls="panel"
          tabindex=${tab === now ? 0 : -1}
          @click=${() => turn(tab)}
        >
          ${words[tab]}
        </button>`,
    )}
  </div>`;
}

export interface BarProps {
  readonly tab: Tab;
  readonly filter: string;
  readonly words: RoomsStrings;
  readonly typed: (event: Event) => void;
  readonly pressed: (event: KeyboardEvent) => void;
  /** Undefined: without the button. */
  readonly create: (() => void) | undefined;
}

export function renderBar({ tab, filter, words, typed, pressed, create }: BarProps): TemplateResult {
  const label = tab === 'own' ? words.findOwn : words.findAny;
  return html`<div class="bar">
    <input
      part="filter"
      class="filter"
      type="search"
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      placeholder=${label}
      .value=${filter}
      @input=${typed}
      @keydown=${pressed}
    />
    ${
      create
        ? html`<button part="create" type="button" class="plain" aria-label=${words.create} @click=${create}>
            ${addIcon}
          </button>`
        : nothing
    }
  </div>`;
}
