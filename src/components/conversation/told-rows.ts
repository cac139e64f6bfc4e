/** Rows that tell of something: what happened, what is missing, why a message was not sent. Loaded with the first one. */
import { html, type TemplateResult } from 'lit/html.js';
import type { Crowd, Gap, RoomEvent, SendFailure } from '../../session/message.js';
import { cutSpoken } from '../shared/announcer.js';
import { partStrings } from '../shared/catalogue.js';
import type { Locale } from '../shared/locale.js';
import { nickText } from '../shared/nick-text.js';
import { renderText } from '../shared/rich-text.js';
import { rowEnglish, type RowStrings } from '../shared/row-strings.js';
import type { Strings } from '../shared/strings.js';
import { control } from './message-row.js';
import type { TellerHost } from './teller.js';
import { whenNear } from './when-near.js';

export function renderTold(row: Gap | RoomEvent, locale: Locale): TemplateResult {
  const strings = partStrings(rowEnglish, locale.strings);
  if (row.kind === 'gap') return renderGap(row, strings);
  const text = eventText(row.event, strings);
  return html`<div class="note" tabindex="-1" data-row dir="auto">
    ${row.event.type === 'subject' ? renderText(text, locale, true) : text}
  </div>`;
}

/** What came of asking somebody in, and what we have become: the visitor may be elsewhere on the page. */
const ANNOUNCED: readonly RoomEvent['event']['type'][] = ['declined', 'not-invited', 'rank'];
/** Those that were told, by whichever element was first. */
const told = new WeakSet<RoomEvent>();

/** MUC-15, MUC-50, MUC-52. */
export function announce(row: RoomEvent, { announcer, strings }: TellerHost): void {
  if (told.has(row) || !ANNOUNCED.includes(row.event.type)) return;
  told.add(row);
  announcer.say(cutSpoken(eventText(row.event, partStrings(rowEnglish, strings))));
}

/** Behind the words that say that it was not sent. */
export function failureText(failure: SendFailure, strings: Strings): string {
  const { notSentBecause: because } = partStrings(rowEnglish, strings);
  if (failure.reason !== 'refused') return `: ${because[failure.reason]}`;
  return `: ${failure.error.condition === 'forbidden' ? because.forbidden : because.refused}`;
}

function renderGap(row: Gap, strings: RowStrings): TemplateResult {
  if (row.state === 'unavailable')
    return html`<div class="note gap" tabindex="-1" data-row>${strings.historyUnavailable}</div>`;
  const text = row.state === 'failed' ? strings.gapFailed : strings.gap;
  const action = control('gap', row.state === 'failed' ? strings.retry : strings.loadGap);
  return html`<div class="note gap" tabindex="-1" data-row ${whenNear(row.far && row.state === 'idle')}>
    ${row.state === 'loading' ? strings.loading : html`<span>${text}</span> ${action}`}
  </div>`;
}

/** What we have become: an office of our own goes before what we may do because of it. */
function rankIn({
  role,
  affiliation,
  before,
}: RoomEvent['event'] & { readonly type: 'rank' }): keyof RowStrings['event']['rank'] {
  if (affiliation !== before.affiliation) return affiliation === 'outcast' ? 'none' : affiliation;
  if (role === 'participant') return before.role === 'moderator' ? 'unmoderator' : 'participant';
  return role === 'moderator' ? 'moderator' : 'visitor';
}

const readable = ({ nicks, count }: Crowd): Crowd => ({ nicks: nicks.map(nickText), count });

function eventText(event: RoomEvent['event'], { event: words }: RowStrings): string {
  switch (event.type) {
    case 'subject':
      return words.subject(nickText(event.nick), event.subject);
    case 'renamed':
      return event.own
        ? words.renamedSelf(nickText(event.newNick))
        : words.renamed(nickText(event.nick), nickText(event.newNick));
    case 'nick-assigned':
      return words.assigned(nickText(event.nick));
    case 'comings':
      return words.comings(readable(event.came), readable(event.left));
    case 'kicked':
    case 'banned':
      return words[event.type](nickText(event.nick), event.actor && nickText(event.actor), event.reason);
    case 'rank':
      return words.ranked(words.rank[rankIn(event)], event.reason);
    case 'declined':
    case 'not-invited':
      return words[event.type](nickText(event.nick), event.reason);
    default:
      return words[event.type];
  }
}
