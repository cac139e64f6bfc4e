/** What a part of the session declares about itself: a feature is a module (design.md §2). */
import type { Element } from './xml.js';

export interface Feature {
  /** Namespaces it adds to service discovery, and so to entity capabilities. */
  readonly namespaces?: readonly string[];
  /** A message or presence. @returns Whether it was meant for this feature, and so for no other. */
  receive?(stanza: Element): boolean;
  /** The link is up. @param resumed The same session as before, nothing has to be set up anew. */
  online?(resumed: boolean): void;
  /** The link is down. @param resumable The session may go on when it is back. */
  offline?(resumable: boolean): void;
  /** Last words before the session ends: sent at once, no answer is waited for. */
  leaving?(): void;
  /** Whether this bare JID is an acquaintance and may learn that we are here. */
  knows?(bareJid: string): boolean;
}

/** Something that came in was left out, or a redirect was not followed. For developers' eyes. */
export class DroppedEvent extends Event {
  constructor(
    readonly reason: string,
    readonly cause?: unknown,
  ) {
    super('dropped');
  }
}
