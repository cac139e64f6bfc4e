/** People whom the reader does not want to hear, over the session's real connection. */
import { expect } from 'chai';
import type { ChatMessage, Room } from '../../../src/session/index.js';
import { mutesKey } from '../../../src/session/mutes-key.js';
import { siteStorage } from '../../../src/session/storage.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { accountInRoom, ROOM } from '../../support/fake-online.js';
import { DEFAULT_FEATURES, type RoomOptions } from '../../support/fake-muc.js';
import { until } from '../../support/until.js';

const ANONYMOUS = DEFAULT_FEATURES.filter((feature) => feature !== 'urn:xmpp:occupant-id:0');

const messages = (room: Room) => room.messages.filter((row): row is ChatMessage => row.kind === 'message');
const words = (room: Room) => messages(room).map(({ body, removed }) => (removed?.muted ? '(muted)' : body));

async function muting(options: RoomOptions = {}) {
  cleanUpAfterTest(() => siteStorage.set(mutesKey(ROOM), undefined));
  const all = await accountInRoom({}, {}, options);
  const { mutes } = await all.room.features();
  const of = (nick: string) => all.room.occupants.get(nick)!;
  return { ...all, mutes: mutes!, of };
}

describe('muting somebody in a room', () => {
  it('OID-1: folds what they said and say, and nothing of it is new, nor names the reader', async () => {
    const { server, room, theirs, mutes, of } = await muting();
    theirs.say('ann', 'before');
    theirs.say('eve', 'hello');
    await server.exchange();
    room.markRead();
    mutes.mute(of('ann'));
    expect(mutes.has(of('ann'))).to.equal(true);
    theirs.say('ann', 'me: after');
    theirs.say('eve', 'me: you');
    await server.exchange();
    expect(words(room)).to.deep.equal(['(muted)', 'hello', '(muted)', 'me: you']);
    expect([room.unread, room.mentions]).to.deep.equal([1, 1]);
    expect(messages(room)[2]).to.include({ nick: 'ann', body: '', mention: false });
    mutes.unmute(of('ann'));
    expect(words(room)).to.deep.equal(['before', 'hello', 'me: after', 'me: you']);
  });

  it('OID-2: goes by occupant-id, whatever they call themselves, and not by the name', async () => {
    const { server, room, theirs, mutes, of } = await muting();
    mutes.mute(of('ann'));
    theirs.rename('ann', 'anna');
    theirs.arrive('ann', { occupantId: 'id-of-another' });
    theirs.say('anna', 'it is me');
    theirs.say('ann', 'it is not');
    await server.exchange();
    expect(words(room)).to.deep.equal(['(muted)', 'it is not']);
    expect([mutes.has(of('anna')), mutes.has(of('ann'))]).to.deep.equal([true, false]);
  });

  it('OID-2: without such ids it lasts as long as they are here, and does not pass to who takes the name', async () => {
    const { server, room, theirs, mutes, of } = await muting({ features: ANONYMOUS });
    theirs.say('ann', 'one');
    await server.exchange();
    mutes.mute(of('ann'));
    expect(words(room)).to.deep.equal(['(muted)']);
    theirs.depart('ann');
    theirs.arrive('ann', {});
    theirs.say('ann', 'two');
    await server.exchange();
    expect(words(room)).to.deep.equal(['(muted)', 'two']);
    expect(siteStorage.get(mutesKey(ROOM))).to.equal(undefined);
  });

  it('nobody sees that they type', async () => {
    const { server, room, theirs, mutes, of } = await muting();
    const types = (nick: string) =>
      theirs.deliver(
        `<message xmlns='jabber:client' type='groupchat' from='${ROOM}/${nick}'>` +
          `<composing xmlns='http://jabber.org/protocol/chatstates'/>` +
          `<occupant-id xmlns='urn:xmpp:occupant-id:0' id='id-of-${nick}'/></message>`,
      );
    mutes.mute(of('ann'));
    types('ann');
    types('eve');
    await server.exchange();
    expect(room.typing).to.deep.equal(['eve']);
  });

  it('a run of theirs is shown all the same when it is asked for, and what they say next is not', async () => {
    const { server, room, theirs, mutes, of } = await muting();
    for (const text of ['one', 'two']) theirs.say('ann', text);
    theirs.say('eve', 'hm');
    theirs.say('ann', 'three');
    await server.exchange();
    mutes.mute(of('ann'));
    (await room.features()).showMuted(messages(room)[0]!.key);
    expect(words(room)).to.deep.equal(['one', 'two', 'hm', '(muted)']);
  });

  it('is the same record while nothing changes, and one array', async () => {
    const { server, room, theirs, mutes, of } = await muting();
    theirs.say('ann', 'one');
    await server.exchange();
    mutes.mute(of('ann'));
    const [before] = messages(room);
    expect(room.messages).to.equal(room.messages);
    theirs.say('eve', 'two');
    await server.exchange();
    expect(messages(room)[0]).to.equal(before);
  });

  it('is kept no longer than the account stays signed in', async () => {
    const { mutes, of, session } = await muting();
    mutes.mute(of('ann'));
    if (globalThis.localStorage) expect(siteStorage.get(mutesKey(ROOM))).to.have.length(1);
    await session.logOut();
    expect(siteStorage.get(mutesKey(ROOM))).to.equal(undefined);
  });

  it('is kept on this site where ids hold, and there from the first message on', async () => {
    if (!globalThis.localStorage) return; // Node keeps nothing
    const { mutes, of, session } = await muting();
    mutes.mute(of('ann'));
    await session.disconnect();
    const next = await accountInRoom();
    next.theirs.say('ann', 'again');
    next.theirs.say('eve', 'hm');
    await until(() => words(next.room).length === 2, 'both');
    expect(words(next.room)).to.deep.equal(['(muted)', 'hm']);
    expect(next.room.unread).to.equal(1);
  });
});
