/** Choosing among texts in several languages (CORE-37). */
import { langOf, type Element } from './xml.js';

/**
 * The element whose language fits `lang` best: that very language, a wider or a narrower form of it, else the text that
 * does not name another language than its stanza, else the first. Of equal ones the first.
 */
export function bestLanguage(elements: readonly Element[], lang?: string): Element | undefined {
  if (elements.length < 2) return elements[0];
  const wanted = lang?.toLowerCase() ?? '';
  const [primary] = wanted.split('-');
  const score = (element: Element) => {
    const has = langOf(element)?.toLowerCase();
    if (has && has === wanted) return 4;
    if (has && has === primary) return 3;
    if (has && has.split('-')[0] === primary) return 2;
    return element.attrs['xml:lang'] === undefined ? 1 : 0;
  };
  return elements.reduce((best, each) => (score(each) > score(best) ? each : best));
}
