/** What play functions share. */
export {
  button,
  find,
  findAll,
  painted,
  part,
  parts,
  press,
  textOf,
  type,
} from '../test/support/elements.js';
export { until } from '../test/support/until.js';

/** @throws {Error} `claim` is not so. */
export function check(holds: unknown, claim: string): asserts holds {
  if (!holds) throw new Error(`not so: ${claim}`);
}
