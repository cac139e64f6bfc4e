/** The server of this run: `XMPP_SERVER`, Prosody unless set. Integration tests run once against each. */
import { startEjabberd } from './ejabberd.mjs';
import { startProsody } from './prosody.mjs';

export { startEjabberd, startProsody };

/**
 * Options that only the other server knows are left out.
 * @param {import('./prosody.mjs').ProsodyOptions} [options]
 * @returns {Promise<import('./prosody.mjs').XmppServer>}
 */
export function startServer(options = {}) {
  const name = process.env.XMPP_SERVER ?? 'prosody';
  if (name === 'prosody') return startProsody(options);
  if (name === 'ejabberd') return startEjabberd({ hibernation: options.hibernation });
  throw new Error(`XMPP_SERVER is prosody or ejabberd, not ${name}`);
}
