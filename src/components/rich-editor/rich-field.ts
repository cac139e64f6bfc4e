/** The rich editor in a composer's place of writing. Nothing of ProseMirror's is seen outside of this folder. */
import { chainCommands, deleteSelection, joinBackward, joinForward } from 'prosemirror-commands';
import { closeHistory, history, redo, undo } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import { liftListItem, sinkListItem } from 'prosemirror-schema-list';
import { EditorState, Selection, TextSelection, type Command, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Outgoing } from '../../session/conversation.js';
import type { ChatMessage } from '../../session/message.js';
import type { RichNode } from '../../session/rich-text.js';
import type { Caret, ComposerField } from '../conversation/composer-field.js';
import { clipboard } from './clipboard.js';
import { leaveCode, newLine, selectAll, toggle } from './commands.js';
import { blocksOf, docOfRecords, docOfText, linesOf } from './from-records.js';
import { keyboard } from './keyboard.js';
import { writtenIn, type Written } from './outgoing.js';
import { schema } from './schema.js';
import { SHORTCUT, shortcuts } from './shortcuts.js';

/** Steps that can be undone. */
const UNDO_DEPTH = 100;

export interface RichFieldHost {
  /** What `text` is the plain version of, if that is known. */
  kept(text: string): readonly RichNode[] | undefined;
  /** What is selected is another, or something else that buttons show. */
  selected(): void;
  /** Asks for the address of a link. */
  link(): void;
}

export class RichField implements ComposerField {
  readonly element = document.createElement('div');
  readonly input = document.createElement('div');
  readonly view: EditorView;
  readonly caret: Caret;
  #disabled = false;
  /** What was done last came of a shortcut. */
  #shortcut = false;
  #known: { readonly doc: Node; readonly written: Written } | undefined;

  constructor(readonly host: RichFieldHost) {
    this.element.className = 'rich-field';
    Object.assign(this.input, { part: 'input', role: 'textbox', ariaMultiLine: 'true' });
    this.element.append(this.input);
    // the browser tells of a change before the document knows
    this.element.addEventListener('input', (event) => event.isTrusted && event.stopPropagation(), true);
    this.input.addEventListener('beforeinput', this.#asked, true);
    this.view = new EditorView(
      { mount: this.input },
      {
        state: this.#stateOf(docOfText('')),
        editable: () => !this.#disabled,
        dispatchTransaction: (tr) => this.#dispatch(tr),
      },
    );
    this.caret = new RichCaret(this.view);
    this.#mark();
  }

  get text(): string {
    return this.#written.text;
  }

  get outgoing(): Outgoing {
    return this.#written.outgoing;
  }

  get content(): readonly RichNode[] | undefined {
    return this.#written.content;
  }

  get #written(): Written {
    const { doc } = this.view.state;
    if (this.#known?.doc !== doc) this.#known = { doc, written: writtenIn(doc) };
    return this.#known.written;
  }

  describe(placeholder: string, disabled: boolean): void {
    this.input.ariaPlaceholder = this.input.dataset.placeholder = placeholder;
    if (disabled === this.#disabled) return;
    this.#disabled = disabled;
    this.view.setProps({});
    // what cannot be edited can still be gone to
    if (disabled) this.input.tabIndex = 0;
    else this.input.removeAttribute('tabindex');
  }

  /** To be called where it stands now. Firefox has one selection for all trees, and ProseMirror would patch a prototype. */
  settle(): void {
    const root = this.element.getRootNode();
    if (root instanceof ShadowRoot && !('getSelection' in root))
      Object.defineProperty(root, 'getSelection', {
        value: () => document.getSelection(),
        configurable: true,
      });
    this.view.updateRoot();
  }

  focus(options?: FocusOptions): void {
    this.input.focus(options);
    this.view.focus();
  }

  set(text: string): void {
    const kept = this.host.kept(text);
    this.#show(kept ? docOfRecords(kept) : docOfText(text));
  }

  #show(doc: Node): void {
    this.view.updateState(this.#stateOf(doc, Selection.atEnd(doc)));
    this.#mark();
    this.host.selected();
  }

  add(text: string, first: boolean, of?: ChatMessage): void {
    const { tr, doc } = this.view.state;
    const content = formattedIn(of);
    const lines = content ? blocksOf(content, []) : linesOf(text);
    const last = doc.lastChild;
    const empty = last?.type === schema.nodes.paragraph && !last.childCount;
    if (first && !(empty && doc.childCount === 1)) tr.insert(0, lines);
    else if (empty) tr.replaceWith(doc.content.size - last.nodeSize, doc.content.size, lines);
    else tr.insert(doc.content.size, lines);
    this.view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
  }

  /** Selects by places in the text of a document that has nothing but lines. */
  select(start: number, end: number): void {
    const { doc, tr } = this.view.state;
    const place = (offset: number) => {
      let rest = offset;
      let pos = 1;
      for (const { content, nodeSize } of doc.children) {
        if (rest <= content.size) break;
        rest -= content.size + 1;
        pos += nodeSize;
      }
      return Math.min(pos + rest, doc.content.size);
    };
    this.view.dispatch(
      tr.setSelection(TextSelection.between(doc.resolve(place(start)), doc.resolve(place(end)))),
    );
  }

  /** @returns Whether it could be done. */
  run(command: Command): boolean {
    return command(this.view.state, (tr) => this.view.dispatch(tr), this.view);
  }

  #stateOf(doc: Node, selection?: Selection): EditorState {
    const link: Command = () => {
      this.host.link();
      return true;
    };
    const back = chainCommands(
      (state, dispatch) => this.#shortcut && undo(state, dispatch),
      leaveCode,
      deleteSelection,
      joinBackward,
    );
    const forward = chainCommands(deleteSelection, joinForward);
    const keys = new Map<string, Command>(
      Object.entries({
        Enter: newLine,
        'Shift-Enter': newLine,
        'Mod-z': undo,
        'Mod-y': redo,
        'Mod-Shift-z': redo,
        'Mod-b': toggle('strong'),
        'Mod-i': toggle('em'),
        'Mod-u': toggle('underline'),
        'Mod-e': toggle('code'),
        'Mod-Shift-x': toggle('strike'),
        'Mod-k': link,
        'Mod-]': sinkListItem(schema.nodes.list_item),
        'Mod-[': liftListItem(schema.nodes.list_item),
        'Mod-a': selectAll,
        Backspace: back,
        'Shift-Backspace': back,
        'Mod-Backspace': back,
        Delete: forward,
        'Mod-Delete': forward,
      }),
    );
    return EditorState.create({
      doc,
      selection,
      plugins: [shortcuts(), clipboard(), keyboard(keys), history({ depth: UNDO_DEPTH })],
    });
  }

  /** What a menu of the browser's asks for, such as a phone's. */
  readonly #asked = (event: InputEvent) => {
    const command = ASKED.get(event.inputType);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(command);
  };

