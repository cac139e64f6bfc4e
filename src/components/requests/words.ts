/** The words of asking to speak and to become a member in a page's language, or a page's own. */
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import { byLanguage } from '../shared/languages.js';
import { requestEnglish, type RequestStrings, type RequestWords } from '../shared/request-strings.js';
import { loadOnce } from '../shared/shell.js';

/** The words for a `lang` attribute. */
export const findRequestWords = byLanguage<RequestWords, RequestStrings>(
  { asking: requestEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-request.js'))]]),
  (_, { asking }) => asking,
);

/** What went wrong, in a sentence. */
export function explain(error: unknown, { failed, over }: RequestStrings): string {
  if (error instanceof RangeError) return over;
  if (error instanceof TimeoutError) return failed.silent;
  if (error instanceof ConnectionError) return failed.offline;
  const forbidden = error instanceof StanzaError && ['forbidden', 'not-allowed'].includes(error.condition);
  return forbidden ? failed.forbidden : failed.other;
}
