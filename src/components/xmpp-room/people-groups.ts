/** The people of a room in their groups and order, and which of them somebody looks for. Pure. */
import type { Occupant, Role } from '../../session/occupant.js';

/** People of one role, by name. */
export interface Group {
  readonly role: Exclude<Role, 'none'>;
  readonly people: readonly Occupant[];
  /** Of its first person's row among all rows, headings counted. */
  readonly start: number;
}

const ROLES: readonly Group['role'][] = ['moderator', 'participant', 'visitor'];

/** By role, then by name; those that are empty left out. @param tag Language whose order it is. */
export function groupPeople(occupants: Iterable<Occupant>, tag: string): Group[] {
  const { compare } = new Intl.Collator(tag, { sensitivity: 'base', numeric: true });
  const byRole = new Map<Role, Occupant[]>(ROLES.map((role) => [role, []]));
  for (const occupant of occupants) (byRole.get(occupant.role) ?? byRole.get('visitor'))?.push(occupant);
  return placed(
    ROLES.map((role) => ({
      role,
      people: (byRole.get(role) ?? []).sort((a, b) => compare(a.nick, b.nick)),
    })),
  );
}

/** The same groups, where all are in whom `groups` hold, under their names and roles; else undefined. */
export function refreshed(
  groups: readonly Group[],
  occupants: ReadonlyMap<string, Occupant>,
): Group[] | undefined {
  const count = groups.reduce((sum, { people }) => sum + people.length, 0);
  if (count !== occupants.size) return undefined;
  const fresh: Group[] = [];
  for (const group of groups) {
    const people = group.people.map(({ nick }) => occupants.get(nick));
    const same = people.every((now, i) => now?.role === group.people[i]?.role);
    if (!same) return undefined;
    fresh.push({ ...group, people: people as Occupant[] });
  }
  return fresh;
}

/** Of `groups` those whose name, or address as far as it is known, has `query` in it. */
export function searched(groups: readonly Group[], query: string): readonly Group[] {
  const sought = plain(query.trim());
  if (!sought) return groups;
  const fits = ({ nick, jid = '' }: Occupant) => plain(nick).includes(sought) || jid.includes(sought);
  return placed(groups.map(({ role, people }) => ({ role, people: people.filter(fits) })));
}

/** Each group has a row for its heading, where there are several. */
function placed(all: readonly Omit<Group, 'start'>[]): Group[] {
  const groups = all.filter(({ people }) => people.length > 0);
  const heading = groups.length > 1 ? 1 : 0;
  let rows = 0;
  return groups.map((group) => {
    const start = rows + heading;
    rows = start + group.people.length;
    return { ...group, start };
  });
}

/** Rows in all, headings counted. */
export const rowsOf = (groups: readonly Group[]): number => {
  const last = groups.at(-1);
  return last ? last.start + last.people.length : 0;
};

/** Names as people compare them: without accents and case. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
