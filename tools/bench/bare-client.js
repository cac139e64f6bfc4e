/**
 * The floor of file transfers: the least that a client can do for an in-band bytestream (XEP-0047), over a plain
 * WebSocket, without a parser, without checks, the same in pages and in Node. To the kit's pages it is somebody with
 * another client, who takes every file (XEP-0095, 0096) and answers every message in kind.
 */

const IBB = 'http://jabber.org/protocol/ibb';
const SI = 'http://jabber.org/protocol/si';
const NEGOTIATION = 'http://jabber.org/protocol/feature-neg';
const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

const FEATURES = [SI, `${SI}/profile/file-transfer`, NEGOTIATION, IBB];
/** Whoever knows these is sent larger blocks than 4,096 bytes by the kit. */
const HASHES = ['urn:xmpp:hashes:2', 'urn:xmpp:hash-function-text-names:sha-256'];

const attribute = (text, name) => new RegExp(`\\b${name}=['"]([^'"]*)['"]`).exec(text)?.[1] ?? '';

const method = (type, inner) =>
  `<feature xmlns="${NEGOTIATION}"><x xmlns="jabber:x:data" type="${type}">` +
  `<field var="stream-method"${type === 'form' ? ' type="list-single"' : ''}>${inner}</field></x></feature>`;

/**
 * @param {{ service: string, domain: string, username: string, password: string }} account
 * @param {{ large?: boolean }} [options] `large`: it says that it knows hashes, as the kit itself does.
 */
export async function connectBare({ service, domain, username, password }, { large = true } = {}) {
  const socket = new WebSocket(service, 'xmpp');
  /** By id. @type {Map<string, (answer: string) => void>} */
  const asked = new Map();
  /** What is to come. @type {{ missing: number, parts: Uint8Array[], done: () => void } | undefined} */
  let incoming;
  let count = 0;
  /** Frames that are no stanzas, and whoever waits for one. */
  const early = [];
  let waiting;
  const frame = () => new Promise((resolve) => (early.length ? resolve(early.shift()) : (waiting = resolve)));
  const send = (text) => socket.send(text);

  const ask = (to, inner, type = 'set') => {
    const id = `b${(count += 1)}`;
    const address = to ? ` to="${to}"` : '';
    send(`<iq xmlns="jabber:client" type="${type}" id="${id}"${address}>${inner}</iq>`);
    return new Promise((resolve, reject) =>
      asked.set(id, (answer) =>
        attribute(answer, 'type') === 'error' ? reject(new Error(answer)) : resolve(answer),
      ),
    );
  };

  socket.onmessage = ({ data }) => {
    const head = data.slice(0, data.indexOf('>'));
    if (head.startsWith('<message')) return answerMessage(data, head);
    if (!head.startsWith('<iq')) return told(data);
    const id = attribute(head, 'id');
    const type = attribute(head, 'type');
    if (type === 'result' || type === 'error') {
      const answer = asked.get(id);
      asked.delete(id);
      return answer?.(data);
    }
    const answer = answerTo(data);
    send(
      `<iq xmlns="jabber:client" type="result" id="${id}" to="${attribute(head, 'from')}">${answer ?? ''}</iq>`,
    );
  };

  function told(data) {
    if (!waiting) return void early.push(data);
    waiting(data);
    waiting = undefined;
  }

  function answerTo(data) {
    if (data.includes('<data ')) return void take(data);
    if (data.includes('disco#info')) {
      const features = [...FEATURES, ...(large ? HASHES : [])].map((each) => `<feature var="${each}"/>`);
      return `<query xmlns="http://jabber.org/protocol/disco#info">${features.join('')}</query>`;
    }
    if (data.includes('<si ')) return `<si xmlns="${SI}">${method('submit', `<value>${IBB}</value>`)}</si>`;
    return undefined;
  }

  function take(data) {
    const start = data.indexOf('>', data.indexOf('<data ')) + 1;
    if (!incoming) return;
    const bytes = decode(data.slice(start, data.indexOf('<', start)));
    incoming.parts.push(bytes);
    incoming.missing -= bytes.length;
    if (incoming.missing <= 0) incoming.done();
  }

  function answerMessage(data, head) {
    const body = /<body>([^<]*)<\/body>/.exec(data)?.[1];
    if (body === undefined || attribute(head, 'type') !== 'chat') return;
    const to = attribute(head, 'from');
    send(
      `<message xmlns="jabber:client" type="chat" to="${to}" id="m${(count += 1)}"><body>${body}</body></message>`,
    );
  }

  const open = async () => {
    send(`<open xmlns="${FRAMING}" to="${domain}" version="1.0"/>`);
    await frame();
    await frame(); // features
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  await open();
  const secret = btoa(`\0${username}\0${password}`);
  send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${secret}</auth>`);
  if (!(await frame()).startsWith('<success')) throw new Error('the bare client cannot log in');
  await open();
  const bound = await ask('', '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>');
  const jid = /<jid>([^<]*)/.exec(bound)?.[1] ?? '';
  send('<presence xmlns="jabber:client"/>');

  return {
    jid,

    /** Whoever sees somebody may offer them files. @param {string} to Bare JID. */
    subscribe: (to) => send(`<presence xmlns="jabber:client" type="subscribe" to="${to}"/>`),

    /** What comes next is a file of so many bytes. @param {number} size @returns {Promise<Blob>} When all is there. */
    receive: (size) =>
      new Promise((resolve) => {
        const parts = [];
        incoming = { missing: size, parts, done: () => resolve(new Blob(parts)) };
      }),

    /**
     * Sends a file, so many blocks on their way at a time. @param {string} to Full JID. @param {Uint8Array} bytes
     * @param {{ block: number, window: number, offered?: boolean }} how `offered`: by stream initiation, as the kit
     *   wants it.
     */
    async send(to, bytes, { block, window, offered = false }) {
      const sid = `s${(count += 1)}`;
      if (offered) await ask(to, offer(sid, bytes.length));
      await ask(to, `<open xmlns="${IBB}" sid="${sid}" block-size="${block}" stanza="iq"/>`);
      const start = performance.now();
      let place = 0;
      let seq = 0;
      const line = async () => {
        while (place < bytes.length) {
          const part = bytes.subarray(place, (place += block));
          await ask(to, `<data xmlns="${IBB}" sid="${sid}" seq="${seq++ % 65_536}">${encode(part)}</data>`);
        }
      };
      await Promise.all(Array.from({ length: window }, line));
      const ms = performance.now() - start;
      await ask(to, `<close xmlns="${IBB}" sid="${sid}"/>`);
      return ms;
    },

    close: () => socket.close(),
  };
}

const offer = (sid, size) =>
  `<si xmlns="${SI}" id="${sid}" profile="${SI}/profile/file-transfer">` +
  `<file xmlns="${SI}/profile/file-transfer" name="bench.bin" size="${size}"><range/></file>` +
  `${method('form', `<option><value>${IBB}</value></option>`)}</si>`;

const inNode = typeof Buffer === 'function';

/** @param {Uint8Array} bytes @returns {string} */
function encode(bytes) {
  if (inNode) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return bytes.toBase64();
}

/** @param {string} text @returns {Uint8Array} */
const decode = (text) => (inNode ? Buffer.from(text, 'base64') : Uint8Array.fromBase64(text));
