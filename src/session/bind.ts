/** From a login to an address: resuming a session (XEP-0198) or binding a resource (RFC 6120 §7). */
import { ProtocolError, StanzaError } from './errors.js';
import type { Connection } from './connection.js';
import { randomId } from './id.js';
import { parseJid } from './jid.js';
import type { Credentials } from './protocol/sasl.js';
import { readStanzaError } from './protocol/stanza-error.js';
import { step } from './sasl-exchange.js';
import { NS_SM, type KeptStream, type StreamManagement } from './stream-management.js';
import { child, children, is, textOf, xml, type Element } from './xml.js';

const NS_BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const NS_SESSION = 'urn:ietf:params:xml:ns:xmpp-session';
const BIND_TRIES = 5;

/** A FAST token, tied to account and mechanism (XEP-0484). */
export interface FastToken {
  readonly token: string;
  readonly expiry: string;
}

/** A session that a page left behind, for the tab's next one to go on with. */
export interface KeptSession extends KeptStream {
  readonly jid: string;
}

/** What one login leaves for the next. */
export interface LoginMemory {
  strongest?: string;
  token?: FastToken;
  session?: KeptSession;
  /** UUIDv4, one per installation (XEP-0388 §2.2). */
  userAgent?: string;
}

export interface LoginOptions {
  readonly domain: string;
  /** Undefined: a guest. */
  readonly credentials?: Credentials;
  /** Unset, as it should be: the server makes one up (CORE-14). */
  readonly resource?: string;
  /** Nobody can listen: wss, or loopback. */
  readonly plainAllowed?: boolean;
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

export async function bindOrResume(
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
      return { jid: '', resumed: true, features, resend: sm.resumed(element) };
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
export async function request(
  connection: Connection,
  payload: Element,
  type = 'set',
  readError: (iq: Element) => Error = readStanzaError,
): Promise<Element | undefined> {
  const id = randomId();
  connection.send(xml('iq', { xmlns: 'jabber:client', type, id }, payload));
  for (;;) {
    const answer = await step(connection);
    if (answer.name !== 'iq' || answer.attrs.id !== id) continue;
    if (answer.attrs.type === 'error') throw readError(answer);
    return children(answer)[0];
  }
}

/** security.md §5: the address given has to be the account's. */
export function checkJid(text: string, { domain, credentials }: LoginOptions): string {
  const jid = parseJid(text);
  const expected = credentials && parseJid(`${credentials.username}@${domain}`)?.local;
  if (!jid?.resource || jid.domain !== parseJid(domain)?.domain || (expected && jid.local !== expected))
    throw new ProtocolError(`bound to ${text || 'nothing'}`);
  return jid.full;
}
