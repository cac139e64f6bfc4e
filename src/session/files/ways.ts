/**
 * By which way a file goes: to a client that is there and can receive files, straight; to a room and to whoever is away,
 * by the server's storage.
 */
import { bareJid, parseJid } from '../jid.js';
import type { Session } from '../session.js';
import { later } from './later.js';
import { SendJob, takesFiles } from './sending.js';
import type { Streams } from './streams.js';
import { TransferError, type FileTransfer, type TransferWay, type WayReason } from './transfer.js';
import { uploadJob } from './upload.js';

/** As long as timers can wait. */
const MAX_MS = 2 ** 31 - 1;

export interface Errand {
  readonly session: Session;
  readonly streams: Streams;
  readonly file: Blob;
  /** Prepared: a full or bare JID. */
  readonly to: string;
  readonly via?: TransferWay;
}

/** @throws {TransferError} @throws The signal's reason. */
export async function carry(errand: Errand, transfer: FileTransfer, signal: AbortSignal): Promise<void> {
  await carryOnce(errand, transfer, signal).catch((error: unknown) => {
    retryInTime(errand.session, transfer, error);
    throw error;
  });
}

async function carryOnce(errand: Errand, transfer: FileTransfer, signal: AbortSignal): Promise<void> {
  const { session, streams, file, to, via } = errand;
  const upload = async (why: WayReason) => {
    await uploadJob(session, file, to, transfer.file, { why }).run(transfer, signal);
  };
  if (via === 'upload') return upload('wanted');
  const target = await findClient(errand);
  if (!target.peer && via) throw new TransferError(target.why === 'room' ? 'unsupported' : 'not-there');
  if (!target.peer) return upload(target.why);
  await transfer.releasing(signal);
  transfer.wait();
  const leave = await streams.turns.take(session.rooms.get(to) ? to : bareJid(to)!, signal);
  transfer.client = target.peer;
  try {
    await new SendJob({ session, streams, peer: target.peer, via }, file).run(transfer, signal);
  } catch (error) {
    const failed = error instanceof TransferError && ['unsupported', 'not-there'].includes(error.reason);
    const occupant = session.rooms.get(to) !== undefined; // what is for one would be everybody's
    if (via || !failed || transfer.bytes > 0 || occupant) throw error;
    await upload('fallback');
  } finally {
    leave();
  }
}

/** Those that were tried again by themselves: once (ux.md §6). */
const again = new WeakSet<FileTransfer>();

function retryInTime({ files }: Session, transfer: FileTransfer, error: unknown): void {
  const at = error instanceof TransferError && error.reason === 'quota' && error.details.retryAt;
  if (!at || again.has(transfer)) return;
  again.add(transfer);
  const retry = () => files.transfers.includes(transfer) && transfer.error === error && transfer.retry();
  later(retry, Math.min(at.getTime() - Date.now(), MAX_MS));
}

/** A full JID, or why there is none. */
interface Target {
  readonly peer?: string;
  readonly why: WayReason;
}

async function findClient({ session, to }: Errand): Promise<Target> {
  const { resource, bare } = parseJid(to)!;
  if (resource) return { peer: to, why: 'only' };
  if (session.rooms.get(bare)) return { why: 'room' };
  const resources = (await session.people).roster.get(bare)?.resources ?? [];
  for (const { name } of resources) {
    const peer = `${bare}/${name}`;
    const features = await session.disco.features(peer);
    if (features && takesFiles(features)) return { peer, why: 'only' };
  }
  return { why: resources.length ? 'no-support' : 'not-online' };
}
