/** A word to the visitor beside the button (ux.md §7): silent, can be dismissed, and does not come back in this tab. */
import { tabStorage } from '../../session/storage.js';
import { make } from './dom.js';
import type { LauncherStrings } from './extras-strings.js';
import type { LauncherView } from './view.js';

const KEY = 'launcher-teased';

export class Teaser {
  readonly #text = make('button', { part: 'teaser-text' });
  readonly #dismiss = make('button', { part: 'teaser-dismiss' });
  readonly #element = make('div', { part: 'teaser', hidden: '' }, this.#text, this.#dismiss);

  /** @param cross - The sign to send it away by. */
  constructor(
    readonly view: LauncherView,
    cross: SVGElement,
  ) {
    this.#dismiss.append(cross);
    this.#text.addEventListener('click', () => void view.change(true, true));
    this.#dismiss.addEventListener('click', () => {
      view.button.focus();
      this.#over();
    });
    view.button.after(this.#element);
  }

  render(words: LauncherStrings, tag: string): void {
    const { host, kept, shown } = this.view;
    if (shown && host.teaser) this.#over();
    this.#text.textContent = host.teaser ?? '';
    this.#dismiss.lang = tag;
    this.#dismiss.ariaLabel = this.#dismiss.title = words.dismiss;
    this.#element.hidden = !host.teaser || shown || kept.joined || Boolean(tabStorage.get(KEY));
  }

  #over(): void {
    tabStorage.set(KEY, true);
    this.#element.hidden = true;
  }
}
