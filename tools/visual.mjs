/**
 * `npm run visual`: what every story looks like, beside the reference kept in test/visual. Each story is one picture:
 * light, dark and right-to-left from top to bottom, 320, 800 and 1400 px wide from left to right, at half size.
 * Fails when a picture differs; what it was, what it is and where they differ then lies in .tmp/visual.
 *
 * Arguments: parts of stories' ids; `--update` keeps what differs as the reference; `--sheet` puts them all into
 * one, .tmp/visual/sheet.png, for looking at. Letters differ from machine to machine, so this is no part of
 * `npm test`: make the reference anew where it was made last, or everywhere.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browsers/launch.mjs';
import { entries, showStory, STORIES } from './browsers/story.mjs';
import { serve } from './serve.mjs';
import { ROOT } from './setup.mjs';

const KEPT = join(ROOT, 'test/visual');
const OUT = join(ROOT, '.tmp/visual');
const WIDTHS = [320, 800, 1400];
const HEIGHT = 600;
const MODES = [
  { scheme: 'light', dir: 'ltr' },
  { scheme: 'dark', dir: 'ltr' },
  { scheme: 'light', dir: 'rtl' },
];
/** Time stands still for seconds, so that what stories say of it stays the same, and those go on that wait for it. */
const STILL_MS = 5000;
const NOW = Date.UTC(2026, 2, 10, 10, 30);
/** So many pixels of a picture may differ by more than so much of a channel: blinks of smoothing, no change. */
const MAX_PIXELS = 40;
const MAX_DELTA = 40;

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const update = flags.includes('--update');
const stories = entries(wanted).filter(({ type }) => type === 'story');

/** In every page, before its scripts. @param {number} start @param {number} stillMs */
function stopClock(start, stillMs) {
  const Real = Date;
  const now = () => start + Math.floor(performance.now() / stillMs) * stillMs;
  globalThis.Date = class extends Real {
    /** @param {unknown[]} args */
    constructor(...args) {
      // @ts-expect-error whatever a page calls it with
      super(...(args.length > 0 ? args : [now()]));
    }
    static now() {
      return now();
    }
  };
}

/** In the page: whether each element whose code is there has drawn itself; one without a shadow root shows nothing. */
function drawn() {
  const hosts = [...document.querySelectorAll('#storybook-root *')].filter(({ shadowRoot }) => shadowRoot);
  return hosts.every(({ shadowRoot }) => shadowRoot?.childElementCount);
}

/** In the page: no caret blinks, what moves stands still, letters are there, two frames have passed. */
async function settle() {
  const still = new CSSStyleSheet();
  still.replaceSync(
    '*, ::before, ::after { caret-color: transparent !important; transition: none !important }',
  );
  /** @type {(Document | ShadowRoot)[]} */
  const roots = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    if (root.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText.includes('caret-color')) continue;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, still];
  }
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}

/**
 * In the canvas' page: the shots as one picture.
 * @param {string[][]} shots PNGs in base64, by mode and width.
 * @returns {Promise<string>} WebP in base64.
 */
async function compose(shots) {
  const load = (/** @type {string} */ data) => loadImage(`data:image/png;base64,${data}`);
  const images = await Promise.all(shots.map((row) => Promise.all(row.map(load))));
  const gap = 8;
  const canvas = document.createElement('canvas');
  canvas.width = images[0].reduce((sum, { width }) => sum + width / 2 + gap, -gap);
  canvas.height = images.reduce((sum, [{ height }]) => sum + height / 2 + gap, -gap);
  const context = canvas.getContext('2d');
  context.fillStyle = '#808080';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  let y = 0;
  for (const row of images) {
    let x = 0;
    for (const image of row) {
      context.drawImage(image, x, y, image.width / 2, image.height / 2);
      x += image.width / 2 + gap;
    }
    y += row[0].height / 2 + gap;
  }
  return canvas.toDataURL('image/webp', 0.82).split(',')[1];
}

/**
 * In the canvas' page: how many pixels differ, and a picture of what was, what is, and where.
 * @param {string} before @param {string} now WebPs in base64. @param {number} maxDelta
 * @returns {Promise<{ pixels: number, picture: string }>} PNG in base64.
 */
async function compare(before, now, maxDelta) {
  const images = await Promise.all([before, now].map((data) => loadImage(`data:image/webp;base64,${data}`)));
  const width = Math.max(...images.map((image) => image.width));
  const height = Math.max(...images.map((image) => image.height));
  const canvas = document.createElement('canvas');
  canvas.width = width * 3;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  images.forEach((image, i) => context.drawImage(image, i * width, 0));
  const [a, b] = images.map((_, i) => context.getImageData(i * width, 0, width, height).data);
  const marks = context.createImageData(width, height);
  let pixels = 0;
  for (let i = 0; i < a.length; i += 4) {
    const differs = [0, 1, 2].some((channel) => Math.abs(a[i + channel] - b[i + channel]) > maxDelta);
    if (differs) pixels += 1;
    marks.data.set(differs ? [220, 0, 60, 255] : [b[i], b[i + 1], b[i + 2], 60], i);
  }
  context.putImageData(marks, 2 * width, 0);
  return { pixels, picture: pixels > 0 ? canvas.toDataURL('image/png').split(',')[1] : '' };
}

