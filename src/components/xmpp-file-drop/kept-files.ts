/** The bytes of files that a page has at hand: of those that were sent from it, and of those that have come. */
import type { FileTransfer } from '../../session/files/transfer.js';

/** For all elements of the page; gone with the transfers. */
const kept = new WeakMap<FileTransfer, Blob>();

export const keepFile = (transfer: FileTransfer, file: Blob): void => void kept.set(transfer, file);

export const keptFile = (transfer: FileTransfer): Blob | undefined => kept.get(transfer);
