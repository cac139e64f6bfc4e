/**
 * The server's half of SASL for {@link FakeServer}, computed for real, so that a client which skips a step fails.
 * PLAIN (RFC 4616), ANONYMOUS (RFC 4505), SCRAM (RFC 5802, RFC 7677), OAUTHBEARER (RFC 7628), X-OAUTH2 and
 * HT-SHA-256-NONE (XEP-0484).
 */

export interface SaslAccounts {
  readonly domain: string;
  password(username: string): string | undefined;
  /** Whose access or FAST token this is. */
  tokenOwner(token: string): string | undefined;
  tokensOf(username: string): readonly string[];
  readonly scram: ScramOptions;
}

/** What to say instead of the truth; each gets the right text and returns what goes out. */
export interface ScramOptions {
  iterations: number;
  serverFirst?: (message: string) => string;
  /** Undefined: success without data. */
  serverFinal?: (message: string) => string | undefined;
}

/** `username` is undefined for guests; `data` is bytes as text, one character each. */
export type SaslStep =
  | { readonly challenge: string }
  | { readonly success: { readonly username?: string; readonly data?: string } }
  | { readonly failure: string };

/** Takes the client's data, bytes as text; undefined where it sent none. */
export type SaslExchange = (data: string | undefined) => Promise<SaslStep>;

const NOT_AUTHORIZED: SaslStep = { failure: 'not-authorized' };
const SCRAM = /^SCRAM-SHA-(1|256|512)$/;

/** Begins an exchange, or undefined for a mechanism that nobody knows. */
export function startSasl(mechanism: string, accounts: SaslAccounts): SaslExchange | undefined {
  const scram = SCRAM.exec(mechanism);
  if (scram) return scramExchange(`SHA-${scram[1]}`, accounts);
  return SIMPLE.get(mechanism)?.(accounts);
}

const SIMPLE = new Map<string, (accounts: SaslAccounts) => SaslExchange>([
  ['ANONYMOUS', () => async () => ({ success: {} })],
  ['PLAIN', (accounts) => async (data) => plain(accounts, fromUtf8Bytes(data ?? ''))],
  [
    'OAUTHBEARER',
    (accounts) => async (data) => byToken(accounts, /\x01auth=Bearer ([^\x01]+)\x01/.exec(data ?? '')?.[1]),
  ],
  ['X-OAUTH2', (accounts) => async (data) => byToken(accounts, data?.split('\0')[2])],
  ['HT-SHA-256-NONE', (accounts) => (data) => hashedToken(accounts, data ?? '')],
]);

function plain(accounts: SaslAccounts, message: string): SaslStep {
  const [, username = '', password] = message.split('\0');
  if (password === undefined) return { failure: 'malformed-request' };
  return accounts.password(username) === password ? { success: { username } } : NOT_AUTHORIZED;
}

function byToken(accounts: SaslAccounts, token = ''): SaslStep {
  const username = accounts.tokenOwner(token);
  return username === undefined ? NOT_AUTHORIZED : { success: { username } };
}

async function hashedToken(accounts: SaslAccounts, message: string): Promise<SaslStep> {
  const end = message.indexOf('\0');
  const username = fromUtf8Bytes(message.slice(0, end));
  for (const token of accounts.tokensOf(username)) {
    const key = utf8(token);
    if (toBinary(await hmac('SHA-256', key, utf8('Initiator'))) !== message.slice(end + 1)) continue;
    return { success: { username, data: toBinary(await hmac('SHA-256', key, utf8('Responder'))) } };
  }
  return NOT_AUTHORIZED;
}

function scramExchange(hash: string, accounts: SaslAccounts): SaslExchange {
  const { iterations, serverFirst = same, serverFinal = same } = accounts.scram;
  let first: { username: string; gs2: string; bare: string; nonce: string } | undefined;
  let serverMessage = '';
  const salt = crypto.getRandomValues(new Uint8Array(16));

  return async (data = '') => {
    const message = fromUtf8Bytes(data);
    if (!first) {
      const [, gs2, bare, name, clientNonce] = /^([ny],[^,]*,)(n=([^,]*),r=([^,]+))$/.exec(message) ?? [];
      if (!gs2 || !bare || !name || !clientNonce) return { failure: 'malformed-request' };
      const nonce = clientNonce + base64(toBinary(crypto.getRandomValues(new Uint8Array(12))));
      first = { username: name.replaceAll('=2C', ',').replaceAll('=3D', '='), gs2, bare, nonce };
      serverMessage = serverFirst(`r=${nonce},s=${base64(toBinary(salt))},i=${iterations}`);
      return { challenge: toUtf8Bytes(serverMessage) };
    }
    const [, withoutProof, binding, nonce, proof] = /^(c=([^,]*),r=([^,]*)),p=([^,]*)$/.exec(message) ?? [];
    if (!withoutProof || !binding || !proof) return { failure: 'malformed-request' };
    const password = accounts.password(first.username);
    if (password === undefined || nonce !== first.nonce || binding !== base64(first.gs2))
      return NOT_AUTHORIZED;
    const authMessage = utf8(`${first.bare},${serverMessage},${withoutProof}`);
    const salted = await pbkdf2(hash, password, salt, iterations);
    const clientKey = await hmac(hash, salted, utf8('Client Key'));
    const storedKey = new Uint8Array(await crypto.subtle.digest(hash, clientKey));
    const clientSignature = await hmac(hash, storedKey, authMessage);
    const expected = clientKey.map((byte, i) => byte ^ (clientSignature[i] ?? 0));
    if (base64(toBinary(expected)) !== proof) return NOT_AUTHORIZED;
    const signature = await hmac(hash, await hmac(hash, salted, utf8('Server Key')), authMessage);
    const final = serverFinal(`v=${base64(toBinary(signature))}`);
    return { success: { username: first.username, data: final } };
  };
}

const same = (text: string) => text;
const utf8 = (text: string) => new TextEncoder().encode(text);
const toBinary = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const fromBinary = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const toUtf8Bytes = (text: string) => toBinary(utf8(text));
const fromUtf8Bytes = (text: string) => new TextDecoder().decode(fromBinary(text));
/** Of bytes as text, one character each. */
export const base64 = (binary: string) => btoa(binary);

async function hmac(hash: string, key: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>) {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

async function pbkdf2(hash: string, password: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const key = await crypto.subtle.importKey('raw', utf8(password), 'PBKDF2', false, ['deriveBits']);
  const bits = Number(/\d+$/.exec(hash)) === 1 ? 160 : Number(/\d+$/.exec(hash));
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations }, key, bits),
  );
}
