/** What we are told of our own role and affiliation in a room. */
import { expect } from 'chai';
import { accountInRoom } from '../../support/fake-online.js';

describe('Room, own rank', () => {
  it('MUC-15: a change of what we are is a row, with what we were', async () => {
    const { server, room, theirs } = await accountInRoom();
    const nick = room.nick ?? '';
    const before = { role: room.self?.role, affiliation: room.self?.affiliation };
    theirs.arrive(nick, { role: 'moderator', affiliation: 'admin' });
    theirs.arrive(nick, { role: 'moderator', affiliation: 'admin', show: 'away' });
    theirs.arrive('ann', { role: 'moderator' });
    theirs.arrive(nick, { role: 'visitor', affiliation: 'none' });
    await server.exchange();
    const events = room.messages.flatMap((row) => (row.kind === 'event' ? [row.event] : []));
    expect(
      events.map(
        (event) =>
          event.type === 'rank' && [
            event.before.role,
            event.before.affiliation,
            event.role,
            event.affiliation,
          ],
      ),
    ).to.deep.equal([
      [before.role, before.affiliation, 'moderator', 'admin'],
      ['moderator', 'admin', 'visitor', 'none'],
    ]);
  });
});
