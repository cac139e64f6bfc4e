/** What elements in which people talk have in common. */
import type { Outgoing } from '../../session/conversation.js';
import { box } from './box.js';
import { Shell, type View } from './shell.js';

export interface TalkView extends View {
  /** @throws {RangeError} There is nothing to send. */
  send(outgoing: Outgoing): unknown;
}

export abstract class ConversationShell<V extends TalkView> extends Shell<V> {
  declare jid: string | undefined;
  declare for: string | undefined;
  declare noHeader: boolean;
  declare noComposer: boolean;
  declare colors: boolean;
  declare noShortcuts: boolean;
  declare announce: string | undefined;
  declare sendKey: string | undefined;
  declare headingLevel: string | undefined;

  protected override readonly frame = box();

  /** Sends a message; what cannot go out now waits. @throws {RangeError} There is nothing to send. */
  async send(outgoing: Outgoing): Promise<void> {
    (await this.view).send(outgoing);
  }
}
