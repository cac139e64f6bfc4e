/**
 * Hashes of what passes, block after block, in constant memory: WebCrypto's want all of it at once, know no MD5, and are
 * not there on pages without https. The door to @noble/hashes.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../base64.js';

/** As XEP-0300 calls them, and how they are written: in XEP-0096 small hexadecimal digits, in XEP-0300 base64. */
const HASHES = {
  md5: { create: () => md5.create(), write: bytesToHex },
  'sha-256': { create: () => sha256.create(), write: encodeBase64 },
};

export type HashName = keyof typeof HASHES;

/** Those that were not asked for are ''. */
export type Digests = Readonly<Record<HashName, string>>;

export interface Hashes {
  add(bytes: Uint8Array): void;
  /** Of all that was added; call it once, at the end. */
  end(): Digests;
}

export function createHashes(names: readonly HashName[] = ['md5', 'sha-256']): Hashes {
  const running = names.map((name) => ({ name, hash: HASHES[name].create() }));
  return {
    add: (bytes) => running.forEach(({ hash }) => hash.update(bytes)),
    end: () => {
      const ended = { md5: '', 'sha-256': '' };
      for (const { name, hash } of running) ended[name] = HASHES[name].write(hash.digest());
      return ended;
    },
  };
}

/** As {@link createHashes}, of all of `blob`. @throws {DOMException} It cannot be read. @throws The signal's reason. */
export async function hashBlob(
  blob: Blob,
  names?: readonly HashName[],
  signal?: AbortSignal,
): Promise<Digests> {
  const hashes = createHashes(names);
  const reader = blob.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    signal?.throwIfAborted();
    hashes.add(read.value);
  }
  return hashes.end();
}
