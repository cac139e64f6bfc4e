/**
 * One file on its way, in or out, by whatever way: what of it can be seen and done. Who carries it is sender.ts,
 * receiver.ts and upload.ts.
 */
import { deferred, type Deferred } from '../deferred.js';
import { randomId } from '../id.js';
import { Store } from '../store.js';
import { orAborted } from './or-aborted.js';

/** In-band bytestreams (XEP-0047), a SOCKS5 proxy (XEP-0065), the server's storage (XEP-0363). */
export type TransferWay = 'ibb' | 'socks5' | 'upload';

export type TransferState =
  /** Comes in, and waits for accept() or decline(). */
  | 'offered'
  /** For its turn, or for the link. */
  | 'waiting'
  /** The other side, or the server for a place to put it. */
  | 'asking'
  | 'active'
  | 'paused'
  /** For {@link FileTransfer.release}: all that can be done before is. */
  | 'ready'
  | 'done'
  /** By us. */
  | 'cancelled'
  | 'failed';

export type TransferFailure =
  /** The other side's person, or its policy, does not want it. */
  | 'declined'
  /** The other side cannot receive files, or by no way that we can. */
  | 'unsupported'
  /** The other side is not online, or went. */
  | 'not-there'
  /** More than the server, the other side or we take: `limit`. */
  | 'too-large'
  /** The server stores no more of ours before `retryAt`. */
  | 'quota'
  /** The server does not want it; `message` may say why. */
  | 'refused'
  /** The link is lost, or nothing moved for too long. */
  | 'network'
  /** The other side ended it. */
  | 'stopped'
  /** The other side broke the protocol. */
  | 'broken'
  /** What arrived is not what was sent, by its hash: `transfer.kept` is what arrived. */
  | 'damaged'
  /** The file cannot be read any more: it was changed, moved or taken away. */
  | 'unreadable'
  /** There is no room for it on this device. */
  | 'no-room';

/** Why a transfer failed. */
export class TransferError extends Error {
  override readonly name = 'TransferError';

  constructor(
    readonly reason: TransferFailure,
    readonly details: {
      /** The other side's own words: only ever shown as a quoted reason. */
      readonly text?: string;
      /** In bytes. */
      readonly limit?: number;
      /** Not before then. */
      readonly retryAt?: Date;
      readonly cause?: unknown;
    } = {},
  ) {
    super(details.text ? `${reason}: ${details.text}` : reason, { cause: details.cause });
  }

  /** Whether the same again may do better. */
  get retryable(): boolean {
    return !['too-large', 'unsupported', 'unreadable', 'declined'].includes(this.reason);
  }
}

/** What a file is, as its sender says: nothing of it is to be trusted. */
export interface FileInfo {
  /** As it may be shown and saved by: without path, control, invisible and direction characters (security.md §6). */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Media type; '' for none. */
  readonly type: string;
  /** Plain text. */
  readonly description?: string;
  /** Of its last change. */
  readonly date?: Date;
}

/** Why the kit took that way. */
export type WayReason =
  /** The caller said so. */
  | 'wanted'
  /** It is a room, whose people all get it. */
  | 'room'
  /** Nobody is there now. */
  | 'not-online'
  /** The other side's client receives no files. */
  | 'no-support'
  /** The fastest that both sides can. */
  | 'fastest'
  /** The ones before it failed. */
  | 'fallback'
  /** The only one there is. */
  | 'only';

/** What carries a transfer out; internal to the kit. */
export interface TransferJob {
  /**
   * Goes on until all is there, from the start again with each retry. Rejects with the reason of `signal` soon after
   * that is aborted.
   * @returns What came in. @throws {TransferError}
   */
  run(transfer: FileTransfer, signal: AbortSignal): Promise<Blob | undefined>;
  /** Incoming: somebody does not want it. */
  decline?(): void;
}

/** Speed is that of so long. */
const SPEED_MS = 3_000;

/** `change` tells of progress, at most once a frame. */
export class FileTransfer extends Store {
  readonly id = randomId();
  #state: TransferState;
  #bytes = 0;
  #way: TransferWay | undefined;
  #why: WayReason | undefined;
  #error: TransferError | undefined;
  #controller = new AbortController();
  #end: Deferred<Blob | undefined> = deferred();
  #unpaused: Deferred<void> | undefined;
  #released: Deferred<void> | undefined;
  /** What had come when, of the last seconds; oldest first. */
  #samples: { readonly at: number; readonly bytes: number }[] = [];
  readonly #job: TransferJob;
  /** Where an upload can be had by everybody who knows this. */
  url: string | undefined;
  /** What arrived with the wrong hash: whoever wants it all the same has to ask for it. */
  kept: Blob | undefined;
  /** Whether its way knows pauses; internal to the kit, as all that follows. */
  pausable = false;
  /** The full JID it is exchanged with, once that is known: another one after the other side was away. */
  client: string | undefined;
  /** Lets go of what came in, once nobody has it in a list any more. */
  letGo: (() => void) | undefined;

