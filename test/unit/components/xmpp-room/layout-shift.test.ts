import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM, fakeRoom, historyOf } from '../../../support/fake-room.js';
import { fixture, part, parts } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
}

const frames = async (count: number) => {
  for (let i = 0; i < count; i += 1) await new Promise(requestAnimationFrame);
};

/** What has moved on the page from here on, as a browser counts it. */
function shifts(): () => number {
  let sum = 0;
  const watch = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += (entry as LayoutShift).value;
  });
  watch.observe({ type: 'layout-shift' });
  cleanUpAfterTest(() => watch.disconnect());
  return () => sum;
}

const measured = PerformanceObserver.supportedEntryTypes.includes('layout-shift');

describe('<xmpp-room> layout shift (ux.md §11)', () => {
  if (!measured) return; // only Chromium counts

  it('counts what moves', async () => {
    const box = document.createElement('div');
    box.textContent = 'moved';
    document.body.prepend(box);
    cleanUpAfterTest(() => box.remove());
    await frames(3);
    const moved = shifts();
    box.style.marginTop = '300px';
    await until(() => moved() > 0, 'it is counted');
  });

  it('is none while messages fill a room that holds few', async () => {
    const { room, session } = fakeRoom({ messages: historyOf(1), history: 'loading' });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    await frames(5);
    const moved = shifts();
    room.set({ history: 'start' });
    await frames(2);
    for (let i = 0; i < 20; i += 1) {
      room.receive(`live ${i}`);
      await frames(2);
    }
    await frames(3);
    const { scrollHeight, clientHeight } = part(element, 'log');
    expect(scrollHeight).to.be.above(clientHeight);
    expect(moved()).to.equal(0);
  });

  it('is none while messages come in and history loads', async () => {
    const { room, session } = fakeRoom({ messages: historyOf(60), history: 'more' });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    await frames(5);
    const moved = shifts();
    for (let i = 0; i < 3; i += 1) {
      room.receive(`live ${i}`);
      await frames(2);
    }
    room.set({ history: 'loading' });
    await frames(2);
    const days = (ago: number) => historyOf(50, new Date(Date.now() - ago * 86_400_000));
    room.set({ messages: [...days(1), ...room.messages], history: 'start' });
    await frames(2);
    part(element, 'log').scrollTop = 300;
    await frames(2);
    room.set({ messages: [...days(2), ...room.messages] });
    await frames(2);
    await frames(3);
    expect(moved()).to.equal(0);
    expect(parts(element, 'message').length).to.equal(163);
  });
});
