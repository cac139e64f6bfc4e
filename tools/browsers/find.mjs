/** The browsers that tests drive, all of them the system's own, and all kept off the network but for loopback. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @param {string} variable @param {...string} names @returns {string} */
function find(variable, ...names) {
  const chosen = process.env[variable];
  if (chosen) return chosen;
  const candidates = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => names.map((name) => join(dir, name)));
  return candidates.find(isExecutable) ?? `/usr/bin/${names[0]}`;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const CHROMIUM = find('CHROMIUM', 'chromium', 'chromium-browser', 'google-chrome');
export const FIREFOX = find('FIREFOX', 'firefox-esr', 'firefox');

/** `--no-sandbox`: containers run as root, and only our own pages are opened. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** Everything that is not local goes to a port where nobody listens. */
export const FIREFOX_PREFERENCES = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.trr.mode': 5,
  'services.settings.server': 'http://127.0.0.1:9/v1',
  'media.gmp-manager.updateEnabled': false,
};
