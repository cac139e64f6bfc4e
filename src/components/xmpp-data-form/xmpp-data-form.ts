import type { DataForm } from '../../session/data-form.js';
import { css } from '../shared/sheet.js';
import { Shell, loadOnce, reflect } from '../shared/shell.js';
import type { FormView } from './view.js';

const TEXTS = ['submit-label', 'heading-level'];
const FLAGS = ['no-cancel'];

/**
 * @summary A form that a service wants to have filled in, or what it found.
 *
 * Shows any form that the session hands out: for registering, for a room's settings, for a search. What is missing or
 * will not do is said under its field before anything is sent; pictures of other sites load when somebody asks for them.
 *
 * @tag xmpp-data-form
 * @attr {string} submit-label - What the button says that sends it; "Submit" unless set.
 * @attr {boolean} no-cancel - Without the button that cancels.
 * @attr {string} heading-level - Level of its title among the page's headings, 1 to 6; 2 unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 *
 * @fires {FormSubmitEvent} xmpp-form-submit - Somebody filled it in; `answers` go to where the form came from. Handing
 *   that promise to `waitUntil()` lets the form say how it went.
 * @fires {FormCancelEvent} xmpp-form-cancel - Somebody does not want to.
 * @fires {XmppUriEvent} xmpp-uri - Somebody agreed to what an `xmpp:` link asks for; can be prevented.
 * @fires {XmppErrorEvent} xmpp-error - Its code could not be loaded: `load-failed`.
 *
 * @csspart frame - All of it: its border and its rounded corners.
 * @csspart title - Its title.
 * @csspart instructions - What the service says about it.
 * @csspart field - A field with its label.
 * @csspart label - The label of a field.
 * @csspart input - Where something is filled in.
 * @csspart hint - Help on a field.
 * @csspart problem - What is wrong with a field, or with all of it.
 * @csspart media - The place of a picture.
 * @csspart table - What was found, as a table.
 * @csspart submit - The button that sends it.
 * @csspart cancel - The button that cancels.
 */
export class XmppDataForm extends Shell<FormView> {
  static readonly observedAttributes = [...TEXTS, ...FLAGS];

  static {
    reflect(this, TEXTS, FLAGS);
  }

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).FormView);

  declare submitLabel: string | undefined;
  declare noCancel: boolean;
  declare headingLevel: string | undefined;

  #form: DataForm | undefined;

  /** What to show; another one starts afresh. */
  get form(): DataForm | undefined {
    return this.#form;
  }
  set form(form: DataForm | undefined) {
    this.#form = form;
    this.changed('form');
  }

  protected override readonly frame = css`
    :host {
      display: block;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  /** Says what is wrong: under the field `name`, else under all of them. What was filled in stays. */
  async complain(text: string, name?: string): Promise<void> {
    (await this.view).complain(text, name);
  }

  /** Shows another form in its place; what was filled in stays, but for answers to what is asked anew. */
  async exchange(form: DataForm): Promise<void> {
    (await this.view).exchange(form);
  }
}
