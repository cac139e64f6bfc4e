import { expect } from 'chai';
import '../../../../src/components/xmpp-chat/define.js';
import '../../../../src/components/xmpp-data-form/define.js';
import '../../../../src/components/xmpp-roster/define.js';
import { StanzaError } from '../../../../src/session/errors.js';
import type { RegistrationOffer } from '../../../../src/session/index.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ACCOUNT, fakePeople } from '../../../support/fake-people.js';
import { fakeChat, hers, JULIET } from '../../../support/fake-person.js';
import { dataForm, registration } from '../../../support/forms.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  parts,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const known = () => fakePeople({ 'ada@kit.example': { name: 'Ada' } });
const dialogOf = (element: Element) =>
  until(() => element.shadowRoot?.querySelector<HTMLElement>('dialog:modal'), 'it asks');
const closes = (element: Element) =>
  until(() => !element.shadowRoot?.querySelector('dialog:modal'), 'it is over');
const titleOf = (element: Element) => textOf(find(element, 'dialog:modal h2'));
const addresses = (element: Element) => findAll(element, 'dialog:modal .address').map(textOf);
const fields = (element: Element) =>
  findAll(element, 'dialog:modal .field :is(input, textarea)') as HTMLInputElement[];

/** A list of contacts above which a notice has that link, which is pressed. */
async function pressed(href: string, fakes = known(), properties: Record<string, unknown> = {}) {
  const { session, chats } = fakes;
  chats.announce('kit.example', `see ${href}`);
  const element = await fixture('xmpp-roster', { session, ...properties });
  await until(() => parts(element, 'notice').length, 'the notice');
  if (!findAll(element, '.notice a').length) button(element, 'Show more').click();
  const link = find(element, '.notice a');
  const told = eventsOf(element, 'xmpp-uri');
  link.click();
  await dialogOf(element);
  return { ...fakes, element, link, told };
}

