/** The parts of the room's view that hold no state: its header, its panel of people, what an empty list shows. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Room } from '../../session/room.js';
import { peopleIcon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import { renderText } from '../shared/rich-text.js';
import type { Strings } from '../shared/strings.js';

export interface HeaderProps {
  readonly name: string;
  readonly level: number;
  readonly room: Room | undefined;
  readonly locale: Locale;
  readonly peopleShown: boolean;
  /** Unset: the people are not to be seen. */
  readonly togglePeople: (() => void) | undefined;
  readonly menu: HTMLElement | typeof nothing;
}

export function renderHeader({
  name,
  level,
  room,
  locale,
  peopleShown,
  togglePeople,
  menu,
}: HeaderProps): TemplateResult {
  const people = room?.occupants.size ?? 0;
  const subject = room?.subject
    ? html`<div part="subject" class="subject" dir="auto" lang="" title=${room.subject}>
        ${renderText(room.subject, locale, true, 0)}
      </div>`
    : nothing;
  const button =
    people && togglePeople
      ? html`<button
          type="button"
          class="plain people"
          aria-expanded=${String(peopleShown)}
          aria-label=${locale.strings.showPeople(people)}
          @click=${togglePeople}
        >
          ${peopleIcon}<span>${locale.number(people)}</span>
        </button>`
      : nothing;
  return html`<header part="header" class="area">
    <div class="titles">
      <div class="name" role="heading" aria-level=${level} dir="auto">${name}</div>
      ${subject}
    </div>
    ${button}${menu}
  </header>`;
}

/** A room that was joined and holds nothing. */
export function renderEmpty(room: Room | undefined, strings: Strings): TemplateResult | typeof nothing {
  const known = room?.history === 'start' || room?.history === 'unavailable';
  if (!known || room.status.state !== 'joined') return nothing;
  return html`<div class="middle">
    <p class="title">${strings.noMessages}</p>
    <p class="hint">${strings.noMessagesHint}</p>
  </div>`;
}
