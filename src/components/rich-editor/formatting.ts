/** Turns formatting on and off in a composer. The editor loads with the first time that it is on. */
import { composed } from '../conversation/composed.js';
import type { Composer } from '../conversation/composer.js';
import { richEnglish } from '../shared/rich-strings.js';
import { draftsOf, type RichDrafts } from './drafts.js';
import type { RichWriting } from './rich-writing.js';
import { findRichWords, type Words } from './words.js';

export class Formatting {
  words: Words = richEnglish;
  on = false;
  /** Called when it is on or off, or has other words. */
  shown?: () => void;
  readonly #plain;
  #tag = '';
  #writing: RichWriting | undefined;

  /** @param failed - The editor could not be loaded; writing goes on without it. */
  constructor(
    readonly composer: Composer,
    readonly failed: (error: unknown) => void,
    readonly drafts: RichDrafts = draftsOf(composer),
  ) {
    this.#plain = composer.field;
    const { shown } = composer;
    composer.shown = () => {
      shown?.();
      void this.#find();
    };
    void this.#find();
  }

  async #find(): Promise<void> {
    const { tag = 'en' } = this.composer.state ?? {};
    this.#tag = tag;
    const words = await findRichWords(tag);
    if (tag !== this.#tag) return;
    this.words = words;
    this.#show();
  }

  #show(): void {
    this.shown?.();
    this.#writing?.update();
  }

  async turn(on: boolean): Promise<void> {
    this.on = on;
    this.#show();
    try {
      const writing = (this.#writing ??= await this.#load());
      await composed(this.composer);
      if (on !== this.on || on === (this.composer.field === writing.field)) return;
      if (on) writing.start();
      else writing.stop(this.#plain);
    } catch (error) {
      this.on = false;
      this.#show();
      this.failed(error);
    }
  }

  async #load(): Promise<RichWriting> {
    const { RichWriting } = await import('./rich-writing.js');
    return new RichWriting(this.composer, this.drafts, () => this.words);
  }
}
