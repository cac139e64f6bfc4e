import { expect } from 'chai';
import '../../../../src/components/xmpp-session/define.js';
import '../../../../src/components/xmpp-room/define.js';
import { XmppErrorEvent } from '../../../../src/components/shared/events.js';
import { configureSession, getSession } from '../../../../src/session/index.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { FakeRoom, FakeSession } from '../../../support/fake-room.js';
import { eventsOf } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const KEY = Symbol.for('xmpp-elements.session');

/** Puts a tag with these attributes into the page. @returns It, and the codes of the errors it told. */
function put<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const codes: string[] = [];
  const told = (event: XmppErrorEvent) => codes.push(event.code);
  document.body.addEventListener('xmpp-error', told);
  document.body.append(element);
  cleanUpAfterTest(() => {
    element.remove();
    document.body.removeEventListener('xmpp-error', told);
  });
  return { element, codes };
}

describe('<xmpp-session>', () => {
  beforeEach(() => Reflect.deleteProperty(globalThis, KEY));

  it("sets up the page's session and opens nothing", () => {
    const { codes, element } = put('xmpp-session', {
      service: 'wss://chat.example/ws',
      domain: 'chat.example',
      resource: 'page',
      relay: 'proxy.example wss://relay.example/ proxy2.example wss://relay2.example/',
    });
    expect(getSession().config).to.deep.include({
      service: 'wss://chat.example/ws',
      domain: 'chat.example',
      resource: 'page',
      relay: { 'proxy.example': 'wss://relay.example/', 'proxy2.example': 'wss://relay2.example/' },
    });
    expect([getSession().state, codes.length, element.checkVisibility()]).to.deep.equal(['idle', 0, false]);
  });

  it('takes the domain from the service where it is left out', () => {
    put('xmpp-session', { service: 'wss://chat.example/ws' });
    expect(getSession().config.domain).to.equal('chat.example');
  });

  it('lets the first setting win and tells of a second', () => {
    put('xmpp-session', { domain: 'one.example' });
    const { codes } = put('xmpp-session', { domain: 'two.example' });
    expect(codes).to.deep.equal(['session-conflict']);
    expect(getSession().config.domain).to.equal('one.example');
  });

  it('tells of no conflict for the same settings again', () => {
    const settings = { domain: 'one.example', username: 'juliet' };
    const { element, codes } = put('xmpp-session', settings);
    element.remove();
    document.body.append(element);
    expect(codes).to.deep.equal([]);
  });

  it('sets up the session from a room alone, and tells of a conflict there', async () => {
    put('xmpp-room', { domain: 'one.example', jid: 'a@rooms.one.example' });
    await until(() => getSession().config.domain === 'one.example', 'it is set up');
    const { codes } = put('xmpp-room', { domain: 'two.example', jid: 'a@rooms.two.example' });
    await until(() => codes.length === 1, 'the conflict is told');
    expect(codes).to.deep.equal(['session-conflict']);
  });

  it('never goes in as a guest with a username alone', () => {
    put('xmpp-session', { domain: 'one.example', username: 'juliet' });
    expect(getSession().guest).to.be.false;
  });

  it('takes credentials from its own origin only', () => {
    const { codes } = put('xmpp-session', {
      domain: 'one.example',
      'credentials-url': 'https://evil.example/token',
    });
    expect(codes).to.deep.equal(['bad-setting']);
    expect(getSession().config.domain).to.equal(undefined);
    put('xmpp-session', { domain: 'one.example', 'credentials-url': '/token' });
    expect(getSession().guest).to.be.false;
  });

  it('refuses a relay without an address', () => {
    const { codes } = put('xmpp-session', { domain: 'one.example', relay: 'proxy.example' });
    expect(codes).to.deep.equal(['bad-setting']);
  });

  it('tells of states, and lets go when removed', async () => {
    const fake = new FakeSession(new FakeRoom());
    const element = document.createElement('xmpp-session');
    element.session = fake as never;
    element.connect = true;
    const states = eventsOf(element, 'xmpp-state');
    const errors = eventsOf(element, 'xmpp-error');
    document.body.append(element);
    expect(fake.calls).to.deep.equal(['connect']);
    fake.set({ state: 'online' });
    await until(() => states.length === 1, 'online is told');
    fake.set({ state: 'failed', error: new Error('why') });
    await until(() => states.length === 2, 'the failure is told');
    expect(states.map(({ state }) => state)).to.deep.equal(['online', 'failed']);
    expect(errors.map(({ code }) => code)).to.deep.equal(['session-failed']);
    element.remove();
    expect(fake.listeners).to.equal(0);
  });

  it('leaves a session that the page configured itself alone', () => {
    configureSession({ domain: 'page.example' });
    const { codes } = put('xmpp-session', { resource: 'x' });
    expect(codes).to.deep.equal([]);
    expect(getSession().config).to.deep.include({ domain: 'page.example', resource: 'x' });
  });
});
