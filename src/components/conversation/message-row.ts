/** What one row of the list looks like. A row is rendered again only when its record or what stands before it changed. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ChatMessage, Row, SendFailure } from '../../session/message.js';
import type { Locale } from '../shared/locale.js';
import type { Strings } from '../shared/strings.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import { renderText } from '../shared/rich-text.js';
import { parts, telling } from './telling.js';

const GROUP_MS = 5 * 60_000;
/** A message on its way is nothing to mention for so long (ux.md §3). */
const UNMENTIONED_MS = 2000;
const ACTION = '/me ';
/** Nothing but a few emoji. */
const EMOJI = /^[\p{Extended_Pictographic}\p{RI}\p{EMod}\u200d\ufe0f ]{1,24}$/u;

/** What a row takes from its neighbours and the reader. */
export interface RowPlace {
  /** Follows a message of the same sender closely enough to need no name. */
  readonly continued: boolean;
  /** First of its day. */
  readonly newDay: boolean;
  /** Stands behind the “New” divider. */
  readonly isFirstNew: boolean;
  /** Of removed messages: how many this row stands for; 0: another one stands for it. */
  readonly run?: number | undefined;
  /** Shown in full although very long. */
  readonly expanded: boolean;
}

export const samePlace = (a: RowPlace, b: RowPlace): boolean =>
  (Object.keys(a) as (keyof RowPlace)[]).every((key) => a[key] === b[key]);

/** What rows say besides in one kind of conversation. */
export interface RowExtras {
  /** What became of an own message that has gone out. */
  fate(row: ChatMessage, locale: Locale): unknown;
  /** Behind the words that say that it was not sent. */
  failureText(failure: SendFailure, strings: Strings): string;
  /** Its words, with what they are about. */
  around(words: unknown, row: ChatMessage): unknown;
}

export interface RowContext {
  readonly locale: Locale;
  /** For `aria-level` of the senders' names. */
  readonly headingLevel: number;
  /** The sender's address, as far as all who see the message know it. */
  readonly jidOf: (message: ChatMessage) => string | undefined;
  readonly extras: RowExtras | undefined;
}

/** Where `row` stands after `previous`. */
export function placeOf(row: Row, previous: Row | undefined): { continued: boolean; newDay: boolean } {
  const newDay = !previous || previous.time.toDateString() !== row.time.toDateString();
  return { newDay, continued: !newDay && previous !== undefined && sameGroup(row, previous) };
}

function sameGroup(row: Row, previous: Row): boolean {
  return (
    row.kind === 'message' &&
    previous.kind === 'message' &&
    row.from === previous.from &&
    row.own === previous.own &&
    row.occupantId === previous.occupantId &&
    row.time.getTime() - previous.time.getTime() < GROUP_MS
  );
}

/** `id` is unique in the shadow root. */
export function renderRow(row: Row, place: RowPlace, id: string, context: RowContext): TemplateResult {
  const day = place.newDay
    ? html`<div class="day"><span>${context.locale.day(row.time)}</span></div>`
    : nothing;
  const divider = place.isFirstNew
    ? html`<div part="new-divider" class="new"><span>${context.locale.strings.newDivider}</span></div>`
    : nothing;
  return html`${day}${divider}${renderContent(row, place, id, context)}`;
}

function renderContent(row: Row, place: RowPlace, id: string, context: RowContext): unknown {
  switch (row.kind) {
    case 'message':
      return place.run === undefined
        ? renderMessage(row, place, id, context)
        : parts?.renderRun(place.run, context.locale, row);
    case 'notice':
      return html`<div class="note notice" tabindex="-1" data-row dir="auto" lang="">
        <span>${renderText(row.body, context.locale, place.expanded)}</span>
      </div>`;
    default:
      return telling ? telling.renderTold(row, context.locale) : nothing;
  }
}

