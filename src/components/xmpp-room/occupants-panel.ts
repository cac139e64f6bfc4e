/**
 * The people of a room: by role and name, to be searched where they are many; of a long list only those in view are
 * mounted. What one may do about somebody is a menu, whose code loads when it may soon be wanted.
 */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { mutesKey } from '../../session/mutes-key.js';
import type { Occupant } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';
import { siteStorage } from '../../session/storage.js';
import type { Means, OccupantMenu } from '../moderation/occupant-menu.js';
import { partStrings } from '../shared/catalogue.js';
import { hatStyles, renderHats } from '../conversation/hats.js';
import { icon, moreIcon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import { hueClass, initials, nickText, sharedJid } from '../shared/nick-text.js';
import { peopleEnglish, type PeopleStrings } from '../shared/people-strings.js';
import { adopt } from '../shared/sheet.js';
import type { Strings } from '../shared/strings.js';
import { whenWanted } from '../shared/when-wanted.js';
import type { PeopleHost } from './people-drawer.js';
import { groupPeople, refreshed, rowsOf, searched, type Group } from './people-groups.js';
import { PeopleKeys } from './people-keys.js';

export { presenceStyles } from '../shared/presence.styles.js';
export { occupantStyles } from './occupants.styles.js';

const closeIcon = icon('M6 6l12 12M18 6 6 18');

/** Fewer are seen at a glance. */
const MANY = 12;
/** Rows mounted beyond each edge, so that scrolling shows no gap. */
const SPARE = 8;
/** Shown before the first row could be measured. */
const GUESSED_HEIGHT_PX = 44;
/** How many were found is said once nobody types (ux.md §2). */
const COUNT_MS = 500;

export class OccupantsPanel {
  readonly element = document.createElement('div');
  /** As tall as the whole list. */
  readonly #track = document.createElement('div');
  readonly #list = document.createElement('div');
  readonly #keys: PeopleKeys;
  readonly #wantMeans: () => void;
  /** Nickname of whom Tab comes to. */
  #tabStop: string | undefined;
  #room: Room | undefined;
  #source: ReadonlyMap<string, Occupant> | undefined;
  #groups: readonly Group[] = [];
  /** Of them, those that are looked for. */
  #shown: readonly Group[] = [];
  #people: readonly Occupant[] = [];
  #query = '';
  #locale: Locale | undefined;
  #rowPx = GUESSED_HEIGHT_PX;
  #measured = false;
  /** Of this room, once they are needed. */
  #means: Means | undefined;
  #menu: OccupantMenu | undefined;
  /** What rows show of who is muted goes by. */
  #mutes: number | undefined;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly host: PeopleHost) {
    adopt(host.root, hatStyles);
    this.element.className = 'people-list';
    this.element.tabIndex = -1; // has the focus while the row that had it is out of view
    this.#track.append(this.#list);
    this.element.append(this.#track);
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#keys = new PeopleKeys(this.element, {
      people: () => this.#people,
      page: () => Math.max(1, Math.floor(this.element.clientHeight / this.#rowPx) - 1),
      go: (person) => this.#go(person),
      openMenu: (person) => this.#openMenu(person),
    });
    this.#wantMeans = whenWanted(async () => {
      await this.#loadMeans();
    }, host.failed);
    for (const name of ['pointerover', 'focusin']) this.#list.addEventListener(name, this.#wantMeans);
    new ResizeObserver(() => this.#render()).observe(this.element);
  }

  update(room: Room, locale: Locale): void {
    const { occupants } = room;
    if (room !== this.#room || locale !== this.#locale) {
      this.#menu?.close(); // which is about others, or in another language
      this.#means = undefined;
      if (room !== this.#room) this.#query = '';
    }
    const mutes = this.#means?.mutes?.version;
    if (room === this.#room && occupants === this.#source && locale === this.#locale && mutes === this.#mutes)
      return;
    const known = room === this.#room && locale === this.#locale;
    this.#groups =
      (known && refreshed(this.#groups, occupants)) || groupPeople(occupants.values(), locale.tag);
    this.#room = room;
    this.#source = occupants;
    this.#locale = locale;
    this.#mutes = mutes;
    if (!known && siteStorage.get(mutesKey(room.jid)) !== undefined) this.#wantMeans();
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', partStrings(peopleEnglish, locale.strings).peopleTitle);
    this.#search();
  }

  /** Has what is needed to do something about people. */
  async #loadMeans(): Promise<Means | undefined> {
    const room = this.#room;
    const locale = this.#locale;
    if (!room || !locale || this.#means) return this.#means;
    const [{ OccupantMenu, findCleanupWords, findModerationWords }, { PrivateItems }] = await Promise.all([
      import('../moderation/occupant-menu.js'),
      import('../private/items.js'),
    ]);
    const [moderation, { mutes }, privately, words, cleanup] = await Promise.all([
      room.moderation(),
      room.features(),
      PrivateItems.of(this.host, locale.tag),
      findModerationWords(locale.tag),
      findCleanupWords(locale.tag),
    ]);
    if (room !== this.#room || locale !== this.#locale) return undefined;
    this.#menu ??= new OccupantMenu(this.host);
    this.#means = { moderation, mutes, privately, words, cleanup };
    this.#mutes = mutes?.version;
    this.#render();
    return this.#means;
  }

  /** The panel around it. */
  frame(given: Strings, close: () => void): TemplateResult {
    const strings = partStrings(peopleEnglish, given);
    const all = this.#source?.size ?? 0;
    const search =
      all > MANY || this.#query
        ? html`<input
            type="search"
            class="people-search"
            aria-label=${strings.searchPeople}
            placeholder=${strings.searchPeople}
            autocomplete="off"
            spellcheck="false"
            .value=${this.#query}
            @input=${this.#typed}
            @keydown=${this.#leaveSearch}
          />`
        : nothing;
    return html`<aside part="occupants" class="area" aria-label=${strings.peopleTitle}>
      <div class="bar">
        <strong>${strings.people(all)}</strong>
        <button type="button" class="plain" aria-label=${strings.close} @click=${close}>${closeIcon}</button>
      </div>
      ${search} ${this.element}
    </aside>`;
  }

  // Searching

  readonly #typed = ({ target }: Event) => {
    this.#query = (target as HTMLInputElement).value;
    this.element.scrollTop = 0;
    this.#search();
    clearTimeout(this.#countTimer);
    this.#countTimer = setTimeout(() => {
      const strings = partStrings(peopleEnglish, this.host.strings);
      const found = this.#people.length;
      this.host.announcer.say(found ? strings.people(found) : strings.nobodyFound);
    }, COUNT_MS);
  };

  /** Down goes on into the list. */
  readonly #leaveSearch = (event: KeyboardEvent) => {
    const [first] = this.#people;
    if (event.key !== 'ArrowDown' || event.isComposing || !first) return;
    event.preventDefault();
    this.#keys.active = first.nick;
    this.#go(first);
  };

  #search(): void {
    this.#shown = searched(this.#groups, this.#query);
    this.#people = this.#shown.flatMap(({ people }) => people);
    this.#render();
  }

  // Going about

  #scrolled(): void {
    this.#menu?.hide();
    this.#render();
  }

  #go(person: Occupant): void {
    const group = this.#shown.find(({ people }) => people.includes(person));
    if (!group) return;
    const top = (group.start + group.people.indexOf(person)) * this.#rowPx;
    const { scrollTop, clientHeight } = this.element;
    const least = top + this.#rowPx - clientHeight;
    if (scrollTop > top) this.element.scrollTop = top - (group.people[0] === person ? this.#rowPx : 0);
    else if (scrollTop < least) this.element.scrollTop = least;
    this.#render();
    this.#rowOf(person.nick)?.focus({ preventScroll: true });
  }

  #rowOf(nick: string | undefined): HTMLElement | undefined {
    return [...this.#list.querySelectorAll('li')].find(({ dataset }) => dataset.nick === nick);
  }

  #openMenu(person: Occupant): boolean {
    const row = this.#rowOf(person.nick);
    if (person.self || !row) return false;
    void this.#toggleMenu(row, person);
    return true;
  }

  async #toggleMenu(opener: HTMLElement, person: Occupant): Promise<void> {
    opener.focus(); // Safari does not by itself
    try {
      const means = await this.#loadMeans();
      if (means && opener.isConnected) this.#menu?.toggle(opener, person, means);
    } catch (error) {
      this.host.failed(error);
    }
  }

  // Showing

  #render(): void {
    const locale = this.#locale;
    if (!locale) return;
    const row = this.#list.querySelector('li');
    this.#rowPx = row?.getBoundingClientRect().height || this.#rowPx;
    const total = rowsOf(this.#shown);
    const seen = Math.ceil(this.element.clientHeight / this.#rowPx);
    const first = Math.max(
      0,
      Math.min(Math.floor(this.element.scrollTop / this.#rowPx), total - seen) - SPARE,
    );
    const last = Math.min(total, first + seen + 2 * SPARE);
    this.#track.style.blockSize = `${total * this.#rowPx}px`;
    this.#list.style.transform = `translateY(${first * this.#rowPx}px)`;
    const strings = partStrings(peopleEnglish, locale.strings);
    const root = this.#list.getRootNode() as Document | ShadowRoot;
    const held = this.#list.contains(root.activeElement);
    const onButton = held && root.activeElement?.localName === 'button';
    this.#setTabStop(first, last);
    render(
      this.#people.length
        ? repeat(
            this.#shown,
            ({ role }) => role,
            (group) => this.#renderGroup(group, first, last, strings, locale),
          )
        : html`<p class="hint">${strings.nobodyFound}</p>`,
      this.#list,
    );
    if (held && !this.#list.contains(root.activeElement)) this.#refocus(onButton);
    if (this.#measured) return;
    this.#measured = total > 0;
    if (this.#measured) this.#render();
  }

  /** Whose row had the focus stands elsewhere now, or out of view. */
  #refocus(onButton: boolean): void {
    const row = this.#rowOf(this.#keys.active);
    const target = (onButton && row?.querySelector('button')) || row || this.element;
    target.focus({ preventScroll: true });
  }

  /** Tab comes to whom it came last, else to the first in view. */
  #setTabStop(first: number, last: number): void {
    const mounted = this.#shown.flatMap(({ people, start }) =>
      people.slice(Math.max(0, first - start), Math.max(0, last - start)),
    );
    this.#tabStop = (mounted.find(({ nick }) => nick === this.#keys.active) ?? mounted[0])?.nick;
  }

  #renderGroup(
    { role, people, start }: Group,
    first: number,
    last: number,
    strings: PeopleStrings,
    locale: Locale,
  ): TemplateResult | typeof nothing {
    const from = Math.max(0, first - start);
    const rows = people.slice(from, Math.max(0, last - start));
    const headed = this.#shown.length > 1;
    const heading = headed && first < start && start <= last;
    if (!heading && !rows.length) return nothing;
    const title = strings.group[role];
    return html`${
        heading
          ? html`<div class="people-group" role="heading" aria-level=${this.#level}>
              ${title} <span>${locale.number(people.length)}</span>
            </div>`
          : nothing
      }
      <ul role="list" aria-label=${headed ? title : nothing}>
        ${repeat(
          rows,
          ({ nick }) => nick, // a button that is about to be pressed stays theirs
          (occupant, i) => this.#renderPerson(occupant, from + i + 1, people.length, strings),
        )}
      </ul>`;
  }

  /** Below the room's name. */
  get #level(): number {
    const name = this.host.root.querySelector('header [role=heading]');
    return Math.min(6, Number(name?.getAttribute('aria-level') ?? 2) + 1);
  }

  #renderPerson(occupant: Occupant, position: number, total: number, strings: PeopleStrings): TemplateResult {
    const { nick, show, self, affiliation, statusText, hats } = occupant;
    const muted = !self && this.#means?.mutes?.has(occupant);
    const notes = [self && strings.you, muted && strings.muted].filter(Boolean).join(' · ');
    const office = strings.office[affiliation];
    return html`<li
      part="occupant"
      data-nick=${nick}
      tabindex=${nick === this.#tabStop ? 0 : -1}
      aria-setsize=${total}
      aria-posinset=${position}
      title=${statusText ?? nothing}
    >
      <span
        part="avatar"
        class="avatar marked ${hueClass(nick, sharedJid(this.#room, nick))} ${show}"
        aria-hidden="true"
        >${initials(nick)}</span
      >
      <span class="who"
        ><bdi>${nickText(nick)}</bdi
        >${notes ? html`<span class="note">${notes}</span>` : nothing}${renderHats(hats)}</span
      >
      ${office ? html`<span class="office">${office}</span>` : nothing}
      <span class="unseen">${strings.show[show]}</span>
      ${self ? nothing : this.#renderMore(occupant, strings)}
    </li>`;
  }

  /** The button of the menu of what can be done about somebody. */
  #renderMore(occupant: Occupant, strings: PeopleStrings): TemplateResult {
    const open = ({ currentTarget }: Event) => {
      if (currentTarget instanceof HTMLElement) void this.#toggleMenu(currentTarget, occupant);
    };
    return html`<button
      type="button"
      class="plain more"
      tabindex=${occupant.nick === this.#tabStop ? 0 : -1}
      aria-haspopup="menu"
      aria-expanded="false"
      aria-label=${strings.aboutPerson(nickText(occupant.nick))}
      @click=${open}
    >
      ${moreIcon}
    </button>`;
  }
}
