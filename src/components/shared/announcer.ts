/** Says things to screen readers (ux.md §2): two live regions, empty from the first render, in the same shadow root. */

/** How long words stay: read they are at once, and found again later they would only confuse. */
const KEEP_MS = 1000;
const BURST_MS = 2000;
const BURST = 3;
/** Counts of what comes page by page are said once they stand still. */
const COUNT_MS = 500;
const MAX_TEXT = 200;

export type AnnounceMode = 'all' | 'mentions' | 'off';

/** What an attribute with `text` asks for. */
export const announceModeOf = (text: string | undefined): AnnounceMode =>
  text === 'off' || text === 'mentions' ? text : 'all';

/** What is said of one message. */
export interface Spoken {
  readonly text: string;
  readonly mention: boolean;
}

export class Announcer {
  readonly polite: HTMLElement;
  readonly assertive: HTMLElement;
  mode: AnnounceMode = 'all';

  #burstEnds = 0;
  #said = 0;
  #counted = 0;
  #standing = 0;
  #countTimer: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    [this.polite, this.assertive] = liveRegions();
  }

  /** Not while the tab is hidden: nobody listens, and returning should not start a flood. */
  say(text: string, urgent = false): void {
    if (this.mode === 'off' || document.visibilityState !== 'visible') return;
    const words = document.createElement('div');
    words.textContent = text;
    this.#region(urgent ? this.assertive : this.polite).append(words);
    setTimeout(() => words.remove(), KEEP_MS);
  }

  /** Each message by itself; of more than three within two seconds only the mentions, and how many there were. */
  messages(spoken: readonly Spoken[], count: (n: number) => string): void {
    const now = Date.now();
    if (now > this.#burstEnds) {
      this.#burstEnds = now + BURST_MS;
      this.#said = 0;
    }
    const burst = this.#said + spoken.length > BURST;
    for (const { text, mention } of spoken) {
      if (mention || (!burst && this.mode === 'all')) this.say(text);
      else if (burst && this.mode === 'all') this.#counted += 1;
    }
    this.#said += spoken.length;
    if (this.#counted === 0) return;
    this.#timer ??= setTimeout(() => this.#sayCount(count), Math.max(0, this.#burstEnds - now));
  }

  /** So many more of what `words` tells of. */
  count(n: number, words: (n: number) => string): void {
    this.#standing += n;
    clearTimeout(this.#countTimer);
    this.#countTimer = setTimeout(() => {
      this.say(words(this.#standing));
      this.#standing = 0;
    }, COUNT_MS);
  }

  /** All but an open modal dialog is inert: what is said then is said by its regions. */
  #region(own: HTMLElement): Element {
    const how = own.getAttribute('aria-live') ?? '';
    const root = own.getRootNode();
    return (root instanceof ShadowRoot && root.querySelector(`dialog:modal [aria-live=${how}]`)) || own;
  }

  /** Forgets what was not said yet. */
  clear(): void {
    clearTimeout(this.#countTimer);
    this.#standing = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#counted = 0;
  }

  #sayCount(count: (n: number) => string): void {
    const n = this.#counted;
    this.#timer = undefined;
    this.#counted = 0;
    this.say(count(n));
  }
}

/** `text` no longer than anyone wants to hear. */
export function cutSpoken(text: string): string {
  const words = text.replace(/\s+/g, ' ');
  return words.length > MAX_TEXT ? `${words.slice(0, MAX_TEXT - 1).trimEnd()}…` : words;
}

/** Where things are said; every modal dialog holds a pair of its own. */
export const liveRegions = (): [polite: HTMLElement, assertive: HTMLElement] => [
  region('polite'),
  region('assertive'),
];

function region(politeness: 'polite' | 'assertive'): HTMLElement {
  const element = document.createElement('div');
  element.className = 'unseen';
  element.lang = ''; // strangers' words, mostly
  element.setAttribute('aria-live', politeness);
  return element;
}
