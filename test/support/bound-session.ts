/**
 * What {@link FakeServer} keeps of a bound resource. With stream management (XEP-0198) it outlives its connection:
 * what is sent meanwhile waits, and goes out again after a resumption as far as the client did not acknowledge it.
 */
import type { FakeConnection } from './fake-connection.js';

export interface StreamManagement {
  /** Undefined: acknowledgements only, cannot be resumed. */
  readonly id: string | undefined;
  /** Stanzas of the client handled since `<enable/>`. */
  inbound: number;
  /** Stanzas that the client has acknowledged since `<enabled/>`. */
  acknowledged: number;
  /** Sent and not acknowledged, oldest first. */
  readonly unacknowledged: string[];
}

export class BoundSession {
  /** Undefined while it waits to be resumed. */
  connection: FakeConnection | undefined;
  sm: StreamManagement | undefined;
  ended = false;

  constructor(
    /** Full JID. */
    readonly jid: string,
    /** Undefined for guests. */
    readonly username: string | undefined,
    connection: FakeConnection,
    private readonly onEnd: (session: BoundSession) => void,
  ) {
    this.connection = connection;
  }

  get bareJid(): string {
    return this.jid.slice(0, this.jid.indexOf('/'));
  }

  /** Sends a stanza, now or once somebody resumes the session. */
  deliver(stanza: string): void {
    if (this.ended) return;
    this.sm?.unacknowledged.push(stanza);
    this.connection?.write(stanza);
  }

  /** Takes `<a h/>` or `<resume h/>` into account. @returns False for a count beyond what was sent. */
  acknowledge(h: number): boolean {
    if (!this.sm) return false;
    const newly = (h - this.sm.acknowledged) >>> 0;
    if (!Number.isInteger(h) || newly > this.sm.unacknowledged.length) return false;
    this.sm.unacknowledged.splice(0, newly);
    this.sm.acknowledged = h;
    return true;
  }

  /** The socket is gone: over, unless somebody may come back for it. */
  disconnected(clean: boolean): void {
    this.connection = undefined;
    if (clean || !this.sm?.id) this.end();
  }

  /** The account is no longer online here: its rooms see it leave. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.connection = undefined;
    this.onEnd(this);
  }
}
