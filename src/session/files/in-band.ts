/**
 * In-band bytestreams (XEP-0047) of one session: whom they are with, and the order of their bytes. A stream is known by
 * its peer's full address and its id together (IBB-5); what nobody agreed on is refused.
 */
import { deferred } from '../deferred.js';
import { ConnectionError, StanzaError, TimeoutError } from '../errors.js';
import { parseJid } from '../jid.js';
import {
  buildBlock,
  buildClose,
  buildOpen,
  MAX_BLOCK,
  NS_IBB,
  readBlock,
  readOpen,
  SEQUENCE,
  type Block,
} from '../protocol/ibb.js';
import { errorReply } from '../protocol/stanza-error.js';
import type { Session } from '../session.js';
import { child, type Element } from '../xml.js';
import { TransferError } from './transfer.js';

/** IBB-3. */
const MIN_BLOCK = 256;
/**
 * In base64 with its tags just under 64 KiB: of a longer WebSocket message Chromium makes several frames, over which
 * Prosody 0.12 ends the stream.
 */
const FRAME_BLOCK = 47 * 1_024;
const CLOSE_MS = 3_000;
/** As long as a stream may be idle (security.md §8): the other side may have lost its link for a while. */
const BLOCK_MS = 60_000;
/** Of base64 in a stanza: its tags, addresses and attributes. */
const STANZA_BYTES = 4_096;
/** Nobody means well who sends so many that hold nothing. */
const MAX_EMPTY = 100;

/** Takes bytes in. While it is busy with some the sender has to wait. */
export type Intake = (bytes: Uint8Array<ArrayBuffer>) => void | Promise<void>;

const keyOf = (peer: string | undefined, sid: string) => `${parseJid(peer)?.full ?? ''} ${sid}`;

export class InBand {
  readonly #session: Session;
  readonly #streams = new Map<string, InBandStream>();
  /** Agreed on, not open yet. */
  readonly #awaited = new Map<string, (stream: InBandStream) => void>();

