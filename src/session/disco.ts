/**
 * Service discovery both ways (XEP-0030): what we are told, and what we say of ourselves, which follows from the
 * features that are loaded. What others announce by a hash (XEP-0115) is looked up in capabilities.ts. What many a page
 * never needs loads when it is needed: answering and lists of items (answers.ts), looking up.
 */
import type { Capabilities } from './capabilities.js';
import { ProtocolError } from './errors.js';
import type { Feature } from './feature.js';
import { buildCaps, hashTokens, NS_CAPS, readCaps, type Caps } from './protocol/caps.js';
import { buildInfoRequest, NS_INFO, NS_ITEMS, readInfo, type DiscoInfo } from './protocol/disco.js';
import type { DiscoItem } from './protocol/disco-items.js';
import type { RequestOptions } from './requests.js';
import type { Session } from './session.js';
import type { Element } from './xml.js';

/** CAPS-1: a URL of the product; nobody is expected to fetch it. */
const NODE = 'https://xmpp-elements.org';
const NAME = 'xmpp-elements';
const MAX_SEEN = 5_000;

export interface InfoOptions extends RequestOptions {
  readonly node?: string;
  /** Ask again, whatever was answered before. */
  readonly fresh?: boolean;
}

export class Disco implements Feature {
  readonly namespaces = [NS_INFO, NS_ITEMS, NS_CAPS];
  readonly #session: Session;
  readonly #infos = new Map<string, Promise<DiscoInfo>>();
  /** What each full JID announced last (CAPS-16). */
  readonly #seen = new Map<string, Caps>();
  /** Looks capabilities up; loaded when somebody wants to know. */
  #capabilities: Promise<Capabilities> | undefined;
  /** Hashes of ours that somebody may still ask about (CAPS-8). */
  readonly #ownInfos = new Map<string, DiscoInfo>();

  constructor(session: Session) {
    this.#session = session;
    const { wire } = session;
    const answers = () => import('./answers.js');
    wire.answer('get', 'query', NS_INFO, async ({ attrs: { node } }, iq) => {
      session.checkKnown(iq);
      return (await answers()).answerInfo(this.#ownInfoAt(node), node);
    });
    wire.answer('get', 'query', NS_ITEMS, async ({ attrs: { node } }, iq) => {
      session.checkKnown(iq);
      return (await answers()).answerItems(node);
    });
  }

  /** @throws {StanzaError} See isUnknown for those that mean "will not say". */
  info(jid: string, { node, fresh, ...options }: InfoOptions = {}): Promise<DiscoInfo> {
    const key = `${jid} ${node ?? ''}`;
    const known = fresh ? undefined : this.#infos.get(key);
    if (known) return known;
    const asked = this.#askInfo(jid, node, options);
    this.#infos.set(key, asked);
    asked.catch(() => this.#infos.get(key) === asked && this.#infos.delete(key));
    return asked;
  }

  /** All items, page after page where the service pages (XEP-0059). @throws {StanzaError} */
  async items(jid: string, node?: string): Promise<DiscoItem[]> {
    return (await import('./answers.js')).listItems(this.#session.wire, jid, node);
  }

  /** The nickname registered for us in a room (MUC-6), if there is one and the room says so. */
  async reservedNick(room: string): Promise<string | undefined> {
    return (await import('./join-refusal.js')).reservedNick(this, room);
  }

  /** What we announce with each presence (CAPS-2); a new hash whenever a feature was added (CAPS-7). */
  get ownCaps(): Element {
    return buildCaps(NODE, this.#ownVer());
  }

  /** Notes what a presence announces; nothing is asked before somebody wants to know (CAPS-18). */
  sawCaps(presence: Element): void {
    const { from } = presence.attrs;
    const caps = readCaps(presence);
    if (!caps || from === undefined) return;
    this.#seen.delete(from);
    this.#seen.set(from, caps);
    const [oldest] = this.#seen.size > MAX_SEEN ? this.#seen.keys() : [];
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  /**
   * What an entity can do: by its capabilities where it announced any, else by asking it.
   * @returns undefined if that cannot be found out (CAPS-17: which is not the same as nothing).
   */
  async features(fullJid: string): Promise<ReadonlySet<string> | undefined> {
    this.#capabilities ??= import('./capabilities.js').then(
      ({ Capabilities }) => new Capabilities(this.#session),
    );
    return (await this.#capabilities).of(fullJid, this.#seen.get(fullJid));
  }

  offline(resumable: boolean): void {
    if (resumable) return;
    this.#infos.clear();
    this.#seen.clear();
  }

  async #askInfo(jid: string, node: string | undefined, options: RequestOptions): Promise<DiscoInfo> {
    const result = await this.#session.wire.get(jid, buildInfoRequest(node), options);
    if (!result) throw new ProtocolError('an empty answer to disco#info');
    return readInfo(result);
  }

  #ownInfo(): DiscoInfo {
    return {
      identities: [{ category: 'client', type: 'web', name: NAME }],
      features: this.#session.namespaces,
      forms: [],
      wellFormed: true,
    };
  }

  #ownVer(): string {
    const info = this.#ownInfo();
    const ver = hashTokens([`client/web//${NAME}`, ...[...info.features].sort()]); // all ASCII
    this.#ownInfos.set(`${NODE}#${ver}`, info);
    return ver;
  }

  /** What we said of ourselves under that node. */
  #ownInfoAt(node: string | undefined): DiscoInfo | undefined {
    if (!node) return this.#ownInfo();
    this.#ownVer();
    return this.#ownInfos.get(node);
  }
}
