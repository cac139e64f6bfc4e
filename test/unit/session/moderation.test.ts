/** What moderators, admins and owners do to others (XEP-0045 §8 to §10), over the session's real connection. */
import { expect } from 'chai';
import type { Affiliation, AffiliationEvent, Change, Occupant, Role } from '../../../src/session/index.js';
import { child, children, is, parseFrame, xml, type Element } from '../../../src/session/xml.js';
import { accountInRoom, reaches, ROOM } from '../../support/fake-online.js';
import { DEFAULT_FEATURES, type RoomOptions } from '../../support/fake-muc.js';
import { result, stanzaError } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const ADMIN = 'http://jabber.org/protocol/muc#admin';
const NAMELESS = DEFAULT_FEATURES.filter((feature) => feature !== 'urn:xmpp:occupant-id:0');
const ANN = 'ann@kit.example/desk';

const idOf = (nick: string) => `<occupant-id xmlns='urn:xmpp:occupant-id:0' id='id-of-${nick}'/>`;

type Standing = readonly [Role, Affiliation];

/** `me` in a room, an owner unless said otherwise. */
async function moderating(options: RoomOptions = {}, [role, affiliation]: Standing = ['moderator', 'owner']) {
  const all = await accountInRoom({}, {}, { occupants: { ann: { jid: ANN } }, ...options });
  const asked: Element[] = [];
  const answers = { list: '', refusal: '' };
  all.server.onStanza((stanza, { session }) => {
    const [query] = children(stanza);
    if (!session || !query || !is(query, 'query', ADMIN)) return undefined;
    asked.push(stanza);
    if (answers.refusal) return stanzaError(stanza, session, { condition: answers.refusal });
    const list = parseFrame(`<query xmlns='${ADMIN}'>${answers.list}</query>`);
    return result(stanza, session, stanza.attrs.type === 'get' && list ? list : undefined);
  });
  all.theirs.arrive('me', { role, affiliation });
  await all.server.exchange();
  const items = () =>
    asked.map((stanza) => `${children(children(stanza)[0]!)[0]}`.replaceAll(` xmlns="${ADMIN}"`, ''));
  return { ...all, moderation: await all.room.moderation(), asked, items, answers };
}

const said = (change: Change) => ('role' in change ? change.role : change.affiliation);

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Who we are, who they are, what we may make of them. */
const RIGHTS: readonly (readonly [us: Standing, them: Standing, changes: string])[] = [
  [['moderator', 'owner'], ['participant', 'none'], 'none visitor moderator / outcast member admin owner'],
  [['moderator', 'owner'], ['visitor', 'member'], 'none participant moderator / outcast none admin owner'],
  [['moderator', 'owner'], ['moderator', 'none'], 'none participant / outcast member admin owner'],
  [['moderator', 'owner'], ['participant', 'admin'], 'none moderator / outcast none member owner'],
  [['moderator', 'owner'], ['moderator', 'owner'], 'none participant / outcast none member admin'],
  [['participant', 'owner'], ['participant', 'none'], 'moderator / outcast member admin owner'],
  [['moderator', 'admin'], ['participant', 'none'], 'none visitor moderator / outcast member'],
  [['moderator', 'admin'], ['visitor', 'member'], 'none participant moderator / outcast none'],
  [['moderator', 'admin'], ['moderator', 'member'], 'none participant / outcast none'],
  [['moderator', 'admin'], ['participant', 'admin'], 'none /'],
  [['moderator', 'admin'], ['moderator', 'owner'], '/'],
  [['moderator', 'member'], ['participant', 'none'], 'none visitor /'],
  [['moderator', 'member'], ['visitor', 'none'], 'none participant /'],
  [['moderator', 'member'], ['participant', 'member'], 'none /'],
  [['moderator', 'member'], ['visitor', 'member'], 'none participant /'],
  [['moderator', 'member'], ['moderator', 'admin'], '/'],
  [['moderator', 'none'], ['participant', 'none'], 'none /'],
  [['moderator', 'none'], ['visitor', 'none'], 'none participant /'],
  [['moderator', 'none'], ['participant', 'member'], '/'],
  [['participant', 'member'], ['visitor', 'none'], '/'],
  [['visitor', 'none'], ['visitor', 'none'], '/'],
];

