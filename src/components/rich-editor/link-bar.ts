/** Asks for the address of a link, in the toolbar's place. */
import { html, nothing, render } from 'lit/html.js';
import { readLink } from '../../session/link.js';
import type { Words } from './words.js';

export interface LinkBarHost {
  /** undefined: no link. */
  set(href: string | undefined): void;
  /** Gone: the toolbar is back. */
  closed(): void;
}

export class LinkBar {
  readonly element = document.createElement('div');
  #problem = false;
  #href: string | undefined;

  constructor(readonly host: LinkBarHost) {
    this.element.className = 'link-bar';
    this.element.role = 'group';
    this.element.addEventListener('keydown', this.#pressed);
  }

  /** @param href - Where what is selected leads already. */
  open(href: string | undefined, words: Words, cancel: string): void {
    this.#problem = false;
    this.#href = href;
    this.#render(href, words, cancel);
    const input = this.#input;
    if (!input) return;
    input.value = href ?? '';
    input.focus();
    input.select();
  }

  /** Other words. */
  update(words: Words, cancel: string): void {
    if (this.element.isConnected) this.#render(this.#href, words, cancel);
  }

  get #input(): HTMLInputElement | null {
    return this.element.querySelector('input');
  }

  #render(href: string | undefined, words: Words, cancel: string): void {
    this.element.ariaLabel = words.link;
    const apply = () => {
      const to = readAddress(this.#input?.value ?? '');
      if (to !== undefined) this.#done(to);
      else {
        this.#problem = true;
        this.#render(href, words, cancel);
        this.#input?.focus();
      }
    };
    this.#apply = apply;
    render(
      html`<input
          type="text"
          inputmode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          dir="ltr"
          aria-label=${words.address}
          placeholder=${words.addressHint}
          aria-invalid=${this.#problem ? 'true' : nothing}
          aria-describedby=${this.#problem ? 'link-problem' : nothing}
        />
        <button type="button" class="small primary" @click=${apply}>${words.setLink}</button>
        ${
          href === undefined
            ? nothing
            : html`<button type="button" class="small" @click=${() => this.#done(undefined)}>
                ${words.removeLink}
              </button>`
        }
        <button type="button" class="small plain" @click=${() => this.#close()}>${cancel}</button>
        ${this.#problem ? html`<p id="link-problem" class="failure" role="alert">${words.badAddress}</p>` : nothing}`,
      this.element,
    );
  }

  #apply: (() => void) | undefined;

  #done(href: string | undefined): void {
    this.#close();
    this.host.set(href);
  }

  #close(): void {
    this.host.closed();
  }

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault(); // the message is not to be sent
      this.#apply?.();
    }
  };
}

/** What somebody typed, with the scheme that they left out. */
function readAddress(typed: string): string | undefined {
  const text = typed.trim();
  if (!text) return undefined;
  const known = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/@]*:\d/.test(text);
  const full = known ? text : /^[^\s/]+@[^\s/]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
  return readLink(full)?.href;
}
