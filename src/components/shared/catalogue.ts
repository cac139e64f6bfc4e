/** All words of the kit: what a language has to have, and what a page may replace. */
import type { LauncherWords } from '../xmpp-launcher/extras-strings.js';
import type { LoginWords } from '../xmpp-login/login-strings.js';
import type { ChatWords } from './chat-strings.js';
import type { CleanupWords } from './cleanup-strings.js';
import type { CommandWords } from './command-strings.js';
import type { EntryStrings } from './entry-strings.js';
import type { FileWords } from './file-strings.js';
import type { FindingWords } from './finding-strings.js';
import type { FormStrings } from './form-strings.js';
import type { headlineEnglish } from './headline-strings.js';
import type { InvitationWords } from './invitation-strings.js';
import type { JumpStrings } from './jump-strings.js';
import type { LinkWords } from './link-strings.js';
import type { LockStrings } from './lock-strings.js';
import type { MenuStrings } from './menu-strings.js';
import type { MessagePartStrings } from './message-part-strings.js';
import type { ModerationWords } from './moderation-strings.js';
import type { PeopleStrings } from './people-strings.js';
import type { PictureWords } from './picture-strings.js';
import type { PrivateWords } from './private-strings.js';
import type { RequestWords } from './request-strings.js';
import type { RichWords } from './rich-strings.js';
import type { RoomFormWords } from './room-form-strings.js';
import type { RowMenuStrings } from './row-menu-strings.js';
import type { RowStrings } from './row-strings.js';
import type { rosterActionEnglish } from './roster-action-strings.js';
import type { rosterEnglish } from './roster-strings.js';
import type { RoomsWords } from './rooms-strings.js';
import type { Strings } from './strings.js';
import type { WritingWords } from './writing-strings.js';

/** The words of a room and all its parts, and of forms. */
export type RoomCatalogue = EntryStrings &
  FormStrings &
  JumpStrings &
  LockStrings &
  MenuStrings &
  MessagePartStrings &
  PeopleStrings &
  RowMenuStrings &
  RowStrings;

/** The words of contacts. */
export type RosterWords = typeof rosterEnglish & typeof rosterActionEnglish & typeof headlineEnglish;

/** The words of every part. */
export type Catalogue = RoomCatalogue &
  ChatWords &
  CleanupWords &
  CommandWords &
  FileWords &
  FindingWords &
  InvitationWords &
  LauncherWords &
  LinkWords &
  LoginWords &
  ModerationWords &
  PictureWords &
  PrivateWords &
  RequestWords &
  RichWords &
  RoomFormWords &
  RoomsWords &
  RosterWords &
  WritingWords;

/** Words that a page gives in place of the kit's: any of them, and any of those that belong together. */
export type PageStrings = { readonly [Key in keyof Catalogue]?: Replacement<Catalogue[Key]> };

type Replacement<Words> = Words extends string | readonly unknown[] | ((...args: never[]) => unknown)
  ? Words
  : Partial<Words>;

/** The words of a part that brings its English with it, beside the element's. */
export const partStrings = <Words extends object>(part: Words, strings: Strings): Strings & Words =>
  mergeWords(part, strings) as Strings & Words;

/** `words` with those of `over` in place of theirs. */
export function mergeWords<Words extends object>(words: Words, over: object): Words {
  const merged = new Map<string, unknown>(Object.entries(words));
  for (const [key, value] of Object.entries(over)) {
    const known = merged.get(key);
    merged.set(key, isGroup(known) && isGroup(value) ? { ...known, ...value } : (value ?? known));
  }
  return Object.fromEntries(merged) as Words;
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
