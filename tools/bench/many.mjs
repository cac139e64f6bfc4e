/** Rooms at scale: a storm of comings, goings and messages, and an archive of any size walked up and down. Ours alone. */
import { nobody } from './rooms.mjs';
import { focusField, percentile95, type, TYPING_MS, watchKeys } from './writing.mjs';

/** @typedef {import('./rows.mjs').Row} Row */

const PEOPLE = 2000;
const STORM_S = 20;
const LONG_MS = 300_000;

/** @type {Row} */
export const storm = {
  name: 'storm',
  figures: [
    { title: 'a storm in a room of 2000: main-thread share', unit: '%', digits: 1, goal: { max: 30 } },
    { title: '  longest task (0: under 50 ms)', unit: 'ms', goal: { max: 50 } },
    { title: '  heap that is left of it', unit: 'MB', digits: 1, goal: { max: 5 } },
    { title: 'with the list of people open: main-thread share', unit: '%', digits: 1, goal: { max: 30 } },
    { title: '  longest task (0: under 50 ms)', unit: 'ms', goal: { max: 50 } },
    { title: '  heap that is left of it', unit: 'MB', digits: 1, goal: { max: 5 } },
  ],
  without: ['Converse.js', 'floor'],
  prepare: async (lab) => nobody(lab.crowded(PEOPLE)),
  async measure(lab, side, { jid }) {
    const figures = [];
    for (const listed of [false, true]) {
      const visit = await lab.open(side, jid, { listed });
      if (listed) await visit.shown('listed', PEOPLE + 1, LONG_MS);
      else await visit.page.waitForFunction(areThere, { timeout: LONG_MS }, jid, PEOPLE + 1);
      await lab.storm(PEOPLE, 1); // what is loaded with the first of them is there
      await visit.settle();
      await visit.forgetTasks();
      const heap = await visit.heap();
      const before = await visit.metrics();
      await lab.storm(PEOPLE, STORM_S);
      const after = await visit.metrics();
      const longest = await visit.longestTaskMs();
      await visit.settle();
      figures.push(
        (after.mainMs - before.mainMs) / (STORM_S * 10),
        longest,
        ((await visit.heap()) - heap) / 1e6,
      );
      await visit.close();
    }
    return figures;
  },
};

/** @type {Row} */
export const stormTyping = {
  name: 'storm-typing',
  figures: [
    {
      title: 'keystroke to paint in a storm in a room of 2000, p95',
      unit: 'ms',
      digits: 1,
      goal: { max: 50 },
    },
    { title: '  of the main thread', unit: 'ms', digits: 1, goal: {} },
    { title: '  with the list of people open', unit: 'ms', digits: 1, goal: { max: 50 } },
    { title: '  of the main thread', unit: 'ms', digits: 1, goal: {} },
  ],
  without: ['Converse.js', 'floor'],
  prepare: async (lab) => nobody(lab.crowded(PEOPLE)),
  async measure(lab, side, { jid }) {
    const figures = [];
    for (const listed of [false, true]) {
      const visit = await lab.open(side, jid, { listed, unpaced: true });
      if (listed) await visit.shown('listed', PEOPLE + 1, LONG_MS);
      else await visit.page.waitForFunction(areThere, { timeout: LONG_MS }, jid, PEOPLE + 1);
      await visit.page.evaluate(watchKeys);
      await visit.page.waitForFunction(focusField, {}, 'textarea');
      await lab.storm(PEOPLE, 1); // what is loaded with the first of them is there
      await visit.settle();
      const [{ byClock, ofMain }] = await Promise.all([
        type(visit.page),
        lab.storm(PEOPLE, Math.ceil(TYPING_MS / 1000) + 1),
      ]);
      figures.push(percentile95(byClock), percentile95(ofMain));
      await visit.close();
    }
    return figures;
  },
};

/** In the page: so many people are in the room. @param {string} jid @param {number} count */
function areThere(jid, count) {
  const { rooms } = globalThis[Symbol.for('xmpp-elements.session')] ?? {};
  return rooms?.get(jid)?.occupants.size >= count;
}

const ARCHIVED = 100_000;
const PAGES_UP = 200;
const PAGES_DOWN = 100;

/** @type {Row} */
export const deepHistory = {
  name: 'deep-history',
  figures: [
    { title: 'a page of an archive of 100,000, going up', unit: 'ms', digits: 1, goal: { max: 100 } },
    { title: '  main-thread time', unit: 'ms', digits: 1, goal: {} },
    { title: '  rows mounted at most', unit: '', goal: { max: 500 } },
    { title: '  rows kept at most', unit: '', goal: { max: 5050 } },
    { title: '  heap after 200 pages', unit: 'MB', digits: 1, goal: { max: 20 } },
    { title: 'a page of it coming down again, a screen a frame', unit: 'ms', digits: 1, goal: {} },
  ],
  without: ['Converse.js', 'floor'],
  prepare: async (lab) => nobody(lab.archived(ARCHIVED)),
  async measure(lab, side, { jid }) {
    const visit = await lab.open(side, jid);
    await visit.shown('rows', 50);
    await visit.settle();
    const before = await visit.metrics();
    const up = await visit.page.evaluate(walk, jid, PAGES_UP, 'up');
    const after = await visit.metrics();
    const heap = await visit.heap();
    const down = await visit.page.evaluate(walk, jid, PAGES_DOWN, 'down');
    await visit.close();
    return [
      up.ms,
      (after.mainMs - before.mainMs) / PAGES_UP,
      Math.max(up.mounted, down.mounted),
      Math.max(up.kept, down.kept),
      heap / 1e6,
      down.ms,
    ];
  },
};

/**
 * In the page: scrolls to the top, or down to the gap before the last messages, until so many pages have come, each painted.
 * @param {string} jid @param {number} pages @param {'up' | 'down'} way
 */
async function walk(jid, pages, way) {
  const room = globalThis[Symbol.for('xmpp-elements.session')].rooms.get(jid);
  const log = document.querySelector('xmpp-room').shadowRoot.querySelector('.log');
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const gap = () => room.messages.findLastIndex(({ kind }) => kind === 'gap');
  const edge = () => (way === 'up' ? room.messages[0] : room.messages[gap() - 1])?.key;
  const passed = () => {
    const row = log.querySelector(`[data-key="${room.messages[gap()]?.key}"]`);
    return row && row.getBoundingClientRect().top < log.getBoundingClientRect().bottom; // else it is come to from behind
  };
  const most = { mounted: 0, kept: 0 };
  let start = performance.now();
  for (let page = -1; page < pages; page++) {
    if (page === 0) start = performance.now(); // on the way down, the first one lies far away

    const before = edge();
    for (let tries = 0; edge() === before; tries++) {
      if (tries > 2000) throw new Error(`nothing more comes after ${page} pages ${way}`);
      if (way === 'up') log.scrollTop = 0;
      else if (!passed()) log.scrollTop += log.clientHeight;
      await painted();
    }
    most.mounted = Math.max(most.mounted, log.querySelectorAll('[part~=message]').length);
    most.kept = Math.max(most.kept, room.messages.length);
  }
  return { ...most, ms: (performance.now() - start) / pages };
}
