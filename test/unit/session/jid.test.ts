import { expect } from 'chai';
import fc from '../../support/fast-check.js';
import {
  bareJid,
  domainOf,
  parseJid,
  prepareResource,
  resourceOf,
  sameBare,
} from '../../../src/session/jid.js';

describe('parseJid', () => {
  it('CORE-38, C-6: splits at the first slash, then at the first @ before it', () => {
    expect(parseJid('ann@kit.example/eve@evil.example')).to.deep.equal({
      local: 'ann',
      domain: 'kit.example',
      resource: 'eve@evil.example',
      bare: 'ann@kit.example',
      full: 'ann@kit.example/eve@evil.example',
    });
    expect(bareJid('eve@evil.example/ann@kit.example')).to.equal('eve@evil.example');
    expect(domainOf('kit.example/a/b@c')).to.equal('kit.example');
    expect(resourceOf('kit.example/a/b@c')).to.equal('a/b@c');
  });

  it('CORE-38: folds case of local part and domain, not of the resource', () => {
    expect(parseJid('ANN@KIT.EXAMPLE/Desk')?.full).to.equal('ann@kit.example/Desk');
    expect(parseJid('ann@kit.example/desk')?.full).to.not.equal(parseJid('ann@kit.example/Desk')?.full);
  });

  for (const text of [
    '',
    '/',
    '/x',
    '@',
    '@kit.example',
    'ann@',
    'ann@/x',
    'ann@kit.example/',
    'ann@eve@kit.example',
    'an n@kit.example',
    'a:b@kit.example',
    `a'b@kit.example`,
    'a"b@kit.example',
    'a&b@kit.example',
    'a<b@kit.example',
    'ann\u200B@kit.example',
    'a\uFF0Fb@kit.example',
    'a\uFF20b@kit.example',
    'ann@kit..example',
    'ann@.kit.example',
    'ann@kit example',
    'ann@kit.example:5222',
    'ann@kit%2Eexample',
    'ann@xn--\uFFFF.example',
    'ann@xn--999999999.example',
    'ann@[::1',
    'ann@kit.example/a\u0000b',
    'ann@kit.example/\uD800',
    'a\uD800n@kit.example',
    'ann@\uD800.example',
  ]) {
    it(`CORE-38: refuses ${JSON.stringify(text)}`, () => {
      expect(parseJid(text)).to.equal(undefined);
    });
  }

  it('CORE-38: takes parts of up to 1023 octets', () => {
    const [fits, over] = ['é'.repeat(511), 'é'.repeat(512)];
    expect(parseJid(`${fits}@kit.example/${fits}`)).to.be.an('object');
    expect(parseJid(`${over}@kit.example`)).to.equal(undefined);
    expect(parseJid(`kit.example/${over}`)).to.equal(undefined);
    expect(parseJid(`kit.example/${'a'.repeat(1023)}`)).to.be.an('object');
    expect(parseJid('a'.repeat(1024))).to.equal(undefined);
  });

  it('takes addresses of machines and a final dot', () => {
    expect(bareJid('ann@[::1]/x')).to.equal('ann@[::1]');
    expect(bareJid('ann@127.0.0.1')).to.equal('ann@127.0.0.1');
    expect(bareJid('ann@kit.example.')).to.equal('ann@kit.example');
    expect(bareJid('localhost')).to.equal('localhost');
  });

  it('CORE-38: takes both spellings of an international domain for one', () => {
    expect(bareJid('ann@XN--BCHER-KVA.example')).to.equal('ann@bücher.example');
    expect(bareJid('ann@BÜCHER.example')).to.equal('ann@bücher.example');
    expect(bareJid('xn--e1afmkfd.xn--80akhbyknj4f')).to.equal('пример.испытание');
    expect(bareJid('xn--fiqs8s')).to.equal('中国');
    expect(bareJid('bu\u0308cher.example')).to.equal('bücher.example');
  });

  it('CORE-38: refuses a domain that becomes none when it is mapped', () => {
    for (const domain of ['\uFF06', 'a\uFF06b.example', '\uFF03', '\uFE6A.example', 'a\uFF20b.example']) {
      expect(parseJid(domain), domain).to.equal(undefined);
    }
  });

  it('CORE-38: maps wide forms in local parts and spaces in resources', () => {
    expect(bareJid('\uFF21\uFF2E\uFF2E@kit.example')).to.equal('ann@kit.example');
    expect(resourceOf('kit.example/a\u00A0b\u3000c')).to.equal('a b c');
    expect(resourceOf('kit.example/e\u0301')).to.equal('\u00E9');
  });

  it('C-8: keeps look-alikes apart', () => {
    const ann = parseJid('lab@rooms.kit.example/ann')!.full;
    for (const nick of ['\u0430nn', 'ann\u200B', '\u202Enna', 'ann ', 'Ann']) {
      expect(parseJid(`lab@rooms.kit.example/${nick}`)?.full, nick)
        .to.be.a('string')
        .and.not.equal(ann);
    }
    expect(sameBare('\u0430nn@kit.example', 'ann@kit.example')).to.equal(false);
  });

  it('C-7: is not fooled by names that objects have', () => {
    expect(parseJid('__proto__')?.bare).to.equal('__proto__');
    expect(resourceOf('kit.example/constructor')).to.equal('constructor');
  });

  it('forgets none of a thousand addresses', () => {
    for (let n = 0; n < 1000; n++) expect(bareJid(`U${n}@kit.example/x`)).to.equal(`u${n}@kit.example`);
  });
});

describe('sameBare', () => {
  it('compares prepared addresses without their resources', () => {
    expect(sameBare('Ann@kit.example/a', 'ann@KIT.example/b')).to.equal(true);
    expect(sameBare('ann@kit.example', 'ann@evil.example')).to.equal(false);
  });

  it('is false for what is no address', () => {
    expect(sameBare(undefined, undefined)).to.equal(false);
    expect(sameBare('ann@', 'ann@')).to.equal(false);
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'aAéß@/.-:[]İΣςﬁ＠Ａ\u200B\u0301\u3002 %xn') }),
    fc
      .tuple(fc.string({ unit: 'grapheme' }), fc.domain(), fc.string({ unit: 'grapheme' }))
      .map(([a, b, c]) => `${a}@${b}/${c}`),
  );

  it('CORE-38: prepared twice is prepared once', () => {
    fc.assert(
      fc.property(text, (each) => {
        const jid = parseJid(each);
        if (jid) expect(parseJid(jid.full)).to.deep.equal(jid);
      }),
      { numRuns: 3000 },
    );
  });

  it('CORE-38: gives parts that make up the whole and are neither empty nor too long', () => {
    const octets = (part: string) => new TextEncoder().encode(part).length;
    fc.assert(
      fc.property(text, (each) => {
        const jid = parseJid(each);
        if (!jid) return;
        const { local, domain, resource, bare, full } = jid;
        expect(bare).to.equal(local === undefined ? domain : `${local}@${domain}`);
        expect(full).to.equal(resource === undefined ? bare : `${bare}/${resource}`);
        for (const part of [local, domain, resource]) {
          if (part !== undefined) expect(octets(part)).to.be.within(1, 1023);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('MUC-9: a nickname that is prepared stays as it is in an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (each) => {
        const nick = prepareResource(each);
        if (nick) expect(resourceOf(`lab@rooms.kit.example/${nick}`)).to.equal(nick);
      }),
    );
  });
});
