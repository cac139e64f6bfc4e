/** What comes into the composer of rooms and chats once somebody is about to write. */
import type { Outgoing } from '../../session/conversation.js';
import type { Room } from '../../session/room.js';
import type { CommandHost, Commands } from '../commands/commands.js';
import { offerFormatting } from '../rich-editor/formatting-button.js';
import type { KitElement } from '../shared/shell.js';
import { offerAttachments, type AttachHost } from './attachments.js';
import { offerHelp, type HelpHost } from './help.js';

export interface WritingHost extends HelpHost, AttachHost, Omit<CommandHost, 'conversation'> {
  readonly host: KitElement;
  /** Has what changes messages that went out. */
  loadDeeds(): Promise<unknown>;
}

export function offerWriting(host: WritingHost): void {
  offerFormatting(host.composer, host.failed);
  let commands: Commands | undefined;
  const update = offerHelp({
    composer: host.composer,
    announcer: host.announcer,
    get conversation() {
      return host.conversation;
    },
    failed: host.failed,
    more: (before, first) => commands?.offer(before, first),
  });
  offerAttachments(host);
  if (host.host.localName === 'xmpp-room')
    void loadCommands(host).then((loaded) => {
      commands = loaded;
      update(); // one may be begun already
    });
  host.loadDeeds().catch(() => undefined); // tried again when it is needed
}

/** A command that is sent while they load waits for them, and is never said to all. */
async function loadCommands(host: WritingHost): Promise<Commands | undefined> {
  const { composer } = host;
  const { finish } = composer;
  let awaited = false;
  composer.finish = (outgoing) => {
    if (!begins(outgoing)) return finish ? finish(outgoing) : outgoing;
    awaited = true;
    return undefined;
  };
  try {
    const { Commands } = await import('../commands/commands.js');
    composer.finish = finish;
    const commands = new Commands(host as CommandHost & { readonly conversation: Room | undefined });
    if (awaited) composer.send();
    return commands;
  } catch (error) {
    composer.finish = finish; // then there are none
    host.failed(error);
    return undefined;
  }
}

const begins = (outgoing: Outgoing) =>
  (typeof outgoing === 'string' ? outgoing : outgoing.body).startsWith('/');
