/** What is asked before a room is closed for good (MUC-87). */
import type { Room } from '../../session/room.js';
import type { DialogForm } from '../conversation/dialog.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { explain } from './deeds.js';

export { findModerationWords } from './words.js';

const MAX_REASON = 300;
const MAX_ADDRESS = 1000;
const MAX_PASSWORD = 256;

export const destroyForm = (room: Room, words: ModerationStrings): DialogForm => {
  const { title, text, submit, reason, reasonHint, to, toHint, password, passwordHint, done } = words.destroy;
  return {
    title: title(room.name),
    text,
    fields: [
      { label: reason, hint: reasonHint, value: '', maxLength: MAX_REASON },
      { label: to, hint: toHint, value: '', maxLength: MAX_ADDRESS, address: true },
      { label: password, hint: passwordHint, value: '', maxLength: MAX_PASSWORD, secret: true },
    ],
    submit,
    danger: true,
    check: ([, where, secret]) =>
      secret && !where ? { field: 1, text: words.destroy.toMissing } : undefined,
    send: async ([why, where, secret]) => {
      const owner = await (await room.moderation()).owner();
      await owner.destroy({
        reason: why || undefined,
        to: where || undefined,
        password: secret || undefined,
      });
      return done;
    },
    explain: (error) =>
      error instanceof RangeError
        ? { field: 1, text: words.lists.noAddress }
        : { text: explain(error, '', words) },
  };
};
