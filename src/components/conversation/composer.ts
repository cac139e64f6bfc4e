/** The plain composer: grows, keeps its draft, never acts on a key while a word is being composed, never loses text. */
import { html, nothing, render } from 'lit/html.js';
import type { Outgoing } from '../../session/conversation.js';
import type { ChatMessage } from '../../session/message.js';
import type { RichNode } from '../../session/rich-text.js';
import { sendIcon } from '../shared/icons.js';
import { readDraft, writeDraft } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';
import { isComposing, type ComposerField } from './composer-field.js';
import { PlainField } from './plain-field.js';

/** security.md §8. */
const MAX_LENGTH = 20_000;
/** What a stanza holds besides the body, in octets and more than enough. */
const STANZA_BYTES = 1000;
/** From this part of a limit on, how much is left is shown (ux.md §4). */
const COUNTED = 0.9;
/** What the empty composer has no use for itself. */
const EMPTY_KEYS: readonly string[] = ['ArrowUp', 'PageUp', 'PageDown'];

export interface ComposerHost {
  /** @returns Whether it was taken; otherwise the text stays. */
  send(outgoing: Outgoing): boolean;
  typing(typing: boolean): void;
  /** A key that the empty composer has no use for. */
  scrollByPage(direction: 1 | -1): void;
  /** As that: the last own message is to be changed. @returns Whether it is there. */
  editLast(): Promise<unknown>;
  /** Whether keys mean more than in any field. */
  shortcuts(): boolean;
  /** Somebody is about to write; told more than once. */
  wanted(): void;
}

/** Something else that is written while what was being written waits. */
export interface Errand extends Pick<ComposerHost, 'send'> {
  /** What stands there at first, in plain text. */
  readonly text: string;
  /** The same as records, where something is formatted. */
  readonly content?: readonly RichNode[] | undefined;
}

export interface ComposerState {
  /** Of the conversation it belongs to; '': of none, and nothing is kept of it. */
  readonly jid: string;
  /** Of whom or what is written to. */
  readonly name: string;
  readonly strings: Strings;
  /** Language of `strings`. */
  readonly tag: string;
  /** The key that sends. */
  readonly sendKey: 'enter' | 'mod-enter';
  /** Why nothing can be written. */
  readonly disabled: string | undefined;
  /** What to know about sending now. */
  readonly note: string | undefined;
  /** Until something can be sent again, s. */
  readonly waitS: number;
  /** Largest stanza that the server takes. */
  readonly maxBytes: number;
}

export class Composer {
  readonly element = document.createElement('form');
  /** The last key belonged to an input method. */
  composing = false;
  /** Called when it shows something else. */
  shown?: () => void;
  /** What goes out in place of what was written; undefined: nothing does, and that stays. */
  finish?: (outgoing: Outgoing) => Outgoing | undefined;
  /** Something goes along with what is written, or by itself. */
  attached = false;
  /** It goes out by itself once it is known what it is, unless somebody writes on. */
  awaited = false;
  /** What is written in. */
  field: ComposerField = new PlainField();
  state: ComposerState | undefined;
  /** Takes what is written, instead of the host. */
  errand: Errand | undefined;
  /** The message that was put in front of all else that stands there: formatted once the field can show it. */
  taken: ChatMessage | undefined;
  /** What is written now is for a message whose words are not there yet. */
  #held: Promise<unknown> | undefined;
  /** Shown under the field. */
  problem: string | undefined;
  /** How long the text is, where that matters. */
  #count: string | undefined;
  /** There is nothing to send. */
  #blank = true;

