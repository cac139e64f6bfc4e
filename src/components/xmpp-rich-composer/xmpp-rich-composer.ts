import { css } from '../shared/sheet.js';
import { Shell, loadOnce, reflect } from '../shared/shell.js';
import type { FormField } from './form-field.js';
import type { ComposerView } from './view.js';

const TEXTS = ['to', 'placeholder', 'send-key', 'name'];
const FLAGS = ['plain', 'colors', 'disabled', 'required'];

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
 * @attr {boolean} colors - Offers colours for words.
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
  static readonly observedAttributes = [...reflect(this, TEXTS, FLAGS), 'value', 'aria-label'];

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).ComposerView);

  declare to: string | undefined;
  declare placeholder: string | undefined;
  declare sendKey: string | undefined;
  declare name: string | undefined;
  declare plain: boolean;
  declare colors: boolean;
  declare disabled: boolean;
  declare required: boolean;

  // form-field.ts brings these to each element with its view: a page without one goes without them
  /** What is in it, in plain text. */
  declare value: string;
  /** What is in it as well-formed XHTML, where something is formatted. */
  declare readonly html: string | undefined;
  declare readonly form: HTMLFormElement | null;
  declare readonly labels: NodeList;
  declare readonly validity: ValidityState;
  declare readonly validationMessage: string;
  declare readonly willValidate: boolean;
  declare readonly checkValidity: () => boolean;
  declare readonly reportValidity: () => boolean;

  /** @internal */
  field?: FormField;

  /** @internal */
  readonly internals = this.attachInternals();

  constructor() {
    super();
    this.attachShadow({ mode: 'open', delegatesFocus: true });
  }

  formDisabledCallback(): void {
    this.changed('disabled');
  }

  formResetCallback(): void {
    this.field?.reset();
  }

  formStateRestoreCallback(state: unknown): void {
    this.view.then(
      () => this.field?.restore(state),
      () => undefined,
    );
  }

  protected override readonly frame = css`
    :host {
      display: block;
    }

    :host([hidden]) {
      display: none;
    }
  `;
}
