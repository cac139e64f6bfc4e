/** Who is in a room (XEP-0045 §5). */

export type Role = 'moderator' | 'participant' | 'visitor' | 'none';
export type Affiliation = 'owner' | 'admin' | 'member' | 'outcast' | 'none';
export type Show = 'available' | 'chat' | 'away' | 'xa' | 'dnd';

/** Words at somebody, given by the room (XEP-0317): no rights come with them. */
export interface Hat {
  readonly uri: string;
  /** Plain text, of up to 64 characters. */
  readonly title: string;
  /** Language of the title. */
  readonly lang?: string;
  /** Of the colour, 0 to 360. */
  readonly hue?: number;
}

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
  /** At most five; only from rooms that announce them. */
  readonly hats?: readonly Hat[];
  readonly self: boolean;
  /** From when on this nickname has been theirs, as far as we know. */
  readonly since?: Date;
  /** From when on they have been here, under whatever nicknames; the same object for so long. */
  readonly came?: Date;
}

/** What somebody is to become; or those who are that. */
export type Change = { readonly role: Role } | { readonly affiliation: Affiliation };

/** Somebody in a room's lists, who need not be there. */
export interface Affiliated {
  /** Bare, or a domain; in lists by affiliation always. */
  readonly jid?: string;
  /** In lists by role always; in those by affiliation a reserved one. */
  readonly nick?: string;
  readonly affiliation?: Affiliation;
  readonly role?: Role;
  /** A stranger's words. */
  readonly reason?: string;
}
