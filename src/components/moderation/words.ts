/** The words of running a room in a page's language, or a page's own. */
import { byLanguage } from '../shared/languages.js';
import {
  moderationEnglish,
  type ModerationStrings,
  type ModerationWords,
} from '../shared/moderation-strings.js';
import { loadOnce } from '../shared/shell.js';

/** The words for a `lang` attribute. */
export const findModerationWords = byLanguage<ModerationWords, ModerationStrings>(
  { moderation: moderationEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-moderation.js'))]]),
  (_, { moderation }) => moderation,
);
