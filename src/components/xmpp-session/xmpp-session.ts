import { ConfigError } from '../../session/errors.js';
import { getSession, type Session, type SessionConfig } from '../../session/index.js';
import { StateEvent, XmppErrorEvent } from '../shared/events.js';
import { configureFrom } from '../shared/page-session.js';
import { KitElement, reflect } from '../shared/shell.js';

const TEXTS = ['username', 'resource', 'credentials-url', 'relay'];
const FLAGS = ['connect'];

/**
 * @summary Sets up the page's session. It shows nothing.
 *
 * Without `username` and `credentials-url` visitors are guests. `username` alone waits for a sign-in; it never goes in
 * as a guest.
 *
 * @tag xmpp-session
 * @attr {string} service - WebSocket address of the server; left out, it is found at `domain`.
 * @attr {string} domain - The server's domain.
 * @attr {string} username - The account's name, for a sign-in by password.
 * @attr {string} resource - Wanted resource; best left to the server.
 * @attr {string} credentials-url - Address on the page's own origin that answers JSON shaped like `credentials`.
 * @attr {string} relay - Pairs of proxy JID and WebSocket address, separated by spaces.
 * @attr {boolean} connect - Connects at once.
 *
 * @fires {StateEvent} xmpp-state - The connection came, went or failed.
 * @fires {XmppErrorEvent} xmpp-error - A setting cannot work, or the session gave up.
 */
export class XmppSession extends KitElement {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  declare username: string | undefined;
  declare resource: string | undefined;
  declare credentialsUrl: string | undefined;
  declare relay: string | undefined;
  declare connect: boolean;

  #watched: Session | undefined;
  #state: Session['state'] = 'idle';
  /** Made once: the session takes another function for another setting. */
  readonly #fetch = async () => {
    const { fetchCredentials } = await import('./fetch-credentials.js');
    return fetchCredentials(new URL(this.credentialsUrl ?? '', document.baseURI));
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.hidden = true;
    this.#watch(this.session ?? this.#configured());
    if (this.connect) this.#connect();
  }

  disconnectedCallback(): void {
    this.#watched?.removeEventListener('change', this.#changed);
    this.#watched = undefined;
  }

  protected override changed(name: string): void {
    if (!this.isConnected || !this.#watched) return;
    if (name === 'session') this.#watch(this.session ?? getSession());
    else if (name !== 'connect') this.#configured();
    if (this.connect) this.#connect();
  }

  #configured(): Session {
    const { resource } = this;
    try {
      configureFrom(this, { resource, relay: readRelay(this.relay), credentials: this.#credentials() });
    } catch (error) {
      this.dispatchEvent(new XmppErrorEvent('bad-setting', error));
    }
    return getSession();
  }

  #watch(session: Session): void {
    this.#watched?.removeEventListener('change', this.#changed);
    this.#watched = session;
    this.#state = session.state;
    session.addEventListener('change', this.#changed);
  }

  readonly #changed = () => {
    const session = this.#watched;
    if (!session || session.state === this.#state) return;
    this.#state = session.state;
    this.dispatchEvent(new StateEvent(session.state));
    if (session.state === 'failed') this.dispatchEvent(new XmppErrorEvent('session-failed', session.error));
  };

  #connect(): void {
    this.#watched?.connect().catch((error: unknown) => {
      if (this.#watched?.state !== 'failed') this.dispatchEvent(new XmppErrorEvent('connect-failed', error));
    });
  }

  /** @throws {ConfigError} `credentials-url` is not on the page's own origin. */
  #credentials(): SessionConfig['credentials'] {
    const { username, credentialsUrl } = this;
    if (credentialsUrl !== undefined) {
      const url = URL.canParse(credentialsUrl, document.baseURI)
        ? new URL(credentialsUrl, document.baseURI)
        : undefined;
      if (url?.origin !== location.origin)
        throw new ConfigError('credentials-url', "not on the page's own origin");
      return this.#fetch;
    }
    return username === undefined ? undefined : { username };
  }
}

/** @throws {ConfigError} Not pairs of a JID and an address. */
function readRelay(text: string | undefined): Record<string, string> | undefined {
  const words = text?.split(/\s+/).filter(Boolean) ?? [];
  if (words.length % 2) throw new ConfigError('relay', 'not pairs of proxy JID and WebSocket address');
  const pairs = Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i], words[2 * i + 1]]);
  return pairs.length ? (Object.fromEntries(pairs) as Record<string, string>) : undefined;
}
