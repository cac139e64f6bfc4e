/**
 * Files to and from others, by whatever way serves. Here is what everybody needs who may be offered one; what carries
 * them out loads when it is used.
 */
import { Store } from '../store.js';
import type { Session } from '../session.js';
import type { FileTransfer, TransferWay } from './transfer.js';

export interface SendOptions {
  /** Takes this way or none. */
  readonly via?: TransferWay;
  /** Plain text for whoever gets it. */
  readonly description?: string;
  /** In place of the file's own. */
  readonly name?: string;
}

/** Somebody offers a file. Without a listener that accepts or keeps it, it is declined after a while. */
export class OfferEvent extends Event {
  constructor(readonly transfer: FileTransfer) {
    super('offer');
  }

  /** As {@link FileTransfer.accept}. */
  accept(): FileTransfer {
    void this.transfer.accept();
    return this.transfer;
  }

  decline(): void {
    this.transfer.decline();
  }
}

export class Files extends Store {
  readonly #session: Session;
  #transfers: readonly FileTransfer[] = [];

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  /** All that were begun or offered, oldest first, until {@link remove}d. A new list whenever it changes. */
  get transfers(): readonly FileTransfer[] {
    return this.#transfers;
  }

  /**
   * Sends a file.
   * @param to A full JID (of an occupant, too), a contact's, a room's.
   * @throws {RangeError} `to` is no address.
   */
  send(file: Blob, to: string, options?: SendOptions): FileTransfer {
    throw new RangeError(`${String(this.#session)}${String(file)}${to}${String(options)}`);
  }

  /** Takes one off the list; one that is not over is cancelled. */
  remove(transfer: FileTransfer): void {
    transfer.abort();
    this.#transfers = this.#transfers.filter((each) => each !== transfer);
    this.changed();
  }
}
