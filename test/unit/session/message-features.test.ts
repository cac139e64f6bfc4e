/** Replies, reactions, corrections, mentions and rich text, in rooms and chats (traps.md §4, §13). */
import { expect } from 'chai';
import type { ChatMessage, Conversation } from '../../../src/session/index.js';
import { readReactions } from '../../../src/session/protocol/reactions.js';
import { child, parseFrame, textOf, xml, type Child } from '../../../src/session/xml.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { ANN, carbon, said, sentTo, withChats } from '../../support/fake-chats.js';
import { accountInRoom, ROOM } from '../../support/fake-online.js';
import { DEFAULT_FEATURES } from '../../support/fake-muc.js';
import { reaches } from '../../support/fake-online.js';
import { until } from '../../support/until.js';

const PHONE = `${ANN}/phone`;
const OCCUPANT_ID = 'urn:xmpp:occupant-id:0';
const XHTML_IM = 'http://jabber.org/protocol/xhtml-im';

const rows = ({ messages }: Conversation) =>
  messages.filter((row): row is ChatMessage => row.kind === 'message');
const words = (conversation: Conversation) => rows(conversation).map(({ body }) => body);
const reactionsOf = ({ reactions = [] }: ChatMessage) =>
  reactions.map(({ emoji, nicks, own }) => `${emoji} ${nicks.join('+')}${own ? ' (own)' : ''}`);

const reactions = (id: string, ...emoji: string[]) =>
  `<reactions xmlns='urn:xmpp:reactions:0' id='${id}'>${emoji.map((each) => `<reaction>${each}</reaction>`).join('')}</reactions>`;
const reactionsElement = (id: string, ...emoji: string[]) =>
  xml('reactions', { xmlns: 'urn:xmpp:reactions:0', id }, ...emoji.map((each) => xml('reaction', {}, each)));
const replaceElement = (id: string) => xml('replace', { xmlns: 'urn:xmpp:message-correct:0', id });
const fallback = (start: unknown, end: unknown, feature = 'urn:xmpp:reply:0') =>
  `<fallback xmlns='urn:xmpp:fallback:0' for='${feature}'><body start='${String(start)}' end='${String(end)}'/></fallback>`;
const reply = (id: string) => `<reply xmlns='urn:xmpp:reply:0' id='${id}' to='${PHONE}'/>`;
const html = (content: string) =>
  `<html xmlns='${XHTML_IM}'><body xmlns='http://www.w3.org/1999/xhtml'>${content}</body></html>`;

async function inChat() {
  const all = await withChats();
  const chat = all.chats.open(ANN);
  await chat.features();
  const hear = (body: string, id: string, more = '') => all.server.exchange(said(PHONE, body, { id, more }));
  return { ...all, chat, hear };
}

/** @param features Without them the room gives occupant-ids. */
async function inRoom(features?: readonly string[]) {
  const inside = await accountInRoom();
  const { server, room, theirs } = inside;
  await room.features();
  if (features) {
    theirs.features = features;
    theirs.announce({ codes: [104] });
    await server.exchange();
  }
  const say = async (nick: string, body: string, ...more: Child[]) => {
    const id = theirs.say(nick, body, ...(more as []));
    await server.exchange();
    return id;
  };
  return { ...inside, say };
}

