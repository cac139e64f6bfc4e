/**
 * XEP-0045 §10, `muc#owner`: a room's settings, as a form, and its end. The defaults of a room just made are accepted by
 * muc.ts.
 */
import type { DataForm, FormAnswers } from '../data-form.js';
import { xml, type Child, type Element } from '../xml.js';
import { buildCancel, buildSubmit, findDataForm } from './data-form.js';

const query = (...nodes: Child[]) => xml('query', { xmlns: 'http://jabber.org/protocol/muc#owner' }, nodes);

/** The payload of an iq get for the form. */
export function buildConfigRequest(): Element {
  return query();
}

/** @returns undefined where there is nothing to be set (MUC-82). */
export function readConfig(answer: Element): DataForm | undefined {
  const form = findDataForm(answer);
  return form?.type === 'form' ? form : undefined;
}

/** The payload of an iq set. What nobody touched goes back as it came: lists of owners and admins in full (MUC-85). */
export function buildConfig(form: DataForm, answers?: FormAnswers): Element {
  return query(buildSubmit(form, answers));
}

/** The payload of an iq set that leaves all as it was (MUC-83). */
export function buildConfigCancel(): Element {
  return query(buildCancel());
}

export interface Destruction {
  /** Told to all who are in. */
  readonly reason?: string;
  /** Bare JID of the room where people are to go. */
  readonly to?: string;
  /** Of that one. */
  readonly password?: string;
}

/** The payload of an iq set that ends the room (MUC-87). */
export function buildDestroy({ reason, to, password }: Destruction): Element {
  return query(
    xml(
      'destroy',
      { jid: to },
      reason && xml('reason', {}, reason),
      password && xml('password', {}, password),
    ),
  );
}
