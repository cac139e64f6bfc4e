/** Credentials from an address on the page's own origin. Loaded at the first login that needs them. */
import { AuthenticationError } from '../../session/errors.js';
import type { SessionConfig } from '../../session/index.js';

type Credentials = Exclude<SessionConfig['credentials'], undefined | ((...args: never[]) => unknown)>;

/** @throws {AuthenticationError} `credentials-required`: it answers with an error. */
export async function fetchCredentials(url: URL): Promise<Credentials> {
  const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', redirect: 'error' });
  if (!response.ok)
    throw new AuthenticationError('credentials-required', `credentials-url answered ${response.status}`);
  return (await response.json()) as Credentials; // the session checks what it gets
}
