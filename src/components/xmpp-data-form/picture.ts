/** What a picture is by its first bytes, and whether it is small enough to be unpacked (security.md §6). */

const MAX_PIXELS = 40_000_000;

/** @returns Its MIME type; undefined for what is no PNG, GIF or JPEG, or a huge one. */
export function pictureType(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) return fits('image/png', view.getUint32(16), view.getUint32(20));
    if (view.getUint32(0) === 0x47494638)
      return fits('image/gif', view.getUint16(6, true), view.getUint16(8, true));
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
  } catch {
    // cut off
  }
  return undefined;
}

const fits = (type: string, width: number, height: number) =>
  width > 0 && height > 0 && width * height <= MAX_PIXELS ? type : undefined;

/** Sizes stand in the frame's header, behind any number of other segments. */
function jpeg(view: DataView): string | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return fits('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
  }
  return undefined;
}
