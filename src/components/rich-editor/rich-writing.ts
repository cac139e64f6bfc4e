/** Has the rich editor, with its buttons, in a composer in place of the text area. */
import { closeHistory } from 'prosemirror-history';
import type { Command } from 'prosemirror-state';
import type { RichNode } from '../../session/rich-text.js';
import type { Composer } from '../conversation/composer.js';
import { adopt } from '../shared/sheet.js';
import type { ComposerField } from '../conversation/composer-field.js';
import type { RichDrafts } from './drafts.js';
import { isOn, toggle, type FormatName } from './commands.js';
import { ColorBar } from './color-bar.js';
import { canColor, colorAt, setColor } from './colors.js';
import { LinkBar } from './link-bar.js';
import { linkAt, setLink } from './links.js';
import { RichField, formattedIn } from './rich-field.js';
import { richStyles } from './rich.styles.js';
import { broken } from './to-records.js';
import { Toolbar } from './toolbar.js';
import type { Words } from './words.js';

export class RichWriting {
  readonly field: RichField;
  readonly #toolbar: Toolbar;
  readonly #linkBar: LinkBar;
  readonly #colorBar: ColorBar;

  constructor(
    readonly composer: Composer,
    readonly drafts: RichDrafts,
    readonly words: () => Words,
  ) {
    this.#toolbar = new Toolbar({
      toggle: (name) => this.#toggle(name),
      isOn: (name) => isOn(this.field.view.state, name),
      can: (name) => this.#can(name),
      colors: () => {
        const root = composer.element.getRootNode();
        return root instanceof ShadowRoot && root.host.hasAttribute('colors');
      },
      toEditor: () => this.field.focus(),
    });
    const back = (bar: HTMLElement) => {
      bar.replaceWith(this.#toolbar.element);
      this.field.focus();
    };
    this.#linkBar = new LinkBar({
      set: (href) => this.field.run(setLink(href)),
      closed: () => back(this.#linkBar.element),
    });
    this.#colorBar = new ColorBar({
      set: (color) => this.#apply(setColor(color)),
      closed: () => back(this.#colorBar.element),
    });
    this.field = new RichField({
      kept: (text) => this.#known(text),
      selected: () => this.#toolbar.update(),
      link: () => this.#askForLink(),
    });
    this.field.input.addEventListener('input', () => this.#keep());
  }

  /** Takes over what is written, with the caret and the focus. */
  start(): void {
    const { composer, field } = this;
    const { input, text } = composer.field;
    const root = composer.element.getRootNode();
    if (root instanceof ShadowRoot) adopt(root, richStyles);
    const { focused } = composer;
    field.set(text);
    composer.taken = undefined;
    composer.take(field);
    composer.element.classList.add('rich');
    field.element.after(this.#toolbar.element); // before whatever else has come
    field.settle();
    if (input instanceof HTMLTextAreaElement && field.text === text)
      field.select(input.selectionStart, input.selectionEnd);
    if (focused) field.focus({ preventScroll: true });
    this.update();
  }

  /** Hands it over to `field`. */
  stop(field: ComposerField): void {
    const { composer } = this;
    const { focused } = composer;
    composer.element.classList.remove('rich');
    this.#toolbar.element.remove();
    this.#linkBar.element.remove();
    this.#colorBar.element.remove();
    field.set(this.field.text);
    composer.take(field);
    if (focused) field.focus();
  }

  update(): void {
    this.#toolbar.update(this.words());
    this.#colorBar.update(this.words());
    this.#linkBar.update(this.words(), this.composer.state?.strings.cancel ?? '');
  }

  #toggle(name: FormatName): void {
    if (name === 'link') return this.#askForLink();
    if (name === 'color') return this.#askForColor();
    this.field.focus();
    this.#apply(toggle(name));
  }

  #can(name: FormatName): boolean {
    const { state } = this.field.view;
    if (name === 'color') return canColor(state);
    return name === 'link' || toggle(name)(state);
  }

  /** As a step of its own to undo. */
  #apply(command: Command): void {
    this.field.view.dispatch(closeHistory(this.field.view.state.tr));
    this.field.run(command);
  }

  #askForColor(): void {
    this.#toolbar.element.replaceWith(this.#colorBar.element);
    this.#colorBar.open(colorAt(this.field.view.state), this.words());
  }

  #askForLink(): void {
    const href = linkAt(this.field.view.state);
    this.#toolbar.element.replaceWith(this.#linkBar.element);
    this.#linkBar.open(href, this.words(), this.composer.state?.strings.cancel ?? '');
  }

  /** What `text` is the plain version of: of a draft, of what is being changed, or of what was taken back. */
  #known(text: string): readonly RichNode[] | undefined {
    const { errand, taken } = this.composer;
    const known = errand ?? this.drafts.read();
    if (known?.text === text) return known.content;
    const content = formattedIn(taken);
    if (!taken || !content || !`${text}\n`.startsWith(`${taken.body}\n`)) return undefined;
    return [...content, ...broken(text.slice(taken.body.length + 1))];
  }

  #keep(): void {
    const { text, content } = this.field;
    this.drafts.write(content && { text, content });
  }
}
