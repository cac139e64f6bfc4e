/** The words for rooms' own forms in a page's language, or a page's own (MUC-84). Loaded with the first such form. */
import { byLanguage } from '../shared/languages.js';
import { roomFormEnglish, type RoomFormStrings, type RoomFormWords } from '../shared/room-form-strings.js';
import { loadOnce } from '../shared/shell.js';

/** The words for a `lang` attribute. */
export const findRoomFormWords = byLanguage<RoomFormWords, RoomFormStrings>(
  { roomForms: roomFormEnglish },
  new Map([['de', loadOnce(() => import('../locales/de-room-form.js'))]]),
  (_, { roomForms }) => roomForms,
);
