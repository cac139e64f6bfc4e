/** XEP-0308 Last Message Correction. Who may correct what is corrections.ts. */
import { child, xml, type Element } from '../xml.js';

export const NS_CORRECT = 'urn:xmpp:message-correct:0';

/** @param id Of the first version, however often it was corrected. */
export const buildReplace = (id: string): Element => xml('replace', { xmlns: NS_CORRECT, id });

/** Id of the first version of what this message corrects. */
export function readReplace(message: Element): string | undefined {
  return child(message, 'replace', NS_CORRECT)?.attrs.id || undefined;
}
