/** A session on a {@link FakeServer} that keeps a roster as a test wants it. */
import type { SessionConfig } from '../../src/session/index.js';
import type { People } from '../../src/session/people.js';
import { child, parseFrame, type Element } from '../../src/session/xml.js';
import type { BoundSession } from './bound-session.js';
import { cleanUpAfterTest } from './clean-up.js';
import { account } from './fake-online.js';
import type { FakeServer, FakeServerOptions } from './fake-server.js';
import { result } from './fake-services.js';

export const NS_ROSTER = 'jabber:iq:roster';
export const VERSIONS = "<ver xmlns='urn:xmpp:features:rosterver'/>";
export const PRE_APPROVAL = "<sub xmlns='urn:xmpp:features:pre-approval'/>";

/** A stanza of ann's. */
export const presence = (from: string, inner = '', type?: string): string =>
  `<presence xmlns='jabber:client' from='${from}'${type ? ` type='${type}'` : ''}>${inner}</presence>`;

/** A push of the server's own accord. */
export const push = (items: string, from?: string, ver?: string): string =>
  `<iq xmlns='jabber:client' type='set' id='push-${crypto.randomUUID()}'${from ? ` from='${from}'` : ''}>` +
  `<query xmlns='${NS_ROSTER}'${ver ? ` ver='${ver}'` : ''}>${items}</query></iq>`;

/** The server's own. */
const LIMITS = { length: 4e6, depth: 64, elements: 1e5 };

export interface KeptByServer {
  /** `<item/>`s. */
  items: string;
  ver?: string;
  /** Answers a get instead. */
  answer?: (request: Element, session: BoundSession) => Element;
}

/** Answers what is asked of the roster; pushes are the test's own. @returns The requests, oldest first. */
export function keepRoster(server: FakeServer, kept: KeptByServer): Element[] {
  const asked: Element[] = [];
  server.onStanza((stanza, { session }) => {
    const { type } = stanza.attrs;
    if (!child(stanza, 'query', NS_ROSTER) || !session || (type !== 'get' && type !== 'set'))
      return undefined;
    asked.push(stanza);
    if (type === 'set') return result(stanza, session);
    if (kept.answer) return kept.answer(stanza, session);
    const ver = kept.ver ? ` ver='${kept.ver}'` : '';
    return result(
      stanza,
      session,
      parseFrame(`<query xmlns='${NS_ROSTER}'${ver}>${kept.items}</query>`, LIMITS),
    );
  });
  return asked;
}

/** A session whose people are loaded and known. @param items `<item/>`s of the roster. @param prepare Called before it connects. */
export async function withRoster(
  items: string | KeptByServer = '',
  options: Partial<FakeServerOptions> = {},
  config: SessionConfig = {},
  prepare: (server: FakeServer) => void = () => undefined,
) {
  const { server, session } = account(options, config);
  const kept: KeptByServer = typeof items === 'string' ? { items } : items;
  const asked = keepRoster(server, kept);
  prepare(server);
  await session.connect();
  const people: People = await session.people;
  cleanUpAfterTest(() => people.forget()); // what one visit keeps is nothing to the next test's
  await server.next((element) => element.name === 'presence' && !element.attrs.to, 'the first presence');
  await server.exchange();
  return { server, session, people, roster: people.roster, asked, kept };
}
