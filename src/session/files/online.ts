/** What files wait for before all else. */
import type { Session } from '../session.js';
import { orAborted } from './or-aborted.js';
import { TransferError, type FileTransfer } from './transfer.js';

/** Settles once there is a link. @throws {TransferError} `network`: nobody tries to have one. @throws The signal's reason. */
export async function whenOnline(
  session: Session,
  transfer: FileTransfer,
  signal: AbortSignal,
): Promise<void> {
  while (session.state !== 'online') {
    signal.throwIfAborted();
    if (!['connecting', 'authenticating', 'reconnecting'].includes(session.state))
      throw new TransferError('network', { cause: session.error });
    transfer.wait();
    const next = new Promise((resolve) => session.addEventListener('state', resolve, { once: true, signal }));
    await orAborted(next, signal);
  }
}
