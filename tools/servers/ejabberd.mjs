/**
 * Debian's ejabberd (23.01), the second server of the integration tests: the same hosts as Prosody's. Run as
 * plain `erl`, since `ejabberdctl` changes the user and ends other people's epmd.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ejabberdConfig } from './ejabberd-config.mjs';
import { freePorts, serverEnv, ServerProcess, temporaryDirectory } from './server-process.mjs';

/** Where Debian puts ejabberd's Erlang libraries, by the machine's architecture. @type {Record<string, string>} */
const DEBIAN_TRIPLET = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/**
 * As ejabberd reads its archive from disk, from the file's beginning to its end, a room's messages that move there when
 * something is written for another room are met again, or not at all: an empty page, and no more to come.
 */
const ARCHIVE_IN_MEMORY = `mnesia:change_table_copy_type(archive_msg, node(), disc_copies),
  io:format("archive: ~p~n", [mnesia:table_info(archive_msg, storage_type)])`;

/**
 * @typedef {object} EjabberdOptions
 * @property {number} [hibernation] Seconds that a cut stream can be resumed; 300 unless set.
 * @property {'SHA-1' | 'SHA-512'} [scram] The hash passwords are kept in, so the SCRAM that is offered.
 * @property {number} [registrationSeconds] That have to pass between two new accounts; any number unless set.
 * @property {boolean} [search] People can be searched for, at vjud.localhost.
 * @property {'debug' | 'info' | 'warning' | 'error'} [logLevel]
 */

/** @param {EjabberdOptions} [options] @returns {Promise<import('./prosody.mjs').XmppServer>} */
export async function startEjabberd(options = {}) {
  const dir = temporaryDirectory('xmpp-ejabberd');
  const ports = await freePorts('c2s', 'http', 'proxy65');
  const config = join(dir, 'ejabberd.yml');
  for (const name of ['spool', 'log', 'upload']) mkdirSync(join(dir, name));
  writeFileSync(config, ejabberdConfig({ ...options, dir, ports }));

  const server = new ServerProcess({
    name: 'ejabberd',
    command: 'erl',
    // +K true: kernel poll; the quotes make Mnesia's directory an Erlang string
    args: [
      ...['-noinput', '+K', 'true', '-mnesia', 'dir', `"${dir}/spool"`],
      ...['-s', 'ejabberd', '-eval', ARCHIVE_IN_MEMORY],
    ],
    cwd: dir,
    env: {
      ...serverEnv(dir),
      ERL_LIBS: `/usr/lib/${DEBIAN_TRIPLET[process.arch] ?? DEBIAN_TRIPLET.x64}`,
      EJABBERD_CONFIG_PATH: config,
      EJABBERD_LOG_PATH: join(dir, 'log/ejabberd.log'),
      ERL_CRASH_DUMP: join(dir, 'crash.dump'),
    },
    ports: [ports.c2s, ports.http],
    ready: /archive: disc_copies/,
  });
  await server.start();
  return {
    name: 'ejabberd',
    ws: `ws://127.0.0.1:${ports.http}/xmpp-websocket`,
    domain: 'localhost',
    guestDomain: 'anon.localhost',
    rooms: 'conference.localhost',
    ports,
    dir,
    adduser: (username, password, host = 'localhost') =>
      callApi(ports.http, 'register', { user: username, host, password }),
    stop: () => server.stop(),
    kill: () => server.kill(),
    restart: () => server.restart(),
    log: () => server.log(),
  };
}

/**
 * @param {number} port
 * @param {string} command One of mod_http_api's.
 * @param {object} args
 */
async function callApi(port, command, args) {
  const response = await fetch(`http://127.0.0.1:${port}/api/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`ejabberd ${command}: ${response.status} ${text}`);
  return JSON.parse(text);
}
