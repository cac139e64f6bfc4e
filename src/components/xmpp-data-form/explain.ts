/** What is wrong, in a sentence. */
import type { FieldProblem } from '../../session/check-form.js';
import type { DataForm, FormField } from '../../session/data-form.js';
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import type { FormStrings } from '../shared/form-strings.js';
import { nickText } from '../shared/nick-text.js';

/** As much of a value as a sentence can hold. */
const MAX_VALUE = 60;

export function problemText(problem: FieldProblem, field: FormField, strings: FormStrings): string {
  switch (problem.code) {
    case 'required':
      return field.type.startsWith('list-') ? strings.formMissingChoice : strings.formMissing;
    case 'jid':
      return strings.formNotJid(short(problem.value));
    case 'option':
      return strings.formNotOption(short(problem.value));
    case 'choices':
      return strings.formChoices(problem.least, problem.most);
    case 'range':
      return strings.formRange(problem.min, problem.max);
    case 'datatype':
      return datatypeText(problem.datatype, strings)(short(problem.value));
  }
}

const short = (value: string) => nickText(value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value);

function datatypeText(datatype: string, strings: FormStrings): (value: string) => string {
  switch (datatype) {
    case 'xs:date':
      return strings.formNotDate;
    case 'xs:time':
      return strings.formNotTime;
    case 'xs:dateTime':
      return strings.formNotDateTime;
    case 'xs:anyURI':
      return strings.formNotUri;
    case 'xs:decimal':
    case 'xs:double':
    case 'xs:float':
      return strings.formNotNumber;
    case 'xs:language':
    case 'xs:boolean':
      return strings.formNotThat;
    default:
      return strings.formNotInteger;
  }
}

/** Fields whose name somebody else may have, by the form's FORM_TYPE. */
const TAKEN = new Map([
  ['jabber:iq:register', 'username'],
  ['http://jabber.org/protocol/muc#register', 'muc#register_roomnick'],
]);

/** What became of an answer that was not taken, and which field it is about, where that is known. */
export interface Refusal {
  readonly text: (strings: FormStrings) => string;
  readonly name?: string;
  /** The service wants another form to be filled in. */
  readonly form?: DataForm;
}

/** @param error What sending it rejected with. */
export function refusalOf(error: unknown, { formType, fields }: DataForm): Refusal {
  if (error instanceof TimeoutError) return { text: ({ formSilent }) => formSilent };
  if (error instanceof ConnectionError) return { text: ({ formOffline }) => formOffline };
  if (!(error instanceof StanzaError)) return { text: ({ formRefused }) => formRefused };
  const form = 'form' in error ? (error.form as DataForm | undefined) : undefined;
  const taken = TAKEN.get(formType ?? '');
  if (error.condition === 'conflict' && fields.some(({ name }) => name === taken))
    return { text: ({ formTaken }) => formTaken, name: taken, form };
  return { text: (strings) => refusedText(error, strings), form };
}

function refusedText({ type, text }: StanzaError, strings: FormStrings): string {
  const general = type === 'wait' ? strings.formLater : strings.formRefused;
  return text ? `${general} ${strings.theySay(nickText(text))}` : general;
}
