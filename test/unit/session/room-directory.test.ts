/** What rooms a service lists, well-behaved or not. */
import { expect } from 'chai';
import { createRoom, RoomCreation } from '../../../src/session/room-creation.js';
import { child, parseFrame, type Element } from '../../../src/session/xml.js';
import { accountOnline } from '../../support/fake-online.js';
import { result, stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const SERVICE = 'rooms.kit.example';
const ITEMS = 'http://jabber.org/protocol/disco#items';
const INFO = 'http://jabber.org/protocol/disco#info';
const RSM = 'http://jabber.org/protocol/rsm';
const OWNER = 'http://jabber.org/protocol/muc#owner';

/** @param page Answers what is asked for; `after` is where it begins. */
async function listing(page: (after: string, asked: number) => string) {
  const { server, session } = await accountOnline();
  let asked = 0;
  server.onStanza((stanza, connection) => {
    const query = child(stanza, 'query', ITEMS);
    if (!query || !connection.session || stanza.attrs.to !== SERVICE) return undefined;
    const after = query.getChild('set', RSM)?.getChildText('after') ?? '';
    asked += 1;
    return result(
      stanza,
      connection.session,
      parseFrame(`<query xmlns='${ITEMS}'>${page(after, asked)}</query>`, {
        length: 4e6,
        depth: 64,
        elements: 1e5,
      }),
    );
  });
  const directory = await session.rooms.directory();
  directory.open(SERVICE);
  await until(() => directory.state !== 'loading', 'the first page');
  return { server, session, directory, asked: () => asked };
}

const room = (n: number | string, name = '') => `<item jid='r${n}@${SERVICE}' name='${name}'/>`;
const set = (last: string, count?: number) =>
  `<set xmlns='${RSM}'><last>${last}</last>${count === undefined ? '' : `<count>${count}</count>`}</set>`;

describe('the directory of rooms', () => {
  it('MUC-2, DISCO-8: goes on from page to page until all have come', async () => {
    const { directory } = await listing((after) => {
      const first = after === '' ? 0 : Number(after);
      return Array.from({ length: 2 }, (_, i) => room(first + i)).join('') + set(`${first + 2}`, 6);
    });
    expect([directory.rooms.length, directory.count, directory.complete]).to.deep.equal([2, 6, false]);
    for (let pages = 1; !directory.complete; pages++) {
      expect(pages).to.be.most(3);
      directory.more();
      await until(() => directory.state === 'ready', 'a page');
    }
    expect(directory.rooms.map(({ jid }) => jid)).to.deep.equal(
      [0, 1, 2, 3, 4, 5].map((n) => `r${n}@${SERVICE}`),
    );
  });

  it('DISCO-10: holds rooms of that service, each once, with their names as text', async () => {
    const { directory } = await listing(
      () =>
        room(1, '&lt;b&gt;One') +
        room(1, 'again') +
        `<item jid='${SERVICE}'/><item jid='x@evil.example'/><item jid='y@${SERVICE}/z'/><item name='none'/>` +
        `<item jid='n@${SERVICE}' node='x'/>`,
    );
    expect(directory.rooms).to.deep.equal([{ jid: `r1@${SERVICE}`, name: 'again' }]);
    expect(directory.complete).to.equal(true);
  });

  it('a service that turns in circles comes to an end', async () => {
    const { directory, asked } = await listing(() => room(1) + set('again', 1_000_000));
    directory.more();
    await until(() => directory.complete, 'it ends');
    expect(asked()).to.equal(2);
  });

  it('MUC-3: rooms are asked what they are when somebody looks, few at a time, and once', async () => {
    const { server, directory } = await listing(() =>
      Array.from({ length: 200 }, (_, i) => room(i)).join(''),
    );
    let open = 0;
    let most = 0;
    const asked: string[] = [];
    server.onStanza((stanza, { session }) => {
      const { to = '' } = stanza.attrs;
      if (!child(stanza, 'query', INFO) || !session || !to.endsWith(SERVICE)) return undefined;
      asked.push(to);
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        session.deliver(String(stanzaError(stanza, session, { condition: 'forbidden' })));
      }, 1);
      return [];
    });
    for (const { jid } of directory.rooms) directory.about(jid);
    await until(() => directory.about(`r199@${SERVICE}`) === null, 'the one that was looked at last');
    await until(() => open === 0, 'all that are asked');
    expect(most).to.be.most(4);
    expect(asked.length).to.be.most(60); // the others were not looked at again
    expect(new Set(asked).size).to.equal(asked.length);
  });

  it('lets go of what it asked for when another service is looked at', async () => {
    const { directory } = await listing((_, n) => (n === 1 ? room(1) : room(2)));
    directory.open(SERVICE);
    await until(() => directory.state === 'ready', 'again');
    expect(directory.rooms.map(({ jid }) => jid)).to.deep.equal([`r2@${SERVICE}`]);
  });
});

