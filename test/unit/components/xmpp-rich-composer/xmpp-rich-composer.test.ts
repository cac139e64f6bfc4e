import { expect } from 'chai';
import '../../../../src/components/xmpp-rich-composer/define.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { JULIET, fakeChat } from '../../../support/fake-person.js';
import { ROOM, fakeRoom, type RoomFields } from '../../../support/fake-room.js';
import {
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { paste } from '../../../support/paste.js';
import { pressKeys, typeKeys, writing } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

const FORMATTED = { body: 'a b', html: '<p>a <strong>b</strong></p>' };

describe('<xmpp-rich-composer> standing alone', () => {
  it('gives the page what is sent, and is empty then', async () => {
    const { element } = await writing();
    const sent = eventsOf(element, 'xmpp-compose');
    await typeKeys('a **b**');
    await pressKeys('Enter');
    expect(sent.map(({ body, html }) => ({ body, html }))).to.deep.equal([FORMATTED]);
    expect(element.value).to.equal('');
    await typeKeys('c');
    await pressKeys('Enter');
    expect(sent[1]?.body).to.equal('c');
    expect(sent[1]?.html).to.equal(undefined);
  });

  it('keeps it where the page prevents that', async () => {
    const { element } = await writing();
    element.addEventListener('xmpp-compose', (event) => event.preventDefault());
    await typeKeys('a **b**');
    await pressKeys('Enter');
    expect(element.value).to.equal('a b');
    expect(element.html).to.equal(FORMATTED.html);
  });

  it('sends by Ctrl+Enter alone with send-key="mod-enter"', async () => {
    const { element } = await writing({ sendKey: 'mod-enter' });
    const sent = eventsOf(element, 'xmpp-compose');
    await typeKeys('a');
    await pressKeys('Enter');
    await typeKeys('b');
    expect(sent).to.deep.equal([]);
    await pressKeys('Control+Enter');
    expect(sent.map(({ body }) => body)).to.deep.equal(['a\nb']);
  });

  it('loads no editor before somebody goes there, and none with plain', async () => {
    const element = await fixture('xmpp-rich-composer', { plain: true });
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    input.focus();
    type(input, '**a**');
    const sent = eventsOf(element, 'xmpp-compose');
    press(input, 'Enter');
    expect(sent.map(({ body, html }) => [body, html])).to.deep.equal([['**a**', undefined]]);
    expect(findAll(element, '[role="textbox"], [role="toolbar"]')).to.deep.equal([]);
  });

  it('shows what the page puts in, before it is in the page and after', async () => {
    const element = document.createElement('xmpp-rich-composer');
    element.value = 'early';
    document.body.append(element);
    cleanUpAfterTest(() => element.remove());
    const input = await until(() => element.shadowRoot?.querySelector('textarea'), 'it is there');
    await until(() => input.value === 'early', 'it shows');
    element.value = 'late';
    expect(input.value).to.equal('late');
    input.focus();
    const editor = await until(() => findAll(element, '[role="textbox"]')[0], 'the editor is there');
    element.value = 'two\nlines';
    expect(editor.querySelectorAll('p')).to.have.length(2);
    expect(element.value).to.equal('two\nlines');
  });

  it('is called as the page calls it', async () => {
    const element = await fixture('xmpp-rich-composer', { ariaLabel: 'Your answer' });
    expect(find(element, 'textarea').ariaLabel).to.equal('Your answer');
  });

  it('says what is too long, and keeps it', async () => {
    const { element, editor } = await writing();
    const sent = eventsOf(element, 'xmpp-compose');
    paste(editor, { 'text/plain': 'x'.repeat(20_001) });
    await until(() => textOf(part(element, 'composer')).includes('Too long: 20,001'), 'it says so');
    press(editor, 'Enter');
    expect(sent).to.deep.equal([]);
    expect(element.value).to.have.length(20_001);
  });

  it('is accessible with and without its editor', async () => {
    const element = await fixture('xmpp-rich-composer');
    expect(await violations(element)).to.deep.equal([]);
    element.focus();
    await until(() => findAll(element, '[role="toolbar"]').length, 'the editor is there');
    expect(await violations(element)).to.deep.equal([]);
  });
});

describe('<xmpp-rich-composer> in a form', () => {
  async function inForm(attributes: Record<string, string> = {}) {
    const form = document.createElement('form');
    form.addEventListener('submit', (event) => event.preventDefault());
    const label = document.createElement('label');
    label.append('Answer');
    const element = document.createElement('xmpp-rich-composer');
    for (const [name, value] of Object.entries({ name: 'answer', ...attributes }))
      element.setAttribute(name, value);
    label.append(element);
    form.append(label);
    document.body.append(form);
    cleanUpAfterTest(() => form.remove());
    await until(() => element.shadowRoot?.querySelector('section'), 'it shows');
    return { form, element, data: () => Object.fromEntries(new FormData(form)) };
  }

  it('is a field with a label, whose value goes with the others', async () => {
    const { element, data, form } = await inForm();
    expect(find(element, 'textarea').ariaLabel).to.equal('Answer');
    expect(element.form).to.equal(form);
    element.focus();
    const editor = await until(() => findAll(element, '[role="textbox"]')[0], 'the editor is there');
    paste(editor, { 'text/html': 'a <b>b</b>' });
    expect(data()).to.deep.equal({ answer: 'a b', 'answer-html': FORMATTED.html });
  });

  it('sends the form', async () => {
    const { element, form, data } = await inForm();
    let submitted = 0;
    form.addEventListener('submit', () => (submitted += 1));
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    type(input, 'a');
    press(input, 'Enter');
    expect(submitted).to.equal(1);
    expect(data()).to.deep.equal({ answer: 'a' });
  });

  it('goes back to its first value with the form', async () => {
    const { element, form, data } = await inForm({ value: 'first' });
    expect(data()).to.deep.equal({ answer: 'first' });
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'changed');
    expect(data()).to.deep.equal({ answer: 'changed' });
    form.reset();
    expect(element.value).to.equal('first');
    expect(find<HTMLTextAreaElement>(element, 'textarea').value).to.equal('first');
  });

  it('holds the form back while it is empty and required, and says so', async () => {
    const { element, form } = await inForm({ required: '' });
    expect(element.validity.valueMissing).to.be.true;
    expect(form.reportValidity()).to.be.false;
    const failure = await until(() => findAll(element, '.failure')[0], 'it says so');
    expect(textOf(failure)).to.equal(element.validationMessage);
    expect(element.shadowRoot?.activeElement?.localName).to.equal('textarea');
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'a');
    expect(findAll(element, '.failure')).to.deep.equal([]);
    expect(form.checkValidity()).to.be.true;
  });

  it('holds the form back while it is too long', async () => {
    const { element, form } = await inForm();
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'x'.repeat(20_001));
    expect(form.checkValidity()).to.be.false;
    expect(element.validationMessage).to.contain('Too long');
  });

  it('takes nothing while its fieldset is disabled', async () => {
    const { element, form } = await inForm();
    const fieldset = document.createElement('fieldset');
    fieldset.append(...form.children);
    form.append(fieldset);
    fieldset.disabled = true;
    await until(() => find<HTMLTextAreaElement>(element, 'textarea').readOnly, 'it takes nothing');
    fieldset.disabled = false;
    await until(() => !find<HTMLTextAreaElement>(element, 'textarea').readOnly, 'it takes text again');
  });

  it('comes back formatted with a page that the browser restores', async () => {
    const { element } = await inForm();
    const content = [{ name: 'p', children: [{ name: 'strong', children: ['a'] }] }];
    element.formStateRestoreCallback(
      JSON.stringify({ text: 'a', html: '<p><strong>a</strong></p>', content }),
    );
    await until(() => element.value === 'a', 'it is back');
    element.focus();
    const editor = await until(() => findAll(element, '[role="textbox"]')[0], 'the editor is there');
    expect(editor.querySelector('strong')?.textContent).to.equal('a');
  });
});

