/** The caret of a field, whatever that is: loads with whoever helps with writing. */
import type { Caret, ComposerField } from './composer-field.js';

export const caretOf = ({ caret, input }: ComposerField): Caret =>
  caret ?? new PlainCaret(input as HTMLTextAreaElement);

/** What decides where letters stand. */
const COPIED = [
  'direction',
  'font',
  'letter-spacing',
  'line-height',
  'padding',
  'tab-size',
  'text-align',
  'word-spacing',
];

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

  /** Areas do not tell: where a copy of the text before it ends. */
  rect(): DOMRect {
    const { area } = this;
    const copy = document.createElement('div');
    const end = document.createElement('span');
    const looks = getComputedStyle(area);
    for (const name of COPIED) copy.style.setProperty(name, looks.getPropertyValue(name));
    Object.assign(copy.style, {
      position: 'fixed',
      visibility: 'hidden',
      width: `${area.clientWidth}px`,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'break-word',
    });
    end.textContent = '\u200b';
    copy.append(area.value.slice(0, area.selectionStart), end);
    area.after(copy);
    const [box, origin, place] = [area, copy, end].map((each) => each.getBoundingClientRect()) as [
      DOMRect,
      DOMRect,
      DOMRect,
    ];
    copy.remove();
    const left = box.left + place.left - origin.left;
    return new DOMRect(left, box.top + place.top - origin.top - area.scrollTop, 0, place.height);
  }
}
