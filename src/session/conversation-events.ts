/** What conversations tell besides that they changed. */
import type { ChatMessage } from './message.js';

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
