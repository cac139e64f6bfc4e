/** Registering with a server that does what no real one can be made to do; those are in test/integration. */
import { expect } from 'chai';
import { StanzaError, ConfigError, ConnectionError } from '../../../src/session/errors.js';
import type { FormAnswers } from '../../../src/session/data-form.js';
import type { RegistrationError } from '../../../src/session/registration-offer.js';
import { xml, type Element } from '../../../src/session/xml.js';
import { tabStorage } from '../../../src/session/storage.js';
import { account, accountOnline, ME, reaches } from '../../support/fake-online.js';
import type { FakeServer } from '../../support/fake-server.js';

const NS = 'jabber:iq:register';
const FEATURE = `<register xmlns='http://jabber.org/features/iq-register'/>`;
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

const answers = (values: Record<string, string>): FormAnswers =>
  new Map(Object.entries(values).map(([name, value]) => [name, [value]]));

const queryOf = (element: Element) => element.getChild('query', NS);

/** A server that answers about registration: `said` is the inside of an answer, or an error's condition behind a `!`. */
function registrar(server: FakeServer, said: (query: Element, type: string) => string): Element[] {
  const asked: Element[] = [];
  server.onStanza((iq) => {
    const query = queryOf(iq);
    if (iq.name !== 'iq' || !query) return undefined;
    asked.push(iq);
    const { id, to, type = '' } = iq.attrs;
    const [inner = '', condition] = said(query, type).split('!');
    const error = condition && `<error type='cancel'><${condition} xmlns='${STANZAS}'/></error>`;
    return `<iq xmlns='jabber:client' id='${id}'${to ? ` from='${to}'` : ''} type='${error ? 'error' : 'result'}'><query xmlns='${NS}'>${inner}</query>${error ?? ''}</iq>`;
  });
  return asked;
}

/** Somebody without an account. */
const stranger = (features = FEATURE) =>
  account({ features: { auth: features } }, { credentials: undefined, resource: undefined });

async function failure(promise: Promise<unknown>): Promise<RegistrationError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return error as RegistrationError;
}

const form = (formType: string, fields: string) =>
  `<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'><value>${formType}</value></field>${fields}</x>`;

describe('registering a new account', () => {
  it('REG-1, REG-2, REG-8: asks before any login, answers, and says nothing else on that stream', async () => {
    const { server, session } = stranger();
    const asked = registrar(server, (_, type) => (type === 'get' ? '<username/><password/>' : ''));
    const offer = await session.registration.request();
    expect(await offer.submit(answers({ username: 'ann', password: 'geheim' }))).to.deep.equal({
      username: 'ann',
      password: 'geheim',
    });
    expect(asked.map(({ attrs }) => attrs.type)).to.deep.equal(['get', 'set']);
    expect(asked[0]?.attrs.to).to.equal(undefined);
    const others = server.sent.filter(({ name }) => name !== 'open' && name !== 'iq' && name !== 'close');
    expect(others.map(({ name }) => name)).to.deep.equal([]);
    expect(session.state).to.equal('idle');
  });

  it('REG-1: sends nothing where the server does not offer it', async () => {
    const { server, session } = stranger('');
    const asked = registrar(server, () => '<username/>');
    expect(await failure(session.registration.request()))
      .to.be.instanceOf(StanzaError)
      .and.include({ condition: 'service-unavailable' });
    expect(asked).to.deep.equal([]);
  });

  it('REG-1, G-3: asks nobody over a connection that others can read', async () => {
    const { session } = account({}, { service: 'ws://kit.example/', credentials: undefined });
    expect(await failure(session.registration.request())).to.be.instanceOf(ConnectionError);
  });

  it('REG-7: goes on with the form that an error holds', async () => {
    const { server, session } = stranger();
    const asked = registrar(server, (query, type) => {
      if (type === 'get') return '<username/><password/>';
      return query.getChild('x')
        ? ''
        : `${form(NS, `<field var='username'/><field var='ocr'><required/></field>`)}!not-acceptable`;
    });
    const offer = await session.registration.request();
    const error = await failure(offer.submit(answers({ username: 'ann', password: 'x' })));
    expect(error).to.include({ condition: 'not-acceptable' });
    expect(error.form).to.equal(offer.form);
    expect(offer.form?.fields.map(({ name }) => name)).to.include('ocr');
    await offer.submit(answers({ username: 'ann', ocr: '7nHL3' }));
    expect(asked.at(-1)?.toString()).to.contain('>7nHL3</value>');
  });

  it('REG-7: tells errors by their condition, keeps the form, and nothing of what was sent', async () => {
    const { server, session } = stranger();
    let condition = 'conflict';
    registrar(server, (_, type) =>
      type === 'get'
        ? '<username/><password/>'
        : `<username>ann</username><password>n3w</password>!${condition}`,
    );
    const offer = await session.registration.request();
    for (condition of [
      'conflict',
      'not-acceptable',
      'service-unavailable',
      'bad-request',
      'resource-constraint',
    ]) {
      const { form: before } = offer;
      const error = await failure(offer.submit(answers({ username: 'ann', password: 'n3w' })));
      expect(error).to.be.instanceOf(StanzaError).and.include({ condition });
      expect(offer.form).to.equal(before);
      expect(`${error.message} ${JSON.stringify(error)}`).not.to.contain('n3w');
    }
  });

  it('security.md 7: sends one answer at a time', async () => {
    const { server, session } = stranger();
    const asked = registrar(server, () => '<username/>');
    const offer = await session.registration.request();
    const first = offer.submit(answers({ username: 'ann' }));
    expect(await failure(offer.submit(answers({ username: 'eve' })))).to.have.property(
      'name',
      'ProtocolError',
    );
    await first;
    expect(asked.filter(({ attrs }) => attrs.type === 'set')).to.have.length(1);
  });

  it('REG-6: has nothing to submit where there is only a page on the web', async () => {
    const { server, session } = stranger();
    registrar(
      server,
      () =>
        `<instructions>Go there.</instructions><x xmlns='jabber:x:oob'><url>https://kit.example/new</url></x>`,
    );
    const offer = await session.registration.request();
    expect(offer).to.include({ form: undefined, url: 'https://kit.example/new', instructions: 'Go there.' });
    expect(await failure(offer.submit(new Map()))).to.have.property('name', 'ProtocolError');
  });
});

