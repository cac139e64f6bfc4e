/** SASL mechanisms that are one message, and that of guests: ANONYMOUS (RFC 4505), without a trace. */
import { utf8 } from '../base64.js';
import { AuthenticationError } from '../errors.js';
import type { Mechanism } from './sasl.js';

/** @throws {AuthenticationError} `no-mechanism`: guests are not allowed. */
export function anonymous(offered: readonly string[]): Mechanism {
  if (offered.includes('ANONYMOUS')) return once('ANONYMOUS', '');
  throw new AuthenticationError('no-mechanism', 'guests are not allowed');
}

/** A mechanism that is one message. OAUTHBEARER's error challenge is answered as RFC 7628 §3.2.3 says. */
export function once(name: string, message: string): Mechanism {
  return {
    name,
    start: () => utf8(message),
    respond: () => utf8(name === 'OAUTHBEARER' ? '\x01' : ''),
    finish: () => undefined,
  };
}
