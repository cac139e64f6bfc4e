/** What owners do with a room itself (XEP-0045 §10): its settings, its picture, and its end. Loaded with the first wish to. */
import type { DataForm, FormAnswers } from './data-form.js';
import { bareJid } from './jid.js';
import { buildInstantConfig } from './protocol/muc.js';
import {
  buildConfig,
  buildConfigCancel,
  buildConfigRequest,
  buildDestroy,
  readConfig,
  type Destruction,
} from './protocol/muc-owner.js';
import type { RoomAvatar } from './room-avatar.js';
import type { RoomTalk } from './room-talk.js';
import type { Element } from './xml.js';

export class RoomOwner {
  readonly #room: RoomTalk;

  constructor(room: RoomTalk) {
    this.#room = room;
  }

  /**
   * The room's settings as they are, to be filled in.
   * @returns undefined where there is nothing to be set. @throws {StanzaError} `forbidden`: for owners only.
   */
  async config(): Promise<DataForm | undefined> {
    const { session, jid } = this.#room;
    const answer = await session.wire.get(jid, buildConfigRequest());
    return answer && readConfig(answer);
  }

  /**
   * Sends what was filled in. What has changed, the room tells all who are in (MUC-86), and `room.info` follows.
   * @param form - As {@link RoomOwner.config} gave it. @param answers - What was touched; the rest stays.
   * @throws {StanzaError} `not-acceptable`: something will not do, and nothing has changed; `forbidden`.
   */
  async configure(form: DataForm, answers: FormAnswers): Promise<void> {
    await this.#set(buildConfig(form, answers));
  }

  /** Takes a room that was just made as its service makes them (MUC-81). @throws {StanzaError} */
  async accept(): Promise<void> {
    await this.#set(buildInstantConfig());
  }

  /** Leaves all as it was, and says so. @throws {StanzaError} `forbidden`. */
  async cancel(): Promise<void> {
    await this.#set(buildConfigCancel());
  }

  /**
   * Ends the room for all, with what is kept of it. People are asked before, by whoever calls this.
   * @throws {StanzaError} `forbidden`: for owners only. @throws {RangeError} `to` is no address.
   */
  async destroy({ reason, to, password }: Destruction = {}): Promise<void> {
    const venue = to === undefined ? undefined : bareJid(to);
    if (to !== undefined && venue === undefined) throw new RangeError('no address');
    await this.#set(buildDestroy({ reason, to: venue, password }));
  }

  /** The room's picture, for all to see; its `change` tells of another one. */
  async picture(): Promise<RoomAvatar> {
    const { avatarOf } = await import('./room-avatar.js');
    return avatarOf(this.#room);
  }

  async #set(payload: Element): Promise<void> {
    const { session, jid } = this.#room;
    await session.wire.set(jid, payload);
  }
}
