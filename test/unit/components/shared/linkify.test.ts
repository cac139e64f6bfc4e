import { expect } from 'chai';
import { linkify, type Link } from '../../../../src/components/shared/linkify.js';

const links = (text: string) => linkify(text).filter((piece): piece is Link => typeof piece !== 'string');
const hrefs = (text: string) => links(text).map(({ href }) => href);

describe('linkify', () => {
  it('finds web, mail and chat addresses', () => {
    const text =
      'See https://a.example/x?y=1#z, http://b.example mailto:c@d.example and xmpp:room@e.example?join';
    expect(hrefs(text)).to.deep.equal([
      'https://a.example/x?y=1#z',
      'http://b.example/',
      'mailto:c@d.example',
      'xmpp:room@e.example?join',
    ]);
  });

  it('keeps every character of the text', () => {
    const text = 'a (https://a.example/b_(c)), “https://d.example/”; end.';
    const joined = linkify(text).map((piece) => (typeof piece === 'string' ? piece : piece.text));
    expect(joined.join('')).to.equal(text);
  });

  for (const [text, href] of [
    ['(https://a.example/b)', 'https://a.example/b'],
    ['https://a.example/b_(c)', 'https://a.example/b_(c)'],
    ['https://a.example/b?!', 'https://a.example/b'],
    ['https://a.example/b.', 'https://a.example/b'],
    ['“https://a.example/b”', 'https://a.example/b'],
    ['„https://a.example/b“', 'https://a.example/b'],
    ['HTTPS://A.example/', 'https://a.example/'],
  ] as const) {
    it(`leaves the sentence's punctuation out of ${text}`, () => expect(hrefs(text)).to.deep.equal([href]));
  }

  for (const text of [
    ['javascript', 'alert(1)'].join(':'),
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://host/x',
    'file:///etc/passwd',
    '//a.example/x',
    '/logout',
    'https://',
    'mailto:',
    'seehttps://a.example/',
    'xhttps:https://a.example/',
    '\u{1d400}https://a.example/',
    '7:xmpp:mailto:b@a.example',
    `https://a.example/${'x'.repeat(2048)}`,
  ]) {
    it(`X-3: makes no link of ${JSON.stringify(text.slice(0, 40))}`, () => {
      expect(hrefs(text)).to.deep.equal([]);
    });
  }

  it('finds an address behind a sign, and behind what only looks like one', () => {
    expect(hrefs('\u{1f600}https://a.example/')).to.deep.equal(['https://a.example/']);
    expect(hrefs('ahttp://b.example,http://c.example')).to.deep.equal(['http://c.example/']);
  });

  it('X-4: leaves an address with user-info as text', () => {
    expect(links('https://bank.example@evil.example/')).to.deep.equal([]);
    expect(links('https://user:pass@evil.example/')).to.deep.equal([]);
  });

  it('leaves an address with hidden characters as text', () => {
    expect(links('https://a.example/\u202egpj.exe')).to.deep.equal([]);
    expect(links('https://a.exam\u200bple/')).to.deep.equal([]);
  });

  it('tells the real host of an internationalised name', () => {
    expect(links('https://аpple.example/x')[0]?.host).to.equal('xn--pple-43d.example');
  });

  it('tells the real host where the words are written in another way', () => {
    expect(links('https://0x7f.1/')[0]?.host).to.equal('127.0.0.1');
    expect(links('https://a.example:443/')[0]?.host).to.equal(undefined);
  });

  it('stops at 100 links', () => {
    expect(links('https://a.example/ '.repeat(150))).to.have.length(100);
  });

  it('takes no more than a moment for hostile text', () => {
    const start = performance.now();
    linkify(`https://${'('.repeat(20_000)}`);
    linkify('http://'.repeat(3000));
    linkify(`https://a.example/${')'.repeat(20_000)}`);
    expect(performance.now() - start, 'no runaway').to.be.below(5_000);
  });
});
