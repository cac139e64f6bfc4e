/** Help with writing in a composer: people to mention, emoji by name and by a button. Loaded when somebody is about to write. */
import { html, render } from 'lit/html.js';
import { caretOf } from '../conversation/caret.js';
import type { Composer } from '../conversation/composer.js';
import type { Emoji } from '../emoji/emoji.js';
import { writeRecent } from '../emoji/kept.js';
import { loadEmoji, type EmojiSet } from '../emoji/load.js';
import { keepFocus, sendButton } from '../rich-editor/place.js';
import type { Announcer } from '../shared/announcer.js';
import { icon } from '../shared/icons.js';
import { initials, nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import { writingEnglish } from '../shared/writing-strings.js';
import { People, type Company } from './mentions.js';
import { Suggestions, type Offer, type Suggestion } from './suggestions.js';
import { suggestionStyles } from './suggestions.styles.js';
import { findWritingWords, type Words } from './words.js';

/** More than can be looked over is no help. */
const MAX_SHOWN = 8;
/** Names of people may have blanks. An `@` in an address of mail asks for nobody. */
const MENTION = /(?:^|[^\p{L}\p{N}_.@-])(@([^@]{0,40}))$/u;
/** A colon in `10:30` or `:)` asks for nothing. */
const CODE = /(?:^|[\s(])(:([a-z0-9_+-]{2,30})(:?))$/i;

const smileIcon = icon(
  'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.500 14.500c1.800 2.300 5.200 2.300 7 0M9 9.500h.01M15 9.500h.01',
);

export interface HelpHost {
  readonly composer: Composer;
  readonly announcer: Announcer;
  readonly conversation: Company | undefined;
  readonly failed: (error: unknown) => void;
  /** What else may be meant by what stands before the caret, which goes before all else. */
  readonly more?: (before: string, first: boolean) => Offer | undefined;
}

/** @returns To be called when there is more to offer than before. */
export function offerHelp(host: HelpHost): () => void {
  const { composer } = host;
  const root = composer.element.getRootNode();
  if (root instanceof ShadowRoot) adopt(root, suggestionStyles);
  const help = new Help(host);
  return () => help.update();
}

class Help {
  readonly #people = new People();
  readonly #button = document.createElement('button');
  readonly #suggestions: Suggestions;
  #words: Words = writingEnglish;
  #tag = 'en';
  #emoji: EmojiSet | undefined;

  constructor(readonly host: HelpHost) {
    const { composer, announcer } = host;
    this.#suggestions = new Suggestions({
      composer,
      offer: (before, first) =>
        host.more?.(before, first) ?? this.#mentions(before, first) ?? this.#codes(before),
      say: (n) => announcer.say(this.#words.suggestions(n)),
    });
    composer.finish = (outgoing) => this.#people.named(host.conversation, outgoing);
    this.#makeButton();
    const { shown } = composer;
    composer.shown = () => {
      shown?.();
      void this.#show();
    };
    void this.#show();
  }

  update(): void {
    this.#suggestions.update();
  }

  #makeButton(): void {
    const button = this.#button;
    Object.assign(button, {
      type: 'button',
      className: 'format plain',
      part: 'emoji',
      ariaHasPopup: 'dialog',
    });
    render(smileIcon, button);
    keepFocus(button);
    button.addEventListener('click', () => void this.#pick().catch(this.host.failed));
    sendButton(this.host.composer)?.before(button);
  }

  async #show(): Promise<void> {
    const { tag = 'en', disabled } = this.host.composer.state ?? {};
    this.#button.hidden = disabled !== undefined;
    this.#tag = tag;
    const words = await findWritingWords(tag);
    if (tag !== this.#tag) return;
    if (words !== this.#words) this.#speak(words);
    Object.assign(this.#button, { ariaLabel: words.emoji, title: words.emoji });
  }

  #speak(words: Words): void {
    this.#words = words;
    this.#suggestions.update();
    const root = this.host.composer.element.getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('.emoji-picker')?.hidePopover(); // which is in another language
  }

  async #pick(): Promise<void> {
    const { composer } = this.host;
    const { pickEmoji } = await import('../emoji/picker.js');
    const glyph = await pickEmoji(this.#button, this.#tag);
    if (glyph !== undefined) caretOf(composer.field).insert(glyph);
    else if (composer.focused) composer.focus();
  }

  #mentions(before: string, first: boolean): Offer | undefined {
    const [, token = '', query = ''] = MENTION.exec(before) ?? [];
    if (!token) return undefined;
    const people = this.#people.find(this.host.conversation, query, MAX_SHOWN);
    const starts = first && token.length === before.length;
    return {
      label: this.#words.people,
      count: token.length,
      options: people.map((person) => ({
        shown: html`<span class="avatar ${person.hue}" aria-hidden="true">${initials(person.nick)}</span
          ><bdi>${nickText(person.nick)}</bdi>`,
        text: starts ? `${person.nick}: ` : `@${person.nick} `,
        taken: () => this.#people.pick(person),
      })),
    };
  }

  #codes(before: string): Offer | undefined {
    const [, token = '', code = '', end] = CODE.exec(before) ?? [];
    if (!token) return undefined;
    if (!this.#emoji) void this.#loadEmoji();
    const found = this.#emoji?.find(code) ?? [];
    const meant = end ? found.filter(({ codes }) => codes.includes(code.toLowerCase())) : found;
    return {
      label: this.#words.emoji,
      count: token.length,
      ...(end && { finished: end }),
      options: meant.slice(0, MAX_SHOWN).map((emoji) => this.#suggestion(emoji, code)),
    };
  }

  #suggestion(emoji: Emoji, code: string): Suggestion {
    const { name, codes, glyph } = emoji;
    const text = this.#emoji?.toned(emoji) ?? glyph;
    const fitting = codes.find((each) => each.startsWith(code.toLowerCase())) ?? codes[0];
    return {
      shown: html`<span class="glyph" aria-hidden="true">${text}</span
        ><span class="label" lang=${this.#emoji?.tag ?? ''}>${name}</span>
        <span class="code" aria-hidden="true">:${fitting}:</span>`,
      text,
      taken: () => writeRecent(glyph),
    };
  }

  async #loadEmoji(): Promise<void> {
    try {
      this.#emoji = await loadEmoji(this.#tag);
      this.#suggestions.update();
    } catch (error) {
      this.host.failed(error);
    }
  }
}
