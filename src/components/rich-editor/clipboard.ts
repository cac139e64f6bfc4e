/**
 * Copying, pasting and dropping. What comes in as HTML goes through DOMPurify and a reader of the kit's own, never
 * through ProseMirror's, which parses it and makes a Trusted Types policy for that (security.md §3).
 */
import { Slice, type Node } from 'prosemirror-model';
import { closeHistory } from 'prosemirror-history';
import { Plugin, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { readPasted } from '../shared/sanitize.js';
import { blocksOf, linesOf } from './from-records.js';
import { plainText } from './outgoing.js';
import { readDom } from './read-dom.js';
import { schema } from './schema.js';
import { toRecords } from './to-records.js';

/** What there is to paste, in blocks; none: nothing that can be written. */
function blocksIn(data: DataTransfer, plain: boolean): Node[] {
  const html = plain ? '' : data.getData('text/html');
  const records = html ? readDom(readPasted(html)) : [];
  if (records.length) return blocksOf(records, []);
  const text = data.getData('text/plain') || data.getData('text/uri-list');
  return text ? linesOf(text) : [];
}

/** Open where a line starts or ends it: that goes on in the line that it is put into. */
function sliceOf(blocks: readonly Node[]): Slice {
  const { content } = schema.nodes.doc.create(null, blocks);
  const open = (block: Node | null) => (block?.type === schema.nodes.paragraph ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

function put(view: EditorView, data: DataTransfer, plain: boolean, pos?: number): boolean {
  const { tr } = view.state;
  if (pos !== undefined) tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));
  const code = tr.selection.$from.parent.type.spec.code === true;
  if (code) {
    const text = data.getData('text/plain').replace(/\r\n?/g, '\n');
    if (!text) return false;
    tr.insertText(text);
  } else {
    const blocks = blocksIn(data, plain);
    if (!blocks.length) return false;
    tr.replaceSelection(sliceOf(blocks));
  }
  view.dispatch(closeHistory(tr).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  return true;
}

export function clipboard(): Plugin {
  /** Shift is held, which asks for the words alone. */
  let plain = false;
  return new Plugin({
    props: {
      clipboardTextSerializer: ({ content }) =>
        plainText(
          toRecords(schema.nodes.doc.create(null, content.firstChild?.isBlock ? content : undefined)),
        ),
      handleDOMEvents: {
        keydown: (_, event) => {
          plain = event.shiftKey;
          return false;
        },
        keyup: (_, event) => {
          plain = event.shiftKey;
          return false;
        },
        paste: (view, event) => {
          event.preventDefault();
          if (event.clipboardData && view.editable) put(view, event.clipboardData, plain);
          return true;
        },
        drop: (view, event) => {
          if (view.dragging || !event.dataTransfer) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (event.dataTransfer.files.length) return true; // whoever takes files does so further up
          event.preventDefault();
          if (at && view.editable) put(view, event.dataTransfer, false, at.pos);
          return true;
        },
      },
    },
  });
}
