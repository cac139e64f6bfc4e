import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { tokens } from '../../../../src/components/shared/tokens.js';
import { themes } from '../../../../stories/themes.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { FakeRoom, FakeSession, ROOM } from '../../../support/fake-room.js';
import { find, fixture } from '../../../support/fixture.js';

const TEXT = 4.5;
const CONTROL = 3;
const HUES = Array.from({ length: 24 }, (_, i) => `hue-${i}`);

/** [foreground, background, least ratio]: whatever is laid upon each other. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...['--_surface', '--_raised', '--_mention'].flatMap((ground) => [
    ['--_text', ground, TEXT] as const,
    ['--_muted', ground, TEXT] as const,
    ['--_accent', ground, TEXT] as const,
    ['--_danger', ground, TEXT] as const,
  ]),
  ['--_on-accent', '--_accent', TEXT],
  ['--_control', '--_surface', CONTROL],
  ['--_control', '--_raised', CONTROL],
  ['--_warn', '--_surface', CONTROL],
  ['--_good', '--_surface', CONTROL],
];
/** The parts that a theme colours by themselves have these of their own. */
const HEADER_PAIRS = PAIRS.filter(([, ground]) => ground === '--_surface' || ground === '--_accent');

/** Red, green and blue of any CSS colour over an opaque one, each up to 255. */
function channels(...layers: readonly string[]): readonly [number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  for (const layer of layers) {
    context.fillStyle = layer;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** WCAG 2.2: relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(foreground: string, background: string): number {
  const [a, b] = [luminance(channels(background, foreground)), luminance(channels(background))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Elements as they are in `place`, gone after the measurement. */
function probe(place: Element, className: string, color: string, background: string): CSSStyleDeclaration {
  const element = document.createElement('span');
  element.className = className;
  element.style.color = color;
  element.style.backgroundColor = background;
  place.append(element);
  const { color: seen, backgroundColor } = getComputedStyle(element);
  element.remove();
  return { color: seen, backgroundColor } as CSSStyleDeclaration;
}

/** Which pairs are too close to each other, each in a line. */
function tooClose(place: Element, pairs = PAIRS): string[] {
  const lines = pairs.map(([ink, ground, least]) => {
    const { color, backgroundColor } = probe(place, '', `var(${ink})`, `var(${ground})`);
    return { what: `${ink} on ${ground}`, least, is: ratio(color, backgroundColor) };
  });
  const grounds = ['--_surface', '--_raised', '--_mention'];
  const hues = HUES.flatMap((hue) => {
    const avatar = probe(place, `avatar ${hue}`, '', '');
    const marks = { what: `mark of ${hue}`, least: TEXT, is: ratio(avatar.color, avatar.backgroundColor) };
    return [
      marks,
      ...grounds.map((ground) => {
        const { color, backgroundColor } = probe(place, `author ${hue}`, '', `var(${ground})`);
        return { what: `name of ${hue} on ${ground}`, least: TEXT, is: ratio(color, backgroundColor) };
      }),
    ];
  });
  return [...lines, ...(pairs === PAIRS ? hues : [])]
    .filter(({ is, least }) => is < least)
    .map(({ what, is }) => `${what}: ${is.toFixed(2)}`);
}

/** What the tokens say for `condition`, said always: no engine's test driver can ask for all of them. */
function always(condition: string): CSSStyleSheet {
  const rules = [...tokens.cssRules].filter(
    (rule) => rule instanceof CSSMediaRule && rule.conditionText.includes(condition),
  ) as CSSMediaRule[];
  expect(rules, condition).to.not.be.empty;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.flatMap((rule) => [...rule.cssRules].map(({ cssText }) => cssText)).join('\n'));
  return sheet;
}

async function themed(name: string, scheme: string): Promise<HTMLElement> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    Object.values(themes)
      .map(({ css }) => css)
      .join('\n'),
  );
  const before = [...document.adoptedStyleSheets];
  document.adoptedStyleSheets = [...before, sheet];
  document.body.className = name;
  document.documentElement.style.colorScheme = scheme;
  cleanUpAfterTest(() => {
    document.adoptedStyleSheets = before;
    document.body.removeAttribute('class');
    document.documentElement.style.removeProperty('color-scheme');
  });
  const room = new FakeRoom({ nick: 'Me', status: { state: 'joined' } });
  return fixture('xmpp-room', { session: new FakeSession(room) as never, jid: ROOM });
}

describe('tokens', () => {
  for (const name of ['default', ...Object.keys(themes)]) {
    for (const scheme of ['light', 'dark']) {
      it(`keep text at 4.5:1 and controls at 3:1, ${name}, ${scheme} (ux.md §1)`, async () => {
        const element = await themed(name, scheme);
        expect(tooClose(find(element, '.kit'))).to.deep.equal([]);
        expect(tooClose(find(element, 'header'), HEADER_PAIRS)).to.deep.equal([]);
      });

      it(`keep them with more contrast, ${name}, ${scheme}`, async () => {
        const element = await themed(name, scheme);
        element.shadowRoot!.adoptedStyleSheets.push(always('prefers-contrast'));
        expect(tooClose(find(element, '.kit'))).to.deep.equal([]);
      });
    }
  }

  it('draw what forced colours leave, by the colours of the system', async () => {
    const element = await themed('default', 'light');
    element.shadowRoot!.adoptedStyleSheets.push(always('forced-colors'));
    const { color, backgroundColor } = probe(find(element, '.kit'), '', 'var(--_muted)', 'var(--_surface)');
    expect([color, backgroundColor]).to.deep.equal(
      Object.values(probe(document.body, '', 'CanvasText', 'Canvas')),
    );
  });

  it('end what the page gives its elements, but for direction, scheme and being hidden', async () => {
    const page = document.createElement('div');
    page.style.cssText =
      'font: italic 900 60px/3 fantasy; letter-spacing: 1em; text-transform: uppercase; text-indent: 5em;' +
      'word-spacing: 1em; text-align: right; white-space: pre; cursor: wait; visibility: hidden; color: red;' +
      'text-shadow: 0 0 9px red; direction: rtl; user-select: none; pointer-events: none';
    const element = await themed('default', 'light');
    const kit = find(element, '.kit');
    const properties = [
      'fontFamily',
      'fontSize',
      'fontStyle',
      'fontWeight',
      'lineHeight',
      'letterSpacing',
      'textTransform',
      'textIndent',
      'wordSpacing',
      'textAlign',
      'whiteSpace',
      'cursor',
      'color',
      'textShadow',
      'userSelect',
      'pointerEvents',
    ] as const;
    const now = getComputedStyle(kit);
    const looks = () => properties.map((property) => `${property}: ${now[property]}`);
    const calm = looks();
    document.body.append(page);
    cleanUpAfterTest(() => page.remove());
    page.append(element);
    expect(looks()).to.deep.equal(calm);
    expect([now.visibility, now.direction]).to.deep.equal(['hidden', 'rtl']);
  });

  it('keep letters and targets as large as the reader wants them on a page with a tiny rem', async () => {
    const element = await themed('default', 'light');
    document.documentElement.style.fontSize = '6px';
    cleanUpAfterTest(() => document.documentElement.style.removeProperty('font-size'));
    expect(parseFloat(getComputedStyle(find(element, '.kit')).fontSize)).to.be.at.least(14);
    for (const button of element.shadowRoot!.querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.outerHTML).to.be.at.least(24);
    }
  });
});
