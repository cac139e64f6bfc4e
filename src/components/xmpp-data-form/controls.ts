/** A field of a form as the browser's own controls. What is in them is the browser's until it changes. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isSecret } from '../../session/check-form.js';
import type { FormField, FormOption } from '../../session/data-form.js';
import { nativeInput } from './native.js';
import type { FormStrings } from '../shared/form-strings.js';

/** A field, and how things stand with it. */
export interface FieldState {
  readonly field: FormField;
  /** Unique in the form. */
  readonly id: string;
  readonly label: string;
  /** What it starts with. */
  readonly start: readonly string[];
  readonly problem: string | undefined;
  readonly autocomplete: string;
  /** A secret that is to be seen for now. */
  readonly bare: boolean;
  change(values: readonly string[]): void;
  /** Shows a secret, or hides it again. */
  toggle(): void;
}

/** More choices than this scroll by themselves. */
const SHOWN_CHOICES = 8;

export function renderField(state: FieldState, media: unknown, strings: FormStrings): TemplateResult {
  const { field, problem, id } = state;
  const below = problem ? html`<p part="problem" class="failure" id="${id}-problem">${problem}</p>` : nothing;
  if (field.type === 'boolean')
    return html`<div part="field" class="field">
      <label part="label" class="switch">${checkbox(state, strings)} ${words(state.label)}</label>
      ${media}${hints(state, strings)}${below}
    </div>`;
  if (field.type === 'list-multi')
    return html`<fieldset part="field" class="field" aria-describedby=${described(state, strings)}>
      <legend part="label">${words(state.label)}${mark(field, strings)}</legend>
      ${media}${hints(state, strings)}${checkboxes(state, strings)}${below}
    </fieldset>`;
  return html`<div part="field" class="field">
    <label part="label" for=${id}
      >${words(state.label)}<span aria-hidden="true">${mark(field, strings)}</span></label
    >
    ${media}${hints(state, strings)}${control(state, strings)}${below}
  </div>`;
}

/** What a service says, in a language that it does not name. */
export const words = (text: string) => html`<bdi lang="">${text}</bdi>`;

const mark = ({ required }: FormField, strings: FormStrings) =>
  required ? html`${' '}<small class="mark">${strings.formRequired}</small>` : nothing;

/** Help that stands between label and control. */
function hints({ field, id }: FieldState, strings: FormStrings): TemplateResult | typeof nothing {
  const own = ownHints(field, strings);
  if (!field.description && !own.length) return nothing;
  return html`<div part="hint" class="hint" id="${id}-hint">
    ${field.description ? html`<p class="text" dir="auto" lang="">${field.description}</p>` : nothing}
    ${own.map((hint) => html`<p>${hint}</p>`)}
  </div>`;
}

function ownHints({ type, rule, options }: FormField, strings: FormStrings): string[] {
  const found: (string | false | undefined)[] = [
    type === 'jid-single' && strings.formJid,
    type === 'jid-multi' && strings.formJidPerLine,
    type === 'list-multi' && !options.length && strings.formOnePerLine,
    (rule?.min ?? rule?.max) !== undefined && strings.formRange(rule?.min, rule?.max),
    (rule?.least ?? rule?.most) !== undefined && strings.formChoices(rule?.least, rule?.most),
    rule?.pattern !== undefined && rule.pattern.length <= 100 && strings.formPattern(rule.pattern),
  ];
  return found.filter((hint) => typeof hint === 'string');
}