describe('moderation', () => {
  it('MUC-78: what one may make of somebody follows from both sides', async () => {
    const { server, room, theirs, moderation } = await moderating();
    for (const [us, them, expected] of RIGHTS) {
      theirs.arrive('me', { role: us[0], affiliation: us[1] });
      theirs.arrive('ann', { role: them[0], affiliation: them[1] });
      await server.exchange();
      const changes = moderation.changesOf(room.occupants.get('ann')!);
      const [roles = [], affiliations = []] = [true, false].map((isRole) =>
        changes.filter((change) => 'role' in change === isRole).map(said),
      );
      const text = `${roles.join(' ')} / ${affiliations.join(' ')}`.trim();
      expect(text, `${us.join(' ')} over ${them.join(' ')}`).to.equal(expected);
    }
  });

  it('MUC-75, MUC-78: nothing of oneself, and no affiliations without a real address', async () => {
    const { room, moderation } = await moderating({ occupants: { ann: {} } });
    expect(moderation.changesOf(room.self!)).to.deep.equal([]);
    const changes = moderation.changesOf(room.occupants.get('ann')!);
    expect(changes).to.deep.equal([{ role: 'none' }, { role: 'visitor' }, { role: 'moderator' }]);
    const ban = moderation.apply(room.occupants.get('ann')!, { affiliation: 'outcast' });
    expect(await rejection(ban)).to.be.instanceOf(RangeError);
  });

  it('MUC-78: rights lost midway are no longer offered, nor are any outside the room', async () => {
    const { server, room, theirs, moderation } = await moderating();
    const ann = room.occupants.get('ann')!;
    expect(moderation.changesOf(ann)).to.have.length(7);
    theirs.arrive('me', { role: 'participant', affiliation: 'none' });
    await server.exchange();
    expect(moderation.changesOf(ann)).to.deep.equal([]);
    theirs.arrive('me', { role: 'moderator', affiliation: 'owner' });
    await server.exchange();
    expect(moderation.changesOf(ann)).to.have.length(7);
    await room.leave();
    expect(moderation.changesOf(ann)).to.deep.equal([]);
  });

  it('is the same each time', async () => {
    const { room, moderation } = await moderating();
    expect(await room.moderation()).to.equal(moderation);
  });

  it('MUC-70, MUC-71, MUC-72: one item goes out, and who somebody is stays until the room says otherwise', async () => {
    const { server, room, theirs, moderation, asked, items } = await moderating();
    const ann = room.occupants.get('ann')!;
    await moderation.apply(ann, { role: 'visitor' }, 'Too <loud>');
    await moderation.apply(ann, { affiliation: 'member' });
    for (const { attrs, children: queries } of asked) {
      expect(attrs).to.include({ type: 'set', to: ROOM });
      expect(children(queries[0] as Element)).to.have.length(1);
    }
    expect(items()).to.deep.equal([
      `<item nick="ann" role="visitor"><reason>Too &lt;loud&gt;</reason></item>`,
      `<item jid="ann@kit.example" affiliation="member"/>`,
    ]);
    expect(room.occupants.get('ann')).to.include({ role: 'participant', affiliation: 'none' });
    theirs.arrive('ann', { role: 'visitor', affiliation: 'member' });
    await server.exchange();
    expect(room.occupants.get('ann')).to.include({ role: 'visitor', affiliation: 'member' });
  });

  it('MUC-72: a refusal says why', async () => {
    const { room, moderation, answers } = await moderating();
    for (const condition of ['forbidden', 'not-allowed', 'conflict', 'not-authorized', 'item-not-found']) {
      answers.refusal = condition;
      const kick = moderation.apply(room.occupants.get('ann')!, { role: 'none' });
      expect(await rejection(kick)).to.include({ name: 'StanzaError', condition });
      expect(await rejection(moderation.list({ affiliation: 'owner' }))).to.include({ condition });
    }
  });

  it('is refused at once without a link', async () => {
    const { server, session, room, moderation } = await moderating();
    server.refuseConnections = true;
    server.connection.drop();
    await reaches(session, 'reconnecting');
    const kick = moderation.apply(room.occupants.get('ann')!, { role: 'none' });
    expect(await rejection(kick)).to.include({ name: 'ConnectionError' });
  });

  /** Ann has gone, and Eve has taken her nickname meanwhile. */
  const TAKEN: Readonly<Record<string, readonly [options: RoomOptions, eve: Partial<Occupant>]>> = {
    'the occupant id': [{ occupants: { ann: {} } }, { occupantId: 'eve' }],
    'the real address': [{ features: NAMELESS }, { jid: 'eve@evil.example/x' }],
    'the real address, though hers is hidden': [{ features: NAMELESS }, {}],
    'when the nickname became hers': [{ features: NAMELESS, occupants: { ann: {} } }, {}],
  };
  for (const [by, [options, eve]] of Object.entries(TAKEN)) {
    it(`MUC-44: who has taken the nickname since is not kicked, by ${by}`, async () => {
      const { server, room, theirs, moderation, asked } = await moderating(options);
      const ann = room.occupants.get('ann')!;
      theirs.depart('ann');
      theirs.arrive('ann', eve);
      await server.exchange();
      expect(room.occupants.get('ann')).not.to.equal(ann);
      expect(moderation.changesOf(ann)).to.deep.equal([]);
      expect(await rejection(moderation.apply(ann, { role: 'none' }))).to.be.instanceOf(RangeError);
      expect(asked).to.deep.equal([]);
    });
  }

  it('MUC-45: who has another nickname now is kicked under that one, by occupant id or real address', async () => {
    for (const options of [{ occupants: { ann: {} } }, { features: NAMELESS }]) {
      const { server, room, theirs, moderation, items } = await moderating(options);
      const ann = room.occupants.get('ann')!;
      theirs.rename('ann', 'lady');
      theirs.arrive('ann', { occupantId: 'eve', jid: 'eve@evil.example/x' });
      await server.exchange();
      await moderation.apply(ann, { role: 'none' });
      expect(items()).to.deep.equal(['<item nick="lady" role="none"/>']);
    }
  });

  it('keeps to a nickname through changes of presence', async () => {
    const { server, room, theirs, moderation, items } = await moderating({
      features: NAMELESS,
      occupants: { ann: {} },
    });
    const ann = room.occupants.get('ann')!;
    theirs.arrive('ann', { show: 'away' });
    await server.exchange();
    await moderation.apply(ann, { role: 'none' });
    expect(items()).to.deep.equal(['<item nick="ann" role="none"/>']);
  });

  it('MUC-75: a ban reaches whoever has left before it', async () => {
    const { server, room, theirs, moderation, items } = await moderating();
    const ann = room.occupants.get('ann')!;
    theirs.depart('ann');
    theirs.arrive('ann', { occupantId: 'eve', jid: 'eve@evil.example/x' });
    await server.exchange();
    await moderation.apply(ann, { affiliation: 'outcast' }, 'Spam');
    expect(items()).to.deep.equal([
      '<item jid="ann@kit.example" affiliation="outcast"><reason>Spam</reason></item>',
    ]);
  });

  it('MUC-75, MUC-76: affiliations are for addresses and domains, whoever is there', async () => {
    const { moderation, items } = await moderating();
    await moderation.setAffiliation('evil.example', 'outcast');
    await moderation.setAffiliation('Hag66@Shakespeare.lit/pda', 'member', {
      nick: 'thirdwitch',
      reason: 'Hi',
    });
    await moderation.setAffiliation('hag66@shakespeare.lit', 'member', { nick: '' });
    expect(items()).to.deep.equal([
      '<item jid="evil.example" affiliation="outcast"/>',
      '<item jid="hag66@shakespeare.lit" affiliation="member" nick="thirdwitch"><reason>Hi</reason></item>',
      '<item jid="hag66@shakespeare.lit" affiliation="member" nick=""/>',
    ]);
    for (const address of ['', '@', 'two words@kit.example'])
      expect(await rejection(moderation.setAffiliation(address, 'outcast'))).to.be.instanceOf(RangeError);
    expect(items()).to.have.length(3);
  });

  it('MUC-74: lists are asked for one by one, and bounded', async () => {
    const { moderation, asked, items, answers } = await moderating();
    expect(await moderation.list({ role: 'moderator' })).to.deep.equal([]);
    answers.list = Array.from(
      { length: 6_000 },
      (_, n) => `<item affiliation='outcast' jid='spam${n}@evil.example'/>`,
    ).join('');
    const outcasts = await moderation.list({ affiliation: 'outcast' });
    expect(outcasts).to.have.length(5_000);
    expect(outcasts[7]).to.include({ jid: 'spam7@evil.example', affiliation: 'outcast' });
    expect(asked.map(({ attrs }) => attrs.type)).to.deep.equal(['get', 'get']);
    expect(items()).to.deep.equal(['<item role="moderator"/>', '<item affiliation="outcast"/>']);
  });

  it('MUC-79, M-1: only the room tells of those who are not there, and no row comes of it', async () => {
    const { server, room, moderation } = await moderating();
    const news: unknown[] = [];
    moderation.addEventListener('affiliation', (event) => news.push((event as AffiliationEvent).person));
    const rows = room.messages.length;
    const tell = (from: string, type = 'normal') =>
      `<message xmlns='jabber:client' type='${type}' from='${from}'><x xmlns='http://jabber.org/protocol/muc#user'>` +
      `<item affiliation='member' jid='hag66@shakespeare.lit/pda'/></x></message>`;
    await server.exchange(
      tell(`${ROOM}/eve`),
      tell(`${ROOM}/eve`, 'groupchat'),
      tell('eve@evil.example'),
      tell(ROOM, 'error'),
      tell(ROOM),
    );
    await until(() => news.length, 'news');
    expect(news).to.have.length(1);
    expect(news[0]).to.include({ jid: 'hag66@shakespeare.lit', affiliation: 'member' });
    expect(room.messages).to.have.length(rows);
  });

  it('RET-2, OID-2: what somebody said and may be removed, by their id and not by their name, with its corrections', async () => {
    const features = [...DEFAULT_FEATURES, 'urn:xmpp:message-moderate:1'];
    const { server, room, theirs, moderation } = await moderating({
      features,
      occupants: { ann: {}, eve: {} },
    });
    const correction = xml('replace', { xmlns: 'urn:xmpp:message-correct:0', id: 'first' });
    theirs.say('ann', 'one');
    theirs.deliver(
      String(theirs.archive.at(-1)!.message)
        .replace(/ id="[^"]*"/, ' id="first"')
        .replace('one', 'first')
        .replace(
          '</message>',
          `<stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='s-first'/>${idOf('ann')}</message>`,
        ),
    );
    theirs.say('ann', 'second', correction);
    theirs.say('eve', 'mine');
    theirs.rename('ann', 'anna');
    theirs.arrive('ann', { occupantId: 'another' });
    theirs.say('ann', 'another ann');
    await server.exchange();
    const anna = room.occupants.get('anna')!;
    const bodies = () => moderation.messagesOf(anna).map(({ body }) => body);
    expect(bodies()).to.deep.equal(['one', 'first']);
    theirs.depart('anna');
    await server.exchange();
    expect(bodies(), 'although they have left').to.deep.equal(['one', 'first']);
    const removed: (string | undefined)[] = [];
    server.onStanza((stanza, { session }) => {
      const moderate = child(stanza, 'moderate', 'urn:xmpp:message-moderate:1');
      if (!session || !moderate) return undefined;
      removed.push(moderate.attrs.id);
      return result(stanza, session);
    });
    const removal = await moderation.removeAll(moderation.messagesOf(anna), 'spam');
    await removal.start();
    expect([removal.state, removal.done, removed.length]).to.deep.equal(['done', 2, 3]);
    expect(removed.at(-1), 'a correction ahead of what it corrects').to.equal('s-first');
    theirs.arrive('me', { role: 'participant', affiliation: 'none' });
    await server.exchange();
    expect(bodies(), 'not for those who may not').to.deep.equal([]);
  });

  it('RET-2: without such ids only what was said since they have had their name, and while they are here', async () => {
    const features = [...NAMELESS, 'urn:xmpp:message-moderate:1'];
    const { server, room, theirs, moderation } = await moderating({ features, occupants: { ann: {} } });
    theirs.say('ann', 'one');
    await server.exchange();
    const ann = room.occupants.get('ann')!;
    expect(moderation.messagesOf(ann)).to.have.length(1);
    theirs.depart('ann');
    theirs.arrive('ann', {});
    theirs.say('ann', 'two');
    await server.exchange();
    expect(moderation.messagesOf(ann)).to.deep.equal([]);
  });
});
