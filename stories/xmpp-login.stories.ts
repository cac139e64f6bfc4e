import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-login/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import { ConnectionError, StanzaError, StreamError } from '../src/session/errors.js';
import { asSession, FakeLogin, refused, signedIn } from '../test/support/fake-login.js';
import { captcha, registration } from '../test/support/forms.js';
import { PSEUDO, PSEUDO_RTL, pseudo, pseudoRtl } from '../test/support/pseudo.js';
import { button, check, find, findAll, part, parts, textOf, type, until } from './support.js';

registerStrings(PSEUDO, pseudo);
registerStrings(PSEUDO_RTL, pseudoRtl);

interface Args {
  readonly session: () => FakeLogin;
  readonly guest: boolean;
  readonly register: boolean;
  readonly noAccount: boolean;
  /** The page has a form of its own. */
  readonly form: boolean;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

const meta: Meta<Args> = {
  component: 'xmpp-login',
  tags: ['autodocs'],
  args: {
    session: () => new FakeLogin(),
    guest: false,
    register: false,
    noAccount: false,
    form: false,
    dir: '',
    scheme: '',
    lang: '',
  },
  render: ({ session, guest, register, noAccount, form, dir, scheme, lang }) => {
    const element = document.createElement('xmpp-login');
    element.session = asSession(session());
    element.guest = guest ? '' : undefined;
    element.register = register;
    element.noAccount = noAccount;
    element.style.colorScheme = scheme;
    if (form) element.append(pageForm());
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** As a page would write it. */
function pageForm(): HTMLFormElement {
  const form = document.createElement('form');
  form.slot = 'login';
  form.method = 'dialog';
  form.lang = ''; // a page's own words
  for (const [name, text, kind] of [
    ['username', 'Name', 'username'],
    ['password', 'Password', 'current-password'],
  ] as const) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { name, type: name === 'password' ? name : 'text', autocomplete: kind });
    label.append(`${text} `, input);
    form.append(label, ' ');
  }
  const submit = document.createElement('button');
  submit.textContent = 'Go';
  form.append(submit);
  return form;
}

async function shown(canvas: HTMLElement) {
  const element = await until(() => canvas.querySelector('xmpp-login'), 'the element is there');
  await until(() => element.shadowRoot?.querySelector('section'), 'it shows something');
  return element;
}

/** Signs in, or tries to. */
async function signIn(canvas: HTMLElement) {
  const element = await shown(canvas);
  type(find(element, '#username'), 'ann');
  type(find(element, '#password'), 'correct horse');
  part(element, 'submit').click();
  return element;
}

const failing = (error: Error, args: Partial<Args> = {}): Partial<Args> => ({
  session: () => {
    const fake = new FakeLogin();
    fake.answer = () => error;
    return fake;
  },
  ...args,
});

const says =
  (words: string): Story['play'] =>
  async ({ canvasElement }) => {
    const element = await signIn(canvasElement);
    await until(() => parts(element, 'problem').some((each) => textOf(each).includes(words)), words);
    check(find<HTMLInputElement>(element, '#username').value === 'ann', 'what was typed is still there');
  };

const shows: Story['play'] = async ({ canvasElement }) => {
  await shown(canvasElement);
};

export const Example: Story = {
  args: { guest: true, register: true },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    button(element, 'Sign in with an account').click();
    await until(() => find(element, '#password'), 'the other way');
    check(element.shadowRoot?.activeElement?.id === 'username', 'the focus is in its first field');
  },
};

export const Account: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    check(findAll(element, '[part~="others"]').length === 0, 'one way, no choice');
    button(element, 'Show password').click();
    await until(() => find<HTMLInputElement>(element, '#password').type === 'text', 'it is to be read');
  },
};

export const Guest: Story = { args: { guest: true, noAccount: true }, play: shows };

export const NameGiven: Story = {
  args: {
    session: () => new FakeLogin({ account: { username: 'juliet', ready: false }, guest: false }),
    register: true,
  },
  play: shows,
};

export const BySite: Story = {
  args: { session: () => new FakeLogin({ account: { ready: true }, guest: false }) },
  play: shows,
};

export const Remember: Story = {
  args: { session: () => new FakeLogin({ config: { domain: 'kit.example', remember: true } }) },
  play: shows,
};

export const OwnForm: Story = {
  args: failing(refused('not-authorized'), { form: true }),
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    const inputs = element.querySelectorAll('input');
    for (const input of inputs) input.value = 'ann';
    element.querySelector('button')?.click();
    await until(() => parts(element, 'problem').length === 1, 'it says what is wrong');
    check(inputs[0]?.getAttribute('aria-invalid') === 'true', "the page's fields are marked");
  },
};

