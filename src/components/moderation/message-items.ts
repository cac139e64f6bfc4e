/**
 * What one may do about whoever wrote a message, in its menu: not hear them, and for moderators what ux.md §10 has. Loaded
 * with what else can be done with a room's messages.
 */
import { authorOf, personOf, type Person } from '../../session/authorship.js';
import type { ChatMessage } from '../../session/message.js';
import type { Moderation } from '../../session/moderation.js';
import type { Mutes } from '../../session/mutes.js';
import type { Room } from '../../session/room.js';
import { Dialog } from '../conversation/dialog.js';
import type { MenuItem } from '../conversation/menu-event.js';
import type { CleanupStrings } from '../shared/cleanup-strings.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { nickText } from '../shared/nick-text.js';
import { ask, askToRemoveAll, begin, isRemoval, type Asking, type AskHost } from './ask.js';
import { deedsOf } from './deeds.js';
import { muteItem } from './mute-item.js';
import { findCleanupWords, findModerationWords } from './words.js';

export class MessageItems {
  readonly #dialog: Dialog;
  /** Another one that is open. */
  #more: { close(): void } | undefined;

  private constructor(
    readonly host: AskHost,
    readonly room: Room,
    readonly moderation: Moderation,
    readonly mutes: Mutes | undefined,
    readonly words: ModerationStrings,
    readonly cleanup: CleanupStrings,
    /** Language of the words. */
    readonly tag: string,
  ) {
    this.#dialog = new Dialog({ say: (text) => host.announcer.say(text) });
  }

  static async of(host: AskHost, room: Room, tag: string): Promise<MessageItems> {
    const [moderation, { mutes }, words, cleanup] = await Promise.all([
      room.moderation(),
      room.features(),
      findModerationWords(tag),
      findCleanupWords(tag),
    ]);
    return new MessageItems(host, room, moderation, mutes, words, cleanup, tag);
  }

  close(): void {
    this.#dialog.close();
    this.#more?.close();
  }

  itemsOn(message: ChatMessage): MenuItem[] {
    if (message.own) return [];
    const { moderation, mutes, words } = this;
    const asking = this.#asking;
    const about = (deed: string) => words.about(nickText(message.nick), deed);
    const { occupants } = this.room;
    const author = authorOf(message, occupants);
    const person = personOf(message, occupants);
    const changes = author ? moderation.changesOf(author).filter(isRemoval) : [];
    return [
      ...(person && mutes ? [muteItem(person, mutes, asking, about)] : []),
      ...(moderation.mayRemove(message)
        ? [{ text: words.remove, act: () => this.#askToRemove(message) }]
        : []),
      ...(person && moderation.messagesOf(person).length > 1 ? [this.#removeAll(person, about)] : []),
      ...(author ? deedsOf(author, changes, words) : []).map((deed) => ({
        text: about(deed.text),
        act: () => {
          this.#ready();
          begin(deed, author!, asking);
        },
      })),
    ];
  }

  get #asking(): Asking {
    const { host, moderation, words, cleanup } = this;
    const opened: Asking['opened'] = (more) => (this.#more = more);
    return { host, dialog: this.#dialog, moderation, words, cleanup, opened };
  }

  #ready(): void {
    this.host.root.querySelector('section')?.append(this.#dialog.element);
  }

  #removeAll(person: Person, about: (deed: string) => string): MenuItem {
    return { text: about(this.cleanup.removeAll), act: () => askToRemoveAll(person, this.#asking) };
  }

  #askToRemove(message: ChatMessage): void {
    const { moderation, words } = this;
    const name = nickText(message.nick);
    const question = {
      title: words.removeTitle(name),
      text: words.removeText,
      submit: words.removeNow,
      danger: true,
    };
    this.#ready();
    ask(question, message.nick, words.done.removed, this.#asking, (reason) =>
      moderation.remove(message, reason),
    );
  }
}
