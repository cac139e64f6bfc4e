/**
 * What WebDriver cannot do for WebKit is done on the way to it: an HTTP proxy gives each document a first script, sees
 * every request, and refuses them all while the browser is to be offline. Only loopback is reached.
 */
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';

/** Where every site seems to have the script, so that a policy of `script-src 'self'` lets it in. */
const FIRST_SCRIPT = '/.first-script.js';
const TAG = `<script src="${FIRST_SCRIPT}"></script>`;
/** What it stands behind, the first of these that there is. */
const START = [/<head\b[^>]*>/i, /^<!doctype html>/i];
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** @typedef {import('node:http').IncomingMessage} Incoming @typedef {import('node:stream').Duplex} Duplex */

export class WebKitProxy {
  online = true;
  /** Run in each document before anything of its own. @type {Set<string>} */
  firstScripts = new Set();
  /** Requests on their way, WebSockets left out. */
  pending = 0;
  /** @type {(url: string) => void} */
  onRequest = () => {};
  #server = createServer((request, response) => this.#pass(request, response));

  constructor() {
    this.#server.on('upgrade', (request, socket, head) => this.#tunnel(request, socket, head));
    this.#server.on('connect', (request, socket, head) => this.#tunnel(request, socket, head));
  }

  /** @returns {Promise<number>} The port. */
  start() {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** @param {URL} url */
  #lets(url) {
    return this.online && LOOPBACK.has(url.hostname);
  }

  /** @param {Incoming} request @param {import('node:http').ServerResponse} response */
  #pass(request, response) {
    const url = new URL(request.url ?? '', 'http://nowhere.invalid');
    if (url.pathname === FIRST_SCRIPT) {
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
      response.end([...this.firstScripts].join('\n'));
      return;
    }
    this.onRequest(url.href);
    if (!this.#lets(url)) {
      request.socket.destroy();
      return;
    }
    this.pending += 1;
    response.once('close', () => (this.pending -= 1));
    // uncompressed, for the script to be put in
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const onward = httpRequest(url, { method: request.method, headers }, (answer) =>
      answer.headers['content-type']?.startsWith('text/html')
        ? withFirstScript(answer, response)
        : answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
    );
    onward.once('error', () => request.socket.destroy());
    request.pipe(onward);
  }

  /** A WebSocket, by `CONNECT` or as it is. @param {Incoming} request @param {Duplex} socket @param {Buffer} head */
  #tunnel(request, socket, head) {
    const opaque = request.method === 'CONNECT';
    const url = new URL(opaque ? `http://${request.url}` : (request.url ?? '').replace(/^ws/, 'http'));
    if (!opaque) this.onRequest(url.href.replace(/^http/, 'ws'));
    if (!this.#lets(url)) {
      socket.destroy();
      return;
    }
    const onward = connect(Number(url.port || 80), url.hostname, () => {
      if (opaque) socket.write('HTTP/1.1 200 OK\r\n\r\n');
      else
        onward.write(
          `${request.method} ${url.pathname}${url.search} HTTP/1.1\r\n${headerLines(request)}\r\n`,
        );
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    for (const side of [socket, onward]) side.once('error', end).once('close', end);
  }
}

/** @param {Incoming} answer @param {import('node:http').ServerResponse} response */
async function withFirstScript(answer, response) {
  const chunks = await answer.toArray();
  const html = Buffer.concat(chunks).toString();
  const start = START.find((pattern) => pattern.test(html)) ?? '';
  const body = html.replace(start, (before) => before + TAG);
  const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, headers).end(body);
}

/** @param {Incoming} request */
function headerLines({ rawHeaders }) {
  const lines = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}\r\n`] : [],
  );
  return lines.join('');
}
