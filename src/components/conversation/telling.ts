/** Rows that are more than plain words: what they need loads with the first of them. */
import type { ChatMessage, Row } from '../../session/message.js';
import { mayBeStyled } from '../../session/styled.js';
import { loadOnce } from '../shared/shell.js';
import type * as MessageParts from './message-parts.js';
import type * as ToldRows from './told-rows.js';

/** Until it has come such a row is empty, and no message says why it failed. */
export let telling: typeof ToldRows | undefined;
/** Until it has come messages are their plain words. */
export let parts: typeof MessageParts | undefined;

export const loadTelling = loadOnce(async () => (telling = await import('./told-rows.js')));
const loadParts = loadOnce(async () => (parts = await import('./message-parts.js')));

/** Loads what `row` cannot be rendered without. @returns undefined: nothing. */
export function wordsFor(row: Row): Promise<unknown> | undefined {
  if (row.kind !== 'message') return telling || row.kind === 'notice' ? undefined : loadTelling();
  if (row.failure && !telling) return loadTelling();
  return !parts && isMore(row) ? loadParts() : undefined;
}

const isMore = ({
  removed,
  hats,
  rich,
  files,
  reply,
  reactions,
  versions,
  doing,
  unstyled,
  body,
}: ChatMessage) =>
  removed ??
  hats ??
  rich ??
  files ??
  reply ??
  reactions ??
  versions ??
  doing ??
  (!unstyled && mayBeStyled(body));
