import { expect } from 'chai';
import type { RichElement, RichNode } from '../../../../src/session/rich-text.js';
import { markupOf } from '../../../../src/session/markup.js';
import { plainText } from '../../../../src/session/plain-text.js';
import {
  buildXhtml,
  NS_XHTML_IM,
  readMarkup,
  readOwn,
  readXhtml,
} from '../../../../src/session/protocol/xhtml-im.js';
import { parseFrame, xml, XmlError, type Element } from '../../../../src/session/xml.js';
import fc from '../../../support/fast-check.js';

const NS_XHTML = 'http://www.w3.org/1999/xhtml';

const messageOf = (...nodes: (Element | string)[]) =>
  xml(
    'message',
    { xmlns: 'jabber:client' },
    xml('body', {}, 'plain'),
    xml('html', { xmlns: NS_XHTML_IM }, xml('body', { xmlns: NS_XHTML }, ...nodes)),
  );

function read(html: string, body = 'plain') {
  const limits = { length: 10_000_000, depth: 20_000, elements: 500_000 };
  const text = `<message xmlns='jabber:client'><html xmlns='${NS_XHTML_IM}'><body xmlns='${NS_XHTML}'>${html}</body></html></message>`;
  return readXhtml(parseFrame(text, limits)!, body);
}

/** What goes out for it, unless that is nothing but plain words. */
function built(content: readonly RichNode[]) {
  const own = readOwn(markupOf(content));
  return own && buildXhtml(own.content).toString();
}

/** As others will read it. */
function sent(content: readonly RichNode[], body = 'plain') {
  const text = `<message xmlns='jabber:client'>${built(content) ?? ''}</message>`;
  return readXhtml(parseFrame(text)!, body);
}

const contentOf = (rich: ReturnType<typeof read>) => (typeof rich === 'object' ? rich.content : []);
const nested = (depth: number, name = 'p') =>
  `<${name}>`.repeat(depth) + '<em>o</em>' + `</${name}>`.repeat(depth);

