/**
 * Signs that people type to format: `**bold**`, `*italic*` or `_italic_`, `~~struck~~`, backticks, `> `, `- `, `1. `. The
 * signs are typed first and taken away by a change of its own, so that undoing it once gives them back. What cannot be
 * expressed stays as it was typed.
 */
import { wrapIn } from 'prosemirror-commands';
import { closeHistory } from 'prosemirror-history';
import { wrapInList } from 'prosemirror-schema-list';
import { Plugin, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema, type MarkName } from './schema.js';

const { nodes, marks } = schema;

/** How far back signs are looked for, characters. */
const REACH = 500;

/** Signs around words, longest first: what is within must not begin or end with a blank. */
const SPANS: readonly (readonly [pattern: RegExp, mark: MarkName])[] = [
  [/(^|[^\w*])(\*\*)([^\s*](?:[^*]*[^\s*])?)\*\*$/u, 'strong'],
  [/(^|[^\w*])(\*)([^\s*](?:[^*]*[^\s*])?)\*$/u, 'em'],
  [/(^|[\s("'])(_)([^\s_](?:[^_]*[^\s_])?)_$/u, 'em'],
  [/(^|[^\w~])(~~)([^\s~](?:[^~]*[^\s~])?)~~$/u, 'strike'],
  [/(^|[^\w`])(`)([^\s`](?:[^`]*[^\s`])?)`$/u, 'code'],
];

/** Signs at the start of a line, and a blank. */
const LINES: readonly (readonly [pattern: RegExp, command: Command])[] = [
  [/^> $/, wrapIn(nodes.blockquote)],
  [/^[-*] $/, wrapInList(nodes.bullet_list)],
  [/^1[.)] $/, wrapInList(nodes.ordered_list)],
];

/** Set on changes that a shortcut made. */
export const SHORTCUT = 'shortcut';

/** The change that what was typed last asks for. */
function shortcutIn(state: EditorState): Transaction | undefined {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.paragraph) return undefined;
  const start = Math.max(0, $from.parentOffset - REACH);
  const before = $from.parent.textBetween(start, $from.parentOffset);
  for (const [pattern, mark] of SPANS) {
    const match = pattern.exec(before);
    if (match) return span(state, match, mark);
  }
  if (start > 0) return undefined;
  for (const [pattern, command] of LINES) {
    if (!pattern.test(before)) continue;
    const { tr } = state;
    tr.delete($from.pos - before.length, $from.pos);
    let wrapped: Transaction | undefined;
    command(state.apply(tr), (next) => (wrapped = next));
    if (!wrapped) return undefined;
    for (const step of wrapped.steps) tr.step(step);
    return tr;
  }
  return undefined;
}

function span(
  state: EditorState,
  [, , sign = '', words = '']: RegExpExecArray,
  name: MarkName,
): Transaction | undefined {
  const { pos: end } = state.selection.$from;
  const start = end - words.length - 2 * sign.length;
  const mark = marks[name];
  if (state.doc.rangeHasMark(start, end, marks.code)) return undefined;
  return state.tr
    .delete(end - sign.length, end)
    .delete(start, start + sign.length)
    .addMark(start, start + words.length, mark.create())
    .removeStoredMark(mark);
}

export function applyShortcut(view: EditorView): void {
  const tr = shortcutIn(view.state);
  if (tr) view.dispatch(closeHistory(tr).setMeta(SHORTCUT, true).scrollIntoView());
}

export const shortcuts = (): Plugin =>
  new Plugin({
    props: {
      handleTextInput(view, _from, _to, _text, usual) {
        if (view.composing) return false;
        view.dispatch(usual());
        applyShortcut(view);
        return true;
      },
    },
  });
