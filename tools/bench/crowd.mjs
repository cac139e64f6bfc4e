/**
 * Rooms with a crowd in them, played by a component: Prosody takes minutes to let in a few hundred sessions. Whoever
 * joins is told of `size` people in one go, as a room would, then that they are in.
 */
import { COMPONENT, connectComponent } from '../servers/component.mjs';

const NS_USER = 'http://jabber.org/protocol/muc#user';
const INFO =
  `<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Crowd'/>` +
  `<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/muc'/></query>`;
const REFUSED = `<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;

/** Of the stanza's own tag. @param {string} stanza @param {string} name */
const attribute = (stanza, name) =>
  new RegExp(`^\\s*<[^>]*\\s${name}=(['"])(.*?)\\1`).exec(stanza)?.[2] ?? '';

/**
 * @param {number} port The server's for components.
 * @returns {Promise<{ room: (size: number) => string, close: () => void }>} `room`: the address of one of that size.
 */
export async function startCrowd(port) {
  const { send, close } = await connectComponent(port, (stanza) => {
    const [from, to, type] = ['from', 'to', 'type'].map((name) => attribute(stanza, name));
    if (stanza.startsWith('<presence') && !type) admit(from, to);
    if (stanza.startsWith('<iq') && (type === 'get' || type === 'set')) {
      const known = stanza.includes('disco#info');
      const id = attribute(stanza, 'id');
      send(
        `<iq type='${known ? 'result' : 'error'}' from='${to}' to='${from}' id='${id}'>${known ? INFO : REFUSED}</iq>`,
      );
    }
  });

  /** @param {string} visitor @param {string} place The room's address, with the nickname asked for. */
  function admit(visitor, place) {
    const [jid = ''] = place.split('/');
    const size = Number(/\d+/.exec(jid)?.[0]);
    const names = Array.from({ length: size }, (_, n) => `Person ${n}`);
    const presences = names.map((name, n) =>
      presence(`${jid}/${name}`, visitor, n < 3 ? 'moderator' : 'participant'),
    );
    const self = presence(place, visitor, 'participant', `<status code='110'/>`);
    send(
      `${presences.join('')}${self}<message type='groupchat' from='${jid}' to='${visitor}'><subject/></message>`,
    );
  }

  return { room: (size) => `crowd${size}@${COMPONENT.domain}`, close };
}

/** @param {string} from @param {string} to @param {string} role @param {string} [status] */
const presence = (from, to, role, status = '') =>
  `<presence from='${from}' to='${to}'><x xmlns='${NS_USER}'>` +
  `<item affiliation='${role === 'moderator' ? 'admin' : 'none'}' role='${role}'/>${status}</x></presence>`;
