/**
 * Files between a page and others, in stanzas and through a SOCKS5 proxy (docs/bench.md). The floor is a page with the
 * least that can do it, bare-client.js; the other side of both is one of the same in this process.
 */
import '../node-websocket.mjs';
import { randomUUID } from 'node:crypto';
import { freePort, ServerProcess, serverEnv, temporaryDirectory } from '../servers/server-process.mjs';
import { startProsody } from '../servers/prosody.mjs';
import { connectBare } from './bare-client.js';
import { startSlixmpp } from './slixmpp.mjs';

/** @typedef {import('./lab.mjs').Lab} Lab @typedef {import('./rows.mjs').Row} Row */
/** @typedef {{ service: string, domain: string, username: string, password: string }} Account */

const MB = 1_000_000;
const BYTESTREAMS = 'http://jabber.org/protocol/bytestreams';
const WITHOUT_CONVERSE = ['Converse.js'];
const OURS_ALONE = ['Converse.js', 'floor'];
const PATIENCE_MS = 600_000;
const SLICE_MS = 20_000;

const page = (/** @type {string} */ script) => ({
  name: script,
  body: () => `<script type="module" src="/bench/${script}.js"></script>`,
  probe: () => {},
});
const KIT = page('files-page');
const BARE = page('bare-page');

/** @param {any} prosody @returns {Promise<Account>} */
async function newAccount({ ws: service, domain, adduser }) {
  const account = { service, domain, username: `bench-${randomUUID().slice(0, 8)}`, password: 'bench' };
  await adduser(account.username, account.password);
  return account;
}

/**
 * Somebody in a page of the kit's, who takes files of these people.
 * @param {Lab} lab @param {any} prosody
 * @param {readonly { jid: string, subscribe: (jid: string) => unknown }[]} from @param {object} [config]
 */
async function openKit(lab, prosody, from, config = {}) {
  const { service, domain, ...credentials } = await newAccount(prosody);
  const visit = await lab.open(KIT, '');
  await visit.page.waitForFunction(() => 'kit' in globalThis);
  /** @param {string} name @param {...unknown} args @returns {Promise<any>} */
  const call = (name, ...args) =>
    visit.page.evaluate((what, all) => globalThis.kit[what](...all), name, args);
  const jid = await call('connect', { service, domain, credentials, ...config });
  for (const each of from) {
    await each.subscribe(bare(jid));
    await call('isSeenBy', bare(each.jid));
  }
  return {
    ...visit,
    call,
    jid,
    subscribe: (/** @type {string} */ to) => call('subscribe', to),
    /** @returns {Promise<number>} How long the file was under way, in ms. */
    async took() {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
        const ms = await call('took', SLICE_MS);
        if (ms !== null && ms !== undefined) return ms;
      }
      throw new Error(`a file is under way for ${PATIENCE_MS} ms`);
    },
  };
}

/** @param {Lab} lab @param {any} prosody */
async function openBare(lab, prosody) {
  const account = await newAccount(prosody);
  const visit = await lab.open(BARE, '');
  await visit.page.waitForFunction(() => 'bare' in globalThis);
  /** @param {string} name @param {...unknown} args @returns {Promise<any>} */
  const call = (name, ...args) =>
    visit.page.evaluate((what, all) => globalThis.bare[what](...all), name, args);
  const jid = await call('connect', account);
  return { ...visit, call, jid };
}

const bare = (/** @type {string} */ jid) => jid.slice(0, jid.indexOf('/'));
const rate = (/** @type {number} */ bytes, /** @type {number} */ ms) => bytes / MB / (ms / 1_000);
const randomBytes = (/** @type {number} */ size) => new Uint8Array(size).map((_, at) => (at * 167) >> 3);

const FILE = 16 * MB;
const TRIAL = 3 * MB;
const USUAL = 4_096;
/** Larger ones are more than 64 KiB of base64, over which Prosody 0.12 ends the stream of a Chromium. */
const LARGE = [16_384, 48_128];
const WINDOWS = [1, 2, 4, 8, 16];

/** @typedef {{ block: number, window: number }} How */

