/** What pages say in place of the kit's words; all copies of the script on a page share it. */
import { mergeWords, type PageStrings } from './catalogue.js';

interface PageWords extends EventTarget {
  /** By canonical language tag. */
  readonly byTag: Map<string, PageStrings>;
}

const KEY = Symbol.for('xmpp-elements.strings');

/** Fires `change` when words were added. */
export function pageWords(): PageWords {
  const page = globalThis as { [KEY]?: PageWords };
  return (page[KEY] ??= Object.assign(new EventTarget(), { byTag: new Map<string, PageStrings>() }));
}

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
