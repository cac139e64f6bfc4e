import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-data-form/define.js';
import type { FormSubmitEvent } from '../src/components/xmpp-data-form/events.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import type { DataForm } from '../src/session/data-form.js';
import { StanzaError } from '../src/session/errors.js';
import {
  captcha,
  dataForm,
  everything,
  facts,
  found,
  media,
  registration,
  withPicture,
} from '../test/support/forms.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { button, check, find, findAll, part, parts, textOf, type, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

interface Args {
  readonly form: () => DataForm | undefined;
  /** What becomes of an answer. */
  readonly answer?: () => Promise<unknown>;
  readonly submitLabel?: string;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

const meta: Meta<Args> = {
  component: 'xmpp-data-form',
  tags: ['autodocs'],
  args: { form: registration, dir: '', scheme: '', lang: '' },
  render: ({ form, answer, submitLabel, dir, scheme, lang }) => {
    const element = document.createElement('xmpp-data-form');
    element.form = form();
    element.submitLabel = submitLabel;
    element.style.colorScheme = scheme;
    element.addEventListener('xmpp-form-submit', (event: FormSubmitEvent) => {
      if (answer) event.waitUntil(answer());
    });
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

async function shown(canvas: HTMLElement) {
  const element = await until(() => canvas.querySelector('xmpp-data-form'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  return element;
}

const input = (element: Element, label: string) => {
  const found = findAll(element, '[part~="label"]').find((each) => textOf(each).startsWith(label));
  return find<HTMLInputElement>(element, `#${found?.getAttribute('for')}`);
};

const refused = () => Promise.reject(new StanzaError('conflict', 'cancel'));

export const Example: Story = {
  args: { submitLabel: 'Create account' },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    check(parts(element, 'field').length === 3, 'hidden fields are not shown');
    button(element, 'Create account');
  },
};

const shows: Story['play'] = async ({ canvasElement }) => {
  await shown(canvasElement);
};

export const EveryField: Story = { args: { form: everything }, play: shows };

export const Problems: Story = {
  args: { form: everything },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    type(find(element, '[id^="field-"][inputmode="numeric"]'), '200');
    part(element, 'submit').click();
    await until(() => findAll(element, '.failure[id]').length === 3, 'it says what is wrong');
    check(element.shadowRoot?.activeElement?.getAttribute('aria-invalid'), 'the first of them has the focus');
  },
};

export const NameTaken: Story = {
  args: { answer: refused, submitLabel: 'Create account' },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    type(input(element, 'User name'), 'ann');
    type(input(element, 'Password'), 'correct horse');
    part(element, 'submit').click();
    await until(() => findAll(element, '.failure[id]').length, 'it says so under the field');
    check(input(element, 'Password').value === 'correct horse', 'what was filled in stays');
  },
};

export const Refused: Story = {
  args: {
    form: everything,
    answer: () => Promise.reject(new StanzaError('not-acceptable', 'modify', 'Bots are out today.')),
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    type(input(element, 'The name of your bot'), 'Ariel');
    const colour = input(element, 'Colour');
    colour.value = 'red';
    colour.dispatchEvent(new Event('change', { bubbles: true }));
    part(element, 'submit').click();
    await until(() => textOf(find(element, '[role="alert"]')).includes('Bots are out'), 'it says why');
  },
};

export const Sending: Story = {
  args: { answer: () => new Promise(() => undefined) },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    type(input(element, 'User name'), 'ann');
    type(input(element, 'Password'), 'correct horse');
    part(element, 'submit').click();
    await until(() => part(element, 'submit').getAttribute('aria-disabled') === 'true', 'it waits');
  },
};

export const Captcha: Story = {
  args: { form: captcha },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const picture = await until(() => element.shadowRoot?.querySelector('img'), 'its picture came along');
    await until(() => picture.naturalWidth > 0, 'and shows');
  },
};

export const RemotePicture: Story = {
  args: { form: () => withPicture(media('https://pictures.example/ocr.png')) },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    check(findAll(element, 'img').length === 0, 'nothing is fetched before somebody asks');
  },
};

export const OtherMedia: Story = {
  args: { form: () => withPicture(media('http://pictures.example/ocr.wav', 'audio/wav')) },
  play: shows,
};

export const Table: Story = { args: { form: found }, play: shows };

export const LongTable: Story = {
  args: { form: () => found(1200) },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    check(findAll(element, 'tbody tr').length === 500, 'a page at a time');
    button(element, 'Show 500 more').click();
    await until(() => findAll(element, 'tbody tr').length === 1000, 'the next one');
  },
};

export const NothingFound: Story = { args: { form: () => found(0) }, play: shows };

export const Facts: Story = { args: { form: facts }, play: shows };

export const TooLong: Story = {
  args: {
    form: () =>
      dataForm(
        `<title>Too much</title>${Array.from({ length: 250 }, (_, i) => `<field var='f${i}' label='Field ${i + 1}'/>`).join('')}`,
      ),
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    check(parts(element, 'field').length === 200, 'there is an end to it');
  },
};

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(8);

export const VeryLong: Story = {
  args: {
    form: () =>
      dataForm(
        `<title>${LONG}</title><instructions>${LONG}</instructions><field var='${LONG}'><desc>${LONG}</desc><value>${LONG}</value></field>
        <field type='list-single' var='b' label='${LONG}'><option><value>${LONG}</value></option></field>
        <field type='list-multi' var='c' label='${LONG}'><option><value>${LONG}</value></option></field>`,
      ),
  },
  play: shows,
};

export const Empty: Story = { args: { form: () => undefined }, play: shows };
export const German: Story = { args: { form: registration, lang: 'de' }, play: shows };
export const Dark: Story = { args: { form: everything, scheme: 'dark' }, play: shows };
export const RightToLeft: Story = { args: { form: everything, dir: 'rtl', lang: PSEUDO_RTL }, play: shows };
export const Pseudo: Story = { args: { form: everything, lang: PSEUDO }, play: shows };