/** The fastest of them. @param {readonly How[]} all @param {(how: How) => Promise<number>} time */
async function best(all, time) {
  let found = { how: all[0], ms: Infinity };
  for (const how of all) {
    const ms = await time(how);
    if (ms < found.ms) found = { how, ms };
  }
  return /** @type {How} */ (found.how);
}

const hows = (/** @type {readonly number[]} */ blocks) =>
  blocks.flatMap((block) => WINDOWS.map((window) => ({ block, window })));

/** @type {Row} */
export const inBand = {
  name: 'ibb',
  figures: [
    { title: 'a file sent in stanzas, the best blocks', unit: 'MB/s', digits: 2, goal: { ofFloor: 0.8 } },
    { title: 'received', unit: 'MB/s', digits: 2, goal: { ofFloor: 0.8 } },
    { title: 'sent in blocks of 4 KiB', unit: 'MB/s', digits: 2, goal: { ofFloor: 0.8 } },
    { title: 'received', unit: 'MB/s', digits: 2, goal: { ofFloor: 0.8 } },
  ],
  without: WITHOUT_CONVERSE,
  async prepare({ prosody, ...lab }) {
    const peers = {
      large: await connectBare(await newAccount(prosody)),
      small: await connectBare(await newAccount(prosody), { large: false }),
    };
    const floor = await openBare({ prosody, ...lab }, prosody);
    const out = (/** @type {How} */ how) => floor.call('send', peers.large.jid, TRIAL, how);
    const into = (/** @type {How} */ how) => peers.large.send(floor.jid, new Uint8Array(TRIAL), how);
    /** Of blocks large and small, out and in. */
    const ways = [];
    for (const blocks of [LARGE, [USUAL]])
      ways.push({ out: await best(hows(blocks), out), in: await best(hows(blocks), into) });
    console.log(`ibb: best of the floor ${JSON.stringify(ways)}`);
    const kit = await openKit({ prosody, ...lab }, prosody, [peers.large, peers.small]);
    return {
      peers,
      ways,
      floor,
      kit,
      async close() {
        for (const peer of Object.values(peers)) peer.close();
        await floor.close();
        await kit.close();
      },
    };
  },
  async measure(_, side, { peers, ways, floor, kit }) {
    const bytes = randomBytes(FILE);
    const results = [];
    for (const [n, peer] of [peers.large, peers.small].entries()) {
      const { out, in: into } = ways[n];
      if (side.name === 'floor') {
        results.push(rate(FILE, await floor.call('send', peer.jid, FILE, out)));
        results.push(rate(FILE, await peer.send(floor.jid, bytes, into)));
      } else {
        const all = peer.receive(FILE);
        await kit.call('send', peer.jid, FILE, 'ibb');
        results.push(rate(FILE, await kit.took()));
        if ((await all).size !== FILE) throw new Error('not all has come');
        await kit.call('take');
        const ms = await peer.send(kit.jid, bytes, { ...into, offered: true });
        await kit.took();
        results.push(rate(FILE, ms));
      }
    }
    return results;
  },
};

/** A relay before the server's proxy, as a site would run it. @param {any} prosody */
async function startRelay({ ports }) {
  const port = await freePort();
  const dir = temporaryDirectory('xmpp-relay');
  const relay = new ServerProcess({
    name: 'websockify',
    command: 'websockify',
    args: [`127.0.0.1:${port}`, `127.0.0.1:${ports.proxy65}`],
    cwd: dir,
    env: serverEnv(dir),
    ports: [port],
  });
  await relay.start();
  return { relay: { 'proxy.localhost': `ws://127.0.0.1:${port}/` }, stop: () => relay.stop() };
}

const CARRIED = 50 * MB;

const same = (/** @type {string} */ one, /** @type {string} */ other) => {
  if (one !== other) throw new Error(`what has come is another file: ${one}, ${other}`);
};

