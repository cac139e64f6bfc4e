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

const NS_MAM = 'urn:xmpp:mam:2';
const NS_RSM = 'http://jabber.org/protocol/rsm';
/** In a storm: so many people come or go, and one says something. */
const COMINGS = 5;
const STORM_EVERY_MS = 50;

/** Of the stanza's own tag. @param {string} stanza @param {string} name */
const attribute = (stanza, name) =>
  new RegExp(`^\\s*<[^>]*\\s${name}=(['"])(.*?)\\1`).exec(stanza)?.[2] ?? '';

/** Address of a contact. @param {number} n */
export const contactJid = (n) => `person${n}@${COMPONENT.domain}`;

/**
 * @typedef {object} Crowd
 * @property {(size: number) => string} room Address of one of that size.
 * @property {(to: string, count: number, show: string) => void} showAll So many contacts are away, busy, …, all at once.
 * @property {(size: number) => string} archive Address of a room of nobody with so many messages in its archive.
 * @property {(size: number, seconds: number) => Promise<void>} storm In the room of that size 20 messages, 50 people who
 *   go and 50 who come a second.
 * @property {() => void} close
 *
 * @param {number} port The server's for components.
 * @returns {Promise<Crowd>}
 */
export async function startCrowd(port) {
  /** Who came last into each room. @type {Map<string, string>} */
  const visitors = new Map();
  const { send, close } = await connectComponent(port, (stanza) => {
    const [from, to, type] = ['from', 'to', 'type'].map((name) => attribute(stanza, name));
    if (stanza.startsWith('<presence') && to.startsWith('person')) {
      if (type === 'probe') send(`<presence from='${to}/phone' to='${from}'/>`);
    } else if (stanza.startsWith('<presence') && !type) admit(from, to);
    if (stanza.startsWith('<iq') && (type === 'get' || type === 'set')) {
      const known = stanza.includes('disco#info');
      const id = attribute(stanza, 'id');
      const isArchive = to.startsWith('archive');
      if (isArchive && type === 'set' && stanza.includes(NS_MAM)) return send(pageOf(stanza, from, to));
      send(
        `<iq type='${known ? 'result' : 'error'}' from='${to}' to='${from}' id='${id}'>${known ? (isArchive ? ARCHIVE_INFO : INFO) : REFUSED}</iq>`,
      );
    }
  });

  /** @param {string} visitor @param {string} place The room's address, with the nickname asked for. */
  function admit(visitor, place) {
    const [jid = ''] = place.split('/');
    visitors.set(jid, visitor);
    const size = jid.startsWith('archive') ? 0 : Number(/\d+/.exec(jid)?.[0]);
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
    archive: (size) => `archive${size}@${COMPONENT.domain}`,
    async storm(size, seconds) {
      const jid = `crowd${size}@${COMPONENT.domain}`;
      const visitor = visitors.get(jid) ?? '';
      const begin = performance.now();
      for (let n = 0; n < (seconds * 1000) / STORM_EVERY_MS; n++) {
        const person = (/** @type {number} */ i) => `${jid}/Person ${(n * COMINGS + i) % size}`;
        const comings = Array.from({ length: COMINGS }, (_, i) =>
          i % 2 === n % 2
            ? `<presence type='unavailable' from='${person(i)}' to='${visitor}'><x xmlns='${NS_USER}'><item affiliation='none' role='none'/></x></presence>`
            : presence(`${jid}/Newcomer ${n * COMINGS + i}`, visitor, 'participant'),
        );
        send(
          `${comings.join('')}<message type='groupchat' id='storm${n}' from='${person(COMINGS + 1)}' to='${visitor}'><body>${said(n)}</body></message>`,
        );
        const waitMs = begin + (n + 1) * STORM_EVERY_MS - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    },
    close,
  };
}

const ARCHIVE_INFO = INFO.replace('</query>', `<feature var='${NS_MAM}'/></query>`);

/** Of a line or so. @param {number} n */
const said = (n) => `${'Seeds are up, tiny, but up! '.repeat(1 + (n % 3))}(${n})`;

/**
 * What an archive answers: its messages are called by their numbers, and were said one a minute.
 * @param {string} query @param {string} to @param {string} archive
 */
function pageOf(query, to, archive) {
  const size = Number(/\d+/.exec(archive)?.[0]);
  const text = (/** @type {string} */ name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(query)?.[1];
  const backwards = query.includes('<before');
  const [before, after, max] = [text('before'), text('after'), Number(text('max') ?? 50)];
  const end = before ? Number(before) - 1 : size;
  const begin = after ? Number(after) + 1 : 1;
  const first = backwards ? Math.max(1, end - max + 1) : begin;
  const last = Math.min(end, first + max - 1);
  const queryid = /queryid=(['"])(.*?)\1/.exec(query)?.[2] ?? '';
  const results = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const n = first + i;
    const stamp = new Date(Date.UTC(2020, 0, 1) + n * 60_000).toISOString();
    return (
      `<message from='${archive}' to='${to}'><result xmlns='${NS_MAM}' queryid='${queryid}' id='${n}'>` +
      `<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='${stamp}'/>` +
      `<message xmlns='jabber:client' type='groupchat' id='m${n}' from='${archive}/Person ${n % 7}'><body>${said(n)}</body></message>` +
      `</forwarded></result></message>`
    );
  });
  const complete = backwards ? first <= 1 : last >= size;
  return (
    `${results.join('')}<iq type='result' from='${archive}' to='${to}' id='${attribute(query, 'id')}'>` +
    `<fin xmlns='${NS_MAM}'${complete ? " complete='true'" : ''}><set xmlns='${NS_RSM}'><first>${first}</first><last>${last}</last></set></fin></iq>`
  );
}

/** @param {string} from @param {string} to @param {string} role @param {string} [status] */
const presence = (from, to, role, status = '') =>
  `<presence from='${from}' to='${to}'><x xmlns='${NS_USER}'>` +
  `<item affiliation='${role === 'moderator' ? 'admin' : 'none'}' role='${role}'/>${status}</x></presence>`;
