/** How the account itself shows, and where that is changed. */
import { html, type TemplateResult } from 'lit/html.js';
import type { Show } from '../../session/occupant.js';
import type { People } from '../../session/people.js';
import { icon } from '../shared/icons.js';
import { nickText } from '../shared/nick-text.js';
import type { RosterLocale } from './roster-locale.js';
import { avatar } from './row.js';

const editIcon = icon('M4 20h4L19 9l-4-4L4 16z');

const SHOWS: readonly Show[] = ['available', 'chat', 'away', 'xa', 'dnd'];
const MAX_STATUS = 500;

export interface SelfProps {
  readonly people: People;
  /** Bare JID. */
  readonly jid: string;
  readonly online: boolean;
  readonly locale: RosterLocale;
  /** Their own is to be changed. */
  readonly picture: () => void;
}

export function renderSelf({ people, jid, online, locale, picture }: SelfProps): TemplateResult {
  const { presence, roster, avatars } = people;
  const { strings, tag } = locale;
  const name = nickText(roster.nick ?? jid.split('@')[0] ?? jid);
  const changed = ({ target }: Event) => presence.set({ show: (target as HTMLSelectElement).value as Show });
  const said = ({ target }: Event) => presence.set({ statusText: (target as HTMLInputElement).value.trim() });
  const pressed = ({ key, target, isComposing }: KeyboardEvent) => {
    if (key === 'Enter' && !isComposing) said({ target } as Event);
  };
  return html`<div part="self" class="self">
    <button
      type="button"
      class="plain mine"
      aria-haspopup="dialog"
      title=${strings.yourPicture}
      @click=${picture}
    >
      <span class="unseen">${strings.yourPicture}</span
      >${avatar(jid, name, online ? presence.show : 'offline', avatars)}<span class="edit">${editIcon}</span>
    </button>
    <div class="who">
      <bdi class="name" lang="" title=${jid}>${name}</bdi>
      <input
        class="saying"
        dir="auto"
        aria-label=${strings.yourStatus}
        placeholder=${strings.statusPlaceholder}
        maxlength=${MAX_STATUS}
        autocomplete="off"
        .value=${presence.statusText ?? ''}
        @change=${said}
        @keydown=${pressed}
      />
    </div>
    <select class="shows" aria-label=${strings.yourAvailability} @change=${changed}>
      ${SHOWS.map(
        (show) =>
          html`<option value=${show} .selected=${show === presence.show}>
            ${capital(strings.presence[show], tag)}
          </option>`,
      )}
    </select>
  </div>`;
}

/** A phrase by itself. */
const capital = (text: string, tag: string) => text.charAt(0).toLocaleUpperCase(tag) + text.slice(1);
