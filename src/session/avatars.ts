/**
 * Pictures of the account's people: what they announce is noted as it comes, a picture is fetched when somebody wants to
 * show it (avatar-loader.ts), and shown to all who do.
 */
import type { Avatar, AvatarSource } from './avatar-loader.js';
import { ConnectionError, TimeoutError } from './errors.js';
import type { Feature } from './feature.js';
import { bareJid } from './jid.js';
import type { Pep } from './pep.js';
import { NODE_METADATA, readMetadata, readPhotoUpdate, type AnnouncedHash } from './protocol/avatar.js';
import type { Session } from './session.js';
import { Store } from './store.js';
import type { Element } from './xml.js';

export type { Avatar } from './avatar-loader.js';

/** At once. */
const MAX_LOADING = 4;
/** At hand; those not asked for the longest go first. */
const MAX_AT_HAND = 200;

interface Announced {
  readonly node?: AnnouncedHash;
  readonly vcard?: AnnouncedHash;
}

export class Avatars extends Store implements Feature {
  readonly #session: Session;
  readonly #believes: (jid: string) => boolean;
  /** By bare JID. */
  readonly #announced = new Map<string, Announced>();
  /** By hash. The one asked for last stands last. */
  readonly #atHand = new Map<string, Avatar>();
  /** Hashes with their person, that are on their way or came to nothing. */
  readonly #tried = new Set<string>();
  /** The one wanted last comes first: it is the one in sight. */
  #queue: AvatarSource[] = [];
  #loading = 0;

  /** @param believes Whose announcements count: strangers' do not. */
  constructor(session: Session, pep: Pep, believes: (jid: string) => boolean) {
    super();
    this.#session = session;
    this.#believes = believes;
    pep.on(NODE_METADATA, (jid, item) => this.#note(jid, { node: readMetadata(item?.element) }));
  }

  /** The picture of somebody, if it is at hand; else it is fetched if there is one, and `change` tells that it is there. */
  get(jid: string): Avatar | undefined {
    const source = this.#sourceOf(bareJid(jid) ?? jid);
    if (!source) return undefined;
    const avatar = this.#atHand.get(source.hash);
    if (!avatar) {
      this.#want(source);
      return undefined;
    }
    this.#atHand.delete(avatar.hash);
    this.#atHand.set(avatar.hash, avatar);
    return avatar;
  }

  /** Looks at presence in passing; it is the roster's. */
  receive(stanza: Element): boolean {
    if (stanza.name !== 'presence' || stanza.attrs.type !== undefined) return false;
    const jid = bareJid(stanza.attrs.from);
    const vcard = readPhotoUpdate(stanza);
    if (jid !== undefined && vcard !== undefined && this.#believes(jid)) this.#note(jid, { vcard });
    return false;
  }

  offline(resumable: boolean): void {
    if (resumable) return;
    this.#queue = [];
    this.#tried.clear();
  }

  forget(): void {
    this.#announced.clear();
    for (const { url } of this.#atHand.values()) URL.revokeObjectURL(url);
    this.#atHand.clear();
    this.offline(false);
    this.changed();
  }

  #note(jid: string, announced: Announced): void {
    const before = this.#sourceOf(jid)?.hash;
    this.#announced.set(jid, { ...this.#announced.get(jid), ...announced });
    if (this.#sourceOf(jid)?.hash !== before) this.changed();
  }

  /** What somebody publishes counts before what their clients' presence says. */
  #sourceOf(jid: string): AvatarSource | undefined {
    const { node, vcard } = this.#announced.get(jid) ?? {};
    if (node) return { jid, hash: node, from: 'node' };
    return node === undefined && vcard ? { jid, hash: vcard, from: 'vcard' } : undefined;
  }

  #want(source: AvatarSource): void {
    const key = `${source.jid} ${source.hash}`;
    if (this.#tried.has(key) || !this.#session.wire.live) return;
    this.#tried.add(key);
    this.#queue.push(source);
    this.#loadNext();
  }

  #loadNext(): void {
    const source = this.#loading < MAX_LOADING ? this.#queue.pop() : undefined;
    if (!source) return;
    this.#loading++;
    void this.#load(source).finally(() => {
      this.#loading--;
      this.#loadNext();
    });
  }

  async #load(source: AvatarSource): Promise<void> {
    const again = () => this.#tried.delete(`${source.jid} ${source.hash}`);
    try {
      const { loadAvatar } = await import('./avatar-loader.js');
      const avatar = this.#atHand.get(source.hash) ?? (await loadAvatar(this.#session.wire, source));
      if (!avatar) return;
      this.#atHand.set(avatar.hash, avatar);
      again(); // should it be let go of
      const [oldest] = this.#atHand.size > MAX_AT_HAND ? this.#atHand.values() : [];
      if (oldest) this.#letGo(oldest);
      this.changed();
    } catch (error) {
      if (error instanceof ConnectionError || error instanceof TimeoutError) again();
    }
  }

  #letGo({ hash, url }: Avatar): void {
    this.#atHand.delete(hash);
    URL.revokeObjectURL(url);
  }
}
