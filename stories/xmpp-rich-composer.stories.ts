import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-rich-composer/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import type { XmppRichComposer } from '../src/components/xmpp-rich-composer/xmpp-rich-composer.js';
import { JULIET, fakeChat } from '../test/support/fake-person.js';
import { ROOM, fakeRoom, type FakeSession, type RoomFields } from '../test/support/fake-room.js';
import { paste } from '../test/support/paste.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { button, check, find, findAll, part, press, textOf, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

interface Args {
  /** Unset: it stands alone. */
  readonly to?: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly plain?: boolean;
  readonly colors?: boolean;
  readonly disabled?: boolean;
  readonly required?: boolean;
  /** What the fake room says of itself. */
  readonly room?: Partial<RoomFields>;
  readonly session?: Parameters<FakeSession['set']>[0];
  /** In a form of the page's. */
  readonly inForm?: boolean;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

const meta: Meta<Args> = {
  component: 'xmpp-rich-composer',
  tags: ['autodocs'],
  args: { dir: '', scheme: '', lang: '' },
  render: ({
    to,
    value,
    placeholder,
    plain,
    colors,
    disabled,
    required,
    room,
    session: state,
    inForm,
    ...page
  }) => {
    const { fake, session } = to === JULIET ? fakeChat() : fakeRoom(room);
    fake.set({ state: 'online', ...state });
    const element = document.createElement('xmpp-rich-composer');
    element.session = session;
    Object.assign(element, { to, placeholder, plain, colors, disabled, required });
    if (value !== undefined) element.value = value;
    element.style.colorScheme = page.scheme;
    element.name = inForm ? 'answer' : undefined;
    const content = inForm
      ? html`<form @submit=${(event: Event) => event.preventDefault()}>
          <label>Your answer ${element}</label>
          <p><button>Save</button> <button type="reset">Start again</button></p>
        </form>`
      : element;
    return html`<div dir=${page.dir || nothing} lang=${page.lang || nothing}>${content}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

async function shown(canvas: HTMLElement): Promise<XmppRichComposer> {
  const element = await until(() => canvas.querySelector('xmpp-rich-composer'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  return element;
}

/** Goes there as a person does, upon which the editor loads. */
async function written(canvas: HTMLElement, markup?: string): Promise<XmppRichComposer> {
  const element = await shown(canvas);
  find(element, 'textarea').focus();
  const editor = await until(() => findAll(element, '[role="textbox"]')[0], 'the editor is there');
  if (markup === undefined) return element;
  paste(editor, { 'text/html': markup });
  return element;
}

const EVERYTHING = `<p>But soft, what <b>light</b> through <i>yonder</i> window breaks? It is the <u>east</u>, and
  <a href="https://verona.example/juliet">Juliet</a> is the <s>moon</s> sun: <code>arise()</code></p>
  <ul><li>See how she leans her cheek</li><li>upon her hand<ol><li>O that I were a glove</li><li>upon that hand</li></ol></li></ul>
  <blockquote><p>She speaks.</p></blockquote><pre>while (night) {\n  speak(again);\n}</pre>`;

/** A story that says these words somewhere. */
const saying =
  (...words: readonly string[]): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    for (const each of words)
      await until(() => textOf(find(element, 'section')).includes(each), `it says “${each}”`);
  };

export const Example: Story = {
  play: async ({ canvasElement }) => {
    const element = await written(canvasElement, '<p>But <b>soft</b>, what light?</p>');
    await until(() => element.value === 'But soft, what light?', 'it is written');
    check(element.html === '<p>But <strong>soft</strong>, what light?</p>', `formatted: ${element.html}`);
  },
};

export const Everything: Story = {
  play: async ({ canvasElement }) => {
    const element = await written(canvasElement, EVERYTHING);
    await until(() => find(element, 'pre'), 'all is there');
  },
};

export const Dark: Story = { ...Everything, args: { scheme: 'dark' } };

export const RightToLeft: Story = { ...Everything, args: { dir: 'rtl' } };

export const German: Story = {
  args: { lang: 'de' },
  play: async ({ canvasElement }) => {
    const element = await written(canvasElement);
    await until(() => button(element, 'Fett'), 'its buttons are called so');
  },
};

export const Unused: Story = { play: saying() };

export const Link: Story = {
  play: async ({ canvasElement }) => {
    const element = await written(canvasElement, '<p>See Verona</p>');
    button(element, 'Link').click();
    const field = await until(() => findAll(element, '.link-bar input')[0] as HTMLInputElement, 'it asks');
    field.value = 'javascript:alert(1)';
    press(field, 'Enter');
    await until(() => findAll(element, '.link-bar .failure')[0], 'it says what is wrong');
  },
};

export const Colors: Story = {
  args: { colors: true },
  play: async ({ canvasElement }) => {
    const element = await written(canvasElement, '<p>The rose is red</p>');
    await until(() => element.value === 'The rose is red', 'it is written');
    const editor = find(element, '[role="textbox"]');
    for (const key of ['ctrlKey', 'metaKey']) press(editor, 'a', { [key]: true }); // one of them selects all
    button(element, 'Text colour').click();
    await until(() => button(element, 'Red'), 'they are offered');
    button(element, 'Red').click();
    check(element.html?.includes('#da373a'), `it is red: ${element.html}`);
    button(element, 'Text colour').click();
    await until(() => findAll(element, '.colors [aria-pressed="true"]')[0], 'it says which one it is');
  },
};

export const ColorsInTheDark: Story = { ...Colors, args: { colors: true, scheme: 'dark' } };

export const Plain: Story = { args: { plain: true, placeholder: 'Ask the garden' }, play: saying() };

export const ToARoom: Story = {
  args: { to: ROOM },
  play: async ({ canvasElement }) => {
    const element = await written(canvasElement, '<p>Good <b>morrow</b></p>');
    press(part(element, 'input'), 'Enter');
    await until(() => element.value === '', 'it is sent');
  },
};

export const ToAPerson: Story = { args: { to: JULIET }, play: saying() };

export const Connecting: Story = {
  args: { to: ROOM, room: { status: { state: 'idle' } }, session: { state: 'connecting' } },
  play: saying('Connecting…'),
};

export const Offline: Story = {
  args: { to: ROOM, session: { state: 'offline' } },
  play: saying('What you send goes out once you are connected'),
};

export const SlowMode: Story = {
  args: { to: ROOM, room: { slowMode: 30, nextSendAt: new Date(Date.now() + 25_000) } },
  play: saying('Slow mode: one message every 30 seconds'),
};

export const ReadOnly: Story = {
  args: { to: ROOM, room: { canSpeak: false } },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => find<HTMLTextAreaElement>(element, 'textarea').readOnly, 'nothing can be written');
  },
};

export const TooLong: Story = {
  args: { value: 'Wherefore art thou? '.repeat(1001) },
  play: saying('Too long: 20,020 of 20,000 characters'),
};

export const Disabled: Story = { args: { disabled: true, value: 'Too late.' }, play: saying() };

export const InAForm: Story = {
  args: { inForm: true, required: true },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    canvasElement.querySelector('form')?.requestSubmit();
    await until(() => findAll(element, '.failure')[0], 'it says that something is missing');
  },
};
