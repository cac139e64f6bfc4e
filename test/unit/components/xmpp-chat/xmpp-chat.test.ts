import { expect } from 'chai';
import '../../../../src/components/xmpp-chat/define.js';
import { ContactSelectEvent } from '../../../../src/components/xmpp-roster/events.js';
import { SelectedEvent } from '../../../../src/components/shared/selected.js';
import { AuthenticationError, StanzaError } from '../../../../src/session/errors.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import {
  contact,
  fakeChat,
  hers,
  own,
  resource,
  JULIET,
  ME,
  type ChatFields,
  type FakePeople,
} from '../../../support/fake-person.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  painted,
  part,
  parts,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

type Known = Parameters<FakePeople['set']>[0];

/** A chat with Juliet on the page, once it shows who she is. */
async function chatWith(fields: Partial<ChatFields> = {}, known: Known = {}, jid = JULIET) {
  const all = fakeChat(fields);
  all.people.set(known);
  const element = await fixture('xmpp-chat', { session: all.session, jid });
  await until(() => element.shadowRoot?.querySelector('.picture .avatar'), 'it shows who it is');
  return { ...all, element };
}

const field = (element: HTMLElement) => find<HTMLTextAreaElement>(element, 'textarea');
const shows = (element: HTMLElement, text: string) =>
  until(() => textOf(find(element, 'section')).includes(text), `it says “${text}”`);