/** Of 50 MB, whose hashes are compared. @type {Row} */
export const carried = {
  name: 'carried',
  figures: [
    ...[
      'slixmpp in stanzas',
      'slixmpp through a proxy',
      'another page in stanzas',
      'another page through a proxy',
    ],
  ].flatMap((what) =>
    (what.startsWith('slixmpp') ? [`to ${what}`, 'and back'] : [`to ${what}`]).map((title) => ({
      title: `50 MB ${title}`,
      unit: 'MB/s',
      digits: 2,
      goal: {},
    })),
  ),
  without: OURS_ALONE,
  once: ['xmpp-elements'],
  async prepare({ prosody }) {
    const relay = await startRelay(prosody);
    return { relay, close: () => relay.stop() };
  },
  async measure(lab, _, { relay }) {
    const { prosody } = lab;
    const slixmpp = await startSlixmpp(prosody, await newAccount(prosody));
    const ann = await openKit(lab, prosody, [slixmpp], { relay: relay.relay });
    const bob = await openKit(lab, prosody, [ann], { relay: relay.relay });
    /** @type {number[]} */
    const results = [];
    const arrived = (/** @type {number} */ ms) => {
      results.push(rate(CARRIED, ms));
      console.log(`carried ${results.length}: ${results.at(-1)?.toFixed(2)} MB/s`);
    };

    const hash = await ann.call('send', slixmpp.jid, CARRIED, 'ibb', true);
    await slixmpp.order('acceptFile', { sid: (await slixmpp.event('fileOffered')).sid });
    arrived(await ann.took());
    same((await slixmpp.event('fileReceived')).sha256, hash);
    await ann.call('take');
    await slixmpp.order('sendFile', { to: ann.jid, name: 'back.bin', size: CARRIED, seed: 1 });
    arrived(await ann.took());
    same((await slixmpp.event('fileAccepted')).sha256, await ann.call('arrived'));

    const second = await ann.call('send', slixmpp.jid, CARRIED, 'socks5', true);
    const { sid } = await slixmpp.event('fileOffered');
    await slixmpp.order('stream_expect', { by: ann.jid, sid, size: CARRIED });
    await slixmpp.order('acceptFile', { sid, method: BYTESTREAMS });
    arrived(await ann.took());
    same((await slixmpp.event('stream')).sha256, second);
    await ann.call('take');
    await slixmpp.order('offerFile', {
      to: ann.jid,
      name: 'back.bin',
      sid: 'back',
      size: CARRIED,
      methods: [BYTESTREAMS],
    });
    await slixmpp.order('stream_open', { to: ann.jid, sid: 'back' });
    await slixmpp.order('stream_send', { size: CARRIED });
    await slixmpp.order('stream_close', {}); // until then Prosody keeps the last octets
    arrived(await ann.took());
    same((await slixmpp.event('stream')).sha256, await ann.call('arrived'));

    for (const via of ['ibb', 'socks5']) {
      await bob.call('take');
      const sent = await ann.call('send', bob.jid, CARRIED, via, true);
      arrived(await ann.took());
      await bob.took();
      same(sent, await bob.call('arrived'));
    }
    slixmpp.stop();
    await ann.close();
    await bob.close();
    return results;
  },
};

const HEAVY = 200 * MB;
const LOOK_MS = 1_000;

/** @type {Row} */
export const heapOfFiles = {
  name: 'file-heap',
  figures: [
    { title: 'heap while 200 MB are sent: more than before', unit: 'MB', digits: 1, goal: { max: 20 } },
    { title: 'received', unit: 'MB', digits: 1, goal: { max: 20 } },
  ],
  without: OURS_ALONE,
  once: ['xmpp-elements'],
  async prepare({ prosody }) {
    const peer = await connectBare(await newAccount(prosody));
    return { peer, close: async () => peer.close() };
  },
  async measure(lab, _, { peer }) {
    const kit = await openKit(lab, lab.prosody, [peer]);
    const results = [];
    for (const way of ['out', 'in']) {
      const before = await kit.heap();
      let most = 0;
      let under = true;
      if (way === 'out') await kit.call('send', peer.jid, HEAVY, 'ibb');
      else await kit.call('take');
      if (way === 'in')
        void peer.send(kit.jid, new Uint8Array(HEAVY), { block: 16_384, window: 1, offered: true });
      const took = kit.took().finally(() => (under = false));
      while (under) {
        most = Math.max(most, await kit.heap());
        await Promise.race([took, new Promise((resolve) => setTimeout(resolve, LOOK_MS))]);
      }
      await took;
      most = Math.max(most, await kit.heap());
      results.push((most - before) / MB);
    }
    const size = await kit.call('size');
    if (size !== HEAVY) throw new Error(`${size} bytes have come`);
    await kit.close();
    return results;
  },
};

