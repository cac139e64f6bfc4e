/** Why somebody did not come in: told apart by condition, said in a sentence with something to do next (ux.md §8). */
import {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  ProtocolError,
  StanzaError,
  StreamError,
} from '../../session/errors.js';
import { nickText } from '../shared/nick-text.js';
import type { LoginStrings } from './login-strings.js';
import type { Way } from './ways.js';

/** Stable, for scripts: the code of `xmpp-error`. */
export type LoginFailure =
  | 'wrong-password'
  | 'throttled'
  | 'unreachable'
  | 'insecure'
  | 'unsafe'
  | 'guests-refused'
  | 'no-mechanism'
  | 'account-disabled'
  | 'expired'
  | 'elsewhere'
  | 'not-configured'
  | 'sign-in-failed';

const BY_CONDITION = new Map<string, LoginFailure>([
  ['not-authorized', 'wrong-password'],
  ['invalid-authzid', 'wrong-password'],
  ['temporary-auth-failure', 'throttled'],
  ['account-disabled', 'account-disabled'],
  ['credentials-expired', 'expired'],
  ['credentials-required', 'expired'],
  ['server-signature', 'unsafe'],
  ['downgrade', 'unsafe'],
  ['mechanism-too-weak', 'no-mechanism'],
  ['encryption-required', 'insecure'],
]);
/** How servers turn away whoever tries too often. */
const TOO_OFTEN = ['policy-violation', 'resource-constraint'];

export function failureOf(error: unknown, way: Way): LoginFailure {
  if (error instanceof AuthenticationError) {
    if (error.condition === 'no-mechanism') return way === 'guest' ? 'guests-refused' : noMechanism();
    return BY_CONDITION.get(error.condition) ?? 'sign-in-failed';
  }
  if (error instanceof ConnectionError) return error.condition === 'insecure' ? 'insecure' : 'unreachable';
  if (error instanceof StreamError) {
    if (error.condition === 'conflict') return 'elsewhere';
    if (TOO_OFTEN.includes(error.condition)) return 'throttled';
    return error.condition === 'not-authorized' ? 'sign-in-failed' : 'unreachable';
  }
  if (error instanceof StanzaError) return error.type === 'wait' ? 'throttled' : 'sign-in-failed';
  if (error instanceof ConfigError) return error.setting === 'credentials' ? 'expired' : 'not-configured';
  return error instanceof ProtocolError ? 'sign-in-failed' : 'unreachable';
}

/** Browsers keep what a password is proved with from pages that were not safely loaded. */
const noMechanism = () => (globalThis.crypto?.subtle ? 'no-mechanism' : 'insecure');

/** @param seconds Until another attempt may be made. */
export function failureText(
  failure: LoginFailure,
  way: Way,
  error: unknown,
  seconds: number,
  strings: LoginStrings,
): string {
  const said = error instanceof AuthenticationError || error instanceof StanzaError ? error.text : undefined;
  const quoting = (text: string) => (said ? `${text} ${strings.theySay(nickText(said))}` : text);
  switch (failure) {
    case 'wrong-password':
      return way === 'page' ? strings.expiredSite : strings.wrong;
    case 'throttled':
      return seconds > 0 ? strings.throttled(seconds) : strings.again;
    case 'unreachable':
      return strings.unreachable;
    case 'insecure':
      return strings.insecure;
    case 'unsafe':
      return strings.unsafe;
    case 'guests-refused':
      return strings.noGuests;
    case 'no-mechanism':
      return strings.noWay;
    case 'account-disabled':
      return quoting(strings.disabled);
    case 'expired':
      return way === 'page' ? strings.expiredSite : strings.expired;
    case 'elsewhere':
      return strings.elsewhere;
    case 'not-configured':
      return strings.notConfigured;
    case 'sign-in-failed':
      return quoting(strings.failed);
  }
}
