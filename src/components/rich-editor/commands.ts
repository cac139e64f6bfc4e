/** What can be done to a selection, each a command of ProseMirror's: it says whether it can, and does where it may. */
import {
  chainCommands,
  liftEmptyBlock,
  splitBlockKeepMarks,
  toggleMark,
  wrapIn,
  lift,
} from 'prosemirror-commands';
import { Fragment, type Node, type NodeType } from 'prosemirror-model';
import { liftListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { linesOf } from './from-records.js';
import { schema, type MarkName } from './schema.js';

const { nodes, marks } = schema;

export type BlockName = 'bullet_list' | 'ordered_list' | 'blockquote' | 'code_block';
export type FormatName = MarkName | BlockName;

const isMark = (name: FormatName): name is MarkName => name in marks;

/** Turns `name` on or off for what is selected. */
export function toggle(name: Exclude<FormatName, 'link' | 'color'>): Command {
  if (isMark(name)) return toggleMark(marks[name], undefined, { removeWhenPresent: false });
  if (name === 'code_block') return toggleCodeBlock;
  return name === 'blockquote' ? toggleQuote : toggleList(nodes[name]);
}

/** Whether what is selected is all `name`. */
export function isOn(state: EditorState, name: FormatName): boolean {
  const { from, to, empty, $from } = state.selection;
  if (!isMark(name)) return depthOf(state, nodes[name]) > 0;
  const type = marks[name];
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  let all = true;
  let some = false;
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return;
    some = true;
    all &&= type.isInSet(node.marks) !== undefined;
  });
  return some && all;
}

/** Of the innermost `type` around the start of the selection; 0 where there is none. */
function depthOf({ selection: { $from } }: EditorState, type: NodeType): number {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return depth;
  return 0;
}

const toggleQuote: Command = (state, dispatch) => {
  const depth = depthOf(state, nodes.blockquote);
  if (!depth) return wrapIn(nodes.blockquote)(state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, ({ type }) => type === nodes.blockquote);
  if (!range) return lift(state, dispatch);
  dispatch?.(state.tr.lift(range, depth - 1).scrollIntoView());
  return true;
};

const toggleList =
  (type: NodeType): Command =>
  (state, dispatch) => {
    if (depthOf(state, nodes.code_block)) return false;
    const list = Math.max(depthOf(state, nodes.bullet_list), depthOf(state, nodes.ordered_list));
    if (!list) return wrapInList(type)(state, dispatch);
    const { $from } = state.selection;
    if ($from.node(list).type === type) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup($from.before(list), type));
    return true;
  };

/** The blocks that are selected become one, its lines theirs; or its lines become blocks. */
const toggleCodeBlock: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  if (!range) return false;
  const { start, end, parent, startIndex, endIndex } = range;
  const within = parent.children.slice(startIndex, endIndex);
  const offset = $from.parentOffset;
  if (within.length === 1 && within[0]?.type === nodes.code_block) {
    dispatch?.(replaceBlocks(state, start, end, linesOf(within[0].textContent), offset));
    return true;
  }
  const text = within.map((node) => node.textBetween(0, node.content.size, '\n')).join('\n');
  const block = nodes.code_block.create(null, text ? schema.text(text) : null);
  if (!parent.canReplaceWith(startIndex, endIndex, nodes.code_block)) return false;
  dispatch?.(replaceBlocks(state, start, end, [block], offset));
  return true;
};

/** What was selected is selected then, as a whole. */
function replaceBlocks(state: EditorState, start: number, end: number, blocks: Node[], offset: number) {
  const { tr, selection } = state;
  tr.replaceWith(start, end, Fragment.fromArray(blocks));
  const to = tr.doc.resolve(tr.mapping.map(end) - 1);
  const from = tr.doc.resolve(start + 1);
  const caret = TextSelection.near(tr.doc.resolve(start + 1 + offset));
  return tr.setSelection(selection.empty ? caret : TextSelection.between(from, to)).scrollIntoView();
}

/** Where the last two lines of a code block are empty, goes on below it; else another line of it. */
const breakCode: Command = (state, dispatch) => {
  const { $head, $anchor } = state.selection;
  if ($head.parent.type !== nodes.code_block || !$head.sameParent($anchor)) return false;
  const { tr } = state;
  if (
    state.selection.empty &&
    $head.parentOffset === $head.parent.content.size &&
    $head.parent.textContent.endsWith('\n')
  ) {
    const after = $head.after() - 1;
    tr.delete($head.pos - 1, $head.pos).insert(after, nodes.paragraph.create());
    tr.setSelection(TextSelection.create(tr.doc, after + 1));
  } else tr.insertText('\n');
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** A line of three backticks, with the name of a language maybe, opens a block of code. */
const openFence: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!empty || parent.type !== nodes.paragraph || !/^```\w*$/.test(parent.textContent)) return false;
  if ($from.parentOffset !== parent.content.size) return false;
  if (!$from.node(-1).canReplaceWith($from.index(-1), $from.indexAfter(-1), nodes.code_block)) return false;
  const { tr } = state;
  tr.replaceWith($from.before(), $from.after(), nodes.code_block.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, $from.before() + 1)).scrollIntoView());
  return true;
};

/** Another line, or item; an empty one goes on outside of its list or quote. */
export const newLine: Command = chainCommands(
  openFence,
  breakCode,
  splitListItem(nodes.list_item),
  liftEmptyBlock,
  splitBlockKeepMarks,
);

/** At the start of a code block: its lines become lines of words. */
export const leaveCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.code_block || $from.parentOffset > 0) return false;
  return toggleCodeBlock(state, dispatch);
};

/** All that is there, as if it was dragged over: what goes by the lines that are selected works on it. */
export const selectAll: Command = ({ doc, tr }, dispatch) => {
  dispatch?.(tr.setSelection(TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size))));
  return true;
};
