/** XEP-0484 FAST: logging in by a token that an earlier login brought. */
import { encodeBase64, utf8 } from '../base64.js';
import { AuthenticationError } from '../errors.js';
import type { Mechanism } from './sasl.js';
import { hmac } from './scram.js';

/** A token proved by its HMAC, both ways. */
export function hashedToken(username: string, token: string): Mechanism {
  return {
    name: 'HT-SHA-256-NONE',
    async start() {
      const proof = await hmac('SHA-256', utf8(token), 'Initiator');
      return new Uint8Array([...utf8(`${username}\0`), ...proof]);
    },
    respond() {
      throw new AuthenticationError('malformed-request', 'challenge to a token');
    },
    async finish(data) {
      const proof = await hmac('SHA-256', utf8(token), 'Responder');
      if (!data || encodeBase64(data) !== encodeBase64(proof))
        throw new AuthenticationError('server-signature');
    },
  };
}
