/** What comes into the composer of rooms and chats once somebody is about to write. */
import { offerFormatting } from '../rich-editor/formatting-button.js';
import { offerHelp, type HelpHost } from './help.js';

export function offerWriting(host: HelpHost): void {
  offerFormatting(host.composer, host.failed);
  offerHelp(host);
}
