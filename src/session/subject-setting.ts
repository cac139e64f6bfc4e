/** Setting a room's subject (XEP-0045 §8.1). Loaded with the first that is set here. */
import { utf8 } from './base64.js';
import { ConnectionError } from './errors.js';
import { randomId } from './id.js';
import { buildSubject } from './protocol/muc-subject.js';
import type { RoomTalk } from './room-talk.js';

const SUBJECT_MS = 30_000;

export class SubjectSetting {
  /** Ids of those that are not back yet. */
  readonly #under = new Set<string>();

  constructor(readonly room: RoomTalk) {}

  /** As {@link RoomTalk.setSubject}. */
  async set(subject: string): Promise<void> {
    const { jid, session, ready, waiters } = this.room;
    if (!ready) throw new ConnectionError('closed', 'not in the room');
    const id = randomId();
    const stanza = buildSubject(jid, subject, id);
    if (utf8(stanza.toString()).length > session.wire.maxBytes) throw new RangeError('too large');
    this.#under.add(id);
    const done = waiters.wait(`message ${id}`, SUBJECT_MS);
    session.wire.send(stanza);
    await done.finally(() => this.#under.delete(id));
  }

  /** Some services give it an id of their own: then it is the one that was set first. */
  isBack(id = ''): void {
    const [first] = this.#under;
    const ours = this.#under.has(id) ? id : (first ?? '');
    this.#under.delete(ours);
    this.room.waiters.resolve(`message ${ours}`);
  }
}
