/**
 * Who logs in, and what one login leaves for the next: in memory, or in the tab's storage where the page asked for
 * that (`remember`), with the session itself for the tab's next page.
 */
import type { KeptSession, LoginMemory } from './bind.js';
import type { Credentials, SessionConfig } from './config.js';
import { ConfigError } from './errors.js';
import { tabStorage } from './storage.js';
import { holdTab } from './tab.js';
import type { WireLogin } from './wire.js';

export class Account {
  #memory: LoginMemory | undefined;
  /** Never a guest where an account was (CORE-6). */
  #loggedOut = false;

  /** @throws {ConfigError} Logged out, or credentials of nobody. @throws Whatever the page's function does. */
  async login(config: SessionConfig, domain: string, url: string): Promise<WireLogin> {
    const { credentials: given, resource, allowPlain = false, remember } = config;
    if (this.#loggedOut) throw new ConfigError('credentials', 'logged out');
    const credentials: Credentials | undefined = typeof given === 'function' ? await given() : given;
    if (given && !credentials?.username) throw new ConfigError('credentials', 'no username');
    const key = remember && credentials ? `memory:${credentials.username}@${domain}` : undefined;
    this.#memory ??= key === undefined ? fresh() : stored(key, await holdTab());
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

  /** There are credentials again. */
  welcome(): void {
    this.#loggedOut = false;
  }

  /** @returns What has to be made worthless. */
  logOut({ credentials }: SessionConfig): LoginMemory | undefined {
    const memory = this.#memory;
    this.#memory = undefined;
    this.#loggedOut = credentials !== undefined;
    return memory;
  }
}

const fresh = (): LoginMemory => ({ userAgent: uuid() });

/** @param ours What is there is not another tab's. */
function stored(key: string, ours: boolean): LoginMemory {
  if (!ours) tabStorage.set(key, undefined);
  const memory: LoginMemory = { ...fresh(), ...(tabStorage.get(key) as LoginMemory | undefined) };
  return new Proxy(memory, {
    set(target, property, value) {
      Reflect.set(target, property, value);
      tabStorage.set(key, target);
      return true;
    },
  });
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
