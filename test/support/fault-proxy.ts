/**
 * A WebSocket proxy in front of a real server that breaks the link in every way a network can, at a chosen frame:
 * a session that survives it loses and doubles nothing (security.md §10).
 *
 *     const proxy = await startFaultProxy(server.ws);
 *     proxy.rules.push({ direction: 'up', phase: 'send', fault: { kind: 'cut', frame: 'forwarded' } });
 */
import { once } from 'node:events';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { phaseOf, type Direction, type Fault, type Rule, type Schedule } from './fault-schedule.js';

export {
  phaseOf,
  seededRandom,
  seededSchedule,
  type Direction,
  type Fault,
  type Phase,
  type Rule,
  type Schedule,
} from './fault-schedule.js';

const SUBPROTOCOL = 'xmpp';
const LOGGED = 200;
/** RFC 6455 §7.4.1: what a close frame never says. */
const LOCAL_CODES = [1004, 1005, 1006, 1015];

export interface FaultProxy {
  /** What clients connect to. */
  readonly url: string;
  /** All there ever were, oldest first. */
  readonly connections: readonly ProxyConnection[];
  /** Looked at for each frame; a rule that has struck is taken out. */
  readonly rules: Rule[];
  /** Cuts all and refuses newcomers until {@link online}. */
  offline(): void;
  online(): void;
  /** Cuts every connection at once, without refusing new ones. */
  cutAll(): void;
  /** Adds a schedule's rules. */
  follow(schedule: Schedule): void;
  /** All that came, whatever befell it, oldest first. */
  readonly frames: readonly ProxyFrame[];
  /** The last frames and what befell them, for failure messages. */
  log(): string;
  stop(): Promise<void>;
}

export interface ProxyFrame {
  readonly direction: Direction;
  readonly text: string;
  /** Whether it went through as it was. */
  readonly unharmed: boolean;
}

