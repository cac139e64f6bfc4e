/** What {@link FakeServer} answers for its own domain, its room service and the rest of the world. */
import type { BoundSession } from './bound-session.js';
import type { FakeServer } from './fake-server.js';
import { xml, type Element } from '../../src/session/xml.js';

const STANZA_ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';
const MUC = 'http://jabber.org/protocol/muc';

/** The answer to a request: its payload, or nothing for an empty result. */
export function result(request: Element, session: BoundSession, payload?: Element): Element {
  const { id, to: from } = request.attrs;
  return xml('iq', { xmlns: 'jabber:client', type: 'result', id, from, to: session.jid }, payload ?? null);
}

/** An error in answer to any stanza (RFC 6120 §8.3); `from` says who answers if not who was asked. */
export function stanzaError(
  stanza: Element,
  session: BoundSession,
  { condition, type = 'cancel', text, from = stanza.attrs.to }: StanzaErrorOptions,
): Element {
  const { id } = stanza.attrs;
  return xml(
    stanza.name,
    { xmlns: 'jabber:client', type: 'error', id, from, to: session.jid },
    xml(
      'error',
      { type },
      xml(condition, { xmlns: STANZA_ERRORS }),
      text === undefined ? null : xml('text', { xmlns: STANZA_ERRORS }, text),
    ),
  );
}

export interface StanzaErrorOptions {
  readonly condition: string;
  readonly type?: string;
  readonly text?: string;
  readonly from?: string;
}

/** `<query/>` of disco#info (XEP-0030 §3). */
export function discoInfo(
  identity: { readonly category: string; readonly type: string; readonly name?: string },
  features: readonly string[],
  form?: Element,
): Element {
  const vars = features.map((feature) => xml('feature', { var: feature }));
  return xml('query', { xmlns: DISCO_INFO }, xml('identity', { ...identity }), ...vars, form ?? null);
}

/** Answers a stanza to the server, to the own account, to the room service or to somebody elsewhere. */
export function answerAsServer(server: FakeServer, stanza: Element, session: BoundSession): void {
  const { to, type } = stanza.attrs;
  const reply = (answer: Element) => session.deliver(answer.toString());
  const refuse = (condition: string) => reply(stanzaError(stanza, session, { condition }));
  const host = String(to ?? server.domain)
    .replace(/^[^@/]*@/, '')
    .replace(/\/.*$/, '');
  const isRoomService = [...server.rooms.keys()].some((jid) => jid.endsWith(`@${host}`));

  if (stanza.name !== 'iq') {
    const isJoin = stanza.name === 'presence' && type === undefined && stanza.getChild('x', MUC);
    if (isJoin) refuse(isRoomService ? 'item-not-found' : 'remote-server-not-found');
    return;
  }
  if (type !== 'get' && type !== 'set') return;
  const payload = stanza.getChildElements()[0];
  const answer =
    payload &&
    (isRoomService ? answerForRooms(server, payload, to ?? '') : answerForHost(server, payload, to));
  if (answer === 'empty') reply(result(stanza, session));
  else if (answer) reply(result(stanza, session, answer));
  else refuse(host === server.domain || isRoomService ? 'service-unavailable' : 'remote-server-not-found');
}

type Answer = Element | 'empty' | undefined;

function answerForRooms(server: FakeServer, payload: Element, to: string): Answer {
  if (to.includes('@')) return undefined;
  if (payload.is('query', DISCO_INFO)) return discoInfo({ category: 'conference', type: 'text' }, [MUC]);
  if (!payload.is('query', DISCO_ITEMS)) return undefined;
  const rooms = [...server.rooms.values()].filter(({ jid }) => jid.endsWith(`@${to}`));
  return xml('query', { xmlns: DISCO_ITEMS }, ...rooms.map(({ jid, name }) => xml('item', { jid, name })));
}

function answerForHost(server: FakeServer, payload: Element, to: string | undefined): Answer {
  if (to !== undefined && to !== server.domain) return undefined;
  if (payload.is('ping', 'urn:xmpp:ping')) return 'empty';
  if (payload.is('session', 'urn:ietf:params:xml:ns:xmpp-session')) return 'empty';
  if (payload.is('enable', 'urn:xmpp:carbons:2')) return 'empty';
  if (payload.is('query', 'jabber:iq:roster')) return xml('query', { xmlns: 'jabber:iq:roster' });
  if (payload.is('query', DISCO_INFO)) {
    return discoInfo({ category: 'server', type: 'im' }, server.options.discoFeatures);
  }
  if (!payload.is('query', DISCO_ITEMS)) return undefined;
  const services = new Set([...server.rooms.keys()].map((jid) => jid.slice(jid.indexOf('@') + 1)));
  return xml('query', { xmlns: DISCO_ITEMS }, ...[...services].map((jid) => xml('item', { jid })));
}
