/**
 * Several copies of the kit on one page, in any order, under the strictest policy: a second one finds the first before
 * it loads Lit or DOMPurify, whose Trusted Types policies can be made only once.
 */
import { expect } from 'chai';
import { breakableLink, newRoom, serverUnderTest } from '../support/people.js';
import { guestTag } from './support/guest.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import {
  LAUNCHER_SCRIPT,
  OTHER_LAUNCHER_SCRIPT,
  OTHER_SCRIPT,
  publish,
  publishBundle,
  SCRIPT,
  scriptTag,
} from './support/site.js';
import { describeInBrowsers, visit } from './support/visitor.js';

/** Scripts in the order in which they stand. */
const PAGES: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'the script twice, from two addresses': () => Promise.resolve([SCRIPT, `${SCRIPT}?again`]),
  'two versions of the script': () => Promise.resolve([SCRIPT, OTHER_SCRIPT]),
  'two versions, the other one first': () => Promise.resolve([OTHER_SCRIPT, SCRIPT]),
  'the package in its own bundle, and the script': async () => [await publishBundle(), SCRIPT],
  'the script, and the package in its own bundle': async () => [SCRIPT, await publishBundle()],
  'the launcher’s script, and the kit’s': () => Promise.resolve([LAUNCHER_SCRIPT, SCRIPT]),
  'the kit’s script, and the launcher’s': () => Promise.resolve([SCRIPT, LAUNCHER_SCRIPT]),
  'the launcher’s script, and the kit’s in another version': () =>
    Promise.resolve([LAUNCHER_SCRIPT, OTHER_SCRIPT]),
  'two versions of both scripts': () =>
    Promise.resolve([LAUNCHER_SCRIPT, OTHER_LAUNCHER_SCRIPT, OTHER_SCRIPT, SCRIPT]),
};

describeInBrowsers('A page that has', () => {
  for (const [what, scripts] of Object.entries(PAGES)) {
    it(`${what}: every tag works, over one session, with one Lit`, async () => {
      const server = await serverUnderTest();
      const link = await breakableLink(server);
      const service = link.url;
      const [first = '', ...others] = await scripts();
      const [here, there] = [newRoom(server), newRoom(server)];
      const launcher = `<xmpp-launcher service="${service}" domain="${server.guestDomain}" room="${there}" nick="ann"></xmpp-launcher>`;
      const body = [first, ...others].map(scriptTag).join('') + guestTag(server, here, 'ann', { service });
      const ann = await visit(await publish(body + launcher, strictPolicy(server, service)), {
        width: 1000,
      });
      await ann.room.joined();
      await (await new RoomOnPage(ann.page, 'xmpp-launcher').find('[part~=launcher]')).click();
      const inside = new RoomOnPage(ann.page, 'xmpp-launcher >>> xmpp-room');
      await inside.joined();
      for (const room of [ann.room, inside]) {
        await room.send('once');
        await room.sees(({ rows }) => rows.length === 1 && rows[0]?.state === '');
      }
      await ann.page.waitForNetworkIdle();
      expect(await ann.page.evaluate(copiesOf, [first, ...others])).to.deep.equal({ lits: 1, sessions: 1 });
      expect(link.connections).to.have.length(1);
      expect(ann.problems).to.deep.equal([]);
    });
  }
});

/** In the page: what there is of Lit, and of the session that the scripts give to it. */
async function copiesOf(scripts: readonly string[]) {
  const modules = (await Promise.all(scripts.map((script) => import(script)))) as {
    getSession?: () => unknown;
  }[];
  const sessions = modules.flatMap(({ getSession }) => getSession?.() ?? []);
  const lits = Reflect.get(globalThis, 'litHtmlVersions') as readonly string[];
  return { lits: lits.length, sessions: new Set(sessions).size };
}
