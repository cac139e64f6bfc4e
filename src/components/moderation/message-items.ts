/**
 * What a moderator may do about a message and whoever wrote it (ux.md §10), in its menu. Loaded with what else can be
 * done with messages, for those who may.
 */
import type { ChatMessage } from '../../session/message.js';
import type { Moderation } from '../../session/moderation.js';
import type { Occupant } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';
import { Dialog } from '../conversation/dialog.js';
import type { MenuItem } from '../conversation/menu-event.js';
import type { ModerationStrings } from '../shared/moderation-strings.js';
import { nickText } from '../shared/nick-text.js';
import { ask, begin, type AskHost } from './ask.js';
import { deedsOf } from './deeds.js';
import { findModerationWords } from './words.js';

export class MessageItems {
  readonly #dialog: Dialog;

  private constructor(
    readonly host: AskHost,
    readonly room: Room,
    readonly moderation: Moderation,
    readonly words: ModerationStrings,
    /** Language of `words`. */
    readonly tag: string,
  ) {
    this.#dialog = new Dialog({ say: (text) => host.announcer.say(text) });
  }

  static async of(host: AskHost, room: Room, tag: string): Promise<MessageItems> {
    const [moderation, words] = await Promise.all([room.moderation(), findModerationWords(tag)]);
    return new MessageItems(host, room, moderation, words, tag);
  }

  close(): void {
    this.#dialog.close();
  }

  itemsOn(message: ChatMessage): MenuItem[] {
    if (message.own) return [];
    const { moderation, host, words } = this;
    const asking = { host, dialog: this.#dialog, moderation, words };
    const author = authorOf(message, this.room);
    const changes = author ? moderation.changesOf(author).filter(isRemoval) : [];
    const deeds = author ? deedsOf(author, changes, words) : [];
    return [
      ...(moderation.mayRemove(message)
        ? [{ text: words.remove, act: () => this.#askToRemove(message) }]
        : []),
      ...deeds.map((deed) => ({
        text: words.about(nickText(message.nick), deed.text),
        act: () => {
          this.#ready();
          begin(deed, author!, asking);
        },
      })),
    ];
  }

  #ready(): void {
    this.host.root.querySelector('section')?.append(this.#dialog.element);
  }

  #askToRemove(message: ChatMessage): void {
    const { moderation, host, words } = this;
    const name = nickText(message.nick);
    const question = {
      title: words.removeTitle(name),
      text: words.removeText,
      submit: words.removeNow,
      danger: true,
    };
    this.#ready();
    ask(
      question,
      message.nick,
      words.done.removed,
      { host, dialog: this.#dialog, moderation, words },
      (reason) => moderation.remove(message, reason),
    );
  }
}

const isRemoval = (change: ReturnType<Moderation['changesOf']>[number]): boolean =>
  'role' in change ? change.role === 'none' : change.affiliation === 'outcast';

/** Whoever wrote it, while they are here: nobody else who has the name now. */
function authorOf({ nick, occupantId, time }: ChatMessage, { occupants }: Room): Occupant | undefined {
  const all = [...occupants.values()];
  if (occupantId !== undefined) return all.find((each) => each.occupantId === occupantId);
  const now = occupants.get(nick);
  return now?.since && now.since <= time ? now : undefined;
}
