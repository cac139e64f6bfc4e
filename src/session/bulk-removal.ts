/**
 * Removes many messages of one person for all (ux.md §10), one after the other and not too fast, so that nobody's limits
 * are run into. It says how far it is, can be stopped and gone on with, and keeps what the room refused.
 */
import { ConnectionError, StanzaError, TimeoutError } from './errors.js';
import type { ChatMessage, Row } from './message.js';
import { Store } from './store.js';

/** Between two of them: ten a second are far below what servers let anybody send. */
const GAP_MS = 100;
/** A room that asks to wait is asked again after so long; then it has been asked often enough. */
const WAITS_MS = [1000, 2000, 4000, 8000];
/** It would be the same with every other one. */
const GENERAL = ['forbidden', 'not-allowed', 'not-authorized', 'not-acceptable', 'feature-not-implemented'];

export interface RemovalHost {
  /** As it is now; undefined: it is not in memory any more. */
  rowOf(key: string): Row | undefined;
  mayRemove(message: ChatMessage): boolean;
  /** @throws {StanzaError} */
  remove(message: ChatMessage): Promise<void>;
}

export class BulkRemoval extends Store {
  readonly total: number;
  /** `stopped`: by the user, or because of `error`; `done`: each of them was removed or refused. */
  state: 'ready' | 'removing' | 'stopped' | 'done' = 'ready';
  /** So many are removed, whoever did it. */
  done = 0;
  /** Refused. */
  readonly failed: ChatMessage[] = [];
  /** Why it stopped by itself, else why the last one was refused. */
  error: unknown;
  #left: ChatMessage[];
  #wake: (() => void) | undefined;
  /** Settles once nothing is on its way any more. */
  #run = Promise.resolve();

  constructor(
    readonly host: RemovalHost,
    messages: readonly ChatMessage[],
  ) {
    super();
    this.#left = [...messages];
    this.total = messages.length;
  }

  /** Begins, goes on, or tries those again that were refused. Settles when it has stopped or is done. */
  start(): Promise<void> {
    if (this.#isRunning) return this.#run;
    this.#left.push(...this.failed.splice(0));
    this.error = undefined;
    this.#set('removing');
    return (this.#run = this.#run.then(() => this.#go()));
  }

  async #go(): Promise<void> {
    while (this.#isRunning) {
      const [message] = this.#left;
      if (message) await this.#remove(message);
      else this.#set('done'); // there was nothing to do
      if (this.#isRunning && this.#left.length) await this.#pause(GAP_MS);
    }
  }

  /** What is on its way is still removed. */
  stop(): void {
    if (this.#isRunning) this.#set('stopped');
    this.#wake?.();
  }

  get #isRunning(): boolean {
    return this.state === 'removing';
  }

  async #remove(message: ChatMessage): Promise<void> {
    try {
      if (!this.#isGone(message)) await this.#request(message);
      this.done++;
    } catch (error) {
      if (error instanceof Stopped) return;
      this.error = error;
      if (isGeneral(error)) {
        this.#set('stopped');
        return;
      }
      this.failed.push(message);
    }
    this.#left.shift();
    if (this.#left.length) this.changed();
    else this.#set('done'); // be it that somebody would stop it
  }

  /** Removed by others meanwhile. */
  #isGone({ key }: ChatMessage): boolean {
    const row = this.host.rowOf(key);
    return row?.kind === 'message' && row.removed !== undefined;
  }

  async #request(message: ChatMessage): Promise<void> {
    for (let tries = 0; ; tries++) {
      if (!this.host.mayRemove(message)) throw new StanzaError('forbidden', 'auth'); // rights lost midway
      try {
        await this.host.remove(message);
        return;
      } catch (error) {
        const ms = WAITS_MS[tries];
        if (ms === undefined || !isWait(error)) throw error;
        await this.#pause(ms);
        if (!this.#isRunning) throw new Stopped();
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #set(state: BulkRemoval['state']): void {
    this.state = state;
    this.changed();
  }
}

class Stopped extends Error {}

const isWait = (error: unknown) => error instanceof StanzaError && error.type === 'wait';

const isGeneral = (error: unknown) =>
  error instanceof ConnectionError ||
  error instanceof TimeoutError ||
  isWait(error) ||
  (error instanceof StanzaError && GENERAL.includes(error.condition));
