/**
 * A file that comes in: somebody offers it (XEP-0096), it is taken or not, and what comes is checked. What broke off is
 * kept for a while, and goes on where it stopped when the same file is offered again (FT-13).
 */
import { deferred, type Deferred } from '../deferred.js';
import { StanzaError } from '../errors.js';
import { NS_IBB } from '../protocol/ibb.js';
import { buildAcceptance, declined, type StreamOffer } from '../protocol/stream-initiation.js';
import type { Element } from '../xml.js';
import { createHashes, type Hashes } from './hash.js';
import type { InBand } from './in-band.js';
import { openSink, type Sink } from './sink.js';
import { TransferError, type FileTransfer, type TransferJob } from './transfer.js';

/** security.md §8. */
const IDLE_MS = 60_000;
/** All is there, and the sender has yet to close. */
const LINGER_MS = 2_000;

export class ReceiveJob implements TransferJob {
  readonly #inBand: InBand;
  #peer: string;
  #offer: StreamOffer;
  #answer: Deferred<Element> = deferred();
  #sink: Sink = openSink();
  #hashes: Hashes = createHashes();

  constructor(inBand: InBand, peer: string, offer: StreamOffer) {
    this.#inBand = inBand;
    this.#peer = peer;
    this.#offer = offer;
  }

  /** What the offer is answered with. @throws {StanzaError} */
  get answer(): Promise<Element> {
    return this.#answer.promise;
  }

  /** The same file is offered again. */
  renew(peer: string, offer: StreamOffer): void {
    this.#peer = peer;
    this.#offer = offer;
    this.#answer = deferred();
  }

  decline(): void {
    this.#answer.reject(declined());
  }

  async run(transfer: FileTransfer, signal: AbortSignal): Promise<Blob> {
    const { sid, file, ranges } = this.#offer;
    if (!ranges || this.#sink.size > file.size) this.#startOver();
    const offset = this.#sink.size;
    transfer.take('ibb', 'only');
    const idle = new Watchdog(signal, IDLE_MS);
    try {
      const opening = this.#inBand.opening(this.#peer, sid, idle.signal);
      this.#answer.resolve(
        buildAcceptance(NS_IBB, offset ? { offset, length: file.size - offset } : undefined),
      );
      const stream = await opening;
      idle.signal.addEventListener('abort', () => stream.fail(idle.signal.reason as TransferError));
      transfer.progress(offset);
      stream.read((bytes) => {
        if (this.#sink.size + bytes.length > file.size) {
          stream.fail(new TransferError('broken', { text: 'more than announced' }));
          throw new StanzaError('bad-request', 'cancel');
        }
        this.#hashes.add(bytes);
        const written = this.#sink.write(bytes);
        transfer.progress(this.#sink.size);
        idle.reset();
        if (this.#sink.size === file.size) setTimeout(() => void stream.close(), LINGER_MS);
        return written;
      });
      await stream.ended;
      if (this.#sink.size < file.size) throw new TransferError('stopped');
      return await this.#checked(transfer);
    } finally {
      idle.stop();
      // somebody who cancelled before the offer was answered
      this.#answer.reject(declined());
    }
  }

  discard(): void {
    this.#sink.discard();
  }

  /** FT-16. */
  async #checked(transfer: FileTransfer): Promise<Blob> {
    const { md5, sha256 } = this.#offer.file;
    const found = this.#hashes.end();
    const blob = await this.#sink.blob();
    const damaged = (md5 && md5 !== found.md5) || (sha256 && sha256 !== found['sha-256']);
    this.#sink = openSink(); // what the blob stands on is its own
    this.#startOver();
    if (!damaged) return blob;
    transfer.kept = blob;
    throw new TransferError('damaged');
  }

  #startOver(): void {
    this.#sink.discard();
    this.#hashes = createHashes();
  }
}

/** Aborts with `signal`, or when nothing has moved for so long. */
class Watchdog {
  readonly #controller = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stop: () => void;

  constructor(signal: AbortSignal, ms: number) {
    this.#ms = ms;
    const aborted = () => this.#controller.abort(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    this.#stop = () => signal.removeEventListener('abort', aborted);
    this.reset();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(new TransferError('network')), this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }
}
