/**
 * Files to and from others, by whatever way serves. Here is what everybody needs who may be offered one; what carries
 * them out loads when it is used.
 */
import { StanzaError } from '../errors.js';
import type { Feature } from '../feature.js';
import { bareJid, parseJid } from '../jid.js';
import { NS_FEATURE_NEG, refuseNegotiation } from '../protocol/feature-neg.js';
import { NS_BYTESTREAMS } from '../protocol/bytestreams.js';
import { NS_IBB } from '../protocol/ibb.js';
import {
  declined,
  NS_FILE,
  NS_HASHES,
  NS_SI,
  readOffer,
  refusal,
  type StreamOffer,
} from '../protocol/stream-initiation.js';
import type { Session } from '../session.js';
import { Store } from '../store.js';
import type { Element } from '../xml.js';
import { cleanFileName } from './file-name.js';
import { later } from './later.js';
import type { ReceiveJob } from './receiving.js';
import type { Streams } from './streams.js';
import { FileTransfer, TransferError, type FileInfo, type TransferWay } from './transfer.js';
import type * as ways from './ways.js';

/** XEP-0300 §4. */
const HASH_FUNCTION = 'urn:xmpp:hash-function-text-names:sha-256';
/** security.md §8. */
const MAX_OFFERS = 3;
const MAX_OFFERED = 100 * 1_024 * 1_024;
/** FT-12: then whoever offered it is told no. */
const OFFER_MS = 10 * 60_000;
/** What broke off is kept for so long. */
const BROKEN_MS = 10 * 60_000;
/** What was cancelled is not offered to anybody again that soon. */
const CANCELLED_MS = 5_000;

export interface SendOptions {
  /** Takes this way or none. */
  readonly via?: TransferWay;
  /** Plain text for whoever gets it. */
  readonly description?: string;
  /** In place of the file's own. */
  readonly name?: string;
  /** Until {@link FileTransfer.release} nobody is told of it; to the server's storage it goes ahead. */
  readonly hold?: boolean;
}

/** Somebody offers a file. It waits for accept() or decline() for ten minutes. */
export class OfferEvent extends Event {
  constructor(readonly transfer: FileTransfer) {
    super('offer');
  }

  /** As {@link FileTransfer.accept}. */
  accept(): FileTransfer {
    void this.transfer.accept().catch(() => undefined);
    return this.transfer;
  }

  decline(): void {
    this.transfer.decline();
  }
}

type Sending = readonly [typeof ways, Streams];

interface Incoming {
  readonly transfer: FileTransfer;
  readonly job: ReceiveJob;
  /** Bare JID of whom it is from, and what tells the file from others of theirs. */
  readonly key: string;
}

export class Files extends Store implements Feature {
  /** Larger ones are not taken, in bytes. */
  maxBytes = MAX_OFFERED;
  readonly #session: Session;
  #transfers: readonly FileTransfer[] = [];
  /** Those that can go on if they are offered again. */
  #incoming: readonly Incoming[] = [];
  #streams: Streams | undefined;
  /** One for all, so that they go on in the order in which they were begun. */
  #sending: Promise<Sending> | undefined;

