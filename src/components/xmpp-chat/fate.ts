/** What rows of chats say that those of rooms do not: what their words are about (IM-35), and what became of one's own. */
import { html, nothing } from 'lit/html.js';
import type { ChatMessage, SendFailure } from '../../session/message.js';
import type { RowExtras } from '../conversation/message-row.js';
import { icon } from '../shared/icons.js';
import type { Locale } from '../shared/locale.js';
import { nickText } from '../shared/nick-text.js';
import { chatWords } from './chat-locale.js';

const oneTick = icon('m5 12.5 4.5 4.5L19 7.5');
const twoTicks = icon('m2 12.5 4.5 4.5L15.5 8M11 16l1 1 9.5-9.5');

export const rowExtras: RowExtras = {
  fate: (row, locale) => (row.state ? renderFate(row, locale) : nothing),
  around: (words, row) =>
    row.subject === undefined || row.removed ? words : renderLetter(row.subject, words, row),
  failureText: (failure, strings) => `: ${chatWords({ strings }).because[reasonOf(failure)]}`,
};

const renderLetter = (subject: string, words: unknown, { lang }: ChatMessage) =>
  html`<div class="letter">
    <div part="message-subject" class="about" dir="auto" lang=${lang ?? ''}>${nickText(subject)}</div>
    ${words}
  </div>`;

function renderFate({ state, seen }: ChatMessage, locale: Locale): unknown {
  const what = seen ? 'seen' : state === 'delivered' ? 'delivered' : 'sent';
  const words = chatWords(locale).fate[what];
  return html`<div part="fate" class="fate ${what}" title=${words}>
    ${what === 'sent' ? oneTick : twoTicks}<span class="unseen">${words}</span>
  </div>`;
}

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
