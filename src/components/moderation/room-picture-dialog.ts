/** A room's picture (XEP-0486), which its owners choose as people do their own. */
import type { Room } from '../../session/room.js';
import type { Strings } from '../shared/strings.js';
import { PictureDialog } from '../xmpp-roster/picture-dialog.js';
import { explain } from './deeds.js';
import { findCleanupWords, findModerationWords } from './words.js';

/** @param tag Language of `strings`. @param say Tells screen readers. */
export async function openRoomPicture(
  root: ShadowRoot,
  room: Room,
  { cancel }: Strings,
  tag: string,
  say: (text: string) => void,
): Promise<PictureDialog> {
  const [moderation, words, cleanup] = await Promise.all([
    room.moderation(),
    findModerationWords(tag),
    findCleanupWords(tag),
  ]);
  const avatar = await (await moderation.owner()).picture();
  const { title, ...own } = cleanup.picture;
  const dialog = new PictureDialog(root, say);
  const { element } = dialog;
  element.addEventListener('keydown', (event) => event.stopPropagation()); // the conversation's keys rest
  element.addEventListener('close', () => element.remove());
  root.querySelector('section')?.append(element);
  await dialog.open({
    session: room.session,
    jid: room.jid,
    name: room.name,
    tag,
    title,
    cancel,
    words: own,
    store: avatar,
    url: () => avatar.current?.url,
    set: (picture) => avatar.set(picture),
    explain: (error) => explain(error, '', words),
  });
  return dialog;
}
