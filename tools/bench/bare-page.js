/** In the floor's page: a bare client. */
import { connectBare } from './bare-client.js';

let client;

globalThis.bare = {
  async connect(account) {
    client = await connectBare(account);
    return client.jid;
  },
  /** @returns How long it took, in ms. */
  send: (to, size, how) => client.send(to, new Uint8Array(size), how),
  receive(size) {
    globalThis.received = client.receive(size);
  },
  received: async () => (await globalThis.received).size,
};
