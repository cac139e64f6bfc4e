/** That people and peers stand where the other integration tests take them to stand. */
import { expect } from 'chai';
import { startPeer } from '../support/peer.js';
import {
  breakableLink,
  newAccount,
  newRoom,
  online,
  person,
  serverUnderTest,
  until,
} from '../support/people.js';

describe('people on a real server', () => {
  it('come as guests and with accounts', async () => {
    const server = await serverUnderTest();
    const guest = await person(server);
    const account = await newAccount(server, 'ann');
    const ann = await person(server, account);
    expect(guest.jid).to.match(new RegExp(`@${server.guestDomain}/`));
    expect(ann.jid).to.match(new RegExp(`^${account.username}@${server.domain}/`));
  });

  it('meet a client that is not ours', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const bob = await startPeer(server, await newAccount(server, 'bob'));
    await bob.join(address, 'bob');
    await bob.raw(
      `<iq type='set' to='${address}'><query xmlns='http://jabber.org/protocol/muc#owner'>` +
        "<x xmlns='jabber:x:data' type='submit'/></query></iq>",
    );
    const ann = await person(server);
    const room = ann.rooms.join(address, { nick: 'ann' });
    await room.joined;
    await bob.event('presence', ({ from }) => from === `${address}/ann`);
    await bob.say(address, 'hello from Python');
    await until(
      () => room.messages.some((row) => 'body' in row && row.body === 'hello from Python'),
      'his words here',
    );
    room.send('hello from the kit');
    const heard = await bob.event('message', ({ body }) => body === 'hello from the kit');
    expect(heard.from).to.equal(`${address}/ann`);
    await bob.leave(address, 'bob');
    await until(() => !room.occupants.has('bob'), 'he left');
  });

  it('tell what a peer could not do', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const [ann, bob] = await Promise.all(
      ['ann', 'bob'].map(async (name) => startPeer(server, await newAccount(server, name))),
    );
    await ann!.join(address, 'one');
    const failure = await bob!.join(address, 'one').then(String, String);
    expect(failure).to.contain('could not join').and.to.contain('conflict');
  });

  it('come back over a link that was cut', async () => {
    const server = await serverUnderTest();
    const link = await breakableLink(server);
    const ann = await person(server, await newAccount(server, 'ann'), { service: link.url });
    link.cutAll();
    await until(() => ann.state === 'reconnecting', 'noticed');
    await online(ann);
    expect(link.connections.length).to.be.greaterThan(1);
  });
});
