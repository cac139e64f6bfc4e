/** What comes into the composer of rooms and chats once somebody is about to write. */
import { offerFormatting } from '../rich-editor/formatting-button.js';
import { offerAttachments, type AttachHost } from './attachments.js';
import { offerHelp, type HelpHost } from './help.js';

export interface WritingHost extends HelpHost, AttachHost {
  /** Has what changes messages that went out. */
  loadDeeds(): Promise<unknown>;
}

export function offerWriting(host: WritingHost): void {
  offerFormatting(host.composer, host.failed);
  offerHelp(host);
  offerAttachments(host);
  host.loadDeeds().catch(() => undefined); // tried again when it is needed
}
