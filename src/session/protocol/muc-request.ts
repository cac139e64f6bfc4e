/**
 * XEP-0045 §7.13, §8.6 and §9.9: asking a room to be let speak, and the forms by which it asks those who decide about that
 * or about a new member. Who may be asked, and about how many, is room-requests.ts.
 */
import type { DataForm } from '../data-form.js';
import { parseJid, prepareResource } from '../jid.js';
import type { Role } from '../occupant.js';
import { xml, type Element } from '../xml.js';
import { buildSubmit, findDataForm, NS_FORM } from './data-form.js';
import { NS_MUC, oneOf, ROLES } from './muc.js';

/** What somebody wants of a room; all that is said of them is the room's claim. */
export interface Wish {
  readonly kind: 'voice' | 'membership';
  /** Goes back, with what lets them. */
  readonly form: DataForm;
  readonly nick?: string;
  /** Full or bare. */
  readonly jid?: string;
  /** What they ask to be, for `voice`. */
  readonly role?: Role;
}

const REQUEST = `${NS_MUC}#request`;
const REGISTER = `${NS_MUC}#register`;
/** Fields that let them, by the kind of form. */
const ALLOWS = { voice: 'muc#request_allow', membership: 'muc#register_allow' } as const;

/** MUC-47: without a type, and already filled in. @param room - Bare JID. */
export function buildVoiceRequest(room: string, id: string): Element {
  const field = (name: string, type: string, value: string) =>
    xml('field', { var: name, type }, xml('value', {}, value));
  const form = xml(
    'x',
    { xmlns: NS_FORM, type: 'submit' },
    field('FORM_TYPE', 'hidden', REQUEST),
    field('muc#role', 'list-single', 'participant'),
  );
  return xml('message', { xmlns: 'jabber:client', to: room, id }, form);
}

/** Of a message whose sender is known to be a room (M-12). @returns undefined for anything else. */
export function readWish(message: Element): Wish | undefined {
  const form = findDataForm(message);
  if (form?.type !== 'form') return undefined;
  const kind = form.formType === REQUEST ? 'voice' : form.formType === REGISTER ? 'membership' : undefined;
  const value = (name: string) => form.fields.find((field) => field.name === name)?.values[0];
  if (!kind || !form.fields.some(({ name }) => name === ALLOWS[kind])) return undefined;
  const nick = value(kind === 'voice' ? 'muc#roomnick' : 'muc#register_roomnick');
  return {
    kind,
    form,
    nick: prepareResource(nick ?? ''),
    jid: parseJid(value('muc#jid'))?.full,
    role: kind === 'voice' ? oneOf(ROLES, value('muc#role')) : undefined,
  };
}

/** Lets them; what else the form says goes back as it came. A refusal is not sent at all (MUC-69, MUC-80). */
export function buildConsent({ kind, form }: Wish, room: string, id: string): Element {
  const submit = buildSubmit(form, new Map([[ALLOWS[kind], ['1']]]));
  return xml('message', { xmlns: 'jabber:client', to: room, id }, submit);
}
