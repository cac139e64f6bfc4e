/** What rows of chats say that those of rooms do not: what their words are about (IM-35), and what became of one's own. */
import { html, nothing } from 'lit/html.js';
import type { ChatMessage, SendFailure } from '../../session/message.js';
import { renderFate } from '../conversation/fate.js';
import type { RowExtras } from '../conversation/message-row.js';
import { nickText } from '../shared/nick-text.js';
import { chatWords } from './chat-locale.js';

export const rowExtras: RowExtras = {
  fate: (row, locale) => (row.state ? renderFate(row, chatWords(locale).fate) : nothing),
  around: (words, row) =>
    row.subject === undefined || row.removed ? words : renderLetter(row.subject, words, row),
  failureText: (failure, strings) => `: ${chatWords({ strings }).because[reasonOf(failure)]}`,
};

const renderLetter = (subject: string, words: unknown, { lang }: ChatMessage) =>
  html`<div class="letter">
    <div part="message-subject" class="about" dir="auto" lang=${lang ?? ''}>${nickText(subject)}</div>
    ${words}
  </div>`;

/** By the condition alone (ux.md §3); where it says nothing to people, that it was refused. */
function reasonOf(failure: SendFailure) {
  if (failure.reason !== 'refused') return failure.reason;
  if (failure.blocked) return 'blocked';
  switch (failure.error.condition) {
    case 'remote-server-not-found':
    case 'remote-server-timeout':
      return 'unreachable';
    case 'item-not-found':
    case 'jid-malformed':
    case 'gone':
      return 'nobody';
    case 'service-unavailable':
    case 'recipient-unavailable':
      return 'undeliverable';
    case 'forbidden':
    case 'not-allowed':
    case 'not-authorized':
    case 'policy-violation':
    case 'registration-required':
      return 'forbidden';
    case 'resource-constraint':
      return 'full';
    default:
      return 'refused';
  }
}
