/** Whose lists somebody may look up in a room. */
import type { Affiliation } from '../../session/occupant.js';
import type { Room } from '../../session/room.js';

export type Office = Exclude<Affiliation, 'none'>;

const OFFICES: readonly Office[] = ['outcast', 'member', 'admin', 'owner'];

/** MUC-75, MUC-76, MUC-77. */
export function officesFor({ self, info }: Room): readonly Office[] {
  if (self?.affiliation === 'owner') return OFFICES;
  if (self?.affiliation === 'admin') return OFFICES.slice(0, 2);
  return self?.affiliation === 'member' && info?.nonAnonymous ? ['member'] : [];
}
