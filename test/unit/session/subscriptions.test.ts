/** Asking and answering who may see whose presence (RFC 6121 §3). */
import { expect } from 'chai';
import { ConnectionError } from '../../../src/session/errors.js';
import type { Roster } from '../../../src/session/roster.js';
import { SubscriptionEvent } from '../../../src/session/subscriptions.js';
import { child, textOf, type Element } from '../../../src/session/xml.js';
import { reaches } from '../../support/fake-online.js';
import { PRE_APPROVAL, presence, push, withRoster } from '../../support/fake-roster.js';

const ANN = 'ann@kit.example';
const EVE = 'eve@evil.example';
const NICK = 'http://jabber.org/protocol/nick';
const item = (subscription: string, more = '', jid = ANN) =>
  `<item jid='${jid}' subscription='${subscription}' ${more}/>`;
const asksIn = (from: string, words = '') => presence(from, words, 'subscribe');

function news(roster: Roster): string[] {
  const told: string[] = [];
  roster.addEventListener('subscription', (event) => {
    if (event instanceof SubscriptionEvent) told.push(`${event.jid} ${event.news}`);
  });
  return told;
}

const presencesIn = (sent: readonly Element[]) => sent.filter(({ name }) => name === 'presence');

describe('subscriptions', () => {
  for (const subscription of ['none', 'to', 'from', 'both'] as const)
    for (const pendingOut of [false, true])
      for (const pendingIn of [false, true]) {
        if (pendingOut && (subscription === 'to' || subscription === 'both')) continue;
        if (pendingIn && (subscription === 'from' || subscription === 'both')) continue;
        const state = [subscription, pendingOut && 'pending out', pendingIn && 'pending in']
          .filter(Boolean)
          .join(', ');
        it(`IM-14: the state ${state} is told from all others`, async () => {
          const { server, roster } = await withRoster(
            item(subscription, pendingOut ? "ask='subscribe'" : ''),
          );
          if (pendingIn) await server.exchange(asksIn(ANN));
          expect(roster.get(ANN)).to.include({ subscription, pendingOut, pendingIn });
        });
      }

  it('IM-15: asking goes to the bare address, with an id and our nick', async () => {
    const { server, roster } = await withRoster();
    roster.nick = 'Me';
    await roster.add(`${ANN}/desk`, { name: 'Ann', groups: ['Lab'], text: 'hello' });
    const [asked] = presencesIn(await server.exchange()).concat(
      server.sent.filter(({ attrs }) => attrs.to === ANN),
    );
    expect(asked?.attrs).to.include({ type: 'subscribe', to: ANN }).and.to.have.property('id');
    expect(textOf(child(asked!, 'nick', NICK))).to.equal('Me');
    expect(textOf(child(asked!, 'status', 'jabber:client'))).to.equal('hello');
  });

  it('adds without asking where that is wanted', async () => {
    const { server, roster, asked } = await withRoster();
    await roster.add(ANN, { silently: true });
    expect(asked).to.have.length(2);
    expect(presencesIn(server.sent)).to.have.length(1);
  });

  it('R-4, IM-16, IM-21: fifty requests of one person are one, with the address and the words as text', async () => {
    const { server, roster } = await withRoster();
    const told = news(roster);
    const words = `<status>&lt;img src=x&gt; http://evil.example</status><nick xmlns='${NICK}'>Ann (me@kit.example)</nick>`;
    expect(await server.exchange(...Array.from({ length: 50 }, () => asksIn(EVE, words)))).to.have.length(0);
    expect(roster.requests).to.deep.equal([
      { jid: EVE, nick: 'Ann (me@kit.example)', text: '<img src=x> http://evil.example' },
    ]);
    expect(told).to.deep.equal([`${EVE} requested`]);
    expect(roster.size).to.equal(0);
  });

  it('are bounded, however many strangers ask', async () => {
    const { server, roster } = await withRoster();
    await server.exchange(...Array.from({ length: 1000 }, (_, i) => asksIn(`eve${i}@evil.example`)));
    expect(roster.requests).to.have.length.within(100, 500);
  });

  for (const [answer, type] of [
    ['approve', 'subscribed'],
    ['deny', 'unsubscribed'],
  ] as const)
    it(`IM-16: ${answer} says ${type} once, with an id of its own`, async () => {
      const { server, roster } = await withRoster(item('none'));
      await server.exchange(asksIn(ANN).replace('<presence', "<presence id='theirs'"));
      roster[answer](ANN);
      await server.exchange();
      const sent = presencesIn(server.sent).slice(1);
      expect(sent.map(({ attrs }) => [attrs.type, attrs.to])).to.deep.equal([[type, ANN]]);
      expect(sent[0]?.attrs.id).to.be.a('string').and.not.equal('theirs');
      expect(roster.requests).to.have.length(0);
      expect(roster.get(ANN)).to.include({ pendingIn: false, subscription: 'none' });
    });

  it('IM-16: nobody is approved by themselves', async () => {
    const { server, roster } = await withRoster();
    await server.exchange(asksIn(EVE));
    expect(presencesIn(server.sent)).to.have.length(1);
    expect(roster.requests).to.have.length(1);
  });

  it('a request can be taken back', async () => {
    const { server, roster } = await withRoster(item('none'));
    const told = news(roster);
    await server.exchange(asksIn(ANN), presence(ANN, '', 'unsubscribe'));
    expect(roster.requests).to.have.length(0);
    expect(roster.get(ANN)?.pendingIn).to.equal(false);
    expect(told).to.deep.equal([`${ANN} requested`, `${ANN} withdrawn`]);
  });

  it('IM-18: what others decide is told, unless nobody knows them', async () => {
    const { server, roster } = await withRoster(item('none', "ask='subscribe'"));
    const told = news(roster);
    await server.exchange(
      presence(ANN, '', 'subscribed'),
      presence(ANN, '', 'unsubscribed'),
      presence(EVE, '', 'subscribed'),
      presence(EVE, '', 'unsubscribed'),
    );
    expect(told).to.deep.equal([`${ANN} approved`, `${ANN} denied`]);
    expect(roster.get(ANN)).to.include({ subscription: 'none', pendingOut: true });
  });

  it('a request stays pending over the push that adds its author', async () => {
    const { server, roster } = await withRoster();
    await server.exchange(asksIn(ANN), push(item('none', "ask='subscribe'")));
    expect(roster.get(ANN)).to.include({ pendingIn: true, pendingOut: true });
  });

  it('a request that another client of ours has answered is none', async () => {
    const { server, roster } = await withRoster(item('to'));
    await server.exchange(asksIn(ANN), push(item('both')));
    expect(roster.get(ANN)).to.include({ pendingIn: false, subscription: 'both' });
    expect(roster.requests).to.have.length(0);
  });

  it('IM-20: approves ahead only where the server can', async () => {
    const without = await withRoster();
    expect(without.roster.canPreApprove).to.equal(false);
    expect(() => without.roster.approve(ANN)).to.throw(RangeError);
    const { server, roster } = await withRoster('', { features: { bind: PRE_APPROVAL } });
    expect(roster.canPreApprove).to.equal(true);
    roster.approve(ANN);
    await server.exchange();
    expect(presencesIn(server.sent).at(-1)?.attrs).to.include({ type: 'subscribed', to: ANN });
    await server.exchange(push(item('none', "approved='true'")));
    expect(roster.get(ANN)?.approved).to.equal(true);
  });

  it('without a link nothing is answered, and the request stays', async () => {
    const { server, roster, session } = await withRoster();
    await server.exchange(asksIn(ANN));
    server.connection.drop();
    await reaches(session, 'reconnecting');
    expect(() => roster.approve(ANN)).to.throw(ConnectionError);
    expect(roster.requests).to.have.length(1);
  });

  it('CORE-42: those who see our presence may ask what we can do, others not', async () => {
    const { server } = await withRoster(item('from') + item('to', '', 'bob@hats.example'));
    const asks = async (from: string) => {
      const [answer] = await server.exchange(
        `<iq xmlns='jabber:client' type='get' id='q' from='${from}'><ping xmlns='urn:xmpp:ping'/></iq>`,
      );
      return answer?.attrs.type;
    };
    expect(await asks(`${ANN}/desk`)).to.equal('result');
    expect(await asks('kit.example')).to.equal('result');
    for (const from of ['bob@hats.example/x', 'hats.example', EVE, 'evil.example'])
      expect(await asks(from), from).to.equal('error');
  });
});
