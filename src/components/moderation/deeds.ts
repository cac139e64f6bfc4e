/** What may be done about somebody in a room, each with its words: in a menu, before, and after. */
import { ConnectionError, StanzaError, TimeoutError } from '../../session/errors.js';
import type { Change, Occupant } from '../../session/occupant.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { nickText } from '../shared/nick-text.js';

/** What is asked before. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly danger: boolean;
}

export interface Deed {
  readonly change: Change;
  /** In the menu. */
  readonly text: string;
  /** Said once it is done. */
  readonly done: string;
  /** Asked before; left out: it can be undone as easily. */
  readonly ask?: Question;
}

/** @param changes What may be changed of them now. */
export const deedsOf = (target: Occupant, changes: readonly Change[], strings: ModerationStrings): Deed[] =>
  changes.map((change) => deedOf(target, change, strings)).filter((deed) => deed !== undefined);

function deedOf(target: Occupant, change: Change, strings: ModerationStrings): Deed | undefined {
  const name = nickText(target.nick);
  return 'role' in change ? ofRole(target, change, name, strings) : ofAffiliation(change, name, strings);
}

function ofRole(
  { role }: Occupant,
  change: Change & { readonly role: unknown },
  name: string,
  strings: ModerationStrings,
): Deed | undefined {
  const { done } = strings;
  switch (change.role) {
    case 'none':
      return {
        change,
        text: strings.kick,
        done: done.kicked(name),
        ask: {
          title: strings.kickTitle(name),
          text: strings.kickText,
          submit: strings.kickNow(name),
          danger: true,
        },
      };
    case 'visitor':
      return { change, text: strings.revokeVoice, done: done.noVoice(name) };
    case 'participant':
      return role === 'moderator'
        ? { change, text: strings.revokeModerator, done: done.noModerator(name) }
        : { change, text: strings.grantVoice, done: done.voice(name) };
    case 'moderator':
      return { change, text: strings.grantModerator, done: done.moderator(name) };
    default:
      return undefined;
  }
}

function ofAffiliation(
  change: Change & { readonly affiliation: unknown },
  name: string,
  strings: ModerationStrings,
): Deed | undefined {
  const { done } = strings;
  const asked = (text: string, said: string, ask: Question): Deed => ({ change, text, done: said, ask });
  switch (change.affiliation) {
    case 'outcast':
      return asked(strings.ban, done.banned(name), {
        title: strings.banTitle(name),
        text: strings.banText,
        submit: strings.banNow(name),
        danger: true,
      });
    case 'none':
      return asked(strings.revokeAffiliation, done.revoked(name), {
        title: strings.revokeTitle(name),
        text: strings.revokeText,
        submit: strings.revokeNow,
        danger: true,
      });
    case 'member':
      return asked(strings.makeMember, done.member(name), {
        title: strings.memberTitle(name),
        text: strings.memberText,
        submit: strings.memberNow,
        danger: false,
      });
    case 'admin':
      return asked(strings.makeAdmin, done.admin(name), {
        title: strings.adminTitle(name),
        text: strings.adminText,
        submit: strings.adminNow,
        danger: false,
      });
    case 'owner':
      return asked(strings.makeOwner, done.owner(name), {
        title: strings.ownerTitle(name),
        text: strings.ownerText,
        submit: strings.ownerNow,
        danger: true,
      });
    default:
      return undefined;
  }
}

/** MUC-72, in a sentence. */
export function explain(error: unknown, nick: string, { failed }: ModerationStrings): string {
  const name = nickText(nick);
  if (error instanceof RangeError) return failed.gone(name);
  if (error instanceof TimeoutError) return failed.silent;
  if (error instanceof ConnectionError) return failed.offline;
  if (!(error instanceof StanzaError)) return failed.other;
  switch (error.condition) {
    case 'forbidden':
    case 'not-authorized':
      return failed.forbidden;
    case 'not-allowed':
      return failed.notAllowed(name);
    case 'conflict':
      return failed.conflict;
    case 'item-not-found':
      return failed.unknown;
    default:
      return failed.other;
  }
}
