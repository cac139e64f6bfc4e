/** Hearing somebody or not, which is for the reader alone: in menus. */
import type { Person } from '../../session/authorship.js';
import type { Mutes } from '../../session/mutes.js';
import type { MenuItem } from '../conversation/menu-event.js';
import { nickText } from '../shared/nick-text.js';
import type { Asking } from './ask.js';

/** @param name The item's name, of what it does. */
export function muteItem(
  person: Person,
  mutes: Mutes,
  { host, cleanup }: Pick<Asking, 'host' | 'cleanup'>,
  name: (deed: string) => string = (deed) => deed,
): MenuItem {
  const muted = mutes.has(person);
  const act = () => {
    if (muted) mutes.unmute(person);
    else mutes.mute(person);
    host.announcer.say((muted ? cleanup.unmuted : cleanup.muted)(nickText(person.nick)));
  };
  return { text: name(muted ? cleanup.unmute : cleanup.mute), act };
}
