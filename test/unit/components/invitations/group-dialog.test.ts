import { expect } from 'chai';
import { ConnectionError, StanzaError } from '../../../../src/session/errors.js';
import '../../../../src/components/xmpp-chat/define.js';
import { contact, fakeChat, hers, JULIET, own, type ChatFields } from '../../../support/fake-person.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

async function grouping(fields: Partial<ChatFields> = { messages: [hers('Ay me!'), own('She speaks.')] }) {
  const all = fakeChat(fields);
  all.people.set({ others: [contact({ jid: 'nurse@capulet.example', name: 'Nurse' })] });
  const element = await fixture('xmpp-chat', { session: all.session, jid: JULIET });
  await until(() => element.shadowRoot?.querySelector('.picture .avatar'), 'it shows who it is');
  button(element, 'More').click();
  await until(() => findAll(element, '#menu [role=menuitem]').length, 'the menu is open');
  button(element, 'Make this a group…').click();
  const dialog = await until(
    () => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog.inviting'),
    'it asks',
  );
  const asked = eventsOf(element, 'xmpp-uri');
  element.addEventListener('xmpp-uri', (event) => event.preventDefault());
  return {
    ...all,
    element,
    dialog,
    asked,
    name: () => find<HTMLInputElement>(element, '#group-name'),
    share: () => element.shadowRoot?.querySelector<HTMLInputElement>('#group-share'),
    submit: () => button(element, 'Make the group').click(),
    made: () => all.chat.called('makeGroup'),
  };
}

describe('a chat that becomes a room', () => {
  it('MUC-54: asks for a name and who comes, and shows nobody what was said', async () => {
    const { element, dialog, name, share, submit, made, asked } = await grouping();
    expect(await violations(element)).to.deep.equal([]);
    expect(share()?.checked).to.equal(false);
    expect(textOf(dialog)).to.include('can then read what Juliet wrote to you alone');
    const people = [...dialog.querySelectorAll('.person')].map(textOf);
    expect(people, 'not Juliet, who comes anyway').to.deep.equal(['Nurse nurse@capulet.example']);
    name().value = ' Plans ';
    dialog.querySelector<HTMLInputElement>('.person input')!.click();
    type(find<HTMLTextAreaElement>(element, '#invite-addresses'), 'friar@verona.example');
    submit();
    await until(() => !dialog.isConnected, 'it is done');
    const guests = ['nurse@capulet.example', 'friar@verona.example'];
    expect(made()).to.deep.equal([[{ name: 'Plans', guests, share: 0 }]]);
    expect(asked.map(({ action, jid }) => [action, jid])).to.deep.equal([['join', 'plans@rooms.example']]);
    await until(
      () => findAll(element, '[aria-live=polite]').some((each) => textOf(each) === 'The group Plans is open'),
      'it is said',
    );
  });

  it('MUC-54: shows what was said where somebody wants that, and offers it only where there is something', async () => {
    const { name, share, submit, made, dialog, element } = await grouping();
    name().value = 'Plans';
    share()!.click();
    submit();
    await until(() => !dialog.isConnected, 'it is done');
    expect(made()[0]?.[0]).to.include({ share: 20 });
    element.remove();
    const empty = await grouping({});
    expect(empty.share()).to.equal(null);
  });

  it('says what is missing and what did not work; nothing typed is lost', async () => {
    const { element, dialog, chat, name, submit, made } = await grouping();
    submit();
    await until(() => textOf(dialog).includes('Give the group a name.'), 'a name');
    expect(element.shadowRoot?.activeElement).to.equal(name());
    name().value = 'Plans';
    type(find<HTMLTextAreaElement>(element, '#invite-addresses'), 'nurse@capulet.example, nonsense');
    submit();
    await until(() => textOf(dialog).includes('nonsense: This is no address.'), 'an address');
    expect(made()).to.deep.equal([]);
    type(find<HTMLTextAreaElement>(element, '#invite-addresses'), 'nurse@capulet.example');
    for (const [error, words] of [
      [new RangeError('none'), 'Your server has no rooms.'],
      [new ConnectionError('lost'), 'There is no connection.'],
      [new StanzaError('not-allowed', 'cancel'), 'The group could not be made.'],
    ] as const) {
      chat.groupError = error;
      submit();
      await until(() => textOf(dialog).includes(words), words);
    }
    expect(name().value).to.equal('Plans');
    chat.groupError = undefined;
    submit();
    await until(() => !dialog.isConnected, 'it is done');
  });

  it('is not there for a blocked person', async () => {
    const { people, session } = fakeChat();
    people.set({ blocked: true });
    const element = await fixture('xmpp-chat', { session, jid: JULIET });
    await until(() => element.shadowRoot?.querySelector('.picture .avatar'), 'it shows who it is');
    button(element, 'More').click();
    await until(() => findAll(element, '#menu [role=menuitem]').length, 'the menu is open');
    expect(findAll(element, '#menu [role=menuitem]').map(textOf)).not.to.include('Make this a group…');
  });
});
