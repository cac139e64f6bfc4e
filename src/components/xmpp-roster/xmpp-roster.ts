import { SelectingShell } from '../shared/selecting-shell.js';
import { loadOnce, reflect } from '../shared/shell.js';
import type { RosterView } from './view.js';

const TEXTS = ['filter', 'announce', 'order', 'selected'];
const FLAGS = ['flat', 'no-add', 'no-self'];

/**
 * @summary The account's contacts: who of them is there, what they said last, and who asks to become one.
 *
 * An `<xmpp-chat for="…">` in the same tree, with this element's id, shows the conversation with whoever is chosen here.
 * Without `connect` on an `<xmpp-session>` it opens no connection before somebody asks it to.
 *
 * @tag xmpp-roster
 * @attr {string} filter - What its field starts with: only people with that in their name or address are listed.
 * @attr {'presence' | 'name' | 'recent'} order - Who comes first: who is there, unless set; by name; or who wrote last.
 * @attr {string} selected - Bare JID of who is chosen.
 * @attr {boolean} flat - Without headings for groups.
 * @attr {boolean} no-add - Without the button that adds a contact.
 * @attr {boolean} no-self - Without how the account itself shows.
 * @attr {'all' | 'mentions' | 'off'} announce - What is said to screen readers; all unless set: messages, too, of chats
 *   that are not open on the page.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {ContactSelectEvent} xmpp-contact-select - Somebody was chosen.
 * @fires {XmppUriEvent} xmpp-uri - Somebody agreed to what an `xmpp:` link asks for, or joins where they are invited to; can
 *   be prevented.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong; `code` says what.
 *
 * @csspart frame - All of it: its border and its rounded corners.
 * @csspart self - How the account itself shows, at the top.
 * @csspart filter - The field that narrows the list.
 * @csspart add - The button that adds a contact.
 * @csspart status - Strip that tells of connection trouble.
 * @csspart notices - What the server or a contact announces.
 * @csspart notice - One of them.
 * @csspart invitations - Rooms that somebody asks the account into.
 * @csspart invitation - One of them.
 * @csspart requests - Who waits for an answer.
 * @csspart request - One of them.
 * @csspart contacts - The list.
 * @csspart group - A group's heading.
 * @csspart contact - One of the people.
 * @csspart contact-name - Their name.
 * @csspart contact-note - What they said last, else their status.
 * @csspart avatar - Their picture, or a mark in their colour.
 * @csspart unread - Number of messages that nobody has read.
 *
 * @cssproperty [--xmpp-surface] - Background; all that a room takes works here, too.
 * @cssproperty [--xmpp-accent] - Buttons, unread messages, who is chosen.
 */
export class XmppRoster extends SelectingShell<RosterView> {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).RosterView);

  declare order: string | undefined;
  declare flat: boolean;
  declare noAdd: boolean;
  declare noSelf: boolean;

  protected override makeView(root: ShadowRoot): Promise<RosterView> {
    peopleAhead(this).catch(() => undefined); // the view asks again
    return super.makeView(root);
  }
}

const peopleAhead = async (roster: XmppRoster) =>
  (await import('../shared/page-session.js')).sessionOf(roster).people;
