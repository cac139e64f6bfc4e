/** Rows of the conformance table that no trap shows, over the real connection. */
import { expect } from 'chai';
import { child, children, parseFrame, xml, type Element } from '../../../src/session/xml.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import { account, accountInRoom, accountOnline, ROOM } from '../../support/fake-online.js';

const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const SESSION = 'urn:ietf:params:xml:ns:xmpp-session';
const CLIENT = 'jabber:client';

const bodies = (room: { readonly messages: readonly { readonly kind: string }[] }) =>
  room.messages.flatMap((row) => ('body' in row && row.kind === 'message' ? [row.body] : []));

describe('what goes over the wire', () => {
  it('WS-3, WS-5, WS-8, CORE-24: is one whole element a frame, each saying its namespace, and no blanks', async () => {
    const { server, session, room } = await accountInRoom();
    room.send('hello');
    await server.exchange();
    await session.disconnect();
    const frames = server.connection.received.map(String);
    expect(frames.length).to.be.greaterThan(8);
    for (const frame of frames) {
      const element = parseFrame(frame);
      expect(frame).to.match(/^<[a-z]/);
      expect(element?.attrs.xmlns, frame).to.not.equal('');
      if (element?.name === 'iq' && ['get', 'set'].includes(element.attrs.type ?? ''))
        expect(children(element), frame).to.have.length(1);
    }
    // a restart is a new header on the same socket, and the only close is the last word
    expect(frames.filter((frame) => frame.startsWith('<open'))).to.have.length(2);
    expect(frames.findIndex((frame) => frame.startsWith('<close'))).to.equal(frames.length - 1);
    expect(server.connections).to.have.length(1);
  });

  it('CORE-22: what the own server or account is to see to has no address, all else has one', async () => {
    const { server, room } = await accountInRoom();
    room.send('hello');
    await room.setNick('me too');
    await room.leave();
    await server.exchange();
    const own = [
      BIND,
      SESSION,
      'urn:xmpp:carbons:2',
      'jabber:iq:roster',
      'urn:xmpp:blocking',
      'urn:xmpp:ping',
    ];
    const stanzas = server.sent.filter(({ name }) => ['iq', 'message', 'presence'].includes(name));
    expect(stanzas.length).to.be.greaterThan(6);
    for (const stanza of stanzas.filter(({ attrs }) => attrs.to === undefined)) {
      const forOwn = own.some((namespace) => children(stanza).some(({ attrs }) => attrs.xmlns === namespace));
      expect(forOwn || (stanza.name === 'presence' && !stanza.attrs.type), String(stanza)).to.equal(true);
    }
  });

  it('MUC-19, M-15: nothing is told to a room that was left', async () => {
    const { server, room } = await accountInRoom();
    await room.leave();
    await server.exchange();
    const before = server.sent.length;
    await room.setNick('somebody else');
    const { key } = room.send('is anybody there?');
    cleanUpAfterTest(() => room.discard(key)); // or a later test sends it
    await server.exchange();
    const since = server.sent.slice(before);
    expect(since.filter(({ attrs }) => attrs.to?.startsWith(ROOM)).map(String)).to.deep.equal([]);
  });

  it('CORE-4, WS-12: features that nobody knows, and STARTTLS, are passed over', async () => {
    const odd =
      "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls><odd xmlns='urn:x'/>";
    const { session, server } = await accountOnline({ features: { auth: odd, bind: odd } });
    expect(session.state).to.equal('online');
    expect(server.sent.some(({ name }) => name === 'starttls')).to.equal(false);
  });

  it('CORE-40, WS-9: closing waits for the other side to close too', async () => {
    const { server, session } = await accountOnline();
    await session.disconnect();
    expect(server.sent.at(-1)?.name).to.equal('close');
    expect(server.connection.socket.readyState).to.equal(3);
    expect(session.state).to.equal('offline');
  });
});

describe('binding', () => {
  it('CORE-15: another resource is tried where the wanted one is taken', async () => {
    const { server, session } = account();
    let refused = 0;
    server.onStanza((stanza) => {
      if (!child(stanza, 'bind', BIND) || refused) return undefined;
      refused++;
      const error = xml(
        'error',
        { type: 'cancel' },
        xml('conflict', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }),
      );
      return xml('iq', { xmlns: CLIENT, type: 'error', id: stanza.attrs.id }, error);
    });
    await session.connect();
    expect(refused).to.equal(1);
    expect(session.jid).to.match(/^me@kit\.example\/(?!web1$).+/);
  });

  it('CORE-16: the old session is asked for only where it is not optional', async () => {
    const asked = async (bind: string) => {
      const { server, session } = account({ features: { bind } });
      server.onStanza((stanza) =>
        child(stanza, 'session', SESSION)
          ? xml('iq', { xmlns: CLIENT, type: 'result', id: stanza.attrs.id })
          : undefined,
      );
      await session.connect();
      return server.sent.some((element) => child(element, 'session', SESSION) !== undefined);
    };
    expect(await asked(`<session xmlns='${SESSION}'/>`)).to.equal(true);
    expect(await asked(`<session xmlns='${SESSION}'><optional/></session>`)).to.equal(false);
  });
});

