/**
 * A room's picture (XEP-0486): its vCard's (XEP-0054), by the hash that it announces of it where it does, looked at as
 * anybody's picture is. Loaded for those who show it.
 */
import { loadAvatar, loadVCardAvatar, type Avatar } from './avatar-loader.js';
import { publishVCardPicture } from './own-avatar.js';
import { readRoomHash } from './protocol/avatar.js';
import type { DiscoInfo } from './protocol/disco.js';
import type { RoomTalk } from './room-talk.js';
import { Store } from './store.js';

/** What a room announces that has a vCard. */
export const NS_VCARD = 'vcard-temp';

export class RoomAvatar extends Store {
  /** Undefined: there is none, or it has not come yet. */
  current: Avatar | undefined;
  /** What was known of the room when it was looked for last. */
  #info: DiscoInfo | undefined;
  #seen: unknown;

  constructor(readonly room: RoomTalk) {
    super();
    room.addEventListener('change', () => this.#roomChanged());
    this.#roomChanged();
  }

  /**
   * Gives the room another picture; undefined for none.
   * @throws {RangeError} No PNG, or more than 256 KiB, 2048 pixels or the server take.
   * @throws {StanzaError} `forbidden`: for owners only; `feature-not-implemented`, `service-unavailable`: it keeps none.
   */
  async set(picture: Blob | undefined): Promise<void> {
    await publishVCardPicture(this.room.session, picture, this.room.jid);
    await this.#look(true); // not all rooms tell that it is another one
  }

  #roomChanged(): void {
    const { info } = this.room;
    if (info === this.#seen) return;
    this.#seen = info;
    if (info?.features.has(NS_VCARD))
      this.#look(false).catch(() => undefined); // looked for again with what comes next
    else this.#show(undefined);
  }

  /** @param fresh Whatever was known of it. */
  async #look(fresh: boolean): Promise<void> {
    const { session, jid } = this.room;
    const info = await session.disco.info(jid, { fresh });
    if (info === this.#info) return;
    this.#info = info;
    const hash = readRoomHash(info);
    if (hash !== undefined && hash === this.current?.hash) return;
    const found =
      hash === undefined
        ? await loadVCardAvatar(session.wire, jid)
        : await loadAvatar(session.wire, { jid, hash, from: 'vcard' });
    if (info === this.#info) this.#show(found);
  }

  #show(avatar: Avatar | undefined): void {
    const before = this.current;
    if (before === avatar) return;
    this.current = avatar;
    this.changed();
    if (before && before.url !== avatar?.url) setTimeout(() => URL.revokeObjectURL(before.url)); // shown no more
  }
}

const known = new WeakMap<RoomTalk, RoomAvatar>();

/** That of the room, made with the first call. */
export function avatarOf(room: RoomTalk): RoomAvatar {
  const avatar = known.get(room) ?? new RoomAvatar(room);
  known.set(room, avatar);
  return avatar;
}
