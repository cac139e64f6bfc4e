/** What a service found: facts, and tables a page at a time. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { DataForm, FieldType, FormField } from '../../session/data-form.js';
import { isSecret } from '../../session/check-form.js';
import { parseJid } from '../../session/jid.js';
import type { FormStrings } from '../shared/form-strings.js';
import { linkify } from '../shared/linkify.js';
import { nickText } from '../shared/nick-text.js';
import { words } from './controls.js';

/** On a page: whatever the number of columns, it is there at once. */
const CELLS = 2000;
const HIDDEN = '••••••';
/** More lines, and longer ones, than anybody reads. */
const MAX_VALUES = 200;
const MAX_VALUE = 2000;

/** Fields that are read only (FORM-8, FORM-22). */
export function renderFacts(
  fields: readonly FormField[],
  label: (field: FormField) => string | undefined,
  strings: FormStrings,
): TemplateResult | typeof nothing {
  const facts = fields.filter(({ type }) => type !== 'hidden');
  if (!facts.length) return nothing;
  return html`<dl part="facts">
    ${facts.map(
      (field) =>
        html`<div part="field" class="fact">
          <dt part="label">${words(label(field) ?? '')}</dt>
          <dd>${isSecret(field) ? HIDDEN : renderValues(field.type, field.values, strings)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** FORM-21. @param pages How many are shown. */
export function renderTable(
  { columns, rows }: DataForm,
  pages: number,
  more: () => void,
  strings: FormStrings,
): TemplateResult {
  if (!rows.length) return html`<p class="hint">${strings.formNothing}</p>`;
  const page = Math.max(1, Math.floor(CELLS / columns.length));
  const shown = rows.slice(0, pages * page);
  return html`<div part="table" class="table" role="group" tabindex="0" aria-label=${strings.formTable}>
      <table>
        <thead>
          <tr>
            ${columns.map(({ name, label }) => html`<th scope="col">${words(label ?? name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) =>
              html`<tr>
                ${columns.map(
                  ({ name, type }) =>
                    html`<td>
                      ${isSecret({ type, name }) ? HIDDEN : renderValues(type, row.get(name) ?? [], strings)}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      shown.length < rows.length
        ? html`<p>
            <button type="button" @click=${more}>
              ${strings.formMoreRows(Math.min(page, rows.length - shown.length))}
            </button>
          </p>`
        : nothing
    }`;
}

export function renderValues(type: FieldType, values: readonly string[], strings: FormStrings): unknown {
  if (type === 'boolean') {
    const yes = values[0] === '1' || values[0] === 'true';
    return values.length ? (yes ? strings.formYes : strings.formNo) : nothing;
  }
  return values
    .slice(0, MAX_VALUES)
    .map(
      (value) =>
        html`<p class="text" dir="auto" lang="">${renderValue(type, value.slice(0, MAX_VALUE), strings)}</p>`,
    );
}

function renderValue(type: FieldType, value: string, strings: FormStrings): unknown {
  const jid = type.startsWith('jid-') ? parseJid(value) : undefined;
  if (jid) {
    const { local, domain, resource } = jid;
    const path = [
      local && `${encodeURIComponent(local)}@`,
      domain,
      resource && `/${encodeURIComponent(resource)}`,
    ];
    return link(`xmpp:${path.filter(Boolean).join('')}`, nickText(jid.full));
  }
  return linkify(value).map((piece) => {
    if (typeof piece === 'string') return piece;
    const real =
      piece.host === undefined ? nothing : html`${' '}<span>${strings.linkHost(piece.host)}</span>`;
    return html`${link(piece.href, piece.text)}${real}`;
  });
}

const link = (href: string, text: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc" referrerpolicy="no-referrer"
    >${text}</a
  >`;
