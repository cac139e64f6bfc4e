/** The words of `<xmpp-login>` in a page's language, or a page's own. */
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';
import { loginEnglish, type LoginStrings, type LoginWords } from './login-strings.js';

export interface LoginLocale {
  readonly tag: string;
  readonly strings: LoginStrings;
}

/** Languages beside English. */
const CATALOGUES = new Map([['de', loadOnce(() => import('../locales/de-login.js'))]]);

/** The words for a `lang` attribute. */
export const findLogin = byLanguage<LoginWords, LoginLocale>(
  { login: loginEnglish },
  CATALOGUES,
  (tag, { login }) => ({ tag, strings: login }),
);
