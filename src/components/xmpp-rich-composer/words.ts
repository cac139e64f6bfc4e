/** The words of a composer by language: those of all conversations with its own. */
import type { RoomCatalogue } from '../shared/catalogue.js';
import { byLanguage } from '../shared/languages.js';
import { makeLocale, type Locale } from '../shared/locale.js';
import { richEnglish, type RichWords } from '../shared/rich-strings.js';
import { loadOnce } from '../shared/shell.js';
import { english, type Strings } from '../shared/strings.js';

type Words = Strings & RichWords;

const german = loadOnce(async (): Promise<{ readonly strings: RoomCatalogue & RichWords }> => {
  const [all, own] = await Promise.all([import('../locales/de.js'), import('../locales/de-rich.js')]);
  return { strings: { ...all.strings, ...own.strings } };
});

/** The locale for a `lang` attribute. */
export const findComposerLocale = byLanguage<Words, Locale>(
  { ...english, rich: richEnglish },
  new Map([['de', german]]),
  makeLocale,
);

/** A composer's own words in a locale that was found here. */
export const composerWords = ({ strings }: Locale): RichWords['rich'] => (strings as Words).rich;
