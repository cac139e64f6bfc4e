import type { SendFailure } from './message.js';

/** A reaction or retraction of ours came to nothing. */
export class UndoneEvent extends Event {
  constructor(readonly failure: SendFailure) {
    super('undone');
  }
}
