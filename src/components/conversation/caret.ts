/** The caret of a field, whatever that is: loads with whoever helps with writing. */
import type { Caret, ComposerField } from './composer-field.js';

export const caretOf = ({ caret, input }: ComposerField): Caret =>
  caret ?? new PlainCaret(input as HTMLTextAreaElement);

class PlainCaret implements Caret {
  constructor(readonly area: HTMLTextAreaElement) {}

  textBefore(max: number): string {
    const { value, selectionStart: end } = this.area;
    const line = value.lastIndexOf('\n', end - 1) + 1;
    return value.slice(Math.max(line, end - max), end);
  }

  replaceBefore(count: number, text: string): void {
    const { area } = this;
    area.focus();
    area.setSelectionRange(area.selectionStart - count, area.selectionEnd);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else can be undone
    document.execCommand('insertText', false, text);
  }

  insert(text: string): void {
    this.replaceBefore(0, text);
  }

  rect(): DOMRect {
    return this.area.getBoundingClientRect();
  }
}