describe('what comes in', () => {
  const say = (from: string, attrs: Record<string, string>, ...nodes: Element[]) =>
    xml('message', { xmlns: CLIENT, from, ...attrs }, ...nodes);
  const body = (text: string) => xml('body', {}, text);

  it('CORE-21: what comes without an address is from the own account', async () => {
    const { server, session } = await accountOnline();
    server.onStanza((stanza) =>
      child(stanza, 'ask', 'urn:x')
        ? [xml('iq', { xmlns: CLIENT, type: 'result', id: stanza.attrs.id }, xml('told', { xmlns: 'urn:x' }))]
        : undefined,
    );
    const answer = await session.wire.get(undefined, xml('ask', { xmlns: 'urn:x' }));
    expect(answer?.name).to.equal('told');
  });

  it('CORE-32: children that nobody knows change nothing about the rest', async () => {
    const { server, room } = await accountInRoom();
    const odd = xml('odd', { xmlns: 'urn:x' }, xml('body', { xmlns: CLIENT }, 'nested'));
    await server.exchange(say(`${ROOM}/ann`, { type: 'groupchat' }, odd, body('plain')));
    expect(bodies(room)).to.deep.equal(['plain']);
  });

  it('M-14, MUC-42: a private message is no line of the room', async () => {
    const { server, room } = await accountInRoom();
    await server.exchange(say(`${ROOM}/ann`, { type: 'chat' }, body('psst')));
    expect(bodies(room)).to.deep.equal([]);
  });

  it('A-5, SID-1: an id that somebody else than the room gave hides nothing', async () => {
    const { server, room } = await accountInRoom();
    const by = (who: string) => xml('stanza-id', { xmlns: 'urn:xmpp:sid:0', by: who, id: 'same' });
    await server.exchange(
      say(`${ROOM}/ann`, { type: 'groupchat' }, body('one'), by('me@kit.example')),
      say(`${ROOM}/ann`, { type: 'groupchat' }, body('two'), by('me@kit.example')),
    );
    expect(bodies(room)).to.deep.equal(['one', 'two']);
  });

  it('A-4, MAM-1: archive results count only from the archive asked, while it is asked', async () => {
    const { server, session, theirs, room } = await accountInRoom();
    theirs.archiveOnly({ nick: 'ann', body: 'kept' });
    const result = (from: string, queryid: string) =>
      xml(
        'message',
        { xmlns: CLIENT, from },
        xml(
          'result',
          { xmlns: 'urn:xmpp:mam:2', queryid, id: 'forged' },
          xml(
            'forwarded',
            { xmlns: 'urn:xmpp:forward:0' },
            xml('delay', { xmlns: 'urn:xmpp:delay', stamp: '2024-01-01T00:00:00Z' }),
            say(`${ROOM}/ann`, { type: 'groupchat' }, body('forged past')),
          ),
        ),
      );
    server.onStanza((stanza) => {
      const queryid = child(stanza, 'query', 'urn:xmpp:mam:2')?.attrs.queryid;
      if (queryid === undefined) return undefined;
      for (const from of ['eve@evil.example/x', `${ROOM}/eve`, 'me@kit.example'])
        server.deliver(result(from, queryid).toString());
      server.deliver(result(ROOM, 'never-asked').toString());
      return undefined;
    });
    const { items } = await session.archive.query(ROOM, { before: '', max: 10 });
    expect(items.map(({ message }) => child(message, 'body', CLIENT)?.text())).to.deep.equal(['kept']);
    await server.exchange(result(ROOM, 'closed'));
    expect(bodies(room)).to.deep.equal([]);
  });

  it('CAPS-16: a presence without capabilities does not take away those that were announced', async () => {
    const { server, session } = await accountInRoom();
    const from = `${ROOM}/ann`;
    const caps = xml('c', {
      xmlns: 'http://jabber.org/protocol/caps',
      hash: 'sha-1',
      node: 'x:y',
      ver: 'v1',
    });
    await server.exchange(
      xml('presence', { xmlns: CLIENT, from }, caps),
      xml('presence', { xmlns: CLIENT, from }, xml('show', {}, 'away')),
    );
    void session.disco.features(from);
    const asked = await server.next(
      (element) =>
        child(element, 'query', 'http://jabber.org/protocol/disco#info') !== undefined &&
        element.attrs.to === from,
      'a question',
    );
    expect(child(asked, 'query', 'http://jabber.org/protocol/disco#info')?.attrs.node).to.equal('x:y#v1');
  });
});
