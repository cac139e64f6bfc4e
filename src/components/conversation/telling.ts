/** Rows that tell of something: what they need loads with the first of them. */
import type { Row } from '../../session/message.js';
import { loadOnce } from '../shared/shell.js';
import type * as ToldRows from './told-rows.js';

/** Until it has come such a row is empty, and no message says why it failed. */
export let telling: typeof ToldRows | undefined;

const load = loadOnce(async () => (telling = await import('./told-rows.js')));

/** Loads what `row` cannot be rendered without. @returns undefined: nothing. */
export function wordsFor(row: Row): Promise<unknown> | undefined {
  const tells = row.kind === 'event' || row.kind === 'gap' || (row.kind === 'message' && row.failure);
  return tells && !telling ? load() : undefined;
}