describe('reactions', () => {
  it('REA-1: stand under what they are about; the newest set of each person counts, an empty one is none', async () => {
    const { chat, hear } = await inChat();
    await hear('look', 'm1');
    await hear('', 'r1', reactions('m1', '👍', '👍', '🎉'));
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(['👍 Ann', '🎉 Ann']);
    await hear('', 'r2', reactions('m1', '🎉'));
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(['🎉 Ann']);
    await hear('', 'r3', reactions('m1'));
    expect(rows(chat)[0]?.reactions).to.equal(undefined);
    expect(words(chat)).to.deep.equal(['look']);
    expect(chat.unread).to.equal(1);
  });

  it('P-4: what is not one emoji is none', async () => {
    const { chat, hear } = await inChat();
    await hear('look', 'm1');
    const silly = ['&lt;img&gt;', 'words', '👍👍', '', '7', 'a👍', '👨‍👩‍👧‍👦', '🇪🇺', '1️⃣'];
    await hear('', 'r1', reactions('m1', ...silly));
    expect(rows(chat)[0]?.reactions?.map(({ emoji }) => emoji)).to.deep.equal(['👨‍👩‍👧‍👦', '🇪🇺', '1️⃣']);
    const many = Array.from({ length: 500 }, (_, i) => String.fromCodePoint(0x1f600 + (i % 79)));
    await hear('', 'r2', reactions('m1', ...many));
    expect(rows(chat)[0]?.reactions).to.have.length(20);
  });

  it('P-4: an older set that was delayed loses', async () => {
    const { chat, hear } = await inChat();
    await hear('look', 'm1');
    await hear('', 'r1', reactions('m1', '🎉'));
    const delay = `<delay xmlns='urn:xmpp:delay' from='kit.example' stamp='2020-01-01T00:00:00Z'/>`;
    await hear('', 'r0', reactions('m1', '👎') + delay);
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(['🎉 Ann']);
  });

  it('REA-1: ours go out as a whole set, show at once, and are taken back if they come back', async () => {
    const { chat, server, hear } = await inChat();
    await hear('look', 'm1');
    const features = await chat.features();
    const { key } = rows(chat)[0]!;
    features.react(key, '👍');
    features.react(key, '🎉');
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(
      ['👍 Me (own)', '🎉 Me (own)'].map((each) => each.replace('Me', 'me')),
    );
    await until(() => sentTo(server, ANN).length === 2, 'both sets sent');
    expect(sentTo(server, ANN).map((each) => readReactions(each)?.emoji)).to.deep.equal([
      ['👍'],
      ['👍', '🎉'],
    ]);
    expect(child(sentTo(server, ANN)[0]!, 'body', 'jabber:client')).to.equal(undefined);
    let undone = 0;
    chat.addEventListener('undone', () => undone++);
    const { id } = sentTo(server, ANN)[1]!.attrs;
    const error =
      "<error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    await server.exchange(said(ANN, '', { id, type: 'error', more: error }));
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(['👍 me (own)']);
    expect(undone).to.equal(1);
    expect(() => features.react(key, 'words')).to.throw(RangeError);
  });

  it('P-4, REA-1: in a room only its own id names a message', async () => {
    const { room, say, theirs } = await inRoom();
    const id = await say('ann', 'look');
    const own = rows(room).at(-1)?.id ?? '';
    await say('ann', '', reactionsElement(own, '👎'));
    expect(rows(room).at(-1)?.reactions).to.equal(undefined);
    await say('ann', '', reactionsElement(id, '🎉'));
    expect(reactionsOf(rows(room).at(-1)!)).to.deep.equal(['🎉 ann']);
    theirs.rename('ann', 'anna');
    await say('anna', '', reactionsElement(id, '👍'));
    expect(reactionsOf(rows(room).at(-1)!), 'one set for each person, whatever the name').to.deep.equal([
      '👍 anna',
    ]);
  });

  it('M-6: whoever takes over a name adds to its reactions, and replaces none', async () => {
    const { room, say, theirs, server } = await inRoom(
      DEFAULT_FEATURES.filter((each) => each !== OCCUPANT_ID),
    );
    const id = await say('ann', 'look');
    await say('ann', '', reactionsElement(id, '🎉'));
    theirs.depart('ann');
    await server.exchange();
    theirs.arrive('ann');
    await server.exchange();
    await say('ann', '', reactionsElement(id));
    expect(reactionsOf(rows(room).at(-1)!)).to.deep.equal(['🎉 ann']);
  });

  it('REA-1: what we do on another client is ours, too', async () => {
    const { chat, server, hear } = await inChat();
    await hear('look', 'm1');
    const elsewhere = said('me@kit.example/phone', '', { to: ANN, more: reactions('m1', '🎉') });
    await server.exchange(carbon('sent', elsewhere));
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(['🎉 me (own)']);
  });
});

