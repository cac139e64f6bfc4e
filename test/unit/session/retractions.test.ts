/** Who may take back what in a room (security.md §4), and what is left of it. */
import { expect } from 'chai';
import type { ChatMessage, Room } from '../../../src/session/index.js';
import { parseFrame, xml } from '../../../src/session/xml.js';
import { accountInRoom, ROOM } from '../../support/fake-online.js';
import { DEFAULT_FEATURES, type FakeRoom } from '../../support/fake-muc.js';
import { until } from '../../support/until.js';

type Inside = Awaited<ReturnType<typeof accountInRoom>>;

const OCCUPANT_ID = 'urn:xmpp:occupant-id:0';
const MODERATES = [...DEFAULT_FEATURES, 'urn:xmpp:message-moderate:1'];
const ANONYMOUS = DEFAULT_FEATURES.filter((feature) => feature !== OCCUPANT_ID);

const messages = (room: Room) => room.messages.filter((row): row is ChatMessage => row.kind === 'message');
const words = (room: Room) => messages(room).map(({ body, removed }) => (removed ? '(removed)' : body));

const retraction = (from: string, id: string, { occupantId = '', content = '', more = '' } = {}) =>
  `<message xmlns="jabber:client" type="groupchat" from="${ROOM}${from}">` +
  `<retract xmlns="urn:xmpp:message-retract:1" id="${id}">${content}</retract>` +
  `${occupantId && `<occupant-id xmlns="${OCCUPANT_ID}" id="${occupantId}"/>`}${more}</message>`;
const moderated = `<moderated xmlns="urn:xmpp:message-moderate:1" by="${ROOM}/mod"/><reason>Not here</reason>`;

/** All that was said so far has been read: what takes something back waits for its code. @returns What is left. */
async function left({ server, room, theirs }: Inside): Promise<readonly string[]> {
  const id = theirs.say('mod', 'the end');
  await server.exchange();
  theirs.deliver(retraction('', id, { content: moderated }));
  const end = () => messages(room).find(({ stanzaId }) => stanzaId === id);
  await until(() => end()?.removed, 'the last one is taken back');
  return words(room).filter((_, at) => messages(room)[at] !== end());
}

/** In a room with these features, where ann has said something. */
async function annSaid(features?: readonly string[]) {
  const inside = await accountInRoom();
  if (features) {
    inside.theirs.features = features;
    inside.theirs.announce({ codes: [104] });
    await inside.server.exchange();
  }
  const id = inside.theirs.say('ann', 'one');
  await inside.server.exchange();
  return { ...inside, id };
}

/** The archive's own copy of a message is one of these now. */
function bury(theirs: FakeRoom, id: string, more: string): void {
  const at = theirs.archive.findIndex((entry) => entry.id === id);
  const entry = theirs.archive[at];
  if (!entry) throw new Error(`no ${id}`);
  const { from, id: messageId } = entry.message.attrs;
  const tombstone = xml(
    'retracted',
    { xmlns: 'urn:xmpp:message-retract:1' },
    more && xml('moderated', { xmlns: 'urn:xmpp:message-moderate:1', by: more }),
  );
  const attrs = { xmlns: 'jabber:client', type: 'groupchat', from, id: messageId };
  theirs.archive[at] = { ...entry, message: xml('message', attrs, tombstone) };
}

