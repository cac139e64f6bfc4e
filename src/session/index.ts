/**
 * The session as elements use it: what has to do with people loads when somebody asks (headless.ts has it at once).
 * All copies of the script on a page share one session.
 */
import type { SessionConfig } from './config.js';
import { Session } from './session.js';

const KEY = Symbol.for('xmpp-elements.session');

/** The page's session; made, not connected, by the first who asks. */
export function getSession(): Session {
  const page = globalThis as { [KEY]?: Session };
  return (page[KEY] ??= new Session());
}

/**
 * Sets the page's session up. What was set first stays.
 * @throws {ConfigError} A setting differs from what was set before; `setting` names it.
 */
export function configureSession(config: SessionConfig): Session {
  return getSession().configure(config);
}

export { Session, type SessionState } from './session.js';
export type { Avatar, Avatars } from './avatars.js';
export type { Blocking, BlockingState } from './blocking.js';
export type { Bookmark, BookmarkChange, Bookmarks, BookmarksState } from './bookmarks.js';
export type { Chat } from './chat.js';
export type { ChatHabits } from './chat-host.js';
export type { Chats, Headline, HeadlineEvent } from './chats.js';
export type * from './contact.js';
export { availability, displayName } from './contact.js';
export type { ContactGroup } from './contact-list.js';
export type { SessionConfig, Credentials, SignIn } from './config.js';
export type { Conversation, Outgoing, OutgoingMessage } from './conversation.js';
export type { UndoneEvent } from './undone-event.js';
export type * from './data-form.js';
export * from './errors.js';
export type { Files, OfferEvent, SendOptions } from './files/files.js';
export type * from './files/transfer.js';
export { DroppedEvent, type Feature } from './feature.js';
export type { Group, GroupOptions } from './group.js';
export type { DeclinedEvent, Invitation, Invitations } from './invitations.js';
export type { InviteFailure, InviteOptions, InviteResult } from './inviting.js';
export type * from './message.js';
export type { MessageFeatures } from './message-features.js';
export type { Person } from './authorship.js';
export type { BulkRemoval } from './bulk-removal.js';
export type { AffiliationEvent, Moderation } from './moderation.js';
export type { Mutes } from './mutes.js';
export type * from './occupant.js';
export type { Registration } from './registration.js';
export type { NewAccount, RegistrationError, RegistrationOffer } from './registration-offer.js';
export type * from './room-status.js';
export type { PrivateChat, PrivateRefusal } from './private-chat.js';
export type { PrivateChats } from './private-chats.js';
export type { Presence } from './own-presence.js';
export type { Found, FoundPage, Past } from './past.js';
export type { People } from './people.js';
export type { XmppUri } from './protocol/uri.js';
export type * from './rich-text.js';
export { Room } from './room.js';
export type { RoomAvatar } from './room-avatar.js';
export type { NewRoom } from './room-creation.js';
export type * from './room-directory.js';
export type { RoomOwner } from './room-owner.js';
export type { RoomRequest } from './room-requests.js';
export type { Rooms } from './rooms.js';
export type { AddOptions, Roster, RosterState } from './roster.js';
export { Store } from './store.js';
export type { SubscriptionEvent, SubscriptionNews } from './subscriptions.js';
