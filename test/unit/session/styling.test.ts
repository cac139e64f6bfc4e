import { expect } from 'chai';
import { isUnstyled } from '../../../src/session/protocol/unstyled.js';
import type { RichNode } from '../../../src/session/rich-text.js';
import { mayBeStyled } from '../../../src/session/styled.js';
import { readStyling } from '../../../src/session/styling.js';
import { parseFrame } from '../../../src/session/xml.js';
import fc from '../../support/fast-check.js';

/** `<em>_a_</em>`: what is styled, and how. */
function shown(content: readonly RichNode[] | undefined): string | undefined {
  return content
    ?.map((node) => {
      if (typeof node === 'string') return node;
      if (node.name === 'br') return '/';
      const style = Object.values(node.style ?? {}).join();
      return `<${style || node.name}>${shown(node.children) ?? ''}</>`;
    })
    .join('');
}

const wordsOf = (content: readonly RichNode[]): string =>
  content.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('');

describe('readStyling', () => {
  for (const [body, expected] of [
    [
      '*strong* _emph_ ~gone~ `code`',
      '<strong>*strong*</> <em>_emph_</> <line-through>~gone~</> <monospace>`code`</>',
    ],
    ['_*both*_', '<em>_<strong>*both*</>_</>'],
    ['*strong*plain*', '<strong>*strong*</>plain*'],
    ['* plain *strong*', '* plain <strong>*strong*</>'],
    ['not*strong* *', undefined],
    ['*not \n strong*', undefined],
    ['*not *', undefined],
    ['**', undefined],
    ['****', undefined],
    ['**not strong**', undefined],
    ['`a *b* c`', '<monospace>`a *b* c`</>'],
    ['*a `b* c`', '<strong>*a `b*</> c`'],
    ['*a _b* c_', '<strong>*a _b*</> c_'],
    ['a\n*b*\nc', 'a/<strong>*b*</>/c'],
    ['a\n\n*b*', 'a//<strong>*b*</>'],
  ] as const)
    it(`STY-1: spans are matched lazily: ${JSON.stringify(body)}`, () =>
      expect(shown(readStyling(body))).to.equal(expected));

  for (const [body, expected] of [
    ['> a\n> *b*\nc', '<blockquote>> a/> <strong>*b*</></>c'],
    ['> a\n> > b\n>> c\n> d', '<blockquote>> a<blockquote>> > b/>> c</>> d</>'],
    ['>a', '<blockquote>>a</>'],
    [' > a', undefined],
    ['```\na *b*\n\n```\n*c*', '<monospace>```/a *b*//```</><strong>*c*</>'],
    ['```js\na', '<monospace>```js/a</>'],
    ['> ```\n> a\n> ```\n> *b*\nc', '<blockquote><monospace>> ```/> a/> ```</>> <strong>*b*</></>c'],
    ['> ```\n> a\nb', '<blockquote><monospace>> ```/> a</></>b'],
    ['a\n```\nb\n```', 'a<monospace>```/b/```</>'],
    ['> '.repeat(20) + 'a', '<blockquote>'.repeat(8) + '> '.repeat(20) + 'a' + '</>'.repeat(8)],
  ] as const)
    it(`STY-1: blocks come before spans: ${JSON.stringify(body)}`, () =>
      expect(shown(readStyling(body))).to.equal(expected));

  it('STY-1: no Markdown, no HTML, no links', () => {
    for (const body of [
      '# a',
      '[a](https://b.example/)',
      '<b>a</b>',
      '- a',
      '__a__',
      'https://a.example/b_c_d',
    ])
      expect(readStyling(body), body).to.equal(undefined);
  });

  it('STY-1: every character stays', () => {
    const units = fc.constantFrom('*', '_', '~', '`', '```', '>', ' ', '\n', 'a', '😀');
    fc.assert(
      fc.property(fc.string({ unit: units, maxLength: 60 }), (body) => {
        const content = readStyling(body);
        if (content) expect(wordsOf(content)).to.equal(body.replaceAll('\n', ''));
      }),
    );
  });

  it('STY-1: what the quick look passes over has nothing to style', () => {
    const units = fc.constantFrom('*', '_', '~', '`', '```', '>', ' ', '\n', 'a');
    fc.assert(
      fc.property(fc.string({ unit: units, maxLength: 20 }), (body) => {
        if (!mayBeStyled(body)) expect(readStyling(body)).to.equal(undefined);
      }),
      { numRuns: 2000 },
    );
    for (const body of ['hello', 'a * b', 'snake_case_name', 'it’s 5 > 3', 'https://a.example/~b'])
      expect(mayBeStyled(body), body).to.equal(false);
  });

  it('STY-1: takes time by the length, whatever is in it', () => {
    for (const unit of ['*a ', '*', ' *a', '> ', '>', '>\n', '```\n', '*_~`', ' *a*', '_*a ', '> *a*\n']) {
      const body = unit.repeat(Math.floor(60_000 / unit.length));
      const start = performance.now();
      mayBeStyled(body);
      readStyling(body);
      expect(performance.now() - start, unit).to.be.below(5_000); // what runs away takes minutes
    }
    expect(readStyling(`*a* ${'x'.repeat(70_000)}`)).to.equal(undefined);
    expect(readStyling('*a* '.repeat(3000))).to.equal(undefined);
  });
});

describe('isUnstyled', () => {
  it('STY-1: is what the sender said', () => {
    const has = (child: string) =>
      isUnstyled(parseFrame(`<message xmlns='jabber:client'>${child}</message>`)!);
    expect(has(`<unstyled xmlns='urn:xmpp:styling:0'/>`)).to.equal(true);
    expect(has(`<unstyled/>`)).to.equal(false);
    expect(has(`<x xmlns='y'><unstyled xmlns='urn:xmpp:styling:0'/></x>`)).to.equal(false);
  });
});
