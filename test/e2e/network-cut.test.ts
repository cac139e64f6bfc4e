/**
 * A guest's network goes away for 20 s in the middle of typing and sending, and comes back (design.md §5).
 *
 * Two things make the cut: the proxy ends every connection and refuses new ones, for a browser that is told to be
 * offline leaves WebSockets alone that are open; and `setOfflineMode` makes the browser say so, with its own events
 * and `navigator.onLine`, which is what the page goes by.
 */
import { expect } from 'chai';
import { breakableLink, newRoom, serverUnderTest } from '../support/people.js';
import { canTest } from './support/engines.js';
import { guestIn } from './support/guest.js';
import { describeInBrowsers, ownProblems } from './support/visitor.js';

const CUT_MS = 20_000;

describeInBrowsers("A guest's network is cut for 20 s", (browser) => {
  it('SM-7: nothing goes blank, nothing is lost or doubled, and the guest is back at once', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const link = await breakableLink(server);
    const bob = await guestIn(server, address, 'bob');
    const ann = await guestIn(server, address, 'ann', {
      attributes: { service: link.url },
      first: watchEvents,
    });
    await ann.room.send('before');
    await bob.room.sees(({ rows }) => rows.at(-1)?.text === 'before');
    await ann.page.evaluate(watchRoom);

    await ann.room.write('in the middle ');
    await ann.page.waitForFunction(hasAllForWriting); // a load that the cut breaks is the browser's error to report
    await ann.page.waitForNetworkIdle();
    link.offline();
    await ann.page.setOfflineMode(true);
    await ann.room.write('of typing');
    await ann.room.sees(({ strip }) => strip.startsWith('Reconnecting…'), 'the strip says so');
    await ann.page.keyboard.press('Enter');
    await ann.room.send('and again');
    await ann.room.write('not sent yet');
    await ann.room.sees(
      ({ rows }) => rows.slice(-2).every(({ state }) => state === 'Waiting Cancel'),
      'both wait',
    );
    await bob.room.send('meanwhile');
    await ann.room.sees(
      ({ strip, draft }) => strip.startsWith('Reconnecting…') && draft === 'not sent yet',
      'still waiting',
    );
    await ann.page.evaluate(hasBeenAway, CUT_MS);

    link.online();
    await ann.page.setOfflineMode(false);
    const texts = ['before', 'in the middle of typing', 'and again'];
    const settled = ({ rows }: { rows: readonly { text: string; state: string }[] }) =>
      [...texts, 'meanwhile'].every((text) => rows.some((row) => row.text === text && row.state === ''));
    const { rows, draft } = await ann.room.sees((look) => settled(look) && !look.strip, 'all delivered');
    const backMs = await ann.page.evaluate(() => Reflect.get(globalThis, 'backMs') as number);
    console.log(`      back ${backMs.toFixed(0)} ms after the online event`);
    // generous: there is nothing between the two but a handshake on loopback
    if (canTest('the time from the online event', browser)) expect(backMs).to.be.below(1000);
    expect(draft).to.equal('not sent yet');
    expect(rows.map(({ text }) => text).sort()).to.deep.equal([...texts, 'meanwhile'].sort());
    expect(rows.filter(({ author }) => author === 'ann').map(({ text }) => text)).to.deep.equal(texts);
    expect(await ann.page.evaluate(() => Reflect.get(globalThis, 'blanks') as string[])).to.deep.equal([]);

    const there = (await bob.room.sees((look) => settled(look), 'all delivered to bob')).rows;
    expect(there.map(({ text }) => text)).to.deep.equal(['before', 'meanwhile', ...texts.slice(1)]);
    expect(there.filter(({ author }) => author === 'ann').map(({ text }) => text)).to.deep.equal(texts);
    await bob.room.press('Show people, 2 here');
    await bob.room.sees(({ people }) => people?.includes('ann') && people.includes('bob'), 'the same names');
    expect(ownProblems(ann)).to.deep.equal([]);
    expect(bob.problems).to.deep.equal([]);
  });
});

/** In the page, before its scripts: notes when the browser says that it is online. */
function watchEvents(): void {
  addEventListener('online', () => Reflect.set(globalThis, 'onlineAt', performance.now()));
}

/** In the page: notes whenever the list, the composer or the text in it is not there; and when the room is back. */
function watchRoom(): void {
  const root = document.querySelector('xmpp-room')?.shadowRoot;
  const room = Reflect.get(globalThis, Symbol.for('xmpp-elements.session')).rooms.get(
    document.querySelector('xmpp-room')?.getAttribute('jid'),
  );
  if (!root) throw new Error('no room');
  const blanks: string[] = [];
  Reflect.set(globalThis, 'blanks', blanks);
  let sent = 0;
  const shown = (selector: string) => root.querySelector(selector)?.checkVisibility() ?? false;
  const check = () => {
    const rows = root.querySelectorAll('article').length;
    if (rows < Math.max(1, sent) || !shown('[part~=log]')) blanks.push(`${rows} rows after ${sent}`);
    if (!shown('[part~=input]')) blanks.push('no composer');
    sent = Math.max(sent, rows);
    requestAnimationFrame(check);
  };
  check();
  room.addEventListener('status', () => {
    const at: unknown = Reflect.get(globalThis, 'onlineAt');
    if (room.status.state === 'joined' && typeof at === 'number' && !Reflect.has(globalThis, 'backMs'))
      Reflect.set(globalThis, 'backMs', performance.now() - at);
  });
}

/** In the page: the last of what the composer's first focus loads is here. */
function hasAllForWriting(): boolean {
  return performance.getEntriesByType('resource').some(({ name }) => name.includes('message-features'));
}

/** In the page: settles once the room has been away for `ms`, which is what the promise is about. */
function hasBeenAway(ms: number): Promise<void> {
  const { status } = Reflect.get(globalThis, Symbol.for('xmpp-elements.session')).rooms.get(
    document.querySelector('xmpp-room')?.getAttribute('jid'),
  );
  return new Promise((resolve) => setTimeout(resolve, status.since.getTime() + ms - Date.now()));
}
