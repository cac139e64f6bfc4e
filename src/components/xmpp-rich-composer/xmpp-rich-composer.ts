import type { RichNode } from '../../session/rich-text.js';
import { css } from '../shared/sheet.js';
import { Shell, loadOnce, reflect } from '../shared/shell.js';
import type { ComposerView } from './view.js';

const TEXTS = ['to', 'placeholder', 'send-key'];
const FLAGS = ['plain', 'disabled', 'required'];

/** What somebody has written. */
export interface Written {
  /** In plain text. */
  readonly text: string;
  /** As well-formed XHTML, and as records, where something is formatted. */
  readonly html?: string;
  readonly content?: readonly RichNode[];
}

/**
 * @summary Where a message is written, with formatting.
 *
 * With `to` it sends to a room or a person of the page's session. Without, it stands alone: the page takes what is sent
 * from `xmpp-compose`; and in a form it is a field, whose value goes with the others, the XHTML as `{name}-html`.
 *
 * @tag xmpp-rich-composer
 * @attr {string} to - Address of the room or person that is written to.
 * @attr {string} value - What is in it at first, in plain text.
 * @attr {string} placeholder - What the empty field says.
 * @attr {boolean} plain - Without formatting.
 * @attr {'enter' | 'mod-enter'} send-key - The key that sends; enter unless set.
 * @attr {boolean} disabled - Nothing can be written.
 * @attr {boolean} required - A form does not go out without it.
 * @attr {string} name - Of the field, in a form.
 * @attr {string} aria-label - What it is called, where no label of the page's says so.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {ComposeEvent} xmpp-compose - Standing alone: somebody sends it; can be prevented, which keeps it there.
 * @fires {MessageSendingEvent} xmpp-message-sending - With `to`: it is about to go out; can be prevented.
 * @fires {MessageSentEvent} xmpp-message-sent - With `to`: the server has taken it.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong; `code` says what.
 *
 * @csspart frame - All of it.
 * @csspart composer - The field with its buttons, and what is said below.
 * @csspart input - Where somebody writes.
 * @csspart toolbar - The buttons that format.
 * @csspart send - The button that sends.
 *
 * @cssproperty [--xmpp-surface] - Background; the others are those of `<xmpp-room>`.
 */
export class XmppRichComposer extends Shell<ComposerView> {
  static readonly formAssociated = true;
  static readonly observedAttributes = [...reflect(this, TEXTS, FLAGS), 'value', 'name', 'aria-label'];

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(() => import('./view.js'));

  declare to: string | undefined;
  declare placeholder: string | undefined;
  declare sendKey: string | undefined;
  declare plain: boolean;
  declare disabled: boolean;
  declare required: boolean;

  readonly #internals = this.attachInternals();
  /** Unset: nobody has written, and `value` says what is in it. */
  #written: Written | undefined;
  /** Why it cannot go out as it is, besides being empty. */
  #problem: string | undefined;

  constructor() {
    super();
    this.attachShadow({ mode: 'open', delegatesFocus: true });
    this.addEventListener('invalid', (event) => this.#refused(event));
    this.#tellForm();
  }

  /** What is in it, in plain text. */
  get value(): string {
    return this.written.text;
  }
  set value(text: string) {
    this.written = { text: String(text) };
    this.changed('written');
  }

  /** What is in it as well-formed XHTML, where something is formatted. */
  get html(): string | undefined {
    return this.written.html;
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }
  get labels(): NodeList {
    return this.#internals.labels;
  }
  get validity(): ValidityState {
    return this.#internals.validity;
  }
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(name: string) {
    this.setAttribute('name', name);
  }
  get type(): string {
    return this.localName;
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** @internal */
  get written(): Written {
    return this.#written ?? { text: this.getAttribute('value') ?? '' };
  }
  set written(written: Written) {
    this.#written = written;
    this.#tellForm();
  }

  /** Why it cannot go out as it is, besides being empty; its view says so. @internal */
  set problem(problem: string | undefined) {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#tellForm();
  }

  formDisabledCallback(): void {
    this.changed('disabled');
  }

  formResetCallback(): void {
    this.#written = undefined;
    this.#tellForm();
    this.changed('written');
  }

  formStateRestoreCallback(state: unknown): void {
    try {
      this.written = JSON.parse(String(state)) as Written;
      this.changed('written');
    } catch {
      // of another version of the page
    }
  }

  protected override readonly frame = css`
    :host {
      display: block;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  protected override changed(name: string): void {
    if (['value', 'name', 'required'].includes(name)) this.#tellForm();
    super.changed(name);
  }

  protected override async makeView(root: ShadowRoot): Promise<ComposerView> {
    const { ComposerView } = await XmppRichComposer.load();
    return new ComposerView(this, root);
  }

  #tellForm(): void {
    const { text, html } = this.written;
    const data = new FormData();
    if (this.name) data.append(this.name, text);
    if (this.name && html !== undefined) data.append(`${this.name}-html`, html);
    this.#internals.setFormValue(data, JSON.stringify(this.written));
    const missing = this.required && !text.trim();
    if (missing) this.#internals.setValidity({ valueMissing: true }, missingText());
    else this.#internals.setValidity({ customError: this.#problem !== undefined }, this.#problem);
  }

  /** Says under the field why the form does not go out; the first such field takes the focus, as others do. */
  #refused(event: Event): void {
    event.preventDefault();
    const first = [...(this.form?.elements ?? [])].find((each) => each.matches(':invalid:not(fieldset)'));
    void this.view.then(
      (view) => view.complain(this.validationMessage),
      () => undefined,
    );
    if (first === this) this.focus();
  }
}

/** What the browser says of an empty field, in its own language. */
function missingText(): string {
  const field = document.createElement('textarea');
  field.required = true;
  return field.validationMessage || '*';
}
