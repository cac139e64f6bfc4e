import { expect } from 'chai';
import { writeStyle } from '../../../../src/session/markup.js';
import { readStyle } from '../../../../src/session/protocol/rich-style.js';
import fc from '../../../support/fast-check.js';

describe('readStyle', () => {
  for (const [text, style] of [
    ['color: #F00', { color: '#ff0000' }],
    ['COLOR : Rgb( 100% , 50%,0% )', { color: '#ff8000' }],
    ['color: rgb(255, 999, 1)', { color: '#ffff01' }],
    ['color: Gold; background-color: rebeccapurple', { color: '#ffd700', 'background-color': '#663399' }],
    ['font-size: 12pt', { 'font-size': '16px' }],
    ['font-size: xx-large', { 'font-size': '32px' }],
    ['font-size: 1000%', { 'font-size': '3em' }],
    ['font-size: 1px', { 'font-size': '8px' }],
    ['margin-left: 32px', { 'margin-left': '2em' }],
    ['margin-left: 99em', { 'margin-left': '4em' }],
    ['font-weight: 900; font-style: oblique', { 'font-weight': 'bold', 'font-style': 'oblique' }],
    ['text-decoration: line-through underline', { 'text-decoration': 'line-through underline' }],
    ['font-family: "Courier New", x', { 'font-family': 'monospace' }],
    ['font-family: Wibble, Georgia', { 'font-family': 'serif' }],
    ['font-family: Wibble', undefined],
    ['color: red; color: blue', { color: '#0000ff' }],
    ['background: red', { 'background-color': '#ff0000' }],
  ] as const)
    it(`XHT-12: “${text}” is a value of the grammar`, () => expect(readStyle(text)).to.deep.equal(style));

  for (const text of [
    'color: transparent',
    'color: rgba(1, 2, 3, 0)',
    'color: hsl(0, 100%, 50%)',
    'color: currentcolor',
    'color: inherit',
    'color: #ff',
    'color: #ff000000',
    'color: rgb(-1, 0, 0)',
    'color: rgb(1 2 3)',
    'background: red url(https://evil.example/)',
    'background: url(https://evil.example/)',
    'background-color: url(https://evil.example/)',
    'font-size: -1px',
    'font-size: 1e9px',
    'font-size: calc(1px + 1em)',
    'font-size: 100vh',
    'font-size: 0',
    'margin-left: -1px',
    'margin-left: 0',
    'margin: 1px',
    'font-family: expression(alert(1))',
    'font-family: "mono;space"',
    'text-decoration: blink',
    'text-decoration: none underline',
    'text-align: -moz-center',
    'color: r\\65 d',
    'color: red/**/',
    'color: red !important',
    '--x: red',
    'constructor: red',
    '__proto__: red',
    'position: fixed',
    'behavior: url(x)',
    ':',
    'color',
    'color:',
    '}*{color: red',
    '',
  ])
    it(`XHT-12: “${text}” is dropped`, () => expect(readStyle(text)).to.equal(undefined));

  it('XHT-12: whatever comes, what is left is a plain value, and is read as the same', () => {
    const units = fc.constantFrom(
      ...'color,background-color,font-size,font-family,margin-left,text-decoration'.split(','),
      ...[
        ':',
        ';',
        ' ',
        'red',
        '#fff',
        'rgb(',
        ')',
        'url(',
        '12',
        'px',
        'em',
        '%',
        '-',
        '.',
        '\\',
        '/*',
        '*/',
        '!important',
        'var(--x)',
      ],
      ...['monospace', '"', "'", ',', 'underline', '\n', '\u0000', '{', '}', '@import'],
    );
    fc.assert(
      fc.property(fc.string({ unit: units, maxLength: 40 }), (text) => {
        const style = readStyle(text) ?? {};
        for (const value of Object.values(style))
          expect(value).to.match(/^#[\da-f]{6}$|^\d+(\.\d+)?(px|em)$|^[a-z- ]+$/);
        if (Object.keys(style).length) expect(readStyle(writeStyle(style))).to.deep.equal(style);
      }),
      { numRuns: 2000 },
    );
  });
});
