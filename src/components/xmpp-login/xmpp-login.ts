import type { SessionConfig } from '../../session/index.js';
import { css } from '../shared/sheet.js';
import { Shell, loadOnce, reflect } from '../shared/shell.js';
import type { LoginView } from './view.js';

const TEXTS = ['guest', 'heading-level'];
const FLAGS = ['register', 'no-account'];

/**
 * @summary Signing in to the page's session, and out: with an account, as a guest, by what the site knows, or with a new
 * account.
 *
 * It shows the ways that are set and no choice where there is one. Whoever is in sees who they are, can sign out, change
 * the password and remove the account. A password lives in the form until it has been used, and then in the session
 * alone; it is never kept, told or logged. Where the session has `remember`, people decide whether the tab may go on
 * without a password.
 *
 * A page that wants a password manager to see its own form puts it into the slot `login`: the fields `username`,
 * `password` and, a checkbox, `remember` are read when it is sent, and it never leads anywhere. Give it
 * `method="dialog"`, which does nothing before the script is there, either.
 *
 * @tag xmpp-login
 * @attr {string} guest - Guests may come in; its value is their domain, where that is another one.
 * @attr {boolean} register - New accounts may be made, as far as the server lets people.
 * @attr {boolean} no-account - Without the form for accounts.
 * @attr {string} heading-level - Level of its title among the page's headings, 1 to 6; 2 unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {LoginEvent} xmpp-login - Somebody has signed in.
 * @fires {XmppErrorEvent} xmpp-error - Somebody could not sign in: a `LoginFailure`; or `load-failed`,
 *   `session-conflict`.
 *
 * @cssstate signed-in - Somebody is in: a page may show the rest by `:has(xmpp-login:state(signed-in))`.
 *
 * @slot login - A form of the page's own for name and password, in place of the element's.
 *
 * @csspart frame - All of it: its border and its rounded corners.
 * @csspart title - What it is about.
 * @csspart field - A field with its label.
 * @csspart label - The label of a field.
 * @csspart input - Where something is filled in.
 * @csspart hint - A word of help.
 * @csspart problem - What is wrong.
 * @csspart notice - What has just happened, such as signing out.
 * @csspart submit - The button that sends the form.
 * @csspart others - The other ways.
 * @csspart who - Who is signed in.
 * @csspart actions - What they can do with their account.
 */
export class XmppLogin extends Shell<LoginView> {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  /** Loads the view's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).LoginView);

  declare guest: string | undefined;
  declare register: boolean;
  declare noAccount: boolean;
  declare headingLevel: string | undefined;

  readonly #internals = this.attachInternals();
  #credentials: SessionConfig['credentials'];

  /**
   * What a site signs its own visitors in by: a token, or a function that is asked for one each time. Never an attribute,
   * which caches could keep. Set before the session's own, it goes before that.
   */
  get credentials(): SessionConfig['credentials'] {
    return this.#credentials;
  }
  set credentials(credentials: SessionConfig['credentials']) {
    this.#credentials = credentials;
    this.changed('credentials');
  }

  protected override readonly frame = css`
    :host {
      display: block;
      max-inline-size: 26rem;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('submit', this.#submitted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('submit', this.#submitted);
  }

  /** @internal For style sheets. */
  showState(signedIn: boolean): void {
    if (signedIn) this.#internals.states.add('signed-in');
    else this.#internals.states.delete('signed-in');
  }

  /** Of the page's own form: it leads nowhere, even while the view loads. */
  readonly #submitted = (event: Event) => {
    const { target } = event;
    if (!(target instanceof HTMLFormElement) || !target.closest('[slot="login"]')) return;
    event.preventDefault();
    this.view.then((view) => view.submitPageForm(target)).catch(() => undefined); // the failure was told
  };
}
