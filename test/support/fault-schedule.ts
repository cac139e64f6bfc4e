/** Which frame is which in a session's life, and seeded random schedules of what goes wrong with them. */

export type Phase =
  | 'open'
  | 'login'
  | 'bind'
  | 'enable'
  | 'resume'
  | 'ack'
  | 'join'
  | 'send'
  | 'archive'
  | 'presence'
  | 'request'
  | 'close'
  | 'other';

const PHASES: readonly (readonly [Phase, RegExp])[] = [
  ['open', /^<(open|(stream:)?features)\b/],
  ['close', /^<(close|(stream:)?error)\b/],
  ['login', /^<(auth|authenticate|challenge|response|success|failure|abort)\b/],
  ['resume', /^<(resume|resumed|failed)\b/],
  ['enable', /^<(enable|enabled)\b/],
  ['ack', /^<[ra]\b/],
  ['bind', /^<iq\b.*urn:ietf:params:xml:ns:xmpp-(bind|session)\b/s],
  ['archive', /urn:xmpp:mam:2/],
  ['join', /^<presence\b.*http:\/\/jabber\.org\/protocol\/muc(?:#user)?['"]/s],
  ['send', /^<message\b.*<body\b/s],
  ['presence', /^<presence\b/],
  ['request', /^<iq\b/],
];

/** Told from the text alone; for SASL2 all that is inline counts as `login`. */
export function phaseOf(frame: string): Phase {
  return PHASES.find(([, pattern]) => pattern.test(frame))?.[0] ?? 'other';
}

/** From the client to the server, or back. */
export type Direction = 'up' | 'down';

export type Fault =
  /** Cuts TCP, or closes the WebSocket in order where a `code` is given; the frame itself goes through before, or not. */
  | { readonly kind: 'cut'; readonly frame: 'forwarded' | 'lost'; readonly code?: number }
  /** From here on both directions are swallowed, the sockets stay open. */
  | { readonly kind: 'stall' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** As `delay`, for as long as a test wants. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** Only the first `length` UTF-16 units go through. */
  | { readonly kind: 'truncate'; readonly length: number }
  | { readonly kind: 'replace'; readonly by: (frame: string) => string }
  | { readonly kind: 'duplicate' }
  /** It never arrives, nor does anything behind it in that direction; these come back in its place. */
  | { readonly kind: 'swallow'; readonly answer: readonly string[] }
  /** The frame goes out after the one behind it. */
  | { readonly kind: 'reorder' };

/** A fault, and the frame it befalls. All conditions given must hold. */
export interface Rule {
  readonly fault: Fault;
  readonly direction: Direction;
  /** The n-th frame of that direction that fits the rest, counted over all connections; 1 unless set. */
  readonly nth?: number;
  readonly phase?: Phase;
  readonly matching?: (frame: string) => boolean;
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Schedule {
  readonly seed: number;
  readonly rules: readonly Rule[];
  /** For failure messages: everything needed to run it again. */
  toString(): string;
}

export interface ScheduleOptions {
  /** How many faults; 5 unless set. */
  readonly faults?: number;
  /** Frames a direction between two faults, at most; 30 unless set. */
  readonly spread?: number;
  /** Only these kinds; all that a network can really do unless set: WebSocket frames come whole and in order. */
  readonly kinds?: readonly RandomFault[];
}

type RandomFault = Exclude<Fault['kind'], 'replace' | 'swallow' | 'hold'>;

/** A schedule of faults, made of its seed alone. */
export function seededSchedule(seed: number, options: ScheduleOptions = {}): Schedule {
  const { faults = 5, spread = 30, kinds = ['cut', 'stall', 'delay'] } = options;
  const random = seededRandom(seed);
  const upTo = (max: number) => Math.floor(random() * max);
  const at = { up: 0, down: 0 };
  const rules = Array.from({ length: faults }, (): Rule => {
    const direction = upTo(2) === 0 ? 'up' : 'down';
    at[direction] += 1 + upTo(spread);
    return { direction, nth: at[direction], fault: pickFault(kinds[upTo(kinds.length)] ?? 'cut', upTo) };
  });
  const lines = rules.map(({ direction, nth, fault }) => `  ${direction} ${nth}: ${JSON.stringify(fault)}`);
  return { seed, rules, toString: () => [`seed ${seed}`, ...lines].join('\n') };
}

function pickFault(kind: RandomFault, upTo: (max: number) => number): Fault {
  if (kind === 'cut') {
    const frame = upTo(2) === 0 ? 'forwarded' : 'lost';
    return upTo(4) === 0 ? { kind, frame, code: 1001 } : { kind, frame };
  }
  if (kind === 'delay') return { kind, ms: 10 + upTo(500) };
  if (kind === 'truncate') return { kind, length: upTo(60) };
  return { kind };
}
