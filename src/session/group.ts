/** Makes a room of a chat (XEP-0045 §7.9, MUC-54). Loaded with the first wish to. */
import type { Chat } from './chat.js';
import type { DataForm, FormAnswers } from './data-form.js';
import { randomId } from './id.js';
import type { InviteResult } from './inviting.js';
import { bareJid, parseJid } from './jid.js';
import type { ChatMessage } from './message.js';
import { writeDateTime } from './protocol/datetime.js';
import { buildGroupMessage } from './protocol/message.js';
import { NS_MUC } from './protocol/muc.js';
import type { Room } from './room.js';
import type { Session } from './session.js';
import { xml } from './xml.js';

const LOOK_MS = 10_000;
const MAX_SERVICES = 50;
/** What is shown to newcomers is what they can read. */
const MAX_SHARED = 50;
/** What such a room is, by its fields without `muc#roomconfig_`: those that the service has. */
const SETTINGS: Readonly<Record<string, string>> = {
  membersonly: '1',
  whois: 'anyone',
  publicroom: '0',
  public_list: '0',
  persistentroom: '1',
  moderatedroom: '0',
};

export interface GroupOptions {
  /** What the room is called. */
  readonly name: string;
  /** Who is invited besides the one of the chat. */
  readonly guests?: readonly string[];
  /** So many of the last messages are shown to all, at most 50; none unless set: people are asked and warned before. */
  readonly share?: number;
  /** What we are called there. */
  readonly nick?: string;
}

export interface Group {
  readonly room: Room;
  /** The one of the chat first. */
  readonly invited: readonly InviteResult[];
}

/**
 * A room for members only, where all see each other's addresses, with everybody invited.
 * @throws {RangeError} Our server has no rooms. @throws {StanzaError} @throws {ConnectionError}
 */
export async function makeGroup(
  chat: Chat,
  { name, guests = [], share = 0, nick }: GroupOptions,
): Promise<Group> {
  const { session } = chat;
  const service = await findService(session);
  const ownName = nick ?? chat.ownNick;
  const room = session.rooms.join(`${randomId()}@${service}`, { nick: ownName });
  await room.joined;
  try {
    const moderation = await room.moderation();
    const owner = await moderation.owner();
    const form = await owner.config();
    if (form) await owner.configure(form, answersTo(form, name));
    await settled(room);
    for (const message of shareable(chat, share)) session.wire.send(retold(message, room, chat, ownName));
    const invited = await moderation.invite([chat.peer, ...guests], { thread: chat.thread });
    return { room, invited };
  } catch (error) {
    await room.leave();
    throw error;
  }
}

/** Those that anybody could show by copying them. */
export const shareable = ({ messages }: Pick<Chat, 'messages'>, share: number): readonly ChatMessage[] => {
  const said = messages.flatMap((row) =>
    row.kind === 'message' && row.body && !row.removed && row.state !== 'failed' && row.state !== 'waiting'
      ? [row]
      : [],
  );
  return share > 0 ? said.slice(-Math.min(share, MAX_SHARED)) : [];
};

/** In our name, as all that we say there: so whose words they are stands before them, too. */
function retold({ own, body, time }: ChatMessage, room: Room, chat: Chat, ownName: string) {
  const from = own ? bareJid(chat.ownAddress) : chat.jid;
  return buildGroupMessage({
    to: room.jid,
    id: randomId(),
    body: `${own ? ownName : nameOf(chat)}: ${body}`,
    more: [xml('delay', { xmlns: 'urn:xmpp:delay', from, stamp: writeDateTime(time) })],
  });
}

/** What we call them is ours alone. */
const nameOf = ({ jid }: Chat) => parseJid(jid)?.local ?? jid;

function answersTo({ fields }: DataForm, name: string): FormAnswers {
  const answers = new Map<string, readonly string[]>();
  for (const [field, value] of Object.entries({ ...SETTINGS, roomname: name })) {
    const full = `muc#roomconfig_${field}`;
    if (fields.some((each) => each.name === full)) answers.set(full, [value]);
  }
  return answers;
}

/** Until the room has said that it is what it was told to be (MUC-86), or says nothing. */
function settled(room: Room): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!room.info?.membersOnly) return;
      clearTimeout(timer);
      room.removeEventListener('change', look);
      resolve();
    };
    const timer = setTimeout(() => {
      room.removeEventListener('change', look);
      resolve();
    }, LOOK_MS);
    room.addEventListener('change', look);
    look();
  });
}

async function findService({ disco, wire }: Session): Promise<string> {
  const items = await disco.items(wire.domain);
  const rooms = items.slice(0, MAX_SERVICES).map(async ({ jid }) => {
    const { identities, features } = await disco.info(jid, { timeoutMs: LOOK_MS });
    const has = features.has(NS_MUC) && identities.some(({ category }) => category === 'conference');
    if (!has || parseJid(jid)?.local) throw new RangeError(jid);
    return jid;
  });
  return Promise.any(rooms).catch(() => {
    throw new RangeError('no service for rooms');
  });
}