export const Missing: Story = {
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    part(element, 'submit').focus();
    part(element, 'submit').click();
    await until(() => parts(element, 'problem').length === 2, 'it says what is missing');
    check(element.shadowRoot?.activeElement?.id === 'username', 'the focus is in the first');
  },
};

export const SigningIn: Story = {
  args: {
    session: () => {
      const fake = new FakeLogin();
      fake.answer = () => new Promise(() => undefined);
      return fake;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await signIn(canvasElement);
    await until(() => textOf(part(element, 'submit')) === 'Signing in…', 'it is under way');
    button(element, 'Cancel');
  },
};

export const WrongPassword: Story = {
  args: failing(refused('not-authorized')),
  play: says('User name or password is wrong.'),
};

export const Throttled: Story = {
  args: failing(refused('temporary-auth-failure')),
  play: says('Too many attempts'),
};

export const Unreachable: Story = {
  args: failing(new ConnectionError('unreachable')),
  play: says('The chat server cannot be reached.'),
};

export const Insecure: Story = {
  args: failing(new ConnectionError('insecure')),
  play: says('no safe connection'),
};

export const Unsafe: Story = {
  args: failing(refused('server-signature')),
  play: says('could not prove'),
};

export const Disabled: Story = {
  args: failing(refused('account-disabled', 'Call us.')),
  play: says('“Call us.”'),
};

export const GuestsRefused: Story = {
  args: failing(refused('no-mechanism'), { guest: true }),
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    type(find(element, '#nick'), 'Ann');
    part(element, 'submit').click();
    await until(() => parts(element, 'problem').length, 'it says so');
    check(textOf(part(element, 'problem')) === 'Guests cannot come in here.', 'in a sentence');
  },
};

export const Elsewhere: Story = {
  args: {
    session: () => new FakeLogin({ state: 'failed', error: new StreamError('conflict'), guest: false }),
  },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    button(element, 'Use it here');
  },
};

/** @param offer - What the server says about new accounts. */
const registering = (offer: FakeLogin['offer'], more: Partial<FakeLogin> = {}): Partial<Args> => ({
  register: true,
  session: () => Object.assign(new FakeLogin(), { offer, ...more }),
});

async function register(canvas: HTMLElement) {
  const element = await shown(canvas);
  button(element, 'Create an account').click();
  return element;
}

/** The form of a new account. */
const formIn = (element: Element) =>
  until(() => {
    const form = element.shadowRoot?.querySelector('xmpp-data-form');
    return form?.shadowRoot?.querySelector('form') && form;
  }, 'its form is there');

export const Register: Story = {
  args: registering(() => ({ form: registration() })),
  play: async ({ canvasElement }) => {
    await formIn(await register(canvasElement));
  },
};

export const RegisterCaptcha: Story = {
  args: registering(() => ({ form: captcha() })),
  play: async ({ canvasElement }) => {
    const element = await register(canvasElement);
    const form = await formIn(element);
    type(find(form, 'input'), 'ann');
    button(element, 'Show another picture').click();
    await until(() => find<HTMLInputElement>(form, 'input').value === 'ann', 'what was typed is still there');
    const picture = await until(() => form.shadowRoot?.querySelector('img'), 'there is a picture');
    await until(() => picture.naturalWidth > 0, 'and shows');
  },
};

export const RegisterOnWeb: Story = {
  args: registering(() => ({
    url: 'https://kit.example/register',
    instructions: 'Accounts are for members of the garden.',
  })),
  play: async ({ canvasElement }) => {
    const element = await register(canvasElement);
    await until(() => findAll(element, 'a[href="https://kit.example/register"]').length, 'a link');
  },
};

export const RegisterAsking: Story = {
  args: registering(() => new Promise(() => undefined)),
  play: async ({ canvasElement }) => {
    const element = await register(canvasElement);
    await until(() => textOf(find(element, 'section')).includes('Asking'), 'it waits');
  },
};

export const RegisterClosed: Story = {
  args: registering(() => Promise.reject(new StanzaError('service-unavailable', 'cancel'))),
  play: async ({ canvasElement }) => {
    const element = await register(canvasElement);
    await until(() => parts(element, 'problem').length, 'it says so');
  },
};

