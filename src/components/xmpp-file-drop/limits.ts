/** What is taken: by kind, by size, by number; known before anything is sent (ux.md §6). */
import type { FileStrings } from '../shared/file-strings.js';
import type { Given } from './drop-area.js';

export interface Limits {
  /** As in `<input type="file">`; '' for all. */
  readonly accept: string;
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/** Why a file is not taken. */
export type Refusal = keyof FileStrings['refused'];

export interface Refused {
  readonly name: string;
  readonly bytes: number;
  readonly why: Refusal;
}

/** What is left after the limits; those that are too many are the last ones. @param underWay So many count already. */
export function sift(
  { files, folders }: Given,
  limits: Limits,
  underWay: number,
): { readonly taken: readonly File[]; readonly refused: readonly Refused[] } {
  const taken: File[] = [];
  const refused: Refused[] = folders.map((name) => ({ name, bytes: 0, why: 'folder' }));
  for (const file of files) {
    const why = refusalOf(file, limits) ?? (underWay + taken.length < limits.maxFiles ? undefined : 'count');
    if (why) refused.push({ name: file.name, bytes: file.size, why });
    else taken.push(file);
  }
  return { taken, refused };
}

function refusalOf(file: File, { accept, maxBytes }: Limits): Refusal | undefined {
  if (!isAccepted(file, accept)) return 'type';
  if (file.size > maxBytes) return 'size';
  return file.size === 0 ? 'empty' : undefined;
}

const tokensOf = (accept: string) =>
  accept
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');

/** By the rules of the `accept` attribute (HTML §4.10.5.1.17). */
export function isAccepted({ name, type }: Pick<File, 'name' | 'type'>, accept: string): boolean {
  const tokens = tokensOf(accept);
  const media = type.toLowerCase();
  return (
    tokens.length === 0 ||
    tokens.some((token) => {
      if (token.startsWith('.')) return name.toLowerCase().endsWith(token);
      return token.endsWith('/*') ? media.startsWith(token.slice(0, -1)) : media === token;
    })
  );
}

/** Whether a camera's pictures are taken. */
export const takesPhotos = (accept: string): boolean =>
  isAccepted({ name: 'photo.jpg', type: 'image/jpeg' }, accept);

/** What `accept` lets in, in words. */
export function acceptedKinds(accept: string, { kinds }: FileStrings): string {
  const known = new Map(Object.entries(kinds));
  const names = tokensOf(accept).map((token) => {
    if (token.startsWith('.')) return token.slice(1).toUpperCase();
    const [group = '', kind = ''] = token.split('/');
    return kind === '*' ? (known.get(group) ?? group) : kind.toUpperCase();
  });
  return [...new Set(names)].join(', ');
}
