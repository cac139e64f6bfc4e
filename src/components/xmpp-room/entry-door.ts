/** Where those are met who are not in the room; its code loads when it is needed first. */
import { adopt } from '../shared/sheet.js';
import type { Strings } from '../shared/strings.js';
import type { Entry, EntryState } from './entry.js';
import type { EntryHost, EntryPanel } from './entry-panel.js';
import { loadEntry } from './load-entry.js';

export interface DoorHost extends EntryHost {
  readonly root: ShadowRoot;
  /** How things stand now. */
  readonly standing: () => EntryState;
  /** Its code is there now. */
  readonly loaded: () => void;
  /** Its code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

export class EntryDoor {
  #part: Awaited<ReturnType<typeof loadEntry>> | undefined;
  #panel: EntryPanel | undefined;

  constructor(readonly host: DoorHost) {}

  /** What to show in the composer's place, if anything; `'loading'`: that is not known yet. */
  get entry(): Entry | 'loading' | undefined {
    const state = this.host.standing();
    if (!isOutside(state)) return undefined;
    if (this.#part) return this.#part.entryNow(state);
    this.load().then(this.host.loaded, this.host.failed);
    return 'loading';
  }

  /** What those are told who are out. */
  async title(): Promise<string | undefined> {
    await this.load();
    return this.#part?.entryNow(this.host.standing())?.title;
  }

  async load(): Promise<void> {
    const part = await loadEntry();
    if (this.#part) return;
    this.#part = part;
    this.#panel = new part.EntryPanel(this.host);
    adopt(this.host.root, part.entryStyles);
  }

  /** With `entry` in it, which {@link entry} gave. */
  update(entry: Entry, large: boolean, roomName: string, strings: Strings): HTMLElement | undefined {
    this.#panel?.update(entry, large, roomName, strings);
    return this.#panel?.element;
  }

  get shown(): boolean {
    return this.#panel?.element.isConnected === true;
  }

  focus(options?: FocusOptions): void {
    this.#panel?.focus(options);
  }
}

/** Not in, not on the way in, and not coming back by itself. */
function isOutside({ jid, asking, session, status }: EntryState): boolean {
  const gaveUp = session?.state === 'failed' && status.state === 'joining';
  return jid === undefined || asking || gaveUp || ['idle', 'failed', 'removed'].includes(status.state);
}
