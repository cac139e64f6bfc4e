/** Sends part of a file over an in-band bytestream, block by block, no more at once than does it good (pace.ts). */
import { StanzaError } from '../errors.js';
import type { InBandStream } from './in-band.js';
import { Pace } from './pace.js';
import { TransferError, type FileTransfer } from './transfer.js';

/** Read from the file at once. */
const READ = 1_024 * 1_024;
/** IBB-15. */
const MAX_WAITS = 5;
const WAIT_MS = 1_000;

export interface Part {
  readonly file: Blob;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
  readonly transfer: FileTransfer;
  readonly signal: AbortSignal;
}

interface Failed {
  readonly place: number;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly error: unknown;
}

/** @throws {StanzaError} The other side did not take a block. @throws {TransferError} @throws The reason of the signal. */
export async function sendBlocks(stream: InBandStream, part: Part): Promise<void> {
  const { offset, length, transfer, signal } = part;
  const end = offset + length;
  const pace = new Pace(stream.blockSize);
  const reader = new Slices(part.file, end);
  const inFlight = new Set<Promise<void>>();
  let failed: Failed[] = [];
  let arrived = offset;
  let furthest = -1;
  let waits = 0;
  const send = (bytes: Uint8Array, place: number, again?: number) => {
    const block = stream.send(bytes, again);
    const settled = block.arrived.then(
      () => {
        arrived += bytes.length;
        furthest = Math.max(furthest, place);
        pace.arrived(bytes.length, performance.now());
        transfer.progress(arrived);
      },
      (error: unknown) => void failed.push({ place, seq: block.seq, bytes, error }),
    );
    inFlight.add(settled);
    void settled.then(() => inFlight.delete(settled));
  };
  for (let place = offset; place < end || inFlight.size || failed.length;) {
    await transfer.unpaused;
    signal.throwIfAborted();
    if (failed.length) {
      await Promise.all(inFlight);
      const again = failed.sort((one, other) => one.place - other.place);
      failed = [];
      // One that arrived behind a hole was not used, and ended the stream (IBB-11).
      const lost = again.find(({ error, place }) => !mayArriveLater(error) || place < furthest);
      if (lost || ++waits > MAX_WAITS) throw (lost ?? again[0]!).error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * waits));
      for (const block of again) send(block.bytes, block.place, block.seq);
    } else if (place < end && inFlight.size < pace.window) {
      const bytes = await reader.read(place, Math.min(pace.block, end - place));
      send(bytes, place);
      place += bytes.length;
    } else await Promise.race(inFlight);
  }
}

const mayArriveLater = (error: unknown) =>
  error instanceof StanzaError &&
  (error.condition === 'recipient-unavailable' || error.condition === 'remote-server-timeout');

/** Reads more at once than is asked for. */
class Slices {
  readonly #file: Blob;
  readonly #end: number;
  #bytes = new Uint8Array();
  #start = 0;

  constructor(file: Blob, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /** @throws {TransferError} `unreadable`. */
  async read(at: number, length: number): Promise<Uint8Array> {
    const from = at - this.#start;
    if (from < 0 || from + length > this.#bytes.length) {
      this.#start = at;
      const slice = this.#file.slice(at, Math.min(this.#end, at + Math.max(READ, length)));
      this.#bytes = new Uint8Array(await slice.arrayBuffer().catch(unreadable));
      if (this.#bytes.length < length) unreadable();
      return this.#bytes.subarray(0, length);
    }
    return this.#bytes.subarray(from, from + length);
  }
}

function unreadable(cause?: unknown): never {
  throw new TransferError('unreadable', { cause });
}