describe('replies', () => {
  it('RPL-1: say what they answer, without the quote that other clients need', async () => {
    const { chat, hear } = await inChat();
    await hear('Where?', 'm1');
    await hear('&gt; Where?\n👍 In the garden', 'm2', reply('m1') + fallback(0, 9));
    const [first, second] = rows(chat);
    expect(second?.body).to.equal('👍 In the garden');
    expect(second?.reply).to.deep.equal({ key: first?.key, nick: 'Ann', text: 'Where?' });
  });

  it('RPL-1: what is not here is shown as the one who answers has it', async () => {
    const { chat, hear } = await inChat();
    await hear('&gt; Lost words\nyes', 'm2', reply('m0') + fallback(0, 13));
    expect(rows(chat)[0]).to.include({ body: 'yes' });
    expect(rows(chat)[0]?.reply).to.deep.equal({ nick: undefined, text: 'Lost words' });
  });

  it('P-7: a range that is none of the body’s, or another feature’s, cuts nothing', async () => {
    const { chat, hear } = await inChat();
    for (const range of [
      fallback(0, 9999),
      fallback(5, 2),
      fallback(-1, 3),
      fallback(0, 4, 'urn:example:x'),
      fallback('a', 'b'),
    ])
      await hear('&gt; q\nword', `m${range.length}`, reply('m0') + range);
    expect(new Set(words(chat))).to.deep.equal(new Set(['> q\nword']));
    await hear('😀😀 word', 'half', reply('m0') + fallback(0, 1));
    expect(words(chat).at(-1)).to.equal('😀 word');
    await hear('all of it', 'all', reply('m0') + fallback(0, 9));
    expect(words(chat).at(-1), 'a reply has words').to.equal('all of it');
  });

  it('RPL-1: ours carry the quote, and say how much of the body it is', async () => {
    const { chat, server, hear } = await inChat();
    await hear('Who is 😀?', 'm1');
    const features = await chat.features();
    features.reply(rows(chat)[0]!.key, { body: 'I am' });
    expect(rows(chat).at(-1)).to.deep.include({ body: 'I am' });
    expect(rows(chat).at(-1)?.reply?.text).to.equal('Who is 😀?');
    await until(() => sentTo(server, ANN).length === 1, 'sent');
    const [sent] = sentTo(server, ANN);
    expect(textOf(child(sent!, 'body', 'jabber:client'))).to.equal('> Who is 😀?\nI am');
    expect(child(sent!, 'reply', 'urn:xmpp:reply:0')?.attrs).to.include({ id: 'm1', to: PHONE });
    const range = child(child(sent!, 'fallback', 'urn:xmpp:fallback:0')!, 'body', 'urn:xmpp:fallback:0');
    expect(range?.attrs).to.include({ start: '0', end: '12' });
  });

  it('a reply to what was taken back shows no more of it', async () => {
    const { chat, hear } = await inChat();
    await hear('secret', 'm1');
    await hear('indeed', 'm2', reply('m1'));
    await hear('', 'x', "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>");
    expect(rows(chat)[1]?.reply?.text).to.equal('');
  });
});

