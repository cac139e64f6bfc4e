/** Finding rooms: which service is looked at, and how far its list has come. */
import { ConnectionError } from '../../session/errors.js';
import type { RoomDirectory, RoomService } from '../../session/room-directory.js';
import { ListedLines, type RoomLine } from './lines.js';
import type { RoomsWatch } from './rooms-watch.js';

/** Rooms that come without being asked for. */
const UNASKED = 500;

export interface FinderHost {
  changed(): void;
  readonly failed: (error: unknown) => void;
}

export class Finder {
  services: readonly RoomService[] = [];
  readonly #lines = new ListedLines();
  #state: 'idle' | 'asking' | 'none' | 'failed' | 'open' = 'idle';
  /** What somebody named. */
  #wanted: string | undefined;

  constructor(
    readonly watch: RoomsWatch,
    readonly host: FinderHost,
  ) {}

  /** Domain of the service that is looked at. */
  get service(): string | undefined {
    return this.#directory?.service;
  }

  /** `none`: there is no service to look at. */
  get state(): 'loading' | 'none' | 'failed' | 'ready' {
    if (this.#state === 'none' || this.#state === 'failed') return this.#state;
    const state = this.#directory?.state;
    return state === 'ready' || state === 'failed' ? state : 'loading';
  }

  get some(): boolean {
    return (this.#directory?.rooms.length ?? 0) > 0;
  }

  /** How many rooms have come, where there are more; undefined: those are all. */
  get soFar(): number | undefined {
    const directory = this.#directory;
    return directory && directory.rooms.length > 0 && !directory.complete
      ? directory.rooms.length
      : undefined;
  }

  get busy(): boolean {
    return this.#directory?.state === 'loading';
  }

  get #directory(): RoomDirectory | undefined {
    return this.watch.directory;
  }

  lines(filter: string, compare: (one: string, other: string) => number): readonly RoomLine[] {
    return this.#directory ? this.#lines.of(this.#directory, filter, compare) : [];
  }

  /** Somebody is looking: goes on by itself as far as that is no burden. */
  look(): void {
    if (this.watch.session?.state !== 'online') return;
    if (this.#state === 'idle') this.#begin();
    const directory = this.#directory;
    if (!directory) return;
    const few = directory.state === 'ready' && !directory.complete && directory.rooms.length < UNASKED;
    const cut = directory.state === 'failed' && directory.error instanceof ConnectionError;
    if (few || cut) directory.more();
  }

  more(): void {
    if (this.watch.session?.state === 'online') this.#directory?.more();
  }

  /** After a failure. */
  again(): void {
    if (this.#state === 'open' && this.some) this.more();
    else {
      this.stop();
      this.host.changed();
    }
  }

  /** Looks at another one. @param service - A domain. */
  open(service: string): void {
    this.#wanted = service;
    this.stop();
    this.host.changed();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#state = 'idle';
    this.#directory?.close();
  }

  /** Addresses of the services, the one that is looked at first. @throws {StanzaError} */
  async known(): Promise<readonly string[]> {
    const directory = await this.watch.openDirectory();
    if (!this.services.length) this.services = (await directory?.services()) ?? [];
    const jids = [this.service, ...this.services.map(({ jid }) => jid)];
    return [...new Set(jids.filter((jid) => jid !== undefined))];
  }

  #begin(): void {
    this.#state = 'asking';
    this.#open().catch(() => {
      this.#state = 'failed';
      this.host.changed();
    });
  }

  async #open(): Promise<void> {
    const directory = await this.watch.openDirectory().catch((error: unknown) => {
      this.host.failed(error);
      throw error;
    });
    const service = this.#wanted ?? (await this.known())[0];
    if (this.#state !== 'asking' || directory !== this.#directory) return;
    this.#state = service === undefined ? 'none' : 'open';
    if (service !== undefined) directory?.open(service);
    this.host.changed();
  }
}
