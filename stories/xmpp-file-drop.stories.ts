import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-file-drop/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import type { XmppFileDrop } from '../src/components/xmpp-file-drop/xmpp-file-drop.js';
import { AuthenticationError } from '../src/session/errors.js';
import type { TransferFailure } from '../src/session/files/transfer.js';
import { randomId } from '../src/session/id.js';
import type { SessionState } from '../src/session/index.js';
import { drawn, transferOf } from '../test/support/drawn.js';
import { sized } from '../test/support/fake-files.js';
import { fakePeople } from '../test/support/fake-people.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { button, check, find, findAll, part, parts, textOf, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

type Fakes = ReturnType<typeof fakePeople>;

const ADA = 'ada@kit.example';
const BEN = 'ben@kit.example';
const STRANGER = 'eve@elsewhere.example/phone';

interface Args {
  readonly to?: string;
  readonly receive?: boolean;
  readonly accept?: string;
  readonly maxBytes?: string;
  readonly maxFiles?: string;
  readonly describe?: boolean;
  /** What has become of files before it shows. */
  readonly before?: (fakes: Fakes) => void;
  readonly session?: { readonly state: SessionState; readonly error?: Error };
  /** It is put around something. */
  readonly around?: boolean;
  readonly inline: number;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

/** By element, for what a story does later. */
const fakesOf = new WeakMap<Element, Fakes>();

const meta: Meta<Args> = {
  component: 'xmpp-file-drop',
  tags: ['autodocs'],
  args: { to: ADA, inline: 480, dir: '', scheme: '', lang: '' },
  render: ({ before, session, around, inline, dir, scheme, lang, ...attributes }) => {
    const fakes = fakePeople({ [ADA]: { name: 'Ada Lovelace' }, [BEN]: { name: 'Ben' } });
    before?.(fakes);
    if (session) fakes.fake.set(session);
    const element = document.createElement('xmpp-file-drop');
    fakesOf.set(element, fakes);
    Object.assign(element, attributes, { session: fakes.session });
    element.style.colorScheme = scheme;
    element.style.inlineSize = `min(${inline}px, 100%)`;
    if (around) {
      const letter = document.createElement('article');
      letter.textContent = 'A letter to Ada, onto which files can be dropped, wherever one comes down.';
      letter.lang = 'en';
      letter.style.padding = '2rem 1rem';
      element.append(letter);
    }
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;
type Play = NonNullable<Story['play']>;

async function shown(canvas: HTMLElement): Promise<XmppFileDrop> {
  const element = await until(() => canvas.querySelector('xmpp-file-drop'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  return element;
}

/** A story that says these words somewhere. */
const saying =
  (...words: readonly string[]): Play =>
  async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    for (const each of words)
      await until(() => textOf(find(element, 'section')).includes(each), `it says “${each}”`);
  };

const lists: Play = async ({ canvasElement }) => {
  const element = await shown(canvasElement);
  await until(() => parts(element, 'transfer').length, 'files are listed');
};

function drag(element: XmppFileDrop, type: string, ...files: readonly File[]): void {
  const dataTransfer = transferOf(...files);
  const target = element.querySelector('article') ?? part(element, 'box');
  target.dispatchEvent(
    new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
  );
}

const pause = (fakes: Fakes, at: number) => fakes.files.simulated[at]!.transfer.pause();

/** Files in every state on their way to Ada. */
function underWay(fakes: Fakes): void {
  const { files } = fakes;
  const send = (name: string, size: number) => {
    files.send(sized(name, size), ADA);
    return files.simulated.at(-1)!;
  };
  send('Agenda.pdf', 84_000).ask('upload', 'not-online').finish().transfer.url = 'https://up.example/agenda';
  send('Engine drawings.zip', 48_300_000).ask().move(0.42, 1_350_000);
  const paused = send('Interview.mp3', 9_100_000).ask('socks5', 'fastest');
  paused.transfer.pausable = true;
  paused.move(0.7);
  pause(fakes, 2);
  send('Notes on the engine.txt', 12_400).ask();
  send('Portrait.jpg', 2_300_000);
}

export const Example: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const file = await drawn('image/png', 300, 200);
    drag(element, 'dragover', file);
    drag(element, 'drop', file, sized('Engine.pdf', 2_400_000));
    await until(() => parts(element, 'transfer').length === 2, 'both are listed');
    fakesOf.get(element)!.files.simulated[0]!.ask().finish();
    fakesOf.get(element)!.files.simulated[1]!.ask().move(0.6, 400_000);
    await until(() => textOf(find(element, '.row')).includes('Sent'), 'the first one is sent');
    await until(() => find(element, '.picture canvas'), 'and shows what it is');
    await until(() => find(element, 'progress'), 'the other one is on its way');
    check(button(element, 'Cancel Engine.pdf'), 'which can be ended');
  },
};

export const Empty: Story = { play: saying('or drop them here') };

export const Limited: Story = {
  args: { accept: 'image/*,.pdf', maxBytes: '10000000', maxFiles: '3', describe: true },
  play: saying('Only pictures, PDF · up to 10 MB each · 3 at a time'),
};

export const UnderWay: Story = {
  args: { before: underWay },
  play: saying('Sent by link', '20 MB of 48 MB', 'Paused', 'Waits for them to accept', '1 of 5 done'),
};

export const TheWay: Story = {
  args: { before: underWay },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => parts(element, 'transfer').length, 'files are listed');
    find(element, 'summary').click();
    await until(
      () => textOf(find(element, '.how')).endsWith('By a link: because nobody is there to take it now.'),
      'it says why',
    );
  },
};

