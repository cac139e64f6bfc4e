/**
 * Whether what somebody filled into a form will do: XEP-0004's own rules, and XEP-0122's where the service gave some.
 * The service decides in the end; what is said here is said before anything is sent.
 */
import type { DataForm, FieldRule, FormAnswers, FormField } from './data-form.js';
import { parseJid } from './jid.js';
import { tidyAnswer } from './protocol/data-form.js';
import { readDateTime } from './protocol/datetime.js';

/** Named like a password, so shown and kept like one, whatever its type (security.md §7). */
const SECRET = /passw|passphrase|passcode|secret/i;

/** Whether what is typed into it is for nobody else's eyes, no log and no event (FORM-14). */
export function isSecret({ type, name = '' }: Pick<FormField, 'type' | 'name'>): boolean {
  return type === 'text-private' || (type === 'text-single' && SECRET.test(name));
}

/** What is wrong with a field; `value` is the one at fault. */
export type FieldProblem =
  | { readonly code: 'required' }
  | { readonly code: 'jid'; readonly value: string }
  | { readonly code: 'option'; readonly value: string }
  /** It is not of its datatype. */
  | { readonly code: 'datatype'; readonly datatype: string; readonly value: string }
  | { readonly code: 'range'; readonly min?: string; readonly max?: string; readonly value: string }
  /** Too few or too many choices. */
  | { readonly code: 'choices'; readonly least?: number; readonly most?: number };

/** By the names of the fields that have a problem, in their order; empty: it can be sent. */
export function checkForm(form: DataForm, answers: FormAnswers): Map<string, FieldProblem> {
  const problems = new Map<string, FieldProblem>();
  for (const field of form.fields) {
    const problem = field.name === undefined ? undefined : checkField(field, answers.get(field.name));
    if (problem) problems.set(field.name ?? '', problem);
  }
  return problems;
}

/**
 * @param answer Undefined: nobody touched it. What the service itself put in is not judged, but has to be there where
 *   something is required (FORM-17, FORM-18).
 */
export function checkField(field: FormField, answer?: readonly string[]): FieldProblem | undefined {
  const { type, required, rule } = field;
  if (type === 'hidden' || type === 'fixed' || type === 'boolean') return undefined;
  const values = tidyAnswer(field, answer);
  if (!values.length) return required ? { code: 'required' } : undefined;
  if (answer === undefined || sameValues(values, tidyAnswer(field))) return undefined;
  return (
    (type === 'list-multi' && rule && checkCount(values.length, rule)) ||
    first(values, (value) => checkValue(field, value))
  );
}

function first<T>(values: readonly string[], check: (value: string) => T | undefined): T | undefined {
  for (const value of values) {
    const found = check(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

const sameValues = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((value, i) => value === other[i]);

function checkCount(count: number, { least, most }: FieldRule): FieldProblem | undefined {
  const fine = count >= (least ?? 0) && count <= (most ?? Infinity);
  return fine ? undefined : { code: 'choices', least, most };
}

function checkValue({ type, options, values, rule }: FormField, value: string): FieldProblem | undefined {
  if (type.startsWith('jid-')) return parseJid(value) ? undefined : { code: 'jid', value };
  if (type.startsWith('list-')) {
    if (options.some((option) => option.value === value) || values.includes(value)) return undefined;
    if (!rule?.open) return { code: 'option', value };
  }
  // XEP-0122 judges each line of a text by itself (FORM-26); an empty one is no value.
  return rule && value ? checkDatatype(rule, value) : undefined;
}

/** What stands in the order of its datatype; true where there is none, undefined for what is not of the datatype. */
type Reader = (value: string) => bigint | number | true | undefined;

/** No number that anybody means is longer, and reading one takes longer the longer it is. */
const MAX_DIGITS = 1000;

const integer =
  (min?: bigint, max?: bigint): Reader =>
  (value) => {
    if (value.length > MAX_DIGITS || !/^[+-]?\d+$/.test(value)) return undefined;
    const number = BigInt(value.replace('+', ''));
    return (min === undefined || number >= min) && (max === undefined || number <= max) ? number : undefined;
  };

const signed = (bits: bigint) => integer(-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n);
const unsigned = (bits: bigint) => integer(0n, 2n ** bits - 1n);

const matching =
  (pattern: RegExp): Reader =>
  (value) =>
    pattern.test(value) || undefined;

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const DOUBLE = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const ZONE = /(Z|[+-]\d\d:\d\d)$/;

const time = (value: string) => readDateTime(ZONE.test(value) ? value : `${value}Z`)?.getTime();

/** XEP-0122 §5.1 and its registrar's, by XML Schema part 2; all others count as texts. */
const DATATYPES: ReadonlyMap<string, Reader> = new Map([
  ['xs:anyURI', matching(/^[^\s<>"{}|\\^`]+$/)],
  ['xs:boolean', matching(/^([01]|true|false)$/)],
  ['xs:byte', signed(8n)],
  ['xs:short', signed(16n)],
  ['xs:int', signed(32n)],
  ['xs:long', signed(64n)],
  ['xs:unsignedByte', unsigned(8n)],
  ['xs:unsignedShort', unsigned(16n)],
  ['xs:unsignedInt', unsigned(32n)],
  ['xs:unsignedLong', unsigned(64n)],
  ['xs:integer', integer()],
  ['xs:positiveInteger', integer(1n)],
  ['xs:nonNegativeInteger', integer(0n)],
  ['xs:negativeInteger', integer(undefined, -1n)],
  ['xs:nonPositiveInteger', integer(undefined, 0n)],
  ['xs:decimal', (value) => (DECIMAL.test(value) ? Number(value) : undefined)],
  ['xs:double', readDouble],
  ['xs:float', readDouble],
  ['xs:language', matching(/^[a-zA-Z]{1,8}(-[a-zA-Z\d]{1,8})*$/)],
  ['xs:dateTime', time],
  ['xs:date', (value) => time(value.replace(/^(\d{4}-\d\d-\d\d)/, '$1T00:00:00'))],
  ['xs:time', (value) => time(`2000-01-01T${value}`)],
] satisfies [string, Reader][]);

function readDouble(value: string): number | undefined {
  if (value === 'INF') return Infinity;
  if (value === '-INF') return -Infinity;
  if (value === 'NaN') return NaN;
  return DOUBLE.test(value) ? Number(value) : undefined;
}

function checkDatatype({ datatype, min, max }: FieldRule, value: string): FieldProblem | undefined {
  const read = DATATYPES.get(datatype);
  if (!read) return undefined;
  const found = read(value);
  if (found === undefined) return { code: 'datatype', datatype, value };
  // an end that is not of the datatype bounds nothing
  const below = min !== undefined && (read(min) ?? found) > found;
  const above = max !== undefined && (read(max) ?? found) < found;
  return below || above ? { code: 'range', min, max, value } : undefined;
}
