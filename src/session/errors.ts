/** The errors that session methods reject with. Reading and building `<error/>` is protocol/stanza-error.ts. */

/** RFC 6120 §8.3.2. */
export type StanzaErrorType = 'auth' | 'cancel' | 'continue' | 'modify' | 'wait';

/** Somebody answered with an error (RFC 6120 §8.3). */
export class StanzaError extends Error {
  override readonly name = 'StanzaError';
  constructor(
    /** A defined condition of RFC 6120 §8.3.3; unknown ones are `undefined-condition`. */
    readonly condition: string,
    readonly type: StanzaErrorType,
    /** Said by the other side: only ever shown as a quoted reason. */
    readonly text?: string,
    /** XEP-0086. */
    readonly code?: number,
    /** The address in `<gone/>` or `<redirect/>`; never followed without asking. */
    readonly address?: string,
    options?: ErrorOptions,
  ) {
    super(text ? `${condition}: ${text}` : condition, options);
  }
}

/** The stream ended with an error (RFC 6120 §4.9). */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  constructor(
    readonly condition: string,
    readonly text?: string,
    options?: ErrorOptions,
  ) {
    super(text ? `${condition}: ${text}` : condition, options);
  }
}

/** Logging in failed; `condition` is one of RFC 6120 §6.5, or `no-mechanism`, `server-signature`, `downgrade`. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  constructor(
    readonly condition: string,
    readonly text?: string,
    options?: ErrorOptions,
  ) {
    super(text ? `${condition}: ${text}` : condition, options);
  }
}

/** The other side broke the protocol in a way that cannot be read around. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** No answer in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** The link went away before the answer came, or could not be made at all. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  constructor(
    /** `unreachable`, `insecure`, `not-xmpp`, `no-endpoint`, `lost`, `closed`. */
    readonly condition: string,
    message: string = condition,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A setting that cannot work. `setting` names it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    readonly setting: string,
    message: string,
  ) {
    super(message);
  }
}