describe('making a room', () => {
  const DEN = `den@${SERVICE}`;

  /** A service at which a room is made by whoever enters it. */
  async function service(config: string, answer?: (stanza: Element) => string | undefined) {
    const { server, session } = await accountOnline();
    const asked: Element[] = [];
    server.onStanza((stanza, connection) => {
      const { to = '', type } = stanza.attrs;
      if (!connection.session || !to.startsWith(DEN)) return undefined;
      if (child(stanza, 'query', INFO) && !server.rooms.has(DEN))
        return stanzaError(stanza, connection.session, { condition: 'item-not-found' });
      if (stanza.name === 'presence' && type === undefined) server.room(DEN, { codes: [201] });
      const query = child(stanza, 'query', OWNER);
      if (!query) return undefined;
      asked.push(stanza);
      const refusal = answer?.(stanza);
      if (refusal) return stanzaError(stanza, connection.session, { condition: refusal, type: 'modify' });
      return result(
        stanza,
        connection.session,
        type === 'get' ? parseFrame(`<query xmlns='${OWNER}'>${config}</query>`) : undefined,
      );
    });
    return { server, session, asked };
  }

  const field = (name: string, value: string) =>
    `<field var='muc#roomconfig_${name}' type='text-single'><value>${value}</value></field>`;
  const form = `<x xmlns='jabber:x:data' type='form'>${field('roomname', '')}${field('roomowners', 'me@kit.example')}</x>`;
  const xOf = (iq: Element | undefined) => iq && child(child(iq, 'query', OWNER)!, 'x', 'jabber:x:data');

  it('MUC-81: fills its form in, and sends back all of it', async () => {
    const { session, asked } = await service(form);
    const made = await createRoom(session, DEN, 'me', { name: 'The den', public: true });
    expect(made.status.state).to.equal('joined');
    expect(asked.map(({ attrs }) => attrs.type)).to.deep.equal(['get', 'set']);
    expect(String(xOf(asked[1])))
      .to.include('The den')
      .and.include('me@kit.example');
  });

  it('MUC-82: takes it as it is where there is nothing to be set', async () => {
    const { session, asked } = await service('');
    await createRoom(session, DEN, 'me', { name: 'The den' });
    expect(xOf(asked[1])?.attrs.type).to.equal('submit');
    expect(xOf(asked[1])?.children).to.deep.equal([]);
  });

  it('MUC-81, M-17: is cancelled as a whole when the service does not take it', async () => {
    const { session, asked } = await service(form, ({ attrs }) =>
      attrs.type === 'set' && asked.length === 2 ? 'not-acceptable' : undefined,
    );
    const error = await createRoom(session, DEN, 'me', {}).catch((each: unknown) => each);
    expect(error).to.include({ condition: 'not-acceptable' });
    expect(xOf(asked[2])?.attrs.type).to.equal('cancel');
    expect(session.rooms.get(DEN)?.status.state).to.equal('idle');
  });

  it('MUC-82: stays locked, and is asked for again, while what is filled in will not do', async () => {
    const { session, asked } = await service(form, ({ attrs }) =>
      attrs.type === 'set' && asked.length === 2 ? 'not-acceptable' : undefined,
    );
    const creation = await RoomCreation.begin(session, DEN, 'me');
    const config = (await creation.config())!;
    const error = await creation.settle(config).catch((each: unknown) => each);
    expect(error).to.include({ condition: 'not-acceptable' });
    expect(creation.room.status.state).to.equal('joined');
    await creation.settle(config);
    expect(creation.room.reserved).to.equal(false);
  });

  it('MUC-81: a room that is there is left alone', async () => {
    const { server, session, asked } = await service(form);
    server.room(DEN);
    const error = await createRoom(session, DEN, 'me', {}).catch((each: unknown) => each);
    expect(error).to.include({ condition: 'conflict' });
    expect(asked).to.deep.equal([]);
  });
});
