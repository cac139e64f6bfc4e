/**
 * XEP-0004 Data Forms, with field standardization (XEP-0068), validation (XEP-0122) and media (XEP-0221): between
 * `<x xmlns='jabber:x:data'/>` and the records of data-form.ts. Whether answers will do is check-form.ts.
 */
import type {
  DataForm,
  FieldRule,
  FieldType,
  FormAnswers,
  FormColumn,
  FormField,
  FormMedia,
  FormOption,
  FormRow,
  FormType,
} from '../data-form.js';
import { parseJid } from '../jid.js';
import { child, children, is, textOf, xml, type Element } from '../xml.js';
import { readBits, type Bits } from './bits-of-binary.js';

export const NS_FORM = 'jabber:x:data';
const NS_VALIDATE = 'http://jabber.org/protocol/xdata-validate';
const NS_MEDIA = 'urn:xmpp:media-element';

/** security.md §8. Hidden fields are not counted: they cost nobody's eyes, and belong into the answer. */
const MAX_FIELDS = 200;
const MAX_OPTIONS = 500;
const MAX_SOURCES = 10;
const MAX_INSTRUCTIONS = 20;
const MAX_LABEL = 256;
const MAX_TEXT = 2000;

const FORM_TYPES: readonly FormType[] = ['form', 'submit', 'cancel', 'result'];
const FIELD_TYPES: readonly FieldType[] = [
  'boolean',
  'fixed',
  'hidden',
  'jid-multi',
  'jid-single',
  'list-multi',
  'list-single',
  'text-multi',
  'text-private',
  'text-single',
];
const MULTIPLE: readonly FieldType[] = ['hidden', 'jid-multi', 'list-multi', 'text-multi'];

/** The first form that is a child of `wrapper`, with the pictures that lie beside it. */
export function findDataForm(wrapper: Element): DataForm | undefined {
  const x = child(wrapper, 'x', NS_FORM);
  const form = x && readDataForm(x);
  const bits = readBits(wrapper);
  if (!form || !bits.size) return form;
  return {
    ...form,
    fields: form.fields.map(({ media, ...field }) => ({ ...field, media: media && withBits(media, bits) })),
  };
}

const withBits = (media: FormMedia, bits: ReadonlyMap<string, Bits>): FormMedia => ({
  ...media,
  sources: media.sources.map((source) => ({ ...source, data: bits.get(source.url) })),
});

/** @returns undefined for what is no form, or none of the four types (FORM-1). */
export function readDataForm(x: Element): DataForm | undefined {
  const type = FORM_TYPES.find((each) => each === x.attrs.type);
  if (!type || !is(x, 'x', NS_FORM)) return undefined;
  const all = unique(children(x, 'field', NS_FORM).map(readField));
  const shown = all.filter((field) => field.type !== 'hidden');
  const last = shown[MAX_FIELDS];
  const fields = last ? all.filter((field, i) => field.type === 'hidden' || i < all.indexOf(last)) : all;
  const reported = child(x, 'reported', NS_FORM);
  const columns = reported ? readColumns(reported) : [];
  return {
    type,
    formType: readFormType(fields, type),
    title: bounded(textOf(child(x, 'title', NS_FORM)), MAX_LABEL),
    instructions: children(x, 'instructions', NS_FORM)
      .slice(0, MAX_INSTRUCTIONS)
      .map((each) => textOf(each).slice(0, MAX_TEXT))
      .filter(Boolean),
    fields: fields.map(({ tooMany: _, ...field }) => field),
    columns: columns.slice(0, MAX_FIELDS),
    rows: columns.length ? children(x, 'item', NS_FORM).map(readRow) : [],
    cut: last !== undefined || columns.length > MAX_FIELDS || fields.some(({ tooMany }) => tooMany),
  };
}

/** FLD-1: only a hidden one gives context; in answers the type may be left out. */
function readFormType(fields: readonly FormField[], type: FormType): string | undefined {
  const field = fields.find(({ name }) => name === 'FORM_TYPE');
  const counts = field?.type === 'hidden' || type === 'submit';
  return counts && field?.values.length === 1 ? field.values[0] : undefined;
}

/** Names may stand once (§3.2), so the first of each counts. */
function unique<T extends { readonly name?: string }>(fields: readonly T[]): T[] {
  const seen = new Set<string>();
  return fields.filter(({ name }) => {
    if (name === undefined) return true;
    return !seen.has(name) && seen.add(name);
  });
}

function readField(element: Element): FormField & { readonly tooMany: boolean } {
  const type = readFieldType(element);
  const list = type.startsWith('list-');
  const options = list ? readOptions(element) : [];
  const validate = child(element, 'validate', NS_VALIDATE);
  const media = child(element, 'media', NS_MEDIA);
  return {
    name: element.attrs.var || undefined,
    type,
    label: bounded(element.attrs.label, MAX_LABEL),
    description: bounded(textOf(child(element, 'desc', NS_FORM)), MAX_TEXT),
    required: child(element, 'required', NS_FORM) !== undefined && type !== 'fixed' && type !== 'hidden',
    values: readValues(element, type),
    options: options.slice(0, MAX_OPTIONS),
    rule: validate && (list || type.startsWith('text-')) ? readRule(validate) : undefined,
    media: media && readMedia(media),
    tooMany: options.length > MAX_OPTIONS,
  };
}

/** FORM-6. */
function readFieldType({ attrs }: Element): FieldType {
  return FIELD_TYPES.find((each) => each === attrs.type) ?? 'text-single';
}

const TRUE = /^(1|true)$/;

