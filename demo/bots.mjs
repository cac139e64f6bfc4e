/**
 * The neighbours in the demo's room: several headless sessions in one process, as anybody could write them with the
 * built package. They leave some history behind, then say something now and then.
 */
import '../tools/node-websocket.mjs';
import { Session } from '../dist/session.js';

const SUBJECT = 'The shared garden: water, seeds and the broken gate';
const PAUSE_MS = 25_000;

/** @type {readonly (readonly [nick: string, text: string])[]} */
const HISTORY = [
  ['Rosa', 'Morning! The tomatoes by the wall are ripe. Take some before the birds do.'],
  ['Theo', 'Thanks, I will come by after lunch.'],
  ['Imke', 'Does anyone still have the key of the shed?'],
  ['Theo', 'It hangs behind the door of number 14.'],
  ['Imke', '/me walks over'],
  ['Rosa', 'The gate sticks again, lift it a little while you push.'],
  ['Imke', 'Found the key. Also found three watering cans that I thought were lost.'],
  ['Theo', 'How to prune the old apple tree: https://example.org/apple-trees'],
  ['Rosa', 'Seed exchange on Saturday at ten, bring paper bags.'],
];

/** Said later, over and over. @type {typeof HISTORY} */
const SMALL_TALK = [
  ['Imke', 'I watered the beds on the left, the right ones are still dry.'],
  ['Theo', 'Rain tomorrow, says the forecast.'],
  ['Rosa', 'It said that yesterday, too.'],
  ['Imke', 'The new seeds are up! Tiny, but up.'],
  ['Theo', '/me brings a ladder for the apple tree'],
  ['Rosa', 'Who left the lovely pumpkins on the bench?'],
  ['Imke', 'Tea at four, by the greenhouse.'],
  ['Theo', 'I will bring the biscuits.'],
];

/**
 * @param {{ service: string, domain: string, room: string }} options
 * @returns {Promise<() => Promise<void>>} Sends them home.
 */
export async function startBots({ service, domain, room: jid }) {
  const sessions = [];
  const rooms = new Map();
  for (const nick of new Set(HISTORY.map(([name]) => name))) {
    const session = new Session({ service, domain });
    const room = session.rooms.join(jid, { nick });
    await room.joined; // one by one: the first makes the room, so that only they may name its subject
    if (rooms.size === 0) await room.setSubject(SUBJECT);
    sessions.push(session);
    rooms.set(nick, room);
  }
  for (const [nick, text] of HISTORY) await say(rooms.get(nick), text);

  let next = 0;
  const talk = setInterval(() => {
    const [nick = '', text = ''] = SMALL_TALK[next++ % SMALL_TALK.length] ?? [];
    rooms.get(nick)?.send(text);
  }, PAUSE_MS);

  return async () => {
    clearInterval(talk);
    await Promise.all(sessions.map((session) => session.disconnect()));
  };
}

/** Settles once the room has echoed it, so that lines of several people keep their order. */
function say(room, text) {
  const { key } = room.send(text);
  return new Promise((resolve, reject) => {
    const look = () => {
      const state = room.messages.find((message) => message.key === key)?.state;
      if (state === 'sending' || state === 'waiting') return;
      room.removeEventListener('change', look);
      if (state === 'failed') reject(new Error(`the room refused: ${text}`));
      else resolve();
    };
    room.addEventListener('change', look);
    look();
  });
}
