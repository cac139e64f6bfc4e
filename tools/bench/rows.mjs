/** The rows of the table: what is done, what is read off, and what it must reach (see docs/bench.md). */
import { pause } from './lab.mjs';

/**
 * @typedef {object} Figure One line of the table.
 * @property {string} title
 * @property {string} unit
 * @property {number} [digits] After the point.
 * @property {{ max?: number, timesFloor?: number }} goal
 *
 * @typedef {object} Row Figures that are read off in one go.
 * @property {string} name For `--rows`.
 * @property {readonly Figure[]} figures
 * @property {boolean} [slow] One run is enough for Converse.js.
 * @property {(lab: import('./lab.mjs').Lab) => Promise<Room>} prepare
 * @property {(lab: import('./lab.mjs').Lab, side: import('./lab.mjs').Side, room: Room) => Promise<number[]>} measure
 *   In the order of `figures`.
 *
 * @typedef {object} Room
 * @property {string} jid
 * @property {(from: number, count: number, everyMs?: number) => Promise<void>} talk Settles when all have been sent on.
 * @property {() => Promise<void>} close
 */

const HISTORY = 50;
const LIVE = 100;
const LIVE_EVERY_MS = 50;

/** As people write: in turns of three messages, of a line or so. */
const WORDS = 'The gate sticks again, lift it a little while you push. Seeds are up, tiny, but up!'.split(
  ' ',
);
const TURN = 3;
const text = (/** @type {number} */ n) => `${WORDS.slice(0, 4 + (n % (WORDS.length - 4))).join(' ')} (${n})`;
/** What the last of `count` messages ends with, counted from `from`. */
const endOf = (/** @type {number} */ from, /** @type {number} */ count) => `(${from + count - 1})`;

/**
 * A room in which two people have said `said` messages.
 * @param {import('./lab.mjs').Lab} lab @param {number} said
 * @returns {Promise<Room>}
 */
async function roomWith(lab, said) {
  const jid = lab.newRoom();
  const talkers = [await lab.talker(jid, 'Rosa'), await lab.talker(jid, 'Theo')];
  /** @type {Room['talk']} */
  const talk = async (from, count, everyMs = 0) => {
    const heard = [];
    for (let n = from; n < from + count; n++) {
      heard.push(talkers[Math.floor(n / TURN) % talkers.length]?.say(text(n)));
      if (everyMs) await pause(everyMs);
      else await heard.at(-1);
    }
    await Promise.all(heard);
  };
  await talk(0, said);
  const close = async () => void (await Promise.all(talkers.map((talker) => talker.stop())));
  return { jid, talk, close };
}

/** @type {Row} */
const history = {
  name: 'history',
  figures: [
    { title: 'script and style for one room, gzip on the wire', unit: 'kB', digits: 1, goal: { max: 60 } },
    { title: 'page start to 50 messages of history shown', unit: 'ms', goal: { timesFloor: 1.3 } },
  ],
  prepare: (lab) => roomWith(lab, HISTORY + 10),
  async measure(lab, side, { jid }) {
    const visit = await lab.open(side, jid);
    const shown = await visit.shown('rows', HISTORY);
    await visit.settle();
    const bytes = visit.bytes();
    await visit.close();
    return [bytes / 1000, shown];
  },
};

/** @type {Row} */
const live = {
  name: 'live',
  figures: [
    { title: 'main-thread time for a live message', unit: 'ms', digits: 2, goal: { timesFloor: 1.5 } },
    { title: '  of it script', unit: 'ms', digits: 2, goal: {} },
    { title: '  of it style and layout', unit: 'ms', digits: 2, goal: {} },
  ],
  prepare: (lab) => roomWith(lab, HISTORY + 10),
  async measure(lab, side, { jid, talk }) {
    const visit = await lab.open(side, jid);
    await visit.shown('rows', HISTORY);
    await visit.settle();
    const before = await visit.metrics();
    await talk(1000, LIVE, LIVE_EVERY_MS);
    await visit.settle();
    const after = await visit.metrics();
    await visit.shown('last', endOf(1000, LIVE));
    await visit.close();
    return ['mainMs', 'scriptMs', 'layoutMs'].map((key) => (after[key] - before[key]) / LIVE);
  },
};

/** @type {readonly Row[]} */
export const ROWS = [history, live];