describe('corrections in rooms', () => {
  it('LMC-1, OID-2: by the same occupant, whatever the name', async () => {
    const { room, say, theirs } = await inRoom();
    await say('ann', 'helo');
    const { id = '' } = rows(room).at(-1)!;
    theirs.rename('ann', 'anna');
    await say('anna', 'hello', replaceElement(id));
    expect(words(room)).to.deep.equal(['hello']);
    expect(rows(room)[0]?.versions?.map(({ body }) => body)).to.deep.equal(['helo']);
  });

  it('M-6: not by whoever has that name now', async () => {
    for (const features of [undefined, DEFAULT_FEATURES.filter((each) => each !== OCCUPANT_ID)]) {
      const { room, say, theirs, server } = await inRoom(features);
      await say('ann', 'IBAN is XX11 ANN');
      const { id = '' } = rows(room).at(-1)!;
      theirs.depart('ann');
      await server.exchange();
      theirs.arrive('ann', { occupantId: 'id-of-eve' });
      await server.exchange();
      await say('ann', 'IBAN is XX99 EVE', replaceElement(id));
      expect(words(room)).to.deep.equal(['IBAN is XX11 ANN', 'IBAN is XX99 EVE']);
    }
  });

  it('LMC-1: ours name the first version', async () => {
    const { room, server } = await inRoom();
    const { key, id } = room.send('helo');
    await until(() => rows(room)[0]?.state === 'sent', 'sent');
    room.correct(key, 'hello');
    expect(words(room)).to.deep.equal(['hello']);
    await until(() => rows(room)[0]?.state === 'sent', 'sent again');
    const [, second] = sentTo(server, ROOM).filter((each) => child(each, 'body', 'jabber:client'));
    expect(child(second!, 'replace', 'urn:xmpp:message-correct:0')?.attrs.id).to.equal(id);
  });

  it('RET-1: taking a message back takes all of its versions', async () => {
    const { chat, hear } = await inChat();
    await hear('helo', 'm1');
    await hear('hello', 'm2', "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>");
    await hear('', 'x', "<retract xmlns='urn:xmpp:message-retract:1' id='m1'/>");
    expect(words(chat)).to.deep.equal(['']);
    expect(rows(chat)[0]).to.deep.include({ removed: { moderated: false, by: 'Ann', reason: undefined } });
  });
});

describe('retractions of ours', () => {
  it('RET-1: go out with words for other clients, and leave a tombstone', async () => {
    const { chat, server } = await inChat();
    const features = await chat.features();
    const { key, id } = chat.send('oops');
    await until(() => rows(chat)[0]?.state === 'sent', 'sent');
    features.retract(key);
    await until(() => sentTo(server, ANN).length === 2, 'taken back');
    const taken = sentTo(server, ANN)[1]!;
    expect(child(taken, 'retract', 'urn:xmpp:message-retract:1')?.attrs.id).to.equal(id);
    expect(textOf(child(taken, 'body', 'jabber:client'))).to.contain('took back');
    await until(() => rows(chat)[0]?.removed, 'gone here, too');
    expect(rows(chat)[0]).to.include({ body: '' });
  });

  it('RET-1: in a room once it comes back', async () => {
    const { room } = await inRoom();
    const { key } = room.send('oops');
    await until(() => rows(room)[0]?.state === 'sent', 'sent');
    (await room.features()).retract(key);
    await until(() => rows(room)[0]?.removed, 'taken back');
    expect(rows(room)).to.have.length(1);
  });

  it('RET-1: only what is one’s own', async () => {
    const { chat, hear } = await inChat();
    await hear('hers', 'm1');
    const features = await chat.features();
    expect(() => features.retract(rows(chat)[0]!.key)).to.throw(RangeError);
  });
});

