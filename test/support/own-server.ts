/** A server of one test's own, where the shared one is set up otherwise or must not be stopped. */
import { startEjabberd } from '../../tools/servers/ejabberd.mjs';
import { startProsody } from '../../tools/servers/prosody.mjs';
import { SERVER } from './capabilities.js';
import { cleanUpAfterTest } from './clean-up.js';
import type { XmppServer } from './people.js';

/** @param options As the launcher in tools/servers takes them. Gone after the test. */
export async function ownServer(options: object): Promise<XmppServer> {
  const server = await (SERVER === 'ejabberd' ? startEjabberd(options) : startProsody(options));
  cleanUpAfterTest(() => server.stop());
  return server;
}