export const DragOver: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    drag(element, 'dragenter', sized('a.txt', 10));
    await until(() => part(element, 'overlay').checkVisibility(), 'it is covered');
    check(textOf(part(element, 'overlay')).includes('Ada Lovelace'), 'and says who gets it');
  },
};

export const Around: Story = {
  args: { around: true, before: underWay },
  play: lists,
};

export const DragOverAround: Story = {
  args: { around: true },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    drag(element, 'dragenter', sized('a.txt', 10));
    const { height } = await until(() => part(element, 'overlay').getBoundingClientRect(), 'it is covered');
    check(height > 90, 'all of it');
  },
};

export const Refused: Story = {
  args: { accept: 'image/*,.pdf', maxBytes: '10000000', maxFiles: '1' },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    drag(
      element,
      'drop',
      sized('game.exe', 900),
      sized('film.pdf', 2_000_000_000),
      sized('nothing.pdf', 0),
      sized('one.pdf', 900),
      sized('two.pdf', 900),
    );
    await until(() => findAll(element, '.refused li').length === 4, 'each is named');
    check(parts(element, 'transfer').length === 1, 'the other one proceeds');
  },
};

const REASONS: readonly TransferFailure[] = [
  'declined',
  'unsupported',
  'not-there',
  'too-large',
  'quota',
  'refused',
  'network',
  'stopped',
  'broken',
  'unreadable',
];

export const Failed: Story = {
  args: {
    before: ({ files }) => {
      for (const [i, reason] of REASONS.entries()) {
        files.send(sized(`file ${i + 1}.txt`, 1200), ADA);
        const details = {
          limit: reason === 'too-large' ? 5_000_000 : undefined,
          retryAt: reason === 'quota' ? new Date(2026, 7, 4, 12, 5) : undefined,
          text: reason === 'refused' ? 'No files on Sundays' : undefined,
        };
        files.simulated.at(-1)!.ask().fail(reason, details);
      }
    },
  },
  play: saying('at most 5 MB are taken', 'before Aug 4, 2026', 'No files on Sundays', '10 failed'),
};

const waiting = ({ files }: Fakes) => {
  files.send(sized('Agenda.pdf', 84_000), ADA);
  files.send(sized('Portrait.jpg', 2_300_000), ADA);
};

export const Offline: Story = {
  args: { before: waiting, session: { state: 'offline' } },
  play: saying('Files go out once you are connected.', 'Waits for the connection'),
};

export const ServerAway: Story = {
  args: { before: waiting, session: { state: 'failed', error: new Error('away') } },
  play: saying('The chat server cannot be reached.'),
};

export const SignedOut: Story = {
  args: {
    before: waiting,
    session: { state: 'failed', error: new AuthenticationError('credentials-required', '') },
  },
  play: saying('Sign in to send files.'),
};

export const Nobody: Story = {
  args: { to: undefined },
  play: saying('There is nobody to send files to yet.'),
};

export const NotAnAddress: Story = {
  args: { to: '@nowhere' },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    drag(element, 'drop', sized('a.txt', 10));
    await until(() => textOf(find(element, '.failure')).includes('is nobody’s address'), 'it says so');
  },
};

