/** Rooms in slow mode (XEP-0500), played by a component: neither server knows it. */
import { expect } from 'chai';
import { xml, type Element } from '../../src/session/xml.js';
import { itWith } from '../support/capabilities.js';
import { startRoomService, type RoomService } from '../support/component.js';
import { messages, settled } from '../support/inside.js';
import { person, serverUnderTest, until, type XmppServer } from '../support/people.js';

const SECONDS = 1;

const said = ({ received }: RoomService) =>
  received.filter(({ name, attrs }) => name === 'message' && attrs.type === 'groupchat');
const idOf = ({ attrs }: Element) => attrs.id ?? '';

async function slowRoom(server: XmppServer, affiliation = 'none') {
  const service = await startRoomService(server);
  service.info.set('muc#roominfo_slow_mode_duration', `${SECONDS}`);
  const session = await person(server);
  const address = `lab@${service.domain}`;
  const to = session.jid ?? '';
  service.admit = () => {
    service.send(
      `<presence from='${address}/ann' to='${to}'><x xmlns='http://jabber.org/protocol/muc#user'>` +
        `<item affiliation='${affiliation}' role='participant'/><status code='110'/></x></presence>`,
    );
    service.send(`<message type='groupchat' from='${address}' to='${to}'><subject/></message>`);
  };
  const room = session.rooms.join(address, { nick: 'ann' });
  await room.joined;
  await settled(room);
  const echo = (message: Element) =>
    service.send(
      `<message type='groupchat' id='${idOf(message)}' from='${address}/ann' to='${to}'><body>x</body></message>`,
    );
  const refuse = (message: Element, condition = 'policy-violation') =>
    service.send(
      `<message type='error' id='${idOf(message)}' from='${address}' to='${to}'>` +
        `<error type='wait'>${String(xml(condition, { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }))}</error></message>`,
    );
  const nth = (n: number) => until(() => said(service)[n - 1], `message ${n} comes`);
  return { service, room, echo, refuse, nth };
}

describe('slow mode', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  itWith(
    'component',
    'XEP-0500 §6: what is sent too early waits, and goes out by itself in order',
    async () => {
      const { service, room, echo, nth } = await slowRoom(server);
      expect(room.slowMode).to.equal(SECONDS);
      expect(room.nextSendAt).to.equal(undefined);
      for (const body of ['one', 'two', 'three']) room.send(body);
      const sentAt: number[] = [];
      for (const n of [1, 2, 3]) {
        const message = await nth(n);
        sentAt.push(Date.now());
        expect(said(service)).to.have.length(n);
        echo(message);
        await until(() => messages(room)[n - 1]?.state === 'sent', 'it is sent');
        expect(room.nextSendAt).to.be.an.instanceOf(Date);
      }
      expect(said(service).map((each) => each.getChildText('body'))).to.deep.equal(['one', 'two', 'three']);
      for (const n of [1, 2]) expect(sentAt[n]! - sentAt[n - 1]!).to.be.at.least(SECONDS * 1000);
    },
  );

  itWith('component', 'XEP-0500 §5: what the room calls too soon is sent again when it is time', async () => {
    const { room, echo, refuse, nth } = await slowRoom(server);
    room.send('one');
    const first = await nth(1);
    const refusedAt = Date.now();
    refuse(first);
    await until(() => messages(room)[0]?.state === 'waiting', 'it waits');
    const second = await nth(2);
    expect(Date.now() - refusedAt).to.be.at.least(SECONDS * 1000);
    expect(idOf(second)).to.equal(idOf(first));
    echo(second);
    await until(() => messages(room)[0]?.state === 'sent', 'it is sent');
    expect(messages(room)).to.have.length(1);
  });

  itWith('component', 'what the room goes on refusing has failed', async () => {
    const { room, refuse, nth } = await slowRoom(server);
    room.send('one');
    refuse(await nth(1));
    refuse(await nth(2));
    await until(() => messages(room)[0]?.state === 'failed', 'it has failed');
    expect(messages(room)[0]?.failure?.reason).to.equal('refused');
  });

  itWith('component', 'XEP-0500 §5: owners and admins need not wait', async () => {
    const { service, room } = await slowRoom(server, 'admin');
    expect(room.slowMode).to.equal(undefined);
    room.send('one');
    room.send('two');
    await until(() => said(service).length === 2, 'both come at once');
  });
});
