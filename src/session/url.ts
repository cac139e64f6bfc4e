/** Which addresses may be connected to: wss and https, without encryption to this machine alone. */
import { ConnectionError } from './errors.js';

/** `hostname` as `URL` gives it. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/** Whether it is an https URL, or an http one to this machine. */
export function isSecure(text: string | undefined): boolean {
  const url = parse(text);
  return url !== undefined && hasProtocol(url, 'https:', 'http:');
}

/**
 * A service's address: wss, or ws to this machine (WS-13).
 * @throws {ConnectionError} `insecure`: it is neither.
 */
export function checkServiceUrl(text: string): URL {
  const url = parse(text);
  if (!url || !hasProtocol(url, 'wss:', 'ws:') || url.username || url.password) {
    throw new ConnectionError('insecure', `not a wss URL: ${text}`);
  }
  return url;
}

/**
 * Where a server sends us (WS-10, CORE-19): `address` is a URL (`see-other-uri`), or a host and maybe a port
 * (`see-other-host`), which leave the rest of `current` as it is. Counting the hops is left to the caller.
 * @throws {ConnectionError} `insecure`: it is on another host than `current`, or less secure.
 */
export function checkRedirect(address: string, current: string): string {
  const from = new URL(current);
  const to = checkServiceUrl(address.includes('://') ? address : withHost(from, address));
  if (to.hostname !== from.hostname || (from.protocol === 'wss:' && to.protocol !== 'wss:')) {
    throw new ConnectionError('insecure', `refused to go to ${address}`);
  }
  return to.href;
}

function withHost({ protocol, pathname, search }: URL, host: string): string {
  return /[/?#@\\]/.test(host) ? '' : `${protocol}//${host}${pathname}${search}`;
}

function hasProtocol(url: URL, secure: string, plain: string): boolean {
  return url.protocol === secure || (url.protocol === plain && isLoopback(url.hostname));
}

function parse(text: string | undefined): URL | undefined {
  try {
    return new URL(text ?? '');
  } catch {
    return undefined;
  }
}