describe('<xmpp-rich-composer> with an address', () => {
  async function toRoom(fields: Partial<RoomFields> = {}) {
    sessionStorage.clear();
    const { room, fake, session } = fakeRoom(fields);
    fake.set({ state: 'online' });
    const { element, editor } = await writing({ session, to: ROOM });
    return { room, fake, element, editor };
  }

  it('sends to that room, which the page can prevent', async () => {
    const { room, element } = await toRoom();
    const sending = eventsOf(element, 'xmpp-message-sending');
    const sent = eventsOf(element, 'xmpp-message-sent');
    await typeKeys('a **b**');
    await pressKeys('Enter');
    expect(sending.map(({ jid, body, html }) => ({ jid, body, html }))).to.deep.equal([
      { jid: ROOM, ...FORMATTED },
    ]);
    expect(room.called('send')).to.deep.equal([[FORMATTED]]);
    expect(element.value).to.equal('');
    room.change(room.messages.at(-1)?.key ?? '', { state: 'sent' });
    await until(() => sent.length === 1, 'it says that the room has it');
    element.addEventListener('xmpp-message-sending', (event) => event.preventDefault());
    await typeKeys('c');
    await pressKeys('Enter');
    expect(room.called('send')).to.have.length(1);
    expect(element.value).to.equal('c');
  });

  it('gives back what was not sent, and says so', async () => {
    const { room, element, editor } = await toRoom();
    await typeKeys('a **b**');
    await pressKeys('Enter');
    room.change(room.messages.at(-1)?.key ?? '', { state: 'failed', failure: { reason: 'no-echo' } });
    await until(() => element.value === 'a b', 'it is back');
    expect(editor.querySelector('strong')?.textContent).to.equal('b');
    expect(textOf(part(element, 'composer'))).to.contain('Not sent');
    expect(room.messages).to.deep.equal([]);
  });

  it('sends to that person', async () => {
    const { chat, session } = fakeChat();
    const { element } = await writing({ session, to: JULIET });
    await until(() => !textOf(part(element, 'composer')).includes('Connecting'), 'it is known who that is');
    await typeKeys('hello');
    await pressKeys('Enter');
    expect(chat.called('send')).to.deep.equal([['hello']]);
  });

  it('says where nothing can be written, and why', async () => {
    const { element, editor, room } = await toRoom({ canSpeak: false });
    await until(() => editor.getAttribute('contenteditable') === 'false', 'nothing can be written');
    expect(editor.dataset.placeholder).to.equal('Only people with voice can write here.');
    room.set({ canSpeak: true });
    await until(() => editor.getAttribute('contenteditable') === 'true', 'something can be written');
    expect(part(element, 'send').ariaDisabled).to.equal('true');
  });

  it('counts the seconds of slow mode', async () => {
    const { element, room } = await toRoom({ slowMode: 30, nextSendAt: new Date(Date.now() + 20_000) });
    await typeKeys('a');
    await until(() => /^(20|19|18) s$/.test(textOf(part(element, 'send'))), 'it counts');
    await pressKeys('Enter');
    expect(room.called('send')).to.deep.equal([]);
  });

  it('lets go of its session when it is taken out', async () => {
    const { room, fake, element } = await toRoom();
    const before = [room.listeners, fake.listeners];
    expect(before).to.not.include(0);
    element.remove();
    await until(() => room.listeners === 0 && fake.listeners === 0, 'nobody listens');
  });
});
