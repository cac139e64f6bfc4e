/**
 * The files of a session moved by hand, for stories and component tests: real transfers, carried out by nobody. What
 * becomes of them is said by {@link Simulated}.
 */
import { OfferEvent, type SendOptions } from '../../src/session/files/files.js';
import {
  FileTransfer,
  TransferError,
  type FileInfo,
  type TransferJob,
  type TransferWay,
  type WayReason,
} from '../../src/session/files/transfer.js';
import { parseJid } from '../../src/session/jid.js';
import { Store } from '../../src/session/store.js';

/** One that a test or a story moves. */
export class Simulated implements TransferJob {
  readonly transfer: FileTransfer;
  declined = false;
  #settle: { resolve(file: Blob | undefined): void; reject(error: unknown): void } | undefined;

  constructor(direction: 'in' | 'out', peer: string, info: FileInfo, hold?: boolean) {
    this.transfer = new FileTransfer(direction, peer, info, this, hold);
  }

  run(_: FileTransfer, signal: AbortSignal): Promise<Blob | undefined> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  }

  decline(): void {
    this.declined = true;
  }

  /** A way is chosen, and the other side or the server asked. */
  ask(way: TransferWay = 'ibb', why: WayReason = 'fastest'): this {
    this.transfer.take(way, why);
    return this;
  }

  /** So much of it has passed. @param speed Shown in place of what is measured, bytes a second. */
  move(part: number, speed?: number): this {
    if (speed !== undefined)
      Object.defineProperty(this.transfer, 'speed', { value: speed, configurable: true });
    this.transfer.progress(Math.round(part * this.transfer.file.size));
    return this;
  }

  /** It is held, and all is there. @param url - Where. */
  ready(url?: string): this {
    const { transfer } = this;
    transfer.progress(transfer.file.size);
    transfer.url = url;
    void transfer.releasing(new AbortController().signal).then(() => this.finish());
    return this;
  }

  /** @param file What has come. */
  finish(file?: Blob): this {
    this.transfer.progress(this.transfer.file.size);
    this.#settle?.resolve(file);
    return this;
  }

  fail(reason: TransferError['reason'], details: TransferError['details'] = {}): this {
    this.#settle?.reject(new TransferError(reason, details));
    return this;
  }
}

export class FakeFiles extends Store {
  /** Counts who listens, so that tests see whether an element lets go. */
  listeners = 0;
  /** What was sent, in order. */
  readonly sent: { readonly file: Blob; readonly to: string; readonly options: SendOptions | undefined }[] =
    [];
  #all: readonly Simulated[] = [];

  get transfers(): readonly FileTransfer[] {
    return this.#all.map(({ transfer }) => transfer);
  }

  /** All, in the order in which they began. */
  get simulated(): readonly Simulated[] {
    return this.#all;
  }

  send(file: Blob, to: string, options?: SendOptions): FileTransfer {
    if (!parseJid(to)) throw new RangeError(`no address: ${to}`);
    this.sent.push({ file, to, options });
    const name = options?.name ?? (file instanceof File ? file.name : '');
    const { size, type } = file;
    const one = this.#add(
      new Simulated('out', to, { name, size, type, description: options?.description }, options?.hold),
    );
    one.transfer.start();
    return one.transfer;
  }

  /** Somebody offers a file. */
  offer(peer: string, info: Partial<FileInfo> & { readonly name: string }): Simulated {
    const one = this.#add(new Simulated('in', peer, { size: 1_000, type: '', ...info }));
    this.dispatchEvent(new OfferEvent(one.transfer));
    return one;
  }

  remove(transfer: FileTransfer): void {
    transfer.abort();
    this.#all = this.#all.filter((each) => each.transfer !== transfer);
    this.changed();
  }

  override addEventListener(...args: Parameters<Store['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<Store['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }

  #add(one: Simulated): Simulated {
    this.#all = [...this.#all, one];
    this.changed();
    return one;
  }
}

/** A file of so many bytes that takes no memory worth mentioning. */
export function sized(name: string, size: number, type = ''): File {
  const file = new File(['x'], name, { type });
  Object.defineProperty(file, 'size', { value: size });
  return file;
}
