/** The configuration file of an ejabberd that stands by itself: one directory, loopback only, no TLS. */

/**
 * @param {import('./ejabberd.mjs').EjabberdOptions & { dir: string, ports: Record<string, number> }} options
 * @returns {string} YAML.
 */
export function ejabberdConfig({
  dir,
  ports,
  hibernation = 300,
  scram = 'SHA-1',
  registrationSeconds = 'infinity',
  search = false,
  logLevel = 'info',
}) {
  return `
loglevel: ${logLevel}
log_rotate_count: 0
hosts: [localhost, anon.localhost]
auth_method: [internal]
auth_password_format: scram
auth_scram_hash: ${scram === 'SHA-512' ? 'sha512' : 'sha'}
disable_sasl_mechanisms: [digest-md5, X-OAUTH2]
s2s_access: none
registration_timeout: ${registrationSeconds}
websocket_origin: []
websocket_ping_interval: 60
listen:
  - port: ${ports.c2s}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 262144
    starttls: false
    access: c2s
  - port: ${ports.http}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /xmpp-websocket: ejabberd_http_ws
      /http-bind: mod_bosh
      /api: mod_http_api
      /upload: mod_http_upload
acl:
  local: { user_regexp: "" }
  loopback: { ip: [127.0.0.0/8] }
access_rules:
  local: { allow: local }
  c2s: { allow: all }
  register: { allow: all }
api_permissions:
  tests: { who: { ip: 127.0.0.0/8 }, what: ["*"] }
shaper_rules:
  max_user_sessions: 1000
  max_user_offline_messages: 5000
modules:
  mod_adhoc: {}
  mod_admin_extra: {}
  mod_blocking: {}
  mod_bosh: {}
  mod_caps: {}
  mod_carboncopy: {}
  mod_client_state: {}
  mod_disco: {}
  mod_http_api: {}
  mod_last: {}
  mod_mam: { default: always, assume_mam_usage: true }
  mod_muc:
    access: [allow]
    access_create: [allow]
    access_persistent: [allow]
    access_mam: [allow]
    default_room_options: { mam: true, public: true }
  mod_muc_admin: {}
  mod_offline: { access_max_user_messages: max_user_offline_messages }
  mod_ping: {}
  mod_privacy: {}
  mod_private: {}
  mod_pubsub:
    plugins: [flat, pep]
    force_node_config: { "storage:bookmarks": { access_model: whitelist } }
  mod_roster: { versioning: true }
  mod_stream_mgmt: { resend_on_timeout: if_offline, resume_timeout: ${hibernation} }
  mod_time: {}
  mod_vcard: { search: ${search} }
  mod_vcard_xupdate: {}
  mod_version: {}
host_config:
  anon.localhost:
    auth_method: [anonymous]
    anonymous_protocol: sasl_anon
    allow_multiple_connections: true
append_host_config:
  localhost:
    modules:
      mod_register: { ip_access: [allow], access: register, password_strength: 0, welcome_message: {} }
      mod_proxy65:
        host: proxy.localhost
        access: [allow]
        ip: "127.0.0.1"
        hostname: "127.0.0.1"
        port: ${ports.proxy65}
      mod_http_upload:
        host: upload.localhost
        docroot: "${dir}/upload"
        put_url: "http://127.0.0.1:${ports.http}/upload"
        max_size: 104857600
        access: [allow]
        custom_headers:
          "Access-Control-Allow-Origin": "*"
          "Access-Control-Allow-Methods": "GET,HEAD,PUT,OPTIONS"
          "Access-Control-Allow-Headers": "Content-Type"
`;
}
