/** The parts of the room's view that hold no state: its header, its panel of people, what an empty list shows. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Room } from '../../session/room.js';
import { peopleIcon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import { renderText } from '../shared/rich-text.js';
import type { Strings } from '../shared/strings.js';
import type { PeopleDrawer } from './people-drawer.js';

/** @param drawer False: they are not to be seen. */
export function renderHeader(
  name: string,
  level: number,
  room: Room | undefined,
  locale: Locale,
  drawer: Pick<PeopleDrawer, 'open' | 'toggle'> | false,
  menu: HTMLElement | typeof nothing,
): TemplateResult {
  const people = room?.occupants.size ?? 0;
  const subject = room?.subject
    ? html`<div part="subject" class="subject" dir="auto" lang="" title=${room.subject}>
        ${renderText(room.subject, locale, true, 0)}
      </div>`
    : nothing;
  const button =
    people && drawer
      ? html`<button
          type="button"
          class="plain people"
          aria-expanded=${String(drawer.open)}
          aria-label=${locale.strings.showPeople(people)}
          @click=${drawer.toggle}
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
