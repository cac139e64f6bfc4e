/**
 * What a message is written in: the plain text area, or the rich editor in its place. Whoever helps with writing, such
 * as suggestions do, works on either, by the caret that `caretOf` in caret.ts gives. A change is told by an `input` event of {@link ComposerField.input}, which bubbles;
 * who wants keys first listens for `keydown` at the composer's element in the capturing phase, and prevents what it took.
 */
import type { Outgoing } from '../../session/conversation.js';
import type { ChatMessage } from '../../session/message.js';
import type { RichNode } from '../../session/rich-text.js';

export interface ComposerField {
  /** What stands in the composer. */
  readonly element: HTMLElement;
  /** Where somebody writes, which has the focus then: `element`, or within it. */
  readonly input: HTMLElement;
  /** What was written, in plain text. */
  readonly text: string;
  /** As `text`, and as rich text where something is formatted. */
  readonly outgoing: Outgoing;
  /** The same as records, where something is formatted. */
  readonly content?: readonly RichNode[];
  /** What the empty field says, and whether nothing can be written. */
  describe(placeholder: string, disabled: boolean): void;
  focus(options?: FocusOptions): void;
  /** Puts `text` in the place of all that is there. Tells nobody. */
  set(text: string): void;
  /** Puts lines before or behind all that is there, formatted as in the message `of`, the caret at the end. Tells nobody. */
  add(text: string, first: boolean, of?: ChatMessage): void;
  /** Left out where the browser's own will do, which caret.ts makes. */
  readonly caret?: Caret;
}

/** What Safari and older engines give for keys that belong to an input method. */
const COMPOSING_KEY_CODE = 229;

/** Whether a key belongs to an input method; Safari gives no other sign of the Enter that ends one's work. */
export function isComposing(event: KeyboardEvent): boolean {
  const { keyCode }: { readonly keyCode: number } = event; // deprecated, and there is no other
  return event.isComposing || keyCode === COMPOSING_KEY_CODE;
}

/** Where somebody writes, for those who help. */
export interface Caret {
  /** What stands before it in its paragraph or line, the last `max` characters at most. */
  textBefore(max: number): string;
  /** `text` instead of the `count` characters before it and of what is selected, as one step to undo. */
  replaceBefore(count: number, text: string): void;
  /** `text`, instead of what is selected. */
  insert(text: string): void;
  /** Where it is, as near as that is known: what pops up beside it must not cover it. */
  rect(): DOMRect;
}
