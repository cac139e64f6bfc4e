/** The editor's words in a page's language, or a page's own. */
import { byLanguage } from '../shared/languages.js';
import { richEnglish, type RichWords } from '../shared/rich-strings.js';
import { loadOnce } from '../shared/shell.js';

export type Words = RichWords['rich'];

/** The words for a `lang` attribute. */
export const findRichWords = byLanguage<RichWords, Words>(
  { rich: richEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-rich.js'))]]),
  (_, { rich }) => rich,
);