  constructor(session: Session) {
    this.#session = session;
    const { wire } = session;
    wire.answer('set', 'open', NS_IBB, (open, iq) => this.#opened(open, iq));
    wire.answer('set', 'data', NS_IBB, (data, iq) => this.#received(data, iq));
    wire.answer('set', 'close', NS_IBB, (close, iq) => this.#closed(close, iq));
    // Blocks that were agreed on are not counted among a stranger's questions (security.md §8).
    wire.unmetered = (iq) => {
      const data = child(iq, 'data', NS_IBB);
      return data !== undefined && this.#streams.has(keyOf(iq.attrs.from, data.attrs.sid ?? ''));
    };
  }

  /** The largest block that the server passes on. */
  get maxBlock(): number {
    const chars = this.#session.wire.maxBytes - STANZA_BYTES;
    return Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, Math.floor(chars / 4) * 3));
  }

  /**
   * Opens one with blocks as large as the other side takes (IBB-3).
   * @param largest Of the blocks tried, in bytes. @throws {StanzaError} It does not want any. @throws {TimeoutError} @throws {ConnectionError}
   */
  async open(peer: string, sid: string, largest: number, signal: AbortSignal): Promise<InBandStream> {
    for (
      let blockSize = Math.min(largest, this.maxBlock, FRAME_BLOCK);
      ;
      blockSize = Math.max(MIN_BLOCK, Math.floor(blockSize / 2))
    ) {
      try {
        await this.#session.wire.set(peer, buildOpen({ sid, blockSize, stanza: 'iq' }), { signal });
        return this.#add(peer, sid, blockSize, 'iq');
      } catch (error) {
        const large = error instanceof StanzaError && error.condition === 'resource-constraint';
        if (!large || blockSize === MIN_BLOCK) throw error;
      }
    }
  }

  /** Expects one that was agreed on. Rejects with the reason of `signal`. */
  opening(peer: string, sid: string, signal: AbortSignal): Promise<InBandStream> {
    const key = keyOf(peer, sid);
    return new Promise((resolve, reject) => {
      this.#awaited.set(key, resolve);
      const given = () => {
        if (this.#awaited.get(key) === resolve) this.#awaited.delete(key);
        reject(signal.reason as Error);
      };
      if (signal.aborted) given();
      else signal.addEventListener('abort', given, { once: true });
    });
  }

  /** Blocks may come in messages, too (IBB-18). @returns Whether that is one. */
  receive(message: Element): boolean {
    const data = message.name === 'message' ? child(message, 'data', NS_IBB) : undefined;
    if (!data) return false;
    if (message.attrs.type === 'error') {
      this.#streams.get(keyOf(message.attrs.from, data.attrs.sid ?? ''))?.end(new TransferError('stopped'));
      return true;
    }
    void (async () => this.#received(data, message))().catch((error: unknown) => {
      if (error instanceof StanzaError)
        this.#session.wire.send(errorReply(message, error.condition, { type: error.type }));
    });
    return true;
  }

  /** IBB-21. */
  lost(): void {
    for (const stream of [...this.#streams.values()]) stream.end(new TransferError('network'));
  }

  #add(peer: string, sid: string, blockSize: number, stanza: 'iq' | 'message'): InBandStream {
    const key = keyOf(peer, sid);
    const stream = new InBandStream(this.#session, { peer, sid, blockSize, stanza });
    this.#streams.set(key, stream);
    stream.ended.catch(() => undefined).finally(() => this.#streams.delete(key));
    return stream;
  }

  #opened(open: Element, iq: Element): undefined {
    const request = readOpen(open);
    if (!request) throw new StanzaError('bad-request', 'modify');
    const { sid, blockSize, stanza } = request;
    const peer = iq.attrs.from ?? '';
    const key = keyOf(peer, sid);
    const agreed = this.#awaited.get(key);
    if (!agreed || this.#streams.has(key)) throw new StanzaError('not-acceptable', 'cancel');
    if (blockSize > this.maxBlock) throw new StanzaError('resource-constraint', 'modify');
    this.#awaited.delete(key);
    agreed(this.#add(peer, sid, blockSize, stanza));
    return undefined;
  }

  #received(data: Element, stanza: Element): undefined | Promise<undefined> {
    const stream = this.#streams.get(keyOf(stanza.attrs.from, data.attrs.sid ?? ''));
    if (!stream) throw new StanzaError('item-not-found', 'cancel');
    return stream.take(readBlock(data));
  }

  async #closed(close: Element, iq: Element): Promise<undefined> {
    const stream = this.#streams.get(keyOf(iq.attrs.from, close.attrs.sid ?? ''));
    if (!stream) throw new StanzaError('item-not-found', 'cancel');
    await stream.peerCloses();
    return undefined;
  }
}

interface StreamOptions {
  readonly peer: string;
  readonly sid: string;
  readonly blockSize: number;
  readonly stanza: 'iq' | 'message';
}

/** One stream, open from the start. Each direction counts its own blocks (IBB-19). */
export class InBandStream {
  /** In bytes; no block is larger, either way. */
  readonly blockSize: number;
  /** Who wants what comes in: what comes before that waits. */
  #intake: Intake | undefined;
  #early: Uint8Array<ArrayBuffer>[] = [];
  readonly #session: Session;
  readonly #options: StreamOptions;
  readonly #ended = deferred();
  #open = true;
  #closing = false;
  #sequence = 0;
  #expected = 0;
  #empty = 0;
  /** What came in is being taken in, in order (IBB-20). */
  #taking: Promise<void> | undefined;

  constructor(session: Session, options: StreamOptions) {
    this.#session = session;
    this.#options = options;
    this.blockSize = options.blockSize;
  }

  /** Settles when it is closed in order. Rejects with a TransferError when it broke. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Bytes that may be on their way at once: in base64, half of what the server takes for the largest stanza. */
  get maxInFlight(): number {
    return Math.floor((this.#session.wire.maxBytes * 3) / 8);
  }

  get open(): boolean {
    return this.#open;
  }

  /** Hands all bytes to `intake`, in order. */
  read(intake: Intake): void {
    this.#intake = intake;
    for (const bytes of this.#early.splice(0)) void this.#hand(bytes);
  }

  /**
   * Sends one block, in the order of the calls.
   * @param again The number of one that did not arrive.
   * @returns Its number, and what settles when the other side has it, or rejects: StanzaError, TimeoutError, ConnectionError.
   * @throws {TransferError} The stream is not open.
   */
  send(bytes: Uint8Array, again?: number): { readonly seq: number; readonly arrived: Promise<unknown> } {
    if (!this.#open || this.#closing) throw new TransferError('stopped');
    const { peer, sid } = this.#options;
    const seq = again ?? this.#sequence;
    if (again === undefined) this.#sequence = (seq + 1) % SEQUENCE;
    const arrived = this.#session.wire.set(peer, buildBlock(sid, seq, bytes), { timeoutMs: BLOCK_MS });
    return { seq, arrived };
  }

  /** Closes it in order (IBB-16). Settles when both sides have. */
  async close(): Promise<void> {
    if (!this.#open || this.#closing) return;
    this.#closing = true;
    try {
      const { peer, sid } = this.#options;
      await this.#session.wire.set(peer, buildClose(sid), { timeoutMs: CLOSE_MS });
    } catch (error) {
      // item-not-found: it was closed over there already; whatever else, the other side said that it has every block
      const unanswered = error instanceof ConnectionError || error instanceof TimeoutError;
      if (!(error instanceof StanzaError) && !unanswered) throw error;
    } finally {
      this.end();
    }
  }

  /** Closes it because of an error, without waiting. */
  fail(error: TransferError): void {
    if (!this.#open) return;
    this.end(error);
    const { peer, sid } = this.#options;
    this.#session.wire.set(peer, buildClose(sid), { timeoutMs: CLOSE_MS }).catch(() => undefined);
  }

  /** It is over; the other side knows, or cannot be told. */
  end(error?: TransferError): void {
    if (!this.#open) return;
    this.#open = false;
    this.#early = [];
    if (error) this.#ended.reject(error);
    else this.#ended.resolve();
  }

  /** The other side closes it: what has come is taken in before it is told so. */
  async peerCloses(): Promise<void> {
    this.#closing = true;
    await this.#taking;
    this.end();
  }

  /**
   * A block that has come in.
   * @returns Settles when it is taken in. @throws {StanzaError} What was wrong with it.
   */
  take(block: Block | undefined): undefined | Promise<undefined> {
    if (!this.#open || this.#closing) throw new StanzaError('item-not-found', 'cancel');
    const { seq, bytes } = block ?? {};
    if (seq === undefined) throw this.#broken('bad-request');
    if (seq !== this.#expected) {
      const used = (this.#expected - seq + SEQUENCE) % SEQUENCE < SEQUENCE / 2;
      throw used ? new StanzaError('unexpected-request', 'cancel') : this.#broken('unexpected-request');
    }
    if (!bytes || bytes.length > this.blockSize) throw this.#broken('bad-request');
    this.#empty = bytes.length ? 0 : this.#empty + 1;
    if (this.#empty > MAX_EMPTY) throw this.#broken('bad-request');
    this.#expected = (seq + 1) % SEQUENCE;
    return this.#hand(bytes)?.then(() => undefined);
  }

  /** IBB-11, IBB-13. The answer goes out before the close. */
  #broken(condition: string): StanzaError {
    queueMicrotask(() => setTimeout(() => this.fail(new TransferError('broken', { text: condition }))));
    this.#closing = true;
    return new StanzaError(condition, 'cancel');
  }

  #hand(bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined {
    if (!this.#intake) {
      this.#early.push(bytes);
      return undefined;
    }
    const intake = this.#intake;
    const taken = this.#taking ? this.#taking.then(() => intake(bytes)) : intake(bytes);
    if (!taken) return undefined;
    const taking = taken.finally(() => this.#taking === taking && (this.#taking = undefined));
    taking.catch(() => undefined);
    this.#taking = taking;
    return taking;
  }
}
