/**
 * What may be meant by what stands before the caret, in a list beside it (ux.md §4): the focus stays in the field, which
 * says which one is chosen. Nothing is taken or shown while an input method is at work, but on phones, whose keyboards
 * are one.
 */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { caretOf } from '../conversation/caret.js';
import type { Composer } from '../conversation/composer.js';
import { isComposing } from '../conversation/composer-field.js';
import { keepFocus } from '../rich-editor/place.js';
import { placeBy } from './place.js';

/** Counts are said once they stand still (ux.md §2). */
const COUNT_MS = 500;
/** Farther back nothing is completed, characters. */
const REACH = 60;
/** By these the caret goes elsewhere. */
const LEAVING = ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];

export interface Suggestion {
  readonly shown: TemplateResult;
  /** Writes it in place of {@link Offer.count} characters. */
  readonly text: string;
  /** It was taken. */
  readonly taken?: () => void;
}

export interface Offer {
  readonly label: string;
  /** So many characters before the caret ask for it. */
  readonly count: number;
  readonly options: readonly Suggestion[];
  /** By which it was finished: the first is meant, and written unless that was undone. */
  readonly finished?: string;
}

export interface SuggestionsHost {
  readonly composer: Composer;
  /** @param before - What stands before the caret in its line, or the end of that. @param first - There is nothing before that. */
  offer(before: string, first: boolean): Offer | undefined;
  /** How many there are. */
  say(n: number): void;
}

export class Suggestions {
  readonly #list = document.createElement('ul');
  #offer: Offer | undefined;
  #chosen = 0;
  /** What stands before what is not to be completed any more. */
  #declined: string | undefined;
  /** What stood before the caret last. */
  #before = '';
  #composing = false;
  #countTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly host: SuggestionsHost) {
    const { element } = host.composer;
    Object.assign(this.#list, {
      id: 'suggestions',
      className: 'suggestions',
      role: 'listbox',
      popover: 'manual',
    });
    this.#list.part.add('suggestions');
    keepFocus(this.#list);
    this.#list.addEventListener('click', ({ target }) => {
      const option = target instanceof Element && target.closest('li');
      if (option) this.#take([...this.#list.children].indexOf(option));
    });
    element.append(this.#list);
    element.addEventListener('input', (event) => this.#isField(event) && this.update());
    element.addEventListener('compositionstart', () => {
      this.#composing = true;
      if (!isTouch()) this.#close();
    });
    element.addEventListener('compositionend', () => {
      this.#composing = false;
      this.update();
    });
    element.addEventListener('focusout', () => this.#close());
    element.addEventListener('pointerdown', (event) => this.#isField(event) && this.#close());
  }

  /** Something else stands before the caret, or there is more to offer. */
  update(): void {
    const { composer } = this.host;
    const { field } = composer;
    if ((this.#composing && !isTouch()) || !composer.focused || !composer.writable) return this.#close();
    const before = caretOf(field).textBefore(REACH);
    const offer = this.host.offer(before, field.text.startsWith(before));
    const typed = before === `${this.#before}${offer?.finished ?? ''}`.slice(-REACH);
    this.#before = before;
    const head = offer && before.slice(0, before.length - offer.count);
    if (head === undefined || head !== this.#declined) this.#declined = undefined;
    if (!offer?.options.length || head === this.#declined) return this.#close();
    if (offer.finished === undefined) this.#open(offer);
    else {
      this.#close();
      if (typed) this.#writeFinished(offer, before);
    }
  }

  /** In the text area in a task of its own: WebKit undoes what is written within an event along with what was typed. */
  #writeFinished(offer: Offer, before: string): void {
    const { field } = this.host.composer;
    const write = () => {
      const now = caretOf(this.host.composer.field).textBefore(REACH);
      if (now === before) this.#write(offer, 0);
    };
    if (field.caret) write();
    else setTimeout(write);
  }

  #isField({ target }: Event): boolean {
    return target === this.host.composer.field.input;
  }

  #open(offer: Offer): void {
    const opening = !this.#offer;
    this.#offer = offer;
    this.#chosen = 0;
    this.#list.ariaLabel = offer.label;
    render(
      offer.options.map(({ shown }, i) => html`<li id="suggestion-${i}" role="option">${shown}</li>`),
      this.#list,
    );
    if (opening) {
      this.#list.showPopover();
      this.#root.addEventListener('keydown', this.#pressed, { capture: true });
      visualViewport?.addEventListener('resize', this.#place);
    }
    this.#describe();
    this.#place();
    clearTimeout(this.#countTimer);
    this.#countTimer = setTimeout(() => this.host.say(offer.options.length), COUNT_MS);
  }

  #close(): void {
    clearTimeout(this.#countTimer);
    if (!this.#offer) return;
    this.#offer = undefined;
    this.#list.hidePopover();
    this.#list.ariaLabel = null;
    render(nothing, this.#list);
    this.#root.removeEventListener('keydown', this.#pressed, { capture: true });
    visualViewport?.removeEventListener('resize', this.#place);
    const { input } = this.host.composer.field;
    for (const name of ['autocomplete', 'haspopup', 'controls', 'activedescendant'])
      input.removeAttribute(`aria-${name}`);
  }

  get #root(): Node {
    return this.#list.getRootNode();
  }

  #describe(): void {
    const { input } = this.host.composer.field;
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-haspopup', 'listbox');
    input.setAttribute('aria-controls', this.#list.id);
    input.setAttribute('aria-activedescendant', `suggestion-${this.#chosen}`);
    [...this.#list.children].forEach((option, i) => {
      option.ariaSelected = String(i === this.#chosen);
    });
    this.#list.children[this.#chosen]?.scrollIntoView({ block: 'nearest' });
  }

  /** Beside the caret, and not over what is written. */
  readonly #place = () => {
    const { field } = this.host.composer;
    const { left, right } = caretOf(field).rect();
    const { top, bottom } = field.input.getBoundingClientRect();
    placeBy(this.#list, { left, right, top, bottom });
  };

  #take(index: number): void {
    const offer = this.#offer;
    this.#close();
    if (offer) this.#write(offer, index);
  }

  #write(offer: Offer, index: number): void {
    const option = offer.options[index];
    if (!option) return;
    const { field } = this.host.composer;
    const caret = caretOf(field);
    const before = caret.textBefore(REACH);
    this.#declined = before.slice(0, before.length - offer.count);
    option.taken?.();
    caret.replaceBefore(offer.count, option.text);
  }

  /** Heard at the root: before whoever else takes keys in the composer. */
  readonly #pressed = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || !this.#isField(event) || isComposing(event)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { length } = this.#offer?.options ?? [];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#chosen = (this.#chosen + (event.key === 'ArrowDown' ? 1 : length - 1)) % length;
      this.#describe();
    } else if (event.key === 'Enter' || event.key === 'Tab') this.#take(this.#chosen);
    else if (event.key === 'Escape') this.#decline();
    else {
      if (LEAVING.includes(event.key)) this.#close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #decline(): void {
    const before = caretOf(this.host.composer.field).textBefore(REACH);
    this.#declined = before.slice(0, before.length - (this.#offer?.count ?? 0));
    this.#close();
  }
}

const isTouch = () => matchMedia('(pointer: coarse)').matches;