describe('what is done while offline', () => {
  /** Two messages, one of each side, and the link gone. */
  async function offlineChat() {
    const all = await withChats({ sm: false });
    const chat = all.chats.open(ANN);
    const features = await chat.features();
    chat.send('mine');
    await until(() => rows(chat)[0]?.state === 'sent', 'sent');
    await all.server.exchange(said(PHONE, 'hers', { id: 'm1' }));
    all.server.connection.drop();
    await reaches(all.session, 'reconnecting');
    const [mine, hers] = rows(chat).map(({ key }) => key) as [string, string];
    const doing = () => rows(chat).map((row) => row.doing);
    const sent = () => sentTo(all.server, ANN).length;
    return { ...all, chat, features, mine, hers, doing, sent };
  }
  const waiting = (what: string) => ({ what, waits: true, unsent: true });

  it('RET-1: a message that is taken back says that this waits, until it is gone', async () => {
    const { chat, session, features, mine, doing, sent } = await offlineChat();
    features.retract(mine);
    features.retract(mine);
    expect(doing()).to.deep.equal([waiting('removal'), undefined]);
    expect(rows(chat)[0]?.body).to.equal('mine');
    session.reconnectNow();
    await until(() => rows(chat)[0]?.removed, 'taken back');
    expect(doing()).to.deep.equal([undefined, undefined]);
    expect(sent()).to.equal(2);
  });

  it('RET-1: such a message can be kept after all', async () => {
    const { chat, server, session, features, mine, doing, sent } = await offlineChat();
    features.retract(mine);
    features.keep(mine);
    expect(doing()).to.deep.equal([undefined, undefined]);
    session.reconnectNow();
    await reaches(session, 'online');
    chat.send('after it');
    await until(() => rows(chat).at(-1)?.state === 'sent', 'sent');
    await server.exchange();
    expect(sent()).to.equal(2);
    expect(words(chat)).to.deep.equal(['mine', 'hers', 'after it']);
  });

  it('REA-1: a reaction says that it waits; only the last set goes out, and none that changes nothing', async () => {
    const { chat, session, features, mine, hers, doing, sent, server } = await offlineChat();
    for (const emoji of ['👍', '🎉', '👍']) features.react(hers, emoji);
    for (const emoji of ['👍', '👍']) features.react(mine, emoji);
    expect(doing()).to.deep.equal([undefined, waiting('reaction')]);
    expect(reactionsOf(rows(chat)[1]!)).to.deep.equal(['🎉 me (own)']);
    expect(rows(chat)[0]?.reactions).to.equal(undefined);
    session.reconnectNow();
    await until(() => sent() === 2, 'sent');
    expect(readReactions(sentTo(server, ANN)[1]!)).to.deep.equal({ id: 'm1', emoji: ['🎉'] });
    await until(() => !doing()[1], 'arrived');
    expect(reactionsOf(rows(chat)[1]!)).to.deep.equal(['🎉 me (own)']);
  });

  it('in a room that comes back, too', async () => {
    const { room, server, session, say } = await inRoom();
    await say('ann', 'look');
    const row = () => rows(room)[0]!;
    const features = await room.features();
    server.connection.drop();
    await reaches(session, 'reconnecting');
    features.react(row().key, '🎉');
    expect(row().doing).to.deep.equal(waiting('reaction'));
    session.reconnectNow();
    await until(() => row().doing === undefined, 'arrived');
    expect(reactionsOf(row())).to.deep.equal(['🎉 me (own)']);
  });
});

