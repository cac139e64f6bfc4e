/** What both profiles of SASL, RFC 6120's and XEP-0388's, do alike. */
import { decodeBase64, encodeBase64 } from './base64.js';
import type { LoginOptions } from './bind.js';
import { deadline, type Connection } from './connection.js';
import { AuthenticationError } from './errors.js';
import { anonymous } from './protocol/anonymous.js';
import type { Mechanism } from './protocol/sasl.js';
import { child, children, textOf, xml, type Element } from './xml.js';

const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const NS_CHANNEL_BINDING = 'urn:xmpp:sasl-cb:0';
const STEP_MS = 15_000;

/**
 * The best mechanism on offer. What guests do without is loaded for accounts only.
 * @throws {AuthenticationError} `no-mechanism`, `downgrade`.
 */
export async function choose(
  offer: Element,
  ns: string,
  features: Element,
  options: LoginOptions,
): Promise<Mechanism> {
  const { credentials, domain, plainAllowed = false, memory } = options;
  const offered = children(offer, 'mechanism', ns).map((mechanism) => textOf(mechanism));
  if (!credentials) return anonymous(offered);
  const bindings = child(features, 'sasl-channel-binding', NS_CHANNEL_BINDING);
  const { chooseMechanism } = await import('./protocol/sasl.js');
  return chooseMechanism({
    offered,
    channelBindings: bindings && children(bindings).map((binding) => binding.attrs.type ?? ''),
    credentials,
    domain,
    plainAllowed,
    atLeast: memory.strongest,
  });
}

/** What worked is the least that will do from now on (security.md §5). */
export function remember({ name }: Mechanism, { memory }: LoginOptions): void {
  if (name.startsWith('SCRAM-')) memory.strongest = name;
}

/** The server's next word, in time. */
export const step = (connection: Connection): Promise<Element> => deadline(connection.next(), STEP_MS);

/** A mechanism that refuses what it is told also tells the server why it goes. */
export async function respond(
  connection: Connection,
  mechanism: Mechanism,
  challenge: Element,
): Promise<string> {
  try {
    return encodeBase64(await mechanism.respond(readData(textOf(challenge)) ?? new Uint8Array()));
  } catch (error) {
    connection.send(xml('abort', { xmlns: challenge.attrs.xmlns }));
    throw error;
  }
}

export function readData(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text === '') return undefined;
  if (text === '=') return new Uint8Array();
  const data = decodeBase64(text);
  if (!data) throw new AuthenticationError('incorrect-encoding');
  return data;
}

const CONDITIONS = new Set([
  'aborted',
  'account-disabled',
  'credentials-expired',
  'encryption-required',
  'incorrect-encoding',
  'invalid-authzid',
  'invalid-mechanism',
  'malformed-request',
  'mechanism-too-weak',
  'not-authorized',
  'temporary-auth-failure',
]);

/** CORE-10. */
export function readFailure(failure: Element): AuthenticationError {
  const condition = children(failure, undefined, NS_SASL).find(({ name }) => CONDITIONS.has(name))?.name;
  const text = children(failure, 'text').map((element) => textOf(element))[0];
  return new AuthenticationError(condition ?? 'not-authorized', text);
}
