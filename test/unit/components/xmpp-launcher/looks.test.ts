import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { tokens } from '../../../../src/components/shared/tokens.js';
import { adopt } from '../../../../src/components/shared/sheet.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { historyOf, occupant, occupants } from '../../../support/fake-room.js';
import { find, part } from '../../../support/fixture.js';
import { focused, launched, opened } from '../../../support/launched.js';
import { until } from '../../../support/until.js';

/** WebKitGTK's windows get no narrower than this. */
const NARROWEST = navigator.vendor.startsWith('Apple') ? 300 : 280;

/** Tokens that the launcher has copies of, since sharing them would bring the room's sheet into its script. */
const COPIED = ['accent', 'surface', 'text', 'danger', 'muted', 'line', 'raised'];

/** Computed values of tokens in a `.kit` of `root`, by name. */
function valuesIn(root: ShadowRoot): Record<string, string> {
  const kit = document.createElement('div');
  kit.className = 'kit';
  const probe = document.createElement('span');
  kit.append(probe);
  root.append(kit);
  const values = Object.fromEntries(
    COPIED.map((name) => {
      probe.style.color = `var(--_${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.style.inlineSize = 'var(--_size)';
  probe.style.display = 'block';
  probe.style.borderTopLeftRadius = 'var(--_radius)';
  const { inlineSize: size, borderTopLeftRadius: radius } = getComputedStyle(probe);
  kit.remove();
  return { ...values, size, radius };
}

const HOSTILE: Readonly<Record<string, string>> = {
  'unsets all there is': '* { all: unset !important }',
  'hides what elements are made of': 'div, span, button, dialog, p, slot, svg { display: none !important }',
  'has giant fonts': `body, body * { font: italic 900 60px/3 serif !important; letter-spacing: 1em !important }`,
  'styles what is inherited': `body { word-spacing: 2em; text-transform: uppercase; text-indent: 3em; white-space: pre;
    color: red; cursor: wait; pointer-events: none; user-select: none; text-shadow: 0 0 9px red; direction: ltr }`,
  'styles every control, importantly': `button, dialog, [part], [class], ::before, ::after { margin: 3em !important;
    padding: 3em !important; border: 9px dotted red !important; float: right !important; opacity: 0.3 !important;
    transform: rotate(9deg) !important }`,
};

/** Where something stands, from the window's end and bottom without scrollbars, and how it looks. */
function outline(element: Element): string {
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, top, width, height } = element.getBoundingClientRect();
  const look = getComputedStyle(element);
  const names = [
    'display',
    'color',
    'backgroundColor',
    'font',
    'letterSpacing',
    'opacity',
    'textTransform',
  ] as const;
  const more = ['wordSpacing', 'textIndent', 'pointerEvents', 'textShadow', 'cursor', 'visibility'] as const;
  return [
    clientWidth - left,
    clientHeight - top,
    width,
    height,
    ...[...names, ...more].map((name) => look[name]),
  ].join(' | ');
}

/** The kit's own tokens, by themselves. */
function rootOfKit(): ShadowRoot {
  const host = document.createElement('div');
  document.body.append(host);
  cleanUpAfterTest(() => host.remove());
  const root = host.attachShadow({ mode: 'open' });
  adopt(root, tokens);
  return root;
}

/** What the sheets of `root` say where the reader wants more contrast, said always. */
function moreContrast(root: ShadowRoot): void {
  const rules = root.adoptedStyleSheets.flatMap(({ cssRules }) =>
    [...cssRules].filter(
      (rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.conditionText.includes('contrast'),
    ),
  );
  expect(rules).not.to.be.empty;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join('\n'));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

describe('the looks of <xmpp-launcher>', () => {
  for (const scheme of ['light', 'dark'])
    it(`has the kit’s tokens in the ${scheme} scheme, by themselves, by the page’s, and with more contrast`, async () => {
      document.documentElement.style.colorScheme = scheme;
      cleanUpAfterTest(() => document.documentElement.removeAttribute('style'));
      const { launcher } = await launched();
      await launcher.show();
      const own = launcher.shadowRoot as ShadowRoot;
      const kits = rootOfKit();
      expect(valuesIn(own)).to.deep.equal(valuesIn(kits));
      const plain = valuesIn(own);
      for (const name of ['accent', 'surface', 'text', 'font-size', 'radius'])
        document.documentElement.style.setProperty(`--xmpp-${name}`, /size|us$/.test(name) ? '21px' : 'teal');
      expect(valuesIn(own)).to.deep.equal(valuesIn(kits));
      expect(valuesIn(own)).not.to.deep.equal(plain);
      for (const root of [own, kits]) moreContrast(root);
      expect(valuesIn(own)).to.deep.equal(valuesIn(kits));
    });

  for (const [what, css] of Object.entries(HOSTILE))
    it(`is the same on a page that ${what}`, async () => {
      const { launcher, button } = await launched({ teaser: 'Questions about roses?' });
      const teaser = await until(() => launcher.shadowRoot?.querySelector('[part="teaser"]'), 'the teaser');
      const look = () => [button, teaser, find(launcher, 'svg'), part(launcher, 'label')].map(outline);
      const plain = look();
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
      cleanUpAfterTest(() => style.remove());
      expect(look()).to.deep.equal(plain);
      await launcher.show();
      await opened(launcher);
      const panel = [find(launcher, 'dialog'), part(launcher, 'close')];
      await until(() => panel[0]?.getAnimations().length === 0, 'it has come');
      const hostile = panel.map(outline);
      style.remove();
      expect(hostile).to.deep.equal(panel.map(outline));
    });

  for (const width of [NARROWEST, 320, 640, 1400])
    it(`keeps button, teaser and panel inside a window ${width} px wide`, async () => {
      const { innerWidth, innerHeight } = window;
      cleanUpAfterTest(() => setViewport({ width: innerWidth, height: innerHeight }));
      await setViewport({ width, height: 600 });
      const { launcher, button } = await launched({
        teaser: 'Questions about roses? '.repeat(9),
        sound: true,
      });
      const teaser = await until(() => launcher.shadowRoot?.querySelector('[part="teaser"]'), 'the teaser');
      const inside = (element: Element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
      };
      expect([button, teaser].map(inside)).to.deep.equal([true, true]);
      await launcher.show();
      await opened(launcher);
      const panel = find(launcher, 'dialog');
      await until(() => panel.getAnimations().length === 0, 'it has come');
      expect([panel, part(launcher, 'close'), part(launcher, 'sound')].map(inside)).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
    });
});

/** Pairs of them that lie upon each other. */
const overlaps = (elements: readonly Element[]) => {
  const boxes = elements.map((element) => element.getBoundingClientRect());
  return boxes.flatMap((one, i) =>
    boxes
      .slice(i + 1)
      .filter(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      ),
  );
};

describe('the header of <xmpp-launcher>’s panel', () => {
  for (const [width, height] of [
    [NARROWEST, 600],
    [320, 256], // a window of 1280 by 1024 px at 400 % (WCAG 1.4.10)
    [800, 300],
    [1400, 800],
  ] as const)
    it(`has all its buttons, none over another, and leaves room for the talk in ${width} × ${height} px`, async () => {
      const { innerWidth, innerHeight } = window;
      cleanUpAfterTest(() => setViewport({ width: innerWidth, height: innerHeight }));
      await setViewport({ width, height });
      const { launcher } = await launched(
        { sound: true },
        { messages: historyOf(8), subject: 'Roses', occupants: occupants(occupant('Me', { self: true })) },
      );
      await launcher.show();
      const room = await opened(launcher);
      await until(() => room.shadowRoot?.querySelector('.more'), 'in the room');
      await until(() => find(launcher, 'dialog').getAnimations().length === 0, 'it has come');
      const header = part(room, 'header').getBoundingClientRect();
      const buttons = [
        find(room, '.people'),
        find(room, '.more'),
        part(launcher, 'sound'),
        part(launcher, 'close'),
      ];
      expect(overlaps([...buttons, find(room, '.name')])).to.deep.equal([]);
      for (const button of buttons) {
        const { top, bottom, left, right } = button.getBoundingClientRect();
        expect(top).to.be.at.least(header.top);
        expect(bottom).to.be.at.most(header.bottom);
        expect([left >= 0, right <= width]).to.deep.equal([true, true]);
      }
      expect(part(room, 'log').getBoundingClientRect().height).to.be.at.least(100);
      expect(part(room, 'send').getBoundingClientRect().bottom).to.be.at.most(height);
    });
});

describe('<xmpp-launcher mode> (ux.md §7)', () => {
  it('docked is a column at the window’s side, and the button is not under it', async () => {
    const { launcher, button } = await launched({ mode: 'docked' });
    button.click();
    const room = await opened(launcher);
    const panel = find(launcher, 'dialog');
    await until(() => panel.getAnimations().length === 0, 'it has come');
    const { top, bottom, right } = panel.getBoundingClientRect();
    expect([top, bottom, right]).to.deep.equal([0, innerHeight, innerWidth]);
    await until(() => focused() === part(room, 'input'), 'the composer has the focus');
    expect(button.checkVisibility({ visibilityProperty: true })).to.be.false;
    part(launcher, 'close').click();
    expect(focused() === button).to.be.true;
  });

  it('inline stands in the page, in the button’s place, at any width', async () => {
    const { innerWidth: width, innerHeight: height } = window;
    cleanUpAfterTest(() => setViewport({ width, height }));
    await setViewport({ width: 360, height: 640 });
    const { launcher, button } = await launched({ mode: 'inline', open: true });
    const room = await opened(launcher);
    const panel = find(launcher, 'dialog');
    expect(panel.matches(':modal, :popover-open')).to.be.false;
    expect([panel.ariaModal, button.checkVisibility()]).to.deep.equal(['false', false]);
    expect(document.documentElement.scrollWidth).to.be.at.most(360);
    part(room, 'input').focus();
    part(launcher, 'close').click();
    await until(() => button.checkVisibility(), 'the button is back');
    expect(focused() === button).to.be.true;
  });

  it('changes while it is open, and the focus stays', async () => {
    const { launcher } = await launched();
    await launcher.show();
    const room = await opened(launcher);
    await until(() => focused() === part(room, 'input'), 'the composer has the focus');
    launcher.mode = 'inline';
    await until(() => !find(launcher, 'dialog').matches(':popover-open'), 'in the page');
    await until(() => focused() === part(room, 'input'), 'it still has the focus');
    launcher.mode = 'docked';
    await until(() => find(launcher, 'dialog').matches(':popover-open'), 'in the top layer');
    await until(() => focused() === part(room, 'input'), 'and still');
  });
});
