/** Real picture files, drawn in the browser, for what decodes them. */

/** A file of that type: left third red, middle green, right third blue. */
export async function drawn(
  type: 'image/png' | 'image/jpeg' | 'image/webp',
  width: number,
  height: number,
): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  for (const [i, colour] of ['#c22', '#2a4', '#24c'].entries()) {
    context.fillStyle = colour;
    context.fillRect((i * width) / 3, 0, width / 3 + 1, height);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type));
  return new File([blob!], `drawn.${type.split('/')[1]}`, { type });
}

/** As though somebody chose, dropped or pasted it. */
export function transferOf(...files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

/** Chooses it in a file field. */
export function chooseFile(field: HTMLInputElement, file: File): void {
  field.files = transferOf(file).files;
  field.dispatchEvent(new Event('change'));
}
