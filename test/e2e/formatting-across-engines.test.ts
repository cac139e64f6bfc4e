/** What is written with formatting in one engine looks the same in another, in every kind of it, and reads well without. */
import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { newRoom, person, serverUnderTest, until } from '../support/people.js';
import { guestIn } from './support/guest.js';
import { Keyboard, turnTo } from './support/hands.js';
import { BROWSERS, type Visitor } from './support/visitor.js';

/** Each engine of the run writes to each other one; one that is alone, to itself. */
const PAIRS = BROWSERS.flatMap((writer) =>
  BROWSERS.filter((reader) => reader !== writer || BROWSERS.length === 1).map((reader) => [writer, reader]),
);

/** Lines are broken by Shift+Enter. */
const LINES = [
  '- one',
  'two',
  '',
  '1. first',
  'second',
  '',
  '> so she said',
  '',
  '```',
  'if (x) {',
  '  go()',
  '}',
];

const PLAIN = [
  'So bold, italic, struck, `code`, lined, red and roses (https://roses.example/) here',
  '- one',
  '- two',
  '1. first',
  '2. second',
  '> so she said',
  '```',
  'if (x) {',
  '  go()',
  '}',
  '```',
].join('\n');

interface Piece {
  /** Element, class, and the words that are its own. */
  readonly what: string;
  readonly looks: Readonly<Record<string, string>>;
  /** Ink and ground as red, green, blue, alpha; ground of the nearest that has one. */
  readonly colors: readonly (readonly number[])[];
}

/** Writes a message with everything there is, as people do: signs, keys and buttons. */
async function writeAll(ann: Visitor): Promise<void> {
  const { room, page } = ann;
  const keyboard = new Keyboard(page);
  await turnTo(page);
  await (await room.find('[part~=input]')).focus();
  await room.press('Formatting');
  const editor = await room.find('[role=textbox]');
  await editor.focus();
  await page.keyboard.type('So **bold**, *italic*, ~~struck~~, `code`, ');
  await keyboard.keys('Control+u');
  await page.keyboard.type('lined');
  await keyboard.keys('Control+u');
  await page.keyboard.type(', ');
  await room.press('Text colour');
  await room.press('Red');
  await page.keyboard.type('red');
  await room.press('Text colour');
  await room.press('No colour');
  await page.keyboard.type(' and roses');
  for (let i = 0; i < 'roses'.length; i += 1) await keyboard.keys('Shift+ArrowLeft');
  await page.evaluate(aMoment); // what is selected is told later than keys are
  await keyboard.keys('Control+k');
  await room.find('.link-bar input');
  await page.keyboard.type('roses.example');
  await keyboard.keys('Enter', 'ArrowRight');
  await page.keyboard.type(' here');
  for (const line of LINES) {
    await keyboard.keys('Shift+Enter');
    await page.keyboard.type(line);
  }
  await keyboard.keys('Enter');
}

/** What there is to see of the only message. */
const seen = (visitor: Visitor): Promise<readonly Piece[]> => visitor.page.evaluate(lookAtMessage);

