import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/components/xmpp-roster/define.js';
import { registerStrings } from '../src/components/shared/page-strings.js';
import type { RegistrationOffer } from '../src/session/index.js';
import { fakePeople, here } from '../test/support/fake-people.js';
import { message } from '../test/support/fake-room.js';
import { registration } from '../test/support/forms.js';
import { PSEUDO_RTL, pseudoRtl } from '../test/support/pseudo.js';
import { check, find, findAll, part, parts, until } from './support.js';

registerStrings(PSEUDO_RTL, pseudoRtl);

interface Args {
  /** What the link is, behind `xmpp:`. */
  readonly to: string;
  readonly guest: boolean;
  /** Goes on with what is asked. */
  readonly agreed: boolean;
  readonly dir: 'ltr' | 'rtl' | '';
  readonly scheme: 'light' | 'dark' | '';
  readonly lang: string;
}

/** What somebody is asked who presses an `xmpp:` link in any of the elements. */
const meta: Meta<Args> = {
  title: 'Links to addresses',
  args: { to: 'zoe@kit.example', guest: false, agreed: false, dir: '', scheme: '', lang: '' },
  render: ({ to, guest, dir, scheme, lang }) => {
    const { chats, fake, session } = fakePeople({
      'ada@kit.example': { name: 'Ada Lovelace', resources: [here('available', 'Counting')] },
      'ben@kit.example': { name: 'Ben', resources: [here('away')] },
    });
    fake.guest = guest;
    fake.offer = { registered: false, form: registration() } as unknown as RegistrationOffer;
    fake.room.set({ messages: [message('Welcome to the den!', { nick: 'Ada' })] });
    chats.announce('kit.example', `Press this: xmpp:${to}`);
    const element = document.createElement('xmpp-roster');
    Object.assign(element, { session });
    element.style.colorScheme = scheme;
    element.style.inlineSize = 'min(340px, 100%)';
    return html`<div dir=${dir || nothing} lang=${lang || nothing}>${element}</div>`;
  },
  play: async ({ canvasElement, args: { agreed } }) => {
    const element = await until(() => canvasElement.querySelector('xmpp-roster'), 'the element is there');
    await until(() => element.shadowRoot && parts(element, 'notice').length, 'the notice shows');
    if (!findAll(element, '.notice a').length)
      part(element, 'notice').querySelector<HTMLElement>('.small')?.click();
    find(element, '.notice a').click();
    await until(() => findAll(element, 'dialog:modal').length, 'it asks');
    check(findAll(element, 'dialog:modal .address').length, 'it names the address');
    if (!agreed) return;
    const [name] = findAll(element, 'dialog:modal input');
    if (name instanceof HTMLInputElement) name.value = 'Mia';
    find(element, 'dialog:modal [type=submit]').click();
    await until(() => findAll(element, '.stage:modal > :last-child').length, 'what it leads to shows');
  },
};
export default meta;

type Story = StoryObj<Args>;

export const Write: Story = {};

export const Message: Story = { args: { to: 'zoe@kit.example?message;body=Shall%20we%20meet%3F' } };

export const Join: Story = { args: { to: 'den@rooms.example?join;password=secret' } };

export const Invite: Story = {
  args: { to: 'den@rooms.example?invite;jid=ada@kit.example;jid=ben@kit.example' },
};

export const Add: Story = { args: { to: 'zoe@kit.example?roster;name=Zoe;group=Work' } };

export const Remove: Story = { args: { to: 'ada@kit.example?remove' } };

export const Register: Story = { args: { to: 'search.kit.example?register' } };

export const Unregister: Story = { args: { to: 'search.kit.example?unregister' } };

export const DeleteAccount: Story = { args: { to: 'kit.example?unregister' } };

export const Unknown: Story = { args: { to: 'zoe@kit.example?sendfile' } };

export const SignInNeeded: Story = { args: { to: 'zoe@kit.example?subscribe', guest: true } };

export const VeryLong: Story = { args: { to: `${'a-very-long-name.'.repeat(40)}@kit.example` } };

export const Room: Story = { args: { to: 'den@rooms.example?join', agreed: true } };

export const Form: Story = { args: { to: 'search.kit.example?register', agreed: true } };

export const German: Story = { args: { to: 'den@rooms.example?invite;jid=ada@kit.example', lang: 'de' } };

export const Dark: Story = { args: { to: 'ada@kit.example?remove', scheme: 'dark' } };

export const RightToLeft: Story = {
  args: { to: 'den@rooms.example?join', dir: 'rtl', lang: PSEUDO_RTL },
};
