/** A modal dialog that shows what a link leads to: a room, a chat, a form. */
import { html, nothing, render } from 'lit/html.js';
import { liveRegions } from '../shared/announcer.js';
import { icon } from '../shared/icons.js';
import type { Strings } from '../shared/strings.js';

const crossIcon = icon('M6 6l12 12M18 6 6 18');

export class Stage {
  readonly element = document.createElement('dialog');

  constructor() {
    this.element.className = 'dialog stage';
    this.element.setAttribute('aria-labelledby', 'stage-title');
    this.element.append(...liveRegions());
    this.element.addEventListener('keydown', (event) => event.stopPropagation()); // what is behind it rests
    this.element.addEventListener('close', () => {
      if (!this.element.open) render(nothing, this.element); // a room is left by that
    });
  }

  /** @param tall - As tall as there is room, rather than as its content. */
  show(title: string, content: HTMLElement, tall: boolean, strings: Strings): void {
    this.element.classList.toggle('tall', tall);
    render(
      html`<div class="stage-head">
          <h2 id="stage-title"><bdi dir="ltr" lang="">${title}</bdi></h2>
          <button type="button" class="plain" aria-label=${strings.close} @click=${() => this.close()}>
            ${crossIcon}
          </button>
        </div>
        ${content}`,
      this.element,
    );
    this.element.showModal();
    if (!matchMedia('(pointer: coarse)').matches) content.focus(); // would bring up a keyboard (ux.md §9)
  }

  close(): void {
    this.element.close();
  }
}
