/** Forms of real servers on a page: what a person fills in there is what the server takes. */
import { expect } from 'chai';
import { findDataForm } from '../../src/session/protocol/data-form.js';
import { xml } from '../../src/session/xml.js';
import { startEjabberd } from '../../tools/servers/ejabberd.mjs';
import { startProsody } from '../../tools/servers/prosody.mjs';
import { cleanUpAfterRun } from '../support/clean-up.js';
import { newAccount, newRoom, person, type XmppServer } from '../support/people.js';
import { complaints } from './support/axe.js';
import { eventually } from '../support/eventually.js';
import { RoomOnPage } from './support/room-on-page.js';
import { publish, publishBundle, scriptTag } from './support/site.js';
import { describeInBrowsers, visit } from './support/visitor.js';

const OWNER = 'http://jabber.org/protocol/muc#owner';
const NAME = 'muc#roomconfig_roomname';
const MODERATED = 'muc#roomconfig_moderatedroom';

/** A page's script that shows its room's settings to the owner, and sends what they make of them. */
const script = (settings: object) => `
  import './src/components/xmpp-data-form/define.ts';
  import { Session } from './src/session/index.ts';
  import { buildSubmit, findDataForm } from './src/session/protocol/data-form.ts';
  import { xml } from './src/session/xml.ts';

  const { room, ...config } = ${JSON.stringify(settings)};
  const session = new Session(config);
  const element = document.querySelector('xmpp-data-form');
  const query = (x) => xml('query', { xmlns: '${OWNER}' }, x);
  session.connect().then(async () => {
    element.form = findDataForm(await session.wire.get(room, query()));
    element.addEventListener('xmpp-form-submit', ({ answers, form }) => {
      session.wire.set(room, query(buildSubmit(form, answers)))
        .then(() => (document.title = 'taken'), (error) => (document.title = String(error)));
    });
  });`;

const SERVERS = { prosody: () => startProsody(), ejabberd: () => startEjabberd() };

describeInBrowsers('the settings of a room in <xmpp-data-form>', () => {
  for (const [name, start] of Object.entries(SERVERS))
    it(`FORM-4, FORM-7, FORM-20: ${name} takes what its owner filled in, and nothing else changes`, async () => {
      const server: XmppServer = await start();
      cleanUpAfterRun(() => server.stop());
      const account = await newAccount(server, 'owner');
      const owner = await person(server, account);
      const room = newRoom(server);
      await owner.rooms.join(room, { nick: 'Owner' }).joined;
      const settings = async () => {
        const answer = await owner.wire.get(room, xml('query', { xmlns: OWNER }));
        const { fields = [] } = (answer && findDataForm(answer)) ?? {};
        return {
          names: fields.map((field) => field.name),
          values: new Map(fields.map((field) => [field.name, field.values])),
        };
      };
      const { names, values: before } = await settings();

      const bundle = await publishBundle(
        script({ room, service: server.ws, domain: server.domain, credentials: account }),
      );
      const visitor = await visit(await publish(`<xmpp-data-form></xmpp-data-form>${scriptTag(bundle)}`));
      const form = new RoomOnPage(visitor.page, 'xmpp-data-form');
      await (await form.find(`#field-${names.indexOf(NAME)}`)).focus();
      await visitor.page.keyboard.type('Garden & “Kitchen”');
      await (await form.find(`#field-${names.indexOf(MODERATED)}`)).click();
      expect(await complaints(visitor.page, 'xmpp-data-form')).to.deep.equal([]);
      await form.press('Submit');
      await eventually(
        () => visitor.page.title(),
        (title) => title === 'taken',
        'the server takes it',
      );

      const { values: after } = await settings();
      expect(after.get(NAME)).to.deep.equal(['Garden & “Kitchen”']);
      expect(after.get(MODERATED)).not.to.deep.equal(before.get(MODERATED));
      const others = (values: typeof before) =>
        [...values].filter(([field]) => field !== NAME && field !== MODERATED);
      expect(others(after)).to.deep.equal(others(before));
      expect(visitor.problems).to.deep.equal([]);
    });
});
