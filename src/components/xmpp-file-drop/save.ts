/** Puts a file on the visitor's device, by the browser's own download: nothing of it is ever opened (security.md §6). */

/** A download has begun long before, and the browser holds the bytes itself from then on. */
const REVOKE_MS = 60_000;

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file.slice(0, file.size, 'application/octet-stream'));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}
