/** The rows of the table: what is done, what is read off, and what it must reach (see docs/bench.md). */
import { pause } from './lab.mjs';
import { carried, chatBeside, heapOfFiles, inBand, limited } from './files.mjs';
import { HISTORY, nobody, roomWith } from './rooms.mjs';
import { deepHistory, storm, stormTyping } from './many.mjs';
import { contacts } from './sides.mjs';
import { rich, typing } from './writing.mjs';

/**
 * @typedef {object} Figure One line of the table.
 * @property {string} title
 * @property {string} unit
 * @property {number} [digits] After the point.
 * @property {{ max?: number, min?: number, timesFloor?: number, ofFloor?: number }} goal At most, at least; `ofFloor`:
 *   at least so much of what the floor reaches.
 *
 * @typedef {object} Row Figures that are read off in one go.
 * @property {string} name For `--rows`.
 * @property {readonly Figure[]} figures
 * @property {readonly string[]} [once] Sides for which one run is enough, as it takes so long or never differs.
 * @property {readonly string[]} [without] Sides that are left out.
 * @property {(lab: import('./lab.mjs').Lab) => Promise<import('./rooms.mjs').Room>} prepare
 * @property {(lab: import('./lab.mjs').Lab, side: import('./lab.mjs').Side, room: import('./rooms.mjs').Room) => Promise<number[]>} measure
 *   In the order of `figures`.
 */

const LIVE = 100;
const LIVE_EVERY_MS = 50;
/** As long as Converse.js may take. */
const LONG_MS = 300_000;

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
    const last = await talk(LIVE, LIVE_EVERY_MS);
    await visit.settle();
    const after = await visit.metrics();
    await visit.shown('last', last);
    await visit.close();
    return ['mainMs', 'scriptMs', 'layoutMs'].map((key) => (after[key] - before[key]) / LIVE);
  },
};

/** @type {Row} */
const crowd = {
  name: 'crowd',
  figures: [
    { title: 'joining a room with 500 occupants', unit: 'ms', goal: { timesFloor: 1.3 } },
    { title: '  main-thread time', unit: 'ms', goal: { timesFloor: 2 } },
    { title: '  DOM nodes', unit: '', goal: { max: 1500 } },
  ],
  prepare: async (lab) => nobody(lab.crowded(500)),
  async measure(lab, side, { jid }) {
    const visit = await lab.open(side, jid);
    const shown = await visit.shown('people', 501);
    await visit.settle();
    const { mainMs, nodes } = await visit.metrics();
    await visit.close();
    return [shown, mainMs, nodes];
  },
};

/** @type {Row} */
const list = {
  name: 'list',
  figures: [
    { title: '2000 occupants listed', unit: 'ms', goal: { timesFloor: 1.5 } },
    { title: '  longest task (0: under 50 ms)', unit: 'ms', goal: { max: 100 } },
  ],
  once: ['Converse.js'],
  prepare: async (lab) => nobody(lab.crowded(2000)),
  async measure(lab, side, { jid }) {
    const visit = await lab.open(side, jid, { listed: true });
    const shown = await visit.shown('listed', 2001, LONG_MS);
    await visit.settle();
    const longest = await visit.longestTaskMs();
    await visit.close();
    return [shown, longest];
  },
};

/** In a room of its own each time: Prosody takes minutes for a burst into an archive of 10,000. @type {Row} */
const burst = {
  name: 'burst',
  figures: [{ title: 'a burst of 2000 messages shown', unit: 'ms', goal: { timesFloor: 1.5 } }],
  once: ['Converse.js'],
  prepare: async () => nobody(''),
  async measure(lab, side) {
    const room = await roomWith(lab, HISTORY + 10);
    const visit = await lab.open(side, room.jid);
    await visit.shown('rows', HISTORY);
    await visit.settle();
    const start = performance.now();
    await visit.shown('last', await room.burst(2000), LONG_MS);
    const tookMs = performance.now() - start;
    await visit.close();
    await room.close();
    return [tookMs];
  },
};

