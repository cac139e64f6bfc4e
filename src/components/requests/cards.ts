/** Who asks those that run a room to be let speak, or to become a member (MUC-69, MUC-80), above the composer. */
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { FormField } from '../../session/data-form.js';
import type { Moderation } from '../../session/moderation.js';
import type { Room } from '../../session/room.js';
import type { RoomRequest } from '../../session/room-requests.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import type { RequestStrings } from '../shared/request-strings.js';
import type { RequestsHost } from './requests.js';
import { explain } from './words.js';

/** More would leave no room for what is said. */
const MAX_SHOWN = 3;
const MAX_FIELDS = 10;
const MAX_VALUE = 200;

export class RequestCards {
  readonly #element = document.createElement('div');
  #room: Room | undefined;
  #moderation: Moderation | undefined;
  #words: RequestStrings | undefined;
  /** Those that were told of. */
  readonly #told = new Set<string>();
  /** Being answered, by their keys. */
  readonly #busy = new Set<string>();
  /** What was wrong, by their keys. */
  readonly #problems = new Map<string, unknown>();

  constructor(readonly host: RequestsHost) {
    this.#element.className = 'requests';
    this.#element.setAttribute('role', 'group');
  }

  update(room: Room, words: RequestStrings): void {
    this.#words = words;
    if (room !== this.#room) this.#follow(room);
    const requests = this.#moderation?.requests ?? [];
    this.#tell(requests, words);
    const had = this.#at;
    this.#render(requests, words);
    if (had >= 0 && this.#at < 0) this.#goOn(had);
  }

  #follow(room: Room): void {
    this.#room = room;
    this.#moderation = undefined;
    this.#told.clear();
    this.#problems.clear();
    room.moderation().then((moderation) => {
      if (room !== this.#room) return;
      this.#moderation = moderation;
      if (this.#words) this.update(room, this.#words);
    }, this.host.failed);
  }

  #tell(requests: readonly RoomRequest[], words: RequestStrings): void {
    const fresh = requests.filter(({ key }) => !this.#told.has(key));
    this.#told.clear();
    for (const { key } of requests) this.#told.add(key);
    const [first] = fresh;
    if (first) this.host.announcer.say(fresh.length > 1 ? words.count(fresh.length) : saying(first, words));
  }

  // Focus: a control that is gone hands it to its successor

  get #cards(): HTMLElement[] {
    return [...this.#element.querySelectorAll<HTMLElement>('.request')];
  }

  /** Which card has the focus. */
  get #at(): number {
    const { activeElement } = this.host.root;
    return this.#cards.findIndex((card) => card.contains(activeElement));
  }

  #goOn(had: number): void {
    const cards = this.#cards;
    const next = cards[Math.min(had, cards.length - 1)]?.querySelector('button');
    if (next) next.focus({ preventScroll: true });
    else this.host.composer.focus({ preventScroll: true });
  }

  #render(requests: readonly RoomRequest[], words: RequestStrings): void {
    const { element } = this.host.composer;
    if (!requests.length) return this.#element.remove();
    this.#element.ariaLabel = words.title;
    const more = requests.length - MAX_SHOWN;
    render(
      html`<ul role="list">
          ${repeat(
            requests.slice(0, MAX_SHOWN),
            ({ key }) => key,
            (request) => this.#card(request, words),
          )}
        </ul>
        ${more > 0 ? html`<p class="hint">${words.more(more)}</p>` : nothing}`,
      this.#element,
    );
    if (!this.#element.isConnected) element.prepend(this.#element);
  }

  #card(request: RoomRequest, words: RequestStrings): TemplateResult {
    const { key, nick, jid, fields } = request;
    const name = nameOf(request, words);
    const busy = this.#busy.has(key);
    const button = (text: string, act: () => void, primary = false) =>
      html`<button
        type="button"
        class=${primary ? 'small primary' : 'small'}
        aria-label=${words.about(text, name)}
        aria-disabled=${busy ? 'true' : nothing}
        @click=${() => !busy && act()}
      >
        ${text}
      </button>`;
    return html`<li class="request">
      <span class="avatar ${hueClass(nick ?? name)}" aria-hidden="true">${initials(nick ?? name)}</span>
      <div class="request-who">
        <span>${saying(request, words)}</span>
        ${jid && nick ? html`<small class="hint"><bdi dir="ltr" lang="">${nickText(jid)}</bdi></small>` : nothing}
        ${fields.length ? this.#details(fields, words) : nothing}
        ${
          this.#problems.has(key)
            ? html`<small class="failure" role="alert">${explain(this.#problems.get(key), words)}</small>`
            : nothing
        }
      </div>
      <span class="request-deeds">
        ${button(words.allow, () => void this.#allow(request), true)}
        ${button(words.ignore, () => this.#moderation?.ignore(request))}
      </span>
    </li>`;
  }

  #details(fields: readonly FormField[], words: RequestStrings): TemplateResult {
    return html`<details>
      <summary>${words.details}</summary>
      <dl lang="">
        ${fields.slice(0, MAX_FIELDS).map(
          ({ label, name, values }) =>
            html`<div>
              <dt dir="auto">${nickText(label ?? name ?? '')}</dt>
              <dd dir="auto">${nickText(values.join(', ').slice(0, MAX_VALUE))}</dd>
            </div>`,
        )}
      </dl>
    </details>`;
  }

  async #allow(request: RoomRequest): Promise<void> {
    const { key } = request;
    this.#busy.add(key);
    this.#problems.delete(key);
    this.#room?.changed();
    try {
      await this.#moderation?.allow(request);
      if (this.#words) this.host.announcer.say(this.#words.allowed(nameOf(request, this.#words)));
    } catch (error) {
      this.#problems.set(key, error);
      if (this.#words) this.host.announcer.say(explain(error, this.#words), true);
    }
    this.#busy.delete(key);
    this.#room?.changed();
  }
}

const nameOf = ({ nick, jid }: RoomRequest, { somebody }: RequestStrings): string =>
  nickText(nick ?? jid ?? somebody);

/** Who asks for what: as the room says it (M-12). */
function saying(request: RoomRequest, words: RequestStrings): string {
  const name = nameOf(request, words);
  if (request.kind === 'membership') return words.membership(name);
  return request.role === 'moderator' ? words.moderate(name) : words.voice(name);
}
