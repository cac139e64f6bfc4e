/** Commands as they are typed (MUC-48): `/kick "Ann Lee" too loud`. */

export interface Typed {
  /** In lower case; not known to be one. */
  readonly name: string;
  /** What stands behind it, trimmed. */
  readonly rest: string;
}

/** Letters alone, so that a path is none: `/etc/hosts`. */
const COMMAND = /^\/(\p{L}+)(?=\s|$)/u;
/** A name in quotes, or up to the next blank; an @ before it is no part of it. */
const PERSON = /^@?(?:"([^"]*)"|(\S+))\s*/u;

/** @returns undefined: text like any other. */
export function readCommand(text: string): Typed | undefined {
  const [all, name] = COMMAND.exec(text) ?? [];
  if (all === undefined || name === undefined) return undefined;
  return { name: name.toLowerCase(), rest: text.slice(all.length).trim() };
}

/** The first name in `rest`, and what stands behind it. A longer one that is `known` goes before, quotes or not. */
export function readPerson(rest: string, known: Iterable<string>): readonly [nick: string, rest: string] {
  const bare = rest.replace(/^@/, '');
  const fits = [...known].filter((nick) => bare === nick || bare.startsWith(`${nick} `));
  const [longest] = fits.sort((one, other) => other.length - one.length);
  if (longest !== undefined) return [longest, bare.slice(longest.length).trim()];
  const [all = '', quoted, word] = PERSON.exec(rest) ?? [];
  return [quoted ?? word ?? '', rest.slice(all.length).trim()];
}

/** As {@link readPerson} reads it; undefined: it cannot be written. */
export function writePerson(nick: string): string | undefined {
  if (nick.includes('"')) return undefined;
  return /\s|^@/u.test(nick) ? `"${nick}"` : nick;
}

/** What `//` begins goes out with one stroke. */
export const isEscaped = (text: string): boolean => text.startsWith('//');
