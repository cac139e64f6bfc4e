/** Asking a room to become its member, from before its door (MUC-68). */
import type { RegistrationOffer } from '../../session/registration-offer.js';
import type { Room } from '../../session/room.js';
import type { RoomStatus } from '../../session/room-status.js';
import { registeredNick, requestMembership } from '../../session/room-registration.js';
import { nickText } from '../shared/nick-text.js';
import type { RequestStrings } from '../shared/request-strings.js';
import type { EntryButton } from '../xmpp-room/entry.js';
import type { EntryDoor } from '../xmpp-room/entry-door.js';
import { RegisterDialog } from './register-dialog.js';
import { findRequestWords } from './words.js';

/** How it stands with a room since it last refused us. */
interface Standing {
  /** That refusal. */
  readonly since: RoomStatus;
  /** Undefined: it takes nobody, or that is not known yet. */
  readonly offer?: RegistrationOffer;
  /** We have asked. */
  readonly asked: boolean;
}

const standings = new WeakMap<Room, Standing>();
const dialogs = new WeakMap<EntryDoor, RegisterDialog>();

/** What is said, and can be done; nothing while that is not known. */
export function waysIn(
  door: EntryDoor,
  room: Room,
): { readonly title?: string; readonly hint?: string; readonly button?: EntryButton } {
  const standing = standingOf(door, room);
  const words = wordsIn(door);
  if (!words) return {};
  const dialog = dialogs.get(door);
  if (dialog && dialog.host.words !== words) dialog.close(); // which is in another language
  if (standing.asked) return { title: words.sent, hint: words.sentHint };
  const { offer } = standing;
  const nick = offer?.registered ? registeredNick(offer) : undefined;
  if (nick !== undefined) return { hint: words.registered(nickText(nick)) };
  if (!offer || offer.registered || !(offer.form ?? offer.url)) return {};
  const act = () => open(door, room, offer, words);
  return { button: { text: words.become, action: { type: 'act', act }, primary: true } };
}

/** The room is asked once for each refusal. */
function standingOf(door: EntryDoor, room: Room): Standing {
  const known = standings.get(room);
  if (known?.since === room.status) return known;
  const standing: Standing = { since: room.status, asked: known?.asked === true };
  standings.set(room, standing);
  if (!standing.asked)
    requestMembership(room.session, room.jid).then(
      (offer) => {
        if (standings.get(room) !== standing) return;
        standings.set(room, { ...standing, offer });
        door.view.render();
      },
      () => undefined, // somebody adds them, then
    );
  return standing;
}

/** Undefined while they load. */
function wordsIn({ view }: EntryDoor): RequestStrings | undefined {
  const found = findRequestWords(view.locale.tag);
  if (!(found instanceof Promise)) return found;
  void found.then(() => view.render());
  return undefined;
}

function open(door: EntryDoor, room: Room, offer: RegistrationOffer, words: RequestStrings): void {
  const { view } = door;
  const dialog = RegisterDialog.open(
    {
      root: view.root,
      strings: view.strings,
      words,
      title: words.becomeTitle(view.name),
      submit: words.send,
      nick: door.nick,
      say: (text) => view.announcer.say(text),
      done: (nick) => {
        standings.set(room, { since: room.status, asked: true });
        if (nick !== undefined) door.typedNick = nick;
        door.join(); // some rooms take people at once
        return words.sent;
      },
    },
    Promise.resolve(offer),
  );
  dialogs.set(door, dialog);
}
