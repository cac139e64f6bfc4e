/** XEP-0352: the server is told when nobody looks at the page, and so may keep back what can wait. For accounts. */
import type { Feature } from './feature.js';
import { isShown } from './page.js';
import type { Session } from './session.js';
import { child, xml } from './xml.js';

const NS_CSI = 'urn:xmpp:csi:0';

export class Inactivity implements Feature {
  readonly #session: Session;
  #watch: AbortController | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  online(): void {
    const { document } = globalThis;
    if (this.#watch || this.#session.guest || !document) return;
    this.#watch = new AbortController();
    document.addEventListener('visibilitychange', () => this.#tell(), { signal: this.#watch.signal });
    if (!isShown()) this.#tell(); // each stream begins as an active one, a resumed one, too
  }

  offline(): void {
    this.#watch?.abort();
    this.#watch = undefined;
  }

  #tell(): void {
    const { wire } = this.#session;
    if (wire.features && child(wire.features, 'csi', NS_CSI))
      wire.send(xml(isShown() ? 'active' : 'inactive', { xmlns: NS_CSI }));
  }
}
