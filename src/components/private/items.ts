/** What anybody may do about others in a room, in their menus: write to them privately. */
import { authorOf } from '../../session/authorship.js';
import type { ChatMessage } from '../../session/message.js';
import type { Occupant } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';
import type { MenuItem } from '../conversation/menu-event.js';
import { nickText } from '../shared/nick-text.js';
import type { PrivateStrings } from '../shared/private-strings.js';
import type { PaneHost } from './pane.js';
import { findPrivateWords } from './words.js';

export class PrivateItems {
  private constructor(
    readonly view: PaneHost,
    readonly words: PrivateStrings,
    /** Language of `words`. */
    readonly tag: string,
  ) {}

  static async of(view: PaneHost, tag: string): Promise<PrivateItems> {
    return new PrivateItems(view, await findPrivateWords(tag), tag);
  }

  /** About whoever wrote it, while they are here. */
  itemsOn(message: ChatMessage, room: Room): MenuItem[] {
    const author = message.own ? undefined : authorOf(message, room.occupants);
    return author ? this.itemsAbout(author, this.words.writeTo(nickText(author.nick))) : [];
  }

  itemsAbout(who: Occupant, text = this.words.write): MenuItem[] {
    const forbidden = this.view.conversation?.privates?.mayWriteTo(who) === false; // as far as it is known by now
    return who.self || forbidden ? [] : [{ text, act: () => void this.#open(who) }];
  }

  async #open(who: Occupant): Promise<void> {
    try {
      const { openPrivately } = await import('./pane.js');
      await openPrivately(this.view, who);
    } catch {
      this.view.announcer.say(this.words.nobody(nickText(who.nick)), true);
    }
  }
}
