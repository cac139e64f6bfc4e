/** A session whose chats are ready, and messages as they come over the wire. */
import type { FakeServer, FakeServerOptions } from './fake-server.js';
import type { SessionConfig } from '../../src/session/index.js';
import { clearTabStorage } from '../../src/session/storage.js';
import { child, children, type Element } from '../../src/session/xml.js';
import { cleanUpAfterTest } from './clean-up.js';
import { answerQuery, type Archived } from './fake-archive.js';
import { result } from './fake-services.js';
import { discoInfo } from './fake-services.js';
import { withRoster } from './fake-roster.js';
import { until } from './until.js';

export const ACCOUNT = 'me@kit.example';
export const ANN = 'ann@kit.example';
export const EVE = 'eve@evil.example';
export const ANN_ITEM = `<item jid='${ANN}' name='Ann' subscription='both'/>`;
const MAM = 'urn:xmpp:mam:2';
const CARBONS = 'urn:xmpp:carbons:2';
const DISCO_INFO = 'http://jabber.org/protocol/disco#info';

/** What a message says besides its words. */
export interface Said {
  readonly id?: string;
  readonly type?: string;
  readonly to?: string;
  readonly more?: string;
}

export const said = (from: string, body: string, { id, type = 'chat', to, more = '' }: Said = {}): string =>
  `<message xmlns='jabber:client' from='${from}' type='${type}'${id ? ` id='${id}'` : ''}${to ? ` to='${to}'` : ''}>` +
  `${body && `<body>${body}</body>`}${more}</message>`;

export const RECEIPT = "<request xmlns='urn:xmpp:receipts'/>";
export const MARKABLE = "<markable xmlns='urn:xmpp:chat-markers:0'/>";
export const received = (id: string) => `<received xmlns='urn:xmpp:receipts' id='${id}'/>`;
export const displayed = (id: string) => `<displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`;
export const state = (name: string) => `<${name} xmlns='http://jabber.org/protocol/chatstates'/>`;
export const forwarded = (inner: string) => `<forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded>`;

/** A copy of what another client of ours sent or got. */
export const carbon = (
  direction: string,
  inner: string,
  from: string | undefined = ACCOUNT,
  more = '',
): string =>
  `<message xmlns='jabber:client'${from ? ` from='${from}'` : ''} type='chat'>${more}` +
  `<${direction} xmlns='${CARBONS}'>${forwarded(inner)}</${direction}></message>`;

export interface ChatOptions extends Partial<FakeServerOptions> {
  /** The account's archive; left out: it has none. */
  readonly archive?: Archived[];
  readonly items?: string;
  /** Called before it connects. */
  readonly prepare?: (server: FakeServer) => void;
}

export async function withChats(
  { archive, items = ANN_ITEM, prepare, ...options }: ChatOptions = {},
  config?: SessionConfig,
) {
  cleanUpAfterTest(clearTabStorage); // else the next one sends what this one has not
  const all = await withRoster(
    items,
    { discoFeatures: [DISCO_INFO, CARBONS], ...options },
    config,
    (server) => {
      if (archive) keepArchive(server, archive);
      prepare?.(server);
    },
  );
  const { server, people } = all;
  const ready = () => server.sent.some((stanza) => child(stanza, 'enable', CARBONS));
  await until(ready, 'carbons');
  await server.exchange();
  return { ...all, chats: people.chats };
}

/** Answers for the account: that it has an archive, and what is in it. */
export function keepArchive(server: FakeServer, archive: readonly Archived[]): void {
  server.onStanza((stanza, { session }) => {
    const { to, type } = stanza.attrs;
    if (stanza.name !== 'iq' || !session || (type !== 'get' && type !== 'set')) return undefined;
    if (to === ACCOUNT && child(stanza, 'query', DISCO_INFO))
      return result(stanza, session, discoInfo({ category: 'account', type: 'registered' }, [MAM]));
    const query = child(stanza, 'query', MAM);
    if (!query || to !== undefined) return undefined;
    const form = children(query, 'x')[0];
    const peer = form && children(form).find(({ attrs }) => attrs.var === 'with');
    const wanted = peer && String(children(peer)[0]?.children[0]);
    const answer = answerQuery(
      archive.filter(({ message: { attrs } }) =>
        [attrs.from, attrs.to].some((jid) => !wanted || jid?.split('/')[0] === wanted),
      ),
      query,
    );
    if (!answer) return undefined;
    for (const each of answer.results)
      session.deliver(`<message xmlns='jabber:client' to='${session.jid}'>${String(each)}</message>`);
    return result(stanza, session, answer.fin);
  });
}

/** The messages that the client has sent to somebody. */
export const sentTo = (server: FakeServer, bare: string): Element[] =>
  server.sent.filter(({ name, attrs }) => name === 'message' && attrs.to?.split('/')[0] === bare);
