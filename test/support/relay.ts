/** A WebSocket-to-TCP relay as a site would run it: Debian's websockify, fixed to one port. */
import {
  freePort,
  ServerProcess,
  serverEnv,
  temporaryDirectory,
} from '../../tools/servers/server-process.mjs';
import { cleanUpAfterTest } from './clean-up.js';
import type { XmppServer } from './people.js';

/** @param port What it leads to, on this machine. @returns Its address; gone after the test. */
export async function startRelay(port: number | undefined): Promise<string> {
  const own = await freePort();
  const dir = temporaryDirectory('xmpp-relay');
  const relay = new ServerProcess({
    name: 'websockify',
    command: 'websockify',
    args: [`127.0.0.1:${own}`, `127.0.0.1:${port}`],
    cwd: dir,
    env: serverEnv(dir),
    ports: [own],
  });
  await relay.start();
  cleanUpAfterTest(() => relay.stop());
  return `ws://127.0.0.1:${own}/`;
}

/** What a session needs to know of the relay to a server's proxy. */
export async function relayTo(server: XmppServer): Promise<{ relay: Record<string, string> }> {
  return { relay: { 'proxy.localhost': await startRelay(server.ports.proxy65) } };
}
