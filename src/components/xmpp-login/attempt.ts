/** One try at a time to sign in, and what came of it; after too many, how long the next has to wait. */
import type { Session, SignIn } from '../../session/index.js';
import { failureOf, type LoginFailure } from './failure.js';
import type { Way } from './ways.js';

/** CORE-11: so many wrong passwords in a row are enough for a while. */
const MAX_WRONG = 5;
/** No server says how long: twice as long each time. */
const PAUSE_SECONDS = 30;
const MAX_PAUSE_SECONDS = 300;

export interface Failed {
  readonly failure: LoginFailure;
  readonly way: Way;
  readonly error: unknown;
}

export interface AttemptHost {
  /** Something else is to be shown. */
  render(): void;
  /** It is to be said that one has to wait, or no longer. */
  paused(seconds: number): void;
}

export class Attempt {
  busy = false;
  failed: Failed | undefined;
  #wrong = 0;
  #pauses = 0;
  #freeAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly host: AttemptHost) {}

  /** Seconds until another one may be made. */
  get pause(): number {
    return Math.max(0, Math.ceil((this.#freeAt - Date.now()) / 1000));
  }

  /** @param as Undefined: as the page set it. @returns Whether somebody is in. */
  async signIn(session: Session, way: Way, as: SignIn | undefined): Promise<boolean> {
    if (this.busy || this.pause > 0) return false;
    this.busy = true;
    this.failed = undefined;
    this.host.render();
    try {
      await session.signIn(as);
      this.#wrong = this.#pauses = 0;
      return true;
    } catch (error) {
      if (session.state !== 'offline') this.#fail({ failure: failureOf(error, way), way, error });
      return false;
    } finally {
      this.busy = false;
      this.host.render();
    }
  }

  /** The session gave up by itself. */
  lost(error: unknown, way: Way): void {
    this.failed = { failure: failureOf(error, way), way, error };
  }

  forget(): void {
    this.failed = undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #fail(failed: Failed): void {
    const { failure } = failed;
    this.#wrong = failure === 'wrong-password' ? this.#wrong + 1 : 0;
    const enough = this.#wrong >= MAX_WRONG;
    this.failed = enough ? { ...failed, failure: 'throttled' } : failed;
    if (this.failed.failure !== 'throttled') return;
    this.#wrong = 0;
    const seconds = Math.min(PAUSE_SECONDS * 2 ** this.#pauses++, MAX_PAUSE_SECONDS);
    this.#freeAt = Date.now() + seconds * 1000;
    this.host.paused(seconds);
    this.#tick();
  }

  #tick(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.pause > 0) this.#tick();
      else this.host.paused(0);
      this.host.render();
    }, 1000);
  }
}
