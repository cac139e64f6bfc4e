/** Formatted messages as other applications send them (test/cases/clients), as people see them. */
import { expect } from 'chai';
import { richNodes, richStyles } from '../../../../src/components/conversation/rich-content.js';
import { rowStyles } from '../../../../src/components/conversation/rows.styles.js';
import { makeLocale } from '../../../../src/components/shared/locale.js';
import { adopt } from '../../../../src/components/shared/sheet.js';
import { english } from '../../../../src/components/shared/strings.js';
import { tokens } from '../../../../src/components/shared/tokens.js';
import { readXhtml } from '../../../../src/session/protocol/xhtml-im.js';
import { parseFrame } from '../../../../src/session/xml.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';

interface Sample {
  readonly title: string;
  readonly args: readonly [body: string];
  readonly shown: {
    readonly lines: readonly string[];
    /** Of some of its words, in alphabetical order. */
    readonly looks: Readonly<Record<string, string>>;
  };
}

const NAMES = ['gajim', 'gajim-escaped', 'gajim-structured', 'matrix-bridge', 'pidgin', 'psi'];

const load = async (file: string) => (await fetch(`/test/cases/clients/${file}`)).text();

function show(message: string, plain: string): HTMLElement {
  const rich = readXhtml(parseFrame(message)!, plain);
  if (typeof rich !== 'object') throw new Error('nothing to show');
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  adopt(root, tokens, rowStyles, richStyles);
  const body = document.createElement('div');
  body.className = 'kit words';
  body.part.add('message-body');
  body.append(...richNodes(rich.content, { locale: makeLocale('en', english), expanded: false }));
  root.append(body);
  document.body.append(host);
  cleanUpAfterTest(() => host.remove());
  return body;
}

/** By what is drawn, not by what it is made of. */
function looksOf(words: Text, body: HTMLElement): string {
  const element = words.parentElement!;
  const own = getComputedStyle(element);
  const around = getComputedStyle(body);
  const size = Number.parseFloat(own.fontSize) / Number.parseFloat(around.fontSize);
  const lines = (each: Element | null): string =>
    each && body.contains(each)
      ? `${getComputedStyle(each).textDecorationLine} ${lines(each.parentElement)}`
      : '';
  const link = element.closest('a');
  const looks = {
    bold: Number(own.fontWeight) >= 600,
    code: own.fontFamily.includes('mono'),
    coloured: own.color !== getComputedStyle(link ?? body).color,
    italic: own.fontStyle === 'italic',
    item: element.closest('li'),
    large: size > 1.1,
    link,
    marked: !/^(transparent|rgba\(0, 0, 0, 0\))$/.test(own.backgroundColor) && !element.closest('.code'),
    quote: element.closest('blockquote'),
    struck: lines(element).includes('line-through'),
    underlined: !link && lines(element).includes('underline'),
  };
  return Object.entries(looks)
    .flatMap(([look, is]) => (is ? [look] : []))
    .join(' ');
}

function texts(body: HTMLElement): Text[] {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

describe('formatted messages of other applications', () => {
  for (const name of NAMES)
    it(`XHT-4, XHT-12, XHT-21: look as they were meant to (${name})`, async () => {
      const { args, shown } = JSON.parse(await load(`${name}.json`)) as Sample;
      const body = show(await load(`${name}.xml`), args[0]);
      const lines = body.innerText.split('\n').map((line) => line.replaceAll('\u00a0', ' ').trim());
      expect(lines.filter(Boolean)).to.deep.equal(shown.lines);
      const looks = texts(body).map((words) => [words.data, looksOf(words, body)] as const);
      const wanted = Object.keys(shown.looks);
      expect(Object.fromEntries(looks.filter(([words]) => wanted.includes(words)))).to.deep.equal(
        shown.looks,
      );
    });
});
