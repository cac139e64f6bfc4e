/**
 * The account that logs in, and what one login leaves for the next: in memory, or in the tab's storage where the page
 * asked for that (`remember`), with the session itself for the tab's next page. Guests leave nothing: theirs is not
 * loaded.
 */
import type { KeptSession, LoginMemory } from './bind.js';
import type { Credentials, SessionConfig } from './config.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { ConfigError } from './errors.js';
import { tabStorage } from './storage.js';
import { holdTab } from './tab.js';
import type { WireLogin } from './wire.js';

export class Account {
  /** Who it is, once that is known. */
  username: string | undefined;
  #memory: LoginMemory | undefined;

  /** @throws {ConfigError} Credentials of nobody. @throws Whatever the page's function does. */
  async login(config: SessionConfig, domain: string, url: string): Promise<WireLogin> {
    const { credentials: given, resource, allowPlain = false, remember } = config;
    const credentials: Credentials | undefined = typeof given === 'function' ? await given() : given;
    if (!credentials?.username) throw new ConfigError('credentials', 'no username');
    if (this.username !== credentials.username) this.#memory = undefined;
    this.username = credentials.username;
    const key = remember ? `memory:${credentials.username}@${domain}` : undefined;
    this.#memory ??= key === undefined ? {} : stored(key, await holdTab());
    const plainAllowed = allowPlain || url.startsWith('ws:'); // ws is loopback: checkConfig saw to it
    return { domain, credentials, resource, plainAllowed, memory: this.#memory };
  }

  /** Leaves the session to the tab's next page. @returns Whether one may go on with it. */
  keep(session: KeptSession | undefined): boolean {
    if (!session || !this.#memory) return false;
    this.#memory.session = session;
    return true;
  }

  /** The session that the tab's last page left; once. */
  take(): KeptSession | undefined {
    const session = this.#memory?.session;
    if (this.#memory && session) this.#memory.session = undefined;
    return session;
  }

  /** Other pages of the tab have been at what is stored. */
  returned({ remember }: SessionConfig): void {
    if (remember) this.#memory = undefined;
  }

  forgetToken(): void {
    if (this.#memory) this.#memory.token = undefined;
  }

  /** Makes the account's token worthless, over a connection of its own. Rejects where that did not work. */
  async invalidate({ credentials }: SessionConfig, connecting: ConnectionOptions): Promise<void> {
    const memory = this.#memory;
    if (typeof credentials !== 'object' || !memory?.token) return;
    const { invalidateToken } = await import('./login2.js');
    const connection = new Connection(connecting);
    try {
      await invalidateToken(connection, await connection.open(), credentials.username, memory);
    } finally {
      await connection.close();
    }
  }
}

/** @param ours What is there is not another tab's. */
function stored(key: string, ours: boolean): LoginMemory {
  if (!ours) tabStorage.set(key, undefined);
  const memory: LoginMemory = { ...(tabStorage.get(key) as LoginMemory | undefined) };
  return new Proxy(memory, {
    set(target, property, value) {
      Reflect.set(target, property, value);
      tabStorage.set(key, target);
      return true;
    },
  });
}