export const Offers: Story = {
  args: {
    to: undefined,
    receive: true,
    before: ({ files }) => {
      files.offer(`${ADA}/desk`, {
        name: 'Portrait.jpg',
        size: 2_300_000,
        type: 'image/jpeg',
        description: 'The one by Carpenter. Do you like it?',
      });
      files.offer(`${BEN}/desk`, { name: 'Holidays.mp4', size: 48_000_000, type: 'video/mp4' });
      files.offer(STRANGER, { name: 'invoice.pdf.exe', size: 380_000, type: 'application/pdf' });
      files.offer(`${ADA}/desk`, { name: 'Everything.zip', size: 3_400_000_000 });
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => parts(element, 'offer').length === 4, 'all are there');
    check(button(element, 'Decline invoice.pdf.exe from eve@elsewhere.example'), 'each can be declined');
  },
};

export const LargeOffer: Story = {
  args: {
    receive: true,
    before: ({ files }) =>
      void files.offer(`${ADA}/desk`, { name: 'Holidays.mp4', size: 48_000_000, type: 'video/mp4' }),
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    (await until(() => button(element, 'Accept Holidays.mp4 from Ada Lovelace'), 'it is offered')).click();
    await until(() => button(element, 'Accept 48 MB'), 'the size is asked about');
  },
};

export const Received: Story = {
  args: { receive: true },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const { files } = fakesOf.get(element)!;
    const picture = await drawn('image/png', 480, 200);
    for (const name of ['Letter.docx', 'Flag.png', 'Harmed.bin']) {
      files.offer(`${ADA}/desk`, { name, size: picture.size });
      (await until(() => button(element, `Accept ${name} from Ada Lovelace`), 'it is offered')).click();
    }
    const [letter, flag, harmed] = files.simulated;
    letter!.ask().finish(new Blob(['...']));
    flag!.ask().finish(new Blob([picture], { type: 'application/octet-stream' }));
    harmed!.transfer.kept = new Blob(['?']);
    harmed!.ask().fail('damaged');
    await until(() => button(element, 'Save Letter.docx'), 'it can be saved');
    await until(() => part(element, 'preview'), 'the picture is seen');
    await until(() => button(element, 'Save all the same: Harmed.bin'), 'what is damaged, on request');
  },
};

export const Always: Story = {
  args: {
    receive: true,
    before: ({ fake, files }) => {
      fake.account = `${randomId()}@kit.example`; // nothing is kept for it yet
      files.offer(`${ADA}/desk`, { name: 'First.txt', size: 900 });
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    (await until(() => find<HTMLInputElement>(element, '.always input'), 'it can be had')).click();
    button(element, 'Accept First.txt from Ada Lovelace').click();
    const { files } = fakesOf.get(element)!;
    files.offer(`${ADA}/desk`, { name: 'Second.txt', size: 900 });
    await until(() => find(element, '.row .always'), 'the next one is not asked about');
    check(parts(element, 'offer').length === 0, 'nothing waits');
  },
};

export const NothingReceived: Story = {
  args: { to: undefined, receive: true },
  play: saying('What people send you shows up here.'),
};

export const Many: Story = {
  args: {
    before: ({ files }) => {
      for (let i = 1; i <= 400; i += 1) files.send(sized(`IMG_${1000 + i}.jpg`, 2_000_000 + i), ADA);
      for (const one of files.simulated.slice(0, 150)) one.ask().finish();
      files.simulated[150]!.ask().move(0.3, 700_000);
    },
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => parts(element, 'transfer').length === 100, 'not all are mounted');
    check(textOf(find(element, '.transfers')).includes('140 earlier files'), 'the others can be had');
    check(textOf(find(element, '.transfers')).includes('160 more files'), 'at both ends');
  },
};

export const LongNames: Story = {
  args: {
    inline: 320,
    receive: true,
    before: (fakes) => {
      const long = `${'A very long name that goes on and on '.repeat(6)}and ends.pages`;
      fakes.files.send(sized(long, 48_300_000), ADA);
      fakes.files.simulated[0]!.ask().move(0.42, 1_350_000);
      fakes.files.send(sized('תמונה של הבית.jpg', 2_300_000), ADA);
      fakes.files.offer(`${ADA}/desk`, { name: `${'x'.repeat(200)}.png`, size: 900, type: 'image/png' });
    },
  },
  play: lists,
};

export const Narrow: Story = { args: { inline: 320, before: underWay }, play: lists };

export const Dark: Story = { args: { scheme: 'dark', before: underWay }, play: lists };

export const RightToLeft: Story = { args: { dir: 'rtl', lang: PSEUDO_RTL, before: underWay }, play: lists };

export const German: Story = {
  args: { lang: 'de', before: underWay },
  play: saying('20 MB von 48 MB', 'Angehalten'),
};

export const LongWords: Story = {
  args: { lang: PSEUDO, inline: 320, before: underWay, accept: 'image/*,.pdf', maxBytes: '10000000' },
  play: lists,
};
