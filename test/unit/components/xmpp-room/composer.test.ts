import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import {
  ROOM,
  FakeRoom,
  FakeSession,
  fakeRoom,
  message,
  type RoomFields,
} from '../../../support/fake-room.js';
import { eventsOf, find, fixture, part, parts, press, textOf, type } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

async function shown(
  fields: Partial<RoomFields> = {},
  properties: { sendKey?: string } = {},
  maxBytes = 262_144,
) {
  sessionStorage.clear();
  const { room, fake, session } = fakeRoom(fields);
  fake.wire.maxBytes = maxBytes;
  const element = await fixture('xmpp-room', { session, jid: ROOM, ...properties });
  return { element, room, input: find<HTMLTextAreaElement>(element, 'textarea') };
}

/** What a screen reader says besides the field's name. */
const described = (input: HTMLElement) =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => (input.getRootNode() as ShadowRoot).getElementById(id)?.textContent ?? '')
    .join(' ');

describe('<xmpp-room> composer', () => {
  it('sends by Enter and breaks the line by Shift+Enter', async () => {
    const { room, input } = await shown();
    type(input, 'hello');
    expect(press(input, 'Enter', { shiftKey: true })).to.be.true;
    expect(room.called('send')).to.deep.equal([]);
    expect(press(input, 'Enter')).to.be.false;
    expect(room.called('send')).to.deep.equal([['hello']]);
    expect(input.value).to.equal('');
  });

  it('sends by Ctrl+Enter alone with send-key="mod-enter"', async () => {
    const { room, input } = await shown({}, { sendKey: 'mod-enter' });
    type(input, 'hello');
    expect(press(input, 'Enter')).to.be.true;
    expect(room.called('send')).to.deep.equal([]);
    press(input, 'Enter', { ctrlKey: true });
    expect(room.called('send')).to.deep.equal([['hello']]);
  });

  for (const [what, more] of [
    ['while a word is being composed', { isComposing: true }],
    ['that belongs to an input method', { keyCode: 229 }],
  ] as const) {
    it(`does nothing on an Enter ${what}`, async () => {
      const { room, input } = await shown();
      type(input, 'に');
      expect(press(input, 'Enter', more)).to.be.true;
      expect(room.called('send')).to.deep.equal([]);
      expect(input.value).to.equal('に');
    });
  }

  it('leaves Tab to the browser', async () => {
    const { input } = await shown();
    expect(press(input, 'Tab')).to.be.true;
  });

  it('sends nothing but white space', async () => {
    const { room, input, element } = await shown();
    type(input, ' \n ');
    part(element, 'send').click();
    expect(room.called('send')).to.deep.equal([]);
    expect(input.value).to.equal(' \n ');
  });

  it('shows Send as not ready while there is nothing but white space, and keeps that', async () => {
    const { input, element } = await shown();
    const ready = () => part(element, 'send').ariaDisabled !== 'true';
    expect(ready(), 'empty').to.be.false;
    type(input, ' \n ');
    expect(ready(), 'blank').to.be.false;
    const blank = getComputedStyle(part(element, 'send')).backgroundColor;
    expect(input.value).to.equal(' \n ');
    type(input, ' \n a');
    expect(ready(), 'with a letter').to.be.true;
    expect(getComputedStyle(part(element, 'send')).backgroundColor).not.to.equal(blank);
    press(input, 'Enter');
    expect(ready(), 'sent').to.be.false;
  });

  it('sends text exactly as typed', async () => {
    const { room, input, element } = await shown();
    type(input, '  two\n\nlines ');
    part(element, 'send').click();
    expect(room.called('send')).to.deep.equal([['  two\n\nlines ']]);
  });

  it('keeps the text when the page prevents sending', async () => {
    const { room, input, element } = await shown();
    const bodies: string[] = [];
    element.addEventListener('xmpp-message-sending', (event) => {
      bodies.push(event.body);
      event.preventDefault();
    });
    type(input, 'hello');
    press(input, 'Enter');
    expect(bodies).to.deep.equal(['hello']);
    expect(room.called('send')).to.deep.equal([]);
    expect(input.value).to.equal('hello');
  });

  it('keeps the text and says so when it cannot be sent', async () => {
    const { room, input, element } = await shown();
    room.sendError = new RangeError('empty');
    type(input, 'hello');
    press(input, 'Enter');
    expect(input.value).to.equal('hello');
    expect(textOf(part(element, 'composer'))).to.contain('This text cannot be sent.');
    type(input, 'hello!');
    expect(textOf(part(element, 'composer'))).to.not.contain('cannot be sent');
  });

  it('ux.md §4: counts from 90 % of 20,000 characters on, says what is too long, and keeps it', async () => {
    const { room, input, element } = await shown();
    const composer = part(element, 'composer');
    type(input, 'x'.repeat(18_000));
    expect(textOf(composer)).to.equal('');
    type(input, 'x'.repeat(18_001));
    expect(textOf(composer)).to.equal('18,001 of 20,000 characters');
    expect(described(input)).to.equal('18,001 of 20,000 characters');
    type(input, 'x'.repeat(20_001));
    expect(textOf(composer)).to.equal('Too long: 20,001 of 20,000 characters');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    press(input, 'Enter');
    expect(room.called('send')).to.deep.equal([]);
    expect(input.value).to.have.length(20_001);
    type(input, 'short');
    expect(textOf(composer)).to.equal('');
  });

  it('counts bytes where the server takes fewer', async () => {
    const { input, element } = await shown({}, {}, 11_000);
    type(input, 'é'.repeat(4_600));
    expect(textOf(part(element, 'composer'))).to.equal('9,200 of 10,000 bytes');
    type(input, 'é'.repeat(5_001));
    expect(textOf(part(element, 'composer'))).to.equal('Too long: 10,002 of 10,000 bytes');
  });

  it('says that what is sent while away goes out later, once that is worth a word', async () => {
    const { room, input, element } = await shown({ status: { state: 'offline', since: new Date() } });
    expect(textOf(part(element, 'composer'))).to.equal('');
    room.set({ status: { state: 'offline', since: new Date(Date.now() - 5000) } });
    await until(() => described(input) === 'What you send goes out once you are connected', 'it says so');
    room.set({ status: { state: 'joined' } });
    await until(() => described(input) === '', 'it is no longer said');
    room.set({ status: { state: 'joining', since: new Date(Date.now() - 5000) } });
    await until(() => described(input).startsWith('What you send goes out'), 'it says so while joining, too');
  });

  describe('in slow mode (XEP-0500)', () => {
    it('states the rule', async () => {
      const { input } = await shown({ slowMode: 20 });
      expect(described(input)).to.equal('Slow mode: one message every 20 seconds');
    });

    it('shows on Send how long to wait, takes text and keeps it', async () => {
      const nextSendAt = new Date(Date.now() + 19_500);
      const { element, room, input } = await shown({ slowMode: 20, nextSendAt });
      const send = part(element, 'send');
      expect(textOf(send)).to.equal('20 s');
      expect(send.getAttribute('aria-label')).to.equal('Send, in 20 s');
      expect(send.getAttribute('aria-disabled')).to.equal('true');
      type(input, 'hello');
      press(input, 'Enter');
      send.click();
      expect(room.called('send')).to.deep.equal([]);
      expect(input.value).to.equal('hello');
      await until(() => textOf(send) === '19 s', 'it counts down');
      room.set({ nextSendAt: undefined });
      await until(() => !send.hasAttribute('aria-disabled'), 'it can be sent');
      press(input, 'Enter');
      expect(room.called('send')).to.deep.equal([['hello']]);
    });

    it('lets go by itself when it is time', async () => {
      const { element } = await shown({ slowMode: 1, nextSendAt: new Date(Date.now() + 1000) });
      const send = part(element, 'send');
      await until(() => send.getAttribute('aria-label') === 'Send', 'it can be sent');
    });
  });

  describe('ArrowUp in an empty composer', () => {
    const own = (state: 'failed' | 'waiting' | 'sent') => message('mine', { own: true, nick: 'Me', state });
    for (const state of ['failed', 'waiting'] as const)
      it(`takes back the last own message where it is ${state}`, async () => {
        const { room, input } = await shown({ messages: [own(state), message('theirs')] });
        expect(press(input, 'ArrowUp')).to.be.false;
        await until(() => input.value === 'mine', 'it is written on');
        expect(room.called('discard')).to.have.length(1);
      });

    it('changes nothing that was sent, nor moves in text', async () => {
      const { room, input } = await shown({ messages: [own('failed'), own('sent')] });
      press(input, 'ArrowUp');
      expect(input.value).to.equal('');
      type(input, 'a\nb');
      expect(press(input, 'ArrowUp'), 'left to the browser').to.be.true;
      expect(room.called('discard')).to.deep.equal([]);
    });
  });

  it('stores nothing before somebody types, and then the draft', async () => {
    const { input } = await shown();
    expect(sessionStorage).to.have.length(0);
    type(input, 'half a thou');
    const { session } = fakeRoom();
    const again = await fixture('xmpp-room', { session, jid: ROOM });
    expect(find<HTMLTextAreaElement>(again, 'textarea').value).to.equal('half a thou');
    expect(document.activeElement === again).to.be.false;
    press(find(again, 'textarea'), 'Enter');
    expect(sessionStorage).to.have.length(0);
  });

  it('keeps one draft for each room', async () => {
    const { input, element } = await shown();
    type(input, 'for the garden');
    const other = new FakeRoom({ jid: 'other@rooms.example', status: { state: 'joined' } });
    element.session = new FakeSession(other) as never;
    element.jid = other.jid;
    await until(() => find<HTMLTextAreaElement>(element, 'textarea').value === '', 'the other room has none');
    const { session } = fakeRoom();
    element.session = session;
    element.jid = ROOM;
    await until(
      () => find<HTMLTextAreaElement>(element, 'textarea').value === 'for the garden',
      'it is back',
    );
  });

  it('takes text while offline, which then waits', async () => {
    const { room, input, element } = await shown({ status: { state: 'offline', since: new Date() } });
    type(input, 'later');
    press(input, 'Enter');
    expect(room.called('send')).to.deep.equal([['later']]);
    await until(() => textOf(part(element, 'message')).includes('Waiting'), 'the row waits');
  });

  it('keeps text and focus through a lost connection', async () => {
    const { room, input, element } = await shown();
    input.focus();
    type(input, 'in the middle of');
    room.set({ status: { state: 'offline', since: new Date(0) } });
    await until(() => textOf(part(element, 'status')).includes('Reconnecting'), 'the strip shows');
    room.set({ status: { state: 'joined' } });
    await until(() => part(element, 'status').hidden, 'the strip is gone');
    expect(element.shadowRoot?.activeElement === input).to.be.true;
    expect(input.value).to.equal('in the middle of');
  });

  it('says why nothing can be written without voice', async () => {
    const { element, room, input } = await shown({ canSpeak: false });
    type(input, 'x');
    press(input, 'Enter');
    expect(room.called('send')).to.deep.equal([]);
    expect(input.readOnly).to.be.true;
    await until(
      () => textOf(part(element, 'composer')).includes('Only people with voice can write'),
      'it says why',
    );
  });

  it('says so beside a draft, too', async () => {
    const { element, room, input } = await shown();
    type(input, 'half a');
    room.set({ canSpeak: false });
    const sentence = await until(() => element.shadowRoot?.querySelector('#voice-text'), 'the sentence');
    expect(sentence.getBoundingClientRect().height).to.be.above(10);
    expect(input.value).to.equal('half a');
  });

  it('tells the room of typing', async () => {
    const { room, input } = await shown();
    type(input, ' \n');
    type(input, 'h');
    press(input, 'Enter');
    expect(room.called('setTyping')).to.deep.equal([[false], [true], [false]]);
  });

  it('grows with its text, to 40 % of the element', async () => {
    const { element, input } = await shown();
    const one = input.offsetHeight;
    type(input, 'a\nb\nc');
    expect(input.offsetHeight).to.be.above(one);
    type(input, 'a\n'.repeat(100));
    expect(input.offsetHeight).to.be.at.most(element.offsetHeight * 0.4 + 1);
  });

  it('puts a failed text before what is being written', async () => {
    const failed = message('first', { own: true, state: 'failed', failure: { reason: 'no-echo' } });
    const { element, input } = await shown({ messages: [failed] });
    type(input, 'second');
    find(element, '[data-action=edit]').click();
    expect(input.value).to.equal('first\nsecond');
  });

  it('tells the page when the room has taken a message', async () => {
    const { room, input, element } = await shown();
    const sent = eventsOf(element, 'xmpp-message-sent');
    type(input, 'hello');
    press(input, 'Enter');
    await until(() => parts(element, 'message').length === 1, 'the row shows');
    expect(sent).to.have.length(0);
    room.change(room.messages[0]?.key ?? '', { state: 'sent' });
    await until(() => sent.length === 1, 'it is told');
    expect(sent[0]?.message.body).to.equal('hello');
  });
});
