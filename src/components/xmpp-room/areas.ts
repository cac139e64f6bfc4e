/** The parts of the room's view that hold no state: its header, its panel of people, what an empty list shows. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Session } from '../../session/index.js';
import type { Room } from '../../session/room.js';
import { peopleIcon } from '../shared/icons.js';
import { nickText } from '../shared/nick-text.js';
import type { Strings } from '../shared/strings.js';
import type { Strip, Waiting } from '../conversation/connection-strip.js';

type Content = TemplateResult | typeof nothing;

export interface HeaderProps {
  readonly name: string;
  readonly level: number;
  readonly room: Room | undefined;
  readonly strings: Strings;
  readonly peopleShown: boolean;
  /** Unset: the people are not to be seen. */
  readonly togglePeople: (() => void) | undefined;
  readonly menu: HTMLElement | typeof nothing;
}

export function renderHeader({
  name,
  level,
  room,
  strings,
  peopleShown,
  togglePeople,
  menu,
}: HeaderProps): TemplateResult {
  const people = room?.occupants.size ?? 0;
  const subject = room?.subject
    ? html`<div part="subject" class="subject" dir="auto" lang="" title=${room.subject}>${room.subject}</div>`
    : nothing;
  const button =
    people && togglePeople
      ? html`<button
          type="button"
          class="plain people"
          aria-expanded=${String(peopleShown)}
          aria-label=${strings.showPeople(people)}
          @click=${togglePeople}
        >
          ${peopleIcon}<span>${people}</span>
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

export const typingText = (names: readonly string[], strings: Strings): string =>
  names.length ? strings.typing(names.map(nickText)) : '';

export function renderStrip(strip: Strip | undefined, retry: () => void): TemplateResult {
  const button = strip?.button
    ? html`<button type="button" class="small" @click=${retry}>${strip.button}</button>`
    : nothing;
  return html`<div part="status" class="strip" ?hidden=${!strip}>${strip?.text}${button}</div>`;
}

/** A room that was joined and holds nothing. */
export function renderEmpty(room: Room | undefined, strings: Strings): Content {
  const known = room?.history === 'start' || room?.history === 'unavailable';
  if (!known || room.status.state !== 'joined') return nothing;
  return html`<div class="middle">
    <p class="title">${strings.noMessages}</p>
    <p class="hint">${strings.noMessagesHint}</p>
  </div>`;
}

/** A join that takes its time. @param failure - Why the session has not come up, as far as that can be said. */
export function renderWaiting(
  waiting: Waiting,
  session: Session | undefined,
  failure: (session: Session) => Strip | undefined,
  strings: Strings,
  retry: () => void,
  cancel: () => void,
): Content {
  if (waiting === 'nothing') return nothing;
  const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`;
  if (waiting === 'skeleton') return skeleton;
  const trouble = session?.state === 'reconnecting' && session.error;
  const slow = waiting === 'slow';
  const usual = slow ? strings.slow : session?.state === 'online' ? strings.joining : strings.connecting;
  const words = (trouble && failure(session)?.text) || usual;
  const buttons = html`<div class="buttons">
    <button type="button" class="primary" @click=${retry}>${strings.retry}</button>
    <button type="button" @click=${cancel}>${strings.cancel}</button>
  </div>`;
  return html`${skeleton}
    <div class="middle">
      <p class="title">${words}</p>
      ${slow || trouble ? buttons : nothing}
    </div>`;
}