  constructor(readonly host: ComposerHost) {
    this.element.className = 'composer area';
    this.element.part.add('composer');
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
      this.field.focus();
    });
    this.element.addEventListener('focusin', () => host.wanted());
    this.#listen();
  }

  /** Has `field` in the place of the one before, whose text it has already. */
  take(field: ComposerField): void {
    this.field = field;
    this.#listen();
    this.#render();
  }

  /** Of the conversation whose draft is written; '' where it is none. */
  get draftOf(): string {
    return (!this.errand && this.state?.jid) || '';
  }

  update(state: ComposerState): void {
    const before = this.state;
    const keys = Object.keys(state) as (keyof ComposerState)[];
    if (before && keys.every((key) => state[key] === before[key])) return;
    const moved = state.jid !== before?.jid;
    this.state = state;
    if (moved) this.errand = this.problem = this.#count = undefined;
    this.#render();
    if (moved) this.#set(readDraft(state.jid));
    else if (state.strings !== before?.strings) this.check();
  }

  focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  get focused(): boolean {
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    return this.element.contains(activeElement);
  }

  /** Has something else written; without it, what was being written goes on. */
  begin(errand?: Errand): void {
    this.errand = errand;
    this.#set(errand?.text ?? readDraft(this.state?.jid ?? ''));
    this.focus();
  }

  /** Puts `text` in front of what is being written, or behind it, and goes there. @param of - The message whose text it is. */
  add(text: string, first: boolean, of?: ChatMessage): void {
    this.taken = of;
    this.field.add(text, first, of);
    this.check();
    this.#keep();
    this.focus();
  }

  /** Whether it is there and takes text. */
  get writable(): boolean {
    return this.element.isConnected && this.state?.disabled === undefined;
  }

  #listen(): void {
    const { input } = this.field;
    input.addEventListener('input', this.#typed);
    input.addEventListener('keydown', this.#pressed, true); // before the rich editor
    input.addEventListener('blur', this.#left);
  }

  #render(): void {
    if (!this.state) return;
    const { strings, name, disabled, note, waitS } = this.state;
    const notes = disabled ?? ([this.#count, note].filter(Boolean).join(' · ') || undefined);
    const described = [this.problem && 'composer-problem', notes && 'composer-note']
      .filter(Boolean)
      .join(' ');
    const noteClass = disabled !== undefined && !this.field.text ? 'unseen' : 'hint'; // the field says it
    const { element, input } = this.field;
    Object.assign(input, {
      ariaLabel: strings.composer(name),
      ariaInvalid: this.problem ? 'true' : null,
      ariaDisabled: disabled === undefined ? null : 'true',
      enterKeyHint: enterBreaks() ? 'enter' : 'send',
    });
    input.setAttribute('aria-describedby', described);
    this.field.describe(disabled ?? strings.placeholder, disabled !== undefined);
    render(
      html`<div class="field">
          ${element}
          <button
            part="send"
            type="submit"
            class="primary"
            aria-label=${waitS ? strings.sendIn(strings.seconds(waitS)) : strings.send}
            aria-disabled=${this.#blank || this.problem || disabled !== undefined || waitS ? 'true' : nothing}
            aria-describedby=${described || nothing}
          >
            ${waitS ? strings.seconds(waitS) : sendIcon}
          </button>
        </div>
        ${this.problem ? html`<p id="composer-problem" class="failure">${this.problem}</p>` : nothing}
        ${notes ? html`<p id="composer-note" class=${noteClass}>${notes}</p>` : nothing}`,
      this.element,
    );
    this.shown?.();
  }

  #set(text: string): void {
    this.taken = undefined;
    this.field.set(text);
    this.check(text);
  }

  readonly #typed = () => {
    const { text } = this.field;
    this.awaited = false;
    this.check(text);
    this.#keep();
    this.host.typing(text.trim() !== '');
  };

  readonly #left = () => this.host.typing(false);

  #keep(): void {
    if (this.draftOf) writeDraft(this.draftOf, this.field.text);
  }

  /** How long it is, and whether there is anything to send. */
  check(text = this.field.text): void {
    if (!this.state) return;
    const { strings } = this.state;
    const maxBytes = this.state.maxBytes - STANZA_BYTES;
    const bytes = text.length * 3 < maxBytes * COUNTED ? 0 : new TextEncoder().encode(text).length;
    const inBytes = bytes / maxBytes > text.length / MAX_LENGTH;
    const [length, max] = inBytes ? [bytes, maxBytes] : [text.length, MAX_LENGTH];
    const count = length > max * COUNTED ? strings.lengthOf(length, max, inBytes) : undefined;
    const tooLong = length > max;
    const problem = tooLong ? strings.tooLong(count ?? '') : undefined;
    this.tell(problem, tooLong ? undefined : count, text.trim() === '' && !this.attached);
  }

  /** @param problem - Why it does not go out, until it is written on. @param count - How long it is. */
  tell(problem: string | undefined, count?: string, blank = false): void {
    if (problem === this.problem && count === this.#count && blank === this.#blank) return;
    this.problem = problem;
    this.#count = count;
    this.#blank = blank;
    this.#render();
  }

  /** What was awaited has not come: an {@link awaited} text cannot be sent now. */
  giveUp(): void {
    if (this.awaited) this.tell(this.state?.strings.cannotSend);
    this.awaited = false;
  }

  readonly #pressed = (event: KeyboardEvent) => {
    this.composing = isComposing(event);
    if (this.composing) return;
    if (event.key === 'Enter' && this.#sends(event)) {
      event.preventDefault();
      this.send();
    } else if (EMPTY_KEYS.includes(event.key) && this.field.text === '' && this.host.shortcuts()) {
      event.preventDefault();
      if (event.key === 'ArrowUp')
        this.#held ??= this.host.editLast().finally(() => (this.#held = undefined));
      else this.host.scrollByPage(event.key === 'PageUp' ? -1 : 1);
    }
  };

  #sends(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey;
    if (this.state?.sendKey === 'mod-enter') return mod;
    return mod || (!event.shiftKey && !event.altKey && !enterBreaks());
  }

  /** If that is possible now. */
  send(): void {
    if (this.#held) return void this.#held.then((begun) => begun && this.send());
    if (!this.state || this.state.disabled !== undefined) return;
    this.check();
    if (this.problem === undefined && !this.state.waitS && !this.#blank) this.#handOver();
  }

  #handOver(): void {
    try {
      const { outgoing } = this.field;
      const finished = this.finish ? this.finish(outgoing) : outgoing;
      if (finished === undefined || !(this.errand ?? this.host).send(finished)) return;
    } catch {
      this.tell(this.state?.strings.cannotSend);
      return;
    }
    this.host.typing(false);
    if (this.errand) return this.begin();
    this.#set('');
    this.#keep();
  }
}

/** On touch keyboards, which have no Shift to break a line with. */
const enterBreaks = () => matchMedia('(pointer: coarse)').matches;