function described(state: FieldState, strings: FormStrings): string | typeof nothing {
  const { field, id, problem } = state;
  const hinted = field.description || ownHints(field, strings).length;
  return [hinted && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || nothing;
}

function control(state: FieldState, strings: FormStrings): TemplateResult {
  const { field } = state;
  if (isSecret(field)) return secret(state, strings);
  switch (field.type) {
    case 'text-multi':
    case 'jid-multi':
      return textarea(state, strings);
    case 'list-single':
      return field.rule?.open ? combo(state, strings) : select(state, strings);
    default:
      return line(state, strings);
  }
}

const valueOf = ({ target }: Event) => (target as HTMLInputElement).value;

function line(state: FieldState, strings: FormStrings): TemplateResult {
  const { field, id, start, problem, autocomplete } = state;
  const native = nativeInput(field);
  const plain = native.inputMode !== undefined || autocomplete === 'username';
  return html`<input
    part="input"
    id=${id}
    type=${native.type}
    step=${native.type === 'text' || native.type === 'date' ? nothing : '1'}
    inputmode=${native.inputMode ?? nothing}
    dir="auto"
    autocomplete=${autocomplete}
    autocapitalize=${plain ? 'off' : nothing}
    spellcheck=${plain ? 'false' : nothing}
    .value=${native.read(start[0] ?? '')}
    ?required=${field.required}
    aria-invalid=${problem ? 'true' : nothing}
    aria-describedby=${described(state, strings)}
    @input=${(event: Event) => state.change([native.write(valueOf(event))])}
  />`;
}

function secret(state: FieldState, strings: FormStrings): TemplateResult {
  const { field, id, start, problem, autocomplete, bare } = state;
  return html`<div class="secret">
    <input
      part="input"
      id=${id}
      type=${bare ? 'text' : 'password'}
      data-secret
      dir="auto"
      autocomplete=${autocomplete}
      autocapitalize="off"
      spellcheck="false"
      .value=${start[0] ?? ''}
      ?required=${field.required}
      aria-invalid=${problem ? 'true' : nothing}
      aria-describedby=${described(state, strings)}
      @input=${(event: Event) => state.change([valueOf(event)])}
    />
    <button
      type="button"
      class="plain"
      aria-pressed=${String(bare)}
      aria-controls=${id}
      @click=${() => state.toggle()}
    >
      ${bare ? strings.formHideSecret : strings.formShowSecret}
    </button>
  </div>`;
}

function textarea(state: FieldState, strings: FormStrings): TemplateResult {
  const { field, id, start, problem } = state;
  return html`<textarea
    part="input"
    id=${id}
    rows="3"
    dir="auto"
    autocomplete="off"
    spellcheck=${field.type === 'jid-multi' ? 'false' : nothing}
    .value=${start.join('\n')}
    ?required=${field.required}
    aria-invalid=${problem ? 'true' : nothing}
    aria-describedby=${described(state, strings)}
    @input=${(event: Event) => state.change([valueOf(event)])}
  ></textarea>`;
}

/** Choices, and before them what came filled in without being one (FORM-18). */
function offered({ options, values }: FormField): readonly FormOption[] {
  const odd = values.filter((value) => value && options.every((option) => option.value !== value));
  return [...odd.map((value) => ({ value, label: value })), ...options];
}

function select(state: FieldState, strings: FormStrings): TemplateResult {
  const { field, id, start, problem } = state;
  const empty = !field.values[0];
  return html`<select
    part="input"
    id=${id}
    dir="auto"
    ?required=${field.required}
    aria-invalid=${problem ? 'true' : nothing}
    aria-describedby=${described(state, strings)}
    @change=${(event: Event) => state.change([valueOf(event)])}
  >
    ${empty ? html`<option value="">${strings.formChoose}</option>` : nothing}
    ${offered(field).map(
      ({ value, label }) =>
        html`<option lang="" value=${value} ?selected=${value === start[0]}>${label}</option>`,
    )}
  </select>`;
}

function combo(state: FieldState, strings: FormStrings): TemplateResult {
  const { field, id, start, problem } = state;
  return html`<input
      part="input"
      id=${id}
      list="${id}-list"
      dir="auto"
      autocomplete="off"
      .value=${start[0] ?? ''}
      ?required=${field.required}
      aria-invalid=${problem ? 'true' : nothing}
      aria-describedby=${described(state, strings)}
      @input=${(event: Event) => state.change([valueOf(event)])}
    /><datalist id="${id}-list">
      ${field.options.map(({ value, label }) => html`<option lang="" value=${value} label=${label}></option>`)}
    </datalist>`;
}

function checkbox(state: FieldState, strings: FormStrings): TemplateResult {
  return html`<input
    part="input"
    type="checkbox"
    id=${state.id}
    .checked=${state.start[0] === '1'}
    aria-describedby=${described(state, strings)}
    @change=${({ target }: Event) => state.change([(target as HTMLInputElement).checked ? '1' : '0'])}
  />`;
}

function checkboxes(state: FieldState, strings: FormStrings): TemplateResult {
  const { field, id, start, problem } = state;
  const choices = offered(field);
  const others = start.filter((value) => choices.every((choice) => choice.value !== value));
  const changed = ({ currentTarget }: Event) => {
    const box = currentTarget as HTMLElement;
    const checked = [...box.querySelectorAll<HTMLInputElement>('input:checked')].map(
      (input) => choices[Number(input.dataset.at)]?.value ?? '',
    );
    const more = box.querySelector('textarea')?.value.split('\n') ?? [];
    state.change([...checked, ...more.map((value) => value.trim())]);
  };
  return html`<div class="choices ${choices.length > SHOWN_CHOICES ? 'many' : ''}" @input=${changed}>
    ${choices.map(
      ({ value, label }, i) =>
        html`<label class="switch">
          <input
            part="input"
            type="checkbox"
            id=${i ? `${id}-${i}` : id}
            data-at=${i}
            .checked=${start.includes(value)}
            aria-invalid=${problem ? 'true' : nothing}
          />
          ${words(label)}
        </label>`,
    )}
    ${
      field.rule?.open
        ? html`<label part="label" class="others" for="${id}-others">${strings.formOther}</label>
            <textarea
              part="input"
              id="${id}-others"
              rows="2"
              dir="auto"
              .value=${others.join('\n')}
            ></textarea>`
        : nothing
    }
  </div>`;
}
