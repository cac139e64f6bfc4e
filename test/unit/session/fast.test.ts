import { expect } from 'chai';
import { Session, type SessionConfig } from '../../../src/session/index.js';
import { child } from '../../../src/session/xml.js';
import { FakeServer } from '../../support/fake-server.js';
import { storageForTest } from '../../support/tab-storage.js';

const NS_FAST = 'urn:xmpp:fast:0';

function account(config: SessionConfig = {}) {
  const server = new FakeServer({
    credentials: { ann: 'pencil' },
    sasl2: true,
    bind2: true,
    fast: true,
    sm: true,
  });
  const session = new Session({
    service: 'ws://127.0.0.1:1/',
    domain: server.options.domain,
    WebSocket: server.WebSocket,
    credentials: { username: 'ann', password: 'pencil' },
    ...config,
  });
  const authentications = () => server.sent.filter(({ name }) => name === 'authenticate');
  return { server, session, authentications };
}

describe('FAST', () => {
  it('SL2-2: asks for a token, logs in with it the next time, and falls back to the password without it', async () => {
    const { server, session, authentications } = account();
    await session.connect();
    await session.disconnect();
    await session.connect();
    server.tokens.clear();
    await session.disconnect();
    await session.connect();
    expect(authentications().map(({ attrs }) => attrs.mechanism)).to.deep.equal([
      'SCRAM-SHA-512',
      'HT-SHA-256-NONE',
      'HT-SHA-256-NONE',
      'SCRAM-SHA-512',
    ]);
    expect(authentications().map((element) => element.getChild('user-agent')?.attrs.id)).to.satisfy(
      (ids: readonly string[]) => new Set(ids).size === 1,
    );
    await session.disconnect();
  });

  it('SL2-2: makes its token worthless when logging out, and is no guest afterwards', async () => {
    const { session, authentications } = account();
    await session.connect();
    await session.logOut();
    expect(child(authentications().at(-1)!, 'fast', NS_FAST)?.attrs.invalidate).to.equal('true');
    const error: unknown = await session.connect().catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: 'AuthenticationError', condition: 'credentials-required' });
    expect(session.state).to.equal('failed');
  });

  it('design.md, remember: the next page needs no password, and asks for one where the token is worth nothing', async () => {
    const kept = storageForTest();
    const { server, session, authentications } = account({ remember: true });
    await session.connect();
    session.wire.closeNow();
    const next = () =>
      new Session({ ...session.config, WebSocket: server.WebSocket, credentials: { username: 'ann' } });
    const second = next();
    await second.connect();
    expect(authentications().at(-1)?.attrs.mechanism).to.equal('HT-SHA-256-NONE');
    second.wire.closeNow();
    server.tokens.clear();
    const third = next();
    const error: unknown = await third.connect().catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: 'AuthenticationError', condition: 'credentials-required' });
    expect(JSON.stringify([...kept])).not.to.include('pencil');
    await second.disconnect();
  });
});
