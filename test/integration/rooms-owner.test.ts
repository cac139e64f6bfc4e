/** What owners do with a room itself (XEP-0045 §10): its settings, and its end. */
import { expect } from 'chai';
import type { RoomOwner } from '../../src/session/index.js';
import { itWith } from '../support/capabilities.js';
import { annAndBob, bareOf, enter, status, type Inside } from '../support/inside.js';
import { newAccount, newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { setAffiliation } from '../support/room-config.js';

const FORM_TYPE = 'http://jabber.org/protocol/muc#roomconfig';

const owning = async ({ room }: Inside): Promise<RoomOwner> => (await room.moderation()).owner();

/** Sets fields, by their names without `muc#roomconfig_`. */
async function configure(who: Inside, fields: Readonly<Record<string, string>>): Promise<void> {
  const owner = await owning(who);
  const form = (await owner.config())!;
  await owner.configure(
    form,
    new Map(Object.entries(fields).map(([name, value]) => [`muc#roomconfig_${name}`, [value]])),
  );
}

const setting = async (who: Inside, name: string) =>
  (await (await owning(who)).config())?.fields.find((field) => field.name === `muc#roomconfig_${name}`)
    ?.values;

const refusal = (deed: Promise<unknown>) =>
  deed.then(
    () => 'none',
    (error: unknown) => (error as { condition?: string }).condition ?? String(error),
  );

describe('owning a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('MUC-83, MUC-86: what is set holds at once, and all who are in learn of it', async () => {
    const { ann, bob } = await annAndBob(server);
    expect((await (await owning(ann)).config())?.formType).to.equal(FORM_TYPE);
    await configure(ann, { roomname: 'The <lab>', moderatedroom: '1', roomdesc: 'Where we try' });
    for (const { room } of [ann, bob])
      await until(
        () => room.name === 'The <lab>' && room.info?.moderated,
        'the room is known to have changed',
      );
    expect(bob.room.info?.description).to.equal('Where we try');
    expect(await setting(ann, 'roomname')).to.deep.equal(['The <lab>']);
    await configure(ann, { moderatedroom: '0' });
    await until(() => bob.room.info?.moderated === false, 'that is undone');
    expect(bob.room.name).to.equal('The <lab>');
  });

  it('MUC-83: only owners see and set it', async () => {
    const { ann, bob } = await annAndBob(server);
    const form = (await (await owning(ann)).config())!;
    const other = await owning(bob);
    expect(await refusal(other.config())).to.equal('forbidden');
    expect(await refusal(other.configure(form, new Map()))).to.equal('forbidden');
    expect(await refusal(other.destroy())).to.equal('forbidden');
    expect(ann.room.status.state).to.equal('joined');
  });

  it('MUC-83: a cancel leaves all as it was', async () => {
    const { ann, bob, address } = await annAndBob(server);
    await configure(ann, { roomname: 'The lab' });
    await (await owning(ann)).cancel();
    expect(await setting(ann, 'roomname')).to.deep.equal(['The lab']);
    expect(bob.room.status.state).to.equal('joined');
    await enter(server, address, 'carl');
  });

  itWith('configChecks', 'MUC-82: what will not do is refused, and nothing has changed', async () => {
    const { ann } = await annAndBob(server);
    const wrong = { roomname: 'The lab', passwordprotectedroom: '1', roomsecret: '' };
    expect(await refusal(configure(ann, wrong))).to.equal('not-acceptable');
    expect(await setting(ann, 'passwordprotectedroom')).to.deep.equal(['0']);
  });

  it('MUC-85: owners, admins and members stay what they are when the rest is set', async () => {
    const address = newRoom(server);
    const olga = await enter(server, address, 'olga', { who: await newAccount(server, 'olga') });
    const people = {
      owner: `otto@${server.domain}`,
      admin: `adam@${server.domain}`,
      member: `mimi@${server.domain}`,
    };
    for (const affiliation of ['owner', 'admin', 'member'] as const)
      await setAffiliation(olga.session, address, people[affiliation], affiliation);
    await configure(olga, { roomname: 'The lab' });
    const moderation = await olga.room.moderation();
    const listed = async (affiliation: 'owner' | 'admin' | 'member') =>
      (await moderation.list({ affiliation })).map(({ jid }) => jid);
    expect(await listed('owner')).to.have.members([bareOf(olga.session), people.owner]);
    expect(await listed('admin')).to.deep.equal([people.admin]);
    expect(await listed('member')).to.deep.equal([people.member]);
  });

  it('MUC-87, MUC-88: a room that is destroyed is gone for all, with the reason and where to go', async () => {
    const { ann, bob } = await annAndBob(server);
    const venue = newRoom(server, 'den');
    await (await owning(ann)).destroy({ reason: 'Closing <time>', to: venue });
    for (const { room } of [ann, bob])
      expect(await status(room, 'removed')).to.include({
        cause: 'destroyed',
        reason: 'Closing <time>',
        address: venue,
      });
  });
});
