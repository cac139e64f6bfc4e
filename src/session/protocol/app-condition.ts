/** What an error says in an application's own words (RFC 6120 §8.3.4), beside its condition: stanza-error.ts. */
import { child, children, namespaceOf, type Element } from '../xml.js';

const NS_STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** What the application adds to the condition, e.g. `<file-too-large/>`; namespaces tell it from other things. */
export function readAppCondition(stanza: Element): Element | undefined {
  const error = child(stanza, 'error', namespaceOf(stanza));
  return (
    error && children(error).find((each) => ![NS_STANZAS, namespaceOf(error)].includes(namespaceOf(each)))
  );
}
