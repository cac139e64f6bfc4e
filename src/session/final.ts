/** Which errors end a session's attempts (CORE-11, CORE-18): those that trying again cannot mend. */
import { AuthenticationError, ConfigError, ConnectionError, StanzaError, StreamError } from './errors.js';

const FINAL_STREAM_ERRORS = new Set([
  'conflict',
  'not-authorized',
  'host-unknown',
  'host-gone',
  'policy-violation',
  'unsupported-version',
]);
const FINAL_CONNECTION_ERRORS = new Set(['insecure', 'not-xmpp', 'no-endpoint']);

export function isFinal(error: Error): boolean {
  if (error instanceof StreamError) return FINAL_STREAM_ERRORS.has(error.condition);
  // Discovery that could not even ask may be able to, later.
  if (error instanceof ConnectionError) return FINAL_CONNECTION_ERRORS.has(error.condition) && !error.cause;
  if (error instanceof AuthenticationError) return error.condition !== 'temporary-auth-failure';
  if (error instanceof StanzaError) return error.type !== 'wait';
  return error instanceof ConfigError;
}
