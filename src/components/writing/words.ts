/** The words of help with writing in a page's language, or a page's own. */
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';
import { writingEnglish, type WritingWords } from '../shared/writing-strings.js';

export type Words = WritingWords['writing'];

/** The words for a `lang` attribute. */
export const findWritingWords = byLanguage<WritingWords, Words>(
  { writing: writingEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-writing.js'))]]),
  (_, { writing }) => writing,
);