function renderMessage(row: ChatMessage, place: RowPlace, id: string, context: RowContext): TemplateResult {
  const { locale } = context;
  const nick = nickText(row.nick);
  const action = row.body.startsWith(ACTION);
  const time = locale.time(row.time);
  const hue = place.continued ? '' : hueClass(row.nick, context.jidOf(row));
  const stamp = html`<time
    part="message-time"
    datetime=${row.time.toISOString()}
    title=${locale.full(row.time)}
    >${time}</time
  >`;
  const head = place.continued
    ? stamp
    : html`<div part="avatar" class="avatar ${hue}" aria-hidden="true">${initials(row.nick)}</div>
        <div class="head">
          <div class="author ${hue}" part="message-author" role="heading" aria-level=${context.headingLevel}>
            <bdi>${nick}</bdi>
          </div>
          ${parts?.renderHats(row.hats)} ${stamp}
        </div>`;
  const words = renderBody(id, row, renderWords(row, nick, place, locale));
  const subject = context.extras?.around(words, row) ?? words;
  return html`<article
    part=${row.own ? 'message own' : 'message'}
    class="message ${place.continued ? 'continued' : ''} ${row.own ? 'own' : ''} ${row.mention ? 'mention' : ''} ${row.state ? `is-${row.state}` : ''} ${action ? 'action' : ''} ${EMOJI.test(row.body) ? 'emoji' : ''}"
    data-row
    data-id=${row.stanzaId ?? row.originId ?? row.id ?? nothing}
    tabindex="-1"
    aria-label=${locale.strings.rowName(nick, place.newDay ? locale.full(row.time) : time)}
    aria-describedby=${id}
  >
    ${head} ${parts?.around(subject, row, locale) ?? subject}${row.own ? renderState(row, context) : nothing}
  </article>`;
}

function renderBody(id: string, { lang, own }: ChatMessage, content: unknown): TemplateResult {
  const part = own ? 'message-body own' : 'message-body';
  // prettier-ignore: white space inside would be shown
  return html`<div id=${id} class="words" part=${part} dir="auto" lang=${lang ?? ''}>${content}</div>`;
}

function renderWords(row: ChatMessage, nick: string, place: RowPlace, locale: Locale): unknown {
  const { body, removed } = row;
  if (removed) return parts?.renderRemoved(removed, locale);
  return body.startsWith(ACTION)
    ? renderAction(nick, row, place, locale)
    : (parts?.renderWords ?? renderPlain)(row, locale, place.expanded);
}

const renderPlain = ({ body }: ChatMessage, locale: Locale, expanded: boolean, skip = 0) =>
  renderText(body.slice(skip), locale, expanded);

/** XEP-0245: by its sender, so that it never looks like a line of the room's own. */
const renderAction = (nick: string, row: ChatMessage, { expanded }: RowPlace, locale: Locale) => [
  html`<bdi class="actor">${nick}</bdi>`,
  ' ',
  (parts?.renderWords ?? renderPlain)(row, locale, expanded, ACTION.length),
];

function renderState(row: ChatMessage, { locale, extras }: RowContext): unknown {
  const { strings } = locale;
  switch (row.state) {
    case 'sending': {
      const late = row.sentAt !== undefined && Date.now() - row.sentAt.getTime() >= UNMENTIONED_MS;
      return html`<div class="state ${late ? '' : 'soon'}">${strings.sending}</div>`;
    }
    case 'waiting':
      return html`<div class="state">${strings.waiting} ${control('discard', strings.cancel)}</div>`;
    case 'failed':
      return html`<div class="state failure">
        <span
          >${strings.notSent}${row.failure && (extras ?? telling)?.failureText(row.failure, strings)}</span
        >
        ${control('retry', strings.retry)} ${control('edit', strings.edit)}
        ${control('discard', strings.remove)}
      </div>`;
    default:
      return extras?.fate(row, locale);
  }
}

/** Not in the tab order by itself: the list is one stop, Enter goes into a row. */
export const control = (action: string, text: string) =>
  html`<button type="button" class="small" data-action=${action} tabindex="-1">${text}</button>`;
