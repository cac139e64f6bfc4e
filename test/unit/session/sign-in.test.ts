/** Who goes online, decided by somebody in front of the page. */
import { expect } from 'chai';
import { AuthenticationError, ConnectionError } from '../../../src/session/errors.js';
import { account, ME, reaches } from '../../support/fake-online.js';

const WRONG = { username: ME.username, password: 'not it' };

/** Of a page that names nobody. */
const open = (config = {}) => account({}, { credentials: undefined, resource: undefined, ...config });

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('signing in', () => {
  it('CORE-11: a wrong password is not tried again, and the right one goes in after it', async () => {
    const { server, session } = open();
    expect(await failure(session.signIn({ credentials: WRONG }))).to.be.instanceOf(AuthenticationError);
    expect(session.state).to.equal('failed');
    expect(server.connections).to.have.length(1);
    await session.signIn({ credentials: ME });
    expect(session.state).to.equal('online');
    expect(session.guest).to.equal(false);
  });

  it('CORE-6: whoever failed as an account does not go in as a guest by itself', async () => {
    const { session } = open();
    await failure(session.signIn({ credentials: WRONG }));
    expect(await failure(session.connect())).to.include({ condition: 'credentials-required' });
  });

  it('security.md §5: a password that failed is forgotten', async () => {
    const { server, session } = open();
    await failure(session.signIn({ credentials: WRONG }));
    server.options.credentials = { [ME.username]: WRONG.password };
    expect(await failure(session.connect())).to.include({ condition: 'credentials-required' });
  });

  it('goes before what the page set, which holds again after signing out', async () => {
    const { session } = account();
    await session.signIn({ credentials: ME, nick: 'Ann' });
    expect(session.config.nick).to.equal('Ann');
    await session.logOut();
    expect(session.config.nick).to.equal(undefined);
    expect(await failure(session.connect())).to.include({ condition: 'credentials-required' });
  });

  it('a name that the page set waits for its password, and is there again after signing out', async () => {
    const { session } = open({ credentials: { username: ME.username } });
    expect(session.account).to.deep.equal({ username: ME.username, ready: false });
    expect(await failure(session.connect())).to.include({ condition: 'credentials-required' });
    await session.signIn({ credentials: ME });
    await session.logOut();
    expect(session.account).to.deep.equal({ username: ME.username, ready: false });
  });

  it('asks the page again who can sign in there by itself', async () => {
    let asked = 0;
    const { session } = open({
      credentials: () => {
        asked++;
        return Promise.resolve(asked === 1 ? WRONG : ME);
      },
    });
    expect(session.account).to.deep.equal({ ready: true });
    await failure(session.signIn());
    await session.signIn();
    await session.logOut();
    expect(await failure(session.connect())).to.include({ condition: 'credentials-required' });
    await session.signIn();
    expect([session.state, asked]).to.deep.equal(['online', 3]);
  });

  it('as a guest goes to the guests’ domain, in place of the account that the page set', async () => {
    const { server, session } = account(
      { credentials: {}, domain: 'guests.kit.example' },
      { domain: 'kit.example' },
    );
    await session.signIn({ domain: 'guests.kit.example', nick: 'Ann' });
    expect(session.guest).to.equal(true);
    expect(session.jid).to.match(/@guests\.kit\.example\//);
    await session.logOut();
    expect(session.config.domain).to.equal('kit.example');
    expect(server.connections).to.have.length(1);
  });

  it('is given up where nobody is reached, until somebody tries again', async () => {
    const { server, session } = open();
    server.refuseConnections = true;
    expect(await failure(session.signIn({ credentials: ME }))).to.be.instanceOf(ConnectionError);
    expect(session).to.include({ state: 'failed', retryAt: undefined });
    server.refuseConnections = false;
    await session.signIn({ credentials: ME });
    expect(session.state).to.equal('online');
  });

  it('can be called off', async () => {
    const { server, session } = open();
    server.ignoreConnections = true;
    const outcome = failure(session.signIn({ credentials: ME }));
    await reaches(session, 'connecting');
    await session.disconnect();
    expect(await outcome).to.be.instanceOf(ConnectionError);
    expect(session.state).to.equal('offline');
  });

  it('takes the place of a guest who is online', async () => {
    const { session } = account({ mechanisms: ['ANONYMOUS', 'SCRAM-SHA-1'] }, { credentials: undefined });
    await session.connect();
    expect(session.guest).to.equal(true);
    await session.signIn({ credentials: ME });
    expect(session.jid).to.match(/^me@/);
  });
});
