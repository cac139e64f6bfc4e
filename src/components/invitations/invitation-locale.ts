/** The words of invitations by language: those of all elements with their own. */
import type { RoomCatalogue } from '../shared/catalogue.js';
import { blockEnglish, type BlockWords } from '../shared/block-strings.js';
import {
  invitationEnglish,
  type InvitationStrings,
  type InvitationWords,
} from '../shared/invitation-strings.js';
import { byLanguage } from '../shared/languages.js';
import { loadOnce } from '../shared/shell.js';
import { english } from '../shared/strings.js';

const german = loadOnce(
  async (): Promise<{
    readonly strings: RoomCatalogue & BlockWords & InvitationWords;
  }> => {
    const [all, block, own] = await Promise.all([
      import('../locales/de.js'),
      import('../locales/de-block.js'),
      import('../locales/de-invitation.js'),
    ]);
    return { strings: { ...all.strings, ...block.strings, ...own.strings } };
  },
);

/** The words for a `lang` attribute. */
export const findInvitationWords = byLanguage<InvitationStrings, InvitationStrings>(
  { ...english, ...blockEnglish, invitation: invitationEnglish },
  new Map([['de', german]]),
  (_, strings) => strings,
);
