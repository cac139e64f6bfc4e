/** The words of finding one's way in what was said, in a page's language, or a page's own. */
import { findingEnglish, type FindingStrings, type FindingWords } from '../shared/finding-strings.js';
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';

/** The words for a `lang` attribute. */
export const findFindingWords = byLanguage<FindingWords, FindingStrings>(
  { finding: findingEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-finding.js'))]]),
  (_, { finding }) => finding,
);