/** In the canvas' page. */
function defineLoadImage() {
  window.loadImage = async (/** @type {string} */ source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  };
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {import('./browsers/story.mjs').Entry} story
 * @returns {Promise<string[][]>} PNGs in base64, by mode and width.
 */
async function shoot(page, story) {
  /** @type {string[][]} */
  const shots = MODES.map(() => []);
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: HEIGHT });
    const problem = await showStory(page, server.url, story); // what a story does may depend on the width
    if (problem) throw new Error(problem);
    for (const [i, { scheme, dir }] of MODES.entries()) {
      await page.evaluate(
        (colorScheme, direction) => {
          document.documentElement.style.colorScheme = colorScheme;
          document.documentElement.dir = direction;
        },
        scheme,
        dir,
      );
      await page.waitForFunction(drawn);
      await page.evaluate(settle);
      shots[i]?.push(await page.screenshot({ encoding: 'base64' }));
    }
  }
  return shots;
}

/** @param {string} id @returns {string | undefined} The reference, in base64. */
function kept(id) {
  try {
    return readFileSync(join(KEPT, `${id}.webp`), 'base64');
  } catch {
    return undefined;
  }
}

/** @param {string} id @param {string} picture WebP in base64. @returns {Promise<string>} What is wrong, or nothing. */
async function judge(id, picture) {
  const before = kept(id);
  if (before === undefined) return 'there is no reference yet';
  const { pixels, picture: difference } = await canvas.evaluate(compare, before, picture, MAX_DELTA);
  if (pixels <= MAX_PIXELS) return '';
  writeFileSync(join(OUT, `${id}.png`), difference, 'base64');
  return `${pixels} pixels differ: .tmp/visual/${id}.png`;
}

/** @param {Map<string, string>} pictures */
async function writeSheet(pictures) {
  await canvas.setViewport({ width: 1960, height: 1000 });
  const height = await canvas.evaluate(
    async (list) => {
      document.body.style.cssText =
        'display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; font: 13px sans-serif; background: #999';
      document.body.replaceChildren(
        ...list.map(([id, data]) => {
          const figure = document.createElement('div');
          const image = new Image();
          image.src = `data:image/webp;base64,${data}`;
          image.style.inlineSize = '100%';
          figure.append(id, image);
          return figure;
        }),
      );
      await Promise.all([...document.images].map((image) => image.decode()));
      return document.body.scrollHeight;
    },
    [...pictures],
  );
  await canvas.setViewport({ width: 1960, height });
  await canvas.screenshot({ path: join(OUT, 'sheet.png') });
}

mkdirSync(KEPT, { recursive: true });
mkdirSync(OUT, { recursive: true });
const server = await serve({ folders: { '/': STORIES } });
const browser = await launchBrowser();
/** @type {import('puppeteer-core').Page} Where pictures are made and compared. */
let canvas;
let failed = 0;
try {
  canvas = await browser.newPage();
  await canvas.evaluate(defineLoadImage);
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(stopClock, NOW, STILL_MS);
  await page.emulateTimezone('UTC');
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  /** @type {Map<string, string>} */
  const pictures = new Map();
  for (const story of stories) {
    let problem = '';
    try {
      const picture = await canvas.evaluate(compose, await shoot(page, story));
      pictures.set(story.id, picture);
      problem = await judge(story.id, picture);
      if (problem && update) {
        writeFileSync(join(KEPT, `${story.id}.webp`), picture, 'base64');
        problem = '';
      }
    } catch (error) {
      problem = String(error);
    }
    if (problem) failed += 1;
    console.log(`${problem ? '✖' : '✔'} ${story.title}: ${story.name}${problem && `\n    ${problem}`}`);
  }
  if (update && wanted.length === 0) forgetOthers(pictures);
  if (flags.includes('--sheet')) await writeSheet(pictures);
} finally {
  await browser.close();
  await server.close();
}
console.log(`visual: ${stories.length - failed} passed, ${failed} failed`);
if (failed > 0 || stories.length === 0) process.exitCode = 1;

/** Stories that are no more have no reference. @param {ReadonlyMap<string, string>} pictures */
function forgetOthers(pictures) {
  for (const file of readdirSync(KEPT)) {
    if (!pictures.has(file.replace('.webp', ''))) rmSync(join(KEPT, file));
  }
}
