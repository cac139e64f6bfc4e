/** What stands in a line of the list of rooms. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { wordsOf, type ChatMessage } from '../../session/message.js';
import type { Room } from '../../session/room.js';
import type { RoomDirectory, RoomFacts } from '../../session/room-directory.js';
import { icon, moreIcon, peopleIcon } from '../shared/icons.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import type { RoomsStrings } from '../shared/rooms-strings.js';
import { isIn, type RoomLine } from './lines.js';
import type { RoomsLocale } from './rooms-locale.js';

const lockIcon = icon('M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z');
const membersIcon = icon('M12 3 5 6v5c0 4.5 2.8 8 7 10 4.2-2 7-5.5 7-10V6z');
const keptIcon = icon('m5 12.5 4.5 4.5L19 7.5');

/** As much of a message as a line may hold. */
const MAX_NOTE = 200;
const MAX_COUNT = 99;

export interface RowContext {
  readonly locale: RoomsLocale;
  /** Bare JID. */
  readonly selected: string | undefined;
  readonly directory: RoomDirectory | undefined;
  /** Whether it is kept. */
  readonly keeps: (jid: string) => boolean;
}

export const roomName = (line: RoomLine, directory?: Pick<RoomDirectory, 'known'>): string =>
  nickText((line.listed && directory?.known(line.jid)?.name) || line.name);

export const renderLine = (line: RoomLine, context: RowContext): TemplateResult =>
  html`<span class="unseen">${spokenName(line, context)}</span
    ><span class="seen" aria-hidden="true"
      >${line.listed ? renderListed(line, context) : renderOwn(line, context)}</span
    >`;

const mark = (name: string, jid: string) =>
  html`<span part="avatar" class="avatar ${hueClass(name, jid)}">${initials(name)}</span>`;

function renderOwn(line: RoomLine, { locale }: RowContext): TemplateResult {
  const { room, jid } = line;
  const name = roomName(line);
  const last = room && lastOf(room);
  return html`${mark(name, jid)}
    <span class="who"
      ><bdi part="room-name" class=${nameClass(room)} lang="" title=${jid}>${name}</bdi>${note(
        room,
        last,
        locale.words,
      )}</span
    >
    <span class="side"
      >${last ? html`<time>${when(last.time, locale)}</time>` : nothing}${
        room?.unread ? countOf(room.unread, room.mentions > 0) : nothing
      }</span
    >
    <span class="dots">${moreIcon}</span>`;
}

function renderListed(line: RoomLine, { directory, keeps, locale }: RowContext): TemplateResult {
  const { jid } = line;
  const { words } = locale;
  const facts = directory?.about(jid);
  const name = roomName(line, directory);
  const about = facts?.description;
  return html`${mark(name, jid)}
    <span class="who"
      ><bdi part="room-name" lang="" title=${jid}>${name}</bdi>${
        about
          ? html`<span part="room-note" class="note" dir="auto" lang="" title=${nickText(about)}
              >${oneLine(about)}</span
            >`
          : html`<bdi part="room-note" class="note" lang="">${nickText(jid)}</bdi>`
      }</span
    >
    <span class="side facts" title=${facts ? aboutEntering(facts, words).join(' · ') : nothing}
      >${keeps(jid) ? keptIcon : nothing}${facts?.passwordProtected ? lockIcon : nothing}${
        facts?.membersOnly ? membersIcon : nothing
      }${facts?.occupants === undefined ? nothing : html`${peopleIcon}${locale.number(facts.occupants)}`}</span
    >
    <span class="dots">${moreIcon}</span>`;
}

/** Rooms that we are not in stand back. */
const nameClass = (room: Room | undefined) => (!isIn(room) ? 'out' : room?.unread ? 'new' : '');

const countOf = (n: number, mentioned: boolean) =>
  html`<span part="unread" class="count"
    >${mentioned ? '@ ' : ''}${n > MAX_COUNT ? `${MAX_COUNT}+` : n}</span
  >`;

/** Today's time, else the day. */
function when(date: Date, locale: RoomsLocale): string {
  const today = date.toDateString() === new Date().toDateString();
  return today ? locale.time(date) : locale.shortDay(date);
}

/** The last that somebody said. */
function lastOf({ messages }: Room): ChatMessage | undefined {
  const last = messages.findLast((row) => row.kind === 'message' && !row.removed);
  return last?.kind === 'message' ? last : undefined;
}

/** Where we stand with it, if not in it; else what was said last, or its subject. */
function note(room: Room | undefined, last: ChatMessage | undefined, words: RoomsStrings) {
  const standing = standingOf(room, words);
  if (standing) return html`<span part="room-note" class="note">${standing}</span>`;
  const said = last && oneLine(wordsOf(last));
  const text = last
    ? last.own
      ? words.ownWords(said!)
      : words.said(nickText(last.nick), said!)
    : room?.subject;
  if (!text) return nothing;
  return html`<span part="room-note" class="note" dir="auto" lang="">${oneLine(text)}</span>`;
}

function standingOf(room: Room | undefined, words: RoomsStrings): string | undefined {
  const status = room?.status;
  switch (status?.state) {
    case undefined:
    case 'idle':
      return words.outside;
    case 'joining':
      return words.entering;
    case 'offline':
      return words.away;
    case 'failed':
      return words.notIn;
    case 'removed':
      return status.cause === 'destroyed' ? words.ended : words.removed;
    case 'joined':
      return undefined;
  }
}

const oneLine = (text: string) => text.slice(0, MAX_NOTE).replace(/\s+/g, ' ');

/** Who may enter, and how. */
export function aboutEntering(facts: RoomFacts, words: RoomsStrings): string[] {
  const { passwordProtected, membersOnly, moderated, occupants } = facts;
  const about = [
    passwordProtected && words.password,
    membersOnly && words.membersOnly,
    !passwordProtected && !membersOnly && words.openToAll,
    moderated && words.moderated,
    occupants !== undefined && words.people(occupants),
  ];
  return about.filter((each) => each !== false);
}

/** A line's name for screen readers. */
function spokenName(line: RoomLine, { locale: { words }, directory, keeps }: RowContext): string {
  const { room, jid } = line;
  const name = roomName(line, directory);
  if (line.listed) {
    const facts = directory?.known(jid);
    const about = facts ? [facts.description?.slice(0, MAX_NOTE), ...aboutEntering(facts, words)] : [];
    return words.roomName(
      name,
      [...about, keeps(jid) ? words.kept : undefined].filter((each) => each !== undefined),
    );
  }
  const about = [
    standingOf(room, words),
    room?.unread ? words.unread(room.unread) : undefined,
    room?.mentions ? words.mentions : undefined,
  ];
  return words.roomName(
    name,
    about.filter((each) => each !== undefined),
  );
}

/** What a line is, besides its name and place. */
export const describeLine = ({ jid }: RoomLine, { selected }: RowContext) =>
  new Map([
    ['role', 'option'],
    ['aria-selected', `${jid === selected}`],
  ]);