  constructor(session: Session) {
    super();
    this.#session = session;
    const { wire } = session;
    for (const type of ['set', 'get'] as const) {
      wire.answer(type, 'si', NS_SI, (si, iq) => this.#offered(si, iq));
      wire.answer(type, 'feature', NS_FEATURE_NEG, (negotiation, iq) => {
        session.checkKnown(iq);
        refuseNegotiation(negotiation);
      });
    }
    // until there is any stream
    const refuse = (condition: string) => () => {
      throw new StanzaError(condition, 'cancel');
    };
    wire.answer('set', 'open', NS_IBB, refuse('not-acceptable'));
    wire.answer('set', 'data', NS_IBB, refuse('item-not-found'));
    wire.answer('set', 'close', NS_IBB, refuse('item-not-found'));
    if (this.#relayed)
      wire.answer('set', 'query', NS_BYTESTREAMS, () => {
        throw new StanzaError('not-acceptable', 'modify');
      });
  }

  get namespaces(): readonly string[] {
    const all = [NS_SI, NS_FILE, NS_FEATURE_NEG, NS_IBB, NS_HASHES, HASH_FUNCTION];
    return this.#relayed ? [...all, NS_BYTESTREAMS] : all; // S5B-1
  }

  get #relayed(): boolean {
    return this.#session.config.relay !== undefined;
  }

  /** All that were begun or offered, oldest first, until {@link remove}d. A new list whenever it changes. */
  get transfers(): readonly FileTransfer[] {
    return this.#transfers;
  }

  /**
   * Sends a file, by the best way there is; `transfer.way` and `why` tell which.
   * @param to Somebody's client (a full JID, of an occupant, too), a contact, or a room.
   * @throws {RangeError} `to` is no address.
   */
  send(file: Blob, to: string, options: SendOptions = {}): FileTransfer {
    const peer = parseJid(to)?.full;
    if (!peer) throw new RangeError(`no address: ${to}`);
    const job = {
      run: async (transfer: FileTransfer, signal: AbortSignal) => {
        const [{ carry }, streams] = await (this.#sending ??= this.#loadSending());
        await carry({ session: this.#session, streams, to: peer, via: options.via, file }, transfer, signal);
        return undefined;
      },
    };
    const transfer = new FileTransfer('out', peer, infoOf(file, options), job, options.hold);
    this.#add(transfer);
    transfer.start();
    return transfer;
  }

  /** Takes one off the list; one that is not over is cancelled. What came in can be read for another minute. */
  remove(transfer: FileTransfer): void {
    transfer.abort();
    transfer.letGo?.();
    this.#transfers = this.#transfers.filter((each) => each !== transfer);
    this.#forget(transfer);
    this.changed();
  }

  receive(stanza: Element): boolean {
    if (stanza.name === 'presence' && stanza.attrs.type === 'unavailable') this.#gone(stanza.attrs.from);
    return this.#streams?.inBand.receive(stanza) ?? false;
  }

  offline(resumable: boolean): void {
    if (!resumable) this.#streams?.inBand.lost();
  }

  /** Whoever files were exchanged with (FT-12). */
  knows(bare: string): boolean {
    return this.#transfers.some(({ peer, state }) => state !== 'offered' && bareJid(peer) === bare);
  }

  #add(transfer: FileTransfer): void {
    this.#transfers = [...this.#transfers, transfer];
    transfer.addEventListener('state', () => this.changed());
    this.changed();
  }

  async #loadSending(): Promise<Sending> {
    try {
      return await Promise.all([import('./ways.js'), this.#loadStreams()]);
    } catch (cause) {
      this.#sending = undefined;
      throw new TransferError('network', { cause });
    }
  }

  async #loadStreams(): Promise<Streams> {
    const { Streams } = await import('./streams.js');
    return (this.#streams ??= new Streams(this.#session));
  }

  async #offered(si: Element, iq: Element): Promise<Element> {
    this.#session.checkKnown(iq);
    const offer = readOffer(si);
    const peer = iq.attrs.from ?? '';
    const [{ ReceiveJob }, streams] = await Promise.all([import('./receiving.js'), this.#loadStreams()]);
    const method = streams.choose(offer.methods, peer);
    if (!method) throw refusal('no-valid-streams');
    if (offer.file.size > this.maxBytes)
      throw new StanzaError('not-acceptable', 'modify', `no more than ${this.maxBytes} bytes`);
    const key = keyOf(peer, offer);
    const same = this.#incoming.filter((each) => each.key === key);
    // a proxy failed for its sender: what was on its way is still to come, and the end of it
    await Promise.allSettled(
      same
        .map(({ transfer }) => transfer)
        .filter(mediated)
        .map(({ done }) => done),
    );
    if (same.some(({ transfer }) => transfer.state === 'cancelled')) throw declined();
    const before = same.find(({ transfer }) => goesOn(transfer, peer));
    if (before) {
      before.transfer.fail(new TransferError('network')); // the way that was tried before
      before.job.renew(peer, offer, method);
      before.transfer.client = peer;
      before.transfer.start();
      return before.job.answer;
    }
    const waiting = this.#transfers.filter(
      (each) => each.state === 'offered' && bareJid(each.peer) === bareJid(peer),
    );
    if (waiting.length >= MAX_OFFERS) throw new StanzaError('resource-constraint', 'wait');
    const job = new ReceiveJob(streams, peer, offer, method);
    const transfer = new FileTransfer('in', peer, infoOfOffer(offer), job);
    transfer.client = peer;
    this.#incoming = [...this.#incoming, { transfer, job, key }];
    this.#add(transfer);
    this.#expire(transfer);
    this.dispatchEvent(new OfferEvent(transfer));
    return job.answer;
  }

  /** An offer that nobody decided on; and what broke off, and nobody offered again. */
  #expire(transfer: FileTransfer): void {
    const late = later(() => transfer.decline(), OFFER_MS);
    transfer.addEventListener('state', () => {
      clearTimeout(late);
      const ms = brokeOff(transfer) ? BROKEN_MS : cutShort(transfer) ? CANCELLED_MS : 0;
      if (ms) later(() => transfer.ended && this.#forget(transfer), ms);
      else if (transfer.ended) this.#forget(transfer);
    });
  }

  /** It cannot go on any more. */
  #forget(transfer: FileTransfer): void {
    this.#incoming.find((each) => each.transfer === transfer)?.job.discard();
    this.#incoming = this.#incoming.filter((each) => each.transfer !== transfer);
  }

  /** FT-20. */
  #gone(from: string | undefined): void {
    const peer = parseJid(from)?.full;
    for (const transfer of this.#transfers)
      if (transfer.client === peer && transfer.way !== 'upload' && !allThere(transfer))
        transfer.fail(new TransferError('not-there'));
  }
}

/**
 * Offered again, it is the same transfer: it broke off, or waits for a stream that does not come (FT-18), or for a
 * client that its sender does not have any more, as nobody knows yet.
 */
const goesOn = (transfer: FileTransfer, peer: string) =>
  brokeOff(transfer) ||
  transfer.state === 'asking' ||
  (transfer.state === 'active' && transfer.client !== peer);

/** It was accepted, and its sender may go on with it. */
const brokeOff = ({ way, error }: FileTransfer) =>
  way !== undefined && error !== undefined && ['network', 'stopped', 'not-there'].includes(error.reason);

const mediated = ({ way, state }: FileTransfer) => way === 'socks5' && state === 'active';

/** Cancelled by us after it was taken, which its sender cannot tell from a way that failed (FT-18), and may offer again. */
const cutShort = ({ way, state, bytes }: FileTransfer) =>
  state === 'cancelled' && (way === 'socks5' || (way !== undefined && bytes === 0));

/** All but the end of the stream, which ends by itself. */
const allThere = ({ state, bytes, file }: FileTransfer) => state === 'active' && bytes === file.size;

function keyOf(peer: string, { file: { name, size, md5, sha256, date } }: StreamOffer): string {
  return JSON.stringify([bareJid(peer), name, size, sha256 ?? md5 ?? date]);
}

function infoOf(file: Blob, { name, description }: SendOptions): FileInfo {
  const { size, type } = file;
  const of = file as Partial<File>; // a Blob has neither
  return {
    name: cleanFileName(name ?? of.name ?? ''),
    size,
    type,
    description,
    date: of.lastModified === undefined ? undefined : new Date(of.lastModified),
  };
}

function infoOfOffer({ type, file: { name, size, description, date } }: StreamOffer): FileInfo {
  return { name: cleanFileName(name), size, type, description, date };
}
