/** The words of commands in a page's language, or a page's own. */
import { commandEnglish, type CommandStrings, type CommandWords } from '../shared/command-strings.js';
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';

/** The words for a `lang` attribute. */
export const findCommandWords = byLanguage<CommandWords, CommandStrings>(
  { commands: commandEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-command.js'))]]),
  (_, { commands }) => commands,
);