  #dispatch(tr: Transaction): void {
    if (this.#shortcut && tr.docChanged) closeHistory(tr);
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged || tr.selectionSet) this.#shortcut = tr.getMeta(SHORTCUT) === true;
    if (tr.docChanged) {
      this.#mark();
      this.input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    this.host.selected();
  }

  #mark(): void {
    const { doc } = this.view.state;
    const empty = doc.childCount === 1 && doc.firstChild?.type === schema.nodes.paragraph && !doc.textContent;
    this.input.toggleAttribute('data-empty', empty);
  }
}

/** What `message` says, where something of it is formatted; a file goes by its address. */
export const formattedIn = (message: ChatMessage | undefined): readonly RichNode[] | undefined =>
  typeof message?.rich === 'object' && !message.files ? message.rich.content : undefined;

const ASKED = new Map<string, Command>([
  ['formatBold', toggle('strong')],
  ['formatItalic', toggle('em')],
  ['formatUnderline', toggle('underline')],
  ['formatStrikeThrough', toggle('strike')],
  ['historyUndo', undo],
  ['historyRedo', redo],
]);

class RichCaret implements Caret {
  constructor(readonly view: EditorView) {}

  textBefore(max: number): string {
    const { $from } = this.view.state.selection;
    if ($from.parent.type.spec.code || schema.marks.code.isInSet($from.marks())) return ''; // which means what it says
    return $from.parent.textBetween(Math.max(0, $from.parentOffset - max), $from.parentOffset);
  }

  replaceBefore(count: number, text: string): void {
    const { tr, selection } = this.view.state;
    this.view.focus();
    tr.insertText(text, selection.from - count, selection.to);
    this.view.dispatch(closeHistory(tr).scrollIntoView());
  }

  insert(text: string): void {
    this.replaceBefore(0, text);
  }

  rect(): DOMRect {
    const { left, top, right, bottom } = this.view.coordsAtPos(this.view.state.selection.from);
    return new DOMRect(left, top, right - left, bottom - top);
  }
}
