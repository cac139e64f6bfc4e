/**
 * Copying, pasting and dropping. What comes in as HTML goes through DOMPurify and a reader of the kit's own, never
 * through ProseMirror's, which parses it and makes a Trusted Types policy for that (security.md §3).
 */
import { Slice, type Node } from 'prosemirror-model';
import { closeHistory } from 'prosemirror-history';
import { Plugin, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { plainText } from '../../session/plain-text.js';
import { loadOnce } from '../shared/shell.js';
import { blocksOf, linesOf } from './from-records.js';
import { readDom } from './read-dom.js';
import { schema } from './schema.js';
import { toRecords } from './to-records.js';

/** Loads beside the editor: what has to be there to type does not wait for it. */
const loadPurifier = loadOnce(() => import('../shared/sanitize.js'));
let readPasted: ((html: string) => DocumentFragment) | undefined;

/** What the browser tells only while it tells of the event. */
interface Pasted {
  readonly html: string;
  readonly text: string;
}

const pastedIn = (data: DataTransfer, plain: boolean): Pasted => ({
  html: plain ? '' : data.getData('text/html'),
  text: data.getData('text/plain') || data.getData('text/uri-list'),
});

/** None: nothing that can be written. */
function blocksIn({ html, text }: Pasted): Node[] {
  const records = html ? recordsIn(html) : [];
  if (records.length) return blocksOf(records, []);
  return text ? linesOf(text) : [];
}

/** None where the page lets nothing be parsed: another copy of DOMPurify has the one policy that there can be. */
function recordsIn(html: string): ReturnType<typeof readDom> {
  try {
    return readPasted ? readDom(readPasted(html)) : [];
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return [];
  }
}

/** Open where a line starts or ends it: that goes on in the line that it is put into. */
function sliceOf(blocks: readonly Node[]): Slice {
  const { content } = schema.nodes.doc.create(null, blocks);
  const open = (block: Node | null) => (block?.type === schema.nodes.paragraph ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

function put(view: EditorView, pasted: Pasted, pos?: number): void {
  const { tr } = view.state;
  if (pos !== undefined) tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));
  if (tr.selection.$from.parent.type === schema.nodes.code_block) {
    if (!pasted.text) return;
    tr.insertText(pasted.text.replace(/\r\n?/g, '\n'));
  } else {
    const blocks = blocksIn(pasted);
    if (!blocks.length) return;
    tr.replaceSelection(sliceOf(blocks));
  }
  view.dispatch(closeHistory(tr).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}

/** Where DOMPurify cannot be had, the words alone. */
function putOnceRead(view: EditorView, pasted: Pasted, pos?: number): void {
  if (!pasted.html || readPasted) {
    put(view, pasted, pos);
    return;
  }
  const late = () => {
    if (!view.isDestroyed) put(view, pasted, pos);
  };
  void loadReader().then(late, late);
}

async function loadReader(): Promise<void> {
  ({ readPasted } = await loadPurifier());
}

export function clipboard(): Plugin {
  /** Shift is held, which asks for the words alone. */
  let plain = false;
  loadReader().catch(() => undefined); // tried again with the first that is pasted
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
          if (event.clipboardData && view.editable) putOnceRead(view, pastedIn(event.clipboardData, plain));
          return true;
        },
        drop: (view, event) => {
          if (view.dragging || !event.dataTransfer) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (event.dataTransfer.files.length) return true; // whoever takes files does so further up
          event.preventDefault();
          if (at && view.editable) putOnceRead(view, pastedIn(event.dataTransfer, false), at.pos);
          return true;
        },
      },
    },
  });
}