describe('registering with a service', () => {
  it('REG-5, REG-14: asks it, answers it, and lets nobody answer in its place', async () => {
    const { server, session } = await accountOnline();
    const asked = registrar(server, (_, type) =>
      type === 'get' ? '<registered/><username>me</username>' : '',
    );
    const offer = await session.registration.request('gate.kit.example');
    expect(offer.registered).to.equal(true);
    expect(await offer.submit(answers({ username: 'ann' }))).to.equal(undefined);
    expect(asked.map(({ attrs }) => attrs.to)).to.deep.equal(['gate.kit.example', 'gate.kit.example']);
  });

  it('REG-11: ends there with its own form, if it wants that, and leaves the account alone', async () => {
    const { server, session } = await accountOnline();
    const asked = registrar(server, (query) =>
      query.getChild('remove')
        ? `${form(`${NS}:cancel`, `<field var='password' type='text-private'/>`)}!not-allowed`
        : '',
    );
    const error = await failure(session.registration.remove('gate.kit.example'));
    expect(error).to.include({ condition: 'not-allowed' });
    await error.offer?.submit(answers({ password: 'x' }));
    expect(asked.at(-1)?.attrs).to.include({ type: 'set', to: 'gate.kit.example' });
    expect(session.state).to.equal('online');
  });
});

