/** Private messages in a room (XEP-0045 §7.5), over the session's real connection. */
import { expect } from 'chai';
import { provideBlocked } from '../../../src/session/blocked.js';
import { bareJid } from '../../../src/session/jid.js';
import type { PrivateChat } from '../../../src/session/private-chat.js';
import type { PrivateChats } from '../../../src/session/private-chats.js';
import { child, children, textOf, type Element } from '../../../src/session/xml.js';
import { accountInRoom, inside, reaches, ROOM } from '../../support/fake-online.js';
import { DEFAULT_FEATURES, type RoomOptions } from '../../support/fake-muc.js';
import { stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const MUC_USER = 'http://jabber.org/protocol/muc#user';
const CLIENT = 'jabber:client';
/** A room that tells nobody apart but by their nicknames. */
const NAMELESS: RoomOptions = {
  features: DEFAULT_FEATURES.filter((feature) => feature !== 'urn:xmpp:occupant-id:0'),
};

/** `me` in a room with ann and eve. */
async function inRoom(options?: RoomOptions) {
  const all = await accountInRoom({}, {}, options);
  const { server, theirs, room } = all;
  /** Somebody writes privately. @param more - Stands beside the body. */
  const whisper = async (nick: string, body: string, more = `<x xmlns='${MUC_USER}'/>`) => {
    theirs.deliver(
      `<message xmlns='jabber:client' type='chat' id='w-${crypto.randomUUID()}' from='${ROOM}/${nick}'>` +
        `<body>${body}</body>${more}</message>`,
    );
    await server.exchange();
  };
  const talk = async () => (await room.privateChats()).open('ann');
  /** What went out to somebody alone. */
  const toOthers = () =>
    server.sent.filter(({ name, attrs }) => name === 'message' && attrs.to?.startsWith(`${ROOM}/`));
  /** Words among that, with to whom. */
  const said = () =>
    toOthers()
      .filter((stanza) => child(stanza, 'body', CLIENT))
      .map((stanza) => `${stanza.attrs.to?.slice(ROOM.length + 1)}: ${bodyOf(stanza)}`);
  return { ...all, whisper, talk, toOthers, said };
}

const bodyOf = (stanza: Element) => textOf(child(stanza, 'body', CLIENT));
const bodies = ({ messages }: Pick<PrivateChat, 'messages'>) =>
  messages.flatMap((row) => (row.kind === 'message' ? [row.body] : []));
const states = ({ messages }: PrivateChat) =>
  messages.flatMap((row) => (row.kind === 'message' && row.own ? [row.state] : []));
const events = ({ messages }: PrivateChat) =>
  messages.flatMap((row) => (row.kind === 'event' ? [row.event] : []));
const loaded = (room: { privates?: PrivateChats }) => until(() => room.privates, 'they are loaded');
/** Settles once all that those said privately has been heard. */
const heard = (room: { privates?: PrivateChats }, ...words: readonly string[]) =>
  until(() => {
    const { privates } = room;
    const all = privates?.all.flatMap(bodies) ?? [];
    return words.every((body) => all.includes(body)) ? privates : undefined;
  }, `${words.join()} was heard`);
const names = (chats: PrivateChats) => chats.all.map(({ nick }) => nick);

describe('private messages', () => {
  it('MUC-41: go out as chat, marked as a room’s, to the occupant and nobody else', async () => {
    const { server, talk, toOthers, room } = await inRoom();
    const chat = await talk();
    chat.send('psst');
    await until(() => states(chat).join() === 'sent', 'it is sent');
    const [stanza] = toOthers();
    expect(stanza?.attrs).to.include({ type: 'chat', to: `${ROOM}/ann` });
    const x = child(stanza!, 'x', MUC_USER);
    expect(x && children(x)).to.deep.equal([]);
    expect(server.sent.some(({ attrs }) => attrs.type === 'groupchat')).to.equal(false);
    expect(bodies(room)).to.deep.equal([]);
  });

  it('MUC-42, M-14: what an occupant says to us alone is a conversation with them, marked or not', async () => {
    const { room, whisper } = await inRoom();
    await whisper('ann', 'hello');
    await whisper('ann', 'again', '');
    const chats = await heard(room, 'hello', 'again');
    expect(names(chats)).to.deep.equal(['ann']);
    expect(bodies(chats.all[0]!)).to.deep.equal(['hello', 'again']);
    expect(chats.unread).to.equal(2);
    expect(bodies(room)).to.deep.equal([]);
    expect(room.unread).to.equal(0);
    chats.all[0]!.markRead();
    expect(chats.unread).to.equal(0);
  });

  it('MUC-42: what has no words begins nothing, and what nobody there has said is not answered', async () => {
    const { room, whisper, server, theirs } = await inRoom();
    theirs.deliver(`<message xmlns='jabber:client' type='chat' from='${ROOM}/ann'><active
      xmlns='http://jabber.org/protocol/chatstates'/></message>`);
    await whisper('nobody', 'who am I?');
    const chats = await heard(room, 'who am I?');
    expect(names(chats)).to.deep.equal(['nobody']);
    const [chat] = chats.all;
    expect(chat!.refusal).to.equal('gone');
    expect(() => chat!.send('you tell me')).to.throw(RangeError);
    theirs.arrive('nobody', {});
    await server.exchange();
    expect(chat!.refusal).to.equal('gone');
    expect(bodies(chats.open('nobody'))).to.deep.equal([]);
  });

  it('MUC-44: follow a change of nickname, what waits as well', async () => {
    const { server, theirs, talk, said } = await inRoom(NAMELESS);
    const chat = await talk();
    theirs.rename('ann', 'anna');
    theirs.arrive('ann', {});
    await server.exchange();
    expect(chat.nick).to.equal('anna');
    expect(events(chat)).to.deep.equal([{ type: 'renamed', nick: 'ann', newNick: 'anna', own: false }]);
    chat.send('still you');
    await until(() => states(chat).join() === 'sent', 'it is sent');
    expect(said()).to.deep.equal(['anna: still you']);
  });

  it('MUC-44: are over when somebody leaves, and not inherited by a newcomer of that name', async () => {
    const { server, theirs, room, talk, said, whisper } = await inRoom(NAMELESS);
    const chat = await talk();
    await whisper('ann', 'my secret');
    theirs.depart('ann');
    theirs.arrive('ann', { occupantId: 'id-of-eve' });
    await server.exchange();
    expect(chat.refusal).to.equal('gone');
    expect(() => chat.send('your secret is safe')).to.throw(RangeError);
    await whisper('ann', 'what was it?');
    const chats = await heard(room, 'my secret', 'what was it?');
    expect(chats.all.map(bodies)).to.deep.equal([['my secret'], ['what was it?']]);
    expect(chats.open('ann')).to.equal(chats.all[1]);
    expect(said()).to.deep.equal([]);
  });

  it('MUC-44, M-5: a name that changes hands in one breath takes nothing along', async () => {
    const { server, theirs, talk, said } = await inRoom(NAMELESS);
    const chat = await talk();
    theirs.rename('ann', 'anna');
    theirs.depart('anna');
    theirs.rename('eve', 'anna');
    await server.exchange();
    expect(chat.refusal).to.equal('gone');
    expect(chat.nick).to.equal('ann');
    expect(said()).to.deep.equal([]);
  });

  it('MUC-44, OID-2: go on when the same person is back, under whatever name', async () => {
    const { server, theirs, room, talk, said, whisper } = await inRoom();
    const chat = await talk();
    await whisper('ann', 'back in a minute');
    await heard(room, 'back in a minute');
    theirs.depart('ann');
    await server.exchange();
    expect(chat.gone).to.equal(true);
    theirs.arrive('ann', { occupantId: 'id-of-eve' });
    theirs.arrive('anna', { occupantId: 'id-of-ann' });
    await server.exchange();
    expect([chat.nick, chat.refusal]).to.deep.equal(['anna', undefined]);
    chat.send('there you are');
    await until(() => states(chat).join() === 'sent', 'it is sent');
    expect(said()).to.deep.equal(['anna: there you are']);
    expect(names(await loaded(room))).to.deep.equal(['anna']);
  });

  it('M-7: an occupant-id counts only in rooms that give them', async () => {
    const { room, whisper, talk } = await inRoom(NAMELESS);
    const chat = await talk();
    await whisper('eve', 'it is me, ann', `<occupant-id xmlns='urn:xmpp:occupant-id:0' id='id-of-ann'/>`);
    expect(names(await heard(room, 'it is me, ann'))).to.deep.equal(['ann', 'eve']);
    expect(bodies(chat)).to.deep.equal([]);
  });

  it('MUC-44: what waits for somebody who is gone is not sent to anybody', async () => {
    const { server, session, theirs, talk, said, room } = await inRoom(NAMELESS);
    const chat = await talk();
    server.connection.drop();
    await reaches(session, 'reconnecting');
    chat.send('for ann alone');
    expect(states(chat)).to.deep.equal(['waiting']);
    server.sm.resume = 'refuse';
    theirs.depart('ann');
    theirs.arrive('ann', {});
    session.reconnectNow();
    await reaches(session, 'online');
    await inside(room);
    await until(() => states(chat).join() === 'failed', 'it is not sent');
    await server.exchange();
    expect(said()).to.deep.equal([]);
    expect(bodies(chat)).to.deep.equal(['for ann alone']);
    chat.retry(chat.messages.find((row) => row.kind === 'message')!.key);
    await server.exchange();
    expect([said(), states(chat)]).to.deep.equal([[], ['failed']]);
  });

  it('SM-5, OID-2: what waits goes out once the link is back and they are still there', async () => {
    const { server, session, talk, said, room } = await inRoom();
    const chat = await talk();
    server.connection.drop();
    await reaches(session, 'reconnecting');
    chat.send('later');
    server.sm.resume = 'refuse';
    session.reconnectNow();
    await reaches(session, 'online');
    await inside(room);
    await until(() => states(chat).join() === 'sent', 'it is sent');
    expect(said()).to.deep.equal(['ann: later']);
  });

  it('SM-5: what is said while the link is down goes out once it is resumed, once', async () => {
    const { server, session, talk, said } = await inRoom(NAMELESS);
    const chat = await talk();
    chat.send('before');
    server.connection.drop();
    await reaches(session, 'reconnecting');
    chat.send('meanwhile');
    expect(chat.refusal).to.equal(undefined);
    session.reconnectNow();
    await reaches(session, 'online');
    await until(() => states(chat).join() === 'sent,sent', 'both are sent');
    expect(new Set(said())).to.deep.equal(new Set(['ann: before', 'ann: meanwhile']));
    expect(said().filter((each) => each === 'ann: meanwhile')).to.have.length(1);
  });

  const REFUSALS = ['item-not-found', 'not-acceptable', 'forbidden', 'not-allowed'];
  for (const condition of REFUSALS)
    it(`MUC-43: ${condition} says of a message that it was not sent, and keeps it`, async () => {
      const { server, talk, said, room } = await inRoom();
      const chat = await talk();
      const stop = server.onStanza((stanza, { session }) =>
        session && stanza.attrs.to === `${ROOM}/ann` && stanza.name === 'message'
          ? stanzaError(stanza, session, { condition })
          : undefined,
      );
      chat.send('hello?');
      await until(() => states(chat).join() === 'failed', 'it came back');
      const [row] = chat.messages.filter((each) => each.kind === 'message');
      expect(
        row?.kind === 'message' && row.failure?.reason === 'refused' && row.failure.error.condition,
      ).to.equal(condition);
      stop();
      await until(() => room.status.state === 'joined', 'in the room');
      await server.exchange();
      chat.retry(row!.key);
      await until(() => states(chat).join() === 'sent', 'now it is sent');
      expect(said().at(-1)).to.equal('ann: hello?');
    });

  it('MUC-43: a room that says who may write privately is believed', async () => {
    const { server, theirs, room } = await inRoom({
      info: { 'muc#roomconfig_allowpm': 'moderators' },
      occupants: { ann: {}, mod: { role: 'moderator' } },
    });
    const chats = await room.privateChats();
    await until(() => chats.open('ann').refusal === 'forbidden', 'what the room says has come');
    expect(chats.open('mod').refusal).to.equal(undefined);
    expect(() => chats.open('ann').send('psst')).to.throw(RangeError);
    theirs.arrive('me', { role: 'moderator' });
    await server.exchange();
    expect(chats.open('ann').refusal).to.equal(undefined);
  });

  it('are forgotten with the account that had them', async () => {
    const { session, room, server } = await accountInRoom({ credentials: { me: 'secret', other: 'secret' } });
    const chats = await room.privateChats();
    chats.open('ann').send('mine');
    server.connection.drop();
    await reaches(session, 'reconnecting');
    await session.signIn();
    await inside(room);
    expect(names(chats)).to.deep.equal(['ann']);
    await session.signIn({ credentials: { username: 'other', password: 'secret' } });
    await inside(room);
    expect(names(chats)).to.deep.equal([]);
  });

  it('nobody talks to themselves or to who is not there', async () => {
    const { room } = await inRoom();
    const chats = await room.privateChats();
    for (const nick of ['me', 'nobody', '']) expect(() => chats.open(nick)).to.throw(RangeError);
    const ann = room.occupants.get('ann')!;
    expect(chats.open(ann)).to.equal(chats.open('ann'));
  });

  it('are no more than so many: strangers who left are forgotten first, and nobody who was answered', async () => {
    const { theirs, room, talk, whisper } = await inRoom(NAMELESS);
    (await talk()).send('I know you');
    for (let i = 0; i < 60; i++) {
      theirs.arrive(`flood${i}`, {});
      await whisper(`flood${i}`, i === 59 ? '59' : 'buy this');
      if (i < 55) theirs.depart(`flood${i}`);
    }
    const chats = await heard(room, 'buy this', '59');
    expect(chats.all).to.have.length(50);
    expect(names(chats)[0]).to.equal('ann');
    expect(names(chats)).to.include('flood59').and.not.include('flood0');
  });

  it('keep no more than so many messages each', async () => {
    const { server, theirs, room } = await inRoom();
    for (let i = 0; i < 1_200; i++)
      theirs.deliver(
        `<message xmlns='jabber:client' type='chat' id='f${i}' from='${ROOM}/eve'><body>${i}</body></message>`,
      );
    await server.exchange();
    const [chat] = (await heard(room, '1199')).all;
    expect(bodies(chat!).length).to.be.at.most(1_000);
  });

  it('CSN-1, RCPT-1: tell of typing and of arrival, to the one they are with', async () => {
    const { server, talk, whisper, toOthers, room } = await inRoom();
    const chat = await talk();
    await whisper(
      'ann',
      'are you there?',
      `<active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/>`,
    );
    await heard(room, 'are you there?');
    chat.setTyping(true);
    await server.exchange();
    const marks = toOthers().map((stanza) =>
      children(stanza)
        .map(({ name }) => name)
        .join(' '),
    );
    expect(marks).to.deep.equal(['received x', 'composing x']);
    expect(new Set(toOthers().map(({ attrs }) => attrs.to))).to.deep.equal(new Set([`${ROOM}/ann`]));
    await whisper('ann', 'hm', `<composing xmlns='http://jabber.org/protocol/chatstates'/>`);
    await heard(room, 'hm');
  });

  it('RCPT-1: a receipt counts from whom the message went to', async () => {
    const { theirs, server, talk, room } = await inRoom();
    const chat = await talk();
    const { id } = chat.send('psst');
    await until(() => states(chat).join() === 'sent', 'it is sent');
    const receipt = (nick: string) =>
      theirs.deliver(
        `<message xmlns='jabber:client' type='chat' from='${ROOM}/${nick}'><received xmlns='urn:xmpp:receipts' id='${id}'/></message>`,
      );
    (await room.privateChats()).open('eve');
    receipt('eve');
    await server.exchange();
    expect(states(chat)).to.deep.equal(['sent']);
    receipt('ann');
    await until(() => states(chat).join() === 'delivered', 'it has arrived');
  });

  it('LMC-1, REA-1: are corrected and reacted to by the one they are with', async () => {
    const { talk, whisper } = await inRoom();
    const chat = await talk();
    await whisper('ann', 'helo', `<origin-id xmlns='urn:xmpp:sid:0' id='first'/>`);
    const first = await until(() => chat.messages.find((row) => row.kind === 'message'), 'it has come');
    const replace = `<replace xmlns='urn:xmpp:message-correct:0' id='${first.kind === 'message' ? first.id : ''}'/>`;
    await whisper('eve', 'pay me', replace);
    await whisper('ann', 'hello', replace);
    await until(() => bodies(chat).join() === 'hello', 'it is corrected');
    (await chat.features()).react(first.key, '👍');
    await until(
      () => chat.messages.some((row) => row.kind === 'message' && row.reactions?.[0]?.own),
      'it is reacted to',
    );
  });

  it('M-14, BLK-6: whoever is blocked is not heard, as far as their address is known', async () => {
    const { session, room, whisper } = await inRoom({
      occupants: { ann: { jid: 'ann@kit.example/desk' }, eve: { jid: 'eve@evil.example/x' } },
    });
    provideBlocked(session, (jid) => bareJid(jid) === 'eve@evil.example' || jid === `${ROOM}/bob`);
    await whisper('eve', 'listen to me');
    await whisper('bob', 'and to me');
    await whisper('ann', 'hello');
    expect(names(await heard(room, 'hello'))).to.deep.equal(['ann']);
  });

  it('CARB-3, M-14: copies of a room’s private messages are no chats', async () => {
    const { server, session } = await inRoom();
    await session.people;
    await server.exchange();
    const copy = (kind: 'sent' | 'received', from: string, to: string) =>
      `<message xmlns='jabber:client' from='me@kit.example' to='${session.jid}'><${kind} xmlns='urn:xmpp:carbons:2'>
        <forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' from='${from}' to='${to}'>
        <body>psst</body></message></forwarded></${kind}></message>`;
    server.deliver(copy('received', `${ROOM}/ann`, 'me@kit.example/phone'));
    server.deliver(copy('sent', 'me@kit.example/phone', `${ROOM}/ann`));
    await server.exchange();
    expect(session.chats.get(ROOM)).to.equal(undefined);
    expect([...session.chats.list, ...session.chats.strangers]).to.deep.equal([]);
  });
});
