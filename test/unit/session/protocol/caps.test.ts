import { expect } from 'chai';
import fc from '../../../support/fast-check.js';
import { capsHash, verify } from '../../../../src/session/protocol/verify-caps.js';
import { readInfo, type DiscoInfo } from '../../../../src/session/protocol/disco.js';
import { buildInfo } from '../../../../src/session/protocol/disco-answers.js';
import { parseFrame } from '../../../../src/session/xml.js';

const KIT = 'jWQcCElABMLydvbZ1LcnvhQDXKo=';
const identity = `<identity category='client' type='web' name='Kit'/>`;
const features = ['http://jabber.org/protocol/disco#info', 'http://jabber.org/protocol/ibb', 'urn:xmpp:ping'];

const info = (inner: string) =>
  readInfo(parseFrame(`<query xmlns='http://jabber.org/protocol/disco#info'>${inner}</query>`)!);
const vars = (names: readonly string[]) => names.map((name) => `<feature var='${name}'/>`).join('');
const caps = (ver: string, hash?: string) => ({ node: 'https://kit.example/', ver, hash });
const judge = (answer: DiscoInfo) => verify(answer, caps(capsHash(answer), 'sha-1'));
const form = (type: string, ...fields: [string, string][]) =>
  `<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>${type}</value></field>` +
  fields.map(([name, value]) => `<field var='${name}'><value>${value}</value></field>`).join('') +
  `</x>`;

describe('capsHash', () => {
  it('CAPS-4, D-3: sorts by octets, where U+FF5E comes before U+10000', () => {
    const hash = (...names: string[]) => capsHash(info(identity + vars(names)));
    // SHA-1 of "client/web//Kit<x:\u{FF5E}<x:\u{10000}<", from a tool of its own.
    expect(hash('x:\u{10000}', 'x:\uFF5E')).to.equal('23xOaQbYagbZhedKGSLMIKaB754=');
    expect(hash('x:\uFF5E', 'x:\u{10000}')).to.equal('23xOaQbYagbZhedKGSLMIKaB754=');
  });

  it('CAPS-3: sorts identities by their parts, not as a whole', () => {
    // As a whole, "client-x/a" would come before "client/b".
    const hash = capsHash(
      info(`<identity category='client-x' type='a'/><identity category='client' type='b' xml:lang='en'/>`),
    );
    expect(hash).to.equal('r6y8PjbrY4+FKpfJfClCsYtQwMg=');
  });

  it('CAPS-3: does not depend on the order of anything', () => {
    const forms = [form('urn:b', ['y', '2'], ['x', '1']), form('urn:a')];
    const other = `<identity category='client' type='pc'/>`;
    const one = info(identity + other + vars(features) + forms.join(''));
    const two = info([...forms].reverse().join('') + vars([...features].reverse()) + other + identity);
    expect(capsHash(one)).to.equal(capsHash(two));
  });
});

describe('verify', () => {
  it('CAPS-14: trusts an answer that fits', () => {
    expect(verify(info(identity + vars(features)), caps(KIT, 'sha-1'))).to.equal('valid');
  });

  it('CAPS-14, D-2: finds other features than the hash says', () => {
    expect(verify(info(identity + vars(features.slice(1))), caps(KIT, 'sha-1'))).to.equal('mismatch');
  });

  it('CAPS-12, D-4: refuses ill-formed answers whole, even those that fit without the duplicate', () => {
    expect(verify(info(identity + vars([...features, 'urn:xmpp:ping'])), caps(KIT, 'sha-1'))).to.equal(
      'ill-formed',
    );
  });

  it('CAPS-10, CAPS-11: trusts no hash that is missing or of an unknown kind', () => {
    expect(verify(info(identity + vars(features)), caps(KIT))).to.equal('untrusted');
    expect(verify(info(identity + vars(features)), caps(KIT, 'sha-256'))).to.equal('untrusted');
  });

  it('CAPS-15, D-1: trusts no identity told as a feature', () => {
    const answer = info(vars(['client/web//Kit', ...features]));
    expect(capsHash(answer)).to.equal(KIT);
    expect(judge(answer)).to.equal('untrusted');
    expect(judge(info(identity + vars(['client/web//Kit'])))).to.equal('untrusted');
  });

  it('CAPS-15, D-1: trusts no features told as part of a name', () => {
    const name = `Kit&lt;${features[0]!}&lt;${features[1]!}`;
    const answer = info(
      `<identity category='client' type='web' name='${name}'/><feature var='urn:xmpp:ping'/>`,
    );
    expect(capsHash(answer)).to.equal(KIT);
    expect(judge(answer)).to.equal('untrusted');
  });

  for (const [what, answer] of [
    ['no identity', vars(features)],
    ['< in a feature', identity + vars(['a&lt;b'])],
    ['< in a field', identity + form('urn:z', ['a&lt;b', 'a'])],
    ['< in a value', identity + form('urn:z', ['b', 'a&lt;b'])],
    ['< in a form type', identity + form('urn:z&lt;a', ['b', 'a'])],
    ['/ in a category', `<identity category='a/b' type='c'/>`],
    ['/ in a type', `<identity category='a' type='b/c'/>`],
    ['/ in a language', `<identity category='a' type='b' xml:lang='c/d'/>`],
    [
      'features told as a form',
      identity + vars(features.slice(0, 1)) + form('http://jabber.org/protocol/ibb', ['urn:xmpp:ping', 'x']),
    ],
  ] as const) {
    it(`CAPS-15: trusts no answer with ${what}`, () => {
      expect(judge(info(answer))).to.equal('untrusted');
    });
  }

  it('CAPS-14: trusts an answer with a form that cannot be features', () => {
    expect(
      judge(info(identity + vars(features) + form('urn:xmpp:dataforms:softwareinfo', ['os', 'Linux']))),
    ).to.equal('valid');
  });

  it('CAPS-14: trusts what we build ourselves, whatever the features', () => {
    const feature = fc.webUrl().filter((url) => !url.includes('<'));
    fc.assert(
      fc.property(fc.uniqueArray(feature), (names) => {
        const own = {
          identities: [{ category: 'client', type: 'web', name: 'Kit' }],
          features: new Set(names),
        };
        const read = readInfo(parseFrame(buildInfo(own).toString())!);
        expect(verify(read, caps(capsHash({ ...own, forms: [] }), 'sha-1'))).to.equal('valid');
      }),
    );
  });
});
