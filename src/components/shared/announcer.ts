/** Says things to screen readers (ux.md §2): two live regions, empty from the first render, in the same shadow root. */

/** How long words stay: read they are at once, and found again later they would only confuse. */
const KEEP_MS = 1000;
const BURST_MS = 2000;
const BURST = 3;
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
  readonly polite = region('polite');
  readonly assertive = region('assertive');
  mode: AnnounceMode = 'all';

  #burstEnds = 0;
  #said = 0;
  #counted = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Not while the tab is hidden: nobody listens, and returning should not start a flood. */
  say(text: string, urgent = false): void {
    if (this.mode === 'off' || document.visibilityState !== 'visible') return;
    const words = document.createElement('div');
    words.textContent = text;
    (urgent ? this.assertive : this.polite).append(words);
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

  /** Forgets what was not said yet. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#counted = 0;
  }

  #sayCount(count: (n: number) => string): void {
    const n = this.#counted;
    this.clear();
    this.say(count(n));
  }
}

/** `text` no longer than anyone wants to hear. */
export function cutSpoken(text: string): string {
  const words = text.replace(/\s+/g, ' ');
  return words.length > MAX_TEXT ? `${words.slice(0, MAX_TEXT - 1).trimEnd()}…` : words;
}

function region(politeness: 'polite' | 'assertive'): HTMLElement {
  const element = document.createElement('div');
  element.className = 'unseen';
  element.setAttribute('aria-live', politeness);
  return element;
}
