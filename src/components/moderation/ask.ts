/** Does something about somebody in a room, and asks before where that is wanted (ux.md §10). */
import type { Dialog } from '../conversation/dialog.js';
import type { Person } from '../../session/authorship.js';
import type { ChatMessage } from '../../session/message.js';
import type { Moderation } from '../../session/moderation.js';
import type { Change, Occupant } from '../../session/occupant.js';
import type { Announcer } from '../shared/announcer.js';
import type { CleanupStrings } from '../shared/cleanup-strings.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import type { Strings } from '../shared/strings.js';
import { explain, type Deed, type Question } from './deeds.js';
import type * as RemovalDialogs from './removal-dialog.js';

export const MAX_REASON = 300;

export interface AskHost {
  readonly root: ShadowRoot;
  readonly announcer: Announcer;
  readonly strings: Strings;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

/** What is needed to ask and to do. */
export interface Asking {
  readonly host: AskHost;
  readonly dialog: Dialog;
  readonly moderation: Moderation;
  readonly words: ModerationStrings;
  readonly cleanup: CleanupStrings;
  /** Told of what opens beside `dialog`. */
  readonly opened: (more: { close(): void }) => void;
}

export function begin({ ask: question, change, done }: Deed, target: Occupant, asking: Asking): void {
  const { host, moderation, words } = asking;
  const { nick } = target;
  if (question) {
    const act = (reason: string | undefined) => moderation.apply(target, change, reason);
    return ask(question, nick, done, asking, act, isRemoval(change) ? target : undefined);
  }
  moderation.apply(target, change).then(
    () => host.announcer.say(done),
    (error: unknown) => host.announcer.say(explain(error, nick, words), true),
  );
}

/** Who is not to be here any more. */
export const isRemoval = (change: Change): boolean =>
  'role' in change ? change.role === 'none' : change.affiliation === 'outcast';

/** Removes all that somebody said here, asking first. */
export function askToRemoveAll(person: Person, asking: Asking): void {
  withRemovals(asking, ({ RemovalDialog }) => asking.opened(RemovalDialog.open(person, asking)));
}

/** Their code loads with the first wish to. */
function withRemovals({ host, words }: Asking, open: (loaded: typeof RemovalDialogs) => void): void {
  import('./removal-dialog.js').then(open, (error: unknown) => {
    host.announcer.say(words.failed.other, true);
    host.failed(error);
  });
}

/**
 * @param nick Whom it is about. @param done Said once it is. @param author Whose messages may be removed with it, where
 * there are any. @param given A reason that was given before.
 */
export function ask(
  { title, text, submit, danger }: Question,
  nick: string,
  done: string,
  asking: Asking,
  act: (reason: string | undefined) => Promise<void>,
  author?: Person,
  given = '',
): void {
  const { host, dialog, words, cleanup, moderation } = asking;
  const count = author ? moderation.messagesOf(author).length : 0;
  const also = { label: cleanup.also, hint: cleanup.alsoHint(count), value: '', maxLength: 0, check: true };
  let after: (() => void) | undefined;
  dialog.ask(
    {
      title,
      text,
      submit,
      danger,
      fields: [
        { label: words.reason, hint: words.reasonHint, value: given, maxLength: MAX_REASON },
        ...(count ? [also] : []),
      ],
      check: () => undefined,
      send: async ([reason, ticked]) => {
        const before = author && ticked ? moderation.messagesOf(author) : [];
        await act(reason || undefined);
        if (author && ticked) after = () => removeToo(author, before, reason || undefined, asking);
        return done;
      },
      after: () => after?.(),
      explain: (error) => ({ text: explain(error, nick, words) }),
    },
    host.strings,
  );
}

/** @param before Those that were known to be theirs while they were here. */
function removeToo(
  author: Person,
  before: readonly ChatMessage[],
  reason: string | undefined,
  asking: Asking,
): void {
  const keys = new Set(before.map(({ key }) => key));
  const since = asking.moderation.messagesOf(author).filter(({ key }) => !keys.has(key));
  withRemovals(asking, ({ RemovalDialog }) =>
    asking.opened(RemovalDialog.begin(author, [...before, ...since], reason, asking)),
  );
}
