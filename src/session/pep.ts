/** What people publish of themselves (XEP-0163), each node read by whoever knows it, and believed of its publisher alone. */
import type { Feature } from './feature.js';
import { bareJid } from './jid.js';
import { buildPublish, readNodeEvent, type PublishedItem } from './protocol/pubsub.js';
import type { Session } from './session.js';
import type { Element } from './xml.js';

/** @param jid Bare JID of the publisher. @param item Undefined: there is none any more. */
export type PepReader = (jid: string, item: PublishedItem | undefined) => void;

export class Pep implements Feature {
  /** By them servers know what to tell us. */
  readonly namespaces: string[] = [];
  readonly #session: Session;
  readonly #readers = new Map<string, PepReader>();
  readonly #believes: (jid: string) => boolean;

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

  /** @param options What the node has to be like, so that nobody else reads it. @throws {StanzaError} `conflict`: it is not. */
  async publish(
    node: string,
    id: string,
    payload: Element,
    options?: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#session.wire.set(undefined, buildPublish(node, id, payload, options));
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
