import { SelectingShell } from '../shared/selecting-shell.js';
import { loadOnce, reflect } from '../shared/shell.js';
import type { RoomsView } from './view.js';

const TEXTS = ['filter', 'announce', 'selected'];
const FLAGS = ['no-create'];

/**
 * @summary The rooms that somebody keeps or is in, those there are to be found, and the making of new ones.
 *
 * An `<xmpp-room for="…">` in the same tree, with this element's id, shows the room that is chosen here. Rooms that are
 * kept so are entered as soon as the session is online; a guest keeps them until the page is closed. Without `connect`
 * on an `<xmpp-session>` it opens no connection before somebody asks it to.
 *
 * @tag xmpp-rooms
 * @attr {string} filter - What its field starts with: only rooms with that in their name or address are listed.
 * @attr {string} selected - Bare JID of the room that is chosen.
 * @attr {boolean} no-create - Without the button that makes a room.
 * @attr {'all' | 'mentions' | 'off'} announce - What is said to screen readers; all unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {RoomSelectEvent} xmpp-room-select - A room was chosen.
 * @fires {XmppUriEvent} xmpp-uri - Somebody agreed to an invitation; can be prevented.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong; `code` says what.
 *
 * @csspart frame - All of it: its border and its rounded corners.
 * @csspart tabs - The two buttons above: one's own rooms, and those to be found.
 * @csspart filter - The field that narrows the list.
 * @csspart create - The button that makes a room.
 * @csspart status - Strip that tells of connection trouble.
 * @csspart invitations - Rooms that somebody asks one into.
 * @csspart invitation - One of them.
 * @csspart rooms - The list.
 * @csspart room - One of the rooms.
 * @csspart room-name - Its name.
 * @csspart room-note - What was said last, else what it is about.
 * @csspart avatar - A mark in its colour.
 * @csspart unread - Number of messages that nobody has read.
 * @csspart note - The line below the list.
 *
 * @cssproperty [--xmpp-surface] - Background; all that a room takes works here, too.
 * @cssproperty [--xmpp-accent] - Buttons, unread messages, which room is chosen.
 */
export class XmppRooms extends SelectingShell<RoomsView> {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).RoomsView);

  declare noCreate: boolean;
}
