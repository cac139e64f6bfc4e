/** The people of a room: sorted, and of a long list only those in view are mounted. Those who may do something about them have a menu of it. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Moderation } from '../../session/moderation.js';
import type { Occupant, Role } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';
import type { OccupantMenu } from '../moderation/occupant-menu.js';
import { partStrings } from '../shared/catalogue.js';
import { icon, moreIcon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { hueClass, initials, nickText, sharedJid } from '../shared/nick-text.js';
import { peopleEnglish, type PeopleStrings } from '../shared/people-strings.js';
import type { Strings } from '../shared/strings.js';
import type { PeopleHost } from './people-drawer.js';

export { presenceStyles } from '../shared/presence.styles.js';
export { occupantStyles } from './occupants.styles.js';

const closeIcon = icon('M6 6l12 12M18 6 6 18');

const ROLES: readonly Role[] = ['moderator', 'participant', 'visitor', 'none'];
/** Rows mounted beyond each edge, so that scrolling shows no gap. */
const SPARE = 8;
/** Shown before the first row could be measured. */
const GUESSED_HEIGHT_PX = 44;

export class OccupantsPanel {
  readonly element = document.createElement('div');
  /** As tall as the whole list. */
  readonly #track = document.createElement('div');
  readonly #list = document.createElement('ul');
  #room: Room | undefined;
  #source: ReadonlyMap<string, Occupant> | undefined;
  #sorted: readonly Occupant[] = [];
  #locale: Locale | undefined;
  #rowPx = GUESSED_HEIGHT_PX;
  #measured = false;
  /** Of this room, once it is needed. */
  #moderation: Moderation | undefined;
  #menu: OccupantMenu | undefined;
  #words: ModerationStrings | undefined;

  constructor(readonly host: PeopleHost) {
    this.element.className = 'people-list';
    this.element.tabIndex = 0; // scrolled by keys
    this.#list.setAttribute('role', 'list');
    this.#track.append(this.#list);
    this.element.append(this.#track);
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#render()).observe(this.element);
  }

  update(room: Room, locale: Locale): void {
    const { occupants } = room;
    if (room !== this.#room) this.#moderation = undefined;
    this.#room = room;
    if (occupants === this.#source && locale === this.#locale) return;
    if (locale !== this.#locale) {
      this.#menu?.close(); // which is in another language
      this.#words = undefined;
    }
    if (mayModerate(room) && !(this.#moderation && this.#words)) void this.#moderate(room, locale);
    this.#source = occupants;
    this.#locale = locale;
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', partStrings(peopleEnglish, locale.strings).peopleTitle);
    this.#sorted = sortOccupants(occupants.values(), locale.tag);
    this.#render();
  }

  /** Has what is needed to do something about people. */
  async #moderate(room: Room, locale: Locale): Promise<void> {
    try {
      const [{ OccupantMenu, findModerationWords }, moderation] = await Promise.all([
        import('../moderation/occupant-menu.js'),
        room.moderation(),
      ]);
      const words = await findModerationWords(locale.tag);
      if (room !== this.#room || locale !== this.#locale) return;
      this.#menu ??= new OccupantMenu(this.host);
      this.#moderation = moderation;
      this.#words = words;
      this.#render();
    } catch (error) {
      this.host.failed(error);
    }
  }

  /** The panel around it. */
  frame(given: Strings, close: () => void): TemplateResult {
    const strings = partStrings(peopleEnglish, given);
    return html`<aside part="occupants" class="area" aria-label=${strings.peopleTitle}>
      <div class="bar">
        <strong>${strings.people(this.#sorted.length)}</strong>
        <button type="button" class="plain" aria-label=${strings.close} @click=${close}>${closeIcon}</button>
      </div>
      ${this.element}
    </aside>`;
  }

  #scrolled(): void {
    this.#menu?.hide();
    this.#render();
  }

  #render(): void {
    const locale = this.#locale;
    if (!locale) return;
    this.#rowPx = this.#list.firstElementChild?.getBoundingClientRect().height || this.#rowPx;
    const total = this.#sorted.length;
    const seen = Math.ceil(this.element.clientHeight / this.#rowPx);
    const first = Math.max(
      0,
      Math.min(Math.floor(this.element.scrollTop / this.#rowPx), total - seen) - SPARE,
    );
    const last = Math.min(total, first + seen + 2 * SPARE);
    this.#track.style.blockSize = `${total * this.#rowPx}px`;
    this.#list.style.transform = `translateY(${first * this.#rowPx}px)`;
    const rows = this.#sorted.slice(first, last);
    const strings = partStrings(peopleEnglish, locale.strings);
    render(
      repeat(
        rows,
        ({ nick }) => nick, // a button that is about to be pressed stays theirs
        (occupant, i) =>
          renderOccupant(
            occupant,
            sharedJid(this.#room, occupant.nick),
            first + i + 1,
            total,
            strings,
            this.#renderMore(occupant),
          ),
      ),
      this.#list,
    );
    if (this.#measured) return;
    this.#measured = total > 0;
    if (this.#measured) this.#render();
  }

  /** The button of the menu of what can be done about somebody. */
  #renderMore(occupant: Occupant): TemplateResult | typeof nothing {
    const moderation = this.#moderation;
    const words = this.#words;
    if (!moderation || !words || !moderation.changesOf(occupant).length) return nothing;
    const open = ({ currentTarget }: Event) => {
      if (!(currentTarget instanceof HTMLElement)) return;
      currentTarget.focus(); // Safari does not by itself
      this.#menu?.toggle(currentTarget, occupant, moderation, words);
    };
    return html`<button
      type="button"
      class="plain more"
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${words.actions(nickText(occupant.nick))}
      @click=${open}
    >
      ${moreIcon}
    </button>`;
  }
}

/** Whether there may be somebody about whom we may do something (MUC-78). */
const mayModerate = ({ self }: Room) =>
  self?.role === 'moderator' || self?.affiliation === 'admin' || self?.affiliation === 'owner';

/** By role, then by name. */
export function sortOccupants(occupants: Iterable<Occupant>, tag: string): Occupant[] {
  const { compare } = new Intl.Collator(tag, { sensitivity: 'base', numeric: true });
  return [...occupants].sort(
    (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || compare(a.nick, b.nick),
  );
}

function renderOccupant(
  { nick, role, show, self, statusText }: Occupant,
  jid: string | undefined,
  position: number,
  total: number,
  strings: PeopleStrings,
  more: TemplateResult | typeof nothing,
) {
  const notes = [self ? strings.you : '', strings.role[role]].filter(Boolean).join(' · ');
  return html`<li
    part="occupant"
    aria-setsize=${total}
    aria-posinset=${position}
    title=${statusText ?? nothing}
  >
    <span part="avatar" class="avatar marked ${hueClass(nick, jid)} ${show}" aria-hidden="true"
      >${initials(nick)}</span
    >
    <span class="who"><bdi>${nickText(nick)}</bdi><span class="note">${notes}</span></span>
    <span class="unseen">${strings.show[show]}</span>
    ${more}
  </li>`;
}
