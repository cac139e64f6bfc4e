/** Rows of rich text, which ours alone has: what a formatted message costs, and a keystroke while others talk. */
import { pause } from './lab.mjs';
import { HISTORY, roomWith } from './rooms.mjs';

const OTHERS = ['Converse.js', 'floor'];
const EVERY_MS = 50;
/** In turns, so that both meet lists of the same length. */
const ROUNDS = 4;
const A_ROUND = 25;

/** @type {import('./rows.mjs').Row} */
export const rich = {
  name: 'rich',
  figures: [
    { title: 'main-thread time for a plain message', unit: 'ms', digits: 2, goal: {} },
    { title: '  for a formatted one', unit: 'ms', digits: 2, goal: {} },
    { title: '  the one for the other', unit: '×', digits: 2, goal: { max: 2 } },
  ],
  without: OTHERS,
  prepare: (lab) => roomWith(lab, HISTORY + 10),
  async measure(lab, side, { jid, talk }) {
    const visit = await lab.open(side, jid);
    await visit.shown('rows', HISTORY);
    await visit.shown('last', await talk(1, EVERY_MS, true)); // what it needs has come
    const took = { plain: 0, rich: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of /** @type {const} */ (['plain', 'rich'])) {
        await visit.settle();
        const before = await visit.metrics();
        const last = await talk(A_ROUND, EVERY_MS, kind === 'rich');
        await visit.settle();
        took[kind] += (await visit.metrics()).mainMs - before.mainMs;
        await visit.shown('last', last);
      }
    }
    await visit.close();
    const [plain, formatted] = [took.plain, took.rich].map((ms) => ms / ROUNDS / A_ROUND);
    return [plain, formatted, formatted / plain];
  },
};

const KEYS = 'We could plant the beans along the fence this year, where the old ones stood. ';
const KEY_MS = 67;
const KEYSTROKES = 150;
/** How long they take. */
export const TYPING_MS = KEYSTROKES * KEY_MS;

/** @type {import('./rows.mjs').Row} */
export const typing = {
  name: 'typing',
  figures: [
    { title: 'keystroke to paint under 20 messages a second, p95', unit: 'ms', digits: 1, goal: { max: 16 } },
    { title: '  of the main thread', unit: 'ms', digits: 1, goal: {} },
    { title: '  with formatting', unit: 'ms', digits: 1, goal: { max: 16 } },
    { title: '  of the main thread', unit: 'ms', digits: 1, goal: {} },
  ],
  without: OTHERS,
  prepare: (lab) => roomWith(lab, HISTORY + 10),
  async measure(lab, side, room) {
    const visit = await lab.open(side, room.jid, { unpaced: true });
    await visit.shown('rows', HISTORY);
    await visit.page.evaluate(watchKeys);
    const figures = [];
    for (const field of ['textarea', '[role=textbox]']) {
      await visit.page.waitForFunction(focusField, {}, field);
      await visit.settle();
      const [{ byClock, ofMain }] = await Promise.all([
        type(visit.page),
        room.talk(TYPING_MS / EVERY_MS, EVERY_MS),
      ]);
      figures.push(percentile95(byClock), percentile95(ofMain));
    }
    await visit.close();
    return figures;
  },
};

/**
 * From each keystroke to its paint, in ms: by the clock, and in CPU time of the page's main thread.
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<{ byClock: number[], ofMain: number[] }>}
 */
export async function type(page) {
  await page.evaluate(() => void (globalThis.keyDelays = []));
  await page.tracing.start({ categories: ['devtools.timeline'] });
  for (let i = 0; i < KEYSTROKES; i++) {
    await Promise.all([page.keyboard.press(KEYS[i % KEYS.length]), pause(KEY_MS)]);
  }
  await page.waitForFunction((count) => globalThis.keyDelays.length === count, {}, KEYSTROKES);
  const trace = new TextDecoder().decode(await page.tracing.stop());
  return {
    byClock: await page.evaluate(() => globalThis.keyDelays),
    ofMain: framesOfKeys(JSON.parse(trace)),
  };
}

/** @param {{ traceEvents: any[] }} trace Times in it are in µs. */
function framesOfKeys({ traceEvents }) {
  const keys = traceEvents.filter(
    ({ name, args }) => name === 'EventDispatch' && args.data.type === 'keydown',
  );
  const frames = traceEvents
    .filter(({ name, tid, pid }) => name === 'Layerize' && tid === keys[0]?.tid && pid === keys[0]?.pid)
    .sort((a, b) => a.ts - b.ts); // where the main thread's part of a frame ends
  return keys.flatMap((key) => {
    const frame = frames.find(({ ts }) => ts > key.ts + key.dur);
    return frame ? (frame.tts + (frame.tdur ?? 0) - key.tts) / 1000 : [];
  });
}

/** In the page: from when the browser had a key until the frame that follows it has been painted. */
export function watchKeys() {
  const { port1, port2 } = new MessageChannel();
  /** Keys whose frame is being made. */
  const waiting = [];
  port1.onmessage = () => {
    const now = performance.now();
    globalThis.keyDelays.push(...waiting.splice(0).map((start) => now - start));
  };
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        waiting.push(timeStamp);
        port2.postMessage(undefined);
      });
    },
    { capture: true },
  );
}

/** In the page: whether the field is there and has the focus; turns formatting on where it is what is missing. @param {string} selector */
export function focusField(selector) {
  const root = document.querySelector('xmpp-room')?.shadowRoot;
  const field = root?.querySelector(`.composer ${selector}`);
  if (!field) root?.querySelector('.format[aria-pressed=false]')?.click();
  field?.focus();
  return field !== null && field !== undefined && root?.activeElement === field;
}

/** @param {readonly number[]} values */
export const percentile95 = (values) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? NaN;
