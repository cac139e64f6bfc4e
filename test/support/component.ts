/**
 * A room service that does what a test tells it to: an external component (XEP-0114) of Prosody's, at peer.localhost.
 * It answers discovery and lets people in; everything else is said by the test, stanza by stanza.
 */
import { COMPONENT, connectComponent } from '../../tools/servers/component.mjs';
import { xml, type Element } from '../../src/session/xml.js';
import { parseFrame } from '../../src/session/parse-frame.js';
import { cleanUpAfterTest } from './clean-up.js';
import type { XmppServer } from './people.js';

const NS_USER = 'http://jabber.org/protocol/muc#user';
const FEATURES = ['http://jabber.org/protocol/disco#info', 'http://jabber.org/protocol/muc'];

export interface RoomService {
  readonly domain: string;
  /** Stanzas that came, oldest first. */
  readonly received: readonly Element[];
  /** What is answered to a self-ping; undefined: a result. */
  selfPing: string | undefined;
  /** Features announced besides the usual. */
  readonly features: string[];
  /** What muc#roominfo says, by its fields. */
  readonly info: Map<string, string>;
  /** What is sent to somebody who asks to come in; the usual unless set. */
  admit: (join: Element) => void;
  send(stanza: string): void;
  /** A presence of the room's from `from` to `to`, with these status codes. */
  presence(
    from: string,
    to: string,
    type: 'unavailable' | undefined,
    codes: readonly number[],
    more?: string,
  ): void;
  /** The joins that have come. */
  joins(): readonly Element[];
}

export async function startRoomService({ ports }: XmppServer): Promise<RoomService> {
  const received: Element[] = [];
  const { send, close } = await connectComponent(ports.component ?? 0, (text) => {
    const stanza = parseFrame(text);
    if (!stanza) return;
    received.push(stanza);
    answer(stanza);
  });
  cleanUpAfterTest(close);

  const service: RoomService = {
    domain: COMPONENT.domain,
    received,
    selfPing: undefined,
    features: [],
    info: new Map(),
    admit: ({ attrs: { from = '', to = '' } }) => {
      service.presence(to, from, undefined, [110]);
      send(`<message type='groupchat' from='${bare(to)}' to='${from}'><subject/></message>`);
    },
    send,
    presence: (from, to, type, codes, more = '') => {
      const status = codes.map((code) => `<status code='${code}'/>`).join('');
      const role = type ? 'none' : 'participant';
      send(
        `<presence from='${from}' to='${to}'${type ? ` type='${type}'` : ''}>` +
          `<x xmlns='${NS_USER}'><item affiliation='none' role='${role}'/>${more}${status}</x></presence>`,
      );
    },
    joins: () => received.filter(({ name, attrs }) => name === 'presence' && attrs.type === undefined),
  };

  function answer({ name, attrs, children: [payload] }: Element): void {
    const { from = '', to = '', id: iqId = '', type } = attrs;
    if (name === 'presence' && type === undefined) service.admit(received.at(-1)!);
    else if (name === 'presence' && type === 'unavailable') service.presence(to, from, 'unavailable', [110]);
    if (name !== 'iq' || (type !== 'get' && type !== 'set')) return;
    const what = typeof payload === 'object' ? (payload.attrs.xmlns ?? '') : '';
    const reply = (kind: string, content: string) =>
      send(`<iq type='${kind}' from='${to}' to='${from}' id='${iqId}'>${content}</iq>`);
    if (what.endsWith('disco#info')) {
      const features = [...FEATURES, ...service.features].map((each) => `<feature var='${each}'/>`).join('');
      reply(
        'result',
        `<query xmlns='${what}'><identity category='conference' type='text'/>${features}${String(roomInfo(service.info))}</query>`,
      );
    } else if (what === 'urn:xmpp:ping' && service.selfPing === undefined) reply('result', '');
    else {
      const condition = (what === 'urn:xmpp:ping' && service.selfPing) || 'service-unavailable';
      reply(
        'error',
        `<error type='cancel'>${String(xml(condition, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }))}</error>`,
      );
    }
  }
  return service;
}

function roomInfo(info: ReadonlyMap<string, string>): Element {
  const field = (name: string, value: string, type?: string) =>
    xml('field', { var: name, type }, xml('value', {}, value));
  return xml(
    'x',
    { xmlns: 'jabber:x:data', type: 'result' },
    field('FORM_TYPE', 'http://jabber.org/protocol/muc#roominfo', 'hidden'),
    [...info].map(([name, value]) => field(name, value)),
  );
}

const bare = (jid: string) => jid.split('/')[0] ?? '';
