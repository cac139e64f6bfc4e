/** The words of a chat by language: those of all conversations with its own. */
import type { RoomCatalogue } from '../shared/catalogue.js';
import { chatEnglish, type ChatWords } from '../shared/chat-strings.js';
import { byLanguage } from '../shared/languages.js';
import { makeLocale, type Locale } from '../shared/locale.js';
import { loadOnce } from '../shared/shell.js';
import { english, type Strings } from '../shared/strings.js';

type Words = Strings & ChatWords;

const german = loadOnce(async (): Promise<{ readonly strings: RoomCatalogue & ChatWords }> => {
  const [all, own] = await Promise.all([import('../locales/de.js'), import('../locales/de-chat.js')]);
  return { strings: { ...all.strings, ...own.strings } };
});

/** The locale for a `lang` attribute. */
export const findChatLocale = byLanguage<Words, Locale>(
  { ...english, chat: chatEnglish },
  new Map([['de', german]]),
  makeLocale,
);

/** A chat's own words in a locale that was found here. */
export const chatWords = ({ strings }: Pick<Locale, 'strings'>): ChatWords['chat'] => (strings as Words).chat;
