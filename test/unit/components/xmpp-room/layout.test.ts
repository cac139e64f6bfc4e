import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { FakeRoom, FakeSession, ROOM, message, occupant, occupants } from '../../../support/fake-room.js';
import { button, find, findAll, fixture, part, parts } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const LONG = 'n'.repeat(300);

/** A room whose every word is too long, in a box of this size. */
async function shown(inlineSize: number, blockSize = 512, dir = 'ltr') {
  const room = new FakeRoom({
    nick: 'Me',
    status: { state: 'joined' },
    name: LONG,
    subject: LONG,
    messages: [
      message(LONG, { nick: LONG }),
      message(`https://${LONG}.example/${LONG}`, { nick: 'Me', own: true, state: 'waiting' }),
      message(LONG, { nick: 'Me', own: true, state: 'failed', failure: { reason: 'no-echo' } }),
      {
        kind: 'event',
        key: 'e',
        time: new Date(),
        event: { type: 'renamed', nick: LONG, newNick: LONG, own: false },
      },
    ],
    occupants: occupants(occupant('Me', { self: true }), occupant(LONG, { role: 'moderator' })),
    typing: [LONG],
  });
  const element = await fixture('xmpp-room', { session: new FakeSession(room) as never, jid: ROOM });
  element.dir = dir;
  element.style.inlineSize = `${inlineSize}px`;
  element.style.blockSize = `${blockSize}px`;
  await until(() => parts(element, 'message').length === 3, 'its rows');
  return { element, room };
}

/** Whatever reaches out of the element at its sides, unless something in between cuts it off. */
function sticksOut(element: HTMLElement): string[] {
  const box = element.getBoundingClientRect();
  return findAll(element, 'button, textarea, li, header, aside, p, time, .avatar')
    .filter((each) => each.checkVisibility() && !each.classList.contains('unseen'))
    .filter((each) => {
      const { left, right } = each.getBoundingClientRect();
      return left < box.left - 0.5 || right > box.right + 0.5;
    })
    .map(({ outerHTML }) => outerHTML.slice(0, 80));
}

describe('<xmpp-room> layout', () => {
  for (const dir of ['ltr', 'rtl']) {
    for (const inlineSize of [280, 340, 640, 1400]) {
      it(`holds words of any length, ${inlineSize} px wide, ${dir} (ux.md §1)`, async () => {
        const { element } = await shown(inlineSize, 512, dir);
        const log = part(element, 'log');
        expect(log.scrollWidth).to.be.at.most(log.clientWidth);
        expect(sticksOut(element)).to.deep.equal([]);
        button(element, 'Show people, 2 here').click();
        await until(() => parts(element, 'occupant').length === 2, 'the people show');
        expect(sticksOut(element)).to.deep.equal([]);
      });
    }
  }

  it('goes by its own width, not the window’s', async () => {
    const { element } = await shown(340);
    button(element, 'Show people, 2 here').click();
    await until(() => parts(element, 'occupant').length === 2, 'the people show');
    expect(part(element, 'occupants').clientWidth).to.be.above(320);
  });

  it('leaves most of the height to the talk at 400 % zoom', async () => {
    const { element } = await shown(320, 256);
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    expect(part(element, 'log').clientHeight).to.be.above(128);
    input.value = 'line\n'.repeat(30);
    input.dispatchEvent(new InputEvent('input'));
    expect(input.clientHeight).to.be.at.most(256 * 0.4);
    expect(part(element, 'log').clientHeight).to.be.above(50);
  });

  it('moves nothing when the subject comes', async () => {
    const { element, room } = await shown(320);
    room.set({ subject: '' });
    await until(() => parts(element, 'subject').length === 0, 'there is none');
    const before = part(element, 'log').getBoundingClientRect().top;
    room.set({ subject: 'Roses' });
    await until(() => parts(element, 'subject').length === 1, 'it is there');
    expect(part(element, 'log').getBoundingClientRect().top).to.equal(before);
  });
});
