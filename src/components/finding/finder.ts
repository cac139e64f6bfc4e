/** A search in what was said (XEP-0431): a bar over the messages, and the way from one match to the next. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { StanzaError } from '../../session/errors.js';
import { wordsOf } from '../../session/message.js';
import type { Found, FoundPage, Past } from '../../session/past.js';
import type { FindingView } from '../conversation/finding-items.js';
import { cutSpoken } from '../shared/announcer.js';
import type { FindingStrings } from '../shared/finding-strings.js';
import { icon } from '../shared/icons.js';
import { nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { finderStyles } from './finder.styles.js';
import { Marks } from './marks.js';
import { show } from './show.js';
import { findFindingWords } from './words.js';

/** Nobody is asked before so long after the last key. */
const PAUSE_MS = 500;
const MAX_TEXT = 256;

const upIcon = icon('M5.5 14.5 12 8l6.5 6.5');
const downIcon = icon('M5.5 9.5 12 16l6.5-6.5');
const closeIcon = icon('M6 6l12 12M18 6 6 18');

export class Finder {
  /** Over the messages of `view`. @param button - Has the focus afterwards. */
  static async open(view: FindingView, button: HTMLElement): Promise<Finder> {
    const words = await findFindingWords(view.locale.tag);
    adopt(view.root, finderStyles);
    return new Finder(view, button, words);
  }

  readonly #bar = document.createElement('div');
  readonly #marks = new Marks();
  /** Where the reader was. */
  readonly #back;
  readonly #observer = new MutationObserver(() => this.#mark());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of what is under way; aborted when something else is wanted. */
  #control = new AbortController();
  /** What was looked for last. */
  #text = '';
  #pages: AsyncGenerator<FoundPage, void, undefined> | undefined;
  #found: readonly Found[] = [];
  #complete = true;
  /** The last page that came. */
  #page: FoundPage | undefined;
  #state: 'idle' | 'busy' | 'done' | 'failed' = 'idle';
  #at = -1;
  /** Of the row that is shown. */
  #key: string | undefined;
  #problem: string | undefined;

  private constructor(
    readonly view: FindingView,
    readonly button: HTMLElement,
    readonly words: FindingStrings,
  ) {
    for (const other of view.root.querySelectorAll('.find')) other.remove();
    this.#back = view.list.place;
    this.#bar.className = 'find';
    this.#bar.setAttribute('role', 'search');
    this.#bar.ariaLabel = words.search;
    this.#bar.addEventListener('keydown', (event) => this.#pressed(event));
    view.root.querySelector('.stage')?.before(this.#bar);
    this.#render();
    this.#observer.observe(view.list.element, { childList: true, subtree: true });
    this.#input?.focus();
  }

  get #input(): HTMLInputElement | null {
    return this.#bar.querySelector('input');
  }

  /** The reader stays where they are. */
  close(): void {
    clearTimeout(this.#timer);
    this.#control.abort();
    this.#observer.disconnect();
    this.#key = undefined;
    this.#mark();
    this.#bar.remove();
  }

  #leave(): void {
    this.close();
    this.button.focus();
  }

