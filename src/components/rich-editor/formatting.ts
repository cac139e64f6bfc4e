/** The button that turns formatting on and off in a composer. What was chosen is remembered on this site. */
import { html, render } from 'lit/html.js';
import { siteStorage } from '../../session/storage.js';
import type { Composer } from '../conversation/composer.js';
import { icon } from '../shared/icons.js';
import { adopt, css } from '../shared/sheet.js';
import { richEnglish } from '../shared/rich-strings.js';
import { read, write } from '../shared/storage.js';
import { sendButton } from './place.js';
import type { RichWriting } from './rich-writing.js';
import { findRichWords, type Words } from './words.js';

const styles = css`
  .composer .format {
    flex: none;
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }

  .composer .format[aria-pressed='true'] {
    color: var(--_accent);
  }
`;

const FORMATTING = 'formatting';
const picture = icon('M4 18 9 6l5 12M5.700 14h6.600M16 20h5M20.500 18v-3.500a2.300 2.300 0 0 0-4.400-.9');

export class Formatting {
  readonly #box = document.createElement('button');
  readonly #plain;
  #words: Words = richEnglish;
  #tag = 'en';
  #writing: RichWriting | undefined;
  #on = false;

  /** @param failed - The editor could not be loaded; writing goes on without it. */
  constructor(
    readonly composer: Composer,
    readonly failed: (error: unknown) => void,
  ) {
    this.#plain = composer.field;
    this.#box.type = 'button';
    this.#box.className = 'format plain';
    this.#box.part.add('formatting');
    this.#box.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#box.addEventListener('mousedown', (event) => event.preventDefault());
    this.#box.addEventListener('click', () => {
      write(siteStorage, FORMATTING, !this.#on || undefined);
      void this.#turn(!this.#on);
    });
    render(html`${picture}`, this.#box);
    const root = composer.element.getRootNode();
    if (root instanceof ShadowRoot) adopt(root, styles);
    sendButton(composer)?.before(this.#box);
    composer.shown = () => void this.#find();
    void this.#find();
    if (read(siteStorage, FORMATTING) === true) void this.#turn(true);
  }

  async #find(): Promise<void> {
    const { tag = 'en' } = this.composer.state ?? {};
    this.#tag = tag;
    const words = await findRichWords(tag);
    if (tag !== this.#tag) return;
    this.#words = words;
    this.#show();
  }

  #show(): void {
    const { formatting } = this.#words;
    Object.assign(this.#box, { ariaLabel: formatting, title: formatting, ariaPressed: String(this.#on) });
    this.#writing?.update();
  }

  async #turn(on: boolean): Promise<void> {
    this.#on = on;
    this.#show();
    try {
      const writing = (this.#writing ??= await this.#load());
      await composed(this.composer);
      if (on !== this.#on || on === (this.composer.field === writing.field)) return;
      if (on) writing.start();
      else this.#backToPlain(writing);
    } catch (error) {
      this.#on = false;
      this.#show();
      this.failed(error);
    }
  }

  async #load(): Promise<RichWriting> {
    const { RichWriting } = await import('./rich-writing.js');
    return new RichWriting(this.composer, () => this.#words);
  }

  #backToPlain(writing: RichWriting): void {
    const { composer } = this;
    const { focused } = composer;
    const { text } = writing.field;
    writing.stop();
    this.#plain.set(text);
    composer.take(this.#plain);
    if (focused) composer.focus();
  }
}

/** To take a field away would break off what an input method is in the middle of. */
async function composed({ composing, focused, field: { input } }: Composer): Promise<void> {
  if (composing && focused)
    await new Promise((resolve) => {
      for (const end of ['compositionend', 'blur']) input.addEventListener(end, resolve, { once: true });
    });
}
