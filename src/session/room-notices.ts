/** What a room itself says (MUC-35), and tells of its settings (MUC-86). Loaded with the first of it. */
import { randomId } from './id.js';
import { NS_FORM } from './protocol/data-form.js';
import { readBody } from './protocol/message.js';
import { NS_MUC_USER, readStatusCodes } from './protocol/muc.js';
import type { RoomTalk } from './room-talk.js';
import { child, type Element } from './xml.js';

const TOLD = [
  [170, 'logging-on'],
  [171, 'logging-off'],
  [172, 'non-anonymous'],
  [173, 'semi-anonymous'],
] as const;
const SETTINGS_CHANGED = 104;
/** So many requests wait for the code that reads them (security.md §8); who else asks has to ask again. */
const MAX_EARLY = 20;

/** @param heard - What it asks of those who run it has been heard. */
export function receive(room: RoomTalk, stanza: Element, heard = false): void {
  if (!heard && stanza.attrs.type !== 'groupchat' && child(stanza, 'x', NS_FORM)) keep(room, stanza);
  const codes = readStatusCodes(stanza);
  const told = TOLD.filter(([code]) => codes.has(code));
  if (room.status.state === 'joined') for (const [, type] of told) room.addEvent({ type });
  room.readCodes(codes);
  if (told.length > 0 || codes.has(SETTINGS_CHANGED)) void room.lookUp().catch(() => undefined);
  const body = readBody(stanza, room.session.config.lang)?.body;
  const own = child(stanza, 'x', NS_MUC_USER);
  if (own && child(own, 'decline', NS_MUC_USER))
    import('./invitations.js').then(
      ({ hearDecline }) => hearDecline(room, stanza),
      () => undefined, // as if they had said nothing
    );
  if (body && stanza.attrs.type === 'groupchat' && !own)
    room.addRow({ kind: 'notice', key: randomId(), time: new Date(), body });
}

/** MUC-69, MUC-80: rooms ask once. */
function keep(room: RoomTalk, request: Element): void {
  const early = (room.early ??= []);
  if (early.length < MAX_EARLY) early.push(request);
  room.moderation().then(
    (moderation) => moderation.hearEarly(),
    () => undefined, // whoever loads it later hears them
  );
}
