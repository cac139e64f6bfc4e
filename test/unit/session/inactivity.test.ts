/** Telling the server that nobody looks (XEP-0352). */
import { expect } from 'chai';
import { account, accountOnline, reaches } from '../../support/fake-online.js';
import { cleanUpAfterTest } from '../../support/clean-up.js';
import type { FakeServer } from '../../support/fake-server.js';

const CSI = "<csi xmlns='urn:xmpp:csi:0'/>";

/** A page that a test hides and shows; in Node one is made up. */
function page(hidden = false) {
  let state: DocumentVisibilityState = hidden ? 'hidden' : 'visible';
  const real = globalThis.document as Document | undefined;
  const document = real ?? new EventTarget();
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  if (!real) Object.defineProperty(globalThis, 'document', { configurable: true, value: document });
  cleanUpAfterTest(() =>
    real
      ? Reflect.deleteProperty(document, 'visibilityState')
      : Reflect.deleteProperty(globalThis, 'document'),
  );
  return (now: DocumentVisibilityState) => {
    state = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

/** What the server was told of it. */
const told = ({ sent }: FakeServer) =>
  sent.filter(({ attrs }) => attrs.xmlns === 'urn:xmpp:csi:0').map(({ name }) => name);

describe('a page that nobody looks at', () => {
  it('CSI-1: is told to the server, and when somebody looks again', async () => {
    const turn = page();
    const { server, session } = await accountOnline({ features: { bind: CSI } });
    await session.people;
    for (const state of ['hidden', 'visible', 'hidden'] as const) turn(state);
    await server.exchange();
    expect(told(server)).to.deep.equal(['inactive', 'active', 'inactive']);
  });

  it('CSI-1: is told anew over each link, as long as it is one', async () => {
    const turn = page(true);
    const { server, session } = await accountOnline({ features: { bind: CSI } });
    await session.people;
    await server.exchange();
    expect(told(server)).to.deep.equal(['inactive']);
    server.connection.drop();
    await reaches(session, 'reconnecting');
    session.reconnectNow();
    await reaches(session, 'online');
    await server.exchange();
    expect(told(server)).to.deep.equal(['inactive', 'inactive']);
    await session.disconnect();
    turn('visible');
    expect(told(server)).to.have.length(2);
  });

  it('CSI-1, SM-4: is told on the tab’s next page, too, which goes on with the session', async () => {
    const { server, session: first } = await accountOnline({ features: { bind: CSI } });
    const kept = first.wire.freeze()!;
    first.wire.closeNow(true);
    page(true);
    const { session } = account({}, { WebSocket: server.WebSocket });
    session.wire.thaw(kept);
    await session.connect();
    await session.people;
    await server.exchange();
    expect(session.jid).to.equal(kept.jid);
    expect(told(server)).to.deep.equal(['inactive']);
  });

  it('CSI-1: is nobody’s business where the server does not offer it, nor a guest’s', async () => {
    const turn = page();
    const silent = await accountOnline();
    const guest = await accountOnline(
      { credentials: {}, features: { bind: CSI } },
      { credentials: undefined },
    );
    for (const { session } of [silent, guest]) await session.people;
    turn('hidden');
    for (const { server } of [silent, guest]) {
      await server.exchange();
      expect(told(server)).to.have.length(0);
    }
  });
});
