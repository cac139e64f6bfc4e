/** What people publish of themselves (XEP-0163), each node read by whoever knows it, and believed of its publisher alone. */
import { StanzaError } from './errors.js';
import type { Feature } from './feature.js';
import { bareJid } from './jid.js';
import {
  buildConfigure,
  buildCreate,
  buildPublish,
  readNodeEvent,
  type NodeOptions,
  type PublishedItem,
} from './protocol/pubsub.js';
import type { Session } from './session.js';
import type { Element } from './xml.js';

/** @param jid Bare JID of the publisher. @param item Undefined: there is none any more. */
export type PepReader = (jid: string, item: PublishedItem | undefined) => void;

/** XEP-0223 §3. */
const PRIVATE: NodeOptions = { persist_items: 'true', access_model: 'whitelist' };

export class Pep implements Feature {
  /** By them servers know what to tell us. */
  readonly namespaces: string[] = [];
  readonly #session: Session;
  readonly #readers = new Map<string, PepReader>();
  readonly #believes: (jid: string) => boolean;
  /** ejabberd 23.01 takes no more than those two when something is published, but all when a node is made. */
  #choosy = false;

  /** @param believes Whose events count: strangers' do not. */
  constructor(session: Session, believes: (jid: string) => boolean) {
    this.#session = session;
    this.#believes = believes;
  }

  /** To be called before the session announces itself. */
  on(node: string, read: PepReader): void {
    this.#readers.set(node, read);
    this.namespaces.push(`${node}+notify`);
  }

  async publish(node: string, id: string, payload: Element): Promise<void> {
    await this.#session.wire.set(undefined, buildPublish(node, id, payload));
  }

  /**
   * For no eyes but our own: not published where the node would be open to others.
   * @param options What else the node has to be like.
   * @throws {StanzaError} `conflict`: it is another one already.
   */
  async publishPrivately(node: string, id: string, payload: Element, options: NodeOptions): Promise<void> {
    const { wire } = this.#session;
    const all = { ...options, ...PRIVATE };
    const publish = (known: NodeOptions) => wire.set(undefined, buildPublish(node, id, payload, known));
    try {
      await publish(this.#choosy ? PRIVATE : all);
    } catch (error) {
      if (this.#choosy || !(error instanceof StanzaError) || error.condition === 'conflict') throw error;
      await wire.set(undefined, buildCreate(node, all)).catch((refusal: unknown) => {
        if (!(refusal instanceof StanzaError && refusal.condition === 'conflict')) throw refusal;
      });
      await publish(PRIVATE);
      this.#choosy = true;
    }
  }

  /** Makes a node private that another client has made, maybe open to others. As {@link publishPrivately}. @throws {StanzaError} */
  async makePrivate(node: string, options: NodeOptions): Promise<void> {
    await this.#session.wire.set(undefined, buildConfigure(node, { ...options, ...PRIVATE }));
  }

  receive(stanza: Element): boolean {
    if (stanza.name !== 'message') return false;
    const event = readNodeEvent(stanza);
    if (!event) return false;
    const from = stanza.attrs.from ?? bareJid(this.#session.jid);
    const read = this.#readers.get(event.node);
    if (from === undefined || bareJid(from) !== from || !read || !this.#believes(from)) return true;
    for (const item of event.items.length ? event.items : [undefined]) read(from, item);
    return true;
  }
}
