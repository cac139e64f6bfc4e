/**
 * A file that goes out to somebody's client: it is offered (XEP-0095, 0096), and goes by the way that both sides can.
 * One that broke off with the link is offered again, for the rest of it.
 */
import { ConnectionError, StanzaError, TimeoutError } from '../errors.js';
import { randomId } from '../id.js';
import { NS_BYTESTREAMS } from '../protocol/bytestreams.js';
import { NS_IBB } from '../protocol/ibb.js';
import { readStanzaError } from '../protocol/stanza-error.js';
import {
  buildOffer,
  NS_FILE,
  NS_HASHES,
  NS_SI,
  readAcceptance,
  readRefusal,
  type Acceptance,
  type StreamOffer,
} from '../protocol/stream-initiation.js';
import type { Session } from '../session.js';
import type { Element } from '../xml.js';
import { sendBlocks, type Part } from './blocks.js';
import { Slices } from './slices.js';
import { hashBlob, type Digests } from './hash.js';
import { findProxies, offerBytestream } from './bytestreams.js';
import type { InBandStream } from './in-band.js';
import { whenOnline } from './online.js';
import { pausing } from './pausing.js';
import type { Streams } from './streams.js';
import { TransferError, type FileTransfer, type TransferWay, type WayReason } from './transfer.js';

/** So long the other side's person may think it over. */
const DECISION_MS = 10 * 60_000;
/** Handed to a proxy at once, in bytes. */
const CHUNK = 256 * 1_024;
/** What XEP-0047 §2.1 advises, and everybody takes. */
const USUAL_BLOCK = 4_096;
/** How often a transfer whose link broke is offered again without having got further. */
const MAX_TRIES = 3;

/** FT-1. */
export const takesFiles = (features: ReadonlySet<string>): boolean =>
  features.has(NS_SI) && features.has(NS_FILE);

export interface SendTarget {
  readonly session: Session;
  readonly streams: Streams;
  /** Full JID. */
  readonly peer: string;
  /** That way or none. */
  readonly via?: TransferWay;
}

export class SendJob {
  readonly #target: SendTarget;
  readonly #file: Blob;
  /**
   * Blocks larger than usual are tried with those alone who know XEP-0300, as this kit does: slixmpp 1.8 lets no second
   * stream be opened after one whose blocks were too large.
   */
  #largeBlocks = true;
  /** A proxy has not failed yet (FT-18). */
  #proxies = true;
  #hashes: Digests | undefined;

  constructor(target: SendTarget, file: Blob) {
    this.#target = target;
    this.#file = file;
  }

  async run(transfer: FileTransfer, signal: AbortSignal): Promise<void> {
    let furthest = 0;
    for (let tries = 1; ; tries++) {
      try {
        await whenOnline(this.#target.session, transfer, signal);
        await this.#attempt(transfer, signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        const failure = toFailure(error);
        if (transfer.bytes > furthest) {
          furthest = transfer.bytes;
          tries = 0;
        }
        // what was taken before was cancelled over there: over a proxy nothing else tells it
        if (failure.reason === 'declined' && furthest) throw new TransferError('stopped', failure.details);
        if (failure instanceof SmallerBlocks) this.#largeBlocks = false;
        else if (failure instanceof NoProxy && this.#target.via === undefined) this.#proxies = false;
        else if (failure.reason !== 'network' || failure instanceof Undecided || tries >= MAX_TRIES)
          throw failure;
        await transfer.unpaused;
        signal.throwIfAborted();
        transfer.wait();
      }
    }
  }

  async #attempt(transfer: FileTransfer, signal: AbortSignal): Promise<void> {
    const { session, peer } = this.#target;
    const features = await session.disco.features(peer);
    if (features && !takesFiles(features)) throw new TransferError('unsupported');
    const methods = await this.#methods(features, signal);
    const [way, why] = this.#wayOf(methods[0], methods.length > 1);
    transfer.take(way, why);
    const { name, size, type, date, description } = transfer.file;
    const { md5, 'sha-256': sha256 } = (this.#hashes ??= await hashBlob(this.#file, undefined, signal).catch(
      unreadable,
    ));
    const offer: StreamOffer = {
      sid: randomId(),
      type,
      file: { name, size, date, description, md5, sha256 },
      ranges: true,
      methods,
    };
    const { method, offset, length } = await this.#offer(offer, signal);
    transfer.take(...this.#wayOf(method, methods.length > 1));
    const part = { file: this.#file, offset, length, transfer, signal };
    if (method === NS_BYTESTREAMS) await this.#throughProxy(offer.sid, part);
    else await this.#inBand(offer.sid, features?.has(NS_HASHES) ?? false, part);
  }

  /** What can be offered, the best first (FT-4). @throws {TransferError} `unsupported` */
  async #methods(features: ReadonlySet<string> | undefined, signal: AbortSignal): Promise<string[]> {
    const { session, via } = this.#target;
    const proxies =
      via !== 'ibb' &&
      this.#proxies &&
      (features?.has(NS_BYTESTREAMS) ?? false) &&
      (await findProxies(session, signal)).length > 0;
    const inBand = via !== 'socks5' && (features?.has(NS_IBB) ?? true);
    const methods = [...(proxies ? [NS_BYTESTREAMS] : []), ...(inBand ? [NS_IBB] : [])];
    if (methods.length === 0) throw new TransferError('unsupported');
    return methods;
  }

  #wayOf(method: string | undefined, choice: boolean): [TransferWay, WayReason] {
    const way = method === NS_BYTESTREAMS ? 'socks5' : 'ibb';
    if (this.#target.via) return [way, 'wanted'];
    if (!this.#proxies) return [way, 'fallback'];
    return [way, choice ? 'fastest' : 'only'];
  }

  async #inBand(sid: string, takesLarge: boolean, part: Part): Promise<void> {
    const { peer, streams } = this.#target;
    const { transfer, signal } = part;
    const large = this.#largeBlocks && takesLarge;
    const stream = await streams.inBand
      .open(peer, sid, large ? streams.inBand.maxBlock : USUAL_BLOCK, signal)
      .catch((error: unknown) => {
        if (!(error instanceof StanzaError)) throw error;
        if (large) throw new SmallerBlocks('refused', { cause: error });
        throw UNABLE.includes(error.condition) ? new TransferError('unsupported', { cause: error }) : error; // IBB-4
      });
    const aborted = () => stream.fail(new TransferError('stopped'));
    signal.addEventListener('abort', aborted);
    try {
      transfer.pausable = true;
      transfer.progress(part.offset);
      await Promise.race([sendBlocks(stream, part), closedEarly(stream, part)]);
      await stream.close();
    } catch (error) {
      stream.fail(toFailure(error));
      throw error;
    } finally {
      transfer.pausable = false;
      signal.removeEventListener('abort', aborted);
    }
  }

  async #throughProxy(sid: string, part: Part): Promise<void> {
    const { session, peer } = this.#target;
    const { transfer, signal, offset, length } = part;
    const stream = await offerBytestream(session, peer, sid, signal).catch((cause: unknown) => {
      throw new NoProxy('network', { cause });
    });
    try {
      transfer.pausable = true;
      transfer.progress(offset);
      const slices = new Slices(part.file, offset + length);
      for (let at = offset; at < offset + length;) {
        const idle = await pausing(transfer);
        signal.throwIfAborted();
        const bytes = await slices.read(at, idle ? 1 : Math.min(CHUNK, offset + length - at));
        await stream.write(bytes);
        at += bytes.length;
        transfer.progress(at - stream.pending);
      }
      await stream.end();
      transfer.progress(offset + length);
    } finally {
      transfer.pausable = false;
      stream.close();
    }
  }

