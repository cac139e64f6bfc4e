/** Sends part of a file over an in-band bytestream, block by block, no more at once than does it good (pace.ts). */
import { StanzaError } from '../errors.js';
import type { InBandStream } from './in-band.js';
import { Pace } from './pace.js';
import { pausing } from './pausing.js';
import { Slices } from './slices.js';
import type { FileTransfer } from './transfer.js';

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
  const pace = new Pace(stream.blockSize, stream.maxInFlight);
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
    const idle = await pausing(transfer);
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
      const bytes = await reader.read(place, idle ? 1 : Math.min(pace.block, end - place));
      send(bytes, place);
      place += bytes.length;
    } else await Promise.race(inFlight);
  }
}

const mayArriveLater = (error: unknown) =>
  error instanceof StanzaError &&
  (error.condition === 'recipient-unavailable' || error.condition === 'remote-server-timeout');
