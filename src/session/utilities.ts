/** Small services every client offers: XEP-0199 ping and XEP-0092 version, to those who may know that we are here. */
import { StanzaError } from './errors.js';
import { NS_PING } from './protocol/ping.js';
import { NS_VERSION } from './protocol/version.js';
import type { Session } from './session.js';

export function answerUtilities(session: Session): void {
  const { wire } = session;
  const onlyKnown = (from: string | undefined): void => {
    if (!session.isKnown(from)) throw new StanzaError('service-unavailable', 'cancel');
  };
  session.use({ namespaces: [NS_PING, NS_VERSION] });
  wire.answer('get', 'ping', NS_PING, (_, iq) => {
    onlyKnown(iq.attrs.from);
    return undefined;
  });
  wire.answer('get', 'query', NS_VERSION, async (_, iq) => {
    onlyKnown(iq.attrs.from);
    return (await import('./answers.js')).answerVersion();
  });
}
