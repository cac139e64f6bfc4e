/**
 * Where what comes in is put: Blobs, which the browser keeps outside of the heap. Never by the size that was announced,
 * always by what came.
 */

export interface Sink {
  /** What has been put there, in bytes. */
  readonly size: number;
  /** @throws {TransferError} `no-room`. */
  write(bytes: Uint8Array<ArrayBuffer>): void | Promise<void>;
  /** All of it, as nothing but bytes (security.md §6). */
  blob(): Promise<Blob>;
  discard(): void;
}

const OCTETS = 'application/octet-stream';
const PART = 1_024 * 1_024;

/** Gathers parts of 1 MiB. */
export class BlobSink implements Sink {
  size = 0;
  #parts: Blob[] = [];
  #buffer: Uint8Array<ArrayBuffer>[] = [];
  #buffered = 0;

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.size += bytes.length;
    this.#buffer.push(bytes);
    this.#buffered += bytes.length;
    if (this.#buffered >= PART) this.#flush();
  }

  blob(): Promise<Blob> {
    this.#flush();
    return Promise.resolve(new Blob(this.#parts, { type: OCTETS }));
  }

  discard(): void {
    this.#parts = [];
    this.#buffer = [];
    this.size = this.#buffered = 0;
  }

  #flush(): void {
    if (this.#buffered) this.#parts.push(new Blob(this.#buffer));
    this.#buffer = [];
    this.#buffered = 0;
  }
}

export function openSink(): Sink {
  return new BlobSink();
}
