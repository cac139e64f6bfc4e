/** What an archive can be asked for besides people and dates: the form of XEP-0313 §4.1.5, for XEP-0431. */
import { child, children, xml, type Element } from '../xml.js';

const NS_MAM = 'urn:xmpp:mam:2';
const NS_FORM = 'jabber:x:data';
/** XEP-0431's, then what ejabberd and MongooseIM called it before that. */
const NAMES = ['{urn:xmpp:fulltext:0}fulltext', 'withtext', 'full-text-search'];

/** The payload of an iq get. */
export const buildFormRequest = (): Element => xml('query', { xmlns: NS_MAM });

/** The field for the words to look for. @returns undefined: the archive cannot search. */
export function readSearchField(query: Element): string | undefined {
  const form = child(query, 'x', NS_FORM);
  const fields = new Set(form && children(form, 'field', NS_FORM).map(({ attrs }) => attrs.var));
  return NAMES.find((name) => fields.has(name));
}
