/** The fields that forms of `<xmpp-login>` are made of. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LoginStrings } from './login-strings.js';

export interface TextField {
  /** Name and id. */
  readonly name: string;
  readonly label: string;
  readonly autocomplete: string;
  /** What it starts with. */
  readonly value?: string;
  readonly readonly?: boolean;
  readonly hint?: string;
  readonly problem?: string;
  /** Its id, where the words for it stand at another field. */
  readonly problemAt?: string;
}

/** A line of text. */
export function textField(field: TextField): TemplateResult {
  const { name, label, autocomplete, value = '', readonly = false, hint } = field;
  return html`<div part="field" class="field">
    <label part="label" for=${name}>${label}</label>
    <input
      part="input"
      id=${name}
      name=${name}
      dir="auto"
      autocomplete=${autocomplete}
      autocapitalize=${autocomplete === 'nickname' ? 'words' : 'off'}
      spellcheck="false"
      maxlength="1023"
      .value=${value}
      ?readonly=${readonly}
      aria-invalid=${field.problem !== undefined || field.problemAt ? 'true' : nothing}
      aria-describedby=${described(field)}
    />
    ${hint ? html`<p part="hint" class="hint" id="${name}-hint">${hint}</p>` : nothing}${problem(field)}
  </div>`;
}

export interface SecretField extends Omit<TextField, 'value' | 'readonly'> {
  /** It is to be seen for now. */
  readonly bare: boolean;
  toggle(): void;
}

/** A password, which its owner may see. */
export function secretField(field: SecretField, strings: LoginStrings): TemplateResult {
  const { name, label, autocomplete, bare } = field;
  return html`<div part="field" class="field">
    <label part="label" for=${name}>${label}</label>
    <div class="secret">
      <input
        part="input"
        id=${name}
        name=${name}
        type=${bare ? 'text' : 'password'}
        data-secret
        autocomplete=${autocomplete}
        autocapitalize="off"
        spellcheck="false"
        aria-invalid=${field.problem !== undefined || field.problemAt ? 'true' : nothing}
        aria-describedby=${described(field)}
      />
      <button
        type="button"
        class="plain"
        aria-label=${bare ? strings.hidePassword : strings.showPassword}
        @click=${() => field.toggle()}
      >
        ${bare ? strings.hide : strings.show}
      </button>
    </div>
    ${problem(field)}
  </div>`;
}

const problem = ({ name, problem: text }: Pick<TextField, 'name' | 'problem'>) =>
  text ? html`<p part="problem" class="failure" id="${name}-problem">${text}</p>` : nothing;

function described({ name, hint, problem: text, problemAt }: Omit<TextField, 'value' | 'readonly'>) {
  const ids = [hint && `${name}-hint`, text && `${name}-problem`, problemAt];
  return ids.filter(Boolean).join(' ') || nothing;
}

/** What is in the field `name` of a form; '' where there is none. */
export function valueOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : '';
}
