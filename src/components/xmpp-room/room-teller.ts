/** Tells the page by events, and screen readers by words, what changed in a room. */
import type { ChatMessage, Row } from '../../session/message.js';
import type { Room } from '../../session/room.js';
import type { RoomStatus } from '../../session/room-status.js';
import { cutSpoken, type Announcer } from '../shared/announcer.js';
import { changedRange } from '../shared/changed-range.js';
import {
  MessageReceivedEvent,
  MessageSentEvent,
  RoomJoinEvent,
  RoomLeaveEvent,
  UnreadEvent,
  XmppErrorEvent,
} from '../shared/events.js';
import { nickText } from '../shared/nick-text.js';
import type { Strings } from '../shared/strings.js';
import { awaySince } from '../conversation/connection-strip.js';

export interface TellerHost {
  readonly element: HTMLElement;
  strings(): Strings;
  /** The sentence shown to somebody who was put out. */
  removal(): Promise<string | undefined>;
}

export class RoomTeller {
  #room: Room | undefined;
  #rows: readonly Row[] = [];
  #status: RoomStatus | undefined;
  #unread = 0;
  #mentions = 0;
  #lossTold = false;
  /** The newest page of history has come: what is old from here on was asked for, or missed. */
  #opened = false;

  constructor(
    readonly host: TellerHost,
    readonly announcer: Announcer,
  ) {}

  /** What `room` holds already is no news. */
  follow(room: Room | undefined): void {
    this.#room = room;
    this.#rows = room?.messages ?? [];
    this.#status = room?.status;
    this.#unread = room?.unread ?? 0;
    this.#mentions = room?.mentions ?? 0;
    this.#lossTold = false;
    this.#opened = hasOpened(room);
  }

  /** Compares the room with what was told last. */
  changed(): void {
    const room = this.#room;
    if (!room) return;
    const { start, removed, added } = changedRange(this.#rows, room.messages);
    this.#rows = room.messages;
    if (added.length) this.#tellRows(room, removed, added, start === 0);
    this.#opened ||= hasOpened(room);
    if (room.unread !== this.#unread || room.mentions !== this.#mentions) {
      this.#unread = room.unread;
      this.#mentions = room.mentions;
      this.#fire(new UnreadEvent(room.jid, room.unread, room.mentions));
    }
    const before = this.#status;
    this.#status = room.status;
    if (room.status !== before) this.#tellStatus(room, room.status, before);
  }

  /** The connection has been away long enough to mention it. */
  lost(): void {
    if (this.#lossTold) return;
    this.#lossTold = true;
    this.announcer.say(this.#strings.connectionLost);
  }

  get #strings(): Strings {
    return this.host.strings();
  }

  /** @param earlier - They stand before all the others. */
  #tellRows(room: Room, removed: readonly Row[], added: readonly Row[], earlier: boolean): void {
    const before = new Map(removed.map((row) => [row.key, row]));
    const { spoken, newMessages, earlierMessages } = this.#strings;
    const old = added.filter((row) => row.kind === 'message' && row.old && !before.has(row.key));
    if (old.length && this.#opened) this.announcer.count(old.length, earlier ? earlierMessages : newMessages);
    const news: ChatMessage[] = [];
    for (const row of added) {
      if (row.kind !== 'message' || row.old || row.removed) continue;
      const known = before.get(row.key);
      if (row.own) this.#tellOwn(room, row, known);
      else if (!known) news.push(row);
    }
    if (news.length === 0) return;
    const words = news.map(({ nick, body, mention }) => ({
      text: cutSpoken(spoken(nickText(nick), body)),
      mention,
    }));
    this.announcer.messages(words, newMessages);
    for (const message of news) this.#fire(new MessageReceivedEvent(room.jid, message));
  }

  #tellOwn(room: Room, row: ChatMessage, known: Row | undefined): void {
    const before = known?.kind === 'message' ? known.state : undefined;
    if (row.state === before) return;
    if (row.state === 'failed') this.announcer.say(this.#strings.notSent, true);
    const elsewhere = before === undefined && row.sentAt === undefined; // by another of the visitor's clients
    if (row.state !== 'sent' || before === 'delivered' || elsewhere) return;
    this.announcer.say(this.#strings.sent);
    this.#fire(new MessageSentEvent(room.jid, row));
  }

  #tellStatus(room: Room, status: RoomStatus, before: RoomStatus | undefined): void {
    const wasIn = before?.state === 'joined' || awaySince(before) !== undefined;
    switch (status.state) {
      case 'joined':
        if (this.#lossTold) this.announcer.say(this.#strings.connectionBack);
        this.#lossTold = false;
        if (!wasIn) this.#fire(new RoomJoinEvent(room.jid, room.nick ?? ''));
        break;
      case 'idle':
        if (wasIn) this.#fire(new RoomLeaveEvent(room.jid));
        break;
      case 'failed':
        if (!sameFailure(status, before)) this.#fire(new XmppErrorEvent(status.reason));
        break;
      case 'removed':
        if (before?.state === 'removed' || awaySince(status)) break;
        this.#fire(new RoomLeaveEvent(room.jid));
        this.#fire(new XmppErrorEvent(status.cause));
        this.host.removal().then(
          (words) => words !== undefined && this.announcer.say(words, true),
          () => undefined, // told by whoever shows it
        );
    }
  }

  #fire(event: Event): void {
    this.host.element.dispatchEvent(event);
  }
}

const hasOpened = (room: Room | undefined) =>
  room !== undefined && room.messages.length > 0 && room.history !== 'unknown' && room.history !== 'loading';

function sameFailure(status: RoomStatus & { state: 'failed' }, before: RoomStatus | undefined): boolean {
  return before?.state === 'failed' && before.reason === status.reason && before.tries === status.tries;
}
