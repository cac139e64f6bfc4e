/** Inputs that browsers have for a datatype, and how the values of XML Schema go in and come out. */
import type { FormField } from '../../session/data-form.js';

export interface NativeInput {
  readonly type: 'text' | 'date' | 'time' | 'datetime-local';
  readonly inputMode?: 'numeric' | 'decimal' | 'email' | 'url';
  read(value: string): string;
  write(value: string): string;
}

const same = (value: string) => value;
const text: NativeInput = { type: 'text', read: same, write: same };

const INTEGER = /^xs:(byte|short|int|long|integer|(un)?signed\w+|nonNegativeInteger|positiveInteger)$/;

/** Plain text for what the browser's own cannot hold, such as a date of a time zone. */
export function nativeInput({ type, rule, values: [value = ''] }: FormField): NativeInput {
  if (type === 'jid-single') return { ...text, inputMode: 'email' };
  switch (rule?.datatype) {
    case 'xs:date':
      return /^(\d{4}-\d\d-\d\d)?$/.test(value) ? { ...text, type: 'date' } : text;
    case 'xs:time':
      return /^(\d\d:\d\d:\d\d)?$/.test(value) ? { ...text, type: 'time', write: withSeconds } : text;
    case 'xs:dateTime':
      return value && !(/^\d{4}-\d\d-\d\dT/.test(value) && Number.isFinite(Date.parse(value)))
        ? text
        : { type: 'datetime-local', read: toLocal, write: toUtc };
    case 'xs:decimal':
    case 'xs:double':
      return { ...text, inputMode: 'decimal' };
    case 'xs:anyURI':
      return { ...text, inputMode: 'url' };
    default:
      // a keyboard of digits often has no minus
      return INTEGER.test(rule?.datatype ?? '') && Number(rule?.min) >= 0
        ? { ...text, inputMode: 'numeric' }
        : text;
  }
}

const withSeconds = (value: string) => (/^\d\d:\d\d$/.test(value) ? `${value}:00` : value);

/** The wall clock's, which is what people mean. */
function toLocal(value: string): string {
  if (!value) return '';
  const date = new Date(value);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** XEP-0082 wants a zone; ours is nobody's business. */
function toUtc(value: string): string {
  const date = new Date(value);
  return Number.isFinite(date.getTime()) ? date.toISOString().replace('.000', '') : value;
}
