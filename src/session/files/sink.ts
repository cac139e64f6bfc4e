/**
 * Where what comes in is put: Blobs, which browsers keep outside of the heap, most of them in memory; what is large goes
 * to a file in the origin's private file system, where there is one. Never by the size that was announced, always by
 * what came.
 */
import { createPrivateFile, type PrivateFile } from './private-file.js';
import { TransferError } from './transfer.js';

const OCTETS = 'application/octet-stream';
const PART = 1_024 * 1_024;
/** From so much on a file costs less than the memory. */
const LARGE = 16 * PART;

/** Takes what comes in parts of 1 MiB. */
export class Sink {
  #size = 0;
  #buffer: Uint8Array<ArrayBuffer>[] = [];
  #buffered = 0;
  #parts: Blob[] = [];
  #file: Promise<PrivateFile | undefined> | undefined;
  /** Parts on their way to the file. */
  #writing: Promise<void> | undefined;
  #discarded = false;

  /** What has been put there, in bytes. */
  get size(): number {
    return this.#size;
  }

  /** Whoever waits for it does not run ahead of the file. @throws {TransferError} `no-room`. */
  write(bytes: Uint8Array<ArrayBuffer>): void | Promise<void> {
    this.#size += bytes.length;
    this.#buffer.push(bytes);
    this.#buffered += bytes.length;
    return this.#buffered < PART ? undefined : this.#flush();
  }

  /** All of it, as nothing but bytes (security.md §6), until it is discarded. @throws {TransferError} `no-room`. */
  async blob(): Promise<Blob> {
    await this.#flush();
    await this.#writing;
    const file = await this.#file;
    const all = file ? [await file.blob().catch(noRoom)] : this.#parts;
    return new Blob(all, { type: OCTETS });
  }

  /** For good. */
  discard(): void {
    this.#discarded = true;
    this.#parts = this.#buffer = [];
    void this.#file?.then((file) => file?.remove()).catch(() => undefined); // the next page tries again
  }

  #flush(): Promise<void> | undefined {
    const part = new Blob(this.#buffer);
    this.#buffer = [];
    this.#buffered = 0;
    if (!this.#file && this.#size < LARGE) {
      this.#parts.push(part);
      return undefined;
    }
    const before = this.#writing;
    this.#writing = this.#store(part, before);
    this.#writing.catch(() => undefined); // whoever writes next is told
    return before;
  }

  async #store(part: Blob, before: Promise<void> | undefined): Promise<void> {
    await before;
    if (this.#discarded) return;
    this.#file ??= createPrivateFile().catch(() => undefined);
    const file = await this.#file;
    this.#parts.push(part);
    if (!file || this.#discarded) return;
    for (const each of this.#parts.splice(0)) await file.write(each).catch(noRoom);
  }
}

function noRoom(cause: unknown): never {
  throw new TransferError('no-room', { cause });
}
