/**
 * Sends a file by the server's storage (XEP-0363): asks for a place, puts it there, and says in the conversation where it
 * is, as a message like any other. Loaded with the first of them.
 */
import type { Conversation } from '../conversation.js';
import { ConnectionError, ProtocolError, TimeoutError, type StanzaError } from '../errors.js';
import { DroppedEvent } from '../feature.js';
import { bareJid, resourceOf } from '../jid.js';
import {
  buildSlotRequest,
  NS_UPLOAD,
  readLimit,
  readSlot,
  readSlotRefusal,
  type UploadSlot,
} from '../protocol/http-upload.js';
import type { Session } from '../session.js';
import type { Element } from '../xml.js';
import { hashBlob } from './hash.js';
import { whenOnline } from './online.js';
import { orAborted } from './or-aborted.js';
import { put, type Put } from './put.js';
import {
  TransferError,
  type FileInfo,
  type FileTransfer,
  type TransferJob,
  type WayReason,
} from './transfer.js';

const FIND_MS = 10_000;
const MAX_ITEMS = 30;
/** Larger ones would take a noticeable time to hash. */
const MAX_HASHED = 32 * 1024 * 1024;
const UNTYPED = 'application/octet-stream';

export interface UploadService {
  readonly jid: string;
  /** Most bytes that one file may have, where it says. */
  readonly limit?: number;
}

export interface UploadOptions {
  /** Why it goes this way; 'wanted' unless set. */
  readonly why?: WayReason;
  /** What carries the bytes, for tests. */
  readonly put?: (what: Put) => Promise<number>;
}

/** What each session has found out, for as long as it is that session. */
const known = new WeakMap<Session, { service?: Promise<UploadService> }>();

/**
 * The service of our server (UP-1), asked for once a session.
 * @throws {TransferError} `unsupported`: there is none. `network`
 */
export function uploadService(session: Session): Promise<UploadService> {
  const here = known.get(session) ?? remember(session);
  return (here.service ??= findService(session).catch((error: unknown) => {
    if (error instanceof TransferError && error.reason === 'network') here.service = undefined;
    throw error;
  }));
}

function remember(session: Session): { service?: Promise<UploadService> } {
  const here: { service?: Promise<UploadService> } = {};
  known.set(session, here);
  session.use({
    offline: (resumable) => {
      if (!resumable) here.service = undefined;
    },
  });
  return here;
}

async function findService(session: Session): Promise<UploadService> {
  const { disco, wire } = session;
  try {
    const items = await disco.items(wire.domain);
    const found = [...items.slice(0, MAX_ITEMS).map(({ jid }) => jid), wire.domain].map(async (jid) => {
      const info = await disco.info(jid, { timeoutMs: FIND_MS });
      if (!info.features.has(NS_UPLOAD)) throw new TransferError('unsupported');
      return { jid, limit: readLimit(info) };
    });
    return await Promise.any(found);
  } catch (cause) {
    const errors: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
    const lost = errors.some((each) => each instanceof ConnectionError) || cause instanceof TimeoutError;
    throw new TransferError(lost ? 'network' : 'unsupported', { cause });
  }
}

/** Puts `file` there, and says so in the conversation with `conversationJid`, a room or somebody. */
export function uploadJob(
  session: Session,
  file: Blob,
  conversationJid: string,
  info: FileInfo,
  options: UploadOptions = {},
): TransferJob {
  return {
    async run(transfer, signal) {
      const conversation = await conversationOf(session, conversationJid);
      const upload = new Upload(session, file, info, transfer, signal, options);
      const url = await upload.attempt().catch((error: unknown) => {
        if (!(error instanceof TransferError) || error.reason !== 'network') throw error;
        return upload.attempt(); // ux.md §6: once by itself
      });
      transfer.url = url;
      const { name, size, type, description } = info;
      const shared = { url, name, size, type: type || undefined, description, sha256: await upload.hash };
      await transfer.releasing(signal);
      signal.throwIfAborted();
      conversation.send({ body: url, files: [shared] });
      return undefined;
    },
  };
}

