/** What forms say: loaded with them. What the forms themselves say is their service's. */
import { counting } from './phrases.js';
import type { Strings } from './strings.js';

const { number } = counting('en');

/** `1 to 3`, `at least 1`, `at most 3`. */
const span = (least: string | undefined, most: string | undefined) => {
  if (least === undefined) return `at most ${most}`;
  if (most === undefined) return `at least ${least}`;
  return least === most ? least : `${least} to ${most}`;
};
const numbers = (n: number | undefined) => (n === undefined ? undefined : number(n));

export const formEnglish = {
  form: 'Form',
  formSubmit: 'Submit',
  formRequired: 'required',
  formChoose: 'Choose…',
  formOnePerLine: 'One per line',
  formJidPerLine: 'One address per line, such as ann@example.org',
  formJid: 'An address, such as ann@example.org',
  formOther: 'Others, one per line',
  formRange: (least: string | undefined, most: string | undefined) => `Allowed: ${span(least, most)}`,
  formChoices: (least: number | undefined, most: number | undefined) =>
    `Choose ${span(numbers(least), numbers(most))}`,
  formPattern: (pattern: string) => `Has to fit the pattern ${pattern}`,
  formCut: 'This form is too long to be shown whole.',
  formShowSecret: 'Show',
  formHideSecret: 'Hide',
  formYes: 'Yes',
  formNo: 'No',

  // What is wrong
  formMissing: 'Fill this in.',
  formMissingChoice: 'Choose something.',
  formNotJid: (value: string) => `“${value}” is not an address.`,
  formNotOption: (value: string) => `“${value}” is none of the choices.`,
  formNotNumber: (value: string) => `“${value}” is not a number.`,
  formNotInteger: (value: string) => `“${value}” is not a whole number within limits.`,
  formNotDate: (value: string) => `“${value}” is not a date like 2026-11-23.`,
  formNotTime: (value: string) => `“${value}” is not a time like 18:30:00.`,
  formNotDateTime: (value: string) => `“${value}” is not a date and time like 2026-11-23T18:30:00Z.`,
  formNotUri: (value: string) => `“${value}” is not an address like https://example.org.`,
  formNotThat: (value: string) => `“${value}” does not fit here.`,
  formTaken: 'This name is taken. Choose another one.',
  formRefused: 'This was not accepted.',
  formLater: 'This was not accepted. Try again later.',
  formOffline: 'The connection was lost before this was accepted. Try again.',
  formSilent: 'There was no answer. Try again.',

  // Pictures
  formShowImage: (host: string) => `Show the picture from ${host}`,
  formImage: 'Picture that belongs to this field',
  formImageFailed: 'The picture could not be shown here.',
  formOpenImage: (host: string) => `Open it at ${host}`,
  formNotShown: (type: string) => `What belongs here cannot be shown: ${type}.`,

  // Results
  formTable: 'Table',
  formNothing: 'Nothing was found.',
  formMoreRows: (n: number) => `Show ${number(n)} more`,

  /** Of jabber:iq:register and of CAPTCHAs, by the names of the fields. */
  formLabels: {
    username: 'User name',
    password: 'Password',
    old_password: 'Current password',
    nick: 'Nickname',
    name: 'Full name',
    first: 'First name',
    last: 'Last name',
    email: 'Email address',
    address: 'Street',
    city: 'City',
    state: 'State',
    zip: 'Postal code',
    phone: 'Phone number',
    url: 'Web page',
    date: 'Date',
    misc: 'Other',
    text: 'Text',
    ocr: 'The letters in the picture',
    'captcha-fallback-url': 'If you cannot see the picture',
  },
};

/** Those words beside the element's. */
export type FormStrings = Strings & typeof formEnglish;
