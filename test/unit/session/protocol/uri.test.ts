/** Links to addresses (RFC 5122), and that they do nothing by themselves. */
import { expect } from 'chai';
import { readUri } from '../../../../src/session/protocol/uri.js';
import { child, type Element } from '../../../../src/session/xml.js';
import { accountOnline } from '../../../support/fake-online.js';
import fc from '../../../support/fast-check.js';

const read = (text: string) => {
  const uri = readUri(text);
  if (!uri) return undefined;
  const { invited, values, ...rest } = uri;
  return { ...rest, values: Object.fromEntries(values), ...(invited.length ? { invited } : {}) };
};

describe('an xmpp: link', () => {
  it('MUC-49: an invitation names each of those who are to be invited, once', () => {
    const text = 'xmpp:r@rooms.example?invite;jid=a@k.example/x;jid=b@k.example;jid=a@k.example;jid=@';
    expect(read(text)).to.deep.include({ action: 'invite', invited: ['a@k.example', 'b@k.example'] });
  });

  for (const [text, jid, action, values] of [
    ['xmpp:ann@kit.example', 'ann@kit.example', undefined, {}],
    ['XMPP:ann@kit.example/desk', 'ann@kit.example/desk', undefined, {}],
    ['xmpp:kit.example?register', 'kit.example', 'register', {}],
    ['xmpp:kit.example?unregister', 'kit.example', 'unregister', {}],
    ['xmpp:ann@kit.example?remove', 'ann@kit.example', 'remove', {}],
    ['xmpp:trap@rooms.evil.example?join;password=x', 'trap@rooms.evil.example', 'join', { password: 'x' }],
    ['xmpp:a@b.example?message;body=a%3Bb%3D%20c;body=d#x', 'a@b.example', 'message', { body: 'a;b= c' }],
    ['xmpp:a@b.example?sendfile;name=x', 'a@b.example', 'unknown', { name: 'x' }],
    ['xmpp:a@b.example?constructor;__proto__=x', 'a@b.example', 'unknown', { ['__proto__']: 'x' }],
    ['xmpp:a@b.example?join;=;x;y=%E0', 'a@b.example', 'join', {}],
  ] as const)
    it(`IM-38, R-8: ${text} says what is to be asked`, () => {
      expect(read(text)).to.deep.equal({ jid, action, values });
    });

  for (const text of [
    '',
    'xmpp:',
    'xmpp:?join',
    'https://kit.example?join',
    'xmpp://me@kit.example/ann@kit.example?remove',
    'xmpp:@kit.example',
    'xmpp:%E0@kit.example',
    `xmpp:a@b.example?message;body=${'x'.repeat(3000)}`,
  ])
    it(`IM-38: ${text.slice(0, 50) || 'nothing'} is none`, () => {
      expect(readUri(text)).to.equal(undefined);
    });

  it('IM-38: is read or not, whatever it is, and never more than that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        const uri = readUri(`xmpp:${tail}`);
        expect(uri === undefined || uri.jid.length > 0).to.equal(true);
      }),
    );
  });

  it('R-8, REG-13: asks for a registration or its end, and nothing goes out by itself', async () => {
    const { server, session } = await accountOnline();
    const { readUri: readLazily } = await session.people;
    await server.next(({ name }) => name === 'presence', 'the first presence');
    await server.exchange();
    const before = server.sent.length;
    for (const action of ['register', 'unregister', 'remove', 'join;password=x'])
      expect((await readLazily(`xmpp:kit.example?${action}`))?.jid).to.equal('kit.example');
    expect(await server.exchange()).to.have.length(0);
    const asks = ({ name, attrs }: Element) => name !== 'iq' && attrs.to !== undefined;
    const registers = (element: Element) => child(element, 'query', 'jabber:iq:register') !== undefined;
    expect(
      server.sent
        .slice(before)
        .filter((each) => asks(each) || registers(each))
        .map(String),
    ).to.deep.equal([]);
    // what follows once somebody has said yes
    const asked = session.registration.request('kit.example').catch((error: Error) => error.name);
    const question = await server.next(registers);
    expect(question.attrs).to.include({ type: 'get', to: 'kit.example' });
    expect(await asked).to.equal('StanzaError');
  });
});
