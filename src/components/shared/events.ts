/** The events of the elements. All bubble and cross shadow roots. They tell what a person or the server did. */
import type { Outgoing } from '../../session/conversation.js';
import type { ChatMessage } from '../../session/message.js';
import type { Session } from '../../session/index.js';

/** What the events of the elements have in common. */
export abstract class KitEvent extends Event {
  constructor(type: string, options: EventInit = {}) {
    super(type, { bubbles: true, composed: true, ...options });
  }
}

/** Something went wrong; the element shows its own words for it. */
export class XmppErrorEvent extends KitEvent {
  constructor(
    /** Stable, for scripts: `session-conflict`, `bad-setting`, `load-failed`, `chat-unsupported`, `transfer-failed`, or a `JoinFailure` or `Removal`. */
    readonly code: string,
    /** The cause, where there is one. */
    readonly error?: unknown,
  ) {
    super('xmpp-error');
  }
}

/** The connection came, went or failed. */
export class StateEvent extends KitEvent {
  constructor(readonly state: Session['state']) {
    super('xmpp-state');
  }
}

/** The visitor is in the room. */
export class RoomJoinEvent extends KitEvent {
  constructor(
    readonly jid: string,
    readonly nick: string,
  ) {
    super('xmpp-room-join');
  }
}

/** The visitor has left the room, or was put out. */
export class RoomLeaveEvent extends KitEvent {
  constructor(readonly jid: string) {
    super('xmpp-room-leave');
  }
}

/** Somebody else wrote; not fired for history. */
export class MessageReceivedEvent extends KitEvent {
  constructor(
    readonly jid: string,
    readonly message: ChatMessage,
  ) {
    super('xmpp-message');
  }
}

/** The visitor is about to send; `preventDefault()` keeps the text in the composer. It may change nothing. */
export class MessageSendingEvent extends KitEvent {
  /** In plain text. */
  declare readonly body: string;
  /** The same as well-formed XHTML, where something is formatted. */
  declare readonly html?: string;

  constructor(
    readonly jid: string,
    outgoing: Outgoing,
  ) {
    super('xmpp-message-sending', { cancelable: true });
    Object.assign(this, typeof outgoing === 'string' ? { body: outgoing } : outgoing);
  }
}

/** The server has taken an own message. */
export class MessageSentEvent extends KitEvent {
  constructor(
    readonly jid: string,
    readonly message: ChatMessage,
  ) {
    super('xmpp-message-sent');
  }
}

/** The number of unread messages changed. */
export class UnreadEvent extends KitEvent {
  constructor(
    readonly jid: string,
    readonly unread: number,
    /** How many of them name the visitor. */
    readonly mentions: number,
  ) {
    super('xmpp-unread');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-error': XmppErrorEvent;
    'xmpp-state': StateEvent;
    'xmpp-room-join': RoomJoinEvent;
    'xmpp-room-leave': RoomLeaveEvent;
    'xmpp-message': MessageReceivedEvent;
    'xmpp-message-sending': MessageSendingEvent;
    'xmpp-message-sent': MessageSentEvent;
    'xmpp-unread': UnreadEvent;
  }
}
