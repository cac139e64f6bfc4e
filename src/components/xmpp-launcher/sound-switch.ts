/** The panel's switch for sound: off until the visitor wants it, then on for the whole site (ux.md §7). */
import { siteStorage } from '../../session/storage.js';
import { chime } from './chime.js';
import { make, makeIcon } from './dom.js';

const KEY = 'sound';
const SPEAKER = 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z';
const WAVES = 'M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11';
const STROKE = 'M16 9.5l5 5M21 9.5l-5 5';

export class SoundSwitch {
  readonly element = make(
    'button',
    { part: 'sound', hidden: '' },
    makeIcon('waves', SPEAKER + WAVES),
    makeIcon('stroke', SPEAKER + STROKE),
  );
  #offered = false;

  constructor() {
    this.element.addEventListener('click', () => {
      siteStorage.set(KEY, this.on ? undefined : true);
      this.#show();
      if (this.on) chime(); // how it sounds, and the browser has seen a click
    });
  }

  get on(): boolean {
    return this.#offered && siteStorage.get(KEY) === true;
  }

  /** @param offered - By the page. */
  update(offered: boolean, name: string): void {
    this.#offered = offered;
    this.element.hidden = !offered;
    this.element.ariaLabel = this.element.title = name;
    this.#show();
  }

  #show(): void {
    this.element.ariaPressed = String(this.on);
  }
}
