/** The language of an element: by the nearest `lang`, its own or an ancestor's, across shadow roots; followed as it changes. */
import type { Find } from './languages.js';
import { pageWords } from './page-words.js';

/** So long nothing is shown before words have loaded; then English is. */
const PATIENCE_MS = 1500;

export class LocaleFollower<T> {
  readonly #element: Element;
  readonly #find: Find<T>;
  readonly #changed: () => void;
  readonly #observer = new MutationObserver(() => this.#refresh());
  #locale: T | undefined;
  #lang: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param changed - There are words now, or other ones. */
  constructor(element: Element, find: Find<T>, changed: () => void) {
    this.#element = element;
    this.#find = find;
    this.#changed = changed;
  }

  /** English before there is another one. */
  get now(): T {
    return this.#locale ?? this.#english();
  }

  /** Whether there is something to show: nobody should see words change under their eyes. */
  get ready(): boolean {
    return this.#locale !== undefined;
  }

  connected(): void {
    for (let root = this.#element.getRootNode(); ; root = root.host.getRootNode()) {
      this.#observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
      if (!(root instanceof ShadowRoot)) break;
    }
    pageWords().addEventListener('change', this.#refresh);
    this.#refresh();
  }

  disconnected(): void {
    this.#observer.disconnect();
    pageWords().removeEventListener('change', this.#refresh);
    clearTimeout(this.#timer);
    this.#lang = undefined;
  }

  readonly #refresh = () => {
    const lang = langOf(this.#element);
    this.#lang = lang;
    const found = this.#find(lang);
    if (!(found instanceof Promise)) {
      this.#use(found);
      return;
    }
    if (!this.#locale) this.#timer ??= setTimeout(() => this.#use(this.#english()), PATIENCE_MS);
    void found.then((locale) => {
      if (lang === this.#lang) this.#use(locale);
    });
  };

  #use(locale: T): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.#changed();
  }

  #english(): T {
    return this.#find('en') as T; // it is always there
  }
}

function langOf(element: Element): string {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const lang = at.closest('[lang]:not([lang=""])')?.getAttribute('lang');
    if (lang) return lang;
  }
  return '';
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
