/** Shows a form, keeps what somebody fills in until it is sent, and says what is wrong with it. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { checkField, checkForm, isSecret } from '../../session/check-form.js';
import type { DataForm, FormField } from '../../session/data-form.js';
import { partStrings } from '../shared/catalogue.js';
import { formEnglish, type FormStrings } from '../shared/form-strings.js';
import { findLocale, type Locale } from '../shared/locale.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import { tokens } from '../shared/tokens.js';
import { XmppErrorEvent } from '../shared/events.js';
import { askLinks } from '../shared/xmpp-links.js';
import { renderField, words, type FieldState } from './controls.js';
import { FormCancelEvent, FormSubmitEvent } from './events.js';
import { problemText, refusalOf } from './explain.js';
import { formStyles } from './form.styles.js';
import { KnownWords } from './known-words.js';
import { MediaPictures } from './media.js';
import { renderFacts, renderTable, renderValues } from './results.js';
import type { XmppDataForm } from './xmpp-data-form.js';

/** What browsers and password managers may fill in: only where a new account is asked for, and never a known password. */
const AUTOCOMPLETE = new Map([
  ['username', 'username'],
  ['password', 'new-password'],
  ['email', 'email'],
  ['nick', 'nickname'],
  ['name', 'name'],
  ['first', 'given-name'],
  ['last', 'family-name'],
  ['phone', 'tel'],
]);
const REGISTER = 'jabber:iq:register';

export class FormView implements View {
  readonly #words: LocaleFollower<Locale>;
  readonly #pictures = new MediaPictures(() => this.render());
  readonly #known = new KnownWords(() => this.render());
  #form: DataForm | undefined;
  /** What the fields start with, where that is not what came with the form. */
  #kept = new Map<string, readonly string[]>();
  #answers = new Map<string, readonly string[]>();
  /** Sentences, by the fields' names; '' for all of them. */
  #problems = new Map<string, (strings: FormStrings) => string>();
  #bare = new Set<string>();
  #busy = false;
  #pages = 1;