/** @param target The server's URL. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const rules: Rule[] = [];
  const counts = new Map<Rule, number>();
  const connections: ProxyConnection[] = [];
  const lines: string[] = [];
  const frames: ProxyFrame[] = [];
  let refusing = false;

  const note = (line: string) => {
    lines.push(line);
    if (lines.length > LOGGED) lines.shift();
  };
  /** The fault for a frame. Every rule counts, and each strikes once. */
  const judge = (direction: Direction, frame: string): Fault | undefined => {
    let struck: Rule | undefined;
    for (const rule of [...rules]) {
      if (!fits(rule, direction, frame)) continue;
      const count = (counts.get(rule) ?? 0) + 1;
      counts.set(rule, count);
      if (count < (rule.nth ?? 1) || struck) continue;
      struck = rule;
      rules.splice(rules.indexOf(rule), 1);
    }
    return struck?.fault;
  };

  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    verifyClient: () => !refusing,
  });
  await once(server, 'listening');
  server.on('connection', (client) => {
    connections.push(new ProxyConnection(client, target, connections.length + 1, judge, note, frames));
  });
  const cutAll = () => {
    for (const connection of connections) connection.cut();
  };
  const { port } = server.address() as { port: number };
  return {
    url: `ws://127.0.0.1:${port}/`,
    connections,
    rules,
    frames,
    offline: () => {
      note('-- offline');
      refusing = true;
      cutAll();
    },
    online: () => {
      note('-- online');
      refusing = false;
    },
    cutAll,
    follow: (schedule) => {
      note(`-- ${schedule}`);
      rules.push(...schedule.rules);
    },
    log: () => lines.join('\n'),
    stop: async () => {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fits({ direction, phase, matching }: Rule, at: Direction, frame: string): boolean {
  return direction === at && (phase ?? phaseOf(frame)) === phaseOf(frame) && (matching?.(frame) ?? true);
}

function damaged(frame: string, fault: Fault | undefined): string {
  if (fault?.kind === 'truncate') return frame.slice(0, fault.length);
  return fault?.kind === 'replace' ? fault.by(frame) : frame;
}

/** A client, the server, and what goes wrong between them. */
export class ProxyConnection {
  readonly #upstream: WebSocket;
  /** Delayed frames hold back those behind them, as on a real link. */
  readonly #queues = { up: Promise.resolve(), down: Promise.resolve() };
  readonly #heldBack: { up?: string; down?: string } = {};
  #stalled = false;
  #deaf: Direction | undefined;
  #cut = false;

  constructor(
    private readonly client: WebSocket,
    target: string,
    private readonly number: number,
    private readonly judge: (direction: Direction, frame: string) => Fault | undefined,
    private readonly note: (line: string) => void,
    private readonly frames: ProxyFrame[],
  ) {
    this.#upstream = new WebSocket(target, SUBPROTOCOL);
    const opened = new Promise<void>((resolve) => this.#upstream.once('open', resolve));
    this.#queues.up = opened;
    client.on('message', (data: RawData) => this.#frame('up', String(data)));
    this.#upstream.on('message', (data: RawData) => this.#frame('down', String(data)));
    client.on('close', (code) => this.#ended('up', code));
    this.#upstream.on('close', (code) => this.#ended('down', code));
    for (const socket of [client, this.#upstream]) socket.on('error', () => this.cut());
  }

  get open(): boolean {
    return !this.#cut && this.client.readyState === WebSocket.OPEN;
  }

  /** Both sides lose TCP without a word. */
  cut(): void {
    if (this.#cut) return;
    this.#cut = true;
    this.note(`#${this.number} cut`);
    this.client.terminate();
    this.#upstream.terminate();
  }

  /** Half open: nothing goes through any more, nobody is told. */
  stall(): void {
    this.#stalled = true;
    this.note(`#${this.number} stalled`);
  }

  /** A frame that the other side never sent, after those that are under way. */
  inject(direction: Direction, frame: string | Uint8Array): void {
    this.note(`#${this.number} ${direction} injected ${String(frame).slice(0, 200)}`);
    this.#queues[direction] = this.#queues[direction].then(() => this.#send(direction, frame));
  }

  #frame(direction: Direction, frame: string): void {
    const fault = this.judge(direction, frame);
    const befell = fault ? ` ${JSON.stringify(fault)}` : this.#stalled ? ' swallowed' : '';
    this.note(`#${this.number} ${direction}${befell} ${frame.slice(0, 200)}`);
    if (fault?.kind === 'stall') this.stall();
    this.frames.push({ direction, text: frame, unharmed: !fault && !this.#stalled });
    this.#queues[direction] = this.#queues[direction].then(() => this.#pass(direction, frame, fault));
  }

  async #pass(direction: Direction, frame: string, fault: Fault | undefined): Promise<void> {
    if (this.#stalled || this.#cut || this.#deaf === direction) return;
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault?.kind === 'hold') await fault.until;
    if (fault?.kind === 'swallow') {
      this.#deaf = direction;
      const back = direction === 'up' ? 'down' : 'up';
      for (const answer of fault.answer) await this.#send(back, answer);
      return;
    }
    if (fault?.kind === 'reorder') {
      this.#heldBack[direction] = frame;
      return;
    }
    if (fault?.kind === 'cut') {
      if (fault.frame === 'forwarded') await this.#send(direction, frame);
      if (fault.code === undefined) this.cut();
      else this.#close(fault.code);
      return;
    }
    await this.#send(direction, damaged(frame, fault));
    if (fault?.kind === 'duplicate') await this.#send(direction, frame);
    const held = this.#heldBack[direction];
    this.#heldBack[direction] = undefined;
    if (held !== undefined) await this.#send(direction, held);
  }

  /** Settles when the frame has left this process, so that a cut afterwards cannot take it back. */
  #send(direction: Direction, frame: string | Uint8Array): Promise<void> {
    const to = direction === 'up' ? this.#upstream : this.client;
    if (to.readyState !== WebSocket.OPEN) return Promise.resolve();
    return new Promise((resolve) => to.send(frame, () => resolve()));
  }

  /** In order, as a proxy or load balancer would that is going down. */
  #close(code: number): void {
    this.note(`#${this.number} closed with ${code}`);
    this.client.close(code);
    this.#upstream.close(code);
  }

  /** One side is gone: the other hears of it, unless the link is stalled. */
  #ended(direction: Direction, code: number): void {
    if (this.#stalled || this.#cut) return;
    this.#queues[direction] = this.#queues[direction].then(() => {
      const other = direction === 'up' ? this.#upstream : this.client;
      if (!LOCAL_CODES.includes(code)) other.close(code);
      else if (code === 1005) other.close();
      else this.cut();
    });
  }
}
