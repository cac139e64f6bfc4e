/** Colours of words: the few that are offered, and those that others and pasted text have. */
import type { Command, EditorState } from 'prosemirror-state';
import { schema } from './schema.js';

const { color } = schema.marks;

/** By name. Each has 4.5:1 on white as well as on black: whoever reads it may have either. */
export const COLORS = {
  red: '#da373a',
  orange: '#ae620e',
  green: '#178739',
  teal: '#158383',
  blue: '#3370e5',
  purple: '#9756d4',
  pink: '#d13783',
  grey: '#6f7681',
} as const;
export type ColorName = keyof typeof COLORS;

/** Of what is selected, or will be written; of several, the first one's. */
export function colorAt({ selection, storedMarks, doc }: EditorState): string | undefined {
  const { empty, from, to, $from } = selection;
  let found = empty ? color.isInSet(storedMarks ?? $from.marks()) : undefined;
  if (!empty) doc.nodesBetween(from, to, ({ marks }) => void (found ??= color.isInSet(marks)));
  return found && String(found.attrs.color);
}

/** @param hex - undefined: none of its own. */
export const setColor =
  (hex: string | undefined): Command =>
  ({ tr, selection: { empty, ranges } }, dispatch) => {
    const mark = hex === undefined ? undefined : color.create({ color: hex });
    if (empty) {
      tr.removeStoredMark(color);
      if (mark) tr.addStoredMark(mark);
    }
    for (const { $from, $to } of ranges) {
      tr.removeMark($from.pos, $to.pos, color);
      if (mark) tr.addMark($from.pos, $to.pos, mark);
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };

/** Not in code, which has no looks of its own. */
export const canColor = ({ selection: { $from } }: EditorState): boolean =>
  $from.parent.type.allowsMarkType(color);