  constructor(
    readonly host: XmppDataForm,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, formStyles);
    askLinks(host, root, (error) => host.dispatchEvent(new XmppErrorEvent('load-failed', error)));
    this.#words = new LocaleFollower(host, findLocale, () => this.render());
  }

  connected(): void {
    this.#words.connected();
    this.changed('form');
  }

  disconnected(): void {
    this.#words.disconnected();
    this.#pictures.clear();
  }

  changed(name: string): void {
    if (name === 'form' && this.host.form !== this.#form) this.#show(this.host.form);
    this.render();
  }

  complain(text: string, name = ''): void {
    this.#complain(() => text, name);
  }

  #complain(text: (strings: FormStrings) => string, name = ''): void {
    this.#problems.set(this.#has(name) ? name : '', text);
    this.render();
    if (this.#has(name) && this.root.activeElement) this.#control(name)?.focus(); // not where it is somewhere else by now
  }

  exchange(form: DataForm): void {
    this.#show(form, this.#keptFor(form));
    this.host.form = form;
    this.render();
  }

  focus(options?: FocusOptions): void {
    this.root.querySelector<HTMLElement>('input, textarea, select, button')?.focus(options);
  }

  get #strings(): FormStrings {
    return partStrings(formEnglish, this.#words.now.strings);
  }

  #show(form: DataForm | undefined, kept = new Map<string, readonly string[]>()): void {
    this.#form = form;
    this.#kept = kept;
    this.#answers = new Map(kept);
    this.#problems.clear();
    this.#bare.clear();
    this.#pictures.clear();
    this.#busy = false;
    this.#pages = 1;
    render(nothing, this.root); // controls hold what was typed into the ones before
  }

  render(): void {
    if (!this.#words.ready) return;
    const { tag } = this.#words.now;
    const form = this.#form;
    if (!this.#known.readyFor(form?.formType, tag)) return;
    const title = form?.title ?? this.#strings.form;
    render(
      html`<section class="kit form" part="frame" lang=${tag} aria-label=${title}>
        ${form ? this.#content(form) : nothing}
      </section>`,
      this.root,
    );
  }

  #content(form: DataForm): TemplateResult {
    const strings = this.#strings;
    const level = /^[1-6]$/.test(this.host.headingLevel ?? '') ? this.host.headingLevel : '2';
    const head = html`${
      form.title
        ? html`<div part="title" class="title" role="heading" aria-level=${level} dir="auto" lang="">
            ${form.title}
          </div>`
        : nothing
    }
    ${
      form.instructions.length
        ? html`<div part="instructions" class="instructions">
            ${form.instructions.map((text) => html`<p class="text" dir="auto" lang="">${text}</p>`)}
          </div>`
        : nothing
    }
    ${form.cut ? html`<p class="hint">${strings.formCut}</p>` : nothing}`;
    if (form.type !== 'form')
      return html`<div class="content ${form.columns.length ? 'wide' : ''}">
        ${head}${renderFacts(form.fields, (field) => this.#label(field, strings), strings)}
        ${form.columns.length ? renderTable(form, this.#pages, () => this.#morePages(), strings) : nothing}
      </div>`;
    return html`<form class="content" novalidate aria-busy=${String(this.#busy)} @submit=${this.#submitted}>
      ${head}${form.fields.map((field, i) => this.#field(field, i, strings))}
      <p part="problem" class="failure" role="alert">${this.#problems.get('')?.(strings) ?? nothing}</p>
      ${this.#buttons(strings)}
    </form>`;
  }

  #buttons(strings: FormStrings): TemplateResult {
    return html`<div class="buttons">
      ${
        this.host.noCancel
          ? nothing
          : html`<button part="cancel" type="button" @click=${this.#cancelled}>${strings.cancel}</button>`
      }
      <button part="submit" type="submit" class="primary" aria-disabled=${this.#busy ? 'true' : nothing}>
        ${this.#busy ? strings.sending : (this.host.submitLabel ?? strings.formSubmit)}
      </button>
    </div>`;
  }

  #field(field: FormField, i: number, strings: FormStrings): TemplateResult | typeof nothing {
    const { name, type, values, media } = field;
    if (type === 'hidden') return nothing;
    const label = this.#label(field, strings);
    const picture = media ? this.#pictures.render(media, strings) : nothing;
    if (name === undefined || type === 'fixed' || this.#isAdvice(field))
      return html`<div part="field" class="field">
        ${label ? html`<div part="label" class="label">${words(label)}</div>` : nothing}
        ${picture}${renderValues('text-multi', values, strings)}
      </div>`;
    const state: FieldState = {
      field: this.#known.field(field),
      id: `field-${i}`,
      label: label ?? name,
      start: this.#kept.get(name) ?? values,
      problem: this.#problems.get(name)?.(strings),
      autocomplete: this.#autocomplete(name),
      bare: this.#bare.has(name),
      change: (answer) => this.#changed(field, answer),
      toggle: () => this.#toggle(name),
    };
    return renderField(state, picture, strings);
  }

  /** XEP-0158: an address that came filled in, for people to go to. */
  #isAdvice({ name, values }: FormField): boolean {
    return name === 'captcha-fallback-url' && values.length > 0;
  }

  /** FLD-5: ours where the names are known, else the service's. */
  #label({ name = '', label }: FormField, { formLabels }: FormStrings): string | undefined {
    const known = this.#form?.formType?.startsWith(REGISTER) || this.#form?.formType === 'urn:xmpp:captcha';
    const ours = known ? new Map(Object.entries(formLabels)).get(name) : this.#known.label(name);
    return ours ?? label ?? (name || undefined);
  }

  #autocomplete(name: string): string {
    return (this.#form?.formType === REGISTER && AUTOCOMPLETE.get(name)) || 'off';
  }

  #changed(field: FormField, answer: readonly string[]): void {
    const name = field.name ?? '';
    this.#answers.set(name, answer);
    if (!this.#problems.has(name)) return;
    const problem = checkField(field, answer);
    if (problem) this.#problems.set(name, (strings) => problemText(problem, field, strings));
    else this.#problems.delete(name);
    this.render();
  }

  #toggle(name: string): void {
    if (!this.#bare.delete(name)) this.#bare.add(name);
    this.render();
  }

  #morePages(): void {
    this.#pages += 1;
    this.render();
  }

  readonly #cancelled = () => {
    if (this.#form) this.host.dispatchEvent(new FormCancelEvent(this.#form));
  };

  readonly #submitted = (event: Event) => {
    event.preventDefault();
    const form = this.#form;
    if (!form || this.#busy) return;
    const problems = checkForm(form, this.#answers);
    this.#problems.clear();
    for (const field of form.fields) {
      const problem = problems.get(field.name ?? '');
      if (field.name !== undefined && problem)
        this.#problems.set(field.name, (strings) => problemText(problem, field, strings));
    }
    this.render();
    const [first] = problems.keys();
    if (first !== undefined) this.#control(first)?.focus();
    else void this.#send(form);
  };

  async #send(form: DataForm): Promise<void> {
    const came = form.fields.flatMap(({ name, values }) =>
      name !== undefined && values.length ? [[name, values] as const] : [],
    );
    const submit = new FormSubmitEvent(form, new Map([...came, ...this.#answers]));
    this.host.dispatchEvent(submit);
    this.#busy = submit.done !== undefined;
    this.render();
    try {
      await submit.done;
    } catch (error) {
      if (form === this.#form) this.#refused(error, form);
      return;
    }
    if (form !== this.#form) return;
    this.#forget();
    this.#busy = false;
    this.render();
  }

  #refused(error: unknown, form: DataForm): void {
    const { text, name, form: wanted } = refusalOf(error, form);
    this.#busy = false;
    if (wanted && wanted !== form) this.exchange(wanted);
    this.#complain(text, name);
  }

  /** REG-7: what was filled in stays, but for answers to what is asked anew. */
  #keptFor({ fields }: DataForm): Map<string, readonly string[]> {
    const asked = fields.filter((field) => !field.media && field.type !== 'hidden' && field.type !== 'fixed');
    return new Map([...this.#answers].filter(([name]) => asked.some((field) => field.name === name)));
  }

  /** FORM-14: once it is taken, nothing secret stays. */
  #forget(): void {
    for (const { name = '', ...field } of this.#form?.fields ?? [])
      if (isSecret({ name, ...field })) this.#answers.delete(name);
    for (const input of this.root.querySelectorAll<HTMLInputElement>('[data-secret]')) input.value = '';
  }

  #has(name: string): boolean {
    return name !== '' && this.#indexOf(name) >= 0;
  }

  #indexOf(name: string): number {
    return this.#form?.fields.findIndex((field) => field.name === name) ?? -1;
  }

  #control(name: string): HTMLElement | null {
    return this.root.querySelector(`#field-${this.#indexOf(name)}`);
  }
}
