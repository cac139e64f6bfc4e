/**
 * From stream features to a bound address: SASL (RFC 6120 §6) or SASL2 (XEP-0388), then resuming (XEP-0198) or
 * binding (RFC 6120 §7, XEP-0386), then stream management. Own, since @xmpp/sasl drops what comes with success, and
 * with it the proof that the server knows the password.
 */
import { decodeBase64, encodeBase64 } from './base64.js';
import { deadline, type Connection } from './connection.js';
import { AuthenticationError, ProtocolError, StanzaError } from './errors.js';
import { randomId } from './id.js';
import { parseJid } from './jid.js';
import { readDateTime } from './protocol/datetime.js';
import { chooseMechanism, hashedToken, type Credentials, type Mechanism } from './protocol/sasl.js';
import { readStanzaError } from './protocol/stanza-error.js';
import { NS_SM, type StreamManagement } from './stream-management.js';
import { child, children, is, textOf, xml, type Element } from './xml.js';

const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const NS_SASL2 = 'urn:xmpp:sasl:2';
const NS_BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const NS_BIND2 = 'urn:xmpp:bind:0';
const NS_FAST = 'urn:xmpp:fast:0';
const NS_SESSION = 'urn:ietf:params:xml:ns:xmpp-session';
const NS_CHANNEL_BINDING = 'urn:xmpp:sasl-cb:0';
const FAST_MECHANISM = 'HT-SHA-256-NONE';
const STEP_MS = 15_000;
const BIND_TRIES = 5;

/** A FAST token, tied to account and mechanism (XEP-0484). */
export interface FastToken {
  readonly token: string;
  readonly expiry: string;
}

/** What one login leaves for the next. */
export interface LoginMemory {
  strongest?: string;
  token?: FastToken;
  /** UUIDv4, one per installation (XEP-0388 §2.2). */
  readonly userAgent: string;
}

export interface LoginOptions {
  readonly domain: string;
  /** Undefined: a guest. */
  readonly credentials: Credentials | undefined;
  /** Unset, as it should be: the server makes one up (CORE-14). */
  readonly resource?: string;
  /** Nobody can listen: wss, or loopback. */
  readonly plainAllowed: boolean;
  readonly sm: StreamManagement;
  readonly memory: LoginMemory;
}

export interface Login {
  readonly jid: string;
  readonly resumed: boolean;
  /** What the server offers after login. */
  readonly features: Element | undefined;
  /** Stanzas to be sent again after a resume. */
  readonly resend: readonly Element[];
}

/** @throws {AuthenticationError} Whatever kept us out. @throws {StanzaError} Binding was refused. */
export async function logIn(
  connection: Connection,
  features: Element,
  options: LoginOptions,
): Promise<Login> {
  const sasl2 = child(features, 'authentication', NS_SASL2);
  if (sasl2) return logIn2(connection, features, sasl2, options);
  const mechanisms = child(features, 'mechanisms', NS_SASL);
  if (!mechanisms) throw new AuthenticationError('no-mechanism', 'no SASL offered');
  const mechanism = choose(mechanisms, NS_SASL, features, options);
  await authenticate(connection, mechanism);
  remember(mechanism, options);
  return bindOrResume(connection, await connection.restart(), options);
}

function choose(offer: Element, ns: string, features: Element, options: LoginOptions): Mechanism {
  const { credentials, domain, plainAllowed, memory } = options;
  const bindings = child(features, 'sasl-channel-binding', NS_CHANNEL_BINDING);
  return chooseMechanism({
    offered: children(offer, 'mechanism', ns).map((mechanism) => textOf(mechanism)),
    channelBindings: bindings && children(bindings).map((binding) => binding.attrs.type ?? ''),
    credentials,
    domain,
    plainAllowed,
    atLeast: memory.strongest,
  });
}

/** What worked is the least that will do from now on (security.md §5). */
function remember({ name }: Mechanism, { memory }: LoginOptions): void {
  if (name.startsWith('SCRAM-')) memory.strongest = name;
}

const step = (connection: Connection): Promise<Element> => deadline(connection.next(), STEP_MS);

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

