/** What pages say in place of the kit's words; all copies of the script on a page share it. */
import type { PageStrings } from './catalogue.js';

interface PageWords extends EventTarget {
  /** By canonical language tag. */
  readonly byTag: Map<string, PageStrings>;
}

const KEY = Symbol.for('xmpp-elements.strings');

/** Fires `change` when words were added. */
export function pageWords(): PageWords {
  const page = globalThis as { [KEY]?: PageWords };
  return (page[KEY] ??= Object.assign(new EventTarget(), { byTag: new Map<string, PageStrings>() }));
}
