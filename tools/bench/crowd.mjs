/**
 * Rooms with a crowd in them, and contacts by the thousand, played by a component: Prosody takes minutes to let in a few
 * hundred sessions. Whoever joins is told of `size` people in one go, as a room would, then that they are in. Contacts
 * are there for whoever asks.
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

/** Address of a contact. @param {number} n */
export const contactJid = (n) => `person${n}@${COMPONENT.domain}`;

/**
 * @typedef {object} Crowd
 * @property {(size: number) => string} room Address of one of that size.
 * @property {(to: string, count: number, show: string) => void} showAll So many contacts are away, busy, …, all at once.
 * @property {() => void} close
 *
 * @param {number} port The server's for components.
 * @returns {Promise<Crowd>}
 */
export async function startCrowd(port) {
  const { send, close } = await connectComponent(port, (stanza) => {
    const [from, to, type] = ['from', 'to', 'type'].map((name) => attribute(stanza, name));
    if (stanza.startsWith('<presence') && to.startsWith('person')) {
      if (type === 'probe') send(`<presence from='${to}/phone' to='${from}'/>`);
    } else if (stanza.startsWith('<presence') && !type) admit(from, to);
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

  return {
    room: (size) => `crowd${size}@${COMPONENT.domain}`,
    showAll: (to, count, show) =>
      send(
        Array.from(
          { length: count },
          (_, n) => `<presence from='${contactJid(n)}/phone' to='${to}'><show>${show}</show></presence>`,
        ).join(''),
      ),
    close,
  };
}

/** @param {string} from @param {string} to @param {string} role @param {string} [status] */
const presence = (from, to, role, status = '') =>
  `<presence from='${from}' to='${to}'><x xmlns='${NS_USER}'>` +
  `<item affiliation='${role === 'moderator' ? 'admin' : 'none'}' role='${role}'/>${status}</x></presence>`;
