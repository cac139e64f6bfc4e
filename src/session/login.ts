/**
 * Logging in: SASL over the stream (RFC 6120 §6), or SASL2 where the server has it (login2.ts), then an address
 * (bind.ts). Own, since @xmpp/sasl drops what comes with success, and with it the proof that the server knows the
 * password.
 */
import { encodeBase64 } from './base64.js';
import { bindOrResume, type Login, type LoginOptions } from './bind.js';
import type { Connection } from './connection.js';
import { AuthenticationError, ProtocolError } from './errors.js';
import type { Mechanism } from './protocol/sasl.js';
import { choose, readData, readFailure, remember, respond, step } from './sasl-exchange.js';
import { child, is, textOf, xml, type Element } from './xml.js';

const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const NS_SASL2 = 'urn:xmpp:sasl:2';

/** @throws {AuthenticationError} Whatever kept us out. @throws {StanzaError} Binding was refused. */
export async function logIn(
  connection: Connection,
  features: Element,
  options: LoginOptions,
): Promise<Login> {
  const sasl2 = child(features, 'authentication', NS_SASL2);
  if (sasl2) return (await import('./login2.js')).logIn2(connection, features, sasl2, options);
  const mechanisms = child(features, 'mechanisms', NS_SASL);
  if (!mechanisms) throw new AuthenticationError('no-mechanism');
  const mechanism = await choose(mechanisms, NS_SASL, features, options);
  await authenticate(connection, mechanism);
  remember(mechanism, options);
  return bindOrResume(connection, await connection.restart(), options);
}

async function authenticate(connection: Connection, mechanism: Mechanism): Promise<void> {
  const first = encodeBase64(await mechanism.start());
  connection.send(xml('auth', { xmlns: NS_SASL, mechanism: mechanism.name }, first || '='));
  for (;;) {
    const element = await step(connection);
    if (is(element, 'success', NS_SASL)) return mechanism.finish(readData(textOf(element)));
    if (is(element, 'failure', NS_SASL)) throw readFailure(element);
    if (!is(element, 'challenge', NS_SASL)) throw new ProtocolError(`<${element.name}/> while logging in`);
    const response = await respond(connection, mechanism, element);
    connection.send(xml('response', { xmlns: NS_SASL }, response));
  }
}
