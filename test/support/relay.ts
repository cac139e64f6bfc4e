/** A WebSocket-to-TCP relay as a site would run it: Debian's websockify, fixed to one port. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  freePort,
  ServerProcess,
  serverEnv,
  temporaryDirectory,
} from '../../tools/servers/server-process.mjs';
import { cleanUpAfterTest } from './clean-up.js';
import type { XmppServer } from './people.js';

export interface Relay {
  /** What a session's configuration says of it. */
  readonly relay: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** @param port What it leads to, on this machine, as if the server's proxy were there. Gone after the test. */
export async function startRelay(port: number | undefined): Promise<Relay> {
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
  return { relay: { 'proxy.localhost': `ws://127.0.0.1:${own}/` }, stop: () => relay.stop() };
}

/** To the server's proxy. */
export const relayTo = ({ ports }: XmppServer): Promise<Relay> => startRelay(ports.proxy65);

/**
 * A SOCKS5 proxy that gives everybody the same answer and passes nothing on.
 * @param reply RFC 1928 §6: 0, it has connected; 2, it may not. @returns Its port. Gone after the test.
 */
export async function startStub(reply: number): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Uint8Array.of(5, 0));
      socket.once('data', (request: Buffer) =>
        socket.write(Uint8Array.of(5, reply, 0, ...request.subarray(3))),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUpAfterTest(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
