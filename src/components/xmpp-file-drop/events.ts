/** What `<xmpp-file-drop>` tells the page. */
import type { FileTransfer } from '../../session/files/transfer.js';
import { KitEvent } from '../shared/events.js';

/** Somebody offers a file; `preventDefault()` leaves it to the page, which accepts or declines `transfer`. */
export class TransferOfferEvent extends KitEvent {
  constructor(readonly transfer: FileTransfer) {
    super('xmpp-transfer-offer', { cancelable: true });
  }
}

/** A file was added here to be sent, or an offered one was accepted. */
export class TransferEvent extends KitEvent {
  constructor(readonly transfer: FileTransfer) {
    super('xmpp-transfer');
  }
}

/** A file has arrived, here or where it was sent to. */
export class TransferDoneEvent extends KitEvent {
  constructor(
    readonly transfer: FileTransfer,
    /** What came in, as `application/octet-stream`; unset for what went out. */
    readonly file: Blob | undefined,
  ) {
    super('xmpp-transfer-done');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-transfer-offer': TransferOfferEvent;
    'xmpp-transfer': TransferEvent;
    'xmpp-transfer-done': TransferDoneEvent;
  }
}