/** A mechanism that refuses what it is told also tells the server why it goes. */
async function respond(connection: Connection, mechanism: Mechanism, challenge: Element): Promise<string> {
  try {
    return encodeBase64(await mechanism.respond(readData(textOf(challenge)) ?? new Uint8Array()));
  } catch (error) {
    connection.send(xml('abort', { xmlns: challenge.attrs.xmlns }));
    throw error;
  }
}

function readData(text: string): Uint8Array<ArrayBuffer> | undefined {
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
function readFailure(failure: Element): AuthenticationError {
  const condition = children(failure, undefined, NS_SASL).find(({ name }) => CONDITIONS.has(name))?.name;
  const text = children(failure, 'text').map((element) => textOf(element))[0];
  return new AuthenticationError(condition ?? 'not-authorized', text);
}

/** XEP-0388: login, binding or resuming and stream management in one round trip, where the server can. */
async function logIn2(
  connection: Connection,
  features: Element,
  offer: Element,
  options: LoginOptions,
): Promise<Login> {
  const { sm, memory, credentials } = options;
  const inline = child(offer, 'inline', NS_SASL2);
  const bind = inline && child(inline, 'bind', NS_BIND2);
  const bindInline = bind && child(bind, 'inline', NS_BIND2);
  const smWithBind = bindInline && children(bindInline, 'feature').some(({ attrs }) => attrs.var === NS_SM);
  const fast = inline && child(inline, 'fast', NS_FAST);
  const fastOffered =
    fast && children(fast, 'mechanism').some((offered) => textOf(offered) === FAST_MECHANISM);

  const token = fastOffered && credentials ? usableToken(memory.token) : undefined;
  const mechanism =
    token && credentials
      ? hashedToken(credentials.username, token.token)
      : choose(offer, NS_SASL2, features, options);
  const resuming = sm.resumable && inline !== undefined && child(inline, 'sm', NS_SM) !== undefined;
  const resume = resuming && sm.buildResume();
  // A resume that fails must not have reset what it resumes: the inline <enable/> is built as its own element.
  const enable = smWithBind && xml('enable', { xmlns: NS_SM, resume: credentials ? 'true' : undefined });
  connection.send(
    xml(
      'authenticate',
      { xmlns: NS_SASL2, mechanism: mechanism.name },
      xml('initial-response', {}, encodeBase64(await mechanism.start()) || '='),
      xml('user-agent', { id: memory.userAgent }, xml('software', {}, 'xmpp-elements')),
      bind && xml('bind', { xmlns: NS_BIND2 }, xml('tag', {}, 'web'), enable),
      resume,
      token && xml('fast', { xmlns: NS_FAST }),
      fastOffered &&
        credentials &&
        !token &&
        xml('request-token', { xmlns: NS_FAST, mechanism: FAST_MECHANISM }),
    ),
  );
  let success: Element;
  try {
    success = await answer2(connection, mechanism);
  } catch (error) {
    if (!token || !(error instanceof AuthenticationError)) throw error;
    memory.token = undefined; // XEP-0484 §3.4: fall back to the password
    return logIn2(connection, features, offer, options);
  }
  const issued = child(success, 'token', NS_FAST);
  if (issued?.attrs.token && issued.attrs.expiry)
    memory.token = { token: issued.attrs.token, expiry: issued.attrs.expiry };
  remember(mechanism, options);

  const jid = textOf(child(success, 'authorization-identifier', NS_SASL2)) ?? '';
  const resumed = child(success, 'resumed', NS_SM);
  if (resumed)
    return { jid: checkJid(jid, options), resumed: true, features: undefined, resend: sm.resumed(resumed) };
  const failed = child(success, 'failed', NS_SM);
  if (failed && resuming) sm.failed(failed);

  const next = await step(connection); // the server's features, sent without a restart
  const bound = child(success, 'bound', NS_BIND2);
  if (!bound) return bindOrResume(connection, next, options, resuming);
  const enabled = child(bound, 'enabled', NS_SM);
  sm.buildEnable(credentials !== undefined); // counters to zero
  if (enabled) sm.enabled(enabled);
  else sm.reset();
  if (!enabled && child(next, 'sm', NS_SM)) connection.send(sm.buildEnable(credentials !== undefined));
  return { jid: checkJid(jid, options), resumed: false, features: next, resend: [] };
}

function usableToken(token: FastToken | undefined): FastToken | undefined {
  const expiry = token && readDateTime(token.expiry);
  return expiry && expiry.getTime() > Date.now() ? token : undefined;
}

async function answer2(connection: Connection, mechanism: Mechanism): Promise<Element> {
  for (;;) {
    const element = await step(connection);
    if (is(element, 'success', NS_SASL2)) {
      await mechanism.finish(readData(textOf(child(element, 'additional-data', NS_SASL2)) ?? ''));
      return element;
    }
    if (is(element, 'failure', NS_SASL2)) throw readFailure(element);
    if (is(element, 'continue', NS_SASL2)) {
      connection.send(xml('abort', { xmlns: NS_SASL2 }));
      throw new AuthenticationError('no-mechanism', 'the server asks for a further step');
    }
    if (!is(element, 'challenge', NS_SASL2)) throw new ProtocolError(`<${element.name}/> while logging in`);
    connection.send(xml('response', { xmlns: NS_SASL2 }, await respond(connection, mechanism, element)));
  }
}

async function bindOrResume(
  connection: Connection,
  features: Element,
  options: LoginOptions,
  tried = false,
): Promise<Login> {
  const { sm, credentials } = options;
  const canManage = child(features, 'sm', NS_SM) !== undefined;
  if (canManage && sm.resumable && !tried) {
    connection.send(sm.buildResume());
    const element = await step(connection);
    if (is(element, 'resumed', NS_SM))
      return { jid: '', resumed: true, features: undefined, resend: sm.resumed(element) };
    if (is(element, 'failed', NS_SM)) sm.failed(element);
  }
  const jid = checkJid(await bind(connection, features, options), options);
  const session = child(features, 'session', NS_SESSION);
  if (session && !child(session, 'optional', NS_SESSION))
    await request(connection, xml('session', { xmlns: NS_SESSION }));
  if (canManage) connection.send(sm.buildEnable(credentials !== undefined));
  else sm.reset();
  return { jid, resumed: false, features, resend: [] };
}

/** CORE-15: a resource that is taken is no wrong password; another one is tried. */
async function bind(connection: Connection, features: Element, options: LoginOptions): Promise<string> {
  if (!child(features, 'bind', NS_BIND)) throw new ProtocolError('no resource binding offered');
  let { resource } = options;
  for (let tries = 1; ; tries++) {
    const wish = xml('bind', { xmlns: NS_BIND }, resource && xml('resource', {}, resource));
    try {
      const bound = await request(connection, wish);
      return (bound && textOf(child(bound, 'jid', NS_BIND))) ?? '';
    } catch (error) {
      const taken = error instanceof StanzaError && error.condition === 'conflict';
      if (!taken || tries === BIND_TRIES) throw error;
      resource = randomId();
    }
  }
}

/** One request before the session has its address; wire.ts carries all others. */
async function request(connection: Connection, payload: Element): Promise<Element | undefined> {
  const id = randomId();
  connection.send(xml('iq', { xmlns: 'jabber:client', type: 'set', id }, payload));
  for (;;) {
    const answer = await step(connection);
    if (answer.name !== 'iq' || answer.attrs.id !== id) continue;
    if (answer.attrs.type === 'error') throw readStanzaError(answer);
    return children(answer)[0];
  }
}

/** security.md §5: the address given has to be the account's. */
function checkJid(text: string, { domain, credentials }: LoginOptions): string {
  const jid = parseJid(text);
  const expected = credentials && parseJid(`${credentials.username}@${domain}`)?.local;
  if (!jid?.resource || jid.domain !== parseJid(domain)?.domain || (expected && jid.local !== expected))
    throw new ProtocolError(`bound to ${text || 'nothing'}`);
  return jid.full;
}
