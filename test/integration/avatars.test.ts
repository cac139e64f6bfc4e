/** Pictures and nicknames over a real server's personal nodes. */
import { expect } from 'chai';
import { xml } from '../../src/session/xml.js';
import { bareOf } from '../support/inside.js';
import { newAccount, person, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { base64Of, hashOf, png } from '../support/pictures.js';

const DATA = 'urn:xmpp:avatar:data';
const METADATA = 'urn:xmpp:avatar:metadata';
const PUBSUB = 'http://jabber.org/protocol/pubsub';

describe('what people publish of themselves', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  /** Two whose presence the other one sees. */
  async function friends() {
    const [ann, bob] = await Promise.all([
      person(server, await newAccount(server, 'ann')),
      person(server, await newAccount(server, 'bob')),
    ]);
    const [mine, theirs] = await Promise.all([ann.people, bob.people]);
    await until(() => mine.roster.state === 'ready' && theirs.roster.state === 'ready', 'rosters');
    await mine.roster.add(bareOf(bob));
    await until(() => theirs.roster.requests.length, 'asked');
    theirs.roster.approve(bareOf(ann));
    await theirs.roster.add(bareOf(ann));
    await until(() => mine.roster.requests.length, 'asked back');
    mine.roster.approve(bareOf(bob)); // servers tell those whose presence they see
    await until(() => theirs.roster.get(bareOf(ann))?.resources.length, 'ann is there');
    await until(() => mine.roster.get(bareOf(bob))?.resources.length, 'bob is there');
    const publish = (node: string, id: string, payload: ReturnType<typeof xml>) =>
      bob.wire.set(
        undefined,
        xml('pubsub', { xmlns: PUBSUB }, xml('publish', { node }, xml('item', { id }, payload))),
      );
    return { ann, bob: bareOf(bob), mine, theirs, publish };
  }

  it('AVA-1: a picture that somebody publishes shows at their contacts, and is gone when they say so', async () => {
    const { bob, mine, publish } = await friends();
    const picture = png(31, 17);
    const hash = hashOf(picture);
    await publish(DATA, hash, xml('data', { xmlns: DATA }, base64Of(picture)));
    const info = xml('info', { id: hash, bytes: picture.length, type: 'image/png', width: 31, height: 17 });
    await publish(METADATA, hash, xml('metadata', { xmlns: METADATA }, info));
    const avatar = await until(() => mine.avatars.get(bob), 'the picture');
    expect(avatar).to.include({ hash, type: 'image/png', width: 31, height: 17 });
    await publish(METADATA, 'none', xml('metadata', { xmlns: METADATA }));
    await until(() => mine.avatars.get(bob) === undefined, 'no picture');
  });

  it('AVA-1: ours shows at our contacts, and at clients that look into presence and vCard', async () => {
    const { ann, mine, theirs } = await friends();
    const picture = png(33, 17);
    await mine.setAvatar(new Blob([picture as Uint8Array<ArrayBuffer>]));
    const avatar = await until(() => theirs.avatars.get(bareOf(ann)), 'the picture');
    expect(avatar).to.include({ hash: hashOf(picture), width: 33 });
    await mine.setAvatar(undefined);
    await until(() => theirs.avatars.get(bareOf(ann)) === undefined, 'no picture');
  });

  it('NCK-1: a nickname shows at contacts, now and after their next login', async () => {
    const { ann, bob, mine, theirs } = await friends();
    await theirs.setNick('Bobby');
    await until(() => mine.roster.get(bob)?.nick === 'Bobby', 'the nickname');
    expect(theirs.roster.nick).to.equal('Bobby');
    await ann.disconnect();
    mine.roster.callThemselves(bob, undefined);
    await ann.connect();
    await until(() => mine.roster.get(bob)?.nick === 'Bobby', 'told again');
  });
});
