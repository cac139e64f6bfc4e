/**
 * Debian's Prosody (0.12) for the demo and the tests: accounts at localhost, guests at anon.localhost, rooms
 * with an archive at conference.localhost, and upload, proxy and component hosts beside them.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { prosodyConfig } from './prosody-config.mjs';
import { freePorts, serverEnv, ServerProcess, temporaryDirectory } from './server-process.mjs';

const run = promisify(execFile);

/**
 * @typedef {object} ProsodyOptions
 * @property {readonly string[]} [modules] Further modules for every host.
 * @property {readonly string[]} [roomModules] Further modules for conference.localhost.
 * @property {boolean} [sasl2] SASL2 and Bind 2, from Debian's prosody-modules.
 * @property {number} [hibernation] Seconds that a cut stream can be resumed; 300 unless set.
 * @property {'SHA-1' | 'SHA-256'} [scram] The hash passwords are kept in, so the SCRAM that is offered.
 * @property {boolean} [nagle] Leaves Nagle's algorithm on, as Prosody does by itself.
 * @property {'debug' | 'info' | 'warn' | 'error'} [logLevel]
 * @property {string} [extra] Lua for the global section.
 *
 * @typedef {object} XmppServer
 * @property {'prosody' | 'ejabberd'} name
 * @property {string} ws The WebSocket's URL.
 * @property {string} domain Host of the accounts.
 * @property {string} guestDomain Host of the anonymous.
 * @property {string} rooms
 * @property {Record<string, number>} ports
 * @property {string} dir Where its files lie; gone when this process ends.
 * @property {(username: string, password: string, host?: string) => Promise<unknown>} adduser
 * @property {() => Promise<void>} stop Data stay.
 * @property {() => Promise<void>} kill As a crash would.
 * @property {() => Promise<void>} restart Same ports, same data; starts a stopped one, too.
 * @property {() => string} log
 */

/** @param {ProsodyOptions} [options] @returns {Promise<XmppServer>} */
export async function startProsody(options = {}) {
  const dir = temporaryDirectory('xmpp-prosody');
  const ports = await freePorts('c2s', 'http', 'proxy65', 'component');
  const config = join(dir, 'prosody.cfg.lua');
  for (const name of ['data', 'certs', 'www']) mkdirSync(join(dir, name));
  writeFileSync(config, prosodyConfig({ ...options, dir, ports }));

  const env = serverEnv(dir);
  const server = new ServerProcess({
    name: 'prosody',
    command: 'prosody',
    args: ['-F', '--config', config],
    cwd: dir,
    env,
    ports: Object.values(ports),
  });
  await server.start();
  return {
    name: 'prosody',
    ws: `ws://127.0.0.1:${ports.http}/xmpp-websocket`,
    domain: 'localhost',
    guestDomain: 'anon.localhost',
    rooms: 'conference.localhost',
    ports,
    dir,
    adduser: (username, password, host = 'localhost') =>
      run('prosodyctl', ['--root', '--config', config, 'register', username, host, password], {
        cwd: dir,
        env,
      }),
    stop: () => server.stop(),
    kill: () => server.kill(),
    restart: () => server.restart(),
    log: () => server.log(),
  };
}
