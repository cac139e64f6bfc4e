/** A room that is played by a component for the one visitor it has: says what it is told to, and people come and go. */
import { COMPONENT, connectComponent } from './servers/component.mjs';

const NS_USER = 'http://jabber.org/protocol/muc#user';
const REFUSED = `<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;
const ROOM = `soak@${COMPONENT.domain}`;
const SPEAKERS = 50;

/** Of the stanza's own tag. @param {string} stanza @param {string} name */
const attribute = (stanza, name) =>
  new RegExp(`^\\s*<[^>]*\\s${name}=(['"])(.*?)\\1`).exec(stanza)?.[2] ?? '';

/** @param {number} port The server's for components. */
export async function startStage(port) {
  let visitor = '';
  let said = 0;
  /** @type {() => void} */
  let enter;
  /** @type {Promise<void>} */
  const entered = new Promise((resolve) => (enter = resolve));

  const { send, close } = await connectComponent(port, (stanza) => {
    const [from = '', to = '', type] = ['from', 'to', 'type'].map((name) => attribute(stanza, name));
    if (stanza.startsWith('<presence') && !type) {
      visitor = from;
      send(presence('me', '', `<status code='110'/>`) + message('groupchat', '', '<subject/>'));
      enter();
    }
    if (stanza.startsWith('<iq') && (type === 'get' || type === 'set')) {
      const ping = stanza.includes('urn:xmpp:ping');
      const head = `<iq type='${ping ? 'result' : 'error'}' from='${to}' to='${from}' id='${attribute(stanza, 'id')}'`;
      send(ping ? `${head}/>` : `${head}>${REFUSED}</iq>`);
    }
  });

  /** @param {string} nick @param {string} type @param {string} [status] */
  const presence = (nick, type, status = '') =>
    `<presence from='${ROOM}/${nick}' to='${visitor}'${type && ` type='${type}'`}><x xmlns='${NS_USER}'>` +
    `<item affiliation='none' role='${type ? 'none' : 'participant'}'/>${status}</x></presence>`;

  /** @param {string} type @param {string} nick @param {string} content */
  const message = (type, nick, content) =>
    `<message type='${type}' from='${ROOM}${nick && `/${nick}`}' to='${visitor}' id='m${(said += 1)}'>${content}</message>`;

  /** @param {number} count @param {string} type */
  const all = (count, type) =>
    send(Array.from({ length: count }, (_, n) => presence(`Person ${n}`, type)).join(''));

  return {
    room: ROOM,
    entered: () => entered,
    /** @param {readonly string[]} bodies Each by the next of some people who take turns. */
    say: (bodies) =>
      send(
        bodies
          .map((body, n) => message('groupchat', `Speaker ${n % SPEAKERS}`, `<body>${body}</body>`))
          .join(''),
      ),
    /** @param {number} count */
    come: (count) => all(count, ''),
    /** @param {number} count */
    go: (count) => all(count, 'unavailable'),
    close,
  };
}
