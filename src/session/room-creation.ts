/**
 * Making a room (MUC-81): it is entered, which makes it, and stays locked until its maker has settled how it is to be.
 * Loaded with the first wish to.
 */
import type { DataForm, FormAnswers } from './data-form.js';
import { ConfigError, StanzaError } from './errors.js';
import { roomJid } from './protocol/bookmarks.js';
import { isUnknown } from './requests.js';
import type { RoomOwner } from './room-owner.js';
import type { Room } from './room.js';
import type { Session } from './session.js';

export { roomJid };

export interface NewRoom {
  /** What it is called. */
  readonly name?: string;
  /** Listed, and open to all; else nobody finds it, and who is invited comes in. */
  readonly public?: boolean;
}

const PREFIX = 'muc#roomconfig_';

export class RoomCreation {
  readonly room: Room;
  readonly #owner: RoomOwner;

  private constructor(room: Room, owner: RoomOwner) {
    this.room = room;
    this.#owner = owner;
  }

  /**
   * Makes a room that is locked until {@link settle}; {@link cancel}, as leaving, takes it away again.
   * @throws {StanzaError} `conflict`: there is one of that address; `not-allowed`: not for us to make.
   * @throws {ConfigError} No address of a room, or no nickname. @throws {TimeoutError} @throws {ConnectionError}
   */
  static async begin(session: Session, jid: string, nick: string): Promise<RoomCreation> {
    const address = roomJid(jid);
    if (address === undefined) throw new ConfigError('jid', jid);
    const before = session.rooms.get(address);
    if (before && !['idle', 'failed', 'removed'].includes(before.status.state)) throw taken();
    if (await isThere(session, address)) throw taken();
    const room = session.rooms.open(address);
    const known = room.messages.length;
    room.reserved = true;
    try {
      await room.join({ nick }).joined;
      if (!wasMade(room, known)) throw taken(); // somebody was faster, or it hides
      const owner = await (await room.moderation()).owner();
      return new RoomCreation(room, owner);
    } catch (error) {
      room.reserved = false;
      await room.leave().catch(() => undefined);
      throw meaningOf(error);
    }
  }

  /** How it may be, to be filled in. @returns undefined where nothing can be set (MUC-82). @throws {StanzaError} */
  config(): Promise<DataForm | undefined> {
    return this.#owner.config();
  }

  /**
   * Opens it to others.
   * @param form - As {@link config} gave it; undefined: as the service has them by default (an instant room).
   * @throws {StanzaError} `not-acceptable`: something will not do; the room is as it was, still locked (MUC-82).
   */
  async settle(form?: DataForm, answers: FormAnswers = new Map()): Promise<Room> {
    if (form) await this.#owner.configure(form, answers);
    else await this.#owner.accept();
    this.room.reserved = false;
    return this.room;
  }

  /** Takes it away again. */
  async cancel(): Promise<void> {
    this.room.reserved = false;
    await this.#owner.cancel().catch(() => undefined); // who leaves a locked room takes it along, too
    await this.room.leave();
  }
}

/**
 * Makes a room as most are, in which what was said before is seen by who comes later, and that stays.
 * @throws As {@link RoomCreation.begin}; there is no room then.
 */
export async function createRoom(session: Session, jid: string, nick: string, wish: NewRoom): Promise<Room> {
  const creation = await RoomCreation.begin(session, jid, nick);
  try {
    const form = await creation.config();
    return await creation.settle(form, form && answersTo(form, wish));
  } catch (error) {
    await creation.cancel();
    throw error;
  }
}

/** What a wish means in a form, as far as that has such fields. */
export function answersTo(form: DataForm, { name, public: open }: NewRoom): FormAnswers {
  const wanted: readonly (readonly [string, string | undefined])[] = [
    ['roomname', name],
    ['persistentroom', '1'],
    ['publicroom', open === undefined ? undefined : open ? '1' : '0'],
    ['membersonly', open === undefined ? undefined : open ? '0' : '1'],
  ];
  const has = (field: string) => form.fields.some(({ name: each }) => each === field);
  return new Map(
    wanted.flatMap(([field, value]) =>
      value !== undefined && has(PREFIX + field) ? [[PREFIX + field, [value]] as const] : [],
    ),
  );
}

async function isThere(session: Session, jid: string): Promise<boolean> {
  try {
    await session.disco.info(jid, { fresh: true });
    return true;
  } catch (error) {
    if (isUnknown(error)) return false; // or it hides, which entering tells
    throw error;
  }
}

/** Since `known` rows. */
const wasMade = ({ messages }: Room, known: number) =>
  messages.slice(known).some((row) => row.kind === 'event' && row.event.type === 'created');

const taken = () => new StanzaError('conflict', 'cancel');

/** Rooms that let only some in, or have shut somebody out, are there. */
function meaningOf(error: unknown): unknown {
  const there = ['registration-required', 'not-authorized', 'forbidden', 'conflict', 'item-not-found'];
  return error instanceof StanzaError && there.includes(error.condition) && !error.address ? taken() : error;
}
