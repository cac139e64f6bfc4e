/** Words by language: the kit's, which load when they are needed, with the page's in place of theirs. */
import { mergeWords } from './catalogue.js';
import { pageWords } from './page-words.js';

/**
 * What is made of the words in the language of a `lang` attribute: its own, or English where neither the kit nor the
 * page has words in it. A promise while they load; it never rejects.
 */
export type Find<T> = (lang: string) => T | Promise<T>;

/**
 * @param english - Below all others.
 * @param catalogues - Languages beside English, by tag.
 * @param make - What is to be found, of the language's tag and its words.
 */
export function byLanguage<Words extends object, T>(
  english: Words,
  catalogues: ReadonlyMap<string, () => Promise<{ readonly strings: Words }>>,
  make: (tag: string, words: Words) => T,
): Find<T> {
  const made = new Map<string, T>();
  pageWords().addEventListener('change', () => made.clear());

  const find: Find<T> = (lang) => {
    const [tag = 'en', ...wider] = tagsOf(lang);
    const known = made.get(tag);
    if (known) return known;
    const load = [tag, ...wider].map((each) => catalogues.get(each)).find((found) => found !== undefined);
    if (load)
      return load().then(
        ({ strings }) => made.get(tag) ?? keep(tag, strings),
        () => find('en'),
      );
    const given = [tag, ...wider].some((each) => each === 'en' || pageWords().byTag.has(each));
    return given ? keep(tag, english) : find('en');
  };

  /** Of what was registered, the more special goes before the more general, and English stands below all. */
  function keep(tag: string, own: Words): T {
    const { byTag } = pageWords();
    const over = [...tagsOf(tag)].reverse().map((each) => byTag.get(each) ?? {});
    const layers = own === english ? [byTag.get('en') ?? {}, ...over] : over;
    const result = make(tag, layers.reduce<Words>(mergeWords, own));
    made.set(tag, result);
    return result;
  }

  return find;
}

/** `de-AT` and `de`, for `de-at`; none for what is no language tag. */
function tagsOf(lang: string): string[] {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(lang);
    const parts = tag.split('-');
    return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
  } catch {
    return [];
  }
}
