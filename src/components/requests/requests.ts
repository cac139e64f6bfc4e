/** Asking to speak in a room, and being asked: in its composer, for as long as there is something to ask or to answer. */
import type { Room } from '../../session/room.js';
import type { Composer } from '../conversation/composer.js';
import type { Announcer } from '../shared/announcer.js';
import type { RequestStrings } from '../shared/request-strings.js';
import { adopt } from '../shared/sheet.js';
import { RequestCards } from './cards.js';
import { requestStyles } from './requests.styles.js';
import { VoiceAsk } from './voice-ask.js';
import { findRequestWords } from './words.js';

export interface RequestsHost {
  readonly root: ShadowRoot;
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly conversation: Room | undefined;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

export class Requests {
  readonly #ask: VoiceAsk;
  readonly #cards: RequestCards;
  #words: RequestStrings | undefined;
  #tag: string | undefined;

  constructor(readonly host: RequestsHost) {
    const { root, composer } = host;
    adopt(root, requestStyles);
    this.#ask = new VoiceAsk(host);
    this.#cards = new RequestCards(host);
    const { shown } = composer;
    composer.shown = () => {
      shown?.();
      if (host.conversation) this.update(host.conversation);
    };
  }

  /** `room` is not as it was, or is spoken of in another language. */
  update(room: Room): void {
    const tag = this.host.composer.state?.tag ?? 'en';
    if (tag !== this.#tag) void this.#speak(tag);
    if (!this.#words) return;
    this.#ask.update(room, this.#words);
    this.#cards.update(room, this.#words);
  }

  async #speak(tag: string): Promise<void> {
    this.#tag = tag;
    const words = await findRequestWords(tag);
    if (tag !== this.#tag) return;
    this.#words = words;
    if (this.host.conversation) this.update(this.host.conversation);
  }
}
