/** German, as far as both contacts and chats ask before somebody is blocked. */
import type { BlockWords } from '../shared/block-strings.js';

export const strings: BlockWords = {
  blockContact: 'Blockieren',
  blockTitle: (name) => `${name} blockieren?`,
  blockText:
    'Diese Person kann dir nicht schreiben und sieht nicht, wann du online bist. Sie erfährt davon nichts.',
  isBlocked: (name) => `${name} ist blockiert`,
  noBlocking: 'Dein Server kann niemanden blockieren.',
  notAllowed: 'Dein Server erlaubt das nicht.',
  serverSilent: 'Dein Server hat nicht geantwortet.',
  notConnected: 'Es besteht keine Verbindung.',
  didNotWork: 'Das hat nicht geklappt.',
};
