/** In a page of the kit's: somebody who sends, takes and talks, for the rows of files. Everything is called by the bench. */
import { configureSession } from '/dist/xmpp-elements.min.js';

/** In bytes. */
const PART = 1_048_576;

let session;
let people;

globalThis.kit = {
  /** @returns The full JID, once it is online. */
  async connect(config) {
    session = configureSession(config);
    await session.connect();
    people = await session.people;
    people.files.maxBytes = 1e12;
    people.roster.addEventListener('change', () => {
      for (const { jid } of people.roster.requests) people.roster.approve(jid);
    });
    return session.jid;
  },

  /** Whoever does may offer us files. */
  subscribe: (jid) => people.roster.add(jid),

  /** Settles once they see us. */
  async isSeenBy(jid) {
    const sees = () => ['from', 'both'].includes(people.roster.get(jid)?.subscription);
    while (!sees())
      await new Promise((resolve) => people.roster.addEventListener('change', resolve, { once: true }));
  },

  /** Begins to send random bytes. @returns Their SHA-256, where they are few enough to be hashed at once. */
  async send(to, size, via, hashed) {
    globalThis.transfer = undefined;
    const file = randomFile(size);
    const transfer = (globalThis.transfer = people.files.send(file, to, { via, name: 'bench.bin' }));
    globalThis.took = timeOf(transfer);
    return hashed && sha256(file);
  },

  /** Takes what is offered next. */
  take() {
    globalThis.transfer = undefined;
    globalThis.took = new Promise((resolve, reject) =>
      people.files.addEventListener(
        'offer',
        (event) => {
          globalThis.transfer = event.accept();
          timeOf(globalThis.transfer).then(resolve, reject);
        },
        { once: true },
      ),
    );
  },

  /** @returns How long it was under way, in ms; nothing if it still is after so many. */
  took: (ms) => Promise.race([globalThis.took, new Promise((resolve) => setTimeout(resolve, ms))]),

  /** Of what came in. */
  arrived: async () => sha256(await globalThis.transfer.done),

  size: async () => (await globalThis.transfer.done).size,

  bytes: () => globalThis.transfer.bytes,

  /** Settles once something of it has passed. */
  async begun() {
    while (!globalThis.transfer?.bytes) await new Promise((resolve) => setTimeout(resolve, 20));
  },

  stop: () => globalThis.transfer.abort(),

  /** Says so many things to somebody who answers each in kind. @returns How long each took, in ms. */
  async trips(to, count, pauseMs) {
    const chat = people.chats.open(to);
    const times = [];
    for (let i = 0; i < count; i += 1) {
      const text = `${performance.now()}`;
      const heard = new Promise((resolve) => {
        const listen = ({ message }) => {
          if (message.own || message.body !== text) return;
          chat.removeEventListener('message', listen);
          resolve();
        };
        chat.addEventListener('message', listen);
      });
      const start = performance.now();
      chat.send(text);
      await heard;
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return times;
  },
};

/** From its first byte on, until it is done. */
async function timeOf(transfer) {
  const active = new Promise((resolve) =>
    transfer.addEventListener(
      'state',
      () => ['active', 'done', 'failed'].includes(transfer.state) && resolve(performance.now()),
    ),
  );
  await transfer.done;
  return performance.now() - (await active);
}

/** In parts that no heap holds. */
function randomFile(size) {
  const part = new Uint8Array(PART);
  for (let at = 0; at < PART; at += 65_536) crypto.getRandomValues(part.subarray(at, at + 65_536));
  const parts = [];
  for (let at = 0; at < size; at += PART) parts.push(new Blob([part.subarray(0, size - at)]));
  return new Blob(parts);
}

async function sha256(blob) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return hash.toHex();
}
