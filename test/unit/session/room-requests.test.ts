/** Asking to speak in a room, and who may be asked (XEP-0045 §7.13, §8.6, §9.9), over the session's real connection. */
import { expect } from 'chai';
import type { Moderation } from '../../../src/session/index.js';
import { child, children, textOf, type Element } from '../../../src/session/xml.js';
import { accountInRoom, ROOM } from '../../support/fake-online.js';
import type { RoomOptions } from '../../support/fake-muc.js';
import { stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const FORM = 'jabber:x:data';
const REQUEST = 'http://jabber.org/protocol/muc#request';
const REGISTER = 'http://jabber.org/protocol/muc#register';

const field = (name: string, value: string, type = 'text-single') =>
  `<field var='${name}' type='${type}'><value>${value}</value></field>`;

const voiceForm = (nick: string, jid = `${nick}@kit.example/web`, role = 'participant') =>
  `<x xmlns='${FORM}' type='form'>${field('FORM_TYPE', REQUEST, 'hidden')}${field('muc#role', role, 'list-single')}` +
  `${field('muc#jid', jid, 'jid-single')}${field('muc#roomnick', nick)}` +
  `${field('muc#request_allow', 'true', 'boolean')}</x>`;

const memberForm = (nick: string) =>
  `<x xmlns='${FORM}' type='form'>${field('FORM_TYPE', REGISTER, 'hidden')}` +
  `${field('muc#register_first', 'Brun')}${field('muc#register_roomnick', nick)}` +
  `${field('muc#register_allow', '0', 'boolean')}</x>`;

/** `me` in a room, a moderator and owner unless said otherwise. */
async function early(options: RoomOptions = {}) {
  const all = await accountInRoom(
    {},
    {},
    { role: 'moderator', affiliation: 'owner', occupants: { vito: { role: 'visitor' } }, ...options },
  );
  const sent: Element[] = [];
  const answers = { refusal: '', type: 'cancel' };
  all.server.onStanza((stanza, { session }) => {
    if (stanza.name !== 'message' || stanza.attrs.to !== ROOM || !session) return undefined;
    sent.push(stanza);
    const { refusal: condition, type } = answers;
    return condition ? stanzaError(stanza, session, { condition, type }) : undefined;
  });
  const hear = async (form: string, from = ROOM, type = '') => {
    all.theirs.deliver(`<message xmlns='jabber:client' from='${from}'${type}>${form}</message>`);
    await all.server.exchange();
  };
  return { ...all, sent, answers, hear };
}

/** The same, with what hears of requests there. */
async function inside(options: RoomOptions = {}) {
  const all = await early(options);
  return { ...all, moderation: await all.room.moderation() };
}

const names = ({ requests }: Moderation) => requests.map(({ nick, kind }) => `${nick} ${kind}`);

const values = (message: Element | undefined) => {
  const x = child(message!, 'x', FORM)!;
  expect(x.attrs.type).to.equal('submit');
  return Object.fromEntries(
    children(x, 'field', FORM).map((each) => [
      each.attrs.var,
      children(each, 'value', FORM).map(textOf).join(),
    ]),
  );
};

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('asking to speak in a room', () => {
  it('MUC-47: goes out filled in, and settles without an answer', async () => {
    const { moderation, sent } = await inside({ role: 'visitor', affiliation: 'none' });
    await moderation.requestVoice();
    expect(sent[0]?.attrs.type).to.equal(undefined);
    expect(values(sent[0])).to.deep.equal({ FORM_TYPE: REQUEST, 'muc#role': 'participant' });
  });

  it('MUC-47: rejects with what the room has against it', async () => {
    const { moderation, answers, room } = await inside({ role: 'visitor', affiliation: 'none' });
    answers.refusal = 'forbidden';
    expect(await rejection(moderation.requestVoice())).to.include({ condition: 'forbidden' });
    Object.assign(answers, { refusal: 'resource-constraint', type: 'wait' });
    expect(await rejection(moderation.requestVoice())).to.include({ type: 'wait' });
    await room.leave();
    expect(await rejection(moderation.requestVoice())).to.include({ name: 'ConnectionError' });
  });
});

describe('being asked in a room', () => {
  it('MUC-80: who asks waits, is let speak with the form sent back, and is no row', async () => {
    const { moderation, sent, hear, room } = await inside();
    const rows = room.messages.length;
    await hear(voiceForm('vito'));
    expect(moderation.requests[0]).to.include({
      kind: 'voice',
      nick: 'vito',
      jid: 'vito@kit.example',
      role: 'participant',
    });
    await moderation.allow(moderation.requests[0]!);
    expect(sent[0]?.attrs.type).to.equal(undefined);
    expect(values(sent[0])).to.deep.equal({
      FORM_TYPE: REQUEST,
      'muc#role': 'participant',
      'muc#jid': 'vito@kit.example/web',
      'muc#roomnick': 'vito',
      'muc#request_allow': '1',
    });
    expect([names(moderation), room.messages.length]).to.deep.equal([[], rows]);
  });

  it('MUC-80: ignoring somebody sends nothing', async () => {
    const { moderation, sent, hear } = await inside();
    await hear(voiceForm('vito'));
    moderation.ignore(moderation.requests[0]!);
    expect([names(moderation), sent]).to.deep.equal([[], []]);
  });

  it('MUC-80, MUC-72: what is refused can be tried again; what is over cannot', async () => {
    const { moderation, hear, answers } = await inside();
    await hear(voiceForm('vito'));
    const [request] = moderation.requests;
    answers.refusal = 'forbidden';
    expect(await rejection(moderation.allow(request!))).to.include({ condition: 'forbidden' });
    expect(names(moderation)).to.deep.equal(['vito voice']);
    moderation.ignore(request!);
    expect(await rejection(moderation.allow(request!))).to.be.instanceOf(RangeError);
  });

  it('M-12, MUC-80: counts only from the room itself, in a message of no type', async () => {
    const { moderation, hear } = await inside();
    await hear(voiceForm('ann'), `${ROOM}/vito`);
    await hear(voiceForm('ann'), 'eve@evil.example/x');
    await hear(voiceForm('ann'), ROOM, " type='groupchat'");
    await hear(voiceForm('ann'), ROOM, " type='headline'");
    expect(names(moderation)).to.deep.equal([]);
    await hear(voiceForm('vito', 'eve@evil.example/x', 'moderator'));
    expect(moderation.requests[0]).to.include({ role: 'moderator', jid: 'eve@evil.example' });
  });

  it('MUC-80: who asks twice has asked once, and of very many fifty wait', async () => {
    const { moderation, hear, theirs, server } = await inside();
    await hear(voiceForm('vito'));
    await hear(voiceForm('vito'));
    expect(names(moderation)).to.deep.equal(['vito voice']);
    for (let n = 0; n < 60; n++)
      theirs.deliver(`<message xmlns='jabber:client' from='${ROOM}'>${voiceForm(`bot${n}`)}</message>`);
    await server.exchange();
    expect(moderation.requests).to.have.length(50);
    await hear(voiceForm('vito', undefined, 'moderator'));
    expect(moderation.requests[0]).to.include({ nick: 'vito', role: 'moderator' });
  });

  it('MUC-80: who is let speak by somebody else, or leaves, asks no more', async () => {
    const { moderation, theirs, server, hear } = await inside({
      occupants: { vito: { role: 'visitor' }, mimi: { role: 'visitor' } },
    });
    await hear(voiceForm('vito'));
    await hear(voiceForm('mimi'));
    expect(names(moderation)).to.deep.equal(['vito voice', 'mimi voice']);
    theirs.arrive('vito', { role: 'participant' });
    await server.exchange();
    expect(names(moderation)).to.deep.equal(['mimi voice']);
    theirs.rename('mimi', 'minna');
    await server.exchange();
    expect(moderation.requests).to.have.length(1);
    theirs.depart('minna');
    await server.exchange();
    expect(names(moderation)).to.deep.equal([]);
  });

  it('MUC-69, MUC-80: moderators decide about voice, admins and owners about members', async () => {
    const { moderation, theirs, server, hear, sent, room } = await inside();
    await hear(memberForm('thirdwitch'));
    await hear(voiceForm('vito'));
    expect(names(moderation)).to.deep.equal(['thirdwitch membership', 'vito voice']);
    expect(moderation.requests[0]?.fields.map(({ name }) => name)).to.deep.equal([
      'muc#register_first',
      'muc#register_roomnick',
    ]);
    theirs.arrive('me', { role: 'moderator', affiliation: 'member' });
    await server.exchange();
    expect(names(moderation)).to.deep.equal(['vito voice']);
    theirs.arrive('me', { role: 'participant', affiliation: 'admin' });
    await server.exchange();
    expect(names(moderation)).to.deep.equal(['thirdwitch membership']);
    await moderation.allow(moderation.requests[0]!);
    expect(values(sent[0])).to.include({ 'muc#register_allow': '1', 'muc#register_first': 'Brun' });
    await room.leave();
    expect(names(moderation)).to.deep.equal([]);
  });

  it('MUC-80: what is asked before anybody looks is kept, in its order and once', async () => {
    const { room, hear, theirs, server, sent } = await early();
    await hear(voiceForm('ann'), `${ROOM}/vito`);
    await hear(voiceForm('ann'), ROOM, " type='groupchat'");
    await hear(voiceForm('vito'));
    await hear(voiceForm('vito'));
    const told = new Promise((resolve) => room.addEventListener('change', resolve, { once: true }));
    await hear(voiceForm('mimi'));
    const moderation = await room.moderation();
    await until(() => moderation.requests.length === 2, 'both are heard');
    expect(names(moderation)).to.deep.equal(['vito voice', 'mimi voice']);
    await told;
    await moderation.allow(moderation.requests[0]!);
    expect(values(sent[0])).to.include({ 'muc#roomnick': 'vito', 'muc#request_allow': '1' });
    theirs.arrive('vito', { role: 'participant' });
    await server.exchange();
    expect(names(moderation), 'and not heard again').to.deep.equal(['mimi voice']);
  });

  it('MUC-80: of what floods in while the code for it does not load twenty wait until it does', async () => {
    const { room, theirs, server, hear } = await early();
    room.moderation = () => Promise.reject(new TypeError('not loaded'));
    for (let n = 0; n < 60; n++)
      theirs.deliver(`<message xmlns='jabber:client' from='${ROOM}'>${voiceForm(`bot${n}`)}</message>`);
    await server.exchange();
    await until(() => room.early?.length === 20, 'they wait');
    Reflect.deleteProperty(room, 'moderation');
    const moderation = await room.moderation();
    expect(names(moderation)).to.have.length(20).and.include('bot0 voice');
    await hear(voiceForm('vito'));
    expect(names(moderation)).to.have.length(21);
  });

  it('tells by the room’s change that somebody asks', async () => {
    const { room, hear } = await inside();
    let told = 0;
    await until(() => true, 'settled');
    room.addEventListener('change', () => (told += 1));
    await hear(voiceForm('vito'));
    await until(() => told > 0, 'it is told');
  });
});