/** In the page. */
const aMoment = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** In the page. */
function lookAtMessage(): Piece[] {
  const root = document.querySelector('xmpp-room')?.shadowRoot;
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (color: string) => {
    if (!context) return [];
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  return [...(root?.querySelectorAll('[part~=message-body], [part~=message-body] *') ?? [])].map((each) => {
    const style = getComputedStyle(each);
    const own = [...each.childNodes].filter((node) => node instanceof Text).map(({ data }) => data);
    return {
      what: `${each.localName} ${each.classList.contains('code') ? 'code ' : ''}${own.join('|')}`,
      looks: {
        weight: style.fontWeight,
        style: style.fontStyle,
        size: `${Math.round(Number.parseFloat(style.fontSize) * 10) / 10}`,
        mono: String(style.fontFamily.includes('monospace')),
        decoration: style.textDecorationLine,
        marks: style.display === 'list-item' ? style.listStyleType : '',
        display: style.display,
        side: `${style.borderInlineStartStyle} ${style.borderInlineStartWidth} ${style.paddingInlineStart}`,
        whiteSpace: style.whiteSpaceCollapse || style.whiteSpace,
        href: each instanceof HTMLAnchorElement ? `${each.href} ${each.rel} ${each.target}` : '',
      },
      colors: [rgba(style.color), rgba(style.backgroundColor), rgba(style.borderInlineStartColor)],
    };
  });
}

const setScheme = (visitor: Visitor, scheme: string) =>
  visitor.page.evaluate((name) => {
    document.documentElement.style.colorScheme = name;
  }, scheme);

const withoutColors = (pieces: readonly Piece[]) => pieces.map(({ what, looks }) => ({ what, looks }));

/** Engines round mixed colours each in its own way. */
const MAX_OFF = 3;

function sameColors(one: readonly Piece[], other: readonly Piece[]): void {
  one.forEach(({ what, colors }, i) =>
    colors.flat().forEach((value, channel) => {
      expect(value, `colour of ${what}`).to.be.closeTo(other[i]?.colors.flat()[channel] ?? NaN, MAX_OFF);
    }),
  );
}

const find = (pieces: readonly Piece[], words: string) => {
  const found = pieces.find(({ what }) => what.endsWith(words));
  if (!found) throw new Error(`no ${words} among ${pieces.map(({ what }) => what).join('\n')}`);
  return found;
};

describe('A message with every kind of formatting', () => {
  for (const [writer = '', reader = ''] of PAIRS)
    it(`XHT-2, XHT-14, XHT-21: looks the same to whom it is sent, from ${writer} to ${reader}, dark and light`, async () => {
      const server = await serverUnderTest();
      const address = newRoom(server);
      const ann = await guestIn(server, address, 'ann', { browser: writer, attributes: { colors: true } });
      const bob = await guestIn(server, address, 'bob', { browser: reader });
      const carol = (await person(server)).rooms.join(address, { nick: 'carol' });
      await carol.joined;
      await writeAll(ann);

      const said = await until(() => carol.messages.find((row) => row.kind === 'message'), 'it is heard');
      expect(said.body).to.equal(PLAIN);

      const complete = (pieces: readonly Piece[]) => pieces.some(({ what }) => what.startsWith('p code if'));
      for (const scheme of ['light', 'dark']) {
        for (const visitor of [ann, bob]) await setScheme(visitor, scheme);
        const theirs = await eventually(() => seen(bob), complete, 'bob sees it');
        const own = await eventually(() => seen(ann), complete, 'ann sees it');
        expect(withoutColors(theirs)).to.deep.equal(withoutColors(own));
        sameColors(theirs, own);
        const { looks } = find(theirs, 'strong bold');
        expect(looks.weight).to.equal('700');
        expect(find(theirs, 'em italic').looks.style).to.equal('italic');
        expect(find(theirs, 'span struck').looks.decoration).to.equal('line-through');
        expect(find(theirs, 'span lined').looks.decoration).to.equal('underline');
        expect(find(theirs, 'span code code').looks.mono).to.equal('true');
        expect(find(theirs, 'a roses').looks.href).to.match(/^https:\/\/roses\.example\/ noopener/);
        expect(find(theirs, 'li two').looks.marks).to.equal('disc');
        expect(find(theirs, 'li second').looks.marks).to.equal('decimal');
        const red = find(theirs, 'span red').colors[0]!;
        const words = theirs[0]!.colors[0]!;
        expect(red[0]! - red[1]!, 'red is red').to.be.greaterThan(60);
        expect(Math.abs(words[0]! - words[1]!), 'and no other words are').to.be.lessThan(20);
      }
      expect(await bob.page.evaluate(noted), 'its plain body says the same').to.equal(0);
      expect(ann.problems.concat(bob.problems)).to.deep.equal([]);
    });
});

/** In the page: how many messages say something about their formatting. */
function noted(): number {
  return document.querySelector('xmpp-room')?.shadowRoot?.querySelectorAll('.earlier, .aside').length ?? 0;
}
