/** A file's bytes, from one place after another. */
import { TransferError } from './transfer.js';

/** In bytes. */
const READ = 1_024 * 1_024;

/** More is read at once than is asked for. */
export class Slices {
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
