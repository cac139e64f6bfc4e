/** A nickname is registered with a room by who is in it already (MUC-68), and then nobody else's there. */
import type { Room } from '../../session/room.js';
import { requestMembership } from '../../session/room-registration.js';
import { nickText } from '../shared/nick-text.js';
import type { Strings } from '../shared/strings.js';
import { RegisterDialog } from './register-dialog.js';
import { findRequestWords } from './words.js';

/** @param tag - Language of `strings`. @param say - Tells screen readers. */
export async function keepName(
  root: ShadowRoot,
  room: Room,
  strings: Strings,
  tag: string,
  say: (text: string) => void,
): Promise<RegisterDialog> {
  const words = await findRequestWords(tag);
  const told = (nick: string | undefined) =>
    nick === undefined ? words.keptNameless : words.kept(nickText(nick));
  const title = words.nameTitle(room.name);
  return RegisterDialog.open(
    { root, strings, words, title, submit: words.keep, nick: room.nick, say, done: told },
    requestMembership(room.session, room.jid),
  );
}
