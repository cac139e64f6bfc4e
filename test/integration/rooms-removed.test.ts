/** Messages that a moderator has removed (XEP-0425), by the module that Prosody's users have. */
import { expect } from 'chai';
import type { ChatMessage, Room } from '../../src/session/index.js';
import { itWith } from '../support/capabilities.js';
import { annAndBob, bodies, enter, heard, messages, type Inside } from '../support/inside.js';
import { ownServer } from '../support/own-server.js';
import { until } from '../support/until.js';

async function remove({ room }: Inside, message: ChatMessage, reason: string): Promise<void> {
  const moderation = await room.moderation();
  expect(moderation.mayRemove(message)).to.equal(true);
  await moderation.remove(message, reason);
}

const removedFrom = (room: Room) =>
  until(() => messages(room).find(({ removed }) => removed), 'it is removed');

describe('removing messages', () => {
  itWith('moderation', 'RET-2: all see who removed it and why, live and from the archive', async () => {
    const server = await ownServer({ roomModules: ['muc_moderation'] });
    const { ann, bob, address } = await annAndBob(server);
    bob.room.send('evil words');
    const theirs = await bob.room.moderation();
    expect(theirs.mayRemove(await heard(bob.room, 'evil words')), 'who is no moderator may not').to.equal(
      false,
    );
    await remove(ann, await heard(ann.room, 'evil words'), 'Not here');
    const expected = { moderated: true, by: 'ann', reason: 'Not here' };
    for (const { room } of [ann, bob]) {
      const row = await removedFrom(room);
      expect(row).to.include({ nick: 'bob', body: '' });
      expect(row.removed).to.deep.equal(expected);
    }
    bob.room.send('end');
    const carl = await enter(server, address, 'carl');
    await heard(carl.room, 'end');
    expect((await removedFrom(carl.room)).removed).to.deep.equal(expected);
    expect(bodies(carl.room)).to.deep.equal(['', 'end']);
  });

  itWith('moderation', 'RET-2: who was away finds out', async () => {
    const server = await ownServer({ roomModules: ['muc_moderation'] });
    const { ann, bob } = await annAndBob(server);
    bob.room.send('evil words');
    const seen = await heard(ann.room, 'evil words');
    await until(() => messages(bob.room)[0]?.state === 'sent', 'it is sent');
    await bob.room.leave();
    await remove(ann, seen, 'Not here');
    await bob.room.join().joined;
    expect((await removedFrom(bob.room)).removed).to.include({ by: 'ann' });
    expect(messages(bob.room)).to.have.length(1);
  });
});
