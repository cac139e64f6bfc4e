/**
 * Notices above the list (IM-35): what the server or a contact announces, as plain text, until somebody has read it.
 * Loaded with the first.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Headline } from '../../session/chats.js';
import { displayName } from '../../session/contact.js';
import type { People } from '../../session/people.js';
import { cutSpoken } from '../shared/announcer.js';
import { partStrings } from '../shared/catalogue.js';
import { headlineEnglish, type HeadlineStrings } from '../shared/headline-strings.js';
import { icon } from '../shared/icons.js';
import { linkify, type Piece } from '../shared/linkify.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { headlineStyles } from './headlines.styles.js';
import type { RosterLocale } from './roster-locale.js';
import type { RosterView } from './view.js';

/** So much of one is shown before somebody wants to see all. */
const FIRST_LENGTH = 240;
const MAX_LENGTH = 20_000;

const crossIcon = icon('M6 6l12 12M18 6 6 18');

/** Said once, however many lists show it. */
const told = new WeakSet<Headline>();

export class Headlines {
  /** All are shown, not only the last. */
  #all = false;
  readonly #whole = new WeakSet<Headline>();
  #shown: readonly Headline[] = [];

  constructor(readonly view: RosterView) {
    adopt(view.root, headlineStyles);
  }

  render(people: People, locale: RosterLocale): TemplateResult | typeof nothing {
    const strings = partStrings(headlineEnglish, locale.strings) as HeadlineStrings;
    const { headlines } = people.chats;
    this.#tell(people, headlines, strings);
    if (!headlines.length) return nothing;
    this.#shown = this.#kept(headlines) ?? (this.#all ? headlines : headlines.slice(0, 1));
    const hidden = headlines.length - this.#shown.length;
    return html`<section
      part="notices"
      class="notices"
      aria-label=${strings.notices}
      @keydown=${this.#pressed}
      @pointerleave=${() => this.view.render()}
    >
      <ul role="list">
        ${this.#shown.map((headline) => this.#notice(headline, people, locale, strings))}
      </ul>
      ${
        headlines.length > 1
          ? html`<button
              type="button"
              class="plain"
              aria-expanded=${String(this.#all)}
              @click=${this.#toggle}
            >
              ${this.#all ? strings.fewerNotices : strings.moreNotices(hidden)}
            </button>`
          : nothing
      }
    </section>`;
  }

  /** What somebody is reading does not change under their eyes (ux.md §5). */
  #kept(headlines: readonly Headline[]): readonly Headline[] | undefined {
    if (!this.view.root.querySelector('.notices:is(:hover, :focus-within)')) return undefined;
    const kept = this.#shown.filter((headline) => headlines.includes(headline));
    return kept.length ? kept : undefined;
  }

  #notice(
    headline: Headline,
    people: People,
    locale: RosterLocale,
    strings: HeadlineStrings,
  ): TemplateResult {
    const { from, subject, body, time } = headline;
    const name = nameIn(people, from);
    const whole = this.#whole.has(headline);
    const pieces = linkify(body.slice(0, MAX_LENGTH));
    const cut = start(pieces);
    const more = cut.length < pieces.length || cut.at(-1) !== pieces.at(-1);
    return html`<li part="notice" class="notice">
      <div class="who">
        <bdi lang="">${name}</bdi>
        ${name === from ? nothing : html`<bdi class="note" lang="">${nickText(from)}</bdi>`}
      </div>
      <time datetime=${time.toISOString()} title=${locale.full(time)}>${locale.time(time)}</time>
      <button
        type="button"
        class="plain dismiss"
        aria-label=${strings.dismissNotice(name)}
        @click=${() => this.#dismiss(headline)}
      >
        ${crossIcon}
      </button>
      <div class="said">
        ${subject ? html`<p class="about" dir="auto" lang="">${nickText(subject)}</p>` : nothing}
        ${renderText(whole ? pieces : [...cut, more ? '…' : ''], strings)}
        ${
          more
            ? html`<button type="button" class="small" @click=${() => this.#open(headline, !whole)}>
                ${whole ? strings.showLess : strings.showMore}
              </button>`
            : nothing
        }
      </div>
    </li>`;
  }

  #tell(people: People, headlines: readonly Headline[], strings: HeadlineStrings): void {
    const news = headlines.filter((headline) => !told.has(headline)).reverse();
    if (!news.length) return;
    for (const headline of news) told.add(headline);
    const spoken = news.map(({ from, subject, body }) => ({
      text: cutSpoken(strings.spoken(nameIn(people, from), subject ? `${subject} — ${body}` : body)),
      mention: false,
    }));
    this.view.announcer.messages(spoken, strings.newNotices);
  }

  readonly #toggle = () => {
    this.#all = !this.#all;
    this.#shown = [];
    this.view.render();
  };

  #open(headline: Headline, whole: boolean): void {
    if (whole) this.#whole.add(headline);
    else this.#whole.delete(headline);
    this.view.render();
  }

  /** The focus goes on to the next notice, else to the one before, else to the list. */
  #dismiss(headline: Headline): void {
    const { chats } = this.view.people;
    const at = this.#shown.indexOf(headline);
    chats.dismiss(headline);
    this.view.render();
    const buttons = this.view.root.querySelectorAll<HTMLElement>('.dismiss');
    const next = buttons[Math.min(at, buttons.length - 1)];
    if (next) next.focus();
    else this.view.focus();
  }

  /** Escape has read the one that it is pressed in. */
  readonly #pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !(event.target instanceof Element)) return;
    event.stopPropagation();
    event.target.closest('.notice')?.querySelector<HTMLElement>('.dismiss')?.click();
  };
}

const nameIn = ({ roster }: People, jid: string) => {
  const contact = roster.get(jid);
  return nickText(contact ? displayName(contact) : jid);
};

/** As many of the pieces as are shown at first; words are cut between two of them where possible, addresses never. */
function start(pieces: readonly Piece[]): readonly Piece[] {
  const shown: Piece[] = [];
  let left = FIRST_LENGTH;
  for (const piece of pieces) {
    const { length } = typeof piece === 'string' ? piece : piece.text;
    if (length > left) return typeof piece === 'string' ? [...shown, cutText(piece, left)] : shown;
    shown.push(piece);
    left -= length;
  }
  return shown;
}

function cutText(text: string, length: number): string {
  const cut = text.slice(0, length).replace(/[\ud800-\udbff]$/, ''); // no half characters
  return cut.slice(0, cut.search(/\s\S*$/)) || cut;
}

function renderText(pieces: readonly Piece[], strings: HeadlineStrings): TemplateResult {
  const content = pieces.map((piece) => renderPiece(piece, strings));
  // prettier-ignore: white space inside would be shown
  return html`<p class="text" dir="auto" lang="">${content}</p>`;
}

function renderPiece(piece: Piece, strings: HeadlineStrings): unknown {
  if (typeof piece === 'string') return piece;
  const { href, text, host } = piece;
  return html`<a
      href=${href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      referrerpolicy="no-referrer"
      dir="ltr"
      >${text}</a
    >${host === undefined ? nothing : html` <span class="note" lang="">${strings.linkHost(host)}</span>`}`;
}
