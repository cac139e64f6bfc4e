/** The words of running a room in a page's language, or a page's own. */
import { cleanupEnglish, type CleanupStrings, type CleanupWords } from '../shared/cleanup-strings.js';
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

/** Those of cleaning up after somebody. */
export const findCleanupWords = byLanguage<CleanupWords, CleanupStrings>(
  { cleanup: cleanupEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-cleanup.js'))]]),
  (_, { cleanup }) => cleanup,
);
