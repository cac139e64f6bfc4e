/** Small services every client offers: XEP-0199 ping and XEP-0092 version, to those who may know that we are here. */
import { NS_PING } from './protocol/ping.js';
import type { Session } from './session.js';

/** What builds the answer (protocol/version.ts) comes with the first who asks. */
const NS_VERSION = 'jabber:iq:version';

export function answerUtilities(session: Session): void {
  const { wire } = session;
  session.use({ namespaces: [NS_PING, NS_VERSION] });
  wire.answer('get', 'ping', NS_PING, (_, iq) => {
    session.checkKnown(iq);
    return undefined;
  });
  wire.answer('get', 'query', NS_VERSION, async (_, iq) => {
    session.checkKnown(iq);
    return (await import('./answers.js')).answerVersion();
  });
}
