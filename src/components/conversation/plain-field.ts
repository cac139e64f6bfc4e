/** The plain text area, as tall as its text. */
import type { ComposerField } from './composer-field.js';

export class PlainField implements ComposerField {
  readonly element = document.createElement('textarea');
  readonly input = this.element;

  constructor() {
    Object.assign(this.element, { part: 'input', rows: 1, dir: 'auto' });
    this.element.addEventListener('input', () => this.#grow());
  }

  get text(): string {
    return this.element.value;
  }

  get outgoing(): string {
    return this.text;
  }

  describe(placeholder: string, disabled: boolean): void {
    Object.assign(this.element, { placeholder, readOnly: disabled });
  }

  focus(options?: FocusOptions): void {
    this.element.focus(options);
  }

  set(text: string): void {
    this.element.value = text;
    this.#grow();
  }

  add(text: string, first: boolean): void {
    const written = this.text;
    const gap = written && (first || !written.endsWith('\n')) ? '\n' : '';
    this.set(first ? text + gap + written : written + gap + text);
  }

  /** Only where the engine does not do it by itself; the limit is in the style. */
  #grow(): void {
    const { element } = this;
    if (CSS.supports('field-sizing', 'content')) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }
}