describe('<xmpp-chat>', () => {
  it('shows what both have said, and nothing that axe minds', async () => {
    const { element } = await chatWith({ messages: [hers('Ay me!'), own('She speaks.')] });
    await until(() => parts(element, 'message').length === 2, 'both messages');
    expect(parts(element, 'message-author').map(textOf)).to.deep.equal(['Juliet', 'romeo']);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('sends what is written, unless the page prevents it', async () => {
    const { element, chat } = await chatWith();
    await until(() => element.shadowRoot?.querySelector('textarea'), 'a field');
    element.addEventListener('xmpp-message-sending', (event) => event.preventDefault(), { once: true });
    type(field(element), 'Speak again');
    press(field(element), 'Enter');
    expect(chat.called('send')).to.deep.equal([]);
    expect(field(element).value).to.equal('Speak again');
    press(field(element), 'Enter');
    expect(chat.called('send')).to.deep.equal([['Speak again']]);
    expect(field(element).value).to.equal('');
  });

  it('fires the room’s events', async () => {
    const { element, chat } = await chatWith();
    const heard = eventsOf(element, 'xmpp-message');
    const sent = eventsOf(element, 'xmpp-message-sent');
    const unread = eventsOf(element, 'xmpp-unread');
    chat.receive('Romeo?', { from: `${JULIET}/balcony` });
    await until(() => heard.length, 'xmpp-message');
    expect(heard[0]).to.include({ jid: JULIET });
    expect(unread[0]).to.include({ jid: JULIET, unread: 1 });
    const { key } = chat.send('Here');
    await until(() => parts(element, 'message').length === 2, 'it is shown');
    chat.change(key, { state: 'delivered' }); // a receipt may come before the server's word
    await until(() => sent.length, 'xmpp-message-sent');
    chat.change(key, { seen: true });
    await until(() => textOf(part(element, 'fate')) === 'Read', 'it was read');
    expect(sent).to.have.lengthOf(1);
  });

  it('RCPT-1, MRK-1: says in words what became of each own message', async () => {
    const { element, chat } = await chatWith({ messages: [own('Lady')] });
    const [row] = chat.messages;
    const fate = () => textOf(part(element, 'fate'));
    await until(() => fate() === 'Sent', 'sent');
    chat.change(row!.key, { state: 'delivered' });
    await until(() => fate() === 'Delivered', 'delivered');
    chat.change(row!.key, { seen: true });
    await until(() => fate() === 'Read', 'read');
    chat.receive('What?', { from: `${JULIET}/balcony` });
    await until(() => parts(element, 'message').length === 2, 'an answer');
    expect(parts(element, 'fate')).to.have.lengthOf(1);
  });

  it('IM-36: says why a message did not arrive, and tries it again', async () => {
    const error = new StanzaError('remote-server-not-found', 'cancel', '<b>no</b> such server');
    const { element, chat } = await chatWith({
      messages: [own('Lady', { state: 'failed', failure: { reason: 'refused', error } })],
    });
    await shows(element, 'Not sent: their server cannot be reached');
    button(element, 'Try again').click();
    expect(chat.called('retry')).to.have.lengthOf(1);
  });

  it('shows whether they are there, as far as that is ours to see', async () => {
    const { element, people } = await chatWith();
    const line = () => textOf(part(element, 'subject'));
    await until(() => line() === 'online', 'online');
    people.set({ contact: contact({ resources: [resource({ show: 'xa', statusText: 'Asleep' })] }) });
    await until(() => line() === 'away for longer · Asleep', 'away');
    people.set({ contact: contact({ resources: [] }) });
    await until(() => line().startsWith('offline · last seen at '), 'gone, and when');
    await shows(element, 'Juliet is offline and will read it later');
    people.set({ contact: contact({ subscription: 'none', pendingOut: true, resources: [] }) });
    await until(() => line() === 'has not answered your request yet', 'asked');
    people.set({ contact: undefined });
    await until(() => line() === JULIET, 'a stranger’s address');
  });

  it('the address stays within reach, whatever they call themselves', async () => {
    const { element } = await chatWith({ name: 'romeo@montague.example\u202e' });
    await until(() => find(element, '.name').title === JULIET, 'the address');
    expect(textOf(find(element, '.name'))).to.equal('romeo@montague.example\ufffd');
  });

  it('BLK-3: nothing is written to who is blocked, until they are unblocked', async () => {
    const { element, people } = await chatWith({ messages: [hers('Ay me!')] }, { blocked: true });
    await until(() => field(element).readOnly, 'no writing');
    expect(textOf(part(element, 'standing'))).to.contain('You have blocked Juliet');
    button(element, 'Unblock').click();
    await until(() => !field(element).readOnly, 'writing');
    expect(people.calls).to.deep.equal([['unblock', JULIET]]);
  });

  it('BLK-1: says where nobody can be blocked', async () => {
    const { element, people } = await chatWith(
      { messages: [hers('Ay me!')], stranger: true },
      { contact: undefined, error: new StanzaError('feature-not-implemented', 'cancel') },
    );
    await until(() => parts(element, 'standing').length, 'the stranger');
    button(element, 'Block').click();
    await shows(element, 'Your server cannot block anybody.');
    expect(people.blocked).to.equal(false);
  });

  it('shows an address once where it is all that is known', async () => {
    const { element } = await chatWith({ name: JULIET, stranger: true }, { contact: undefined });
    await until(() => textOf(find(element, '.name')) === JULIET, 'the address');
    expect(textOf(part(element, 'subject'))).to.equal('');
  });

  it('shows the address once, too, when a contact was removed whose name it was', async () => {
    const { element, chat, people } = await chatWith();
    await until(() => textOf(find(element, '.name')) === 'Juliet', 'her name');
    chat.name = JULIET;
    people.set({ contact: undefined });
    await until(() => textOf(find(element, '.name')) === JULIET, 'her address');
    expect(textOf(find(element, 'header .titles'))).to.equal(JULIET);
  });

  it('IM-35: shows above a message what it is about, as plain text', async () => {
    const { element, chat } = await chatWith({
      messages: [hers('Meet me', { subject: '<b>Tonight</b>\u202e' })],
    });
    await until(() => parts(element, 'message').length === 1, 'the message');
    const subject = part(element, 'message-subject');
    expect(textOf(subject)).to.equal('<b>Tonight</b>\ufffd');
    expect(subject.dir).to.equal('auto');
    const body = part(element, 'message-body');
    expect(subject.compareDocumentPosition(body)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(textOf(body)).to.equal('Meet me');
    chat.receive('Will you?', { from: `${JULIET}/balcony` });
    await until(() => parts(element, 'message').length === 2, 'one without');
    expect(parts(element, 'message-subject')).to.have.lengthOf(1);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('ux.md §2: leaves it to the roster to tell of its messages while nobody sees it', async () => {
    const { element, chat } = await chatWith();
    const tells = () => !chat.dispatchEvent(new Event('telling', { cancelable: true }));
    expect(tells()).to.equal(true);
    element.hidden = true;
    expect(tells()).to.equal(false);
    element.hidden = false;
    element.jid = undefined;
    await until(() => !tells(), 'it shows nobody');
  });

  it('a stranger is added, or blocked; nobody is asked before they wrote', async () => {
    const { element, chat, people } = await chatWith({ stranger: true }, { contact: undefined });
    expect(parts(element, 'standing')).to.have.lengthOf(0);
    chat.receive('Psst', { from: `${JULIET}/balcony` });
    await until(() => parts(element, 'standing').length, 'the stranger');
    button(element, 'Add to contacts').click();
    await until(() => people.calls.length, 'asked for');
    expect(people.calls).to.deep.equal([['add', JULIET]]);
  });

  it('IM-16, IM-17: a request is accepted and answered with one, or declined', async () => {
    const { element, people } = await chatWith(
      {},
      { contact: undefined, request: { jid: JULIET, text: 'It is I' } },
    );
    await shows(element, '“It is I”');
    button(element, 'Accept').click();
    await until(() => people.calls.length === 2, 'both asked for');
    expect(people.calls).to.deep.equal([
      ['approve', JULIET],
      ['add', JULIET],
    ]);
    people.set({ request: { jid: JULIET } });
    await until(() => parts(element, 'standing').length, 'she asks again');
    button(element, 'Decline').click();
    await until(() => people.calls.length === 3, 'declined');
    expect(people.calls.at(-1)).to.deep.equal(['deny', JULIET]);
  });

  it('its menu leads to what is known of the person, and of what their app can do', async () => {
    const { element, fake } = await chatWith();
    fake.features = new Set(['urn:xmpp:receipts']);
    button(element, 'More').click();
    await until(() => findAll(element, '[role=menuitem]').length, 'a menu');
    expect(findAll(element, '[role=menuitem]').map(textOf)).to.include('Block');
    findAll(element, '[role=menuitem]')[0]!.click();
    await until(() => findAll(element, 'dialog[open] dd').length === 2, 'both facts');
    expect(findAll(element, 'dialog[open] dd').map(textOf)).to.deep.equal([
      JULIET,
      'tells when a message has arrived',
    ]);
  });

  it('BLK-3: its menu asks before it blocks, and says what came of it', async () => {
    const { element, people } = await chatWith();
    const asks = async () => {
      button(element, 'More').click();
      await until(() => findAll(element, '[role=menuitem]').length, 'a menu');
      button(element, 'Block').click();
      return until(() => element.shadowRoot?.querySelector('dialog[open]'), 'it asks');
    };
    const dialog = await asks();
    expect(textOf(dialog)).to.contain('Block Juliet?').and.to.contain('They can neither write to you');
    expect(await violations(element)).to.deep.equal([]);
    button(element, 'Cancel').click();
    expect(people.calls).to.deep.equal([]);
    people.set({ error: new StanzaError('feature-not-implemented', 'cancel') });
    await asks();
    button(element, 'Block').click();
    await until(() => textOf(dialog).includes('Your server cannot block anybody.'), 'BLK-1: it says why not');
    people.set({ error: undefined });
    button(element, 'Block').click();
    await until(() => people.blocked, 'she is blocked');
    await shows(element, 'Juliet is blocked');
    expect(element.shadowRoot?.querySelector('dialog[open]')).to.equal(null);
  });

  it('opens no connection by itself, and says how to', async () => {
    const { session, fake } = fakeChat({ messages: [] });
    fake.set({ state: 'idle' });
    const element = await fixture('xmpp-chat', { session, jid: JULIET });
    await shows(element, 'You are not connected.');
    expect(fake.calls).to.deep.equal([]);
    button(element, 'Connect').click();
    expect(fake.calls).to.deep.equal(['connect']);
    fake.set({ state: 'failed', error: new AuthenticationError('credentials-required') });
    await shows(element, 'Sign in to talk here.');
  });

  it('says what is wrong with an address, and that nobody is chosen', async () => {
    const { session } = fakeChat();
    const element = await fixture('xmpp-chat', { session });
    await shows(element, 'Choose somebody to talk to.');
    expect(findAll(element, '.avatar'), 'nobody has a picture').to.have.lengthOf(0);
    const errors = eventsOf(element, 'xmpp-error');
    element.jid = '@';
    await shows(element, '“@” is nobody’s address.');
    expect(errors.map(({ code }) => code)).to.include('invalid-address');
    element.jid = JULIET;
    await until(() => element.shadowRoot?.querySelector('textarea'), 'a field');
  });

  it('keeps what was typed, and says that it waits, while the connection is away', async () => {
    const { element, fake } = await chatWith({ messages: [hers('Ay me!')] });
    type(field(element), 'Call me but love');
    fake.set({ state: 'offline' });
    await shows(element, 'You are not connected.');
    await shows(element, 'What you send goes out once you are connected');
    expect(field(element).value).to.equal('Call me but love');
    fake.set({ state: 'online' });
    await until(() => part(element, 'status').hidden, 'back');
  });

  it('ux.md §3: ↑ in an empty composer corrects the last own message; Escape gives it up, and the draft stays', async () => {
    const { element, chat } = await chatWith({ messages: [own('Helo'), hers('?')] });
    await until(() => parts(element, 'message').length === 2, 'both messages');
    press(field(element), 'ArrowUp');
    await shows(element, 'Editing a message');
    expect(field(element).value).to.equal('Helo');
    expect(await violations(element)).to.deep.equal([]);
    press(field(element), 'Escape');
    expect(field(element).value).to.equal('');
    press(field(element), 'ArrowUp');
    await until(() => field(element).value === 'Helo', 'once more');
    type(field(element), 'Hello');
    press(field(element), 'Enter');
    expect(chat.called('correct')).to.deep.equal([[chat.messages[0]?.key, 'Hello']]);
    expect(chat.called('send')).to.deep.equal([]);
    await until(() => textOf(parts(element, 'message-body')[0]!) === 'Hello', 'the new words');
    expect(textOf(await until(() => findAll(element, '.earlier li span')[0], 'what it was'))).to.equal(
      'Helo',
    );
    expect(field(element).value).to.equal('');
  });

  /** ↑ is pressed before anything that it needs has loaded. */
  async function hurried() {
    const { element, chat } = await chatWith({ messages: [own('Helo'), hers('?')] });
    await until(() => parts(element, 'message').length === 2, 'both messages');
    const features = await chat.features();
    let load: (() => void) | undefined;
    let lose: ((error: Error) => void) | undefined;
    chat.features = () =>
      new Promise((resolve, reject) => {
        load = () => resolve(features);
        lose = reject;
      });
    press(field(element), 'ArrowUp');
    press(field(element), 'ArrowUp');
    type(field(element), ' Romeo');
    press(field(element), 'Enter');
    await until(() => load, 'it loads');
    expect(chat.called('send')).to.deep.equal([]);
    expect(field(element).value).to.equal(' Romeo');
    return { element, chat, load: load!, lose: lose! };
  }

  it('what is typed and sent after ↑ before that has loaded corrects the message as well', async () => {
    const { element, chat, load } = await hurried();
    load();
    await until(() => chat.called('correct').length, 'it is corrected');
    expect(chat.called('correct')).to.deep.equal([[chat.messages[0]?.key, 'Helo Romeo']]);
    expect(chat.called('send')).to.deep.equal([]);
    expect(field(element).value).to.equal('');
    expect(sessionStorage).to.have.length(0);
  });

  it('what is typed after ↑ stays, and does not go out, where that does not load', async () => {
    const { element, chat, lose } = await hurried();
    const failed = eventsOf(element, 'xmpp-error');
    lose(new Error('lost'));
    await until(() => failed.length, 'the page is told');
    expect(chat.called('send').concat(chat.called('correct'))).to.deep.equal([]);
    expect(field(element).value).to.equal(' Romeo');
    press(field(element), 'Enter');
    expect(chat.called('send')).to.deep.equal([[' Romeo']]);
  });

  it('what is typed after ↑ is no correction in another chat that is shown by then', async () => {
    const { element, chat, load } = await hurried();
    const other = fakeChat({ jid: 'nurse@verona.example' });
    Object.assign(element, { session: other.session, jid: other.chat.jid });
    await until(() => field(element).value === '', 'the other one');
    load();
    await painted();
    expect(field(element).value).to.equal('');
    const calls = [chat, other.chat].flatMap((each) => each.called('send').concat(each.called('correct')));
    expect(calls).to.deep.equal([]);
  });

  it('what is sent unchanged is not sent at all, and what was being written comes back', async () => {
    const { element, chat } = await chatWith({ messages: [own('Helo'), hers('?')] });
    await until(() => parts(element, 'message').length === 2, 'both messages');
    type(field(element), 'A draft');
    const row = parts(element, 'message')[0]!;
    row.focus();
    (await until(() => row.querySelector<HTMLElement>('.row-more'), 'the row’s button')).click();
    const items = await until(() => findAll(element, '#row-menu [role=menuitem]'), 'its menu');
    items.find((each) => textOf(each) === 'Edit')?.click();
    expect(field(element).value).to.equal('Helo');
    press(field(element), 'Enter');
    expect(chat.called('correct')).to.deep.equal([]);
    expect(field(element).value).to.equal('A draft');
  });

  it('follows what is selected where its `for` points, whichever comes first', async () => {
    const { session } = fakeChat();
    const element = await fixture('xmpp-chat', { session, for: 'people' });
    await shows(element, 'Choose somebody to talk to.');
    const people = Object.assign(document.createElement('div'), { id: 'people', selected: JULIET });
    document.body.append(people);
    cleanUpAfterTest(() => people.remove());
    people.dispatchEvent(new SelectedEvent());
    await until(() => element.shadowRoot?.querySelector('textarea'), 'a field');
    expect(textOf(find(element, '.name'))).to.equal('Juliet');
  });

  it('ux.md §5: whoever chooses somebody in its roster writes to them at once', async () => {
    const { session } = fakeChat();
    const element = await fixture('xmpp-chat', { session, for: 'people' });
    const people = Object.assign(document.createElement('div'), { id: 'people', selected: JULIET });
    document.body.append(people);
    cleanUpAfterTest(() => people.remove());
    people.dispatchEvent(new SelectedEvent()); // by the page, which moves no focus
    await until(() => element.shadowRoot?.querySelector('textarea'), 'a field');
    expect(element.shadowRoot?.activeElement).to.equal(null);
    people.dispatchEvent(new ContactSelectEvent(JULIET, undefined));
    expect(element.shadowRoot?.activeElement).to.equal(field(element));
  });

  it('ux.md §2: a lost connection is told, and signing out is none', async () => {
    const { element, fake } = await chatWith({ messages: [hers('Ay me!')] });
    const said: string[] = [];
    const watch = new MutationObserver((all) => {
      for (const { addedNodes } of all) for (const node of addedNodes) said.push(node.textContent ?? '');
    });
    watch.observe(find(element, '[aria-live=polite]'), { childList: true });
    fake.set({ state: 'offline' });
    await shows(element, 'You are not connected.');
    fake.set({ state: 'online' });
    await until(() => part(element, 'status').hidden, 'back');
    watch.disconnect();
    expect(said).to.deep.equal([]);
  });

  it('what was read stays read, and the rest unread, over a reload', async () => {
    const { chat } = await chatWith({ messages: [hers('Ay me!')], lastRead: 'archive-7' });
    dispatchEvent(new PageTransitionEvent('pagehide'));
    chat.set({ lastRead: undefined }); // another page has a chat of its own
    const next = await chatWith({ history: 'unknown' });
    expect(next.chat.called('restoreRead')).to.deep.equal([['archive-7']]);
    const other = await chatWith({ history: 'unknown', jid: 'nurse@capulet.example' });
    expect(other.chat.called('restoreRead')).to.deep.equal([]);
  });

  it('talking to oneself is for notes', async () => {
    const { element } = await chatWith({ jid: ME, name: 'romeo' }, { contact: undefined }, ME);
    await shows(element, 'Only you can read this.');
    expect(textOf(part(element, 'subject'))).to.equal('you');
  });

  it('lets go of all when it is taken out', async () => {
    const { element, chat, people, fake } = await chatWith();
    element.remove();
    const listening = () =>
      [chat, fake, people.roster, people.blocking, people.avatars, people.chats].map(
        ({ listeners }) => listeners,
      );
    await until(() => listening().every((count) => count === 0), `nobody listens: ${listening().join()}`);
  });
});
