import { expect } from 'chai';
import { html, render } from 'lit';
import {
  renderRich,
  richNodes,
  richStyles,
  type RichOptions,
} from '../../../../src/components/conversation/rich-content.js';
import { rowStyles } from '../../../../src/components/conversation/rows.styles.js';
import { findLocale, makeLocale } from '../../../../src/components/shared/locale.js';
import { inertDocument, purify } from '../../../../src/components/shared/sanitize.js';
import { adopt } from '../../../../src/components/shared/sheet.js';
import { english } from '../../../../src/components/shared/strings.js';
import { tokens } from '../../../../src/components/shared/tokens.js';
import { COLORS } from '../../../../src/session/protocol/color-names.js';
import { readMarkup } from '../../../../src/session/protocol/xhtml-im.js';
import { readStyling } from '../../../../src/session/styling.js';
import type { RichNode } from '../../../../src/session/rich-text.js';
import { hostileMarkup } from '../../../corpora/hostile-markup.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import fc from '../../../support/fast-check.js';
import { violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const locale = makeLocale('en', english);
const usual: RichOptions = { locale, expanded: false };

/** Bodies of messages on the page, as rows have them. */
function bodies(...contents: (readonly Node[])[]): HTMLElement[] {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  adopt(root, tokens, rowStyles, richStyles);
  const log = document.createElement('div');
  log.className = 'kit log';
  const rows = contents.map((nodes) => {
    const article = document.createElement('article');
    article.className = 'message';
    const body = document.createElement('div');
    body.className = 'words';
    body.part.add('message-body');
    body.dir = 'auto';
    body.append(...nodes);
    article.append(body);
    log.append(article);
    return body;
  });
  root.append(log);
  document.body.append(host);
  cleanUpAfterTest(() => host.remove());
  return rows;
}

const show = (markup: string, options: Partial<RichOptions> = {}) =>
  bodies(richNodes(readMarkup(markup), { ...usual, ...options }))[0]!;

/** Settles when `url` could not be had: whatever was asked for before is known by then, too. */
const askedFor = (url: string) =>
  new Promise((resolve) => {
    const image = new Image();
    image.addEventListener('error', resolve);
    image.src = url;
  });

const words = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim();

describe('richNodes', () => {
  it('shows what was marked up', () => {
    const body = show('<p>a <strong>b</strong> <em>c</em></p><ul><li>d</li></ul><blockquote>e</blockquote>');
    expect(body.innerHTML).to.equal(
      '<p>a <strong>b</strong> <em>c</em></p><ul><li>d</li></ul><blockquote>e</blockquote>',
    );
  });

  it('lists have their marks, though rows are items of a list, too', () => {
    const body = show('<ul><li>a</li></ul><ol><li>b</li></ol>');
    const looks = [...body.querySelectorAll('li')].map((item) => getComputedStyle(item));
    expect(looks.map(({ display, listStyleType }) => [display, listStyleType])).to.deep.equal([
      ['list-item', 'disc'],
      ['list-item', 'decimal'],
    ]);
  });

  it('XHT-8: links open elsewhere and tell nobody where from', () => {
    const link = show(`<a href='https://a.example/b'>c</a>`).querySelector('a')!;
    expect(link).to.include({ href: 'https://a.example/b', target: '_blank', tabIndex: -1 });
    expect(link.rel).to.equal('noopener noreferrer nofollow ugc');
    expect(link.referrerPolicy).to.equal('no-referrer');
  });

  it('X-4, XHT-11: the real host stands beside words that name another', () => {
    const body = show(`<a href='https://evil.example/'>https://bank.example/</a>!`);
    expect(words(body)).to.equal('https://bank.example/ (evil.example)!');
    expect(body.querySelector('a + [part=kit]')).not.to.equal(null);
  });

  it('XHT-15: makes no links of words, unless asked to', () => {
    const markup = `<em>see https://a.example/</em>`;
    expect(show(markup).querySelector('a')).to.equal(null);
    expect(show(markup, { linkify: true }).querySelector('a')?.href).to.equal('https://a.example/');
  });

  it('STY-1: styled text keeps its directives, and its addresses can be clicked', () => {
    const [body] = bodies(
      richNodes(readStyling('> *a*\n`b`\n\nhttps://c.example/')!, { ...usual, linkify: true }),
    );
    expect(body!.innerText.trim()).to.match(/^> \*a\*\n+`b`\n\nhttps:\/\/c\.example\/$/);
    expect(body!.querySelector('blockquote strong')).not.to.equal(null);
    expect(body!.querySelector('a')).not.to.equal(null);
  });

  it('ME-1, XHT-18: leaves out what the row says itself', () => {
    expect(words(show('<p><em>/m</em>e <strong>waves</strong></p>', { skip: 4 }))).to.equal('waves');
  });

  it('XHT-21: code looks like code', () => {
    const body = show('<code>a</code><pre>b\n  c</pre>');
    for (const element of body.querySelectorAll('.code'))
      expect(getComputedStyle(element).fontFamily).to.match(/mono/);
    expect(body.querySelector<HTMLElement>('p.code')!.innerText).to.equal('b\n\u00a0 c');
  });

  it('X-11, XHT-12: no size is out of bounds, however sizes are nested', () => {
    const grow = '<span style="font-size: 3em; margin-left: 4em">'.repeat(10);
    const shrink = '<span style="font-size: 0.5em">'.repeat(10);
    const body = show(`${grow}a${'</span>'.repeat(10)}${shrink}b${'</span>'.repeat(10)}`);
    for (const span of body.querySelectorAll('span')) {
      const size = Number.parseFloat(getComputedStyle(span).fontSize);
      expect(size).to.be.within(8, 48);
    }
  });

  it('a very long message ends in a button, and in no half character', () => {
    const long = show(`<p>${'😀'.repeat(9_000)}</p><p>${'😀'.repeat(2_000)}</p>`);
    expect(words(long)).to.match(/^(😀)+… Show more$/u);
    expect(long.querySelector('button')?.dataset.action).to.equal('expand');
    const lines = show('a<br/>'.repeat(200));
    expect(lines.querySelectorAll('br').length).to.be.below(101);
    expect(lines.querySelector('button')).not.to.equal(null);
    expect(show('a<br/>'.repeat(200), { expanded: true }).querySelector('button')).to.equal(null);
  });

  it('in a template the same content stays the same nodes', () => {
    const content = readMarkup('<em>a</em>');
    const place = document.createElement('div');
    const update = (shown: readonly RichNode[], options = usual) => {
      render(html`${renderRich(shown, options)}`, place);
      return place.querySelector('em');
    };
    const first = update(content);
    expect(update(content)).to.equal(first);
    expect(update([...content])).not.to.equal(first);
  });

  it('has nothing that axe finds wrong', async () => {
    const body = show(
      "<p style='color: yellow'>a <a href='https://a.example/'>b</a> <code>c</code></p>" +
        "<ol><li style='background-color: red; color: blue'>d</li></ol><blockquote>e</blockquote>" +
        "<img src='https://a.example/f.png' alt='g'/>",
    );
    expect(await violations((body.getRootNode() as ShadowRoot).host)).to.deep.equal([]);
  });
});

describe('a picture in a message', () => {
  const requests = () => performance.getEntriesByType('resource').map(({ name }) => name);

  it('X-6, XHT-9, XHT-10: is a button that tells where it is from, and asks nobody before it is pressed', async () => {
    const body = show(
      `<p>a <img src='https://pictures.example/b.png' alt='a view' width='640' height='480'/></p>`,
    );
    const button = body.querySelector<HTMLElement>('[part=kit] button')!;
    expect(words(button)).to.equal('Show the picture from pictures.example: a view 640 × 480');
    const before = body.getBoundingClientRect().height;
    expect(before).to.be.above(100);
    await askedFor('https://pictures.example/witness.png');
    expect(requests().filter((url) => url.includes('pictures.example/b.png'))).to.deep.equal([]);

    button.click();
    const image = body.querySelector('img')!;
    expect(image).to.include({
      src: 'https://pictures.example/b.png',
      crossOrigin: 'anonymous',
      alt: 'a view',
    });
    expect(image.referrerPolicy).to.equal('no-referrer');
    expect(image.matches(':focus')).to.equal(true);
    await until(() => body.querySelector('.picture a'), 'a link in its place');
    await until(() => words(body)?.includes('could not be loaded'), 'why');
    expect(body.querySelector('.picture a:focus')?.getAttribute('rel')).to.include('noreferrer');
    expect(body.getBoundingClientRect().height).to.equal(before); // nothing moved
  });

  it('that was asked for is shown wherever its row is', () => {
    const content = readMarkup(`<img src='https://pictures.example/c.png' alt='d'/>`);
    const [one] = bodies(richNodes(content, usual));
    one!.querySelector('button')!.click();
    const [other] = bodies(richNodes(content, usual));
    expect(other!.querySelector('img')?.src).to.equal('https://pictures.example/c.png');
  });

  it('XHT-9: has its size within bounds', () => {
    for (const size of [
      `width='1' height='1'`,
      `width='9999' height='9999'`,
      `width='9999' height='1'`,
      '',
    ]) {
      const box = show(`<img src='https://pictures.example/e.png' alt='f' ${size}/>`).querySelector(
        '.picture',
      )!;
      const { width, height } = box.getBoundingClientRect();
      expect(width, size).to.be.within(100, 601);
      expect(height, size).to.be.within(24, 361);
    }
  });

  it('U-2: of an address that may not be fetched it is its words', () => {
    for (const url of ['ftp://a.example/b', 'data:image/png,x', '/c.png', 'https://d@e.example/'])
      expect(words(show(`<img src='${url}' alt='f'/><em>g</em>`)), url).to.equal('fg');
  });

  it('speaks German, too', async () => {
    const german = await findLocale('de');
    const body = show(`<img src='https://pictures.example/g.png' alt=''/>`, { locale: german });
    expect(words(body)).to.equal('Bild von pictures.example zeigen');
    expect(body.querySelector('.picture')?.getAttribute('lang')).to.equal('de');
  });
});

describe('colours in a message', () => {
  const TEXT = 4.5;
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  /** Red, green and blue of these laid upon each other. */
  function channels(...layers: string[]): number[] {
    for (const layer of layers) {
      pixel.fillStyle = layer;
      pixel.fillRect(0, 0, 1, 1);
    }
    return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }
  function luminance(rgb: readonly number[]): number {
    const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function ratio(ink: string, grounds: string[]): number {
    const [a, b] = [luminance(channels(...grounds, ink)), luminance(channels(...grounds))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  const steps = ['00', '33', '66', '99', 'cc', 'ff'];
  const colors = steps.flatMap((red) =>
    steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
  );

  for (const scheme of ['light', 'dark'])
    for (const state of ['', 'is-waiting', 'mention'])
      it(`X-16, XHT-12: can be read on any ground, a ${scheme} ${state || 'usual'} message’s`, () => {
        const markup = colors
          .map((ink, i) => {
            const ground = colors[(i * 7) % colors.length]!;
            const css = [`color: ${ink}`, `background-color: ${ground}`];
            return (
              css.map((some) => ['<p style=', some, '>x</p>'].join('"')).join('') +
              ['<p style=', css.join(';'), '>x</p>'].join('"')
            );
          })
          .join('');
        const [body] = bodies(richNodes(readMarkup(markup), { ...usual, expanded: true }));
        document.documentElement.style.setProperty('color-scheme', scheme);
        cleanUpAfterTest(() => document.documentElement.style.removeProperty('color-scheme'));
        const row = body!.parentElement!;
        if (state) row.classList.add(state);
        row.parentElement!.style.setProperty('--probe', '0');
        const probe = document.createElement('span');
        row.append(probe);
        probe.style.setProperty(
          'background-color',
          state === 'mention' ? 'var(--_mention)' : 'var(--_surface)',
        );
        const surface = getComputedStyle(probe).backgroundColor;
        const bad: string[] = [];
        let least = 99;
        for (const line of body!.querySelectorAll('p')) {
          const { color, backgroundColor } = getComputedStyle(line);
          const is = ratio(color, [surface, backgroundColor]);
          least = Math.min(least, is);
          if (is < TEXT)
            bad.push(`${line.getAttribute('style')} ${color} on ${backgroundColor}: ${is.toFixed(2)}`);
        }
        expect(bad.slice(0, 8), `least ${least.toFixed(2)}, ${bad.length} bad`).to.deep.equal([]);
      });

  it('XHT-12: keep their hue, and change with the page', () => {
    const body = show('<p style="color: #c00">a</p>');
    const colorIn = (scheme: string) => {
      document.documentElement.style.setProperty('color-scheme', scheme);
      return channels(getComputedStyle(body.querySelector('p')!).color);
    };
    cleanUpAfterTest(() => document.documentElement.style.removeProperty('color-scheme'));
    const [light, dark] = [colorIn('light'), colorIn('dark')];
    expect(light).not.to.deep.equal(dark);
    for (const [red = 0, green = 0, blue = 0] of [light, dark])
      expect(red).to.be.above(Math.max(green, blue) + 30);
  });
});

describe('purify', () => {
  it('XHT-7: what the allow-list may overlook is gone', () => {
    const root = document.implementation.createHTMLDocument('').createElement('span');
    const put = (name: string, attributes: Record<string, string>, ns = 'http://www.w3.org/1999/xhtml') => {
      const element = root.ownerDocument.createElementNS(ns, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append('x');
      root.append(element);
    };
    put('p', {
      onclick: 'alert(1)',
      id: 'a',
      class: 'b',
      'data-action': 'retry',
      'aria-label': 'c',
      part: 'kit',
      slot: 'd',
    });
    put('a', { href: ['javascript', 'alert(1)'].join(':') });
    put('script', {});
    put('svg', { onload: 'alert(1)' }, 'http://www.w3.org/2000/svg');
    put('iframe', { src: 'https://evil.example/' });
    put('x-other', {});
    put('img', { src: 'https://evil.example/', onerror: 'alert(1)', srcset: 'x' });
    expect(purify(root)).to.equal(false);
    expect(root.innerHTML).to.equal('<p>x</p><a>x</a>x<img>');
  });

  it('what is as it should be stays as it is', () => {
    const [body] = bodies();
    expect(body).to.equal(undefined);
    const root = document.createElement('span');
    root.append(...richNodes(readMarkup('<p>a <em style="color: red">b</em></p>'), usual));
    const before = root.innerHTML;
    expect(purify(root)).to.equal(true);
    expect(root.innerHTML).to.equal(before);
  });

  it('XHT-7: what has been purified has nothing more to be taken out', () => {
    const names = 'a p em span img ul li br script svg math template iframe form input x-y style noscript b';
    const namespaces = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg'];
    const attributes = fc.dictionary(
      fc.constantFrom(
        'href',
        'src',
        'style',
        'onclick',
        'id',
        'name',
        'class',
        'alt',
        'data-x',
        'is',
        'slot',
      ),
      fc.constantFrom('x', 'https://a.example/', ['javascript', 'x'].join(':'), 'color: red', 'attributes'),
    );
    const { node } = fc.letrec<{ node: (make: Document) => Node }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc
          .constantFrom('words', '<img src=x onerror=x>', '</noscript>')
          .map((text) => (make: Document) => make.createTextNode(text)),
        fc
          .tuple(
            fc.constantFrom(...names.split(' ')),
            fc.constantFrom(...namespaces),
            attributes,
            fc.array(tie('node'), { maxLength: 3 }),
          )
          .map(([name, namespace, attrs, children]) => (make: Document) => {
            const element = make.createElementNS(namespace, name);
            for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value);
            element.append(...children.map((child) => child(make)));
            return element;
          }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), (nodes) => {
        const make = inertDocument();
        const root = make.createElement('span');
        root.append(...nodes.map((each) => each(make)));
        purify(root);
        const once = root.innerHTML;
        purify(root);
        expect(root.innerHTML).to.equal(once);
      }),
    );
  });
});

describe('names of colours', () => {
  it('XHT-12: are those that browsers know, and mean the same', () => {
    const span = document.createElement('span');
    document.body.append(span);
    cleanUpAfterTest(() => span.remove());
    expect(COLORS.size).to.equal(148);
    for (const [name, hex] of COLORS) {
      span.style.color = name;
      const parts = getComputedStyle(span).color.match(/\d+/g)!.map(Number);
      expect(parts.map((part) => part.toString(16).padStart(2, '0')).join(''), name).to.equal(hex);
    }
  });
});

describe('hostile markup', () => {
  const ALLOWED = 'a blockquote br cite em li ol p span strong ul'.split(' ');

  it('X-1 to X-19, XHT-4 to XHT-9, XHT-12: nothing runs, asks, stands out or is anything but what is allowed', async () => {
    const called: string[] = [];
    const before = new Map<string, unknown>();
    for (const name of ['alert', 'confirm', 'prompt', 'open']) {
      before.set(name, Reflect.get(window, name));
      Reflect.set(window, name, () => called.push(name));
    }
    cleanUpAfterTest(() => before.forEach((value, name) => Reflect.set(window, name, value)));
    const keysBefore = new Set(Object.keys(window));
    const at = location.href;

    const all = hostileMarkup();
    expect(all.length).to.be.above(7000);
    let shown = 0;
    for (let from = 0; from < all.length; from += 500) {
      const rows = bodies(
        ...all.slice(from, from + 500).map((markup) => richNodes(contentOf(markup), usual)),
      );
      for (const body of rows) {
        shown += 1;
        checkBody(body);
      }
      const [first] = rows;
      first!
        .closest('.log')!
        .parentNode!.querySelectorAll<HTMLElement>('a, p, span')
        .forEach((element) => {
          for (const type of [
            'click',
            'mouseover',
            'focus',
            'pointerenter',
            'load',
            'error',
            'toggle',
            'animationend',
          ])
            element.dispatchEvent(new Event(type, { cancelable: true }));
        });
      (first!.getRootNode() as ShadowRoot).host.remove();
    }
    await askedFor('https://witness.example/');
    expect(shown).to.equal(all.length);
    expect(called).to.deep.equal([]);
    expect(Object.keys(window).filter((key) => !keysBefore.has(key))).to.deep.equal([]);
    expect(location.href).to.equal(at);
    expect(
      performance.getEntriesByType('resource').filter(({ name }) => /evil|bank/.test(name)),
    ).to.deep.equal([]);
  });

  function contentOf(markup: string): readonly RichNode[] {
    try {
      return readMarkup(markup);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [];
    }
  }

  function checkBody(body: HTMLElement): void {
    const { style, ...box } = { style: getComputedStyle(body), ...body.getBoundingClientRect().toJSON() } as {
      style: CSSStyleDeclaration;
      width: number;
      height: number;
    };
    expect(style.overflow).to.match(/clip|hidden/);
    expect(style.contain).to.match(/content|paint/);
    expect(box.height).to.be.below(6000);
    for (const element of body.querySelectorAll('*')) {
      const kit = element.closest('[part=kit]');
      if (kit) continue;
      expect(ALLOWED, element.outerHTML.slice(0, 200)).to.include(element.localName);
      expect(element.namespaceURI).to.equal('http://www.w3.org/1999/xhtml');
      for (const { name, value } of element.attributes) {
        expect(name).to.match(/^(href|rel|target|referrerpolicy|style|tabindex|class|dir)$/);
        if (name === 'class') expect(value).to.equal('code');
        if (name === 'style')
          expect(value).not.to.match(/url|expression|position|import|\\|\/\*|!important|attr\(|env\(/i);
        if (name === 'href') {
          expect(value).to.match(/^(https?|mailto|xmpp):/);
          expect(value).not.to.match(/^https?:\/\/[^/]*@/);
        }
      }
      const { position, display, visibility, opacity, transform, backgroundImage } =
        getComputedStyle(element);
      expect({ position, visibility, opacity, transform, backgroundImage }).to.deep.equal({
        position: 'static',
        visibility: 'visible',
        opacity: '1',
        transform: 'none',
        backgroundImage: 'none',
      });
      expect(display).not.to.equal('none');
    }
    for (const image of body.querySelectorAll('img')) expect(image.hasAttribute('src')).to.equal(false);
  }
});
