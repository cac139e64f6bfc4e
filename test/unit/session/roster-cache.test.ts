/** What is left of a roster for the account's next visit (IM-3 to IM-5), in the browser's own IndexedDB; in Node a stand-in. */
import { expect } from 'chai';
import { keep, kept, keepNothing } from '../../../src/session/database.js';
import { displayName } from '../../../src/session/contact.js';
import { child, type Element } from '../../../src/session/xml.js';
import { ME } from '../../support/fake-online.js';
import { NS_ROSTER, push, VERSIONS, withRoster, type KeptByServer } from '../../support/fake-roster.js';
import { result } from '../../support/fake-services.js';
import { until } from '../../support/until.js';

const ANN_ITEM = "<item jid='ann@kit.example' name='Ann' subscription='both'><group>Lab</group></item>";
const BOB_ITEM = "<item jid='bob@kit.example' subscription='to'/>";
const KEY = `roster ${ME.username}@kit.example`;

const visit = (server: KeptByServer) => withRoster(server, { features: { bind: VERSIONS } });
/** Nothing has changed since the version that the client named. */
const unchanged = (iq: Element, session: Parameters<typeof result>[1]) => result(iq, session);
const verOf = ([iq]: readonly Element[]) => iq && child(iq, 'query', NS_ROSTER)?.attrs.ver;
const keptVersion = async () => ((await kept(KEY)) as { ver?: string } | undefined)?.ver;

async function untilKept(ver: string | undefined): Promise<void> {
  let found: string | undefined = 'unknown';
  await until(
    () => {
      void keptVersion().then((now) => (found = now));
      return found === ver;
    },
    `version ${ver ?? 'none'} is kept`,
  );
}

describe('the roster of an earlier visit', () => {
  before('a database', async () => {
    globalThis.indexedDB ??= (await import('fake-indexeddb')).indexedDB;
  });
  beforeEach('an empty one', () => keepNothing());
  after('and none afterwards', () => keepNothing());

  it('IM-4, IM-5: is taken up again where nothing has changed', async () => {
    const first = await visit({ items: ANN_ITEM, ver: 'v1' });
    await first.server.exchange(push(BOB_ITEM, undefined, 'v2'));
    await untilKept('v2');
    const { roster, asked } = await visit({ items: '', answer: unchanged });
    expect(verOf(asked)).to.equal('v2');
    expect(roster.contacts.map(displayName)).to.deep.equal(['Ann', 'bob@kit.example']);
    expect(roster.get('ann@kit.example')).to.deep.include({
      groups: ['Lab'],
      subscription: 'both',
      resources: [],
    });
    expect(roster.state).to.equal('ready');
  });

  it('IM-4: gives way to a whole one', async () => {
    await visit({ items: ANN_ITEM, ver: 'v1' });
    await untilKept('v1');
    const { roster } = await visit({ items: BOB_ITEM, ver: 'v9' });
    expect(roster.contacts.map(({ jid }) => jid)).to.deep.equal(['bob@kit.example']);
    await untilKept('v9');
  });

  for (const broken of [5, {}, { ver: 'v1' }, { ver: 1, items: [] }, { ver: 'v1', items: [{ jid: 5 }] }])
    it(`IM-3: counts for nothing where it is ${JSON.stringify(broken)}`, async () => {
      await keep(KEY, broken);
      const { roster, asked } = await visit({ items: ANN_ITEM, ver: 'v1' });
      expect(verOf(asked)).to.equal('');
      expect(roster.size).to.equal(1);
    });

  it('is not kept of a server without versions', async () => {
    await keep(KEY, { ver: 'v1', items: [] });
    await withRoster({ items: ANN_ITEM });
    await untilKept(undefined);
  });

  it('U-4: is gone with the log-out', async () => {
    const { session } = await visit({ items: ANN_ITEM, ver: 'v1' });
    await untilKept('v1');
    await session.logOut();
    expect(await kept(KEY)).to.equal(undefined);
    const { roster } = await session.people;
    expect(roster.size).to.equal(0);
  });

  it('is not that of another account', async () => {
    await keep('roster other@kit.example', { ver: 'v1', items: [] });
    const { asked } = await visit({ items: ANN_ITEM, ver: 'v1' });
    expect(verOf(asked)).to.equal('');
  });
});
