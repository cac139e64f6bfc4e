/**
 * What was read in one client of the account is read in all of them (XEP-0490): a private node of the account says for
 * each chat how far. What a chat makes of that is chat.ts.
 */
import { ConnectionError } from './errors.js';
import type { Feature } from './feature.js';
import { bareJid } from './jid.js';
import { ownBare } from './own-account.js';
import type { Pep } from './pep.js';
import {
  buildDisplayedUpTo,
  DISPLAYED_OPTIONS,
  NODE_DISPLAYED,
  readDisplayedUpTo,
} from './protocol/displayed-sync.js';
import { buildItemsRequest, readItems, type PublishedItem } from './protocol/pubsub.js';
import type { Session } from './session.js';

/** Who reads on tells it once. */
const DELAY_MS = 1_000;
const MAX_CHATS = 5_000;

/** What it asks of the chats. */
export interface DisplayedHost {
  /** Whether `one` archive id comes later in a chat than the `other`, as far as that is loaded. */
  isLater(jid: string, one: string, other: string): boolean;
  /** Another client has read on in it. */
  readOn(jid: string): void;
}

export class DisplayedSync implements Feature {
  host: DisplayedHost | undefined;
  readonly #session: Session;
  readonly #pep: Pep;
  /** Whose node it is; undefined: the server has none for us. */
  #account: string | undefined;
  /** By the bare JID of the chat, the archive id of the last message that was read. */
  readonly #upTo = new Map<string, string>();
  /** The same, not told yet. */
  readonly #untold = new Map<string, string>();
  /** Whether {@link #upTo} is what the node holds. */
  #known = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetched = Promise.resolve();

  constructor(session: Session, pep: Pep) {
    this.#session = session;
    this.#pep = pep;
    pep.on(NODE_DISPLAYED, (jid, item) => {
      if (item && jid === ownBare(session)) this.#heard(item, jid);
    });
  }

  /** Settles once it is known what was read while we were away, or that nobody can tell. */
  get fetched(): Promise<void> {
    return this.#fetched;
  }

  /** @param jid Bare JID of a chat. @returns The archive id of its last message that any client of the account has read. */
  upTo(jid: string): string | undefined {
    return this.#upTo.get(jid);
  }

  /** A chat was read here. */
  read(jid: string, stanzaId: string): void {
    if (this.#upTo.get(jid) === stanzaId) return;
    this.#untold.set(jid, stanzaId);
    this.#timer ??= setTimeout(() => this.#tell(), DELAY_MS);
  }

  online(resumed: boolean): void {
    if (!resumed) {
      this.#known = false;
      this.#fetched = this.#fetch().catch(() => undefined); // nobody has read anything yet
    }
    void this.#fetched.then(() => this.#tell());
  }

  leaving(): void {
    this.#tell();
  }

  forget(): void {
    this.#upTo.clear();
    this.#untold.clear();
    this.#account = undefined;
  }

  async #fetch(): Promise<void> {
    const { disco, guest, wire } = this.#session;
    const own = ownBare(this.#session);
    if (own !== this.#account) this.forget();
    if (guest || own === undefined) return;
    const { identities } = await disco.info(own);
    if (!identities.some(({ category, type }) => category === 'pubsub' && type === 'pep')) return;
    this.#account = own;
    const items = await wire
      .get(undefined, buildItemsRequest(NODE_DISPLAYED))
      .finally(() => (this.#known = own === ownBare(this.#session)));
    for (const item of readItems(items, NODE_DISPLAYED)) this.#heard(item, own);
  }

  #heard({ id: jid, element }: PublishedItem, account: string): void {
    const stanzaId = element && readDisplayedUpTo(element, account);
    if (stanzaId === undefined || bareJid(jid) !== jid) return;
    if (this.#upTo.size >= MAX_CHATS && !this.#upTo.has(jid)) return;
    this.#upTo.set(jid, stanzaId);
    const untold = this.#untold.get(jid);
    if (untold !== undefined && !this.host?.isLater(jid, untold, stanzaId)) this.#untold.delete(jid);
    this.host?.readOn(jid);
  }

  /** What cannot be told now is told later. */
  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const account = this.#account;
    if (account === undefined || !this.#known || !this.#session.wire.live) return;
    const untold = [...this.#untold];
    this.#untold.clear();
    for (const [jid, stanzaId] of untold) {
      this.#upTo.set(jid, stanzaId);
      this.#pep
        .publishPrivately(NODE_DISPLAYED, jid, buildDisplayedUpTo(account, stanzaId), DISPLAYED_OPTIONS)
        .catch((error: unknown) => {
          if (error instanceof ConnectionError && !this.#untold.has(jid)) this.#untold.set(jid, stanzaId);
        });
    }
  }
}
