/** What message-features.ts has to know of a conversation, and does with it. */
import { UndoneEvent } from './undone-event.js';
import type { ConversationStore } from './conversation-store.js';
import type { OutgoingMessage } from './conversation.js';
import { bareJid } from './jid.js';
import type { ChatMessage, Doing, SendFailure } from './message.js';
import { Mutes } from './mutes.js';
import type { Hat } from './occupant.js';
import type { OneToOne } from './one-to-one.js';
import type { More } from './outbox.js';
import { RoomTalk } from './room-talk.js';
import type { Timeline } from './timeline.js';

/** Who said or did something. */
export interface Author {
  /** undefined: the room itself. */
  readonly nick: string | undefined;
  readonly own: boolean;
  /** Where the room gives them. */
  readonly occupantId?: string;
  readonly time: Date;
  /** From history or archive. */
  readonly old: boolean;
}

/** Something that is no message, to be sent or on its way. */
export interface Submitted extends Pick<Doing, 'waits' | 'unsent'> {
  readonly id: string;
  readonly deed: NonNullable<More['deed']>;
}

/** The conversation they belong to. */
export interface FeatureHost {
  /** Its bare JID. */
  readonly jid: string;
  /** It is a room: ids are the room's, names are those of occupants. */
  readonly room: boolean;
  readonly timeline: Timeline;
  /** What the reader understands best. */
  readonly lang: string | undefined;
  /** Asked for each message that has formatting: whether those who get it show it, as far as is known (XHT-17). */
  mayFormat(): boolean;
  /** Our address, nickname in a room, and what tells us from others there. */
  self(): Author & { readonly jid: string };
  /** Whether the room announces it. */
  trusts(feature: string): boolean;
  /** What somebody wears, in a room with hats. */
  hats(by: Author): readonly Hat[] | undefined;
  /** From when on a nickname has been the same person's; undefined: nobody's. */
  since(nick: string): Date | undefined;
  /** Of a room. */
  readonly mutes?: Mutes;
  /** Sends something that is no message. @returns Its id. */
  submit(deed: More['deed']): string;
  send(message: OutgoingMessage, more: More): ChatMessage;
  /** What has been submitted and has not arrived yet, in order. */
  deeds(): readonly Submitted[];
  /** Takes a deed out of those to be sent. @returns It, if it was there. */
  drop(id: string): More['deed'];
  /** Something done by us came to nothing. */
  undone(failure: SendFailure): void;
  changed(): void;
}

export function hostOf(conversation: ConversationStore): FeatureHost {
  const { jid, timeline, session } = conversation;
  const { outbox } = session;
  return {
    ...(conversation instanceof RoomTalk
      ? roomHost(conversation)
      : chatHost(conversation as unknown as OneToOne)),
    jid,
    timeline,
    lang: session.config.lang,
    submit: (deed) => {
      const { id } = outbox.add(jid, '', { deed });
      conversation.flush();
      conversation.changed();
      return id;
    },
    send: (message, more) => conversation.submit(message, more),
    deeds: () =>
      outbox.entries(jid).flatMap(({ id, more, state, sentAs }) => {
        const waits = state === 'waiting';
        return more?.deed
          ? { id, deed: more.deed, waits: waits || !conversation.ready, unsent: waits && sentAs.length === 0 }
          : [];
      }),
    drop: (id) => {
      const deed = outbox.entries(jid).find((entry) => entry.id === id)?.more?.deed;
      if (deed) outbox.remove(id);
      return deed;
    },
    undone: (failure) => conversation.dispatchEvent(new UndoneEvent(failure)),
    changed: () => conversation.changed(),
  };
}

type Kind = Pick<FeatureHost, 'room' | 'mayFormat' | 'self' | 'trusts' | 'hats' | 'since' | 'mutes'>;

const roomHost = (room: RoomTalk): Kind => ({
  room: true,
  mayFormat: () => true,
  self: () => ({
    jid: room.ownAddress,
    nick: room.nick,
    own: true,
    occupantId: room.self?.occupantId,
    time: new Date(),
    old: false,
  }),
  trusts: (feature) => room.trusts(feature),
  hats: ({ nick = '', occupantId, old }) => {
    const now = room.occupants.get(nick);
    // whoever has the name now may not be who said what is old
    return now && (old ? occupantId !== undefined && occupantId === now.occupantId : true)
      ? now.hats
      : undefined;
  },
  since: (nick) => room.occupants.get(nick)?.since,
  mutes: new Mutes(room),
});

const chatHost = (chat: OneToOne): Kind => ({
  room: false,
  mayFormat: () => chat.mayFormat(),
  self: () => ({
    jid: bareJid(chat.ownAddress) ?? '',
    nick: chat.ownNick,
    own: true,
    time: new Date(),
    old: false,
  }),
  trusts: () => false,
  hats: () => undefined,
  since: () => undefined,
});