  /** Back to where the reader was before. */
  #return(): void {
    const { list, conversation } = this.view;
    const back = this.#back;
    const row = conversation?.messages.find(
      (each) => each.kind === 'message' && (each.stanzaId ?? each.originId ?? each.id) === back?.id,
    );
    if (back && row && list.openAt(row.key)) list.goTo(back);
    else list.toEnd();
    this.#leave();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation(); // it closes nothing around the conversation
      event.preventDefault();
      this.#return();
    } else if (event.key === 'Enter' && event.target === this.#input) {
      event.preventDefault();
      this.#enter(event.shiftKey ? -1 : 1);
    }
  }

  #enter(step: 1 | -1): void {
    const text = this.#input?.value.trim() ?? '';
    if (text !== this.#text || this.#state === 'failed') void this.#search(text);
    else void this.#step(step);
  }

  readonly #typed = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const text = this.#input?.value.trim() ?? '';
      if (text !== this.#text) void this.#search(text);
    }, PAUSE_MS);
  };

  /** What is under way counts no more. @returns The signal of what is begun. */
  #begin(): AbortSignal {
    clearTimeout(this.#timer);
    this.#control.abort();
    this.#control = new AbortController();
    return this.#control.signal;
  }

  async #search(text: string): Promise<void> {
    const signal = this.#begin();
    this.#text = text;
    this.#found = [];
    this.#at = -1;
    this.#key = this.#problem = this.#page = undefined;
    this.#mark();
    this.#state = text ? 'busy' : 'idle';
    this.#render();
    if (!text) return;
    await this.#try(signal, async (past) => {
      this.#pages = past.search(text, signal);
      await this.#more(signal);
      if (signal.aborted) return;
      this.view.announcer.say(this.#count || this.words.none);
      if (this.#found.length > 0) await this.#goTo(0, past, signal);
    });
  }

  /** How many there are, in words; '' where there are none. */
  get #count(): string {
    return this.#found.length > 0 ? this.words.found(this.#found.length, !this.#complete) : '';
  }

  /** The next page that has something. */
  async #more(signal: AbortSignal): Promise<void> {
    for (;;) {
      const next = await this.#pages?.next();
      if (signal.aborted) return;
      if (!next?.value) {
        this.#complete = true;
        return;
      }
      const { found, complete } = (this.#page = next.value);
      this.#found = [...this.#found, ...found];
      this.#complete = complete;
      if (found.length > 0 || complete) return;
    }
  }

  /** To an older match (1) or a newer one; from the last to the first. */
  async #step(step: 1 | -1): Promise<void> {
    if (this.#found.length === 0) return;
    const signal = this.#begin();
    await this.#try(signal, async (past) => {
      if (step > 0 && this.#at === this.#found.length - 1 && !this.#complete) await this.#more(signal);
      if (signal.aborted) return;
      const { length } = this.#found;
      await this.#goTo((this.#at + step + length) % length, past, signal);
    });
  }

  async #goTo(at: number, past: Past, signal: AbortSignal): Promise<void> {
    const found = this.#found[at];
    if (!found) return;
    this.#at = at;
    this.#problem = undefined;
    const key = await past.jumpTo(found);
    if (signal.aborted) return;
    const row = key === undefined ? undefined : show(this.view, key);
    this.#key = row?.key;
    this.#mark();
    if (row?.kind !== 'message') {
      this.#problem = this.words.gone;
      this.view.announcer.say(this.#problem);
      return;
    }
    const spoken = this.view.locale.strings.spoken(nickText(row.nick), cutSpoken(wordsOf(row)));
    this.view.announcer.say(`${this.#place}: ${spoken}`);
  }

  get #place(): string {
    return this.words.place(this.#at + 1, this.#found.length, !this.#complete);
  }

  /** Shows that something is under way, and what came of it. */
  async #try(signal: AbortSignal, task: (past: Past) => Promise<void>): Promise<void> {
    this.#state = 'busy';
    this.#render();
    try {
      const past = await this.view.conversation?.past();
      if (past && !signal.aborted) await task(past);
      if (!signal.aborted) this.#state = 'done';
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(error);
    }
    if (!signal.aborted) this.#render();
  }

  #fail(error: unknown): void {
    const forgotten = error instanceof StanzaError && error.condition === 'item-not-found';
    const { words } = this;
    const some = this.#found.length > 0;
    this.#state = some ? 'done' : 'failed';
    this.#problem = forgotten ? words.gone : some ? words.notReached : words.failed;
    this.view.announcer.say(this.#problem, true);
  }

  /** The row that was found, wherever its element is now. */
  #mark(): void {
    const { element } = this.view.list;
    const key = this.#key;
    const item = key === undefined ? null : element.querySelector(`li[data-key="${CSS.escape(key)}"]`);
    for (const other of element.querySelectorAll('.found'))
      if (other !== item) other.classList.remove('found');
    item?.classList.add('found');
    this.#marks.set(item?.querySelector('.words'), this.#text);
  }

  #render(): void {
    const { words } = this;
    const none = this.#found.length === 0;
    const step = (name: string, by: 1 | -1, shape: unknown) =>
      html`<button
        type="button"
        class="plain find-step"
        aria-label=${name}
        title=${name}
        aria-disabled=${none ? 'true' : nothing}
        @click=${() => void this.#step(by)}
      >
        ${shape}
      </button>`;
    render(
      html`<div class="find-line">
          <input
            type="search"
            dir="auto"
            autocomplete="off"
            enterkeyhint="search"
            maxlength=${MAX_TEXT}
            aria-label=${words.searchFor}
            placeholder=${words.searchFor}
            aria-describedby="find-status"
            @input=${this.#typed}
          />
          <output id="find-status" aria-live="off">${this.#status}</output>
          ${step(words.older, 1, upIcon)}${step(words.newer, -1, downIcon)}
          <button
            type="button"
            class="plain find-step"
            aria-label=${words.close}
            title=${words.close}
            @click=${() => this.#leave()}
          >
            ${closeIcon}
          </button>
        </div>
        ${this.#note}`,
      this.#bar,
    );
    this.#bar.ariaBusy = String(this.#state === 'busy');
  }

  get #status(): string {
    const { words } = this;
    if (this.#state === 'idle' || this.#state === 'failed') return '';
    if (this.#at >= 0) return this.#place;
    return this.#state === 'busy' ? words.searching : words.none;
  }

  get #note(): TemplateResult | typeof nothing {
    const { words } = this;
    if (this.#problem !== undefined)
      return html`<p class="find-note failure">${this.#problem} ${this.#again}</p>`;
    if (this.#state !== 'done' || this.#page?.scope !== 'loaded') return nothing;
    return html`<p class="find-note">${this.#page.offline ? words.offline : words.onlyLoaded}</p>`;
  }

  get #again(): TemplateResult | typeof nothing {
    if (this.#state !== 'failed') return nothing;
    const { retry } = this.view.locale.strings;
    return html`<button type="button" class="small" @click=${() => void this.#search(this.#text)}>
      ${retry}
    </button>`;
  }
}
