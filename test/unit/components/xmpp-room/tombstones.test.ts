/** What is shown of a message that was removed (ux.md §3, Row). */
import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ROOM, fakeRoom, message, type FakeRoom } from '../../../support/fake-room.js';
import { find, findAll, fixture, part, parts, textOf, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const gone = { body: '', removed: { moderated: true, by: 'Mod', reason: 'Not here' } } as const;
const secret = () => message('a secret');
const key = (room: FakeRoom, at: number) => room.messages[at]?.key ?? '';

async function shown() {
  const { room, session } = fakeRoom({ messages: [secret(), message('and so on')] });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  return { room, element };
}

describe('<xmpp-room> tombstones', () => {
  it('stand where the message was, with who removed it and why, and nothing of what it said', async () => {
    const { room, element } = await shown();
    room.change(key(room, 0), gone);
    await until(
      () => textOf(part(element, 'message-body')) === 'Removed by Mod: “Not here”',
      'the tombstone',
    );
    const [row, next] = parts(element, 'message');
    expect(textOf(next ?? element)).to.contain('and so on');
    expect(row?.getAttribute('aria-label')).to.match(/^Juliet, /);
    expect(element.shadowRoot?.textContent).not.to.contain('secret');
    expect(row?.querySelector('button, a')).to.equal(null);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('name nobody where nobody is named', async () => {
    const { room, element } = await shown();
    room.change(key(room, 0), { body: '', removed: { moderated: true } });
    await until(() => textOf(part(element, 'message-body')) === 'Removed.', 'the tombstone');
  });

  it('show names and reasons as text', async () => {
    const { room, element } = await shown();
    const removed = { moderated: true, by: 'a\u202Eb', reason: '<b>bold</b> https://evil.example' };
    room.change(key(room, 0), { body: '', removed });
    await until(
      () => textOf(part(element, 'message-body')).startsWith('Removed by a\ufffdb'),
      'the tombstone',
    );
    expect(part(element, 'message-body').querySelector('b, a')).to.equal(null);
  });

  it('ux.md §2: are not announced, neither late nor with the message they follow at once', async () => {
    const { room, element } = await shown();
    const said: string[] = [];
    const watch = new MutationObserver((records) =>
      said.push(
        ...records.flatMap(({ addedNodes }) => [...addedNodes].map((node) => node.textContent ?? '')),
      ),
    );
    watch.observe(find(element, '[aria-live=polite]'), { childList: true });
    room.change(key(room, 0), gone);
    room.receive('', gone);
    await until(() => parts(element, 'kit').length === 2, 'both tombstones');
    room.receive('the end');
    await until(() => said.length > 0, 'something is said');
    expect(said).to.deep.equal(['Juliet: the end']);
    watch.disconnect();
  });

  it('fold where several follow each other', async () => {
    const { room, session } = fakeRoom({ messages: Array.from({ length: 5 }, (_, i) => message(`m${i}`)) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    const rows = () => findAll(element, '[data-row]').map(textOf);
    room.change(key(room, 1), gone);
    room.change(key(room, 3), gone);
    await until(() => rows().filter((text) => text.includes('Removed by')).length === 2, 'two of them');
    room.change(key(room, 2), gone);
    await until(() => rows().length === 3, 'they fold');
    expect(rows()[1]).to.equal('3 messages removed');
    expect(rows()[2]).to.match(/Juliet.*m4$/);
    room.set({ messages: room.messages.filter((_, i) => i !== 2 && i !== 1) });
    await until(() => rows()[1]?.includes('Removed by'), 'the last stands alone');
  });
});