  async #offer(offer: StreamOffer, signal: AbortSignal): Promise<Acceptance> {
    const options = { timeoutMs: DECISION_MS, signal, readError: readRefused };
    const { session, peer } = this.#target;
    const answer = await session.wire.set(peer, buildOffer(offer), options).catch((cause: unknown) => {
      throw cause instanceof TimeoutError ? new Undecided('network', { cause }) : cause;
    });
    const acceptance = readAcceptance(answer, offer);
    if (!acceptance) throw new TransferError('broken');
    return acceptance;
  }
}

/** While it is paused no block would tell that. @throws {TransferError} `stopped`: there is more to send. */
async function closedEarly({ ended }: InBandStream, { transfer, offset, length }: Part): Promise<void> {
  await ended;
  if (transfer.bytes < offset + length) throw new TransferError('stopped');
}

/** To be offered again, each without what failed. */
class SmallerBlocks extends TransferError {}
class NoProxy extends TransferError {}
/** Not to be offered again by itself: somebody has had time enough. */
class Undecided extends TransferError {}

/** Of clients that know nothing of it. */
const UNABLE = ['service-unavailable', 'feature-not-implemented'];
/** Of clients that are not there, or not any more. */
const AWAY = [
  'recipient-unavailable',
  'remote-server-not-found',
  'remote-server-timeout',
  'redirect',
  'gone',
];

/** FT-11: why an offer came to nothing. */
function readRefused(iq: Element): Error {
  const { condition, text } = readStanzaError(iq);
  if (condition === 'forbidden' || condition === 'not-acceptable')
    return new TransferError('declined', { text });
  if (readRefusal(iq)) return new TransferError('unsupported');
  if (UNABLE.includes(condition)) return new TransferError('unsupported', { text });
  const away = condition === 'item-not-found' || AWAY.includes(condition);
  return new TransferError(away ? 'not-there' : 'refused', { text });
}

function toFailure(error: unknown): TransferError {
  if (error instanceof TransferError) return error;
  if (error instanceof ConnectionError || error instanceof TimeoutError)
    return new TransferError('network', { cause: error });
  if (!(error instanceof StanzaError)) return new TransferError('broken', { cause: error });
  const { condition, text } = error;
  const stopped = ['item-not-found', 'unexpected-request', 'bad-request'].includes(condition); // IBB-14
  const away = condition === 'service-unavailable' || AWAY.includes(condition);
  return new TransferError(stopped ? 'stopped' : away ? 'not-there' : 'refused', { text, cause: error });
}

function unreadable(cause: unknown): never {
  throw cause instanceof TransferError ? cause : new TransferError('unreadable', { cause });
}
