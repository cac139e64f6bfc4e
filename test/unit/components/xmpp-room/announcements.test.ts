import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import type { Row } from '../../../../src/session/index.js';
import { ROOM, fakeRoom, historyOf, message, type RoomFields } from '../../../support/fake-room.js';
import { button, find, findAll, fixture, part, parts, textOf } from '../../../support/fixture.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { hideTab } from '../../../support/tab.js';
import { until } from '../../../support/until.js';

/** A room, and all that its live regions were given, in order. */
async function shown(fields: Partial<RoomFields> = {}, announce?: string) {
  const { room, session } = fakeRoom({ messages: historyOf(2), ...fields });
  const element = await fixture('xmpp-room', { session, jid: ROOM, announce });
  const said: string[] = [];
  const watch = new MutationObserver((records) => {
    for (const { addedNodes, target } of records) {
      const how = (target as Element).getAttribute('aria-live') ?? '';
      for (const node of addedNodes) said.push(`${how}: ${node.textContent ?? ''}`);
    }
  });
  for (const how of ['polite', 'assertive'])
    watch.observe(find(element, `[aria-live=${how}]`), { childList: true });
  cleanUpAfterTest(() => watch.disconnect());
  return { element, room, said };
}

const told = (type: 'declined' | 'not-invited', nick: string, reason?: string): Row => ({
  kind: 'event',
  key: crypto.randomUUID(),
  time: new Date(),
  event: { type, nick, reason },
});

