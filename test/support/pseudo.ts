/**
 * Languages for tests and stories, made of the kit's English. One has accents, is two fifths longer and in brackets: a
 * word without brackets was never translated; one that is cut off, or glued to another, shows. The other is written
 * from right to left.
 */
import type { Catalogue } from '../../src/components/shared/catalogue.js';
import { chatEnglish } from '../../src/components/shared/chat-strings.js';
import { cleanupEnglish } from '../../src/components/shared/cleanup-strings.js';
import { launcherEnglish } from '../../src/components/xmpp-launcher/extras-strings.js';
import { loginEnglish } from '../../src/components/xmpp-login/login-strings.js';
import { entryEnglish } from '../../src/components/shared/entry-strings.js';
import { fileEnglish } from '../../src/components/shared/file-strings.js';
import { formEnglish } from '../../src/components/shared/form-strings.js';
import { headlineEnglish } from '../../src/components/shared/headline-strings.js';
import { invitationEnglish } from '../../src/components/shared/invitation-strings.js';
import { jumpEnglish } from '../../src/components/shared/jump-strings.js';
import { messagePartEnglish } from '../../src/components/shared/message-part-strings.js';
import { linkEnglish } from '../../src/components/shared/link-strings.js';
import { lockEnglish } from '../../src/components/shared/lock-strings.js';
import { menuEnglish } from '../../src/components/shared/menu-strings.js';
import { findingEnglish } from '../../src/components/shared/finding-strings.js';
import { moderationEnglish } from '../../src/components/shared/moderation-strings.js';
import { peopleEnglish } from '../../src/components/shared/people-strings.js';
import { pictureEnglish } from '../../src/components/shared/picture-strings.js';
import { privateEnglish } from '../../src/components/shared/private-strings.js';
import { commandEnglish } from '../../src/components/shared/command-strings.js';
import { requestEnglish } from '../../src/components/shared/request-strings.js';
import { roomFormEnglish } from '../../src/components/shared/room-form-strings.js';
import { richEnglish } from '../../src/components/shared/rich-strings.js';
import { roomsEnglish } from '../../src/components/shared/rooms-strings.js';
import { rosterActionEnglish } from '../../src/components/shared/roster-action-strings.js';
import { rosterEnglish } from '../../src/components/shared/roster-strings.js';
import { rowMenuEnglish } from '../../src/components/shared/row-menu-strings.js';
import { rowEnglish } from '../../src/components/shared/row-strings.js';
import { writingEnglish } from '../../src/components/shared/writing-strings.js';
import { english } from '../../src/components/shared/strings.js';

/** `X` is reserved for private use as a region, and `A` for accents. */
export const PSEUDO = 'en-XA';
/** `B` is for bidirectional text. */
export const PSEUDO_RTL = 'ar-XB';

/** Around what a phrase is given, such as a name, which is not to be translated. */
const [GIVEN, ENDS] = ['\ue000', '\ue001'];
const PIECES = new RegExp(`${GIVEN}([^${ENDS}]*)${ENDS}`);

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'áƀçđéƒğħíĵķłɱñóþǫŕšŧúṽŵẋýžÁƁÇĐÉƑĞĦÍĴĶŁṀÑÓÞǪŔŠŦÚṼŴẊÝŽ'];

const ARABIC = [...'ابتثجحخدذرزسشصضطظعغفقكلمنه'];

const accented = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);

const inArabic = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => ARABIC[PLAIN.indexOf(letter.toLowerCase())] ?? letter);

/** Applies `change` to all of `text` but what was given. */
const changed = (text: string, change: (piece: string) => string) =>
  text
    .split(PIECES)
    .map((piece, i) => (i % 2 === 0 ? change(piece) : piece))
    .join('');

const pseudoText = (text: string) =>
  `⟦${changed(text, accented)}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;

const rtlText = (text: string) => changed(text, inArabic);

/** Marks all texts in what a phrase is given. */
function marked(given: unknown): unknown {
  if (typeof given === 'string') return given && `${GIVEN}${given}${ENDS}`;
  if (Array.isArray(given)) return given.map(marked);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, marked(value)]));
}

type Phrase = (...given: unknown[]) => string;

function translated(words: unknown, translate: (text: string) => string): unknown {
  if (typeof words === 'string') return words && translate(words);
  if (typeof words === 'function')
    return (...given: unknown[]) => translated((words as Phrase)(...given.map(marked)), translate);
  if (Array.isArray(words)) return words.map((each) => translated(each, translate));
  return Object.fromEntries(
    Object.entries(words as object).map(([key, value]) => [key, translated(value, translate)]),
  );
}

const all: Catalogue = {
  ...english,
  ...entryEnglish,
  ...formEnglish,
  ...headlineEnglish,
  ...jumpEnglish,
  ...lockEnglish,
  ...menuEnglish,
  ...peopleEnglish,
  ...rosterEnglish,
  ...rosterActionEnglish,
  ...rowMenuEnglish,
  ...messagePartEnglish,
  ...rowEnglish,
  chat: chatEnglish,
  cleanup: cleanupEnglish,
  commands: commandEnglish,
  file: fileEnglish,
  launcher: launcherEnglish,
  invitation: invitationEnglish,
  link: linkEnglish,
  login: loginEnglish,
  finding: findingEnglish,
  moderation: moderationEnglish,
  picture: pictureEnglish,
  private: privateEnglish,
  asking: requestEnglish,
  rich: richEnglish,
  roomForms: roomFormEnglish,
  rooms: roomsEnglish,
  writing: writingEnglish,
};

export const pseudo = translated(all, pseudoText) as Catalogue;
export const pseudoRtl = translated(all, rtlText) as Catalogue;
