/** In-band registration (XEP-0077) with real servers, from the first question to the account's end. */
import { expect } from 'chai';
import type { FormAnswers } from '../../src/session/data-form.js';
import { AuthenticationError, Session, StanzaError, type SessionConfig } from '../../src/session/index.js';
import { itWith, SERVER } from '../support/capabilities.js';
import { ownServer } from '../support/own-server.js';
import {
  cleanUpAfterTest,
  newAccount,
  person,
  serverUnderTest,
  until,
  type XmppServer,
} from '../support/people.js';

const unique = () => crypto.randomUUID().slice(0, 8);

const answers = (values: Record<string, string>): FormAnswers =>
  new Map(Object.entries(values).map(([name, value]) => [name, [value]]));

function stranger(server: XmppServer, config: SessionConfig = {}): Session {
  const session = new Session({ service: server.ws, domain: server.domain, ...config });
  cleanUpAfterTest(() => session.disconnect());
  return session;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('registering', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('REG-1, REG-3, REG-8, G-1: a new account, in the form where the server sends both, logs in at once', async () => {
    const session = stranger(server);
    const offer = await session.registration.request();
    expect(offer.form?.fields.map(({ name }) => name)).to.include.members(['username', 'password']);
    const username = `new-${unique()}`;
    const credentials = await offer.submit(answers({ username, password: 'geheim' }));
    expect(credentials).to.deep.equal({ username, password: 'geheim' });
    session.configure({ credentials });
    await session.connect();
    expect(session.jid).to.match(new RegExp(`^${username}@localhost/`));
  });

  it('REG-7: a name that is taken is told as a conflict, and another one is taken on the same offer', async () => {
    const { username } = await newAccount(server);
    const offer = await stranger(server).registration.request();
    expect(await failure(offer.submit(answers({ username, password: 'geheim' }))))
      .to.be.instanceOf(StanzaError)
      .and.include({ condition: 'conflict' });
    const other = await offer.submit(answers({ username: `other-${unique()}`, password: 'geheim' }));
    expect(other?.password).to.equal('geheim');
  });

  it('REG-7: what is missing or no name is refused, and the form can be sent again', async () => {
    const offer = await stranger(server).registration.request();
    for (const bad of [
      { username: '', password: 'geheim' },
      { username: 'a b', password: 'geheim' },
    ])
      expect(await failure(offer.submit(answers(bad)))).to.be.instanceOf(StanzaError);
    expect(await offer.submit(answers({ username: `late-${unique()}`, password: 'geheim' }))).to.be.an(
      'object',
    );
  });

  it('REG-1: guests’ hosts take nobody', async () => {
    const session = stranger(server, { domain: server.guestDomain });
    expect(await failure(session.registration.request())).to.include({ condition: 'service-unavailable' });
  });

  it('REG-5: who has an account is told so', async () => {
    const session = await person(server, await newAccount(server));
    const offer = await session.registration.request();
    expect(offer.registered).to.equal(true);
  });

  it('REG-12: a changed password is the one that counts', async () => {
    const account = await newAccount(server);
    const session = await person(server, account);
    await session.registration.changePassword('n3w pässword');
    await session.disconnect();
    await session.connect();
    expect(session.state).to.equal('online');
    const old = stranger(server, { credentials: account });
    expect(await failure(old.connect())).to.be.instanceOf(AuthenticationError);
  });

  it('REG-10, G-4: a removed account is gone, its session over, and nothing is tried again', async () => {
    const account = await newAccount(server);
    const session = await person(server, account);
    await session.registration.remove(`${account.username}@${server.domain}`);
    await until(() => session.state === 'offline', 'it is offline');
    expect(session.retryAt).to.equal(undefined);
    const again = stranger(server, { credentials: account });
    expect(await failure(again.connect())).to.be.instanceOf(AuthenticationError);
  });

  it('REG-11: a service with which one cannot register says so, and the account stays', async () => {
    const session = await person(server, await newAccount(server));
    expect(await failure(session.registration.remove(`upload.${server.domain}`))).to.be.instanceOf(
      StanzaError,
    );
    expect(session.state).to.equal('online');
  });
});

describe('registering where the server wants more', () => {
  itWith('moreFields', 'REG-7: says which fields will not do, in the words of the server', async () => {
    const server = await ownServer({
      extra: `additional_registration_fields = { "email+"; { name = "terms", type = "boolean", label = "I agree", required = true } }`,
    });
    const offer = await stranger(server).registration.request();
    expect(offer.form?.fields.find(({ name }) => name === 'email')?.required).to.equal(true);
    const filled = { username: `more-${unique()}`, password: 'geheim' };
    const error = await failure(offer.submit(answers(filled)));
    expect(error).to.include({ condition: 'not-acceptable' }).and.have.property('text').that.matches(/Email/);
    await offer.submit(answers({ ...filled, email: 'a@b.example', terms: '1' }));
  });

  itWith('redirect', 'REG-6: who is sent to a page on the web gets its address', async () => {
    const server = await ownServer({
      modules: ['register_redirect'],
      extra: `registration_url = "https://kit.example/register"; registration_whitelist = { "192.0.2.1" }`,
    });
    const offer = await stranger(server).registration.request();
    expect(offer).to.include({ url: 'https://kit.example/register', form: undefined });
  });

  it('REG-7: too many accounts from one address are told as such', async () => {
    const server = await ownServer(
      SERVER === 'ejabberd'
        ? { registrationSeconds: 600 }
        : { extra: 'min_seconds_between_registrations = 600; registration_allowlist = { "192.0.2.1" }' },
    );
    const session = stranger(server);
    const first = await session.registration.request();
    await first.submit(answers({ username: `one-${unique()}`, password: 'geheim' }));
    const error = await failure(
      session.registration
        .request()
        .then((offer) => offer.submit(answers({ username: `two-${unique()}`, password: 'geheim' }))),
    );
    expect(error).to.be.instanceOf(StanzaError).and.include({ type: 'wait' });
  });
});
