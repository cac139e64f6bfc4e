/**
 * People on a real server, for integration tests in Node. The server is Prosody, or ejabberd where the environment
 * says XMPP_SERVER=ejabberd; one serves all files of a run. People are offline again after each test.
 */
import { Session, type SessionConfig } from '../../src/session/index.js';
import { startEjabberd } from '../../tools/servers/ejabberd.mjs';
import { startProsody } from '../../tools/servers/prosody.mjs';
import { cleanUpAfterRun, cleanUpAfterTest } from './clean-up.js';
import { startFaultProxy, type FaultProxy } from './fault-proxy.js';
import { onFailureTell, until } from './until.js';

export { cleanUpAfterTest } from './clean-up.js';
export { until } from './until.js';

/** As tools/servers/prosody.mjs describes it. */
export interface XmppServer {
  readonly name: 'prosody' | 'ejabberd';
  readonly ws: string;
  readonly domain: string;
  readonly guestDomain: string;
  readonly rooms: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly dir: string;
  adduser(username: string, password: string, host?: string): Promise<unknown>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  log(): string;
}

export interface Account {
  readonly username: string;
  readonly password: string;
}

let running: Promise<XmppServer> | undefined;

/** Started by the first test that asks. */
export function serverUnderTest(): Promise<XmppServer> {
  running ??= start();
  return running;
}

async function start(): Promise<XmppServer> {
  const server = await (process.env.XMPP_SERVER === 'ejabberd' ? startEjabberd() : startProsody());
  cleanUpAfterRun(() => server.stop());
  return server;
}

/** An account nobody else has, and that is new. */
export async function newAccount(server: XmppServer, name = 'person'): Promise<Account> {
  const account = { username: `${name}-${unique()}`, password: unique() };
  await server.adduser(account.username, account.password);
  return account;
}

/** Address of a room that nobody has been in. */
export function newRoom(server: XmppServer, name = 'room'): string {
  return `${name}-${unique()}@${server.rooms}`;
}

const unique = () => crypto.randomUUID().slice(0, 8);

/** A session that is online. `config` may set another `service`, such as a fault proxy's. */
export async function person(
  server: XmppServer,
  who: Account | 'guest' = 'guest',
  config: SessionConfig = {},
): Promise<Session> {
  const session = new Session({
    service: server.ws,
    domain: who === 'guest' ? server.guestDomain : server.domain,
    credentials: who === 'guest' ? undefined : who,
    ...config,
  });
  const name = who === 'guest' ? 'a guest' : who.username;
  const forget = onFailureTell(() => describePerson(name, session));
  cleanUpAfterTest(async () => {
    forget();
    await session.disconnect();
  });
  await session.connect();
  return session;
}

/** A link to the server that can be broken. What went over it is told when a condition fails. */
export async function breakableLink(server: XmppServer): Promise<FaultProxy> {
  const proxy = await startFaultProxy(server.ws);
  const forget = onFailureTell(proxy.log);
  cleanUpAfterTest(async () => {
    forget();
    await proxy.stop();
  });
  return proxy;
}

/** Settles once the session is online, again or for the first time. */
export function online(session: Session, ms?: number): Promise<unknown> {
  return until(() => session.state === 'online', 'online', ms);
}

function describePerson(name: string, { state, jid, error }: Session): string {
  return `${name} (${jid ?? 'no address'}) is ${state}${error ? `: ${error}` : ''}`;
}