export const RegisterUnreachable: Story = {
  args: registering(() => Promise.reject(new ConnectionError('unreachable'))),
  play: async ({ canvasElement }) => {
    const element = await register(canvasElement);
    await until(() => parts(element, 'problem').length, 'it says so');
    button(element, 'Try again');
  },
};

/** Fills in the form of a new account, which the server refuses. */
const refuses = (error: StanzaError, words: string): Story => ({
  args: registering(() => ({ form: registration() }), { register: () => Promise.reject(error) }),
  play: async ({ canvasElement }) => {
    const form = await formIn(await register(canvasElement));
    const [name, password] = findAll(form, 'input') as HTMLInputElement[];
    check(name && password, 'there are fields');
    type(name, 'ann');
    type(password, 'x');
    part(form, 'submit').click();
    await until(() => textOf(find(form, 'form')).includes(words), words);
    check(name.value === 'ann' && password.value === 'x', 'what was typed is still there');
  },
});

export const NameTaken = refuses(new StanzaError('conflict', 'cancel'), 'This name is taken.');
export const PasswordTooWeak = refuses(
  new StanzaError('not-acceptable', 'modify', 'The password is too weak.'),
  '“The password is too weak.”',
);
export const TooManyAccounts = refuses(new StanzaError('resource-constraint', 'wait'), 'Try again later.');

export const SignedIn: Story = {
  args: { session: () => signedIn() },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    await until(() => parts(element, 'actions').length, 'what can be done with the account');
  },
};

export const SignedInAsGuest: Story = {
  args: {
    session: () =>
      new FakeLogin({
        state: 'online',
        jid: 'a1b2@guests.kit.example/web',
        config: { domain: 'guests.kit.example', nick: 'Ann' },
      }),
  },
  play: shows,
};

export const Reconnecting: Story = {
  args: { session: () => signedIn() },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    (element.session as unknown as FakeLogin).set({ state: 'reconnecting' });
    await until(() => textOf(part(element, 'who')).includes('Reconnecting…'), 'it says so');
  },
};

export const SignedOut: Story = {
  args: { session: () => signedIn(), guest: true },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement);
    button(element, 'Sign out').click();
    await until(() => parts(element, 'notice').length, 'it says so');
    check(textOf(part(element, 'notice')) === 'You are signed out.', 'in a sentence');
  },
};

async function account(canvas: HTMLElement, task: string) {
  const element = await shown(canvas);
  await until(() => parts(element, 'actions').length, 'what can be done with the account');
  button(element, task).click();
  await until(() => findAll(element, 'form').length, 'its form is there');
  return element;
}

export const ChangePassword: Story = {
  args: {
    session: () => {
      const fake = signedIn();
      fake.refusal = new StanzaError('not-acceptable', 'modify', 'At least 8 characters.');
      return fake;
    },
  },
  play: async ({ canvasElement }) => {
    const element = await account(canvasElement, 'Change password');
    type(find(element, '#new-password'), 'x');
    part(element, 'submit').click();
    await until(() => parts(element, 'problem').length, 'it says what is wrong');
  },
};

export const PasswordChanged: Story = {
  args: { session: () => signedIn() },
  play: async ({ canvasElement }) => {
    const element = await account(canvasElement, 'Change password');
    type(find(element, '#new-password'), 'correct horse');
    part(element, 'submit').click();
    await until(() => parts(element, 'notice').length, 'it says so');
    check(findAll(element, 'form').length === 0, 'the form is gone');
  },
};

export const RemoveAccount: Story = {
  args: { session: () => signedIn() },
  play: async ({ canvasElement }) => {
    const element = await account(canvasElement, 'Remove account');
    type(find(element, '#confirm'), 'eve@kit.example');
    part(element, 'submit').click();
    await until(() => parts(element, 'problem').length, 'nothing happens without the right address');
  },
};

const LONG = 'donaudampfschifffahrtsgesellschaftskapitän'.repeat(4);

export const VeryLong: Story = {
  args: {
    session: () => signedIn({ jid: `${LONG}@${LONG}.example/web`, config: { domain: `${LONG}.example` } }),
  },
  play: shows,
};

export const German: Story = { args: { guest: true, register: true, lang: 'de' }, play: shows };
export const Dark: Story = { args: { register: true, scheme: 'dark' }, play: shows };
export const RightToLeft: Story = {
  args: { guest: true, register: true, noAccount: false, dir: 'rtl', lang: PSEUDO_RTL },
  play: shows,
};
export const Pseudo: Story = { args: { register: true, lang: PSEUDO }, play: shows };
