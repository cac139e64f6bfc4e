/** What comes into the composer of rooms and chats once somebody is about to write. */
import type { Outgoing } from '../../session/conversation.js';
import type { CommandHost, Commands } from '../commands/commands.js';
import { offerFormatting } from '../rich-editor/formatting-button.js';
import type { KitElement } from '../shared/shell.js';
import { whenWanted } from '../shared/when-wanted.js';
import { offerAttachments, type AttachHost } from './attachments.js';
import { offerHelp, type HelpHost } from './help.js';

export interface WritingHost extends HelpHost, AttachHost, Omit<CommandHost, 'conversation'> {
  readonly host: KitElement;
  /** Has what changes messages that went out. */
  loadDeeds(): Promise<unknown>;
}

export function offerWriting(host: WritingHost): void {
  offerFormatting(host.composer, host.failed);
  let more: HelpHost['more'];
  const update = offerHelp({
    composer: host.composer,
    announcer: host.announcer,
    get conversation() {
      return host.conversation;
    },
    failed: host.failed,
    more: (before, first) => more?.(before, first),
  });
  offerAttachments(host);
  if (host.host.localName === 'xmpp-room') more = offerCommands(host as WritingHost & CommandHost, update);
  host.loadDeeds().catch(() => undefined); // tried again when it is needed
  if (host.composer.awaited) host.composer.send();
}

/**
 * What may be a command waits until they have loaded, and is never said to all.
 * @param update - There may be more to offer.
 */
function offerCommands(host: WritingHost & CommandHost, update: () => void): HelpHost['more'] {
  const { composer } = host;
  const { finish } = composer;
  let commands: Commands | undefined;
  const load = whenWanted(
    async () => {
      const { Commands } = await import('../commands/commands.js');
      composer.finish = finish;
      commands = new Commands(host, update);
      update(); // one may be begun already
      if (composer.awaited) composer.send();
    },
    (error) => {
      composer.giveUp();
      host.failed(error);
    },
  );
  composer.finish = (outgoing) => {
    if (!mayCommand(outgoing)) return finish ? finish(outgoing) : outgoing;
    composer.awaited = true;
    load();
    return undefined;
  };
  load();
  return (before, first) => commands?.offer(before, first);
}

const mayCommand = (outgoing: Outgoing) =>
  /^\/(?!me\s)/.test(typeof outgoing === 'string' ? outgoing : outgoing.body);
