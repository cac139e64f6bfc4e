/** The launcher's words in a page's language, or a page's own. */
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';
import { launcherEnglish, type LauncherStrings, type LauncherWords } from './extras-strings.js';

/** What the launcher says, and in which language, as a tag. */
export interface LauncherLocale {
  readonly tag: string;
  readonly words: LauncherStrings;
}

/** Languages beside English; the button itself has to know of them, too (FOREIGN in view.ts). */
const CATALOGUES = new Map([['de', loadOnce(() => import('../locales/de-launcher.js'))]]);

/** The words for a `lang` attribute. */
export const findWords = byLanguage<LauncherWords, LauncherLocale>(
  { launcher: launcherEnglish },
  CATALOGUES,
  (tag, { launcher: words }) => ({ tag, words }),
);
