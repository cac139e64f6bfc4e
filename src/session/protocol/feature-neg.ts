/** XEP-0020 Feature Negotiation, as far as stream initiation uses it: one form with lists to choose from. */
import type { DataForm } from '../data-form.js';
import { StanzaError } from '../errors.js';
import { child, children, textOf, xml, type Element } from '../xml.js';
import { NS_FORM, readDataForm } from './data-form.js';

export const NS_FEATURE_NEG = 'http://jabber.org/protocol/feature-neg';

/** What of each field may be chosen, in the order of preference. */
export type Options = Readonly<Record<string, readonly string[]>>;

/** FNEG-1. */
export function buildChoices(options: Options): Element {
  const fields = Object.entries(options).map(([name, values]) =>
    xml(
      'field',
      { var: name, type: 'list-single' },
      values.map((value) => xml('option', {}, xml('value', {}, value))),
    ),
  );
  return feature(xml('x', { xmlns: NS_FORM, type: 'form' }, fields));
}

/** FNEG-2. @param chosen One value for each field. */
export function buildChosen(chosen: Readonly<Record<string, string>>): Element {
  const fields = Object.entries(chosen).map(([name, value]) =>
    xml('field', { var: name }, xml('value', {}, value)),
  );
  return feature(xml('x', { xmlns: NS_FORM, type: 'submit' }, fields));
}

const feature = (form: Element) => xml('feature', { xmlns: NS_FEATURE_NEG }, form);

/**
 * What may be chosen for `name`.
 * @throws {StanzaError} `bad-request`: it is no offer. `feature-not-implemented`: something else is up for choice
 * (FNEG-3), or only asked after (FNEG-5).
 */
export function readChoices(wrapper: Element, name: string): readonly string[] {
  const form = formIn(wrapper);
  if (!form) throw new StanzaError('bad-request', 'modify');
  const other = form.fields.find((field) => field.name !== undefined && field.name !== name);
  if (form.type !== 'form' || other)
    throw new StanzaError('feature-not-implemented', 'cancel', other?.name ?? form.fields[0]?.name);
  return form.fields.find((field) => field.name === name)?.options.map(({ value }) => value) ?? [];
}

/** What was chosen for `name`: no value, one or several. */
export function readChosen(wrapper: Element, name: string): readonly string[] {
  const x = child(wrapper, 'feature', NS_FEATURE_NEG);
  const form = x && child(x, 'x', NS_FORM);
  const fields = form?.attrs.type === 'submit' ? children(form, 'field', NS_FORM) : [];
  return fields
    .filter(({ attrs }) => attrs.var === name)
    .flatMap((field) => children(field, 'value', NS_FORM))
    .map((value) => textOf(value));
}

function formIn(wrapper: Element): DataForm | undefined {
  const inside = child(wrapper, 'feature', NS_FEATURE_NEG);
  const form = inside && child(inside, 'x', NS_FORM);
  return form && readDataForm(form);
}

/**
 * The answer to negotiations about anything else: there is nothing to negotiate.
 * @throws {StanzaError} FNEG-3, FNEG-5.
 */
export function refuseNegotiation(negotiation: Element): never {
  const x = child(negotiation, 'x', NS_FORM);
  const form = x && readDataForm(x);
  if (!form) throw new StanzaError('bad-request', 'modify');
  if (form.formType !== undefined) throw new StanzaError('service-unavailable', 'cancel');
  throw new StanzaError('feature-not-implemented', 'cancel', form.fields[0]?.name);
}