/** FORM-7, FORM-16. A boolean that is neither is as good as none. */
function readValues(field: Element, type: FieldType): string[] {
  const all = children(field, 'value', NS_FORM).map((value) => textOf(value));
  if (MULTIPLE.includes(type)) return all;
  const first = all.slice(0, 1);
  if (type !== 'boolean') return first;
  return first
    .filter((value) => /^([01]|true|false)$/.test(value))
    .map((value) => (TRUE.test(value) ? '1' : '0'));
}

/** FORM-12. Of two with one value nobody could tell which was chosen. */
function readOptions(field: Element): FormOption[] {
  const options = new Map<string, FormOption>();
  for (const option of children(field, 'option', NS_FORM)) {
    const value = textOf(child(option, 'value', NS_FORM));
    if (value === undefined || options.has(value)) continue;
    options.set(value, { value, label: bounded(option.attrs.label || value, MAX_LABEL) ?? '' });
  }
  return [...options.values()];
}

/** FORM-26: unknown methods count as `<basic/>`. */
function readRule(validate: Element): FieldRule {
  const range = child(validate, 'range', NS_VALIDATE)?.attrs;
  const chosen = child(validate, 'list-range', NS_VALIDATE)?.attrs;
  return {
    datatype: validate.attrs.datatype || 'xs:string',
    open: child(validate, 'open', NS_VALIDATE) !== undefined,
    min: range?.min,
    max: range?.max,
    pattern: bounded(textOf(child(validate, 'regex', NS_VALIDATE)), MAX_TEXT),
    least: readNumber(chosen?.min),
    most: readNumber(chosen?.max),
  };
}

function readMedia(media: Element): FormMedia | undefined {
  const sources = children(media, 'uri', NS_MEDIA)
    .slice(0, MAX_SOURCES)
    .map((uri) => ({ type: (uri.attrs.type ?? '').toLowerCase(), url: textOf(uri).trim() }))
    .filter(({ url }) => url && url.length <= MAX_TEXT);
  if (!sources.length) return undefined;
  return { width: readNumber(media.attrs.width), height: readNumber(media.attrs.height), sources };
}

function readNumber(text: string | undefined): number | undefined {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function readColumns(reported: Element): FormColumn[] {
  return unique(
    children(reported, 'field', NS_FORM).flatMap((field) => {
      const name = field.attrs.var;
      const type = readFieldType(field);
      return name && type !== 'hidden' ? [{ name, type, label: bounded(field.attrs.label, MAX_LABEL) }] : [];
    }),
  );
}

/** FORM-21: cells by their names; the first of a name counts. */
function readRow(item: Element): FormRow {
  const row = new Map<string, readonly string[]>();
  for (const field of children(item, 'field', NS_FORM)) {
    const name = field.attrs.var;
    if (!name || row.has(name)) continue;
    row.set(
      name,
      children(field, 'value', NS_FORM).map((value) => textOf(value)),
    );
  }
  return row;
}

function bounded(text: string | undefined, most: number): string | undefined {
  return text?.slice(0, most) || undefined;
}

/**
 * The answer to `form` (FORM-20). What nobody touched goes back as it came, with all its values, and is left out where
 * it has none (FORM-19); so do hidden fields, whatever `answers` says of them (FORM-9). What the form does not ask for
 * is left out.
 */
export function buildSubmit(form: DataForm, answers: FormAnswers = new Map()): Element {
  return xml(
    'x',
    { xmlns: NS_FORM, type: 'submit' },
    form.fields.map((field) => buildAnswer(field, answers)),
  );
}

/** FORM-3. */
export function buildCancel(): Element {
  return xml('x', { xmlns: NS_FORM, type: 'cancel' });
}

function buildAnswer(field: FormField, answers: FormAnswers): Element | undefined {
  const { name, type } = field;
  if (name === undefined || type === 'fixed') return undefined;
  const values = tidyAnswer(field, answers.get(name));
  const cleared = values.length === 0;
  if (cleared && type !== 'hidden' && field.values.every((value) => value === '')) return undefined;
  // An empty one would be an address that is none. Lists are said as §3.3 says it for all, though ejabberd 23.01 takes that
  // for a choice that is none and refuses: without any value Prosody 0.12 never answers.
  const none = cleared && type !== 'hidden' && type !== 'jid-multi' ? [''] : [];
  return xml(
    'field',
    { var: name, type },
    [...values, ...none].map((value) => xml('value', {}, value)),
  );
}

/** Values as they go out: of the field's own kind, without what says nothing; none: it is left empty. */
export function tidyAnswer(field: FormField, answer: readonly string[] = field.values): readonly string[] {
  const [first = ''] = answer;
  switch (field.type) {
    case 'hidden':
    case 'fixed':
      return field.values;
    case 'boolean':
      return [TRUE.test(first) ? '1' : '0'];
    case 'jid-single':
      return filled([prepared(first)]);
    case 'jid-multi':
      return [...new Set(filled(answer.flatMap(lines).map(prepared)))];
    case 'list-multi':
      return inOrder(field.options, answer);
    case 'text-multi':
      return filled(answer).length ? answer.flatMap(lines) : [];
    case 'text-private':
    case 'list-single':
      return filled([first]);
    case 'text-single':
      return filled([lines(first).join(' ')]);
  }
}

/** FORM-13. */
const lines = (text: string) => text.split(/\r\n|\r|\n/);
const filled = (values: readonly string[]) => values.filter(Boolean);
/** FORM-10: addresses that are equal become equal; what is none stays for the checks to find. */
const prepared = (text: string) => parseJid(text.trim())?.full ?? text.trim();

/** FORM-11: in the order of the choices; what is none of them comes behind. */
function inOrder(options: readonly FormOption[], answer: readonly string[]): string[] {
  const chosen = new Set(filled(answer));
  const known = options.map(({ value }) => value).filter((value) => chosen.delete(value));
  return [...known, ...chosen];
}
