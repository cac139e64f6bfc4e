/**
 * Makes of a file that somebody chose the small square picture that others see. It is drawn anew, so that nothing else
 * that was in the file, such as where it was taken, goes out with it.
 */
import { readImageKind } from '../../session/image.js';

/** Why a file is of no use. */
export type Unfit = 'notPicture' | 'tooLarge' | 'unreadable';

/** Pixels: what XEP-0084 §3.1 and those who show it know how to handle, at two to the pixel. */
export const SIDE = 192;
const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** Enough to come to the size in, which stands behind all that a camera writes. */
const HEAD_BYTES = 1024 * 1024;
/** security.md §6: known before anything is decoded. */
const MAX_PIXELS = 40_000_000;

/** @returns The middle of the picture, of `SIDE` pixels or as many as it has. */
export async function squareOf(file: Blob): Promise<HTMLCanvasElement | Unfit> {
  if (file.size > MAX_FILE_BYTES) return 'tooLarge';
  try {
    const kind = readImageKind(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
    if (!kind) return 'notPicture';
    if (kind.width * kind.height > MAX_PIXELS) return 'tooLarge';
    const bitmap = await createImageBitmap(file.slice(0, file.size, kind.type));
    const square = cut(bitmap, SIDE);
    bitmap.close();
    return square;
  } catch {
    return 'unreadable'; // damaged, a folder, or gone since it was chosen
  }
}

/** @param maxSide Pixels. */
export function cut(source: HTMLCanvasElement | ImageBitmap, maxSide: number): HTMLCanvasElement {
  const { width, height } = source;
  const part = Math.min(width, height);
  const side = Math.min(part, maxSide);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, (width - part) / 2, (height - part) / 2, part, part, 0, 0, side, side);
  return canvas;
}

/** The only kind that all clients show (XEP-0084 §3). */
export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png');
  });
