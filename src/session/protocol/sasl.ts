/**
 * The SASL mechanisms of accounts and which of them to use: the kit's own order, never the server's (RFC 6120 §6.3.3).
 * Guests' is anonymous.ts; carrying them over the stream is login.ts.
 */
import { AuthenticationError } from '../errors.js';
import { once } from './anonymous.js';
import type { ScramOptions } from './scram.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Whatever the page hands over to log in with. */
export type Credentials =
  | Secret
  /** By what an earlier login left (`remember`). */
  | { readonly username: string };

type Secret =
  | { readonly username: string; readonly password: string }
  | { readonly username: string; readonly token: string };

const isSecret = (credentials: Credentials): credentials is Secret =>
  'password' in credentials || 'token' in credentials;

export interface Mechanism {
  readonly name: string;
  start(): Bytes | Promise<Bytes>;
  respond(challenge: Bytes): Bytes | Promise<Bytes>;
  /** Checks what came with success. @throws {AuthenticationError} `server-signature`. */
  finish(data: Bytes | undefined): void | Promise<void>;
}

export interface MechanismChoice {
  readonly offered: readonly string[];
  readonly channelBindings?: readonly string[];
  readonly credentials: Credentials;
  readonly domain: string;
  /** PLAIN is wanted or harmless: by the page's setting over wss, or on loopback. */
  readonly plainAllowed: boolean;
  /** Strongest mechanism that ever worked for this account; a weaker one is refused. */
  readonly atLeast?: string;
}

/** Strongest first. */
const PASSWORD_ORDER = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'];
const TOKEN_ORDER = ['OAUTHBEARER', 'X-OAUTH2'];

/** @throws {AuthenticationError} `no-mechanism`, or `downgrade` if only a weaker one than before is left. */
export function chooseMechanism(choice: MechanismChoice): Mechanism {
  const { offered, credentials } = choice;
  if (!isSecret(credentials)) throw new AuthenticationError('credentials-required', 'nothing is remembered');
  const order = 'token' in credentials ? TOKEN_ORDER : PASSWORD_ORDER;
  const usable = order.filter(
    (name) =>
      offered.includes(name) &&
      (name !== 'PLAIN' || choice.plainAllowed) &&
      (!name.startsWith('SCRAM-') || globalThis.crypto?.subtle !== undefined),
  );
  const best = usable[0];
  if (!best) throw new AuthenticationError('no-mechanism', `offered: ${offered.join(' ')}`);
  if (choice.atLeast && order.indexOf(best) > order.indexOf(choice.atLeast) && order.includes(choice.atLeast))
    throw new AuthenticationError('downgrade', `${best} instead of ${choice.atLeast}`);
  return create(best, credentials, choice);
}

function create(name: string, credentials: Secret, choice: MechanismChoice): Mechanism {
  const { username } = credentials;
  if ('token' in credentials) {
    if (name === 'X-OAUTH2') return once(name, `\0${username}\0${credentials.token}`);
    const authzid = `${username}@${choice.domain}`.replace(/=/g, '=3D').replace(/,/g, '=2C');
    return once(name, `n,a=${authzid},\x01auth=Bearer ${credentials.token}\x01\x01`);
  }
  const { password } = credentials;
  if (name === 'PLAIN') return once(name, `\0${username}\0${password}`);
  const hash = name.slice('SCRAM-'.length) as 'SHA-1' | 'SHA-256' | 'SHA-512';
  const { offered, channelBindings } = choice;
  return lazyScram({ hash, username, password, offered, channelBindings });
}

/** Loaded when it is used: tokens and PLAIN do without. */
function lazyScram(options: ScramOptions): Mechanism {
  const mechanism = import('./scram.js').then(({ scram }) => scram(options));
  return {
    name: `SCRAM-${options.hash}`,
    start: async () => (await mechanism).start(),
    respond: async (challenge) => (await mechanism).respond(challenge),
    finish: async (data) => (await mechanism).finish(data),
  };
}