describe('an xmpp: link that is pressed', () => {
  for (const [query, title, submit] of [
    ['', 'Write to this address?', 'Write'],
    ['?message;body=Hello%20there', 'Send this message?', 'Send'],
    ['?join;password=x', 'Join this room?', 'Join'],
    ['?invite;jid=ada@kit.example', 'Invite into this room?', 'Join and invite'],
    ['?subscribe', 'Add this contact?', 'Add'],
    ['?roster;name=Zoe', 'Add this contact?', 'Add'],
    ['?register', 'Register there?', 'Ask it'],
    ['?unregister', 'End your registration?', 'End the registration'],
  ] as const)
    it(`IM-38, R-8: xmpp:…${query} asks first, names the whole address, and does nothing when that is cancelled`, async () => {
      const { element, link, told, roster, fake, room } = await withRoom(`xmpp:zoe@kit.example/desk${query}`);
      expect(titleOf(element)).to.equal(title);
      expect(addresses(element)[0]).to.equal('zoe@kit.example/desk');
      expect(find(element, 'dialog:modal').getAttribute('aria-describedby')).to.equal('dialog-text');
      expect(button(element, submit).type).to.equal('submit');
      expect(await violations(element)).to.deep.equal([]);
      button(element, 'Cancel').click();
      await closes(element);
      expect(element.shadowRoot?.activeElement).to.equal(link);
      expect([...roster.calls, ...room.calls, ...fake.sent, ...fake.registered, ...fake.ended]).to.be.empty;
      expect(told).to.be.empty;
    });

  async function withRoom(href: string) {
    const all = await pressed(href);
    return { ...all, room: all.fake.room };
  }

  it('IM-38: what the page prevents is the page’s to do, with what the person has changed', async () => {
    const { element, told, roster } = await pressed('xmpp:zoe@kit.example?roster;name=Zoe;group=Work;x=1');
    element.addEventListener('xmpp-uri', (event) => event.preventDefault());
    expect(fields(element).map(({ value }) => value)).to.deep.equal(['Zoe', 'Work']);
    fields(element)[0]!.value = 'Zoë';
    button(element, 'Add').click();
    await closes(element);
    const [{ action, jid, params, bubbles, composed }] = told as [HTMLElementEventMap['xmpp-uri']];
    expect({ action, jid, bubbles, composed }).to.deep.equal({
      action: 'roster',
      jid: 'zoe@kit.example',
      bubbles: true,
      composed: true,
    });
    expect(Object.fromEntries(params)).to.deep.equal({ name: 'Zoë', group: 'Work', x: '1' });
    expect(roster.calls).to.be.empty;
  });

  it('IM-38: adds a contact, and says why where that is refused', async () => {
    const { element, roster } = await pressed('xmpp:zoe@kit.example?subscribe');
    roster.refusal = new StanzaError('not-allowed', 'cancel');
    button(element, 'Add').click();
    await until(() => findAll(element, 'dialog [role=alert]').length, 'it says why');
    roster.refusal = undefined;
    button(element, 'Add').click();
    await closes(element);
    expect(roster.called('add').at(-1)).to.deep.equal(['zoe@kit.example', { name: undefined, groups: [] }]);
  });

  it('IM-38: removes a contact, and nobody who is none', async () => {
    const { element, link, roster } = await pressed('xmpp:ada@kit.example?remove');
    expect(titleOf(element)).to.equal('Remove Ada?');
    expect(addresses(element)).to.deep.equal(['ada@kit.example']);
    button(element, 'Remove').click();
    await until(() => roster.called('remove').length, 'she is removed');
    await closes(element);
    link.click();
    const dialog = await dialogOf(element);
    expect(textOf(dialog)).to.include('ada@kit.example This address is not among your contacts.');
    expect(findAll(element, 'dialog:modal [type=submit]')).to.be.empty;
  });

  for (const [href, words] of [
    ['xmpp:zoe@kit.example?sendfile;name=x', 'What this link asks for cannot be done here.'],
    ['xmpp:zoe@kit.example?recvfile', 'What this link asks for cannot be done here.'],
    ['xmpp:kit.example?join', 'What this link asks for cannot be done here.'],
    ['xmpp:ada@kit.example?subscribe', 'Ada is among your contacts already.'],
    [`xmpp:${ACCOUNT}?roster`, 'This is your own address.'],
    ['xmpp:%E0@kit.example', 'This link leads nowhere.'],
  ] as const)
    it(`IM-38: ${href} shows its address, to be copied, and no more`, async () => {
      const { element, told } = await pressed(href);
      expect(textOf(find(element, '#dialog-text')))
        .to.match(/^(zoe@|kit|ada@|me@|xmpp:)/)
        .and.to.include(words);
      expect(findAll(element, 'dialog:modal button').map(textOf)).to.deep.equal(['Copy', 'Close']);
      expect(await violations(element)).to.deep.equal([]);
      button(element, 'Close').click();
      await closes(element);
      expect(told).to.be.empty;
    });

  it('IM-38: of a guest it asks nothing but to join', async () => {
    const fakes = known();
    const { element, link } = await pressed('xmpp:zoe@kit.example?subscribe', fakes);
    button(element, 'Cancel').click();
    fakes.fake.guest = true;
    link.click();
    const dialog = await dialogOf(element);
    expect(textOf(dialog)).to.include('Sign in to an account');
    link.setAttribute('href', 'xmpp:garden@rooms.example?join');
    link.click();
    await until(() => titleOf(element) === 'Join this room?', 'it asks');
  });

  it('IM-38: hides nothing of an address, however long it is and whatever is in it', async () => {
    const local = 'x'.repeat(1000);
    const { element } = await pressed(`xmpp:${local}@kit.example/a%E2%80%8Bb`);
    const [shown] = addresses(element);
    expect(shown).to.match(/^x{1000}@kit\.example/);
    expect(shown).to.not.include('\u200b');
  });

  it('MUC-49: joins with the link’s password under a name that was asked for, in a dialog; closing it takes the room away', async () => {
    const { element, link, fake } = await pressed('xmpp:den@rooms.example?join;password=x');
    const [name] = fields(element);
    name!.value = '';
    button(element, 'Join').click();
    await until(() => findAll(element, '#dialog-problem').length, 'a name is needed');
    expect(fake.room.calls).to.be.empty;
    name!.value = 'Mia';
    button(element, 'Join').click();
    const room = await until(() => element.shadowRoot?.querySelector('xmpp-room'), 'the room shows');
    expect(fake.room.called('join')).to.deep.equal([[{ nick: 'Mia', password: 'x' }]]);
    expect(room.getAttribute('jid')).to.equal('den@rooms.example');
    await until(() => room.shadowRoot?.querySelector('textarea'), 'one can write');
    press(find(element, 'dialog:modal'), 'Escape');
    button(element, 'Close').click();
    await until(() => !room.isConnected, 'it is gone');
    expect(element.shadowRoot?.activeElement).to.equal(link);
  });

  it('MUC-49, MUC-50: says who is invited, and invites them once in', async () => {
    const href = 'xmpp:den@rooms.example?invite;jid=ada@kit.example;jid=ben@kit.example';
    const { element, fake } = await pressed(href);
    expect(addresses(element)).to.deep.equal(['den@rooms.example', 'ada@kit.example', 'ben@kit.example']);
    fields(element)[0]!.value = 'Mia';
    button(element, 'Join and invite').click();
    await until(() => fake.room.called('invite').length, 'they are invited');
    expect(fake.room.called('invite')).to.deep.equal([[['ada@kit.example', 'ben@kit.example'], undefined]]);
  });

  it('IM-38: sends a message only as it was agreed to, and shows the chat', async () => {
    const { chat, session } = fakeChat({ messages: [hers(`write xmpp:${JULIET}?message;body=Ay%20me`)] });
    const element = await fixture('xmpp-chat', { session, jid: JULIET });
    const link = await until(() => element.shadowRoot?.querySelector<HTMLElement>('.words a'), 'the link');
    link.click();
    await dialogOf(element);
    const [body] = fields(element);
    expect(body!.value).to.equal('Ay me');
    type(body!, 'She speaks');
    find(element, 'dialog [type=submit]').click();
    const shown = await until(() => element.shadowRoot?.querySelector('xmpp-chat'), 'the chat shows');
    expect(shown.jid).to.equal(JULIET);
    expect(chat.called('send')).to.deep.equal([['She speaks']]);
    element.remove();
    await until(() => !shown.isConnected || !shown.closest('dialog')?.open, 'it goes with its element');
  });

  it('IM-38: chooses who it is about in the list of contacts that a chat follows', async () => {
    const fakes = known();
    const { element } = await pressed('xmpp:ada@kit.example', fakes, { id: 'people' });
    const follower = document.createElement('xmpp-chat');
    follower.setAttribute('for', 'people');
    Object.assign(follower, { session: fakes.session });
    element.after(follower);
    cleanUpAfterTest(() => follower.remove());
    const chosen = eventsOf(element, 'xmpp-contact-select');
    Object.assign(fakes.chats, { open: (jid: string) => ({ jid }) });
    button(element, 'Write').click();
    await closes(element);
    expect(element.selected).to.equal('ada@kit.example');
    expect(chosen.map(({ jid }) => jid)).to.deep.equal(['ada@kit.example']);
  });

  it('REG-13: asks an address for its form once that was agreed to, and registers by it', async () => {
    const submitted: string[] = [];
    const offer = {
      registered: false,
      form: registration(),
      submit: (answers: ReadonlyMap<string, readonly string[]>) => {
        submitted.push([...answers.keys()].join());
        return Promise.resolve(undefined);
      },
    } as unknown as RegistrationOffer;
    const { element, fake } = await pressed('xmpp:search.kit.example?register');
    expect(fake.registered).to.be.empty;
    button(element, 'Ask it').click();
    await until(() => textOf(find(element, 'dialog')).includes('Nobody can register there.'), 'it says so');
    button(element, 'Close').click();
    fake.offer = offer;
    find(element, '.notice a').click();
    await dialogOf(element);
    button(element, 'Ask it').click();
    const form = await until(() => element.shadowRoot?.querySelector('xmpp-data-form'), 'its form shows');
    expect(fake.registered).to.deep.equal(['search.kit.example', 'search.kit.example']);
    await until(() => parts(form, 'input').length, 'its fields');
    for (const input of parts(form, 'input').slice(0, 2)) type(input as HTMLInputElement, 'mia');
    button(form, 'Submit').click();
    await until(() => submitted.length, 'it is sent');
    await closes(element);
  });

  it('REG-13: ends a registration, and an account only where its address is entered', async () => {
    const { element, link, fake } = await pressed('xmpp:search.kit.example?unregister');
    button(element, 'End the registration').click();
    await closes(element);
    expect(fake.ended).to.deep.equal(['search.kit.example']);
    link.setAttribute('href', 'xmpp:kit.example?unregister');
    link.click();
    await dialogOf(element);
    expect(titleOf(element)).to.equal('Delete your account?');
    expect(addresses(element)).to.deep.equal([ACCOUNT]);
    button(element, 'Delete the account').click();
    await until(() => findAll(element, '#dialog-problem').length, 'not by a press');
    fields(element)[0]!.value = ACCOUNT;
    button(element, 'Delete the account').click();
    await closes(element);
    expect(fake.ended).to.deep.equal(['search.kit.example', ACCOUNT]);
  });

  it('IM-38: asks in forms, too', async () => {
    const form = dataForm(
      "<field var='who' type='jid-single' label='Who'><value>zoe@kit.example</value></field>",
      'result',
    );
    const element = await fixture('xmpp-data-form', { form, session: known().session });
    findAll(element, 'a')[0]!.click();
    await dialogOf(element);
    expect(titleOf(element)).to.equal('Write to this address?');
    expect(addresses(element)).to.deep.equal(['zoe@kit.example']);
  });
});
