/** Brings what was found before the reader. */
import type { Row } from '../../session/message.js';
import type { FindingView } from '../conversation/finding-items.js';

/** @returns The row `key`, if it is there. */
export function show({ place, list, conversation }: FindingView, key: string): Row | undefined {
  place.updateList(); // it may have come just now
  return list.openAt(key) ? conversation?.messages.find((row) => row.key === key) : undefined;
}
