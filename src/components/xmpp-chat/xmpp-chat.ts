import { ConversationShell } from '../shared/conversation-shell.js';
import { loadOnce, reflect } from '../shared/shell.js';
import type { ChatView } from './view.js';

const TEXTS = ['jid', 'for', 'announce', 'send-key', 'heading-level'];
const FLAGS = ['no-header', 'no-composer', 'colors', 'no-shortcuts'];

/**
 * @summary A conversation with one person.
 *
 * It opens no connection by itself: the page's session does, or the visitor, by its Connect button.
 *
 * @tag xmpp-chat
 * @attr {string} jid - The person's address.
 * @attr {string} for - Id of an `<xmpp-roster>` whose choice it shows.
 * @attr {boolean} no-header - Without the person's name and presence.
 * @attr {boolean} no-composer - For reading only.
 * @attr {boolean} colors - Offers colours for words, where formatting is on.
 * @attr {boolean} no-files - Takes no files: nothing can be attached, dropped or pasted.
 * @attr {boolean} no-shortcuts - Without keys that do something where they are not expected, such as F6; the visitor can
 *   switch them off, too.
 * @attr {'all' | 'mentions' | 'off'} announce - What is said to screen readers; all unless set.
 * @attr {'enter' | 'mod-enter'} send-key - The key that sends; enter unless set.
 * @attr {string} heading-level - Level of the person's name among the page's headings, 1 to 5; 2 unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {MessageReceivedEvent} xmpp-message - The other one wrote.
 * @fires {MessageSendingEvent} xmpp-message-sending - The visitor is about to send; can be prevented.
 * @fires {MessageSentEvent} xmpp-message-sent - The server has taken an own message.
 * @fires {UnreadEvent} xmpp-unread - The number of unread messages changed.
 * @fires {XmppUriEvent} xmpp-uri - Somebody agreed to what an `xmpp:` link asks for, or has made a group of the chat, which
 *   is to be shown; can be prevented.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong; `code` says what.
 *
 * @csspart frame - All of it: its border and its rounded corners.
 * @csspart header - Picture, name and presence.
 * @csspart subject - The line below the name: whether they are there.
 * @csspart status - Strip that tells of connection trouble.
 * @csspart standing - What is to be decided before one writes: about strangers, requests, and who is blocked.
 * @csspart log - The list of messages.
 * @csspart new-divider - Line before the first unread message.
 * @csspart unread - Button that goes to unread messages which are not loaded yet.
 * @csspart message - A message; `data-id` is its stanza-id, else origin-id, else id.
 * @csspart message-author - Its sender's name, at the start of a group.
 * @csspart message-time - Its time.
 * @csspart message-subject - What it is about, above its body, where its sender said so.
 * @csspart message-body - Directly holds its content.
 * @csspart own - Beside message and message-body, where the visitor wrote it.
 * @csspart fate - What became of an own message: sent, delivered, read.
 * @csspart avatar - The round mark or picture of a person.
 * @csspart kit - What the kit itself adds inside a message body.
 * @csspart reply - What a message answers, above it.
 * @csspart reactions - All reactions to a message.
 * @csspart reaction - One of them, a toggle button.
 * @csspart file - A file that a message shares: a link.
 * @csspart errand - What is being done to a message, above the composer.
 * @csspart composer - Where a message is written.
 * @csspart input - Its text field.
 * @csspart attach - The button that attaches files.
 * @csspart send - Its button.
 *
 * @cssproperty [--xmpp-surface] - Background; the others are those of `<xmpp-room>`.
 */
export class XmppChat extends ConversationShell<ChatView> {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).ChatView);
}
