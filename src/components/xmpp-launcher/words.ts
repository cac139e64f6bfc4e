/** The launcher's words in a page's language, or a page's own. */
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';
import { launcherEnglish, type LauncherStrings, type LauncherWords } from './extras-strings.js';

/** Languages beside English; the button itself has to know of them, too (FOREIGN in view.ts). */
const CATALOGUES = new Map([['de', loadOnce(() => import('../locales/de-launcher.js'))]]);

/** The words for a `lang` attribute. */
export const findWords = byLanguage<LauncherWords, LauncherStrings>(
  { launcher: launcherEnglish },
  CATALOGUES,
  (_, { launcher }) => launcher,
);
