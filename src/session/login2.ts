/** XEP-0388 SASL2 with Bind 2 (XEP-0386) and FAST (XEP-0484). Loaded where a server offers it. */
import { encodeBase64 } from './base64.js';
import {
  bindOrResume,
  checkJid,
  type FastToken,
  type Login,
  type LoginMemory,
  type LoginOptions,
} from './bind.js';
import type { Connection } from './connection.js';
import { AuthenticationError, ProtocolError } from './errors.js';
import { readDateTime } from './protocol/datetime.js';
import { hashedToken } from './protocol/fast.js';
import type { Mechanism } from './protocol/sasl.js';
import { choose, readData, readFailure, remember, respond, step } from './sasl-exchange.js';
import { NS_SM } from './stream-management.js';
import { child, children, is, textOf, xml, type Element } from './xml.js';

const NS_SASL2 = 'urn:xmpp:sasl:2';
const NS_BIND2 = 'urn:xmpp:bind:0';
const NS_FAST = 'urn:xmpp:fast:0';
const FAST_MECHANISM = 'HT-SHA-256-NONE';

/** XEP-0388: login, binding or resuming and stream management in one round trip, where the server can. */
export async function logIn2(
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
      : await choose(offer, NS_SASL2, features, options);
  const resuming = sm.resumable && inline !== undefined && child(inline, 'sm', NS_SM) !== undefined;
  const resume = resuming && sm.buildResume();
  // A resume that fails must not have reset what it resumes: the inline <enable/> is built as its own element.
  const enable = smWithBind && xml('enable', { xmlns: NS_SM, resume: credentials ? 'true' : undefined });
  connection.send(
    xml(
      'authenticate',
      { xmlns: NS_SASL2, mechanism: mechanism.name },
      xml('initial-response', {}, encodeBase64(await mechanism.start()) || '='),
      buildUserAgent(memory),
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

/** Makes the server forget a token (XEP-0484 §3.6): whoever finds it later has nothing. */
export async function invalidateToken(
  connection: Connection,
  features: Element,
  username: string,
  memory: LoginMemory,
): Promise<void> {
  const { token } = memory;
  if (!token || !child(features, 'authentication', NS_SASL2)) return;
  const mechanism = hashedToken(username, token.token);
  connection.send(
    xml(
      'authenticate',
      { xmlns: NS_SASL2, mechanism: mechanism.name },
      xml('initial-response', {}, encodeBase64(await mechanism.start())),
      buildUserAgent(memory),
      xml('fast', { xmlns: NS_FAST, invalidate: true }),
    ),
  );
  await answer2(connection, mechanism);
}

/** XEP-0388 §2.2: the same one for as long as anything is remembered of a login. */
function buildUserAgent(memory: LoginMemory): Element {
  return xml('user-agent', { id: (memory.userAgent ??= uuid()) }, xml('software', {}, 'xmpp-elements'));
}

/** UUIDv4; crypto.randomUUID is missing on plain-http pages. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, i) => {
    const marked = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
