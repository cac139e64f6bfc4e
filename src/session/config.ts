/** A session's settings, and what is wrong with them. */
import type { WebSocketClass } from './connection.js';
import { ConfigError } from './errors.js';
import { parseJid } from './jid.js';
import type { Credentials } from './protocol/sasl.js';
import { checkServiceUrl } from './url.js';

export type { Credentials };

export interface SessionConfig {
  /** wss URL (ws to loopback). Left out: found by XEP-0156 host-meta at `domain`. */
  readonly service?: string;
  readonly domain?: string;
  /** Left out, as it should be: the server makes one up. */
  readonly resource?: string;
  /** Left out: a guest (SASL ANONYMOUS). A function is asked again at each new login. */
  readonly credentials?: Credentials | (() => Promise<Credentials>);
  /** WebSocket-to-TCP relays by the JID of the SOCKS5 proxy each is fixed to. */
  readonly relay?: Readonly<Record<string, string>>;
  /** PLAIN over wss; over loopback it is allowed anyway. */
  readonly allowPlain?: boolean;
  /**
   * Keep the session and tokens in sessionStorage: over a reload, and on the site's next page, the account stays in its
   * rooms, and with a server that has FAST needs no password. In a tab that is closed it leaves them when the server
   * gives the session up.
   */
  readonly remember?: boolean;
  /** What a guest is called in rooms that ask for a name. */
  readonly nick?: string;
  readonly lang?: string;
  /** Where the runtime has none, and for tests. */
  readonly WebSocket?: WebSocketClass;
}

/** What somebody who signs in decides; what is left out is the page's. Without credentials: a guest. */
export type SignIn = Pick<SessionConfig, 'credentials' | 'domain' | 'remember' | 'nick'>;

/** Not only a name, for which somebody has to sign in. */
export const isSecret = (credentials: Credentials): boolean =>
  'password' in credentials || 'token' in credentials;

/**
 * The settings of both; what `first` says stays.
 * @throws {ConfigError} They differ, and the setting's name.
 */
export function mergeConfig(first: SessionConfig, second: SessionConfig): SessionConfig {
  for (const key of Object.keys(second) as (keyof SessionConfig)[]) {
    if (second[key] === undefined || first[key] === undefined) continue;
    if (
      JSON.stringify(first[key]) !== JSON.stringify(second[key]) ||
      (typeof second[key] === 'function' && first[key] !== second[key])
    )
      throw new ConfigError(key, `this page's session has another ${key}`);
  }
  return layer(second, first);
}

/** `below`, with what is set in `above`. */
export const layer = (below: SessionConfig, above: SessionConfig): SessionConfig => ({
  ...below,
  ...Object.fromEntries(Object.entries(above).filter(([, value]) => value !== undefined)),
});

/** @throws {ConfigError} No or no usable domain. @throws {ConnectionError} `insecure`: the service's URL. */
export function checkConfig(
  config: SessionConfig,
): SessionConfig & { readonly domain: string; readonly lang: string } {
  const domain = parseJid(config.domain ?? '');
  if (!domain || domain.local || domain.resource)
    throw new ConfigError('domain', config.domain ? `no domain: ${config.domain}` : 'no domain set');
  if (config.service !== undefined) checkServiceUrl(config.service);
  return { ...config, domain: domain.full, lang: languageOf(config) };
}

/** CORE-2: a server may end the stream over what is no tag, such as the `C` of a WebKitGTK without a locale. */
function languageOf({ lang }: SessionConfig): string {
  const tags = [lang, globalThis.navigator?.language];
  return tags.find((tag) => tag && /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(tag)) ?? 'en';
}