describe('a deed that does not come back on a live link', () => {
  const NO_ECHO = 15_000;
  /** The room takes what we send, and says nothing. @param ahead How long ago it was, ms. */
  const later = (aheadMs: number) => {
    const { now } = Date;
    Date.now = () => now() + aheadMs;
    cleanUpAfterTest(() => (Date.now = now));
  };
  async function unheard() {
    const all = await inRoom();
    await all.say('ann', 'look');
    all.room.send('mine');
    await until(() => rows(all.room)[1]?.state === 'sent', 'sent');
    const features = await all.room.features();
    all.theirs.silent = true;
    let undone = 0;
    all.room.addEventListener('undone', () => undone++);
    const sent = () => sentTo(all.server, ROOM).filter(({ name }) => name === 'message');
    const before = sent().length;
    const [hers, mine] = rows(all.room).map(({ key }) => key) as [string, string];
    const row = (at: number) => rows(all.room)[at]!;
    /** So much of what has been done has gone out, and whoever watches the clock knows. */
    const out = async (count: number) => {
      await until(() => sent().length === before + count, `${count} sent`);
      const told = new Promise((resolve) => all.room.addEventListener('change', resolve, { once: true }));
      all.room.changed();
      await told;
    };
    return { ...all, features, hers, mine, row, out, sent, undone: () => undone };
  }
  const failed = (what: string) => ({ what, waits: false, unsent: false, failed: true });

  it('ux.md §3: a reaction goes after 15 s, says that it was not sent, and can be tried again', async () => {
    const { features, hers, row, out, theirs, server, undone } = await unheard();
    features.react(hers, '🎉');
    await out(1);
    expect(row(0).doing).to.deep.equal({ what: 'reaction', waits: false, unsent: false });
    later(NO_ECHO);
    await until(() => row(0).doing?.failed, 'not sent');
    expect(row(0).doing).to.deep.equal(failed('reaction'));
    expect(row(0).reactions).to.equal(undefined);
    expect(undone()).to.equal(1);
    theirs.silent = false;
    features.redo(hers);
    expect(reactionsOf(row(0))).to.deep.equal(['🎉 me (own)']);
    await server.exchange();
    await until(() => !row(0).doing, 'it is there');
    expect(reactionsOf(row(0))).to.deep.equal(['🎉 me (own)']);
    expect(undone()).to.equal(1);
  });

  it('ux.md §3: one that comes back after all counts', async () => {
    const { features, hers, row, out, sent, theirs, server, room } = await unheard();
    features.react(hers, '🎉');
    await out(1);
    later(NO_ECHO);
    await until(() => row(0).doing?.failed, 'not sent');
    const echo = parseFrame(sent().at(-1)!.toString())!;
    echo.attrs.from = room.ownAddress;
    theirs.deliver(echo.toString());
    await server.exchange();
    expect(row(0).doing).to.equal(undefined);
    expect(reactionsOf(row(0))).to.deep.equal(['🎉 me (own)']);
  });

  it('ux.md §3: a message that was to be taken back stays, and that can be tried again or left', async () => {
    const { features, mine, row, out, server, theirs } = await unheard();
    features.retract(mine);
    await out(1);
    later(NO_ECHO);
    await until(() => row(1).doing?.failed, 'not removed');
    expect(row(1)).to.deep.include({ body: 'mine', doing: failed('removal') });
    features.keep(mine);
    expect(row(1).doing).to.equal(undefined);
    theirs.silent = false;
    features.retract(mine);
    await server.exchange();
    await until(() => row(1).removed, 'taken back');
  });

  it('ux.md §3: a correction says that it was not sent, as messages do', async () => {
    const { room, mine, row, out } = await unheard();
    room.correct(mine, 'ours');
    await out(1);
    later(NO_ECHO);
    await until(() => row(1).state === 'failed', 'not sent');
    expect(row(1).failure).to.deep.equal({ reason: 'no-echo' });
    expect(row(1).body).to.equal('ours');
  });

  it('waits for the link as long as there is none', async () => {
    const { features, hers, row, out, server, session, theirs } = await unheard();
    features.react(hers, '🎉');
    await out(1);
    server.connection.drop();
    await until(() => row(0).doing?.waits, 'it waits');
    later(NO_ECHO);
    theirs.silent = false;
    session.reconnectNow();
    await until(() => row(0).doing === undefined, 'arrived');
    expect(reactionsOf(row(0))).to.deep.equal(['🎉 me (own)']);
  });
});