/** @throws {TransferError} `unsupported`: what is for one occupant would be everybody's. */
async function conversationOf(session: Session, jid: string): Promise<Conversation> {
  const room = session.rooms.get(jid);
  if (room && resourceOf(jid) !== undefined) throw new TransferError('unsupported');
  return room ?? (await session.people).chats.open(bareJid(jid) ?? jid);
}

class Upload {
  /** SHA-256, of those that are not very large. */
  readonly hash: Promise<string | undefined>;

  constructor(
    readonly session: Session,
    readonly file: Blob,
    readonly info: FileInfo,
    readonly transfer: FileTransfer,
    readonly signal: AbortSignal,
    readonly options: UploadOptions,
  ) {
    this.hash =
      file.size > MAX_HASHED
        ? Promise.resolve(undefined)
        : hashBlob(file, ['sha-256'], signal).then(
            (hashes) => hashes['sha-256'],
            () => undefined,
          ); // if it is not to be read, the PUT tells
  }

  get #type(): string {
    return this.info.type || UNTYPED;
  }

  /** @returns Where it is. @throws {TransferError} */
  async attempt(): Promise<string> {
    const { file, signal, transfer } = this;
    const slot = await this.#askForSlot();
    const headers = slot.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
    const cookie = headers.length < slot.headers.length;
    if (cookie) this.session.dispatchEvent(new DroppedEvent('upload-cookie')); // UP-2: no page can set one
    const status = await (this.options.put ?? put)({
      url: slot.putUrl,
      body: file,
      headers: [['Content-Type', this.#type], ...headers],
      signal,
      progress: (bytes) => transfer.progress(Math.min(bytes, file.size)),
    }).catch(async (error: unknown) => {
      signal.throwIfAborted();
      throw (await isReadable(file)) ? error : new TransferError('unreadable', { cause: error });
    });
    if (status < 200 || status > 299) throw await this.#refused(status, cookie);
    return slot.getUrl;
  }

  async #askForSlot(): Promise<UploadSlot> {
    const { session, file, info, signal, transfer } = this;
    await whenOnline(session, transfer, signal);
    signal.throwIfAborted();
    transfer.take('upload', this.options.why ?? 'wanted');
    const { jid, limit } = await orAborted(uploadService(session), signal);
    if (limit !== undefined && file.size > limit) throw new TransferError('too-large', { limit });
    try {
      const request = buildSlotRequest(info.name, file.size, this.#type);
      const slot = await session.wire.get(jid, request, { signal, readError: readRefusal });
      if (!slot) throw new ProtocolError('an empty answer to a request for a slot');
      return readSlot(slot);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof TransferError) throw cause;
      const broken = cause instanceof ProtocolError;
      throw new TransferError(broken ? 'broken' : 'network', {
        text: broken ? cause.message : undefined,
        cause,
      });
    }
  }

  async #refused(status: number, cookie: boolean): Promise<TransferError> {
    if (status === 413) {
      const { limit } = await uploadService(this.session);
      return new TransferError('too-large', { limit });
    }
    const text = `HTTP ${status}${cookie ? '; the server wants a cookie, which no page can set' : ''}`;
    return new TransferError(status >= 500 ? 'network' : 'refused', { text });
  }
}

/** UP-1. */
function readRefusal(iq: Element): TransferError {
  const { error, tooLarge, limit, retryAt } = readSlotRefusal(iq);
  const details = { text: error.text, cause: error };
  if (tooLarge) return new TransferError('too-large', { ...details, limit });
  if (retryAt || error.condition === 'resource-constraint')
    return new TransferError('quota', { ...details, retryAt });
  return new TransferError(isAbsent(error) ? 'unsupported' : 'refused', details);
}

const isAbsent = ({ condition }: StanzaError) =>
  ['service-unavailable', 'feature-not-implemented', 'item-not-found', 'remote-server-not-found'].includes(
    condition,
  );

/** A file that was changed or taken away since it was chosen cannot be. */
const isReadable = (file: Blob): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
