/**
 * XEP-0030 Service Discovery and XEP-0128 forms in it: what an entity is and can do. What belongs to it is
 * disco-items.ts, what we say of ourselves disco-answers.ts, entity capabilities are caps.ts.
 * Asking, keeping and answering is the session's.
 */
import { children, textOf, xml, type Element } from '../xml.js';

export const NS_INFO = 'http://jabber.org/protocol/disco#info';
export const NS_ITEMS = 'http://jabber.org/protocol/disco#items';
const NS_FORM = 'jabber:x:data';

export interface Identity {
  readonly category: string;
  readonly type: string;
  readonly lang?: string;
  readonly name?: string;
}

/** A form of facts (XEP-0128). */
export interface InfoForm {
  /** FORM_TYPE, which counts only where it is hidden (XEP-0068). */
  readonly type: string | undefined;
  /** Without FORM_TYPE, as they came; names may repeat. */
  readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export interface DiscoInfo {
  readonly node?: string;
  readonly identities: readonly Identity[];
  readonly features: ReadonlySet<string>;
  readonly forms: readonly InfoForm[];
  /** False where something stands twice or lacks what it must have: no hash may be trusted then (XEP-0115 §5.4). */
  readonly wellFormed: boolean;
}

export function buildInfoRequest(node?: string): Element {
  return xml('query', { xmlns: NS_INFO, node });
}

/** Reads the `<query/>` of an answer. What has no name is left out. */
export function readInfo(query: Element): DiscoInfo {
  const identities = children(query, 'identity', NS_INFO).map(readIdentity);
  const vars = children(query, 'feature', NS_INFO).map((feature) => feature.attrs.var ?? '');
  const forms = children(query, 'x', NS_FORM).map(readForm);
  const types = forms.map(({ form }) => form.type).filter((type) => type !== undefined);
  return {
    node: query.attrs.node,
    identities: identities.filter(({ category, type }) => category && type),
    features: new Set(vars.filter(Boolean)),
    forms: forms.map(({ form }) => form),
    wellFormed:
      identities.every(({ category, type }) => category && type) &&
      areUnique(identities.map((each) => JSON.stringify(each))) &&
      vars.every(Boolean) &&
      areUnique(vars) &&
      areUnique(types) &&
      forms.every(({ consistent }) => consistent),
  };
}

/** Whether the answer lists `feature`, or implies it by having come at all (DISCO-7). */
export function hasFeature(info: DiscoInfo, feature: string): boolean {
  return feature === NS_INFO || info.features.has(feature);
}

/** Values of a field in the form of that type, e.g. `max-file-size`; none where there is no such field. */
export function infoValues(info: DiscoInfo, formType: string, name: string): readonly string[] {
  const form = info.forms.find(({ type }) => type === formType);
  return form?.fields.find((field) => field.name === name)?.values ?? [];
}

function readIdentity({ attrs }: Element): Identity {
  return {
    category: attrs.category ?? '',
    type: attrs.type ?? '',
    lang: attrs['xml:lang'] || undefined,
    name: attrs.name || undefined,
  };
}

function readForm(element: Element): { form: InfoForm; consistent: boolean } {
  const all = children(element, 'field', NS_FORM).map((field) => ({
    name: field.attrs.var ?? '',
    hidden: field.attrs.type === 'hidden',
    values: children(field, 'value', NS_FORM).map((value) => textOf(value)),
  }));
  const types = all
    .filter(({ name, hidden }) => name === 'FORM_TYPE' && hidden)
    .flatMap(({ values }) => values);
  const fields = all.filter(({ name }) => name !== 'FORM_TYPE').map(({ name, values }) => ({ name, values }));
  return { form: { type: types[0], fields }, consistent: new Set(types).size < 2 };
}

function areUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
