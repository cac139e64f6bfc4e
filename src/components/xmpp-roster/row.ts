/** What stands in a line of the list. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Avatars } from '../../session/avatars.js';
import type { Blocking } from '../../session/blocking.js';
import {
  availability,
  displayName,
  seesThem,
  seesUs,
  type Availability,
  type Contact,
} from '../../session/contact.js';
import { wordsOf } from '../../session/message.js';
import { icon } from '../shared/icons.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import type { RosterStrings } from '../shared/roster-strings.js';
import { UNLISTED, type ContactLine, type GroupLine, type Line } from './lines.js';
import type { RosterLocale } from './roster-locale.js';

const foldIcon = icon('m9 6 6 6-6 6');
const dotsIcon = icon('M12 5h.01M12 12h.01M12 19h.01');

/** As much of a message as a line may hold. */
const MAX_NOTE = 200;
const MAX_COUNT = 99;

export interface RowContext {
  readonly locale: RosterLocale;
  readonly avatars: Avatars;
  readonly blocking: Blocking;
  /** Bare JID. */
  readonly selected: string | undefined;
  /** Whether presence can be known now. */
  readonly online: boolean;
}

export const nameOf = (contact: Contact): string => nickText(displayName(contact));

export const groupName = ({ key, name }: GroupLine, strings: RosterStrings): string =>
  name === undefined ? (key === UNLISTED ? strings.notContacts : strings.otherContacts) : nickText(name);

export function avatar(jid: string, name: string, show: Availability, avatars: Avatars): TemplateResult {
  const url = avatars.get(jid)?.url;
  return html`<span part="avatar" class="avatar marked ${hueClass(name, jid)} ${show}" aria-hidden="true"
    >${url ? html`<img src=${url} alt="" width="40" height="40" decoding="async" draggable="false" />` : initials(name)}</span
  >`;
}

export const renderLine = (line: Line, context: RowContext): TemplateResult =>
  html`<span class="unseen">${spokenName(line, context)}</span
    ><span class="seen" aria-hidden="true"
      >${line.kind === 'group' ? renderGroup(line, context) : renderContact(line, context)}</span
    >`;

function renderGroup(line: GroupLine, { locale: { strings }, online }: RowContext): TemplateResult {
  const unread = line.folded && line.unread > 0 ? countOf(line.unread) : nothing;
  return html`<span class="arrow">${foldIcon}</span
    ><bdi class="title" lang="">${groupName(line, strings)}</bdi>
    <span class="tally">${online ? strings.onlineOf(line.online, line.count) : line.count}</span>${unread}`;
}

function renderContact(line: ContactLine, context: RowContext): TemplateResult {
  const { contact, chat } = line;
  const { locale, avatars, online } = context;
  const name = nameOf(contact);
  const last = chat?.lastAt;
  return html`${avatar(contact.jid, name, online ? availability(contact) : 'offline', avatars)}
    <span class="who"
      ><bdi part="contact-name" lang="" title=${contact.jid}>${name}</bdi>${note(line, context)}</span
    >
    <span class="side"
      >${last ? html`<time>${when(last, locale)}</time>` : nothing}${
        chat?.unread ? countOf(chat.unread) : nothing
      }</span
    >
    <span class="dots">${dotsIcon}</span>`;
}

const countOf = (n: number) =>
  html`<span part="unread" class="count">${n > MAX_COUNT ? `${MAX_COUNT}+` : n}</span>`;

/** Today's time, else the day. */
function when(date: Date, locale: RosterLocale): string {
  const today = date.toDateString() === new Date().toDateString();
  return today ? locale.time(date) : locale.shortDay(date);
}

/** What they said last, else what they say of themselves; what stands between us goes before. */
function note({ contact, chat, listed }: ContactLine, { locale, blocking, online }: RowContext) {
  const { strings } = locale;
  const between = blocking.isBlocked(contact.jid)
    ? strings.contactBlocked
    : listed && (contact.pendingIn || contact.pendingOut)
      ? aboutSubscription(contact, strings)
      : undefined;
  if (between) return html`<span part="contact-note" class="note">${between}</span>`;
  const last = chat?.lastMessage;
  const status = online ? contact.resources[0]?.statusText : undefined;
  const text = last && !last.removed ? oneLine(wordsOf(last)) : status && oneLine(status);
  if (text)
    return html`<span part="contact-note" class="note" dir="auto" lang="" title=${status ?? nothing}
      >${last?.own && !last.removed ? strings.ownWords(text) : text}</span
    >`;
  const rest = listed ? aboutSubscription(contact, strings) : undefined;
  return rest ? html`<span part="contact-note" class="note">${rest}</span>` : nothing;
}

const oneLine = (text: string) => text.slice(0, MAX_NOTE).replace(/\s+/g, ' ');

/** The nine states of RFC 6121 §A.1, each in its own words (IM-14); nothing where both see each other. */
export function aboutSubscription(
  contact: Contact,
  { subscription: words }: RosterStrings,
): string | undefined {
  const { pendingOut, pendingIn } = contact;
  const [see, seen] = [seesThem(contact), seesUs(contact)];
  if (!see && !seen && !pendingOut && !pendingIn) return words.none;
  const about = [
    pendingIn && words.asks,
    pendingOut && !see && words.asked,
    !pendingOut && !see && words.from,
    !pendingIn && !seen && words.to,
  ];
  return about.filter((each) => each !== false).join(' · ') || undefined;
}

/** A line's name for screen readers. */
function spokenName(line: Line, { locale: { strings }, online, blocking }: RowContext): string {
  if (line.kind === 'group') return strings.groupName(groupName(line, strings), line.online, line.count);
  const { contact, chat, listed } = line;
  const about = [
    online ? strings.presence[availability(contact)] : undefined,
    listed ? aboutSubscription(contact, strings) : undefined,
    blocking.isBlocked(contact.jid) ? strings.contactBlocked : undefined,
    chat?.unread ? strings.unreadCount(chat.unread) : undefined,
  ];
  return strings.contactName(
    nameOf(contact),
    about.filter((each) => each !== undefined),
  );
}

/** What a line is, besides its name and place. */
export function describeLine(line: Line, { selected }: RowContext): ReadonlyMap<string, string | undefined> {
  if (line.kind === 'group')
    return new Map([
      ['role', 'treeitem'],
      ['aria-level', '1'],
      ['aria-expanded', `${!line.folded}`],
      ['aria-selected', undefined],
    ]);
  const { contact, group } = line;
  return new Map([
    ['role', group === undefined ? 'option' : 'treeitem'],
    ['aria-level', group === undefined ? undefined : '2'],
    ['aria-expanded', undefined],
    ['aria-selected', `${contact.jid === selected}`],
  ]);
}
