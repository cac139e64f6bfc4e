/** The own nickname, where a ghost of ours has it. */
import { expect } from 'chai';
import { until } from '../../support/until.js';
import { accountInRoom, changed, reaches } from '../../support/fake-online.js';

describe('Room, own nickname', () => {
  it('SM-7: is asked for again where it was refused, whenever somebody lets go of it', async () => {
    const { server, session, room, theirs } = await accountInRoom({ smResume: false });
    server.connection.drop();
    await reaches(session, 'reconnecting');
    theirs.arrive('me'); // a ghost
    session.reconnectNow();
    while (room.nick !== 'me_' || room.status.state !== 'joined') await changed(room);
    for (const refusal of [{ condition: 'conflict' }, { condition: 'internal-server-error' }, undefined]) {
      expect(room.nick).to.equal('me_');
      theirs.refuseNicks = refusal;
      theirs.arrive('me');
      theirs.depart('me');
      await server.exchange();
      await server.exchange();
    }
    await until(() => room.nick === 'me', 'the old name');
    theirs.rename('me', 'mine');
    theirs.arrive('me');
    theirs.depart('me');
    await server.exchange();
    await server.exchange();
    expect(room.nick).to.equal('mine');
  });
});
