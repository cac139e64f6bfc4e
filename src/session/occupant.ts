/** Who is in a room (XEP-0045 §5). */

export type Role = 'moderator' | 'participant' | 'visitor' | 'none';
export type Affiliation = 'owner' | 'admin' | 'member' | 'outcast' | 'none';
export type Show = 'available' | 'chat' | 'away' | 'xa' | 'dnd';

export interface Occupant {
  readonly nick: string;
  readonly role: Role;
  readonly affiliation: Affiliation;
  readonly show: Show;
  readonly statusText?: string;
  /** Real address, where the room tells it. */
  readonly jid?: string;
  /** XEP-0421, only from rooms that announce it. */
  readonly occupantId?: string;
  readonly self: boolean;
  /** From when on this nickname has been theirs, as far as we know. */
  readonly since?: Date;
}
