/** The configuration file of a Prosody that stands by itself: every path in one directory, loopback only, no TLS. */

import { COMPONENT } from './component.mjs';

const MODULES = [
  'roster saslauth disco presence message iq posix ping time version uptime lastactivity private register_ibr',
  'blocklist bookmarks carbons csi_simple mam pep smacks vcard4 vcard_legacy offline',
  'http websocket bosh http_files user_account_management mimicking',
].flatMap((line) => line.split(' '));

const list = (/** @type {readonly string[]} */ names) => `{ ${names.map((name) => `"${name}"`).join('; ')} }`;

/**
 * @param {import('./prosody.mjs').ProsodyOptions & { dir: string, ports: Record<string, number> }} options
 * @returns {string} Lua.
 */
export function prosodyConfig({
  dir,
  ports,
  modules = [],
  roomModules = [],
  sasl2 = false,
  hibernation = 300,
  scram = 'SHA-1',
  nagle = false,
  logLevel = 'info',
  extra = '',
}) {
  const enabled = [...MODULES, ...(sasl2 ? ['sasl2', 'sasl2_bind2'] : []), ...modules];
  return `
-- prosody refuses uid 0 without this; other users never see a difference
run_as_root = true
pidfile = "${dir}/prosody.pid"
data_path = "${dir}/data"
certificates = "${dir}/certs"
http_files_dir = "${dir}/www"
log = { { levels = { min = "${logLevel}" }, to = "console" } }
network_backend = "epoll"
-- with Nagle, its default, whoever waits for each answer waits 10 to 18 ms longer
network_settings = { nagle = ${nagle} }
modules_enabled = ${list(enabled)}
modules_disabled = ${list(['s2s', 's2s_auth_certs', 'tls'])}

interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { ${ports.c2s} }
c2s_direct_tls_ports = {}
s2s_ports = {}
http_ports = { ${ports.http} }
http_interfaces = { "127.0.0.1" }
https_ports = {}
proxy65_ports = { ${ports.proxy65} }
proxy65_interfaces = { "127.0.0.1" }
component_ports = { ${ports.component} }
component_interfaces = { "127.0.0.1" }

c2s_require_encryption = false
s2s_require_encryption = false
allow_unencrypted_plain_auth = true
consider_websocket_secure = true
consider_bosh_secure = true
c2s_stanza_size_limit = 256 * 1024

http_default_host = "localhost"
http_host = "localhost"
http_external_url = "http://127.0.0.1:${ports.http}/"
-- file_share says itself what pages may, an override would take that away
http_cors_override = { websocket = { enabled = true }; bosh = { enabled = true } }
http_max_content_size = 110 * 1024 * 1024

authentication = "internal_hashed"
password_hash = "${scram}"
storage = "internal"
archive_expires_after = "never"
default_archive_policy = true
max_archive_query_results = 250
smacks_hibernation_time = ${hibernation}
smacks_max_unacked_stanzas = 5
allow_registration = true
${extra}

VirtualHost "localhost"

VirtualHost "anon.localhost"
  authentication = "anonymous"
  allow_registration = false
  modules_disabled = { "mam"; "offline"; "register_ibr" }
  disco_items = {
    { "conference.localhost", "rooms" }, { "upload.localhost", "files" }, { "proxy.localhost", "proxy" }
  }

Component "conference.localhost" "muc"
  name = "Rooms"
  modules_enabled = ${list(['muc_mam', 'muc_unique', ...roomModules])}
  restrict_room_creation = false
  muc_room_locking = false
  muc_room_default_public = true
  muc_room_default_persistent = false
  muc_log_by_default = true
  muc_log_expires_after = "never"
  muc_tombstones = false

Component "upload.localhost" "http_file_share"
  http_file_share_size_limit = 100 * 1024 * 1024
  http_file_share_daily_quota = 1024 * 1024 * 1024
  http_file_share_expires_after = 3600
  http_file_share_access = { "localhost", "anon.localhost" }

Component "proxy.localhost" "proxy65"
  proxy65_address = "127.0.0.1"
  proxy65_acl = { "localhost", "anon.localhost" }

Component "${COMPONENT.domain}"
  component_secret = "${COMPONENT.secret}"
`;
}
