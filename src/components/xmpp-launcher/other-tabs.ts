/**
 * One conversation for all tabs of a visitor (ux.md §7): it goes on in the one where it was opened last, and goes over
 * to another when it is opened there. The others show what is unread. A lock tells whether that tab is still alive;
 * where pages have none, since they are not secure, each tab is on its own.
 */
import { siteStorage } from '../../session/storage.js';
import { readVisit, writeVisit } from '../shared/storage.js';
import { keyOf, readShared, type Kept, type Shared } from './memory.js';

export interface TabsHost {
  readonly address: string;
  readonly host: { readonly nick: string | undefined };
  readonly kept: Kept;
}

const nameOf = (address: string) => `xmpp-elements:launcher:${address}`;
const writeShared = (address: string, shared: Shared | undefined) => siteStorage.set(keyOf(address), shared);

const { locks } = navigator as { readonly locks?: LockManager };
/** Conversations that go on in this page, in whichever of its launchers. */
const held = new Set<string>();

export class OtherTabs {
  /** Another tab has the conversation now. */
  taken: (() => void) | undefined;
  #address: string | undefined;
  #taking: Promise<void> | undefined;
  #release: (() => void) | undefined;
  /** Tells a lock that is lost from one that was given up. */
  #turn = 0;

  constructor(readonly host: TabsHost) {}

  connected(): void {
    addEventListener('pagehide', this.#leave);
    void this.#forgetDead();
  }

  disconnected(): void {
    removeEventListener('pagehide', this.#leave);
    this.#leave();
  }

  /** Has the conversation go on here, under the name that it has elsewhere. */
  async take(): Promise<void> {
    const { address } = this.host;
    if (!locks || !address) return;
    if (!held.has(address)) {
      this.#leave(); // that of another address
      held.add(address);
      this.#address = address;
      this.#taking = this.#hold(address, this.#turn);
    }
    await this.#taking;
  }

  /** Tells the other tabs how it stands here. */
  tell(): void {
    const { address, kept } = this.host;
    if (address !== this.#address) return;
    writeShared(
      address,
      kept.joined ? { unread: kept.unread ?? 0, nick: readVisit(address)?.nick } : undefined,
    );
  }

  /** Settles once it is held, or cannot be held at all, as in frames of no origin. */
  async #hold(address: string, turn: number): Promise<void> {
    const shared = (await isAlive(address)) ? readShared(address) : undefined;
    if (shared?.nick) writeVisit(address, { nick: shared.nick, given: this.host.host.nick });
    await new Promise<void>((settle) => {
      const hold = () => {
        settle();
        return new Promise<void>((release) => {
          if (turn === this.#turn) this.#release = release;
          else release(); // gone by now
        });
      };
      const lost = () => {
        settle();
        if (turn !== this.#turn || !this.#release) return;
        this.#forget();
        this.taken?.();
      };
      locks?.request(nameOf(address), { steal: true }, hold).catch(lost);
    });
  }

  readonly #leave = () => {
    if (this.#address !== undefined) writeShared(this.#address, undefined);
    this.#release?.();
    this.#forget();
  };

  #forget(): void {
    if (this.#address !== undefined) held.delete(this.#address);
    this.#address = this.#release = undefined;
    this.#turn += 1;
  }

  /** A tab that crashed told nobody. */
  async #forgetDead(): Promise<void> {
    const { address } = this.host;
    if (locks && readShared(address) && !(await isAlive(address))) writeShared(address, undefined);
  }
}

async function isAlive(address: string): Promise<boolean> {
  try {
    const { held: all = [] } = (await locks?.query()) ?? {};
    return all.some(({ name }) => name === nameOf(address));
  } catch {
    return false; // a frame of no origin
  }
}
