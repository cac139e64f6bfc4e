import { ConversationShell } from '../shared/conversation-shell.js';
import { loadOnce, reflect } from '../shared/shell.js';
import { loadEntry } from './load-entry.js';
import type { RoomView } from './view.js';

const TEXTS = ['jid', 'for', 'nick', 'announce', 'send-key', 'heading-level', 'joins'];
const FLAGS = ['autojoin', 'no-header', 'no-occupants', 'no-composer', 'colors', 'no-shortcuts'];

/**
 * @summary A chat room: one tag is a working one.
 *
 * Without `autojoin` it shows its Join button and opens no connection. Elements that show the same room on one page
 * are one occupant; it is left when the last of them has gone.
 *
 * @tag xmpp-room
 * @attr {string} jid - The room's address.
 * @attr {string} for - Id of an `<xmpp-rooms>` whose choice it shows.
 * @attr {string} nick - Name to join as; without it the visitor is asked.
 * @attr {boolean} autojoin - Joins at once.
 * @attr {boolean} no-header - Without the room's name and subject.
 * @attr {boolean} no-occupants - Without the people in it.
 * @attr {boolean} no-composer - For reading only.
 * @attr {boolean} colors - Offers colours for words, where formatting is on.
 * @attr {boolean} no-files - Takes no files: nothing can be attached, dropped or pasted.
 * @attr {boolean} no-shortcuts - Without keys that do something where they are not expected, such as F6; the visitor can
 *   switch them off, too.
 * @attr {'all' | 'mentions' | 'off'} announce - What is said to screen readers; all unless set.
 * @attr {'enter' | 'mod-enter'} send-key - The key that sends; enter unless set.
 * @attr {'fold' | 'off'} joins - Whether it is told, in folded rows, who comes and goes; unset: in rooms of up to 50.
 * @attr {string} heading-level - Level of the room's name among the page's headings, 1 to 5; 2 unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {RoomJoinEvent} xmpp-room-join - The visitor is in.
 * @fires {RoomLeaveEvent} xmpp-room-leave - The visitor left or was put out.
 * @fires {MessageReceivedEvent} xmpp-message - Somebody else wrote; privately where `jid` is an occupant's address.
 * @fires {MessageSendingEvent} xmpp-message-sending - The visitor is about to send; can be prevented. `jid` as above.
 * @fires {MessageSentEvent} xmpp-message-sent - The room has taken an own message. `jid` as above.
 * @fires {UnreadEvent} xmpp-unread - The number of unread messages changed, private ones among them.
 * @fires {MenuEvent} xmpp-menu - The room's menu is about to open; `items` takes more: `{ text, act }`.
 * @fires {XmppUriEvent} xmpp-uri - Somebody agreed to what an `xmpp:` link asks for; can be prevented.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong; `code` says what.
 *
 * @slot contact - A way to reach the page's owner, shown to whoever is banned.
 *
 * @csspart frame - All of it: its border and its rounded corners.
 * @csspart header - Name, subject and number of people.
 * @csspart subject - The room's subject.
 * @csspart status - Strip that tells of connection trouble.
 * @csspart log - The list of messages.
 * @csspart new-divider - Line before the first unread message.
 * @csspart unread - Button that goes to unread messages which are not loaded yet.
 * @csspart message - A message; `data-id` is its stanza-id, else origin-id, else id.
 * @csspart message-author - Its sender's name, at the start of a group.
 * @csspart message-time - Its time.
 * @csspart message-body - Directly holds its content.
 * @csspart own - Beside message and message-body, where the visitor wrote it.
 * @csspart avatar - The round mark of whoever wrote, and of each of the people; the room's picture in its header.
 * @csspart kit - What the kit itself adds inside a message body.
 * @csspart reply - What a message answers, above it.
 * @csspart reactions - All reactions to a message.
 * @csspart reaction - One of them, a toggle button.
 * @csspart file - A file that a message shares: a link.
 * @csspart fate - What became of an own private message: sent, delivered, read.
 * @csspart errand - What is being done to a message, above the composer.
 * @csspart occupants - The panel of people.
 * @csspart occupant - One of them.
 * @csspart hat - Words of the room's at somebody's name.
 * @csspart composer - Where a message is written.
 * @csspart input - Its text field.
 * @csspart attach - The button that attaches files.
 * @csspart send - Its button.
 * @csspart join - The button that joins.
 *
 * @cssproperty [--xmpp-surface] - Background.
 * @cssproperty [--xmpp-text] - Text.
 * @cssproperty [--xmpp-accent] - Buttons, links, focus.
 * @cssproperty [--xmpp-on-accent] - Text on the accent colour.
 * @cssproperty [--xmpp-muted] - Lesser text; mixed of text and surface unless set, as are the next two.
 * @cssproperty [--xmpp-line] - Lines between areas.
 * @cssproperty [--xmpp-control] - Borders of fields.
 * @cssproperty [--xmpp-raised] - Background of what stands out; mixed of accent and surface unless set.
 * @cssproperty [--xmpp-mention] - Background of messages that name the visitor.
 * @cssproperty [--xmpp-danger] - Failures.
 * @cssproperty [--xmpp-font] - Font family.
 * @cssproperty [--xmpp-font-size=0.9375rem] - Font size, which all other sizes follow; at least 15px unless set.
 * @cssproperty [--xmpp-space] - Step of all distances; 8px at the usual font size.
 * @cssproperty [--xmpp-radius=12px] - Roundness.
 */
export class XmppRoom extends ConversationShell<RoomView> {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).RoomView);

  declare nick: string | undefined;
  declare autojoin: boolean;
  declare noOccupants: boolean;
  declare joins: string | undefined;

  /** Enters the room, under `nick` or the name in the attribute; asks the visitor where there is neither. */
  async join(nick?: string): Promise<void> {
    (await this.view).join({ nick });
  }

  /** Leaves the room, for all elements of the page that show it. */
  async leave(): Promise<void> {
    await (await this.view).leave();
  }

  protected override makeView(root: ShadowRoot): Promise<RoomView> {
    const expected = this.jid && this.autojoin && this.nick;
    const beside = expected ? connectAhead(this) : loadEntry(); // what the view will need
    beside.catch(() => undefined);
    return super.makeView(root);
  }
}

const connectAhead = async (room: XmppRoom) => (await import('../shared/page-session.js')).connectFor(room);
