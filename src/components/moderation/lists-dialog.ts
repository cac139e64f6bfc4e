/** Who is banned from a room, and who its members, administrators and owners are (ux.md §10): to look up and to change. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { bareJid } from '../../session/jid.js';
import type { Moderation } from '../../session/moderation.js';
import type { Affiliated, Affiliation } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';
import { Announcer } from '../shared/announcer.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { nickText } from '../shared/nick-text.js';
import type { Strings } from '../shared/strings.js';
import { explain } from './deeds.js';
import { makeModal, showModal } from './modal.js';
import { officesFor, type Office } from './offices.js';
import { findModerationWords } from './words.js';

/** Listed at a time; the others are found by searching. */
const MAX_SHOWN = 100;

export class ListsDialog {
  readonly element = makeModal();
  readonly #announcer = new Announcer();
  #office: Office;
  /** Undefined while it is loading. */
  #people: readonly Affiliated[] | undefined;
  #problem: string | undefined;
  #query = '';
  /** Raised with each list that is asked for. */
  #asked = 0;

  private constructor(
    readonly room: Room,
    readonly moderation: Moderation,
    readonly words: ModerationStrings,
    readonly strings: Strings,
  ) {
    this.#office = this.#readsOnly ? 'member' : 'outcast';
    this.element.classList.add('lists');
    this.element.setAttribute('aria-labelledby', 'lists-title');
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.element) this.element.close(); // beside what it holds
    });
    this.element.addEventListener('close', () => moderation.removeEventListener('affiliation', this.#news));
  }

  /** @param tag Language of `strings`. */
  static async open(root: ShadowRoot, room: Room, strings: Strings, tag: string): Promise<ListsDialog> {
    const [moderation, words] = await Promise.all([room.moderation(), findModerationWords(tag)]);
    const dialog = new ListsDialog(room, moderation, words, strings);
    moderation.addEventListener('affiliation', dialog.#news);
    dialog.#render();
    showModal(dialog.element, root);
    void dialog.#load();
    return dialog;
  }

  close(): void {
    this.element.close();
  }

  /** MUC-76: members may look each other up where addresses are no secret. */
  get #readsOnly(): boolean {
    return this.room.self?.affiliation === 'member';
  }

  /** MUC-79. */
  readonly #news = () => void this.#load();

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    this.#problem = undefined;
    this.#render();
    try {
      const people = await this.moderation.list({ affiliation: this.#office });
      if (asked !== this.#asked) return;
      this.#people = [...people].sort((a, b) => (a.jid ?? '').localeCompare(b.jid ?? ''));
      this.#announcer.say(this.words.lists.count(people.length));
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#problem = explain(error, '', this.words);
    }
    this.#render();
  }

  #choose(office: Office): void {
    this.#office = office;
    this.#people = undefined;
    void this.#load();
  }

  /** @returns Whether the room has agreed. */
  async #set(jid: string, affiliation: Affiliation): Promise<boolean> {
    const { lists } = this.words;
    this.#problem = undefined;
    try {
      await this.moderation.setAffiliation(jid, affiliation);
    } catch (error) {
      this.#problem = explain(error, jid, this.words);
      this.#render();
      return false;
    }
    const off = this.#office === 'outcast' ? lists.lifted : lists.removed;
    this.#announcer.say(affiliation === 'none' ? off(jid) : lists.added(jid));
    await this.#load();
    return true;
  }

  readonly #add = async (event: Event) => {
    event.preventDefault();
    const field = this.element.querySelector<HTMLInputElement>('#lists-add');
    const jid = bareJid(field?.value.trim());
    if (!field || jid === undefined) {
      this.#problem = this.words.lists.noAddress;
      this.#render();
      field?.focus();
      return;
    }
    if (await this.#set(jid, this.#office)) field.value = '';
    field.focus();
  };

  /** The focus goes on to the next one, else to where others are added. */
  async #remove({ jid = '' }: Affiliated, { currentTarget }: Event): Promise<void> {
    const row = currentTarget instanceof Element ? currentTarget.closest('li') : null;
    const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector('button');
    if (await this.#set(jid, 'none'))
      (next?.isConnected ? next : this.element.querySelector<HTMLElement>('#lists-add'))?.focus();
  }

  #render(): void {
    const { strings, room } = this;
    const { lists } = this.words;
    const readsOnly = this.#readsOnly;
    render(
      html`<div class="sheet">
          <h2 id="lists-title" class="title">${readsOnly ? lists.offices.member : lists.title}</h2>
          <div class="lists-bar">
            <select
              ?hidden=${readsOnly}
              aria-label=${lists.choose}
              .value=${this.#office}
              @change=${({ target }: Event) => this.#choose((target as HTMLSelectElement).value as Office)}
            >
              ${officesFor(room).map(
                (office) =>
                  html`<option value=${office} ?selected=${office === this.#office}>
                    ${lists.offices[office]}
                  </option>`,
              )}
            </select>
            <input
              type="search"
              aria-label=${lists.search}
              placeholder=${lists.search}
              autocomplete="off"
              .value=${this.#query}
              @input=${({ target }: Event) => {
                this.#query = (target as HTMLInputElement).value;
                this.#render();
              }}
            />
          </div>
          ${this.#renderList()}
          ${this.#problem === undefined ? nothing : html`<p class="failure" role="alert">${this.#problem}</p>`}
          <form class="lists-bar" novalidate ?hidden=${readsOnly} @submit=${this.#add}>
            <input
              id="lists-add"
              aria-label=${lists.addressOf[this.#office]}
              placeholder=${lists.addressOf[this.#office]}
              autocomplete="off"
              autocapitalize="off"
              spellcheck="false"
              inputmode="email"
            />
            <button type="submit">${this.#office === 'outcast' ? lists.ban : lists.add}</button>
          </form>
          <div class="buttons">
            <button type="button" @click=${() => this.close()}>${strings.close}</button>
          </div>
        </div>
        ${this.#announcer.polite}${this.#announcer.assertive}`,
      this.element,
    );
  }

  #renderList(): TemplateResult {
    const { lists } = this.words;
    if (!this.#people) return html`<p class="hint">${this.#problem === undefined ? lists.loading : ''}</p>`;
    const query = this.#query.trim().toLowerCase();
    const found = this.#people.filter(({ jid = '', nick = '', reason = '' }) =>
      [jid, nick, reason].some((each) => each.toLowerCase().includes(query)),
    );
    if (!found.length)
      return html`<p class="hint">${this.#people.length ? lists.noneFound : lists.empty[this.#office]}</p>`;
    return html`<ul class="lists-people" role="list" aria-label=${lists.offices[this.#office]}>
        ${repeat(
          found.slice(0, MAX_SHOWN),
          ({ jid }) => jid,
          (person) => this.#renderPerson(person),
        )}
      </ul>
      ${found.length > MAX_SHOWN ? html`<p class="hint">${lists.more(found.length - MAX_SHOWN)}</p>` : nothing}`;
  }

  #renderPerson(person: Affiliated): TemplateResult {
    const { jid = '', nick, reason } = person;
    const { lists } = this.words;
    const isOwn = this.room.self?.jid !== undefined && bareJid(this.room.self.jid) === jid;
    const text = this.#office === 'outcast' ? lists.unban : lists.remove;
    const notes = [nick && nickText(nick), reason && nickText(reason)].filter(Boolean).join(' · ');
    return html`<li>
      <span class="lists-who"
        ><bdi lang="">${jid}</bdi
        >${notes ? html`<span class="hint" lang="" dir="auto">${notes}</span>` : nothing}</span
      >
      ${
        isOwn || this.#readsOnly
          ? nothing
          : html`<button
              type="button"
              class="small"
              aria-label=${`${text}: ${jid}`}
              @click=${(event: Event) => void this.#remove(person, event)}
            >
              ${text}
            </button>`
      }
    </li>`;
  }
}