describe('<xmpp-room> announcements', () => {
  it('has two live regions, empty at first, and a list that is none', async () => {
    const { element } = await shown();
    const regions = [...(element.shadowRoot?.querySelectorAll('[aria-live]') ?? [])];
    expect(regions.map((region) => region.getAttribute('aria-live'))).to.deep.equal([
      'off',
      'polite',
      'assertive',
    ]);
    expect(regions[0] === part(element, 'log')).to.be.true;
    expect(regions.slice(1).map(({ textContent }) => textContent)).to.deep.equal(['', '']);
  });

  it('says who wrote what, cut at 200 characters, and no history', async () => {
    const { room, said } = await shown();
    room.set({ messages: [message('older', { old: true }), ...room.messages] });
    room.receive('x'.repeat(500));
    await until(() => said.length === 1, 'it is said');
    expect(said[0]).to.match(/^polite: Juliet: x+…$/);
    expect(said[0]).to.have.length('polite: '.length + 200);
  });

  it('MUC-15: says what the visitor has become here, and why', async () => {
    const { room, said } = await shown();
    const before = { role: 'participant', affiliation: 'none' } as const;
    const event = { type: 'rank', role: 'visitor', affiliation: 'none', before, reason: 'too loud' } as const;
    room.set({ messages: [...room.messages, { kind: 'event', key: 'rank', time: new Date(), event }] });
    await until(() => said.length === 1, 'it is said');
    expect(said).to.deep.equal(['polite: You can only read here now: “too loud”']);
  });

  it('MUC-50, MUC-52: says once who does not come, and whom an invitation did not reach', async () => {
    const { room, said, element } = await shown({ messages: [...historyOf(2), told('declined', 'ann')] });
    const declined = told('declined', 'ben@kit.example', 'I am in Mantua');
    room.set({ messages: [...room.messages, declined] });
    await until(() => said.length === 1, 'it is said');
    element.lang = 'de';
    await until(() => textOf(find(element, '.log')).includes('kommt nicht'), 'it speaks German');
    room.set({ messages: [...room.messages, told('not-invited', 'eve@evil.example')] });
    await until(() => said.length === 2, 'the other one, too');
    expect(said).to.deep.equal([
      'polite: ben@kit.example does not come: “I am in Mantua”',
      'polite: eve@evil.example konnte nicht eingeladen werden.',
    ]);
  });

  it('takes the words away again', async () => {
    const { room, said, element } = await shown();
    room.receive('hello');
    await until(() => said.length === 1, 'it is said');
    await until(() => find(element, '[aria-live=polite]').childElementCount === 0, 'it is gone');
  });

  it('says of more than three in two seconds how many they are, and mentions in full', async () => {
    const { room, said } = await shown();
    for (let i = 0; i < 5; i += 1) room.receive(`message ${i}`);
    room.receive('Me: look', { mention: true });
    await until(() => said.length === 2, 'both are said');
    expect(said).to.deep.equal(['polite: Juliet: Me: look', 'polite: 5 new messages']);
  });

  it('says “Sent” upon the echo and “Not sent” upon a failure', async () => {
    const { room, said, element } = await shown();
    const { key } = room.send('mine');
    await until(() => parts(element, 'message').length === 3, 'it shows');
    room.change(key, { state: 'sent' });
    await until(() => said.length === 1, 'the echo is told');
    room.change(key, { state: 'failed', failure: { reason: 'no-echo' } });
    await until(() => said.length === 2, 'the failure is told');
    expect(said).to.deep.equal(['polite: Sent', 'assertive: Not sent']);
  });

  it('says once that the connection was lost, and once that it is back', async () => {
    const { room, said } = await shown();
    const since = new Date(Date.now() - 3000);
    room.set({ status: { state: 'offline', since } });
    await until(() => said.length === 1, 'the loss is told');
    room.set({ status: { state: 'offline', since } });
    room.set({ status: { state: 'joined' } });
    await until(() => said.length === 2, 'the return is told');
    expect(said).to.deep.equal(['polite: Connection lost', 'polite: Connected again']);
  });

  it('says nothing of a short break', async () => {
    const { room, said, element } = await shown();
    room.set({ status: { state: 'offline', since: new Date() } });
    await until(() => part(element, 'status').hidden, 'no strip');
    room.set({ status: { state: 'joined' } });
    room.receive('after');
    await until(() => said.length > 0, 'the message is said');
    expect(said).to.deep.equal(['polite: Juliet: after']);
  });

  it('says at once that one was removed', async () => {
    const { room, said } = await shown();
    room.set({
      status: { state: 'removed', cause: 'kicked', actor: 'Juliet', reason: 'be kind', at: new Date() },
    });
    await until(() => said.length === 1, 'it is said');
    expect(said).to.deep.equal(['assertive: Juliet removed you: “be kind”']);
  });

  it('says mentions only, or nothing, where the page wants it so', async () => {
    const mentions = await shown({}, 'mentions');
    const off = await shown({}, 'off');
    for (const { room } of [mentions, off]) {
      room.receive('hello');
      room.receive('Me: hello', { mention: true });
    }
    await until(() => mentions.said.length === 1, 'the mention is said');
    expect(mentions.said).to.deep.equal(['polite: Juliet: Me: hello']);
    expect(off.said).to.deep.equal([]);
  });

  it('says of pages of history how many messages came, once they stand still', async () => {
    const { room, said } = await shown();
    for (let page = 0; page < 2; page += 1) {
      room.set({ history: 'loading' });
      room.set({ messages: [...historyOf(50), ...room.messages], history: 'more' });
      await until(() => room.messages.length > 2, 'a page is there');
    }
    await until(() => said.length > 0, 'it is said');
    expect(said).to.deep.equal(['polite: 100 earlier messages']);
  });

  it('follows ux.md §2 line by line', async () => {
    const { element, room, said } = await shown();
    const { now } = Date;
    let skippedMs = 0;
    Date.now = () => now() + skippedMs;
    cleanUpAfterTest(() => (Date.now = now));
    /** Goes on once as much is said, and the burst is over. */
    const heard = async (lines: number) => {
      await until(() => said.length === lines, `${lines} lines: ${said.join(' | ')}`);
      skippedMs += 3000;
    };
    room.receive('Hello\nthere');
    await heard(1);
    for (let i = 0; i < 4; i += 1) room.receive(`flood ${i}`);
    room.receive('Me: look', { mention: true });
    await heard(3);
    const { key } = room.send('mine');
    await until(() => parts(element, 'message').length === 9, 'it shows');
    room.change(key, { state: 'sent' });
    await heard(4);
    room.change(key, { body: 'mine, edited' }); // and old rows' edits are silent
    room.change(room.messages[0]?.key ?? '', { body: 'edited' });
    const other = room.send('another');
    await until(() => parts(element, 'message').length === 10, 'it shows');
    room.change(other.key, { state: 'failed', failure: { reason: 'no-echo' } });
    await heard(5);
    const show = hideTab();
    room.receive('nobody listens');
    await until(() => parts(element, 'message').length === 11, 'it shows');
    show();
    room.set({ status: { state: 'offline', since: new Date(now() - 3000) } });
    await heard(6);
    room.set({ messages: [...room.messages, message('missed', { old: true })], status: { state: 'joined' } });
    await heard(8);
    button(element, 'More').click();
    await until(() => findAll(element, '[role=menuitem]').length, 'the menu is there');
    button(element, 'Change your name').click();
    room.receive('over a dialog');
    await until(() => textOf(find(element, 'dialog [aria-live=polite]')), 'its own region speaks');
    find<HTMLDialogElement>(element, 'dialog').close();
    skippedMs += 3000;
    room.set({ status: { state: 'removed', cause: 'destroyed', reason: 'Winter', at: new Date() } });
    await heard(9);
    expect(said).to.deep.equal([
      'polite: Juliet: Hello there',
      'polite: Juliet: Me: look',
      'polite: 4 new messages',
      'polite: Sent',
      'assertive: Not sent',
      'polite: Connection lost',
      'polite: Connected again',
      'polite: 1 new message',
      'assertive: This room was closed: “Winter”',
    ]);
  }).timeout(20_000);
});
