/** A modal dialog over the page: asks for a text or two, or whether to go on, or tells something. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { liveRegions } from '../shared/announcer.js';
import type { Strings } from '../shared/strings.js';

/** A line of text that is asked for, or several lines. */
export interface DialogField {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly maxLength: number;
  readonly multiline?: boolean;
  /** An address, not words. */
  readonly address?: boolean;
  /** No text but a box to tick: 'on', or '' where it is not. */
  readonly check?: boolean;
  /** Not to be read over somebody's shoulder. */
  readonly secret?: boolean;
  /** A day, as `2020-12-31`, that one at the latest. */
  readonly until?: string;
}

/** What is asked for; without fields, whether to go on. */
export interface DialogForm {
  readonly title: string;
  /** What it leads to. */
  readonly text?: string | TemplateResult;
  readonly fields: readonly DialogField[];
  readonly submit: string;
  /** It takes something away. */
  readonly danger?: boolean;
  /** @param texts - Of the fields, in their order. @returns What is wrong with them before anybody is asked. */
  check(texts: readonly string[]): DialogProblem | undefined;
  /** @returns What to say of it once it is done. */
  send(texts: readonly string[]): Promise<string>;
  /** Called once it is done and closed. */
  after?(): void;
  /** On what `send` rejected with. */
  explain(error: unknown, texts: readonly string[]): DialogProblem;
}

export interface DialogProblem {
  readonly text: string;
  /** Index of the field it is about; left out: of none alone. */
  readonly field?: number;
}

export interface DialogHost {
  say(text: string): void;
}

export class Dialog {
  readonly element = document.createElement('dialog');
  #form: DialogForm | undefined;
  #strings: Strings | undefined;
  #problem: DialogProblem | undefined;
  #busy = false;

  /** What has the focus when it opens has it afterwards. */
  constructor(readonly host: DialogHost) {
    this.element.className = 'dialog';
    this.element.setAttribute('aria-labelledby', 'dialog-title');
    this.element.setAttribute('aria-describedby', 'dialog-text');
    this.element.append(...liveRegions());
    this.element.addEventListener('keydown', (event) => event.stopPropagation()); // the conversation's keys rest
    this.element.addEventListener('close', () => this.#closed());
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.element) this.close(); // beside what it holds
    });
  }

  ask(form: DialogForm, strings: Strings): void {
    this.#form = form;
    this.#strings = strings;
    this.#problem = undefined;
    this.#busy = false;
    this.#render();
    for (const [i, field] of this.#inputs.entries()) {
      const { value = '', check } = form.fields[i] ?? {};
      if (check) (field as HTMLInputElement).checked = value !== '';
      else field.value = value;
    }
    this.element.showModal();
    this.#focus(this.#inputs[0]);
  }

  /** Again while it is open: what it tells then. */
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
    if (!this.element.open) this.element.showModal();
  }

  close(): void {
    this.element.close();
  }

  get #inputs(): (HTMLInputElement | HTMLTextAreaElement)[] {
    return [...this.element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
  }

  /** Where nothing is asked for, to what does no harm. */
  #focus(field: HTMLInputElement | HTMLTextAreaElement | undefined): void {
    const target = field ?? this.element.querySelector<HTMLElement>('.buttons button');
    target?.focus();
    field?.select();
  }

  #closed(): void {
    if (this.element.open) return; // once more, before the browser told
    this.#form = undefined;
    render(nothing, this.element);
  }

  #render(): void {
    const form = this.#form;
    const strings = this.#strings;
    if (!form || !strings) return;
    const general = this.#problem && this.#problem.field === undefined ? this.#problem.text : undefined;
    render(
      html`<form class="sheet" novalidate aria-busy=${String(this.#busy)} @submit=${this.#submitted}>
        <h2 id="dialog-title" class="title">${form.title}</h2>
        ${form.text === undefined ? nothing : html`<div id="dialog-text">${form.text}</div>`}
        ${form.fields.map((field, i) => this.#field(field, i))}
        ${general ? html`<p class="failure" id="dialog-problem" role="alert">${general}</p>` : nothing}
        <div class="buttons">
          <button type="button" @click=${() => this.close()}>${strings.cancel}</button>
          <button
            type="submit"
            class=${form.danger ? 'danger' : 'primary'}
            aria-disabled=${this.#busy ? 'true' : nothing}
          >
            ${form.submit}
          </button>
        </div>
      </form>`,
      this.element,
    );
  }

  #field(field: DialogField, i: number): TemplateResult {
    const id = i ? `dialog-field-${i}` : 'dialog-field';
    if (field.check)
      return html`<div class="switch">
        <label><input id=${id} type="checkbox" aria-describedby="${id}-hint" />${field.label}</label>
        <p class="hint" id="${id}-hint">${field.hint}</p>
      </div>`;
    const problem = this.#problem?.field === i ? this.#problem.text : undefined;
    return html`<div class="field">
      <label for=${id}>${field.label}</label>
      ${input(field, id, problem !== undefined)}
      ${
        problem
          ? html`<p class="failure" id="dialog-problem">${problem}</p>`
          : html`<p class="hint" id="${id}-hint">${field.hint}</p>`
      }
    </div>`;
  }

  readonly #submitted = (event: Event) => {
    event.preventDefault();
    const form = this.#form;
    if (!form || this.#busy) return;
    const texts = this.#inputs.map(textOf);
    const problem = form.check(texts);
    if (problem === undefined) void this.#send(form, texts);
    else this.#complain(problem);
  };

  /** What comes of it after the dialog was closed is of no concern to it. */
  async #send(form: DialogForm, texts: readonly string[]): Promise<void> {
    this.#busy = true;
    this.#render();
    try {
      const done = await form.send(texts);
      if (form === this.#form) this.close();
      this.host.say(done);
      form.after?.();
    } catch (error) {
      if (form === this.#form) this.#complain(form.explain(error, texts));
    }
  }

  #complain(problem: DialogProblem): void {
    this.#busy = false;
    this.#problem = problem;
    this.#render();
    if (problem.field !== undefined || this.#inputs.length) this.#focus(this.#inputs[problem.field ?? 0]);
  }
}

const textOf = (field: HTMLInputElement | HTMLTextAreaElement) =>
  field.type === 'checkbox' ? ((field as HTMLInputElement).checked ? 'on' : '') : field.value.trim();

function input(
  { multiline, address, secret, maxLength, until }: DialogField,
  id: string,
  wrong: boolean,
): TemplateResult {
  const invalid = wrong ? 'true' : nothing;
  const described = wrong ? 'dialog-problem' : `${id}-hint`;
  return multiline
    ? html`<textarea
        id=${id}
        rows="3"
        dir="auto"
        maxlength=${maxLength}
        aria-invalid=${invalid}
        aria-describedby=${described}
      ></textarea>`
    : html`<input
        id=${id}
        type=${until ? 'date' : secret ? 'password' : 'text'}
        max=${until ?? nothing}
        dir="auto"
        autocomplete="off"
        inputmode=${address ? 'email' : nothing}
        autocapitalize=${address || secret ? 'off' : 'words'}
        spellcheck="false"
        maxlength=${maxLength}
        aria-invalid=${invalid}
        aria-describedby=${described}
      />`;
}