describe('changing the password', () => {
  it('REG-12: names user and password, and logs in with the new one from then on', async () => {
    const { server, session } = await accountOnline();
    const asked = registrar(server, () => '');
    await session.registration.changePassword('n3w');
    expect(asked[0]?.attrs).to.include({ type: 'set' });
    expect(asked[0]?.attrs.to).to.equal(undefined);
    const said = queryOf(asked[0]!)?.getChildElements();
    expect(said?.map((each) => [each.name, each.text()])).to.deep.equal([
      ['username', 'me'],
      ['password', 'n3w'],
    ]);
    server.options.credentials = { [ME.username]: 'n3w' };
    await session.disconnect();
    await session.connect();
    expect(session.state).to.equal('online');
  });

  it('REG-12: forgets what was handed out for the old one', async () => {
    const { server, session } = await accountOnline(
      { sasl2: true, bind2: true, fast: true },
      { remember: true },
    );
    registrar(server, () => '');
    const kept = () =>
      JSON.stringify(tabStorage.get(`memory:${ME.username}@${server.domain}`) ?? session.config);
    await session.registration.changePassword('n3w');
    server.options.credentials = { [ME.username]: 'n3w' };
    const old = [...server.tokens.keys()];
    expect(old).not.to.be.empty;
    await session.disconnect();
    await session.connect();
    expect(
      server.sent.filter(
        ({ name, attrs }) => name === 'authenticate' && attrs.mechanism === 'HT-SHA-256-NONE',
      ),
    ).to.deep.equal([]);
    for (const token of old) expect(kept()).not.to.contain(token);
  });

  it('REG-12, G-3: refuses an empty one, and guests, before anything is sent', async () => {
    const { server, session } = await accountOnline();
    const asked = registrar(server, () => '');
    expect(await failure(session.registration.changePassword(''))).to.be.instanceOf(RangeError);
    expect(asked).to.deep.equal([]);
    const guest = await accountOnline({ credentials: {} }, { credentials: undefined });
    expect(await failure(guest.session.registration.changePassword('x'))).to.be.instanceOf(ConfigError);
  });

  it('REG-12, G-3: keeps the old one when it is refused, and tells nothing of the new one', async () => {
    const { server, session } = await accountOnline();
    registrar(server, () => '<username>me</username><password>n3w</password>!not-allowed');
    const error = await failure(session.registration.changePassword('n3w'));
    expect(error).to.include({ condition: 'not-allowed' });
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.to.contain('n3w');
    await session.disconnect();
    await session.connect(); // the server still knows the old one alone
    expect(session.state).to.equal('online');
  });

  it('REG-12: goes on with the form that an error holds, and uses the password of that', async () => {
    const { server, session } = await accountOnline();
    const fields = `<field var='username'/><field var='old_password' type='text-private'><required/></field><field var='password' type='text-private'/>`;
    registrar(server, (query) =>
      query.getChild('x') ? '' : `${form(`${NS}:changepassword`, fields)}!not-authorized`,
    );
    const { offer, form: wanted } = await failure(session.registration.changePassword('n3w'));
    expect(wanted?.formType).to.equal(`${NS}:changepassword`);
    await offer?.submit(answers({ username: 'me', old_password: 'secret', password: 'n3wer' }));
    server.options.credentials = { [ME.username]: 'n3wer' };
    await session.disconnect();
    await session.connect();
    expect(session.state).to.equal('online');
  });
});

describe('removing the account', () => {
  for (const end of ['a result', 'the end of the stream', 'a result and the end of the stream'] as const)
    it(`REG-10, G-4: takes ${end} for success, logs out, forgets all and never comes back`, async () => {
      const { server, session } = await accountOnline();
      tabStorage.set('outbox:x', 'kept');
      server.onStanza((iq, connection) => {
        const query = iq.name === 'iq' && queryOf(iq);
        if (!query) return undefined;
        expect(query.children.map(String)).to.deep.equal(['<remove xmlns="jabber:iq:register"/>']);
        expect(iq.attrs.to ?? iq.attrs.from).to.equal(undefined);
        if (end !== 'the end of the stream')
          connection.send(xml('iq', { xmlns: 'jabber:client', type: 'result', id: iq.attrs.id }));
        if (end !== 'a result') connection.streamError('not-authorized');
        return [];
      });
      await session.registration.remove(`${ME.username}@${server.domain}`);
      expect(session.state).to.equal('offline');
      expect(session.guest).to.equal(true);
      expect(tabStorage.get('outbox:x')).to.equal(undefined);
      expect(server.connections).to.have.length(1);
      expect(await failure(session.connect())).to.include({ condition: 'credentials-required' });
    });

  it('REG-10: stays what it was when the server refuses', async () => {
    const { server, session } = await accountOnline();
    registrar(server, () => '!not-allowed');
    expect(await failure(session.registration.remove(`me@${server.domain}`))).to.include({
      condition: 'not-allowed',
    });
    expect(session.state).to.equal('online');
    expect(session.guest).to.equal(false);
  });

  it('REG-10: is no success when the link breaks for another reason', async () => {
    const { server, session } = await accountOnline({ sm: false });
    server.onStanza((iq, connection) => {
      if (iq.name !== 'iq' || !queryOf(iq)) return undefined;
      connection.drop();
      return [];
    });
    await failure(session.registration.remove(`me@${server.domain}`));
    await reaches(session, 'online');
    expect(session.guest).to.equal(false);
  });
});
