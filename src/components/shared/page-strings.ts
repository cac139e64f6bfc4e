/** By which pages give words of their own. */
import { mergeWords, type PageStrings } from './catalogue.js';
import { pageWords } from './page-words.js';

/**
 * Gives words to be used in place of the kit's own, by all elements in the language `lang` and those of its regions;
 * in a language that the kit does not have, English stands in for what is missing.
 * @param lang - A language tag, such as `fr` or `de-AT`.
 * @throws {RangeError} It is none.
 */
export function registerStrings(lang: string, strings: PageStrings): void {
  const [tag = lang] = Intl.getCanonicalLocales(lang);
  const words = pageWords();
  words.byTag.set(tag, mergeWords(words.byTag.get(tag) ?? {}, strings));
  words.dispatchEvent(new Event('change'));
}
