/** The words of `<xmpp-file-drop>` in a page's language, or a page's own. */
import { fileEnglish, type FileStrings, type FileWords } from '../shared/file-strings.js';
import { byLanguage } from '../shared/languages.js';
import { lazy } from '../shared/phrases.js';
import { loadOnce } from '../shared/shell.js';

export interface FileLocale {
  readonly tag: string;
  readonly strings: FileStrings;
  /** 10:32, with the day where it is not today. */
  readonly time: (date: Date) => string;
  /** 4 Aug 2026, 10:32:05 */
  readonly moment: (date: Date) => string;
}

/** Languages beside English. */
const CATALOGUES = new Map([['de', loadOnce(() => import('../locales/de-file.js'))]]);

/** The words for a `lang` attribute. */
export const findFileWords = byLanguage<FileWords, FileLocale>(
  { file: fileEnglish },
  CATALOGUES,
  (tag, { file }) => {
    const format = (options: Intl.DateTimeFormatOptions) =>
      lazy(() => new Intl.DateTimeFormat([tag, 'en'], options));
    const clock = format({ timeStyle: 'short' });
    const dayAndClock = format({ dateStyle: 'medium', timeStyle: 'short' });
    const moment = format({ dateStyle: 'medium', timeStyle: 'medium' });
    const today = (date: Date) => date.toDateString() === new Date().toDateString();
    return {
      tag,
      strings: file,
      time: (date) => (today(date) ? clock : dayAndClock)().format(date),
      moment: (date) => moment().format(date),
    };
  },
);
