/**
 * One conversation for all tabs of a visitor (ux.md §7): it goes on in the one where it was opened last, and goes over
 * to another when it is opened there, with the unsent text. The others show what is unread. A lock tells whether that tab
 * is still alive; whoever takes over steals it, and waits until the other says that it is out of the room. Where pages
 * have no locks, since they are not secure, each tab is on its own.
 */
import { siteStorage } from '../../session/storage.js';
import { readDraft, readVisit, writeDraft, writeVisit } from '../shared/storage.js';
import { keyOf, readShared, type Kept, type Shared } from './memory.js';

export interface TabsHost {
  readonly address: string;
  readonly host: { readonly nick: string | undefined };
  readonly kept: Kept;
}

/** What a tab says to the one that has taken over from it, once it is out of the room. */
interface HandedOver {
  readonly nick: string | undefined;
  readonly draft: string;
}

/** As long as that may take; a tab that is frozen says nothing. */
const LEAVE_MS = 3000;

const nameOf = (address: string) => `xmpp-elements:launcher:${address}`;
const writeShared = (address: string, shared: Shared | undefined) => siteStorage.set(keyOf(address), shared);

const { locks } = navigator as { readonly locks?: LockManager };
/** Conversations that go on in this page, in whichever of its launchers. */
const held = new Set<string>();

export class OtherTabs {
  /** Another tab has the conversation now. Settles once this one is out of the room. */
  taken: (() => Promise<void>) | undefined;
  #address: string | undefined;
  #taking: Promise<void> | undefined;
  #release: (() => void) | undefined;
  /** Tells a lock that is lost from one that was given up. */
  #turn = 0;

  constructor(readonly host: TabsHost) {}

  /** Of the conversation's lock, and of its window where it has one of its own. */
  get name(): string {
    return nameOf(this.host.address);
  }

  connected(): void {
    addEventListener('pagehide', this.#leave);
    void this.#forgetDead();
  }

  disconnected(): void {
    removeEventListener('pagehide', this.#leave);
    this.#leave();
  }

  /** Has the conversation go on here, under the name that it has elsewhere. @returns Whether it does. */
  async take(): Promise<boolean> {
    const { address } = this.host;
    if (!locks || !address) return true;
    if (!held.has(address)) {
      this.#leave(); // that of another address
      held.add(address);
      this.#address = address;
      this.#taking = this.#hold(address, this.#turn);
    }
    await this.#taking;
    return this.#address === address;
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
    const alive = await isAlive(address);
    const shared = alive ? readShared(address) : undefined;
    const handedOver = alive ? waitFor(address) : undefined;
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
        if (turn === this.#turn && this.#release) void this.#handOver(address);
      };
      locks?.request(nameOf(address), { steal: true }, hold).catch(lost);
    });
    const { nick, draft } = { ...shared, ...(await handedOver) };
    if (nick) writeVisit(address, { nick, given: this.host.host.nick });
    if (draft !== undefined) writeDraft(address, draft);
  }

  async #handOver(address: string): Promise<void> {
    const before = readVisit(address)?.nick;
    const taking = this.#taking;
    this.#forget();
    const left = this.taken?.();
    await taking; // from a third tab, which may still be in
    await left;
    const channel = new BroadcastChannel(nameOf(address));
    const nick = before ?? readVisit(address)?.nick;
    channel.postMessage({ nick, draft: readDraft(address) } satisfies HandedOver);
    channel.close();
    writeDraft(address, '');
    if (window.name === nameOf(address)) close(); // opened for the conversation alone
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

/** What the tab that has the conversation says when it has left; undefined: nothing, for too long. */
function waitFor(address: string): Promise<HandedOver | undefined> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(nameOf(address));
    const settle = (said?: HandedOver) => {
      clearTimeout(timer);
      channel.close();
      resolve(said);
    };
    const timer = setTimeout(settle, LEAVE_MS);
    channel.onmessage = ({ data }: MessageEvent<HandedOver>) => settle(data);
  });
}

async function isAlive(address: string): Promise<boolean> {
  try {
    const { held: all = [] } = (await locks?.query()) ?? {};
    return all.some(({ name }) => name === nameOf(address));
  } catch {
    return false; // a frame of no origin
  }
}