describe('readXhtml', () => {
  it('X-14, XHT-19: what is nested too deeply, or too much, is the plain body, marked', () => {
    expect(read(nested(31, 'blockquote'))).to.have.property('content');
    for (const html of [
      nested(32, 'blockquote'),
      nested(40),
      nested(10_000),
      '<br/>'.repeat(2001),
      '<br/>'.repeat(200_000),
      `<em>${'x'.repeat(65_530)}</em>`,
      "<em style='" + 'x'.repeat(65_530) + "'/>",
    ])
      expect(read(html), html.slice(0, 40)).to.equal('too-much');
  });

  it('XHT-19: of links and pictures past the limits the words stay, of styles past it the element', () => {
    const links = contentOf(read(`<a href='https://a.example/'>x</a>`.repeat(110)));
    const linked = links.filter((node) => typeof node !== 'string' && node.href);
    expect(linked).to.have.length(100);
    expect(links.at(-1)).to.equal('x'.repeat(10));
    const images = contentOf(read(`<img src='https://a.example/' alt='x'/>`.repeat(60)));
    expect(images).to.have.length(51);
    expect(images.at(-1)).to.equal('x'.repeat(10));
    const [em] = contentOf(read("<em style='" + 'color: red; '.repeat(90) + "'>x</em>")) as RichElement[];
    expect(em).to.deep.equal({ name: 'em', children: ['x'] });
  });

  it('XHT-12: margins don’t add up', () => {
    const margin = "<blockquote style='margin-left: 4em'>";
    const text = JSON.stringify(read(`${margin.repeat(20)}x${'</blockquote>'.repeat(20)}`));
    expect(text.match(/margin-left/g)).to.have.length(1);
  });

  for (const [what, html, body] of [
    ['white space', '<p>a  b</p><p><em>c</em></p>', 'a b\n\n\nc\n'],
    ['marks of lists', '<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>', '* a\n- b\n1) c'],
    ['marks of quotes', '<blockquote>a<br/>b</blockquote><em>c</em>', '> a\n>b\nc'],
    ['marks of styles', '<strong>a</strong> <em>b</em> <code>c_d</code>', '*a* _b_ `c_d`'],
    ['addresses of links', '<a href="https://a.example/">here</a>, you', 'here <https://a.example/>, you'],
    ['addresses of mail', '<a href="mailto:a@b.example">write</a>', 'write (a@b.example)'],
    [
      'what a picture shows',
      '<em>a</em> <img src="https://a.example/b.png" alt="b"/>',
      'a https://a.example/b.png',
    ],
    [
      'that nothing says what a picture shows',
      '<em>a</em> <img src="https://a.example/b.png" alt="b"/>',
      'a',
    ],
    ['forms of quotation marks', '<q>a</q> <em>b</em>', '"a" b'],
  ] as const) {
    it(`X-15: ${what}: no difference`, () => expect(read(html, body)).to.include({ differs: false }));
  }

  for (const [what, html, body] of [
    ['amounts', '<p>transfer <em>10000</em> EUR</p>', 'transfer 10 EUR'],
    ['signs', '<p>transfer <em>10.00</em> EUR</p>', 'transfer 1000 EUR'],
    ['numbers behind those of a list', '<ol><li>10. EUR</li></ol>', '1. 99. EUR'],
    ['an address that is part of the words', '<a href="mailto:1">1</a><em>110</em>', '0'],
    ['a word more', '<p>I do <em>not</em> agree</p>', 'I do agree'],
    ['numbers that are none of a list', '<p><em>10. 5.</em></p>', '5.'],
  ] as const) {
    it(`X-15: ${what}: told`, () => expect(read(html, body)).to.include({ differs: true }));
  }

  for (const [words, href, host] of [
    ['https://bank.example/', 'https://evil.example/', 'evil.example'],
    ['bank.example', 'https://evil.example/bank.example', 'evil.example'],
    ['www.a.example/b', 'https://a.example/c', undefined],
    ['A.Example', 'https://www.a.example/', undefined],
    ['bank\u200b.example', 'https://evil.example/', 'evil.example'],
    ['ｂａｎｋ．ｅｘａｍｐｌｅ', 'https://evil.example/', 'evil.example'],
    ['http://localhost/', 'https://evil.example/', 'evil.example'],
    ['127.0.0.1', 'https://evil.example/', 'evil.example'],
    ['here', 'https://a.example/', undefined],
    ['bob@bank.example', 'mailto:eve@evil.example', 'eve@evil.example'],
    ['eve@evil.example', 'mailto:eve@evil.example', undefined],
    ['mail bob', 'mailto:eve@evil.example', undefined],
    [`${'x'.repeat(600)} bank.example`, 'https://evil.example/', 'evil.example'],
  ] as const) {
    it(`XHT-11: “${words.slice(-24)}” leading to ${href}: ${host ?? 'nothing to tell'}`, () => {
      const link = contentOf(read(`<a href='${href}'>${words}</a>`)).find(
        (node): node is RichElement => typeof node !== 'string',
      );
      expect(link?.host).to.equal(host);
    });
  }

  it('reads stanzas that were built as it reads those that came', () => {
    const built = messageOf(xml('em', {}, 'a'), xml('script', {}, 'b'), xml('p', { xmlns: 'x' }, 'c'));
    expect(contentOf(readXhtml(built, 'a'))).to.deep.equal([{ name: 'em', children: ['a'] }]);
  });

  it('XHT-19: takes time by the length, whatever is in it', () => {
    const fill = (text: string) => text.repeat(Math.floor(60_000 / text.length));
    for (const html of [
      fill('a '),
      `<a href='https://a.example/'>${fill('a')}</a>`,
      `<ul><li>${fill('*')}a</li></ul>`,
      `<blockquote>${fill('> ')}</blockquote>`,
      `<a href='https://a.example/'>x</a>${fill('( ')}`,
      "<em style='color:" + fill(' ') + "'>x</em>",
      `<a href='https://a.example/'>${fill('a.')}</a>`,
      '<br/>'.repeat(1990),
    ]) {
      const start = performance.now();
      read(html, fill('\n '));
      expect(performance.now() - start, html.slice(0, 60)).to.be.below(5_000); // what runs away takes minutes
    }
  });
});

describe('readMarkup', () => {
  it('XHT-20: goes through the filter', () => {
    expect(readMarkup('<p onclick="x">a</p><script>b</script><h2>c &amp; d</h2>')).to.deep.equal([
      { name: 'p', children: ['a'] },
      { name: 'p', children: [{ name: 'strong', children: ['c & d'] }] },
    ]);
    expect(readMarkup('')).to.deep.equal([]);
  });

  for (const html of [
    '<p>',
    '</body><p>a</p>',
    'a &nbsp; b',
    '<!-- a -->',
    '<p a>b</p>',
    '</body><body>',
    '<x:p/>',
  ])
    it(`XHT-13: ${html} is no XHTML`, () => expect(() => readMarkup(html)).to.throw(XmlError));

  it('XHT-19: says where it is too much', () => {
    for (const html of [
      nested(40),
      '<br/>'.repeat(2500),
      '<br/>'.repeat(5000),
      'x'.repeat(70_000),
      'x'.repeat(300_000),
    ])
      expect(() => readMarkup(html)).to.throw(RangeError, 'too much markup');
  });
});

