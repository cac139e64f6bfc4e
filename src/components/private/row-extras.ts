/** What rows of private conversations say besides: what became of one's own words, and why some were not sent (MUC-43). */
import { nothing } from 'lit/html.js';
import type { SendFailure } from '../../session/message.js';
import { renderFate } from '../conversation/fate.js';
import type { RowExtras } from '../conversation/message-row.js';
import { privateWords } from './words.js';

export const rowExtras: RowExtras = {
  fate: (row, locale) => (row.state ? renderFate(row, privateWords(locale).fate) : nothing),
  around: (words) => words,
  failureText: (failure, strings) => `: ${privateWords({ strings }).because[reasonOf(failure)]}`,
};

/** By the condition alone (ux.md §3). */
function reasonOf(failure: SendFailure) {
  if (failure.reason !== 'refused') return failure.reason;
  switch (failure.error.condition) {
    case 'item-not-found':
    case 'recipient-unavailable':
    case 'gone':
      return 'gone';
    case 'not-acceptable':
      return 'out';
    case 'forbidden':
    case 'not-allowed':
    case 'policy-violation':
      return 'forbidden';
    default:
      return 'refused';
  }
}
