/**
 * RFC 5802 SCRAM, without channel binding (a page cannot see the TLS channel), by WebCrypto.
 * The server's signature is checked: a server that does not know the password is refused.
 * XEP-0474's hash of the offered mechanisms is checked where the server sends one.
 */
import { decodeBase64, encodeBase64, utf8 } from '../base64.js';
import { fromUtf8 } from '../from-utf8.js';
import { AuthenticationError } from '../errors.js';
import type { Mechanism } from './sasl.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** security.md §5: fewer iterations protect nothing, more would be a way to keep the page busy. */
const MIN_ITERATIONS = 4_096;
const MAX_ITERATIONS = 1_000_000;

export interface ScramOptions {
  readonly hash: 'SHA-1' | 'SHA-256' | 'SHA-512';
  readonly username: string;
  readonly password: string;
  /** What the server offered, as it offered it (XEP-0474). */
  readonly offered: readonly string[];
  /** Channel-binding types offered by XEP-0440; undefined if the server named none. */
  readonly channelBindings?: readonly string[];
  /** Only tests give one. */
  readonly nonce?: string;
}

const HEADER = 'n,,';

export function scram({
  hash,
  username,
  password,
  offered,
  channelBindings,
  nonce,
}: ScramOptions): Mechanism {
  const clientNonce = nonce ?? encodeBase64(crypto.getRandomValues(new Uint8Array(24)));
  const clientFirst = `n=${username.normalize('NFKC').replace(/=/g, '=3D').replace(/,/g, '=2C')},r=${clientNonce}`;
  let expected: string | undefined;
  let verified = false;

  const verify = (attributes: ReadonlyMap<string, string>) => {
    const error = attributes.get('e');
    if (error) throw new AuthenticationError('not-authorized', error);
    if (!expected || attributes.get('v') !== expected) throw new AuthenticationError('server-signature');
    verified = true;
  };

  async function clientFinal(serverFirst: string): Promise<string> {
    const attributes = readAttributes(serverFirst);
    const serverNonce = attributes.get('r') ?? '';
    const salt = decodeBase64(attributes.get('s') ?? '');
    const iterations = /^\d{1,7}$/.test(attributes.get('i') ?? '') ? Number(attributes.get('i')) : 0;
    if (attributes.has('m')) throw new AuthenticationError('malformed-request', 'mandatory extension');
    if (!serverNonce.startsWith(clientNonce) || serverNonce.length === clientNonce.length)
      throw new AuthenticationError('malformed-request', 'nonce');
    if (!salt?.length) throw new AuthenticationError('malformed-request', 'salt');
    if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS)
      throw new AuthenticationError('malformed-request', 'iterations');
    await checkOffer(attributes.get('h'));

    const salted = await pbkdf2(hash, password, salt, iterations);
    const clientKey = await hmac(hash, salted, 'Client Key');
    const storedKey = new Uint8Array(await crypto.subtle.digest(hash, clientKey));
    const withoutProof = `c=${encodeBase64(utf8(HEADER))},r=${serverNonce}`;
    const signed = `${clientFirst},${serverFirst},${withoutProof}`;
    const signature = await hmac(hash, storedKey, signed);
    const serverKey = await hmac(hash, salted, 'Server Key');
    expected = encodeBase64(await hmac(hash, serverKey, signed));
    const proof = clientKey.map((byte, i) => byte ^ (signature[i] ?? 0));
    return `${withoutProof},p=${encodeBase64(proof)}`;
  }

  /** XEP-0474 §5.2: somebody between us and the server shortened the list of mechanisms. */
  async function checkOffer(claimed: string | undefined): Promise<void> {
    if (claimed === undefined) return;
    let list = [...offered].sort().join('\x1e');
    if (channelBindings) list += `\x1f${[...channelBindings].sort().join('\x1e')}`;
    const own = encodeBase64(new Uint8Array(await crypto.subtle.digest(hash, utf8(list))));
    if (own !== claimed) throw new AuthenticationError('downgrade');
  }

  return {
    name: `SCRAM-${hash}`,
    start: () => utf8(HEADER + clientFirst),
    async respond(challenge) {
      const text = fromUtf8(challenge);
      if (expected === undefined) return utf8(await clientFinal(text));
      // Some servers send their signature as one more challenge, and success without data.
      verify(readAttributes(text));
      return new Uint8Array();
    },
    finish(data) {
      if (data) verify(readAttributes(fromUtf8(data)));
      if (!verified) throw new AuthenticationError('server-signature');
    },
  };
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

async function pbkdf2(hash: string, password: string, salt: Bytes, iterations: number): Promise<Bytes> {
  // RFC 4013 asks for SASLprep; its normalisation is NFKC, and servers reject what it forbids anyway.
  const key = await crypto.subtle.importKey('raw', utf8(password.normalize('NFKC')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = { 'SHA-1': 160, 'SHA-256': 256, 'SHA-512': 512 }[hash] ?? 0;
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations }, key, bits),
  );
}

export async function hmac(hash: string, key: Bytes, text: string): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8(text)));
}
