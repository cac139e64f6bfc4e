/** XEP-0444 Message Reactions. Whose set counts is ../reactions.ts. */
import { child, children, textOf, xml, type Element } from '../xml.js';

export const NS_REACTIONS = 'urn:xmpp:reactions:0';

/** More than anybody means at once. */
const MAX_REACTIONS = 20;
const MAX_EMOJI = 32; // UTF-16: the longest of Unicode 16, a family with skin tones, has 25
const PICTURE = /[\p{Extended_Pictographic}\p{RI}\u20e3]/u;

export interface ReactionSet {
  /** In rooms the stanza-id of what they react to, else its id. */
  readonly id: string;
  /** Each once; none: they react no more. */
  readonly emoji: readonly string[];
}

export function readReactions(message: Element): ReactionSet | undefined {
  const element = message.attrs.type === 'error' ? undefined : child(message, 'reactions', NS_REACTIONS);
  const id = element?.attrs.id;
  if (!element || !id) return undefined;
  const texts = children(element, 'reaction', NS_REACTIONS).map((each) => textOf(each).trim());
  return { id, emoji: [...new Set(texts.filter(isEmoji))].slice(0, MAX_REACTIONS) };
}

export const buildReactions = ({ id, emoji }: ReactionSet): readonly Element[] => [
  xml('reactions', { xmlns: NS_REACTIONS, id }, ...emoji.map((each) => xml('reaction', {}, each))),
  xml('store', { xmlns: 'urn:xmpp:hints' }), // there is no body to keep it for
];

/** One emoji and nothing else (REA-1). */
export function isEmoji(text: string): boolean {
  if (text.length > MAX_EMOJI || !PICTURE.test(text)) return false;
  return [...new Intl.Segmenter('en').segment(text)].length === 1;
}
