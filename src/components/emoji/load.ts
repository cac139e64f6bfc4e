/** Emoji by language; their data loads with the first who asks. */
import type { Emoji } from './emoji.js';
import { readTone } from './kept.js';

export interface EmojiSet {
  readonly groups: readonly (readonly Emoji[])[];
  /** Language of their names. */
  readonly tag: string;
  /** Those that may be called so, the likeliest first. */
  find(query: string): readonly Emoji[];
  /** In the skin tone that was chosen last. */
  toned(emoji: Emoji): string;
}

const sets = new Map<string, Promise<EmojiSet>>();

/** Rejects where their data could not be loaded; the next call tries again. */
export function loadEmoji(lang: string): Promise<EmojiSet> {
  const tag = /^de\b/.test(lang) ? 'de' : 'en';
  let set = sets.get(tag);
  if (!set) {
    set = load(tag);
    sets.set(tag, set);
    set.catch(() => sets.delete(tag));
  }
  return set;
}

async function load(tag: string): Promise<EmojiSet> {
  const names = tag === 'de' ? import('./names-de.js').catch(() => undefined) : undefined;
  const { emojiCalled, findEmoji, withTone } = await import('./emoji.js');
  const groups = emojiCalled(tag, (await names)?.LABELS);
  return {
    groups,
    tag,
    find: (query) => findEmoji(groups, query),
    toned: (emoji) => withTone(emoji, readTone()),
  };
}
