/** Small pictures of files that are pictures by their own bytes, drawn one after the other (security.md §6). */
import type { FileTransfer } from '../../session/files/transfer.js';
import { readImageKind } from '../../session/image.js';
import { cut, squareOf } from '../shared/square-picture.js';
import { keptFile } from './kept-files.js';

/** Pixels, for two to the pixel. */
const SIDE = 96;
/** Enough to come to the size in, which stands behind all that a camera writes. */
const HEAD_BYTES = 1024 * 1024;
const MAX_PIXELS = 40_000_000;
/** More is not worth decoding for a look. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** A received picture that may be shown. */
export interface Preview {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

export class Pictures {
  readonly #thumbs = new Map<FileTransfer, HTMLCanvasElement | undefined>();
  readonly #previews = new Map<FileTransfer, Preview | undefined>();
  #turn = Promise.resolve();

  /** @param changed Another one is there. */
  constructor(readonly changed: () => void) {}

  /** Of a file that is at hand; undefined: not yet, or it is no picture. */
  thumbOf(transfer: FileTransfer): HTMLCanvasElement | undefined {
    const file = keptFile(transfer);
    if (!file || this.#thumbs.has(transfer)) return this.#thumbs.get(transfer);
    this.#thumbs.set(transfer, undefined);
    this.#turn = this.#turn.then(async () => {
      if (!this.#thumbs.has(transfer)) return; // it was removed meanwhile
      const square = await squareOf(file);
      if (typeof square === 'string' || !this.#thumbs.has(transfer)) return;
      this.#thumbs.set(transfer, cut(square, SIDE));
      this.changed();
    });
    return undefined;
  }

  /** Of one that has come. */
  previewOf(transfer: FileTransfer): Preview | undefined {
    const file = keptFile(transfer);
    if (!file || this.#previews.has(transfer)) return this.#previews.get(transfer);
    this.#previews.set(transfer, undefined);
    void readPreview(file).then((preview) => {
      if (!preview) return;
      if (!this.#previews.has(transfer)) return URL.revokeObjectURL(preview.url);
      this.#previews.set(transfer, preview);
      this.changed();
    });
    return undefined;
  }

  /** Lets go of all but those of `transfers`. */
  keep(transfers: ReadonlySet<FileTransfer>): void {
    for (const transfer of this.#thumbs.keys()) if (!transfers.has(transfer)) this.#thumbs.delete(transfer);
    for (const [transfer, preview] of this.#previews) {
      if (transfers.has(transfer)) continue;
      if (preview) URL.revokeObjectURL(preview.url);
      this.#previews.delete(transfer);
    }
  }
}

async function readPreview(file: Blob): Promise<Preview | undefined> {
  if (file.size > MAX_FILE_BYTES) return undefined;
  try {
    const kind = readImageKind(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
    if (!kind || kind.width * kind.height > MAX_PIXELS) return undefined;
    const { type, width, height } = kind;
    return { url: URL.createObjectURL(file.slice(0, file.size, type)), width, height };
  } catch {
    return undefined; // gone since it was chosen
  }
}
