/** Rooms, and what is said in them. */
import { xml } from '@xmpp/client';
import { pause } from './lab.mjs';

/** So many messages of a room are shown at first. */
export const HISTORY = 50;

/** As people write: in turns of three messages, of a line or so. */
const WORDS = 'The gate sticks again, lift it a little while you push. Seeds are up, tiny, but up!'.split(
  ' ',
);
const TURN = 3;
const text = (/** @type {number} */ n) => `${WORDS.slice(0, 4 + (n % (WORDS.length - 4))).join(' ')} (${n})`;

/** XEP-0071: the same words, the first a link, of the others two in three bold, in italics or in colour. @param {string} words */
const formatted = (words) =>
  xml(
    'html',
    { xmlns: 'http://jabber.org/protocol/xhtml-im' },
    xml(
      'body',
      { xmlns: 'http://www.w3.org/1999/xhtml' },
      xml('p', {}, ...words.split(' ').flatMap((word, i) => [i ? ' ' : '', inMarks(word, i)])),
    ),
  );

/** @param {string} word @param {number} i */
function inMarks(word, i) {
  if (i === 0) return xml('a', { href: 'https://garden.example/gate' }, word);
  if (i % 6 === 1) return xml('strong', {}, word);
  if (i % 6 === 2) return xml('em', {}, xml('strong', {}, word));
  if (i % 6 === 4) return xml('em', {}, word);
  if (i % 6 === 5) return xml('span', { style: 'color: #a33' }, word);
  return word;
}

/**
 * @typedef {object} Room
 * @property {string} jid
 * @property {(count: number, everyMs: number, rich?: boolean) => Promise<string>} talk Says so many messages in turns,
 *   each after a pause and once the one before has come back. @returns What the last one ends with.
 * @property {(count: number) => Promise<string>} burst All in one go; as `talk`.
 * @property {() => Promise<void>} close
 */

/**
 * A room in which two people have said `said` messages.
 * @param {import('./lab.mjs').Lab} lab @param {number} said
 * @returns {Promise<Room>}
 */
export async function roomWith(lab, said) {
  const jid = lab.newRoom();
  const talkers = [await lab.talker(jid, 'Rosa'), await lab.talker(jid, 'Theo')];
  let n = 0;
  const room = {
    jid,
    async talk(/** @type {number} */ count, /** @type {number} */ everyMs, rich = false) {
      for (const end = n + count; n < end; n++) {
        const words = text(n);
        const heard = talkers[Math.floor(n / TURN) % talkers.length]?.say(
          words,
          ...(rich ? [formatted(words)] : []),
        );
        await Promise.all([heard, pause(everyMs)]); // else the next one might overtake it on a busy machine
      }
      return `(${n - 1})`;
    },
    async burst(/** @type {number} */ count) {
      const first = n;
      n += count;
      await Promise.all(Array.from({ length: count }, (_, i) => talkers[0]?.say(text(first + i))));
      return `(${n - 1})`;
    },
    close: async () => void (await Promise.all(talkers.map((talker) => talker.stop()))),
  };
  await room.talk(said, 0);
  return room;
}

/** A room where nobody talks. @param {string} jid @returns {Room} */
export const nobody = (jid) => ({ jid, talk: async () => '', burst: async () => '', close: async () => {} });
