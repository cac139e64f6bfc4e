/** A small static server on loopback, shared by the demo, the stories' visitor and end-to-end tests. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * @typedef {{ body: string, type?: string, status?: number, headers?: Record<string, string> }} Answer
 *
 * @param {object} options
 * @param {Record<string, string>} options.folders URL path that ends with a slash → folder; the longest that fits.
 * @param {Record<string, () => Answer>} [options.answers] URL path → what is made on the spot; looked at first.
 * @param {number} [options.port] Unset: a free one. Taken: the next free one above it.
 * @param {Record<string, string>} [options.headers] With every answer, such as a content security policy.
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` ends without a slash.
 */
export async function serve({ folders, answers = {}, port = 0, headers = {} }) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);

  /** @param {string} path @returns {Promise<string | undefined>} */
  async function fileFor(path) {
    const prefix = prefixes.find((candidate) => path.startsWith(candidate));
    if (prefix === undefined) return undefined;
    // normalize keeps `..` from leaving the folder, since the path begins with a slash
    const file = join(folders[prefix] ?? '', normalize(`/${path.slice(prefix.length)}`));
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory()) return fileFor(`${path.replace(/\/?$/, '/')}index.html`);
    return found && file;
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries({ 'cache-control': 'no-store', ...headers })) {
      response.setHeader(name, value);
    }
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end(); // asked for by itself; a 404 would show in the console
      return;
    }
    const answer = answers[pathname]?.();
    if (answer) {
      const { status = 200, type = '.html' } = answer;
      response.writeHead(status, { 'content-type': TYPES[type] ?? '', ...answer.headers });
      response.end(answer.body);
      return;
    }
    const file = await fileFor(decodePath(pathname));
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });

  const bound = await listen(server, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {string} path */
function decodePath(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** @param {import('node:http').Server} server @param {number} port @returns {Promise<number>} */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    const onError = (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE' || port === 0) return reject(error);
      resolve(listen(server, port + 1));
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