describe('buildXhtml', () => {
  const inBody = (html: string) =>
    `<html xmlns="${NS_XHTML_IM}"><body xmlns="${NS_XHTML}">${html}</body></html>`;

  it('XHT-13, XHT-14: significant spaces are U+00A0, lines br, nothing but XML’s own names', () => {
    const content = ['  a\tb\n c <&>"\u0001', { name: 'em', children: [' d  e'] } as const];
    expect(built(content)).to.equal(
      inBody('\u00a0 a\u00a0\u00a0\u00a0 b<br/>\u00a0c &lt;&amp;&gt;"<em> d\u00a0 e</em>'),
    );
  });

  it('XHT-14: spaces are kept where elements and lines end, too', () => {
    const content: RichNode[] = [
      {
        name: 'p',
        children: ['a ', { name: 'em', children: [' b '] }, ' ', { name: 'br', children: [] }, ' c '],
      },
      { name: 'ul', children: [{ name: 'li', children: [' '] }] },
    ];
    const html = '<p>a <em>\u00a0b </em>\u00a0<br/>\u00a0c\u00a0</p><ul><li>\u00a0</li></ul>';
    expect(markupOf(content)).to.equal(html);
    expect(markupOf([])).to.equal('');
    expect(markupOf(readMarkup(html))).to.equal(html);
  });

  it('XHT-14: structure before styles, no lists in paragraphs, links with an address, images with one and words', () => {
    const content: RichNode[] = [
      {
        name: 'p',
        children: [
          { name: 'em', children: ['a', { name: 'ul', children: [{ name: 'li', children: ['b'] }] }] },
          { name: 'a', children: ['c'] },
          { name: 'img', children: [], image: { src: 'https://d.example/', alt: '' } },
          { name: 'img', children: [], image: { alt: 'e' } },
        ],
      },
    ];
    expect(built(content)).to.equal(
      inBody('<p><em>a</em></p><ul><li><em>b</em></li></ul><p>c<img src="https://d.example/" alt=""/>e</p>'),
    );
  });

  it('XHT-21: code and struck words are spans of a style', () => {
    const content: RichNode[] = [
      { name: 'span', style: { 'font-family': 'monospace' }, children: ['a'] },
      { name: 'span', style: { 'text-decoration': 'line-through' }, children: ['b'] },
    ];
    expect(built(content)).to.equal(
      inBody(
        '<span style="font-family: monospace">a</span><span style="text-decoration: line-through">b</span>',
      ),
    );
  });

  it('XHT-2: nothing is built where nothing is formatted', () => {
    for (const content of [
      [],
      ['a\nb'],
      [{ name: 'p', children: ['a'] } as const, 'b'],
      [{ name: 'em', children: [] } as const],
    ])
      expect(built(content)).to.equal(undefined);
  });

  it('XHT-20: nothing goes out that would not come in', () => {
    const evil = {
      name: 'script',
      children: ['a'],
    } as unknown as RichElement;
    const link: RichElement = { name: 'a', href: ['javascript', 'x'].join(':'), children: ['b'] };
    const span = {
      name: 'span',
      style: { color: 'url(x)', position: 'fixed' },
      children: ['c'],
    } as unknown as RichElement;
    expect(built([evil, link, span, { name: 'em', children: ['d'] }])).to.equal(inBody('bc<em>d</em>'));
    expect(() => built([{ name: 'em', children: ['x'.repeat(70_000)] }])).to.throw(RangeError);
  });

  it('XHT-18: “/me” stays as it is', () => {
    expect(built(['/me ', { name: 'em', children: ['waves'] }])).to.equal(inBody('/me <em>waves</em>'));
  });
});

