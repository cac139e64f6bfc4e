/** Traps of traps.md §2 and what surrounds them: who may log us in, and where a server may send us. */
import { expect } from 'chai';
import { AuthenticationError, ConnectionError } from '../../../src/session/errors.js';
import type { Session } from '../../../src/session/index.js';
import { account, accountOnline, reaches } from '../../support/fake-online.js';
import type { FakeServer } from '../../support/fake-server.js';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

/** What `connect()` is rejected with. */
async function failureOf(session: Session): Promise<unknown> {
  return session.connect().then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The names of all that the client has sent. */
const sentNames = (server: FakeServer) => server.sent.map(({ name }) => name);

describe('SCRAM', () => {
  for (const [what, tamper] of [
    ['no signature', () => undefined],
    ['a wrong signature', () => `v=${btoa('AAAAAAAAAAAAAAAAAAAA')}`],
    ['an empty signature', () => 'v='],
  ] as const) {
    it(`S-1, CORE-7: goes away from a server with ${what}`, async () => {
      const { server, session } = account();
      server.scram.serverFinal = tamper;
      const error = await failureOf(session);
      expect(error)
        .to.be.instanceOf(AuthenticationError)
        .and.to.have.property('condition', 'server-signature');
      expect(session.state).to.equal('failed');
      expect(sentNames(server)).to.not.include('iq');
    });
  }

  it("S-1, CORE-7: reports the server's own error", async () => {
    const { server, session } = account();
    server.scram.serverFinal = () => 'e=channel-bindings-dont-match';
    expect(await failureOf(session)).to.have.property('text', 'channel-bindings-dont-match');
  });

  const replace = (pattern: RegExp, by: string) => (message: string) => message.replace(pattern, by);
  for (const [what, tamper] of [
    ['a nonce that does not extend ours', replace(/^r=./, 'r=!')],
    ['a nonce that only repeats ours', replace(/^r=(.{32})[^,]*/, 'r=$1')],
    ['one iteration', replace(/i=\d+/, 'i=1')],
    ['two thousand million iterations', replace(/i=\d+/, 'i=2147483647')],
    ['a million iterations and one', replace(/i=\d+/, 'i=1000001')],
    ['no iterations', replace(/,i=\d+/, '')],
    ['an empty salt', replace(/s=[^,]*/, 's=')],
    ['a salt that is no base64', replace(/s=[^,]*/, 's=*')],
    ['a mandatory extension', replace(/^/, 'm=x,')],
  ] as const) {
    it(`S-1, CORE-7: computes nothing for ${what}`, async () => {
      const { server, session } = account();
      server.scram.serverFirst = tamper;
      expect(await failureOf(session)).to.be.instanceOf(AuthenticationError);
      expect(session.state).to.equal('failed');
      await server.next(({ name }) => name === 'abort', 'an abort');
      expect(sentNames(server)).to.not.include('response');
    });
  }

  for (const mechanism of ['SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512']) {
    it(`CORE-6, CORE-7: goes online by ${mechanism}, the strongest there is`, async () => {
      const all = ['PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];
      const { server } = await accountOnline({ mechanisms: all.slice(0, all.indexOf(mechanism) + 1) });
      expect(server.sent.find(({ name }) => name === 'auth')?.attrs.mechanism).to.equal(mechanism);
    });
  }

  it('CORE-9: takes names and passwords beyond ASCII', async () => {
    const credentials = { username: 'jürgen', password: 'пароль-é' };
    for (const mechanism of ['SCRAM-SHA-256', 'PLAIN']) {
      const options = {
        mechanisms: [mechanism],
        credentials: { [credentials.username]: credentials.password },
      };
      const { session } = await accountOnline(options, { credentials });
      expect(session.state).to.equal('online');
    }
  });
});

describe('PLAIN', () => {
  const options = { mechanisms: ['PLAIN'] };

  it('S-2, WS-13: never goes over ws beyond this machine, where no connection is made at all', async () => {
    const { server, session } = account(options, { service: 'ws://kit.example/ws', allowPlain: true });
    expect(await failureOf(session))
      .to.be.instanceOf(ConnectionError)
      .and.to.have.property('condition', 'insecure');
    expect(server.connections).to.deep.equal([]);
  });

  it('S-2, CORE-8: does not go over wss unless it is allowed', async () => {
    const { server, session } = account(options, { service: 'wss://kit.example/ws' });
    expect(await failureOf(session)).to.have.property('condition', 'no-mechanism');
    expect(sentNames(server)).to.not.include('auth');
  });

  it('S-2, CORE-8: goes over wss where it is allowed', async () => {
    const { session } = await accountOnline(options, { service: 'wss://kit.example/ws', allowPlain: true });
    expect(session.state).to.equal('online');
  });

  it('S-2, CORE-8: does not take the place of SCRAM, once that has worked', async () => {
    const { server, session } = await accountOnline(
      {},
      { service: 'wss://kit.example/ws', allowPlain: true },
    );
    server.options.mechanisms = ['PLAIN'];
    const before = server.sent.length;
    server.connection.drop();
    session.reconnectNow();
    await reaches(session, 'failed');
    expect(session.error).to.have.property('condition', 'downgrade');
    expect(server.sent.slice(before).map(({ name }) => name)).to.not.include('auth');
  });

  it('CORE-8: does not follow a SCRAM that failed', async () => {
    const { server, session } = account({ credentials: { me: 'another' } }, { allowPlain: true });
    expect(await failureOf(session)).to.have.property('condition', 'not-authorized');
    expect(server.sent.filter(({ name }) => name === 'auth')).to.have.length(1);
    expect(session.state).to.equal('failed');
  });

  it('CORE-6: with credentials nobody goes in as a guest', async () => {
    const { server, session } = account({ mechanisms: ['ANONYMOUS'] });
    expect(await failureOf(session)).to.have.property('condition', 'no-mechanism');
    expect(sentNames(server)).to.not.include('auth');
  });
});

describe('a WebSocket', () => {
  it('WS-1: that does not speak xmpp is left', async () => {
    const { server, session } = account({ subprotocol: '' });
    expect(await failureOf(session)).to.have.property('condition', 'not-xmpp');
    expect(session.state).to.equal('failed');
    expect(server.sent).to.deep.equal([]);
  });

  it('WS-1, CORE-1: is offered xmpp, and its header names the domain and no id', async () => {
    const { server } = await accountOnline();
    expect(server.connection.socket.protocols).to.deep.equal(['xmpp']);
    const { to, version, id } = server.sent[0]!.attrs;
    expect({ to, version, id }).to.deep.equal({ to: 'kit.example', version: '1.0', id: undefined });
  });

  it('WS-6: whose first element is of another namespace is left with invalid-namespace', async () => {
    const { server, session } = account();
    server.onElement((element) =>
      element.name === 'open' ? "<open xmlns='x:y' version='1.0'/>" : undefined,
    );
    await failureOf(session);
    const error = await server.next(({ name }) => name === 'error', 'a stream error');
    expect(String(error)).to.contain('<invalid-namespace');
  });

  it('CORE-5: whose server is older than XMPP 1.0 is left with unsupported-version', async () => {
    const { server, session } = account();
    server.onElement((element) =>
      element.name === 'open' ? `<open xmlns='${FRAMING}' from='kit.example'/>` : undefined,
    );
    expect(await failureOf(session)).to.have.property('condition', 'unsupported-version');
    expect(session.state).to.equal('failed');
  });

  it('WS-7: may leave out the prefix of its features', async () => {
    const { session } = await accountOnline({ prefixed: false });
    expect(session.state).to.equal('online');
  });
});

describe('a server that sends us elsewhere', () => {
  const service = 'wss://kit.example/xmpp';

  for (const address of [
    'ws://kit.example/xmpp',
    'https://evil.example/bosh',
    'wss://evil.example/ws',
    'data:text/html,x',
    'wss://me@kit.example.evil.example/',
  ]) {
    it(`W-1, WS-10: is not followed to ${address}`, async () => {
      const { server, session } = await accountOnline({}, { service });
      server.deliver(`<close xmlns='${FRAMING}' see-other-uri='${address}'/>`);
      await server.next(({ name }) => name === 'close', 'our close');
      await reaches(session, 'reconnecting');
      session.reconnectNow();
      await reaches(session, 'online');
      expect(server.connections.map(({ socket }) => socket.url)).to.deep.equal([service, service]);
    });
  }

  it('W-1, WS-10: is not followed from wss to ws, even on this machine', async () => {
    const { server, session } = await accountOnline({}, { service: 'wss://127.0.0.1/xmpp' });
    server.deliver(`<close xmlns='${FRAMING}' see-other-uri='ws://127.0.0.1/xmpp'/>`);
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    expect(server.connection.socket.url).to.equal('wss://127.0.0.1/xmpp');
  });

  it('WS-10: is followed on its own host', async () => {
    const { server, session } = await accountOnline({}, { service });
    server.deliver(`<close xmlns='${FRAMING}' see-other-uri='wss://kit.example/other'/>`);
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    expect(server.connection.socket.url).to.equal('wss://kit.example/other');
  });

  it('W-1, WS-10, CORE-19: is followed five times, and no further', async () => {
    const { server, session } = account({}, { service });
    server.onElement((element, { socket }) =>
      element.name === 'open' ? `<close xmlns='${FRAMING}' see-other-uri='${socket.url}x'/>` : undefined,
    );
    await failureOf(session);
    expect(server.connections).to.have.length(6);
    expect(server.connection.socket.url).to.equal(`${service}xxxxx`);
  });
});
