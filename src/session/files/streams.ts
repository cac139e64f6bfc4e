/** The streams that this session agreed on with others, of both kinds. */
import type { Session } from '../session.js';
import { NS_BYTESTREAMS } from '../protocol/bytestreams.js';
import { NS_IBB } from '../protocol/ibb.js';
import { answerBytestreams, mayShareProxy, type Bytestream, type ExpectedBytestream } from './bytestreams.js';
import { InBand } from './in-band.js';
import { Turns } from './turns.js';

export class Streams {
  readonly inBand: InBand;
  readonly turns = new Turns();
  /** By the requester's full JID and the stream's id. */
  readonly #expected = new Map<string, ExpectedBytestream>();

  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.inBand = new InBand(session);
    answerBytestreams(session, (from, sid) => {
      const key = `${from} ${sid}`;
      const expected = this.#expected.get(key);
      this.#expected.delete(key);
      return expected;
    });
  }

  /** The first of them that we can; over a proxy only with those who are likely to offer one in reach (S5B-18). */
  choose(methods: readonly string[], peer: string): string | undefined {
    return methods.find(
      (each) => each === NS_IBB || (each === NS_BYTESTREAMS && mayShareProxy(this.#session, peer)),
    );
  }

  /**
   * Expects one over a proxy, as its target.
   * @param size What will come, in bytes. Rejects with the reason of `signal`, which ends it later, too.
   */
  mediated(peer: string, sid: string, size: number, signal: AbortSignal): Promise<Bytestream> {
    const key = `${peer} ${sid}`;
    return new Promise<Bytestream>((take, reject) => {
      this.#expected.set(key, { signal, size, take });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }).finally(() => this.#expected.delete(key));
  }
}