  constructor(
    readonly direction: 'in' | 'out',
    /** Where it comes from or goes to: a full JID; for uploads the conversation's. */
    readonly peer: string,
    readonly file: FileInfo,
    job: TransferJob,
    hold = false,
  ) {
    super();
    this.#job = job;
    this.#state = direction === 'in' ? 'offered' : 'waiting';
    if (hold) this.#released = deferred();
  }

  get state(): TransferState {
    return this.#state;
  }

  /** Whether it is over, one way or another. */
  get ended(): boolean {
    return this.#state === 'done' || this.#state === 'cancelled' || this.#state === 'failed';
  }

  /** So many have passed; of `file.size`. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes a second, of the last seconds; undefined before anything is known. */
  get speed(): number | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (this.#state !== 'active' || !first || !last || last.at === first.at) return undefined;
    return ((last.bytes - first.bytes) * 1_000) / (last.at - first.at);
  }

  /** Undefined while it is not chosen. */
  get way(): TransferWay | undefined {
    return this.#way;
  }

  /** Why it is that way. */
  get why(): WayReason | undefined {
    return this.#why;
  }

  /** Why it failed. */
  get error(): TransferError | undefined {
    return this.#error;
  }

  /**
   * Settles when it is over; after a retry this is another promise.
   * @returns What came in, as `application/octet-stream` (security.md §6); nothing for what went out.
   * @throws {TransferError} @throws {DOMException} `AbortError`: it was cancelled or declined.
   */
  get done(): Promise<Blob | undefined> {
    return this.#end.promise;
  }

  /** Takes what is offered. @returns What {@link done} is then. */
  accept(): Promise<Blob | undefined> {
    if (this.#state === 'offered') this.start();
    return this.done;
  }

  /** Does not take what is offered. */
  decline(): void {
    if (this.#state === 'offered') this.abort();
  }

  /** Ends it; the other side is told. */
  abort(): void {
    if (this.#state === 'offered') this.#job.decline?.();
    if (this.ended) return;
    const reason = new DOMException('cancelled', 'AbortError');
    this.#over('cancelled');
    this.#end.reject(reason);
    this.#controller.abort(reason);
  }

  /** Begins again what failed or was cancelled; what came in has to be sent again by its sender. */
  retry(): void {
    if (this.direction === 'out' && this.ended && this.#state !== 'done') this.start();
  }

  pause(): void {
    if (this.#state !== 'active' || !this.pausable) return;
    this.#unpaused = deferred();
    this.#set('paused');
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#set('active');
    this.#unpaused?.resolve();
    this.#unpaused = undefined;
  }

  /** Settles once it is not paused any more. */
  get unpaused(): Promise<void> | undefined {
    return this.#unpaused?.promise;
  }

  /** Whether nobody is told of it before {@link release}. */
  get held(): boolean {
    return this.#released !== undefined;
  }

  /** What was held goes out. */
  release(): void {
    this.#released?.resolve();
    this.#released = undefined;
  }

  /** Settles once it may go out. */
  async releasing(signal: AbortSignal): Promise<void> {
    const released = this.#released?.promise;
    if (!released) return;
    this.#moveTo('ready');
    await orAborted(released, signal);
  }

  start(): void {
    if (this.ended) {
      this.#end = deferred();
      this.#controller = new AbortController();
      this.#error = undefined;
    }
    this.#bytes = 0;
    this.#set('waiting');
    const { signal } = this.#controller;
    this.#job.run(this, signal).then(
      (blob) => {
        if (signal.aborted) return;
        this.#over('done');
        this.#end.resolve(blob);
      },
      (error: unknown) => !signal.aborted && this.fail(error),
    );
  }

  take(way: TransferWay, why: WayReason): void {
    this.#way = way;
    this.#why = why;
    this.#moveTo('asking');
  }

  wait(): void {
    this.#moveTo('waiting');
  }

  /** @param bytes So many have passed in all. */
  progress(bytes: number): void {
    this.#bytes = bytes;
    const at = performance.now();
    this.#samples.push({ at, bytes });
    while (this.#samples.length > 2 && at - this.#samples[1]!.at > SPEED_MS) this.#samples.shift();
    if (this.#state !== 'paused') this.#moveTo('active');
  }

  /** Ends it for that reason; `run` is stopped. */
  fail(error: unknown): void {
    if (this.ended) return;
    this.#error =
      error instanceof TransferError
        ? error
        : new TransferError('broken', { text: String(error), cause: error });
    this.#over('failed');
    this.#end.reject(this.#error);
    this.#controller.abort(this.#error);
  }

  #over(state: TransferState): void {
    this.#samples = [];
    this.#unpaused?.resolve();
    this.#unpaused = undefined;
    this.#set(state);
  }

  /** What was still on its way when it ended changes nothing. */
  #moveTo(state: TransferState): void {
    if (!this.ended) this.#set(state);
  }

  #set(state: TransferState): void {
    const changed = this.#state !== state;
    this.#state = state;
    this.changed();
    if (changed) this.dispatchEvent(new Event('state'));
  }
}
