/** Links: what is selected, or the link that the caret is in. */
import type { Command, EditorState } from 'prosemirror-state';
import { schema } from './schema.js';

const { link } = schema.marks;

/** Where the start of the selection leads. */
export function linkAt({ selection: { $from, empty } }: EditorState): string | undefined {
  const nodes = [$from.nodeAfter, empty ? $from.nodeBefore : null];
  const [mark] = nodes.flatMap((node) => (node && link.isInSet(node.marks)) ?? []);
  return mark && String(mark.attrs.href);
}

/** The stretch of text that leads to the same address as the caret's. */
function around({ selection: { $from } }: EditorState, href: string): [from: number, to: number] {
  const leads = (i: number) => link.isInSet($from.parent.maybeChild(i)?.marks ?? [])?.attrs.href === href;
  let first = $from.index();
  if (!leads(first) && leads(first - 1)) first -= 1;
  let last = first;
  while (leads(first - 1)) first -= 1;
  while (leads(last + 1)) last += 1;
  let from = $from.start();
  for (let i = 0; i < first; i += 1) from += $from.parent.child(i).nodeSize;
  let to = from;
  for (let i = first; i <= last; i += 1) to += $from.parent.maybeChild(i)?.nodeSize ?? 0;
  return [from, to];
}

/** Has what is selected lead to `href`, or nowhere; with nothing selected, the address is its own words. */
export const setLink =
  (href: string | undefined): Command =>
  (state, dispatch) => {
    const { selection, tr } = state;
    const now = linkAt(state);
    let { from, to } = selection;
    if (selection.empty && now !== undefined) [from, to] = around(state, now);
    tr.removeMark(from, to, link);
    if (href !== undefined) {
      if (from === to) {
        tr.insertText(href, from);
        to = from + href.length;
      }
      tr.addMark(from, to, link.create({ href }));
    }
    tr.removeStoredMark(link);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