const TRIPS = 150;
/** What is under way longer than chat is measured. */
const LONG = 150 * MB;
const PAUSE_MS = 0;

/** @param {readonly number[]} times */
const p95 = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;

/** How long chat takes beside nothing, beside a file that goes out, and one that comes in. @param {Lab} lab @param {any} prosody */
async function besideFiles(lab, prosody) {
  const echo = await connectBare(await newAccount(prosody));
  const peer = await connectBare(await newAccount(prosody));
  const kit = await openKit(lab, prosody, [peer, echo]);
  const trips = async () => p95(await kit.call('trips', bare(echo.jid), TRIPS, PAUSE_MS));
  await trips(); // once for what loads
  return {
    echo,
    peer,
    kit,
    trips,
    async close() {
      echo.close();
      peer.close();
      await kit.close();
    },
  };
}

/** @type {Row} */
export const chatBeside = {
  name: 'file-chat',
  figures: [
    { title: 'chat round trip, p95', unit: 'ms', digits: 1, goal: {} },
    { title: 'while a file goes out', unit: 'ms', digits: 1, goal: {} },
    { title: 'of that without', unit: '×', digits: 2, goal: { max: 2 } },
    { title: 'while one comes in', unit: 'ms', digits: 1, goal: {} },
    { title: 'of that without', unit: '×', digits: 2, goal: { max: 2 } },
  ],
  without: OURS_ALONE,
  prepare: ({ prosody, ...lab }) => besideFiles({ prosody, ...lab }, prosody),
  async measure(_, __, { kit, peer, trips }) {
    const idle = await trips();
    await kit.call('send', peer.jid, LONG, 'ibb');
    await kit.call('begun');
    const out = await trips();
    await kit.call('stop');
    await kit.call('take');
    const sending = peer.send(kit.jid, new Uint8Array(LONG), { block: 16_384, window: 1, offered: true });
    await kit.call('begun');
    const into = await trips();
    await kit.call('stop');
    await sending.catch(() => undefined);
    return [idle, out, out / idle, into, into / idle];
  },
};

const SLOW = 5 * MB;
const LIMITS = 'limits = { c2s = { rate = "30kb/s" } }';

/** With Prosody's module `limits`. @type {Row} */
export const limited = {
  name: 'file-limits',
  figures: [
    { title: 'a file sent to a server that takes 30 kB/s', unit: 'kB/s', digits: 1, goal: {} },
    { title: 'on the wire, chat with it', unit: 'kB/s', digits: 1, goal: { min: 27 } },
    { title: 'chat round trip, p95', unit: 'ms', digits: 1, goal: {} },
    { title: 'while the file goes out', unit: 'ms', digits: 1, goal: {} },
    { title: 'of that without', unit: '×', digits: 2, goal: { max: 2 } },
  ],
  without: OURS_ALONE,
  once: ['xmpp-elements'],
  async prepare(lab) {
    const prosody = await startProsody({ modules: ['limits'], extra: LIMITS });
    const people = await besideFiles(lab, prosody);
    return {
      ...people,
      async close() {
        await people.close();
        await prosody.stop();
      },
    };
  },
  async measure(_, __, { kit, peer, trips }) {
    const idle = await trips();
    const sent = await kit.sent();
    await kit.call('send', peer.jid, SLOW, 'ibb');
    await kit.call('begun');
    const start = performance.now();
    const [bytes, wire] = [await kit.call('bytes'), sent()];
    const busy = await trips();
    const seconds = (performance.now() - start) / 1_000;
    const speed = ((await kit.call('bytes')) - bytes) / seconds / 1_000;
    const onWire = (sent() - wire) / seconds / 1_000;
    await kit.call('stop');
    return [speed, onWire, idle, busy, busy / idle];
  },
};
