/**
 * By which way a file goes: to a client that is there and can receive files, straight; to a room and to whoever is away,
 * by the server's storage.
 */
import { parseJid } from '../jid.js';
import type { Session } from '../session.js';
import { SendJob, takesFiles } from './sending.js';
import type { Streams } from './streams.js';
import { TransferError, type FileTransfer, type TransferWay, type WayReason } from './transfer.js';
import { uploadJob } from './upload.js';

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
  const { session, streams, file, to, via } = errand;
  const upload = async (why: WayReason) => {
    await uploadJob(session, file, to, transfer.file, { why }).run(transfer, signal);
  };
  if (via === 'upload') return upload('wanted');
  const target = await findClient(errand);
  if (!target.peer && via) throw new TransferError(target.why === 'room' ? 'unsupported' : 'not-there');
  if (!target.peer) return upload(target.why);
  transfer.client = target.peer;
  await transfer.releasing(signal);
  try {
    await new SendJob({ session, streams, peer: target.peer, via }, file).run(transfer, signal);
  } catch (error) {
    const failed = error instanceof TransferError && ['unsupported', 'not-there'].includes(error.reason);
    const occupant = session.rooms.get(to) !== undefined; // what is for one would be everybody's
    if (via || !failed || transfer.bytes > 0 || occupant) throw error;
    return upload('fallback');
  }
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