describe('plainText', () => {
  it('XHT-2: says the same in plain words', () => {
    const html = `<p>a<br/>b</p><ul><li>c<ol><li>d</li><li>e</li></ol></li></ul><blockquote>f<p>g</p></blockquote>
      <p><br/></p><p>see <a href='https://h.example/'>this</a>, <a href='https://i.example/'>i.example</a></p>`;
    expect(plainText(readMarkup(html))).to.equal(
      'a\nb\n- c\n  1. d\n  2. e\n> f\n> g\n\nsee this (https://h.example/), i.example',
    );
  });

  it('XHT-2: puts signs around what would not be read otherwise', () => {
    const html = `<p>a</p><p>b <code>c d</code></p><pre>e  f\n\ng</pre><ul><li>h<pre>i</pre></li></ul>
      <blockquote><pre>j</pre></blockquote><p>k</p>`;
    expect(plainText(readMarkup(html))).to.equal(
      'a\n\nb `c d`\n```\ne  f\n\ng\n```\n- h\n  ```\n  i\n  ```\n> ```\n> j\n> ```\nk',
    );
  });
});

const NAMES =
  'a blockquote br cite em img li ol p span strong ul div h1 pre code q dl dt dd table tr td b u script svg x'.split(
    ' ',
  );
const STYLES = fc.constantFrom(
  'color: red',
  'font-size: 200%; margin-left: 2em',
  'text-align: center',
  'font-family: Courier, x; background-color: #fff',
  'text-decoration: underline line-through',
);
const ATTRIBUTES = fc.record(
  {
    href: fc.constantFrom('https://a.example/', 'https://b.example/c', 'mailto:d@e.example', '/f'),
    src: fc.constantFrom('https://a.example/g.png', 'h'),
    alt: fc.constantFrom('', 'i'),
    style: STYLES,
    class: fc.constant('j'),
  },
  { requiredKeys: [] },
);
const TEXTS = fc.string({
  unit: fc.constantFrom('a', 'B', '\u00a0', '\u200b', ' ', '\n', '<', '&', '.', '😀'),
  maxLength: 8,
});

const { tree: trees } = fc.letrec<{ tree: Element; node: Element | string }>((tie) => ({
  tree: fc
    .tuple(fc.constantFrom(...NAMES), ATTRIBUTES, fc.array(tie('node'), { maxLength: 4 }))
    .map(([name, attrs, nodes]) => xml(name, attrs, ...nodes)),
  node: fc.oneof({ depthSize: 'small' }, TEXTS, tie('tree')),
}));

function each(
  content: readonly RichNode[],
  check: (element: RichElement, path: readonly string[]) => void,
  path: string[] = [],
) {
  for (const node of content) {
    if (typeof node === 'string') continue;
    check(node, path);
    each(node.children, check, [...path, node.name]);
  }
}

describe('any XHTML', () => {
  it('XHT-4, XHT-5, XHT-12, XHT-14: comes in as what rich text can be, well nested', () => {
    fc.assert(
      fc.property(fc.array(trees, { maxLength: 5 }), (nodes) => {
        const content = contentOf(readXhtml(messageOf(...nodes), 'plain'));
        each(content, ({ name, children, style = {}, href, image }, path) => {
          expect('a blockquote br cite em img li ol p span strong ul'.split(' ')).to.include(name);
          if (name === 'li') expect(path.at(-1)).to.match(/^[ou]l$/);
          if (/^[ou]l$/.test(path.at(-1) ?? '')) expect(name).to.equal('li');
          if (/^(p|ul|ol|li|blockquote)$/.test(name))
            expect(path).not.to.include.oneOf(['p', 'em', 'span', 'a', 'strong']);
          if (!/^(br|img)$/.test(name)) expect(children).not.to.be.empty;
          if (name === 'a') expect(href).to.match(/^(https|mailto):/);
          else expect(href).to.equal(undefined);
          if (name === 'img') expect(image?.src).to.match(/^https:/);
          for (const property of Object.keys(style))
            expect(property).to.match(
              /^(color|background-color|font-size|font-family|margin-left|text-align|text-decoration)$/,
            );
        });
      }),
    );
  });

  it('XHT-20: read, sent and read again it is the same', () => {
    fc.assert(
      fc.property(fc.array(trees, { maxLength: 5 }), (nodes) => {
        const first = readXhtml(messageOf(...nodes), 'plain');
        if (typeof first !== 'object' || !built(first.content)) return;
        expect(sent(first.content)).to.deep.equal(first);
      }),
    );
  });

  it('XHT-2: its plain words are the same words', () => {
    fc.assert(
      fc.property(fc.array(trees, { maxLength: 5 }), (nodes) => {
        const first = readXhtml(messageOf(...nodes), 'plain');
        if (typeof first !== 'object' || !built(first.content)) return;
        expect(sent(first.content, first.text)).to.include({ differs: false });
      }),
    );
  });
});
