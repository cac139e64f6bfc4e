/** Thousands of contacts, and presence of all of them at once. */
import { expect } from 'chai';
import { availability, type Contact } from '../../../src/session/contact.js';
import { ContactList } from '../../../src/session/contact-list.js';
import { inSlices } from '../../../src/session/slices.js';
import { parseFrame } from '../../../src/session/xml.js';
import { changed } from '../../support/fake-online.js';
import fc from '../../support/fast-check.js';
import { presence, withRoster } from '../../support/fake-roster.js';

const MANY = 5_000;
const jidOf = (n: number) => `person${n}@company.example`;
const items = Array.from(
  { length: MANY },
  (_, n) =>
    `<item jid='${jidOf((n * 7919) % MANY)}' name='Person ${(n * 7919) % MANY}' subscription='both'>` +
    `<group>Group ${n % 40}</group></item>`,
).join('');

describe('a roster of thousands', () => {
  it('is taken whole, in order, though it is larger than other stanzas may be', async () => {
    expect(items.length).to.be.above(512 * 1024);
    const { roster } = await withRoster(items);
    expect(roster.size).to.equal(MANY);
    expect(roster.contacts.slice(0, 3).map(({ name }) => name)).to.deep.equal([
      'Person 0',
      'Person 1',
      'Person 2',
    ]);
    expect(roster.groups).to.have.length(40);
  });

  it('tells of presence of all of them a few times, and changes nobody else', async () => {
    const { server, roster } = await withRoster(items);
    const before = roster.contacts;
    let told = 0;
    roster.addEventListener('change', () => told++);
    const frames = Array.from({ length: MANY }, (_, n) => presence(`${jidOf(n)}/x`, '<show>away</show>'));
    for (const frame of frames.slice(1)) roster.receive(parseFrame(frame)!);
    await changed(roster);
    expect(told).to.equal(1);
    expect(roster.byPresence.at(-1)).to.equal(before[0]);
    await server.exchange(frames[0]!);
    expect(roster.byPresence.every((contact) => availability(contact) === 'away')).to.equal(true);
  });

  it('goes out of the way of a page now and then, and stops when it is no longer wanted', async () => {
    const done: number[] = [];
    let pauses = 0;
    const slow = (n: number) => {
      const until = performance.now() + 4;
      while (performance.now() < until) continue;
      done.push(n);
    };
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(await inSlices(numbers, slow, () => ++pauses < 100)).to.equal(true);
    expect(done).to.deep.equal(numbers);
    expect(pauses).to.be.within(2, 9);
    expect(await inSlices(numbers, slow, () => false)).to.equal(false);
    expect(done.length).to.be.within(11, 19);
  });
});

describe('the order of contacts', () => {
  const action = fc.record({
    jid: fc.integer({ min: 0, max: 9 }).map(jidOf),
    name: fc.option(fc.constantFrom('a', 'b', 'B', 'ä', '10', '9', 'constructor'), { nil: undefined }),
    groups: fc.subarray(['x', 'y']),
    does: fc.constantFrom('set', 'remove', 'come', 'go', 'nick', 'retain'),
    show: fc.constantFrom('available', 'chat', 'away', 'xa', 'dnd'),
  });

  it('is by name, whoever is there first, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const list = new ContactList('en');
        for (const { jid, name, groups, does, show } of actions) {
          if (does === 'set')
            list.set({ jid, name, groups, subscription: 'both', pendingOut: false, approved: false });
          if (does === 'remove') list.remove(jid);
          if (does === 'come') list.setResource(jid, 'x', { name: 'x', show, priority: 0 });
          if (does === 'go') list.setResource(jid, 'x', undefined);
          if (does === 'nick') list.update(jid, { nick: name });
          if (does === 'retain') list.retain(new Set([jid]));
          check(list);
        }
      }),
    );
  });

  function check(list: ContactList): void {
    const { compare } = new Intl.Collator('en', { numeric: true });
    const nameOf = ({ name, nick, jid }: Contact) => name ?? nick ?? jid;
    const byName = (one: Contact, other: Contact) =>
      compare(nameOf(one), nameOf(other)) || (one.jid < other.jid ? -1 : 1);
    const rank = (contact: Contact) =>
      ['available', 'away', 'xa', 'dnd', 'offline'].indexOf(
        availability(contact).replace('chat', 'available'),
      );
    expect(list.byName).to.deep.equal([...list.byName].sort(byName));
    expect(list.byName).to.have.length(list.size);
    expect(list.byPresence).to.deep.equal([...list.byName].sort((one, other) => rank(one) - rank(other)));
    expect(list.groups.flatMap(({ contacts }) => contacts)).to.have.length(
      list.byName.reduce((sum, { groups }) => sum + Math.max(1, groups.length), 0),
    );
  }
});