describe('rich text', () => {
  it('XHT-1, XHT-3: is read beside its plain body', async () => {
    const { chat, hear } = await inChat();
    await hear('so good', 'm1', html('<p>so <strong onclick="x">good</strong></p>'));
    const { rich, body } = rows(chat)[0]!;
    expect(body).to.equal('so good');
    expect(rich).to.deep.include({ text: 'so good', differs: false });
  });

  it('XHT-2: ours goes out beside its plain body, through the same filter', async () => {
    const { room, server } = await inRoom();
    room.send({ body: 'so good', html: '<p>so <strong onclick="x">good</strong><script>x</script></p>' });
    await until(() => rows(room)[0]?.state === 'sent', 'sent');
    expect(rows(room)[0]?.rich).to.deep.include({ text: 'so good' });
    const [sent] = sentTo(server, ROOM).filter((each) => child(each, 'html', XHTML_IM));
    expect(textOf(child(sent!, 'body', 'jabber:client'))).to.equal('so good');
    expect(String(child(sent!, 'html', XHTML_IM)))
      .to.match(/<strong[^>]*>good<.strong>/)
      .and.not.contain('script');
  });

  it('ours shows while it waits, also where nobody could tell when it was written', async () => {
    const { room, server, session } = await accountInRoom();
    server.connection.drop();
    await reaches(session, 'reconnecting');
    room.send({ body: 'so good', html: '<p>so <em>good</em></p>' });
    expect(rows(room)[0]?.rich).to.equal(undefined);
    await room.features();
    expect(rows(room)[0]).to.deep.include({ state: 'waiting', body: 'so good' });
    expect(rows(room)[0]?.rich).to.deep.include({ text: 'so good' });
  });

  it('is sent again as it was after it came back from a contact', async () => {
    const { chat, server, hear } = await inChat();
    await hear('look', 'm1');
    const features = await chat.features();
    features.reply(rows(chat)[0]!.key, { body: 'so good', html: '<p>so <em>good</em></p>' });
    await until(() => sentTo(server, ANN).length === 1, 'sent');
    const [first] = sentTo(server, ANN);
    const error =
      "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    await server.exchange(said(ANN, '', { id: first!.attrs.id, type: 'error', more: error }));
    chat.retry(rows(chat)[1]!.key);
    await until(() => sentTo(server, ANN).length === 2, 'sent again');
    const [, again] = sentTo(server, ANN);
    expect(again!.attrs.id).not.to.equal(first!.attrs.id);
    for (const [name, xmlns] of [
      ['html', XHTML_IM],
      ['reply', 'urn:xmpp:reply:0'],
      ['body', 'jabber:client'],
    ] as const)
      expect(String(child(again!, name, xmlns))).to.equal(String(child(first!, name, xmlns)));
  });

  it('what is not well-formed is refused, and nothing is sent', async () => {
    const { room } = await inRoom();
    expect(() => room.send({ body: 'x', html: '<p>x' })).to.throw();
    expect(words(room)).to.deep.equal([]);
  });

  it('XHT-19: what is too much is refused, and nothing is sent', async () => {
    const { room } = await inRoom();
    expect(() => room.send({ body: 'x', html: '<br/>'.repeat(2500) })).to.throw(RangeError);
    expect(words(room)).to.deep.equal([]);
  });

  it('XHT-19: what nobody knew to be too much goes out in plain words', async () => {
    const { room, server } = await accountInRoom();
    room.send({ body: 'x', html: '<br/>'.repeat(2500) });
    await until(() => rows(room)[0]?.state === 'sent', 'sent');
    expect(rows(room)[0]?.rich).to.equal(undefined);
    expect(sentTo(server, ROOM).some((each) => child(each, 'html', XHTML_IM))).to.be.false;
  });
});

