/** Logging in to real servers: who gets in with what, and what is said to those who do not. */
import { expect } from 'chai';
import { WebSocket, WebSocketServer } from 'ws';
import {
  AuthenticationError,
  ConfigError,
  configureSession,
  ConnectionError,
  getSession,
  Session,
  StreamError,
  type SessionConfig,
} from '../../src/session/index.js';
import { itWith } from '../support/capabilities.js';
import { ownServer } from '../support/own-server.js';
import { cleanUpAfterTest, newAccount, online, person, serverUnderTest, until } from '../support/people.js';
import type { Account, XmppServer } from '../support/people.js';

/** A browser's WebSocket that notes what is opened and sent. */
function recorder() {
  const opened: string[] = [];
  const sent: string[] = [];
  class Recording extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      opened.push(url);
    }
    override send(data: string): void {
      sent.push(data);
      super.send(data);
    }
  }
  return { opened, sent, WebSocket: Recording as unknown as SessionConfig['WebSocket'] };
}

/** A session of this test, not connected. */
function stranger(config: SessionConfig): Session {
  const session = new Session(config);
  cleanUpAfterTest(() => session.disconnect());
  return session;
}

/** What connecting fails with. */
async function refusal(session: Session): Promise<Error> {
  const error: unknown = await session.connect().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('nobody kept us out');
  return error;
}

const mechanismIn = (sent: readonly string[]) =>
  sent.map((frame) => /<auth(?:enticate)?\b[^>]*mechanism="([^"]+)"/.exec(frame)?.[1]).find(Boolean);

const passwords = (name: string, password: string): Account => ({ username: name, password });

