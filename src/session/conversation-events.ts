/** What conversations tell besides that they changed. */
import type { ChatMessage, SendFailure } from './message.js';

/** An own message has arrived. */
export class SentEvent extends Event {
  constructor(readonly message: ChatMessage) {
    super('sent');
  }
}

/** Somebody said something now. */
export class MessageEvent extends Event {
  constructor(readonly message: ChatMessage) {
    super('message');
  }
}

/** A reaction or retraction of ours came to nothing. */
export class UndoneEvent extends Event {
  constructor(readonly failure: SendFailure) {
    super('undone');
  }
}
