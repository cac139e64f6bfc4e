/** A modal dialog over the page: asks for one text, or tells something. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { liveRegions } from '../shared/announcer.js';
import type { Strings } from '../shared/strings.js';

/** One text that is asked for. */
export interface TextForm {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly multiline: boolean;
  readonly maxLength: number;
  readonly submit: string;
  /** @returns What is wrong with `text` before anybody is asked. */
  check(text: string): string | undefined;
  /** @returns What to say of it once it is done. */
  send(text: string): Promise<string>;
  /** A sentence on what `send` rejected with. */
  explain(error: unknown, text: string): string;
}

export interface DialogHost {
  say(text: string): void;
}

export class Dialog {
  readonly element = document.createElement('dialog');
  #form: TextForm | undefined;
  #strings: Strings | undefined;
  /** Shown under the field. */
  #problem: string | undefined;
  #busy = false;

  /** What has the focus when it opens has it afterwards. */
  constructor(readonly host: DialogHost) {
    this.element.className = 'dialog';
    this.element.setAttribute('aria-labelledby', 'dialog-title');
    this.element.append(...liveRegions());
    this.element.addEventListener('keydown', (event) => event.stopPropagation()); // the conversation's keys rest
    this.element.addEventListener('close', () => this.#closed());
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.element) this.close(); // beside what it holds
    });
  }

  ask(form: TextForm, strings: Strings): void {
    this.#form = form;
    this.#strings = strings;
    this.#problem = undefined;
    this.#busy = false;
    this.#render();
    const field = this.#field;
    if (field) field.value = form.value;
    this.element.showModal();
    field?.focus();
    field?.select();
  }

  tell(title: string, content: TemplateResult, strings: Strings): void {
    this.#form = undefined;
    render(
      html`<div class="sheet">
        <h2 id="dialog-title" class="title">${title}</h2>
        ${content}
        <div class="buttons">
          <button type="button" @click=${() => this.close()}>${strings.close}</button>
        </div>
      </div>`,
      this.element,
    );
    this.element.showModal();
  }

  close(): void {
    this.element.close();
  }

  get #field(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.element.querySelector<HTMLInputElement | HTMLTextAreaElement>('#dialog-field');
  }

  #closed(): void {
    this.#form = undefined;
    render(nothing, this.element);
  }

  #render(): void {
    const form = this.#form;
    const strings = this.#strings;
    if (!form || !strings) return;
    render(
      html`<form class="sheet" novalidate aria-busy=${String(this.#busy)} @submit=${this.#submitted}>
        <h2 id="dialog-title" class="title">${form.title}</h2>
        <div class="field">
          <label for="dialog-field">${form.label}</label>
          ${this.#input(form)}
          ${
            this.#problem
              ? html`<p class="failure" id="dialog-problem">${this.#problem}</p>`
              : html`<p class="hint" id="dialog-hint">${form.hint}</p>`
          }
        </div>
        <div class="buttons">
          <button type="button" @click=${() => this.close()}>${strings.cancel}</button>
          <button type="submit" class="primary" aria-disabled=${this.#busy ? 'true' : nothing}>
            ${form.submit}
          </button>
        </div>
      </form>`,
      this.element,
    );
  }

  #input({ multiline, maxLength }: TextForm): TemplateResult {
    const invalid = this.#problem ? 'true' : nothing;
    const described = this.#problem ? 'dialog-problem' : 'dialog-hint';
    return multiline
      ? html`<textarea
          id="dialog-field"
          rows="3"
          dir="auto"
          maxlength=${maxLength}
          aria-invalid=${invalid}
          aria-describedby=${described}
        ></textarea>`
      : html`<input
          id="dialog-field"
          dir="auto"
          autocomplete="off"
          autocapitalize="words"
          spellcheck="false"
          maxlength=${maxLength}
          aria-invalid=${invalid}
          aria-describedby=${described}
        />`;
  }

  readonly #submitted = (event: Event) => {
    event.preventDefault();
    const form = this.#form;
    const field = this.#field;
    if (!form || !field || this.#busy) return;
    const text = field.value.trim();
    const problem = form.check(text);
    if (problem === undefined) void this.#send(form, text);
    else this.#complain(problem);
  };

  /** What comes of it after the dialog was closed is of no concern to it. */
  async #send(form: TextForm, text: string): Promise<void> {
    this.#busy = true;
    this.#render();
    try {
      const done = await form.send(text);
      if (form === this.#form) this.close();
      this.host.say(done);
    } catch (error) {
      if (form === this.#form) this.#complain(form.explain(error, text));
    }
  }

  #complain(problem: string): void {
    this.#busy = false;
    this.#problem = problem;
    this.#render();
    this.#field?.focus();
    this.#field?.select();
  }
}
