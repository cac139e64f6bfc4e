/** Private messages in rooms (XEP-0045 §7.5), between the kit's own people and with a client that is not ours. */
import { expect } from 'chai';
import type { PrivateChat, Row, Room } from '../../src/session/index.js';
import { annAndBob, bareOf, bodies, enter, isMessage, settled, type Inside } from '../support/inside.js';
import { startPeer } from '../support/peer.js';
import { itWith } from '../support/capabilities.js';
import { newAccount, newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';

const words = ({ messages }: { readonly messages: readonly Row[] }) =>
  messages.filter(isMessage).map(({ body }) => body);

const talk = async ({ room }: Inside, nick: string): Promise<PrivateChat> => {
  await until(() => room.occupants.has(nick), `${nick} is here`);
  return (await room.privateChats()).open(nick);
};

/** The conversation in which somebody said that. */
const heard = ({ room }: Inside, body: string): Promise<PrivateChat> =>
  until(() => room.privates?.all.find((chat) => words(chat).includes(body)), `“${body}” is heard`);

const reaches = (chat: PrivateChat, body: string, state: string) =>
  until(
    () => chat.messages.find((row) => isMessage(row) && row.body === body && row.state === state),
    `“${body}” is ${state}`,
  );

const gone = ({ room }: Inside, nick: string) => until(() => !room.occupants.has(nick), `${nick} is gone`);

describe('private messages in rooms', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-41, MUC-42: two talk, and a third hears nothing', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const eve = await enter(server, address, 'eve');
    const toBob = await talk(ann, 'bob');
    toBob.send('only you');
    const toAnn = await heard(bob, 'only you');
    expect(toAnn.nick).to.equal('ann');
    toAnn.send('and only you');
    await heard(ann, 'and only you');
    await reaches(toBob, 'only you', 'delivered');
    await reaches(toAnn, 'and only you', 'delivered');
    bob.room.send('to all');
    await until(() => bodies(eve.room).includes('to all'), 'she hears what is for all');
    for (const { room } of [ann, bob, eve]) expect(bodies(room)).to.deep.equal(['to all']);
    expect(eve.room.privates).to.equal(undefined);
    expect(ann.room.privates?.all).to.deep.equal([toBob]);
  });

  it('MUC-44: who takes the nickname of somebody who left gets nothing that was theirs', async () => {
    const { ann, bob, address } = await annAndBob(server);
    const toBob = await talk(ann, 'bob');
    (await talk(bob, 'ann')).send('I am off');
    await heard(ann, 'I am off');
    await bob.room.leave();
    await gone(ann, 'bob');
    const thief = await enter(server, address, 'bob');
    await until(() => ann.room.occupants.has('bob'), 'somebody is called bob');
    expect(toBob.refusal).to.equal('gone');
    expect(() => toBob.send('here is the key')).to.throw(RangeError);
    (await talk(thief, 'ann')).send('what was it?');
    const toThief = await heard(ann, 'what was it?');
    expect(toThief).not.to.equal(toBob);
    expect(words(toThief)).to.deep.equal(['what was it?']);
  });

  it('MUC-44: follow a change of nickname on both sides', async () => {
    const { ann, bob } = await annAndBob(server);
    const toBob = await talk(ann, 'bob');
    toBob.send('one');
    const toAnn = await heard(bob, 'one');
    await bob.room.setNick('rob');
    await ann.room.setNick('anna');
    await until(() => toBob.nick === 'rob' && toAnn.nick === 'anna', 'both know it');
    toBob.send('two');
    toAnn.send('three');
    await until(() => words(toBob).includes('three') && words(toAnn).includes('two'), 'both are heard');
    expect(ann.room.privates?.all).to.have.length(1);
    expect(bob.room.privates?.all).to.have.length(1);
  });

  itWith('occupantIds', 'MUC-44, OID-2: go on after a return where the room knows people again', async () => {
    const address = newRoom(server);
    const ann = await enter(server, address, 'ann');
    const who = await newAccount(server, 'bob');
    const bob = await enter(server, address, 'bob', { who });
    const toBob = await talk(ann, 'bob');
    await bob.room.leave();
    await until(() => toBob.gone, 'he is gone');
    bob.room.join({ nick: 'bobby' });
    await bob.room.joined;
    await until(() => toBob.nick === 'bobby' && !toBob.gone, 'he is back');
    toBob.send('welcome back');
    expect((await heard(bob, 'welcome back')).nick).to.equal('ann');
  });

  it('MUC-43: nobody is written to who has just left', async () => {
    const { ann, bob } = await annAndBob(server);
    const toBob = await talk(ann, 'bob');
    const leaving = bob.room.leave();
    toBob.send('wait!');
    await leaving;
    await gone(ann, 'bob');
    await until(
      () =>
        toBob.messages.some((row) => isMessage(row) && row.state !== 'sending' && row.state !== 'waiting'),
      'what became of it is known',
    );
    expect(words(toBob)).to.deep.equal(['wait!']);
  });

  itWith('privacyOfRooms', 'MUC-43: a room that wants none says so, and the message stays', async () => {
    const { ann, bob } = await annAndBob(server);
    await forbid(ann.room);
    const toAnn = await talk(bob, 'ann');
    if (!toAnn.refusal) {
      toAnn.send('psst');
      const row = await reaches(toAnn, 'psst', 'failed');
      expect(isMessage(row) && row.failure?.reason === 'refused' && row.failure.error.condition).to.be.oneOf([
        'forbidden',
        'not-allowed',
      ]);
    }
    expect(ann.room.privates?.all ?? []).to.deep.equal([]);
  });

  it('MUC-41, MUC-42, M-14: with slixmpp, whose messages are not marked', async () => {
    const address = newRoom(server);
    const who = await newAccount(server, 'ann');
    const ann = await enter(server, address, 'ann', { who });
    await ann.session.people;
    const peer = await startPeer(server, await newAccount(server, 'peer'));
    await peer.join(address, 'peer');
    await peer.message(`${address}/ann`, 'from elsewhere');
    const chat = await heard(ann, 'from elsewhere');
    expect(chat.nick).to.equal('peer');
    chat.send('hello there');
    const { type, from, xml } = await peer.event('message', ({ body }) => body === 'hello there');
    expect([type, from]).to.deep.equal(['chat', `${address}/ann`]);
    expect(xml).to.match(/<x xmlns="http:\/\/jabber\.org\/protocol\/muc#user"/);
    await reaches(chat, 'hello there', 'delivered');
    const { chats } = ann.session;
    expect([...chats.list, ...chats.strangers]).to.deep.equal([]);

    await peer.leave(address, 'peer');
    await gone(ann, 'peer');
    const other = await startPeer(server, await newAccount(server, 'other'));
    await other.join(address, 'peer');
    await until(() => ann.room.occupants.has('peer'), 'another one is called so');
    expect(chat.refusal).to.equal('gone');
    await other.message(`${address}/ann`, 'it is me again');
    expect(await heard(ann, 'it is me again')).not.to.equal(chat);
  });

  it('CARB-3: what one client of an account says and hears privately is nothing to another', async () => {
    const address = newRoom(server);
    const who = await newAccount(server, 'ann');
    const ann = await enter(server, address, 'ann', { who });
    const second = await enter(server, newRoom(server), 'elsewhere', { who });
    await second.session.people;
    await ann.session.people;
    const bob = await enter(server, address, 'bob');
    const toAnn = await talk(bob, 'ann');
    toAnn.send('psst');
    (await heard(ann, 'psst')).send('what?');
    await heard(bob, 'what?');
    bob.session.disco.info(bareOf(ann.session)).catch(() => undefined);
    await settled(second.room);
    const { chats } = second.session;
    expect([...chats.list, ...chats.strangers].map(({ jid }) => jid)).to.deep.equal([]);
  });

  it('a flood from one or from many is heard, and bounded', async () => {
    const { ann, bob } = await annAndBob(server);
    const toAnn = await talk(bob, 'ann');
    for (let i = 0; i < 60; i++) toAnn.send(`spam ${i}`);
    const chat = await heard(ann, 'spam 59');
    expect(words(chat)).to.have.length(60);
    expect(ann.room.privates?.unread).to.equal(60);
  });
});

/** Has nobody write privately. */
async function forbid(room: Room): Promise<void> {
  const owner = await (await room.moderation()).owner();
  const form = await owner.config();
  const names = form?.fields.flatMap((field) => ('name' in field && field.name ? [field.name] : [])) ?? [];
  const name = names.find((each) => /allow_?pm$|allow_private_messages$/.test(each));
  if (!form || name === undefined) throw new Error('the room has no such setting');
  await owner.configure(form, new Map([[name, [name.endsWith('pm') ? 'none' : '0']]]));
}