/** @type {Row} */
const heap = {
  name: 'heap',
  figures: [{ title: 'heap after 1000 messages', unit: 'MB', digits: 1, goal: { max: 5 } }],
  once: ['Converse.js'],
  prepare: (lab) => roomWith(lab, HISTORY + 10),
  async measure(lab, side, room) {
    const visit = await lab.open(side, room.jid);
    await visit.shown('rows', HISTORY);
    await visit.shown('last', await room.burst(1000), LONG_MS);
    await visit.settle();
    const { heapBytes } = await visit.metrics();
    await visit.close();
    return [heapBytes / 1e6];
  },
};

/** @type {Row} */
const rows = {
  name: 'rows',
  figures: [
    { title: 'rows mounted after 5000 messages', unit: '', goal: { max: 500 } },
    { title: '  DOM nodes', unit: '', goal: {} },
  ],
  once: ['floor', 'xmpp-elements'],
  without: ['Converse.js'],
  prepare: (lab) => roomWith(lab, HISTORY + 10),
  async measure(lab, side, room) {
    const visit = await lab.open(side, room.jid);
    await visit.shown('rows', HISTORY);
    for (let said = 0; said < 5000; said += HISTORY)
      await visit.shown('last', await room.burst(HISTORY), LONG_MS);
    await visit.settle();
    const { nodes } = await visit.metrics();
    const mounted = await visit.page.evaluate(() => globalThis.probe.rows());
    await visit.close();
    return [mounted, nodes];
  },
};

const CONTACTS = 5000;
/** Those whose name begins with `Person 49`. */
const FOUND = 111;
/** Long enough for the frame; nothing is collected before it is read, and what is said of it comes later. */
const FILTERED_MS = 300;

/** Ours alone: neither of the others shows contacts on such a page. @type {Row} */
const roster = {
  name: 'roster',
  figures: [
    { title: '5000 contacts listed, all of them online', unit: 'ms', goal: {} },
    { title: '  longest task (0: under 50 ms)', unit: 'ms', goal: { max: 50 } },
    { title: 'presence of 5000 contacts at once: main-thread time', unit: 'ms', goal: {} },
    { title: '  longest task (0: under 50 ms)', unit: 'ms', goal: { max: 50 } },
    { title: '5000 contacts filtered: main-thread time', unit: 'ms', digits: 1, goal: { max: 16.7 } },
  ],
  without: ['Converse.js', 'floor'],
  prepare: async (lab) => nobody(await lab.popular(CONTACTS)),
  async measure(lab, _, { jid }) {
    const visit = await lab.open(contacts, jid);
    await visit.shown('listed', CONTACTS);
    const shown = await visit.shown('people', CONTACTS);
    await visit.settle();
    const longest = await visit.longestTaskMs();
    const before = await visit.metrics();
    lab.showAll(jid, CONTACTS, 'away');
    await visit.shown('last', 'away');
    await visit.settle();
    const after = await visit.metrics();
    const longestOfAll = await visit.longestTaskMs();
    await visit.page.evaluate(filter, 'Person 49');
    await pause(FILTERED_MS);
    const listed = await visit.page.evaluate(() => globalThis.probe.listed());
    if (listed !== FOUND) throw new Error(`${listed} contacts found, not ${FOUND}`);
    const filtered = await visit.metrics();
    await visit.close();
    return [
      shown,
      longest,
      after.mainMs - before.mainMs,
      longestOfAll > longest ? longestOfAll : 0,
      filtered.mainMs - after.mainMs,
    ];
  },
};

/** In the page: as somebody who types it. @param {string} text */
function filter(text) {
  const field = document.querySelector('xmpp-roster')?.shadowRoot?.querySelector('[part=filter]');
  if (!field) throw new Error('no filter');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** @type {readonly Row[]} */
export const ROWS = [
  ...[history, live, crowd, list, burst, heap, rows, rich, typing, roster, storm, stormTyping, deepHistory],
  ...[inBand, carried, heapOfFiles, chatBeside, limited],
];
