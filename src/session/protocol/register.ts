/**
 * XEP-0077 In-Band Registration: what a service wants to know of somebody who registers, and the answers to it. Plain
 * fields are told as a data form, too, so that whoever shows them has one thing to show. Asking is registering.ts.
 */
import type { DataForm, FormAnswers, FormField } from '../data-form.js';
import { isSecure } from '../url.js';
import { child, children, textOf, xml, type Element } from '../xml.js';
import { buildSubmit, findDataForm, tidyAnswer } from './data-form.js';

export const NS_REGISTER = 'jabber:iq:register';
const NS_FEATURE = 'http://jabber.org/features/iq-register';
const NS_OOB = 'jabber:x:oob';

/** What a service says to somebody who asks about registering. */
export interface RegistrationQuery {
  /** Whoever asks is registered already; `form` then holds what the service knows. */
  readonly registered: boolean;
  /** To be filled in; undefined: there is nothing to fill in here. */
  readonly form?: DataForm;
  /** The form was made of plain fields, and is answered in them: never in both (REG-3). */
  readonly plain: boolean;
  /** Plain text. */
  readonly instructions?: string;
  /** Where one registers on the web: https, to be opened by a person only (REG-6). */
  readonly url?: string;
}

/** Whether the features of a stream offer new accounts (REG-1). */
export function offersRegistration(features: Element): boolean {
  return child(features, 'register', NS_FEATURE) !== undefined;
}

export function buildQuestion(): Element {
  return xml('query', { xmlns: NS_REGISTER });
}

/** Reads the `<query/>` of an answer. The form goes before plain fields, those before the page on the web (REG-3). */
export function readRegistration(query: Element): RegistrationQuery {
  const found = findDataForm(query);
  const form = found?.type === 'form' ? found : undefined;
  const fields = form ? [] : children(query, undefined, NS_REGISTER).flatMap(readPlain);
  const instructions = textOf(child(query, 'instructions', NS_REGISTER))?.slice(0, MAX_TEXT) || undefined;
  const oob = child(query, 'x', NS_OOB);
  return {
    registered: child(query, 'registered', NS_REGISTER) !== undefined,
    form: form ?? (fields.length ? plainForm(fields, instructions) : undefined),
    plain: !form,
    instructions,
    url: readUrl(oob && textOf(child(oob, 'url', NS_OOB))),
  };
}

const MAX_TEXT = 2000;
const MAX_PLAIN = 50;
/** No fields, but words about them. */
const WORDS = ['instructions', 'registered', 'remove'];

/** REG-4. A password that is told is not shown again, and never goes back by itself. */
function readPlain(element: Element): FormField[] {
  const { name } = element;
  if (WORDS.includes(name)) return [];
  const value = textOf(element);
  const secret = name === 'password';
  return [
    {
      name,
      type: name === 'key' ? 'hidden' : secret ? 'text-private' : 'text-single',
      required: name !== 'key',
      values: value && !secret ? [value] : [],
      options: [],
    },
  ];
}

function plainForm(fields: readonly FormField[], instructions: string | undefined): DataForm {
  const named = new Map(fields.map((field) => [field.name, field]));
  return {
    type: 'form',
    formType: NS_REGISTER,
    instructions: instructions ? [instructions] : [],
    fields: [...named.values()].slice(0, MAX_PLAIN),
    columns: [],
    rows: [],
    cut: named.size > MAX_PLAIN,
  };
}

function readUrl(text = ''): string | undefined {
  if (!isSecure(text)) return undefined;
  const { href, username, password } = new URL(text);
  return username || password || href.length > MAX_TEXT ? undefined : href;
}

/** The answer to what was asked: as a form, or in plain fields, of which none may be missing (REG-4). */
export function buildRegistration(form: DataForm, plain: boolean, answers: FormAnswers): Element {
  const query = buildQuestion();
  if (!plain) query.append(buildSubmit(form, answers));
  else
    for (const field of form.fields)
      query.append(xml(field.name ?? '', {}, tidyAnswer(field, answers.get(field.name ?? ''))[0]));
  return query;
}

/** REG-10: alone in its query. */
export function buildRemoval(): Element {
  return xml('query', { xmlns: NS_REGISTER }, xml('remove'));
}

/** @throws {RangeError} The password is empty (REG-12). */
export function buildPasswordChange(username: string, password: string): Element {
  if (!password) throw new RangeError('an empty password');
  return xml('query', { xmlns: NS_REGISTER }, xml('username', {}, username), xml('password', {}, password));
}

/**
 * The form that a service wants to have filled in instead of what it refused (REG-7, REG-11, REG-12). What else stands in
 * the payload of the error, maybe the password just sent (trap G-3), is read by nobody.
 */
export function readRefusedForm(iq: Element): DataForm | undefined {
  const query = child(iq, 'query', NS_REGISTER);
  const form = query && findDataForm(query);
  return form?.type === 'form' ? form : undefined;
}
