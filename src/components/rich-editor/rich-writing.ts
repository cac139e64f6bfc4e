/** Has the rich editor, with its buttons, in a composer in place of the text area. */
import { closeHistory } from 'prosemirror-history';
import type { Composer } from '../conversation/composer.js';
import { adopt } from '../shared/sheet.js';
import type { ComposerField } from '../conversation/composer-field.js';
import type { RichDrafts } from './drafts.js';
import { isOn, toggle, type FormatName } from './commands.js';
import { LinkBar } from './link-bar.js';
import { linkAt, setLink } from './links.js';
import { RichField } from './rich-field.js';
import { richStyles } from './rich.styles.js';
import { Toolbar } from './toolbar.js';
import type { Words } from './words.js';

export class RichWriting {
  readonly field: RichField;
  readonly #toolbar: Toolbar;
  readonly #linkBar: LinkBar;

  constructor(
    readonly composer: Composer,
    readonly drafts: RichDrafts,
    readonly words: () => Words,
  ) {
    this.#toolbar = new Toolbar({
      toggle: (name) => this.#toggle(name),
      isOn: (name) => isOn(this.field.view.state, name),
      can: (name) => name === 'link' || toggle(name)(this.field.view.state),
      toEditor: () => this.field.focus(),
    });
    this.#linkBar = new LinkBar({
      set: (href) => this.field.run(setLink(href)),
      closed: () => {
        this.#linkBar.element.replaceWith(this.#toolbar.element);
        this.field.focus();
      },
    });
    this.field = new RichField({
      kept: (text) => {
        const known = composer.errand ?? drafts.read();
        return known?.text === text ? known.content : undefined;
      },
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
    field.set(this.field.text);
    composer.take(field);
    if (focused) field.focus();
  }

  update(): void {
    this.#toolbar.update(this.words());
    this.#linkBar.update(this.words(), this.composer.state?.strings.cancel ?? '');
  }

  #toggle(name: FormatName): void {
    if (name === 'link') return this.#askForLink();
    this.field.focus();
    const { state } = this.field.view;
    this.field.view.dispatch(closeHistory(state.tr));
    this.field.run(toggle(name));
  }

  #askForLink(): void {
    const href = linkAt(this.field.view.state);
    this.#toolbar.element.replaceWith(this.#linkBar.element);
    this.#linkBar.open(href, this.words(), this.composer.state?.strings.cancel ?? '');
  }

  #keep(): void {
    const { text, content } = this.field;
    this.drafts.write(content && { text, content });
  }
}
