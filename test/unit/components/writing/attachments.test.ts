import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/components/xmpp-chat/define.js';
import '../../../../src/components/xmpp-room/define.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { transferOf } from '../../../support/drawn.js';
import { JULIET, fakeChat } from '../../../support/fake-person.js';
import { ROOM, fakeRoom, type RoomFields } from '../../../support/fake-room.js';
import { button, find, findAll, fixture, part, press, textOf, violations } from '../../../support/fixture.js';
import { clipboardEvent } from '../../../support/paste.js';
import { until } from '../../../support/until.js';

const STORED = 'https://files.example/1/one.txt';
const text = (name: string) => new File(['one'], name, { type: 'text/plain' });

async function writing<E extends HTMLElement>(element: E) {
  cleanUpAfterTest(() => localStorage.clear());
  const input = find<HTMLTextAreaElement>(element, 'textarea');
  input.focus();
  await until(() => button(element, 'Attach files'), 'files can be attached');
  const drop = () => element.shadowRoot?.querySelector('xmpp-file-drop');
  const rows = () => [...(drop()?.shadowRoot?.querySelectorAll('.row') ?? [])];
  return {
    element,
    input,
    rows,
    send: part(element, 'send'),
    listed: (...names: string[]) =>
      until(
        () =>
          rows()
            .map((row) => textOf(row.querySelector('.name')!))
            .join() === names.join(),
        `${names.join()} is listed`,
      ),
    choose: (...files: readonly File[]) => {
      const field = find<HTMLInputElement>(element, 'input[type=file]');
      field.files = transferOf(...files).files;
      field.dispatchEvent(new Event('change'));
    },
    /** @returns Whether the browser was kept from doing what it does with it. */
    drag: (type: string, target: Element, ...files: readonly File[]) =>
      !target.dispatchEvent(
        new DragEvent(type, {
          dataTransfer: transferOf(...files),
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      ),
  };
}

async function inRoom(fields: Partial<RoomFields> = {}) {
  sessionStorage.clear();
  const { room, fake, session } = fakeRoom(fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const sent = () => room.calls.filter(({ name }) => name === 'send').map(({ args }) => args[0]);
  return { ...(await writing(element)), room, files: fake.files, sent };
}

describe('attaching files', () => {
  it('takes what is chosen, dropped anywhere, or pasted, and holds it until Send is pressed', async () => {
    const { element, files, rows, listed, choose, drag, input, send, sent } = await inRoom();
    expect(send.ariaDisabled).to.equal('true');
    choose(text('one.txt'));
    await listed('one.txt');
    const log = part(element, 'log');
    drag('dragenter', log, text('two.txt'));
    const veil = find(element, '.veil');
    expect(veil.hidden).to.equal(false);
    expect(veil.textContent).to.equal('Drop to attach, for The garden');
    expect(drag('dragover', log, text('two.txt'))).to.equal(true);
    expect(drag('drop', log, text('two.txt'))).to.equal(true);
    expect(veil.hidden).to.equal(true);
    input.dispatchEvent(clipboardEvent('paste', transferOf(text('three.txt'))));
    await listed('one.txt', 'two.txt', 'three.txt');
    expect(files.sent.map(({ to, options }) => [to, options?.hold])).to.deep.equal(
      Array(3).fill([ROOM, true]),
    );
    for (const one of files.simulated) one.ask('upload', 'room').ready(STORED);
    await until(() => rows().every((row) => textOf(row).includes('Ready to send')), 'all are ready');
    expect(element.shadowRoot?.activeElement, 'a word about them can be written').to.equal(input);
    expect(await violations(element)).to.deep.equal([]);
    await sendKeys({ type: 'look' });
    await sendKeys({ press: 'Enter' });
    expect(sent()).to.deep.equal(['look']);
    expect(input.value).to.equal('');
    await until(() => rows().length === 0 && files.transfers.length === 0, 'they are messages now');
    await until(() => send.ariaDisabled === 'true', 'there is nothing to send');
  });

  it('takes what is pasted into the rich editor, of which nothing stays in the text', async () => {
    const { element, listed, send, sent, files } = await inRoom();
    button(element, 'Formatting').click();
    await until(() => part(element, 'input').isContentEditable, 'the editor is there');
    const editor = part(element, 'input');
    editor.focus();
    expect(editor.dispatchEvent(clipboardEvent('paste', transferOf(text('one.txt'))))).to.equal(false);
    await listed('one.txt');
    expect(editor.innerText.trim()).to.equal('');
    await sendKeys({ type: 'look' });
    files.simulated[0]?.ask('upload', 'room').ready(STORED);
    await until(() => send.ariaDisabled === null, 'Send can be pressed');
    send.click();
    await until(() => sent().length === 1, 'the word is out');
    await listed();
  });

  it('goes out without a word, too', async () => {
    const { files, rows, listed, choose, send, sent } = await inRoom();
    choose(text('one.txt'));
    expect(send.ariaDisabled, 'Send can be pressed').to.equal(null);
    await listed('one.txt');
    files.simulated[0]?.ask('upload', 'room').ready(STORED);
    send.click();
    await until(() => rows().length === 0 && files.transfers.length === 0, 'it is a message now');
    expect(sent()).to.deep.equal([]);
    await until(() => send.ariaDisabled === 'true', 'there is nothing to send');
  });

  it('waits with Send even for the code that holds them', async () => {
    const { files, rows, choose, input, sent } = await inRoom();
    input.value = 'look';
    choose(text('one.txt'));
    press(input, 'Enter');
    expect(sent()).to.deep.equal([]);
    await until(() => files.simulated.length, 'it is on its way');
    files.simulated[0]?.ask('upload', 'room').ready(STORED);
    await until(() => sent().length === 1 && rows().length === 0, 'both are out');
  });

  it('waits with Send until all is there, says so, and goes out by itself then', async () => {
    const { element, files, choose, input, sent } = await inRoom();
    choose(text('one.txt'), text('two.txt'));
    await until(() => files.simulated.length === 2, 'both are on their way');
    const [one, two] = files.simulated;
    one?.ask('upload', 'room').ready(STORED);
    two?.ask('upload', 'room').move(0.5);
    input.focus();
    await sendKeys({ type: 'look' });
    await sendKeys({ press: 'Enter' });
    expect(textOf(find(element, '#composer-note'))).to.equal('Goes out once 2 files are ready');
    expect(input.value).to.equal('look');
    expect(sent()).to.deep.equal([]);
    two?.ready(STORED);
    await until(() => sent().length === 1, 'it goes out');
    expect(input.value).to.equal('');
    expect(element.shadowRoot?.querySelector('#composer-note')).to.equal(null);
    expect(one?.transfer.held || two?.transfer.held).to.equal(false);
  });

  it('does not go out by itself once something is written, or one of them is not there', async () => {
    const { element, files, listed, choose, input, sent, rows } = await inRoom();
    choose(text('one.txt'), text('two.txt'));
    await listed('one.txt', 'two.txt');
    const [one, two] = files.simulated;
    one?.ask('upload', 'room').move(0.5);
    two?.ask('upload', 'room').move(0.5);
    input.focus();
    await sendKeys({ type: 'look' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ type: ' at' });
    expect(element.shadowRoot?.querySelector('#composer-note')).to.equal(null);
    one?.ready(STORED);
    await sendKeys({ press: 'Enter' });
    two?.fail('refused', { text: 'no' });
    await until(() => textOf(rows()[1]!).includes('The server did not take it.'), 'it says why');
    expect(sent(), 'nothing went').to.deep.equal([]);
    expect(input.value).to.equal('look at');
    await sendKeys({ press: 'Enter' });
    await until(() => sent().length === 1, 'what is there goes when somebody wants it');
    await listed('two.txt');
  });

  it('takes one out again, and says that a link to it works all the same', async () => {
    const { element, files, listed, choose, rows, send } = await inRoom();
    choose(text('one.txt'));
    await listed('one.txt');
    files.simulated[0]?.ask('upload', 'room').ready(STORED);
    await until(() => textOf(rows()[0]!).includes('Ready to send'), 'ready');
    rows()[0]?.querySelector<HTMLElement>('button[aria-label="Remove one.txt from the list"]')?.click();
    await listed();
    expect(files.transfers).to.deep.equal([]);
    await until(() => send.ariaDisabled === 'true', 'there is nothing to send');
    const said = element.shadowRoot?.querySelector('xmpp-file-drop')?.shadowRoot?.textContent;
    expect(said).to.contain('Whoever has its link can still open it.');
  });

  it('takes none where the page, the room or the one who is blocked lets nobody', async () => {
    const { element, drag, room, rows } = await inRoom();
    room.set({ canSpeak: false });
    await until(() => part(element, 'attach').hidden, 'it is not offered');
    const log = part(element, 'log');
    drag('dragenter', log, text('one.txt'));
    expect(find(element, '.veil').hidden).to.equal(true);
    expect(drag('drop', log, text('one.txt')), 'the page stays').to.equal(true);
    expect(rows()).to.deep.equal([]);
    room.set({ canSpeak: true });
    await until(() => !part(element, 'attach').hidden, 'it is offered');
    element.setAttribute('no-files', '');
    expect(drag('drop', log, text('one.txt')), 'the page may take it').to.equal(false);
  });

  it('shows in a chat what is offered there, before anybody writes, and what goes straight to them', async () => {
    const { chat, fake, session } = fakeChat();
    fake.files.offer(`${JULIET}/balcony`, { name: 'notes.txt' });
    fake.files.offer('nurse@capulet.example/a', { name: 'other.txt' });
    const element = await fixture('xmpp-chat', { session, jid: JULIET });
    const inside = () => element.shadowRoot?.querySelector('xmpp-file-drop')?.shadowRoot;
    await until(() => inside()?.querySelector('.offers'), 'offers are shown');
    expect(inside()?.textContent).to.contain('notes').and.not.to.contain('other');
    const { choose, send, rows, listed } = await writing(element);
    choose(text('one.txt'));
    await listed('one.txt');
    const straight = fake.files.simulated[2]!;
    straight.ready();
    send.click();
    await until(() => textOf(rows()[0]!).includes('Sent'), 'it stays to be seen, as no message tells of it');
    expect(chat.calls.filter(({ name }) => name === 'send')).to.deep.equal([]);
    element.remove();
    await until(() => fake.files.listeners === 0, 'it lets go');
    expect(findAll(element, 'xmpp-file-drop')).to.have.length(1);
  });
});