describe('logging in', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('CORE-6, CORE-14: a guest comes in by ANONYMOUS, with an address and resource of the server’s', async () => {
    const { WebSocket: Recording, sent } = recorder();
    const guest = await person(server, 'guest', { WebSocket: Recording });
    expect(mechanismIn(sent)).to.equal('ANONYMOUS');
    expect(sent.join('')).to.contain('>=</auth>', 'CORE-9: an empty initial response is =');
    expect(sent.join('')).not.to.contain('<resource');
    expect(guest.jid).to.match(/^[^@/]+@anon\.localhost\/.+$/);
    expect(guest.guest).to.equal(true);
  });

  it('CORE-7: an account comes in by SCRAM-SHA-1', async () => {
    const { WebSocket: Recording, sent } = recorder();
    const account = await newAccount(server, 'ann');
    const ann = await person(server, account, { WebSocket: Recording });
    expect(mechanismIn(sent)).to.equal('SCRAM-SHA-1');
    expect(ann.jid).to.match(new RegExp(`^${account.username}@localhost/`));
    expect(sent.join('')).not.to.contain(account.password);
  });

  it('CORE-1, CORE-12: both headers name the domain and the version, have no id, and nothing is closed between', async () => {
    const { WebSocket: Recording, sent } = recorder();
    await person(server, await newAccount(server), { WebSocket: Recording, lang: 'de' });
    const headers = sent.filter((frame) => frame.startsWith('<open'));
    expect(headers).to.have.length(2);
    for (const header of headers) {
      expect(header)
        .to.match(/to="localhost"/)
        .and.match(/version="1.0"/)
        .and.match(/xml:lang="de"/);
      expect(header).not.to.match(/\sid=/);
    }
    expect(sent.filter((frame) => frame.startsWith('<close'))).to.deep.equal([]);
  });

  it('CORE-3: no stanza but the bind goes out before the address is known', async () => {
    const { WebSocket: Recording, sent } = recorder();
    await person(server, await newAccount(server), { WebSocket: Recording });
    const stanzas = sent.filter((frame) => /^<(iq|message|presence)\b/.test(frame));
    expect(stanzas[0]).to.contain('urn:ietf:params:xml:ns:xmpp-bind');
    const bind = sent.indexOf(stanzas[0]!);
    expect(sent.slice(0, bind).every((frame) => /^<(open|auth|response)\b/.test(frame))).to.equal(true);
  });

  it('CORE-38: user names and passwords beyond ASCII, normalised in whatever way', async () => {
    const name = 'jürgen-日本';
    const password = 'pässwörd ™ ﬁ';
    await server.adduser(name, password);
    const composed = await person(server, passwords(name, password));
    expect(composed.jid).to.match(/^jürgen-日本@localhost\//);
    const decomposed = await person(server, passwords(name.normalize('NFD'), password.normalize('NFD')));
    expect(decomposed.jid).to.match(/^jürgen-日本@localhost\//);
  });

  it('CORE-38: a user name with = and , which SCRAM has to escape', async () => {
    const name = `a=b,c${crypto.randomUUID().slice(0, 4)}`;
    await server.adduser(name, 'geheim');
    const session = await person(server, passwords(name, 'geheim'));
    expect(session.jid).to.contain(`${name}@localhost/`);
  });

  it('CORE-10, CORE-11: a wrong password is told once, and never tried again by itself', async () => {
    const { WebSocket: Recording, opened, sent } = recorder();
    const { username } = await newAccount(server);
    const session = stranger({
      service: server.ws,
      domain: server.domain,
      credentials: { username, password: 'not it' },
      WebSocket: Recording,
    });
    const error = await refusal(session);
    expect(error).to.be.instanceOf(AuthenticationError).and.include({ condition: 'not-authorized' });
    expect(session).to.include({ state: 'failed', error });
    expect(session.retryAt).to.equal(undefined);
    expect(opened).to.have.length(1);
    expect(sent.filter((frame) => frame.startsWith('<auth'))).to.have.length(1);
    session.reconnectNow();
    expect(session.state).to.equal('failed');
  });

  it('CORE-11: after a wrong password the next connect asks the page anew', async () => {
    const account = await newAccount(server);
    const answers = ['wrong', account.password];
    const session = stranger({
      service: server.ws,
      domain: server.domain,
      credentials: () => Promise.resolve({ username: account.username, password: answers.shift() ?? '' }),
    });
    await refusal(session);
    await session.connect();
    expect(session).to.include({ state: 'online', error: undefined });
    expect(answers).to.deep.equal([]);
  });

  it('CORE-11: the page is asked again at each new login', async () => {
    const account = await newAccount(server);
    let asked = 0;
    const session = stranger({
      service: server.ws,
      domain: server.domain,
      credentials: () => {
        asked++;
        return Promise.resolve(account);
      },
    });
    await session.connect();
    await session.disconnect();
    await session.connect();
    expect(asked).to.equal(2);
  });

  it('a page that has no answer makes it fail, and says why', async () => {
    const session = stranger({
      service: server.ws,
      domain: server.domain,
      credentials: () => Promise.reject(new ConfigError('credentials', 'signed out')),
    });
    expect(await refusal(session)).to.include({ message: 'signed out' });
    expect(session.state).to.equal('failed');
  });

  it('CORE-6: with credentials nobody becomes a guest, even where only guests are let in', async () => {
    const { WebSocket: Recording, sent } = recorder();
    const session = stranger({
      service: server.ws,
      domain: server.guestDomain,
      credentials: { username: 'ann', password: 'x' },
      WebSocket: Recording,
    });
    const error = await refusal(session);
    expect(error).to.be.instanceOf(AuthenticationError);
    // ejabberd offers passwords to hosts that have none
    expect(error).to.have.property('condition').that.is.oneOf(['no-mechanism', 'not-authorized']);
    expect(mechanismIn(sent)).not.to.equal('ANONYMOUS');
    expect(session.state).to.equal('failed');
  });

  it('CORE-6: a guest where only accounts are let in is told so', async () => {
    const session = stranger({ service: server.ws, domain: server.domain });
    expect(await refusal(session)).to.include({ condition: 'no-mechanism' });
    expect(session.state).to.equal('failed');
  });

  it('CORE-18: a domain the server does not host is no reason to try again', async () => {
    const session = stranger({ service: server.ws, domain: 'nobody.invalid' });
    expect(await refusal(session))
      .to.be.instanceOf(StreamError)
      .and.include({ condition: 'host-unknown' });
    expect(session.state).to.equal('failed');
  });

  it('CORE-18: whoever takes the same resource ends the session here, which does not come back', async () => {
    const account = await newAccount(server);
    const first = await person(server, account, { resource: 'desk' });
    const second = await person(server, account, { resource: 'desk' });
    await until(() => first.state === 'failed', 'the first one is out');
    expect(first.error).to.be.instanceOf(StreamError).and.include({ condition: 'conflict' });
    expect(first.retryAt).to.equal(undefined);
    expect(second.state).to.equal('online');
    await first.connect(); // “use it here”
    await until(() => second.state === 'failed', 'the second one is out');
    expect(first.state).to.equal('online');
  });

  it('CORE-13, CORE-14: two sessions of one account get resources of their own', async () => {
    const account = await newAccount(server);
    const [first, second] = await Promise.all([person(server, account), person(server, account)]);
    expect(first.jid).not.to.equal(second.jid);
  });

  it('WS-9, WS-11: disconnecting closes in order and stays offline', async () => {
    const { WebSocket: Recording, sent, opened } = recorder();
    const guest = await person(server, 'guest', { WebSocket: Recording });
    await guest.disconnect();
    expect(guest).to.include({ state: 'offline', jid: undefined });
    expect(sent.at(-1)).to.match(/^<close\b/);
    expect(sent.join('')).to.match(/<presence[^>]*type="unavailable"/, 'IM-25');
    expect(opened).to.have.length(1);
  });
});

describe('logging in to servers set up otherwise', () => {
  itWith('scramSha256', 'CORE-6: SCRAM-SHA-256 is taken before PLAIN', async () => {
    const server = await ownServer({ scram: 'SHA-256' });
    const { WebSocket: Recording, sent } = recorder();
    await person(server, await newAccount(server), { WebSocket: Recording });
    expect(mechanismIn(sent)).to.equal('SCRAM-SHA-256');
  });

  itWith('scramSha512', 'CORE-6: SCRAM-SHA-512 is taken before all else', async () => {
    const server = await ownServer({ scram: 'SHA-512' });
    const { WebSocket: Recording, sent } = recorder();
    await person(server, await newAccount(server), { WebSocket: Recording });
    expect(mechanismIn(sent)).to.equal('SCRAM-SHA-512');
  });

  itWith('plainOnly', 'CORE-8: PLAIN over loopback, where nothing better is offered', async () => {
    const extra = 'disable_sasl_mechanisms = { "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS" }';
    const server = await ownServer({ extra });
    const { WebSocket: Recording, sent } = recorder();
    const account = { username: 'jürgen', password: 'pässwörd' };
    await server.adduser(account.username, account.password);
    const session = await person(server, account, { WebSocket: Recording });
    expect(mechanismIn(sent)).to.equal('PLAIN');
    expect(session.jid).to.match(/^jürgen@localhost\//);
  });

  describe('with SASL2', () => {
    itWith(
      'sasl2',
      'SL2-1: an account is in and bound in one step, with an address of the server’s',
      async () => {
        const server = await ownServer({ sasl2: true });
        const { WebSocket: Recording, sent } = recorder();
        const account = await newAccount(server);
        const session = await person(server, account, { WebSocket: Recording });
        const [authenticate] = sent.filter((frame) => frame.startsWith('<authenticate'));
        expect(authenticate).to.match(
          /<user-agent id="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"/,
        );
        expect(authenticate).to.contain('urn:xmpp:bind:0').and.to.contain('SCRAM-SHA-1');
        expect(sent.filter((frame) => frame.startsWith('<open'))).to.have.length(1);
        expect(sent.join('')).not.to.contain('xmpp-bind');
        expect(session.jid).to.match(new RegExp(`^${account.username}@localhost/.+`));
        await session.disco.info(server.domain);
      },
    );

    itWith('sasl2', 'SL2-1: a guest, too', async () => {
      const server = await ownServer({ sasl2: true });
      const guest = await person(server);
      expect(guest.jid).to.match(/@anon\.localhost\/.+/);
      await guest.disco.info(server.rooms);
    });

    itWith('sasl2', 'SL2-1, CORE-10: a wrong password fails as it does with SASL', async () => {
      const server = await ownServer({ sasl2: true });
      const { username } = await newAccount(server);
      const credentials = { username, password: 'not it' };
      const session = stranger({ service: server.ws, domain: server.domain, credentials });
      expect(await refusal(session)).to.include({ condition: 'not-authorized' });
      expect(session.state).to.equal('failed');
    });
  });
});

describe('finding the service', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  for (const service of [
    'http://127.0.0.1:5280/',
    'ws://chat.example/ws',
    'not a URL',
    'wss://me:pw@chat.example/',
  ])
    it(`WS-13: ${service} is refused before anything is sent`, async () => {
      const { WebSocket: Recording, opened } = recorder();
      const session = stranger({ service, domain: 'localhost', WebSocket: Recording });
      expect(await refusal(session))
        .to.be.instanceOf(ConnectionError)
        .and.include({ condition: 'insecure' });
      expect(session.state).to.equal('failed');
      expect(opened).to.deep.equal([]);
    });

  it('a session without a domain says which setting is missing', async () => {
    const session = stranger({ service: server.ws });
    expect(await refusal(session))
      .to.be.instanceOf(ConfigError)
      .and.include({ setting: 'domain' });
    expect(session.state).to.equal('failed');
  });

  it('CORE-20: while nobody is there it goes on trying, and is online once somebody is', async () => {
    await server.stop();
    cleanUpAfterTest(() => server.restart());
    const session = stranger({ service: server.ws, domain: server.guestDomain });
    expect(await refusal(session))
      .to.be.instanceOf(ConnectionError)
      .and.include({ condition: 'unreachable' });
    expect(session.state).to.equal('reconnecting');
    expect(session.retryAt).to.be.instanceOf(Date);
    await server.restart();
    await online(session);
    expect(session.error).to.equal(undefined);
  });

  it('WS-1: a WebSocket that does not speak XMPP is no service', async () => {
    const other = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => other.once('listening', resolve));
    cleanUpAfterTest(() => new Promise((resolve) => other.close(resolve)));
    const { port } = other.address() as { port: number };
    /** As browsers were that did not yet insist on the subprotocol themselves. */
    class Lenient extends WebSocket {
      constructor(url: string) {
        super(url, []);
      }
    }
    const session = stranger({
      service: `ws://127.0.0.1:${port}/`,
      domain: 'localhost',
      WebSocket: Lenient as unknown as SessionConfig['WebSocket'],
    });
    expect(await refusal(session))
      .to.be.instanceOf(ConnectionError)
      .and.include({ condition: 'not-xmpp' });
    expect(session.state).to.equal('failed');
  });

  it('WS-6: one that says xmpp and speaks something else is left', async () => {
    const other = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => other.once('listening', resolve));
    cleanUpAfterTest(() => {
      for (const client of other.clients) client.terminate();
      return new Promise((resolve) => other.close(resolve));
    });
    other.on('connection', (socket) => socket.on('message', () => socket.send('{"hello":"world"}')));
    const { port } = other.address() as { port: number };
    const session = stranger({ service: `ws://127.0.0.1:${port}/`, domain: 'localhost' });
    await refusal(session);
    expect(session.state).to.equal('reconnecting');
  });

  /** Answers for host-meta, by the end of the address. */
  function hostMeta(answers: Readonly<Record<string, () => Response>>): string[] {
    const asked: string[] = [];
    const { fetch } = globalThis;
    cleanUpAfterTest(() => (globalThis.fetch = fetch));
    globalThis.fetch = (input, init) => {
      asked.push(String(input));
      expect(init).to.include({ credentials: 'omit' });
      const answer = Object.entries(answers).find(([end]) => String(input).endsWith(end))?.[1];
      return Promise.resolve(answer?.() ?? new Response('not here', { status: 404 }));
    };
    return asked;
  }

  /** A class for wss addresses that goes to the server under test, whatever the address. */
  function towards(url: string) {
    const opened: string[] = [];
    class Towards extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(url, protocols);
        opened.push(address);
      }
    }
    return { opened, WebSocket: Towards as unknown as SessionConfig['WebSocket'] };
  }

  const xrd = (href: string) =>
    `<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">` +
    `<Link rel="urn:xmpp:alt-connections:websocket" href="${href}"/></XRD>`;

  it('ALT-1, ALT-2: the address in the host-meta is where it goes, over https and without cookies', async () => {
    const asked = hostMeta({ 'host-meta': () => new Response(xrd('wss://chat.example/xmpp')) });
    const { opened, WebSocket: Towards } = towards(server.ws);
    const session = stranger({ domain: server.guestDomain, WebSocket: Towards });
    await session.connect();
    expect(opened).to.deep.equal(['wss://chat.example/xmpp']);
    expect(asked.every((url) => url.startsWith('https://anon.localhost/.well-known/host-meta'))).to.equal(
      true,
    );
  });

  it('ALT-1: the JSON form serves as well', async () => {
    const links = [{ rel: 'urn:xmpp:alt-connections:websocket', href: 'wss://chat.example/json' }];
    hostMeta({ 'host-meta.json': () => new Response(JSON.stringify({ links })) });
    const { opened, WebSocket: Towards } = towards(server.ws);
    const session = stranger({ domain: server.guestDomain, WebSocket: Towards });
    await session.connect();
    expect(opened).to.deep.equal(['wss://chat.example/json']);
  });

  const useless: readonly (readonly [string, () => Response])[] = [
    ['a host-meta with ws alone', () => new Response(xrd('ws://chat.example/xmpp'))],
    ['a page of HTML', () => new Response('<!doctype html><title>Welcome</title>')],
    ['nothing (404)', () => new Response('', { status: 404 })],
  ];
  for (const [what, answer] of useless)
    it(`ALT-3: ${what} is told apart, and no address is guessed`, async () => {
      hostMeta({ 'host-meta': answer });
      const { opened, WebSocket: Towards } = towards(server.ws);
      const session = stranger({ domain: server.guestDomain, WebSocket: Towards });
      expect(await refusal(session))
        .to.be.instanceOf(ConnectionError)
        .and.include({ condition: 'no-endpoint' });
      expect(session.state).to.equal('failed');
      expect(opened).to.deep.equal([]);
    });

  it('ALT-3: a domain that could not even be asked is asked again later', async () => {
    const { fetch } = globalThis;
    cleanUpAfterTest(() => (globalThis.fetch = fetch));
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const session = stranger({ domain: server.guestDomain });
    expect(await refusal(session)).to.include({ condition: 'no-endpoint' });
    expect(session.state).to.equal('reconnecting');
  });
});

describe('the page’s session', () => {
  const KEY = Symbol.for('xmpp-elements.session');
  const page = globalThis as { [KEY]?: Session };
  afterEach(() => Reflect.deleteProperty(page, KEY));

  it('is one for all copies of the script', () => {
    const session = getSession();
    expect(page[KEY]).to.equal(session);
    const other = (page[KEY] = new Session());
    expect(getSession()).to.equal(other);
  });

  it('keeps what was set first, and names the setting that differs', () => {
    const session = configureSession({ domain: 'kit.example', service: 'wss://kit.example/ws' });
    expect(configureSession({ domain: 'kit.example', lang: 'de' })).to.equal(session);
    expect(session.config).to.include({ domain: 'kit.example', lang: 'de' });
    expect(() => configureSession({ domain: 'other.example' }))
      .to.throw(ConfigError)
      .that.includes({ setting: 'domain' });
    expect(session.config.domain).to.equal('kit.example');
  });

  it('security.md §5: shows nobody its credentials', () => {
    const session = configureSession({ credentials: { username: 'ann', password: 'secret' } });
    expect(JSON.stringify(session.config)).not.to.contain('secret');
    expect(session.guest).to.equal(false);
  });
});
