/** What makes the element a field of a form: its value, and whether that will do. */
import type { RichNode } from '../../session/rich-text.js';
import type { XmppRichComposer } from './xmpp-rich-composer.js';

/** What somebody has written. */
export interface Written {
  /** In plain text. */
  readonly text: string;
  /** As well-formed XHTML, and as records, where something is formatted. */
  readonly html?: string;
  readonly content?: readonly RichNode[];
}

export interface FormFieldHost {
  /** The page or the form put something else in. */
  filled(): void;
  /** The form does not go out, and why. */
  refused(problem: string): void;
}

export class FormField {
  /** Unset: nobody has written, and the attribute says what is in it. */
  #written: Written | undefined;
  #problem: string | undefined;

  constructor(
    readonly element: XmppRichComposer,
    readonly host: FormFieldHost,
  ) {
    const { internals } = element;
    element.field = this;
    // set on an element that had no view yet
    const early = Object.getOwnPropertyDescriptor(element, 'value');
    if (early) this.#written = { text: String(early.value) };
    const get = (read: () => unknown) => ({ get: read, configurable: true, enumerable: true });
    Object.defineProperties(element, {
      value: { ...get(() => this.written.text), set: (text: unknown) => this.#put({ text: String(text) }) },
      html: get(() => this.written.html),
      form: get(() => internals.form),
      labels: get(() => internals.labels),
      validity: get(() => internals.validity),
      validationMessage: get(() => internals.validationMessage),
      willValidate: get(() => internals.willValidate),
      checkValidity: { value: () => internals.checkValidity(), configurable: true },
      reportValidity: { value: () => internals.reportValidity(), configurable: true },
    });
    element.addEventListener('invalid', (event) => this.#refused(event));
    this.tell();
  }

  get written(): Written {
    return this.#written ?? { text: this.element.getAttribute('value') ?? '' };
  }
  set written(written: Written) {
    this.#written = written;
    this.tell();
  }

  /** Why it cannot go out as it is, besides being empty. */
  set problem(problem: string | undefined) {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.tell();
  }

  reset(): void {
    this.#put(undefined);
  }

  /** @param state - What was kept of it before the browser left the page. */
  restore(state: unknown): void {
    try {
      this.#put(JSON.parse(String(state)) as Written);
    } catch {
      // of another version of the page
    }
  }

  #put(written: Written | undefined): void {
    this.#written = written;
    this.tell();
    this.host.filled();
  }

  /** Tells the form. */
  tell(): void {
    const { internals, name, required } = this.element;
    const { text, html } = this.written;
    const data = new FormData();
    if (name) data.append(name, text);
    if (name && html !== undefined) data.append(`${name}-html`, html);
    internals.setFormValue(data, JSON.stringify(this.written));
    if (required && !text.trim()) internals.setValidity({ valueMissing: true }, missingText());
    else internals.setValidity({ customError: this.#problem !== undefined }, this.#problem);
  }

  /** The first field that will not do takes the focus, as others do. */
  #refused(event: Event): void {
    event.preventDefault();
    const { element } = this;
    const first = [...(element.form?.elements ?? [])].find((each) => each.matches(':invalid:not(fieldset)'));
    this.host.refused(element.validationMessage);
    if (first === element) element.focus();
  }
}

/** What the browser says of an empty field, in its own language. */
function missingText(): string {
  const field = document.createElement('textarea');
  field.required = true;
  return field.validationMessage || '*';
}
