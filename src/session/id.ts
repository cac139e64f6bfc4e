/** Ids of stanzas, queries and streams. */

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * 100 random bits that nobody can guess (CORE-23), for replies are matched by them, among other things.
 * It starts with a letter, so that it serves where XML wants a name (NMTOKEN and ID alike).
 */
export function randomId(): string {
  let id = 'x';
  for (const byte of crypto.getRandomValues(new Uint8Array(20))) id += ALPHABET[byte % 32]!;
  return id;
}
