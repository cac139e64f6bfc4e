/** Does something about somebody in a room, and asks before where that is wanted (ux.md §10). */
import type { Dialog } from '../conversation/dialog.js';
import type { Moderation } from '../../session/moderation.js';
import type { Occupant } from '../../session/occupant.js';
import type { Announcer } from '../shared/announcer.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import type { Strings } from '../shared/strings.js';
import { explain, type Deed, type Question } from './deeds.js';

const MAX_REASON = 300;

export interface AskHost {
  readonly root: ShadowRoot;
  readonly announcer: Announcer;
  readonly strings: Strings;
}

/** What is needed to ask and to do. */
export interface Asking {
  readonly host: AskHost;
  readonly dialog: Dialog;
  readonly moderation: Moderation;
  readonly words: ModerationStrings;
}

export function begin({ ask: question, change, done }: Deed, target: Occupant, asking: Asking): void {
  const { host, moderation, words } = asking;
  const { nick } = target;
  if (question)
    return ask(question, nick, done, asking, (reason) => moderation.apply(target, change, reason));
  moderation.apply(target, change).then(
    () => host.announcer.say(done),
    (error: unknown) => host.announcer.say(explain(error, nick, words), true),
  );
}

/** @param nick Whom it is about. @param done Said once it is. */
export function ask(
  { title, text, submit, danger }: Question,
  nick: string,
  done: string,
  { host, dialog, words }: Asking,
  act: (reason: string | undefined) => Promise<void>,
): void {
  dialog.ask(
    {
      title,
      text,
      submit,
      danger,
      fields: [{ label: words.reason, hint: words.reasonHint, value: '', maxLength: MAX_REASON }],
      check: () => undefined,
      send: async ([reason]) => {
        await act(reason || undefined);
        return done;
      },
      explain: (error) => ({ text: explain(error, nick, words) }),
    },
    host.strings,
  );
}