describe('rich text to who may not show it', () => {
  async function formattedChat() {
    const all = await inChat();
    const formatted = async (body: string) => {
      all.chat.send({ body, html: `<p><em>${body}</em></p>` });
      const find = () =>
        sentTo(all.server, ANN).find((each) => textOf(child(each, 'body', 'jabber:client')) === body);
      const stanza = await until(find, 'sent');
      return child(stanza, 'html', XHTML_IM) !== undefined;
    };
    /** That client of theirs says what it can do, each time. */
    const can = (jid: string, ...features: string[]) =>
      all.server.onStanza((stanza, { session }) => {
        if (stanza.name !== 'iq' || stanza.attrs.to !== jid || !session) return undefined;
        const { id } = stanza.attrs;
        const told = features.map((name) => xml('feature', { var: name }));
        const query = xml(
          'query',
          { xmlns: 'http://jabber.org/protocol/disco#info' },
          xml('identity', { category: 'client', type: 'pc' }),
          ...told,
        );
        const attrs = { xmlns: 'jabber:client', type: 'result', from: jid, to: session.jid, id };
        return String(xml('iq', attrs, query));
      });
    return { ...all, formatted, can };
  }

  it('XHT-17: who answers without, and tells nothing of what it can do, is sent no more of it', async () => {
    const { server, formatted, hear } = await formattedChat();
    expect(await formatted('one')).to.equal(true);
    await hear('what?', 'm1');
    expect(await formatted('two'), 'that came before any answer of that client').to.equal(true);
    await hear('what?', 'm2');
    expect(await formatted('three')).to.equal(false);
    await server.exchange(said(`${ANN}/desk`, 'here I am', { id: 'm3' }));
    expect(await formatted('four'), 'another client of theirs').to.equal(true);
    await server.exchange(
      said(`${ANN}/desk`, 'so it is', { id: 'm4', more: html('<em>so it is</em>') }),
      said(`${ANN}/desk`, 'yes', { id: 'm5' }),
    );
    expect(await formatted('five'), 'which answered so').to.equal(true);
  });

  it('XHT-17: who says that it shows such things may answer as it likes', async () => {
    const { server, formatted, can, hear } = await formattedChat();
    can(PHONE, XHTML_IM);
    for (const id of ['m1', 'm2', 'm3']) {
      await hear('yes', id);
      await server.exchange();
      expect(await formatted(`to ${id}`)).to.equal(true);
    }
  });

  it('XHT-17: who says nothing of it is sent plain text from then on', async () => {
    const { server, formatted, can, hear } = await formattedChat();
    can(PHONE);
    await hear('hello', 'm1');
    await until(() => server.sent.some(({ name, attrs }) => name === 'iq' && attrs.to === PHONE), 'asked');
    await server.exchange();
    expect(await formatted('hi')).to.equal(false);
    expect(await formatted('again')).to.equal(false);
  });
});

describe('mentions', () => {
  it('a reference to us counts, whatever the words', async () => {
    const { room, say } = await inRoom();
    const reference = (uri: string) =>
      xml('reference', { xmlns: 'urn:xmpp:reference:0', type: 'mention', begin: 0, end: 3, uri });
    await say('ann', 'you there?', reference(`xmpp:${ROOM}/${encodeURIComponent(room.nick ?? '')}`));
    expect(rows(room).at(-1)?.mention).to.equal(true);
    await say('ann', 'and you?', reference(`xmpp:${ROOM}/ann`));
    expect(rows(room).at(-1)?.mention).to.equal(false);
  });

  it('ours are told by address, counted in code points', async () => {
    const { room, server } = await inRoom();
    room.send({ body: '😀 ann!', mentions: [{ start: 3, end: 6, jid: `${ROOM}/ann k` }] });
    await until(() => rows(room)[0]?.state === 'sent', 'sent');
    const [sent] = sentTo(server, ROOM).filter((each) => child(each, 'reference', 'urn:xmpp:reference:0'));
    expect(child(sent!, 'reference', 'urn:xmpp:reference:0')?.attrs).to.include({
      type: 'mention',
      begin: '2',
      end: '5',
      uri: `xmpp:${ROOM}/ann%20k`,
    });
  });
});

describe('what an archive tells of messages', () => {
  it('MAM-3: applies to those of the same page', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 10, minute));
    const entry = (minute: number, id: string, more: string, body = 'helo') => ({
      id: `a${minute}`,
      time: at(minute),
      message: parseFrame(said(PHONE, body, { id, to: 'me@kit.example', more }))!,
    });
    const archive = [
      entry(1, 'm1', ''),
      entry(2, 'm2', '', 'oops'),
      entry(3, 'r1', reactions('m1', '🎉'), ''),
      entry(4, 'm3', "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>", 'hello'),
      entry(5, 'x1', "<retract xmlns='urn:xmpp:message-retract:1' id='m2'/>", ''),
    ];
    const { chats } = await withChats({ archive });
    const chat = chats.open(ANN);
    await until(() => rows(chat).length === 2, 'two messages');
    expect(words(chat)).to.deep.equal(['hello', '']);
    expect(rows(chat)[1]?.removed).to.include({ moderated: false });
    expect(reactionsOf(rows(chat)[0]!)).to.deep.equal(['🎉 Ann']);
  });
});