describe('what was taken back', () => {
  it('RET-2: the room removes a message, and says by whom and why', async () => {
    const inside = await annSaid();
    const { room, theirs, id } = inside;
    const { key } = messages(room)[0]!;
    theirs.deliver(retraction('', id, { content: moderated }));
    await left(inside);
    expect(messages(room)[0]).to.include({ key, nick: 'ann', body: '', mention: false });
    expect(messages(room)[0]?.removed).to.deep.equal({ moderated: true, by: 'mod', reason: 'Not here' });
    expect(JSON.stringify(room.messages)).not.to.contain('one');
  });

  it('RET-2: and so it does in the words of Prosody’s module', async () => {
    const inside = await annSaid();
    const { room, theirs, id } = inside;
    theirs.deliver(
      `<message xmlns="jabber:client" type="groupchat" from="${ROOM}"><apply-to xmlns="urn:xmpp:fasten:0" id="${id}">` +
        `<moderated xmlns="urn:xmpp:message-moderate:0"><retract xmlns="urn:xmpp:message-retract:0"/></moderated>` +
        `</apply-to></message>`,
    );
    await left(inside);
    expect(messages(room)[0]?.removed).to.deep.equal({ moderated: true, by: undefined, reason: undefined });
  });

  it('M-9, RET-2: an occupant moderates nothing', async () => {
    const inside = await annSaid();
    const { theirs, id } = inside;
    theirs.deliver(retraction('/eve', id, { content: moderated, occupantId: 'id-of-eve' }));
    theirs.deliver(retraction('/ann', id, { content: moderated, occupantId: 'id-of-ann' }));
    expect(await left(inside)).to.deep.equal(['one']);
  });

  it('RET-2: the room moderates by its own id of a message, not by its author’s', async () => {
    const inside = await annSaid();
    const { theirs } = inside;
    theirs.say('ann', 'two', xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id: 'hers' }));
    theirs.deliver(retraction('', 'hers', { content: moderated }));
    expect(await left(inside)).to.deep.equal(['one', 'two']);
  });

  it('RET-1: the room itself takes nothing back without a moderator', async () => {
    const inside = await annSaid();
    const { theirs, id } = inside;
    theirs.deliver(retraction('', id));
    expect(await left(inside)).to.deep.equal(['one']);
  });

  it('RET-1: whoever wrote it takes it back, under another name too', async () => {
    const inside = await annSaid();
    const { room, theirs, id } = inside;
    theirs.rename('ann', 'anna');
    theirs.deliver(
      retraction('/anna', id, { occupantId: 'id-of-ann', more: '<body>/me took it back</body>' }),
    );
    expect(await left(inside)).to.deep.equal(['(removed)']);
    expect(messages(room)[0]?.removed).to.deep.equal({ moderated: false, by: 'anna', reason: undefined });
  });

  it('P-5: nobody else does, whatever they are called', async () => {
    const inside = await annSaid();
    const { theirs, id } = inside;
    theirs.deliver(retraction('/eve', id, { occupantId: 'id-of-eve' }));
    theirs.deliver(retraction('/ann', id, { occupantId: 'id-of-eve' }));
    theirs.deliver(retraction('/ann', id));
    expect(await left(inside)).to.deep.equal(['one']);
  });

  it('P-5: what they tried is heard, if it has words', async () => {
    const inside = await annSaid();
    const { theirs, id } = inside;
    theirs.deliver(retraction('/eve', id, { occupantId: 'id-of-eve', more: '<body>gone!</body>' }));
    expect(await left(inside)).to.deep.equal(['one', 'gone!']);
  });

  it('P-5: one that comes before its message is applied when that comes, if the author fits', async () => {
    const inside = await annSaid();
    const { theirs } = inside;
    const hers = (id: string) => xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id });
    theirs.deliver(retraction('/ann', 'a', { occupantId: 'id-of-ann' }));
    theirs.deliver(retraction('/eve', 'b', { occupantId: 'id-of-eve' }));
    theirs.say('ann', 'two', hers('a'));
    theirs.say('ann', 'three', hers('b'));
    expect(await left(inside)).to.deep.equal(['one', '(removed)', 'three']);
  });

  describe('where the room tells nobody apart but by name', () => {
    it('RET-1: the name that wrote it takes it back', async () => {
      const inside = await annSaid(ANONYMOUS);
      const { theirs, id } = inside;
      theirs.deliver(retraction('/ann', id));
      expect(await left(inside)).to.deep.equal(['(removed)']);
    });

    it('M-6, OID-2: not so once somebody else may have it', async () => {
      const inside = await annSaid(ANONYMOUS);
      const { server, room, theirs, id } = inside;
      const renamed = theirs.say('eve', 'two');
      await server.exchange();
      await until(() => messages(room).every(({ time }) => time.getTime() < Date.now()), 'it is so');
      theirs.depart('ann');
      theirs.rename('eve', 'ann');
      theirs.arrive('eve');
      theirs.deliver(retraction('/ann', id));
      theirs.deliver(retraction('/eve', renamed));
      expect(await left(inside)).to.deep.equal(['one', 'two']);
    });

    it('M-6: nor of what was said before we came', async () => {
      const inside = await annSaid(ANONYMOUS);
      const { room, theirs } = inside;
      const early = theirs.archiveOnly({ nick: 'ann', body: 'early' });
      await room.leave();
      await room.join({ nick: 'me' }).joined;
      await until(() => words(room).includes('early'), 'it is so');
      theirs.deliver(retraction('/ann', early));
      expect(await left(inside)).to.include('early');
    });
  });

  describe('in the archive', () => {
    const away = async (
      what: (theirs: FakeRoom, id: string) => void,
      features: readonly string[] = MODERATES,
    ) => {
      const inside = await annSaid(features);
      const { room, theirs, id } = inside;
      await room.leave();
      theirs.archiveOnly({ nick: 'ann', body: 'two' });
      what(theirs, id);
      theirs.archiveOnly({ nick: 'ann', body: 'last' });
      await room.join({ nick: 'me' }).joined;
      await until(() => words(room).includes('last'), 'it is so');
      return inside;
    };
    const archive = (theirs: FakeRoom, message: string) => {
      theirs.archiveOnly({ nick: 'eve', body: 'x' });
      const entry = theirs.archive.pop()!;
      theirs.archive.push({ ...entry, message: parseFrame(message)! });
    };

    it('RET-2: what was removed while we were away is removed', async () => {
      const { room } = await away((theirs, id) =>
        archive(theirs, retraction('', id, { content: moderated })),
      );
      expect(words(room)).to.deep.equal(['(removed)', 'two', 'last']);
    });

    it('RET-1, RET-2: tombstones are shown as such', async () => {
      const { room } = await away((theirs) => {
        bury(theirs, theirs.archiveOnly({ nick: 'ann', body: 'her own' }), '');
        bury(theirs, theirs.archiveOnly({ nick: 'eve', body: 'evil' }), `${ROOM}/mod`);
      });
      expect(words(room)).to.deep.equal(['one', 'two', '(removed)', '(removed)', 'last']);
      expect(
        messages(room)
          .slice(2, 4)
          .map(({ removed }) => removed?.by),
      ).to.deep.equal(['ann', 'mod']);
    });

    it('RET-2: where a room lets nobody moderate, a moderator’s tombstone is somebody’s invention', async () => {
      const { room } = await away(
        (theirs) => bury(theirs, theirs.archiveOnly({ nick: 'eve', body: 'evil' }), `${ROOM}/mod`),
        DEFAULT_FEATURES,
      );
      expect(words(room)).to.deep.equal(['one', 'two', 'last']);
    });

    it('M-9: an occupant’s moderation means nothing there either', async () => {
      const { room } = await away((theirs, id) =>
        archive(theirs, retraction('/eve', id, { content: moderated })),
      );
      expect(words(room)).to.deep.equal(['one', 'two', 'last']);
    });
  });
});
