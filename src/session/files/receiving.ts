/**
 * A file that comes in: somebody offers it (XEP-0096), it is taken or not, and what comes is checked. What broke off is
 * kept for a while, and goes on where it stopped when the same file is offered again (FT-13).
 */
import { deferred, type Deferred } from '../deferred.js';
import { StanzaError } from '../errors.js';
import { NS_BYTESTREAMS } from '../protocol/bytestreams.js';
import { buildAcceptance, declined, type StreamOffer } from '../protocol/stream-initiation.js';
import type { Element } from '../xml.js';
import { createHashes, type HashName, type Hashes } from './hash.js';
import type { Intake } from './in-band.js';
import { later } from './later.js';
import { Sink } from './sink.js';
import type { Streams } from './streams.js';
import { TransferError, type FileTransfer, type TransferJob } from './transfer.js';

/** security.md §8. */
const IDLE_MS = 60_000;
/** All is there, and the sender has yet to close. */
const LINGER_MS = 2_000;
/** Somebody may have begun to save it before it was removed. */
const SAVING_MS = 60_000;
const MORE = 'more than announced';

export class ReceiveJob implements TransferJob {
  readonly #streams: Streams;
  #peer: string;
  #offer: StreamOffer;
  #method: string;
  #answer: Deferred<Element> = deferred();
  #sink = new Sink();
  #hashes: Hashes;
  #unhashed: Uint8Array[] = [];

  /** @param method Of those offered. */
  constructor(streams: Streams, peer: string, offer: StreamOffer, method: string) {
    this.#streams = streams;
    this.#peer = peer;
    this.#offer = offer;
    this.#method = method;
    this.#hashes = createHashes(hashesIn(offer));
  }

  /** What the offer is answered with. @throws {StanzaError} */
  get answer(): Promise<Element> {
    return this.#answer.promise;
  }

  /** The same file is offered again. */
  renew(peer: string, offer: StreamOffer, method: string): void {
    this.#peer = peer;
    this.#offer = offer;
    this.#method = method;
    this.#answer = deferred();
  }

  decline(): void {
    this.#answer.reject(declined());
  }

  async run(transfer: FileTransfer, signal: AbortSignal): Promise<Blob> {
    const { file, ranges } = this.#offer;
    if (!ranges || this.#sink.size > file.size) this.#startOver();
    const mediated = this.#method === NS_BYTESTREAMS;
    transfer.take(mediated ? 'socks5' : 'ibb', 'only');
    const idle = new Watchdog(signal, IDLE_MS);
    const answer = this.#answer;
    try {
      const take = (bytes: Uint8Array<ArrayBuffer>) => {
        this.#hashLater(bytes);
        const written = this.#sink.write(bytes);
        transfer.progress(this.#sink.size);
        idle.reset();
        return written;
      };
      if (mediated) await this.#throughProxy(idle.signal, take);
      else await this.#inBand(idle.signal, take);
      if (this.#sink.size < file.size) throw new TransferError('stopped');
      return await this.#checked(transfer);
    } finally {
      idle.stop();
      answer.reject(declined()); // somebody who cancelled before the offer was answered
    }
  }

  get #missing(): number {
    return this.#offer.file.size - this.#sink.size;
  }

  #accept(): void {
    const { size: offset } = this.#sink;
    this.#answer.resolve(
      buildAcceptance(this.#method, offset ? { offset, length: this.#missing } : undefined),
    );
  }

  async #inBand(signal: AbortSignal, take: Intake): Promise<void> {
    const opening = this.#streams.inBand.opening(this.#peer, this.#offer.sid, signal);
    this.#accept();
    const stream = await opening;
    signal.addEventListener('abort', () => stream.fail(signal.reason as TransferError));
    stream.read((bytes) => {
      if (bytes.length > this.#missing) {
        stream.fail(new TransferError('broken', { text: MORE }));
        throw new StanzaError('bad-request', 'cancel');
      }
      const taken = take(bytes);
      if (taken) taken.catch((error: unknown) => stream.fail(error as TransferError));
      if (this.#missing === 0) later(() => void stream.close(), LINGER_MS);
      return taken;
    });
    await stream.ended.catch((error: unknown) => {
      const lost = error instanceof TransferError && error.reason === 'network';
      if (!lost || this.#missing > 0) throw error;
    });
  }

  async #throughProxy(signal: AbortSignal, take: Intake): Promise<void> {
    const opening = this.#streams.mediated(this.#peer, this.#offer.sid, this.#missing, signal);
    this.#accept();
    for await (const bytes of await opening) {
      if (bytes.length > this.#missing) throw new TransferError('broken', { text: MORE });
      await take(bytes as Uint8Array<ArrayBuffer>);
      if (this.#missing === 0) return;
    }
  }

  discard(): void {
    this.#sink.discard();
  }

  /** FT-16. */
  async #checked(transfer: FileTransfer): Promise<Blob> {
    const { md5, sha256 } = this.#offer.file;
    this.#hashAll();
    const found = this.#hashes.end();
    const blob = await this.#sink.blob();
    const differs = (one: string | undefined, other: string) => one && other && one !== other;
    const damaged = differs(md5, found.md5) || differs(sha256, found['sha-256']);
    const sink = this.#sink;
    transfer.letGo = () => later(() => sink.discard(), SAVING_MS);
    this.#renewSink(); // what the blob stands on is its own
    if (!damaged) return blob;
    transfer.kept = blob;
    throw new TransferError('damaged');
  }

  #startOver(): void {
    this.#sink.discard();
    this.#renewSink();
  }

  #renewSink(): void {
    this.#sink = new Sink();
    this.#hashes = createHashes(hashesIn(this.#offer));
    this.#unhashed = [];
  }

  /** Behind the answer, which the other side waits for. */
  #hashLater(bytes: Uint8Array): void {
    this.#unhashed.push(bytes);
    if (this.#unhashed.length === 1) setTimeout(() => this.#hashAll());
  }

  #hashAll(): void {
    for (const bytes of this.#unhashed.splice(0)) this.#hashes.add(bytes);
  }
}

/** Only what there is to compare with. */
const hashesIn = ({ file: { md5, sha256 } }: StreamOffer): HashName[] => [
  ...(md5 ? (['md5'] as const) : []),
  ...(sha256 ? (['sha-256'] as const) : []),
];

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
    this.#timer = later(() => this.#controller.abort(new TransferError('network')), this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }
}
