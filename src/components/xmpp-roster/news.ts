/** What is said to screen readers of messages in chats that are not open on the page (ux.md §2). */
import type { Chat } from '../../session/chat.js';
import type { Chats } from '../../session/chats.js';
import { displayName } from '../../session/contact.js';
import { wordsOf } from '../../session/message.js';
import type { People } from '../../session/people.js';
import { cutSpoken, type Announcer } from '../shared/announcer.js';
import { nickText } from '../shared/nick-text.js';
import type { RosterStrings } from '../shared/roster-strings.js';
import { isShown } from '../shared/shown.js';

export class News {
  /** How many messages of each chat were unread when it was looked at last. */
  #unread: ReadonlyMap<string, number> = new Map();
  #chats: Chats | undefined;
  /** What this one asks the others of the page with. */
  #asking: Event | undefined;

  constructor(readonly announcer: Announcer) {}

  /** What is unread already is no news. */
  follow(people: People | undefined): void {
    this.#unread = people ? unreadIn(people) : new Map<string, number>();
    this.#chats?.removeEventListener('telling', this.#asked);
    this.#chats = people?.chats;
    this.#chats?.addEventListener('telling', this.#asked);
  }

  /** Strangers' words are not read out: they are in a folder of their own. */
  changed(people: People, strings: RosterStrings): void {
    const before = this.#unread;
    this.#unread = unreadIn(people);
    const spoken = people.chats.list.flatMap((chat) => {
      const n = chat.unread - (before.get(chat.jid) ?? 0);
      if (n <= 0 || isToldElsewhere(chat)) return [];
      const contact = people.roster.get(chat.jid);
      const name = nickText(contact ? displayName(contact) : chat.jid);
      return textsOf(chat, n).map((text) => ({
        text: cutSpoken(strings.spoken(name, text)),
        mention: false,
      }));
    });
    this.#asking = asking();
    if (spoken.length && people.chats.dispatchEvent(this.#asking))
      this.announcer.messages(spoken, strings.newMessages);
  }

  /** Of several rosters the first that is heard tells; as below, whatever script they are of. */
  readonly #asked = (event: Event) => {
    if (this.announcer.mode !== 'all' || !isShown(this.announcer.polite)) return;
    event.stopImmediatePropagation();
    if (event !== this.#asking) event.preventDefault();
  };
}

/**
 * Whether an element shows the conversation and tells of it by itself, which it says by preventing this event on the
 * conversation. Copies of the script on one page share conversations, so this works between them, too.
 */
const isToldElsewhere = (chat: Chat) => !chat.dispatchEvent(asking());

const asking = () => new Event('telling', { cancelable: true });

const unreadIn = ({ chats }: People) =>
  new Map([...chats.list, ...chats.strangers].map(({ jid, unread }) => [jid, unread]));

/** The last that they said. */
const textsOf = ({ messages }: Chat, n: number) =>
  messages
    .filter((row) => row.kind === 'message' && !row.own && !row.removed)
    .slice(-n)
    .map((row) => (row.kind === 'message' ? wordsOf(row) : ''));
