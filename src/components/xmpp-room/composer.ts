/** The plain composer: grows, keeps its draft, never acts on a key while a word is being composed, never loses text. */
import { html, nothing, render } from 'lit/html.js';
import { sendIcon } from '../shared/icons.js';
import { readDraft, writeDraft } from '../shared/storage.js';
import type { Strings } from '../shared/strings.js';

/** UTF-8 octets of a body: below what servers take in one stanza, with room for markup and signatures. */
const MAX_BYTES = 65_536;
/** Shorter text is not worth measuring. */
const MEASURED_LENGTH = MAX_BYTES / 4;
/** What Safari and older engines give for keys that belong to an input method. */
const COMPOSING_KEY_CODE = 229;

export interface ComposerHost {
  /** @returns Whether it was taken; otherwise the text stays. */
  send(text: string): boolean;
  typing(typing: boolean): void;
  /** A key that the empty composer has no use for. */
  scrollByPage(direction: 1 | -1): void;
}

export interface ComposerState {
  /** The room it belongs to. */
  readonly jid: string;
  readonly roomName: string;
  readonly strings: Strings;
  /** The key that sends. */
  readonly sendKey: 'enter' | 'mod-enter';
  /** Why nothing can be written. */
  readonly disabled: string | undefined;
}

export class Composer {
  readonly element = document.createElement('form');
  #state: ComposerState | undefined;
  /** Shown under the field. */
  #problem: string | undefined;

  constructor(readonly host: ComposerHost) {
    this.element.className = 'composer area';
    this.element.part.add('composer');
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  update(state: ComposerState): void {
    const before = this.#state;
    const keys = Object.keys(state) as (keyof ComposerState)[];
    if (before && keys.every((key) => state[key] === before[key])) return;
    const moved = state.jid !== before?.jid;
    this.#state = state;
    if (moved) this.#problem = undefined;
    this.#render();
    if (moved) this.#set(readDraft(state.jid));
  }

  focus(options?: FocusOptions): void {
    this.#input?.focus(options);
  }

  get focused(): boolean {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot && this.element.contains(root.activeElement);
  }

  /** Puts `text` in front of what is being written. */
  restore(text: string): void {
    const written = this.#input?.value ?? '';
    this.#set(written ? `${text}\n${written}` : text);
    this.#keep();
    this.focus();
  }

  /** Adds `text` behind what is being written, and goes there. */
  quote(text: string): void {
    const written = this.#input?.value ?? '';
    this.#set(written && !written.endsWith('\n') ? `${written}\n${text}` : written + text);
    this.#keep();
    this.focus();
  }

  /** Whether it is there and takes text. */
  get writable(): boolean {
    return this.element.isConnected && this.#state?.disabled === undefined;
  }

  get #input(): HTMLTextAreaElement | null {
    return this.element.querySelector('textarea');
  }

  #render(): void {
    if (!this.#state) return;
    const { strings, roomName, disabled } = this.#state;
    const described = disabled ?? this.#problem;
    render(
      html`<div class="field">
          <textarea
            part="input"
            rows="1"
            dir="auto"
            aria-label=${strings.composer(roomName)}
            placeholder=${disabled ?? strings.placeholder}
            aria-describedby=${described ? 'composer-problem' : nothing}
            aria-invalid=${this.#problem ? 'true' : nothing}
            ?readonly=${disabled !== undefined}
            aria-disabled=${disabled === undefined ? nothing : 'true'}
            enterkeyhint="send"
            @input=${() => this.#typed()}
            @keydown=${(event: KeyboardEvent) => this.#pressed(event)}
            @blur=${() => this.host.typing(false)}
          ></textarea>
          <button
            part="send"
            type="submit"
            class="primary"
            aria-label=${strings.send}
            aria-disabled=${described ? 'true' : nothing}
            aria-describedby=${described ? 'composer-problem' : nothing}
          >
            ${sendIcon}
          </button>
        </div>
        ${described ? html`<p id="composer-problem" class=${this.#problem ? 'failure' : 'unseen'}>${described}</p>` : nothing}`,
      this.element,
    );
  }

  #set(text: string): void {
    const input = this.#input;
    if (!input) return;
    input.value = text;
    this.#grow(input);
    this.#check(text);
  }

  #typed(): void {
    const input = this.#input;
    if (!input) return;
    this.#grow(input);
    this.#check(input.value);
    this.#keep();
    this.host.typing(input.value !== '');
  }

  #keep(): void {
    if (this.#state) writeDraft(this.#state.jid, this.#input?.value ?? '');
  }

  /** Only where the engine does not do it by itself; the limit is in the style. */
  #grow(input: HTMLTextAreaElement): void {
    if (CSS.supports('field-sizing', 'content')) return;
    input.style.blockSize = 'auto';
    input.style.blockSize = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  }

  #check(text: string): void {
    const bytes = text.length < MEASURED_LENGTH ? 0 : new TextEncoder().encode(text).length;
    this.#complain(bytes > MAX_BYTES ? this.#state?.strings.tooLong(bytes, MAX_BYTES) : undefined);
  }

  #complain(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#render();
  }

  #pressed(event: KeyboardEvent): void {
    const { keyCode }: { readonly keyCode: number } = event; // Safari gives no other sign of the Enter that ends it
    if (event.isComposing || keyCode === COMPOSING_KEY_CODE) return;
    if (event.key === 'Enter' && this.#sends(event)) {
      event.preventDefault();
      this.#send();
    } else if ((event.key === 'PageUp' || event.key === 'PageDown') && this.#input?.value === '') {
      event.preventDefault();
      this.host.scrollByPage(event.key === 'PageUp' ? -1 : 1);
    }
  }

  /** On touch keyboards Enter breaks the line: they have no Shift to do it with. */
  #sends(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey;
    if (this.#state?.sendKey === 'mod-enter') return mod;
    return mod || (!event.shiftKey && !event.altKey && !matchMedia('(pointer: coarse)').matches);
  }

  #send(): void {
    const input = this.#input;
    if (!input || !this.#state || this.#state.disabled !== undefined) return;
    this.#check(input.value);
    if (this.#problem === undefined && input.value.trim() !== '') this.#handOver(input);
    input.focus();
  }

  #handOver(input: HTMLTextAreaElement): void {
    try {
      if (!this.host.send(input.value)) return;
    } catch {
      this.#complain(this.#state?.strings.cannotSend);
      return;
    }
    this.#set('');
    this.#keep();
    this.host.typing(false);
  }
}
