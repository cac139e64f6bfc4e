/** What stands at the ends of the list: how much history there is, and the way to more of it. */
import { html, nothing } from 'lit/html.js';
import type { HistoryState } from '../../session/message.js';
import type { Strings } from '../shared/strings.js';

type Content = unknown;

/** A row of its own, so that the list's keys reach it. */
const button = (action: string, text: string, busy = false): Content =>
  html`<button
    type="button"
    class="plain small"
    tabindex="-1"
    data-row
    data-action=${action}
    aria-disabled=${busy ? 'true' : nothing}
  >
    ${text}
  </button>`;

const note = (text: string, more: Content = nothing): Content => html`<span>${text}</span> ${more}`;

/** @param rows - How many rows there are; of none nothing is said. */
export function renderHistory(history: HistoryState | undefined, rows: number, strings: Strings): Content {
  switch (history) {
    case 'more':
      return button('earlier', strings.loadEarlier);
    case 'loading':
      return button('earlier', strings.loading, true); // the same one: it keeps its focus
    case 'failed':
      return note(strings.historyFailed, button('earlier', strings.retry));
    case 'start':
      return rows ? note(strings.historyStart) : nothing;
    case 'unavailable':
      return rows ? note(strings.historyUnavailable) : nothing;
    default:
      return nothing;
  }
}

export const renderEarlier = ({ loadEarlier }: Strings): Content => button('earlier', loadEarlier);
export const renderLater = ({ loadLater }: Strings): Content => button('later', loadLater);
