/**
 * Marks the words that were looked for in the row that was found, by ranges (CSS custom highlights): its nodes are left
 * alone. Where a browser has none, the row's outline has to do.
 */
const NAME = 'xmpp-found';
/** A message may hold them any number of times. */
const MAX_RANGES = 200;

export class Marks {
  #ranges: readonly Range[] = [];

  clear(): void {
    const all = highlights();
    for (const range of this.#ranges) all?.delete(range);
    this.#ranges = [];
  }

  /** @param words - What stands in them is marked: all of `text`, else each word of it. */
  set(words: Element | null | undefined, text: string): void {
    this.clear();
    const all = highlights();
    if (!words || !all) return;
    const whole = rangesOf(words, text);
    this.#ranges = whole.length > 0 ? whole : text.split(/\s+/).flatMap((word) => rangesOf(words, word));
    for (const range of this.#ranges) all.add(range);
  }
}

/** One for all elements of the page. */
function highlights(): Highlight | undefined {
  if (!('highlights' in CSS)) return undefined;
  const known = CSS.highlights.get(NAME) ?? new Highlight();
  CSS.highlights.set(NAME, known);
  return known;
}

function rangesOf(words: Element, text: string): Range[] {
  const wanted = text.trim().toLowerCase();
  const ranges: Range[] = [];
  const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let node; wanted && (node = nodes.nextNode());) {
    const data = node.nodeValue ?? '';
    const low = data.toLowerCase();
    if (low.length !== data.length) continue; // a letter that is two in lower case
    for (let at = low.indexOf(wanted); at >= 0 && ranges.length < MAX_RANGES;) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
      at = low.indexOf(wanted, at + wanted.length);
    }
  }
  return ranges;
}
