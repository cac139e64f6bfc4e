/** Every way not to get into a room, as the visitor meets it (ux.md §3); made by the room's owner on a real server. */
import { expect } from 'chai';
import { startEjabberd } from '../../tools/servers/ejabberd.mjs';
import { startProsody } from '../../tools/servers/prosody.mjs';
import { newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { cleanUpAfterTest } from '../support/clean-up.js';
import { guest, guestIn } from './support/guest.js';
import { ownedRoom } from './support/owner.js';
import { describeInBrowsers } from './support/visitor.js';

describeInBrowsers('A visitor who cannot get in', () => {
  let server: XmppServer;

  beforeEach(async () => {
    server = await serverUnderTest();
  });

  it('MUC-20: whose name is taken edits it', async () => {
    const { address } = await ownedRoom(server, 'ann');
    const ann = await guest(server, address, 'ann');
    const { field } = await ann.room.sees(({ entry }) => entry?.includes('“ann” is taken here'));
    expect(field).to.equal('ann');
    await ann.room.enter('anna');
    await ann.room.joined();
  });

  it('MUC-20: whose name is taken accepts the suggestion', async () => {
    const { address } = await ownedRoom(server, 'ann');
    const ann = await guest(server, address, 'ann');
    await ann.room.press('Use “ann_”');
    await ann.room.joined();
    await ann.room.press('Show people, 2 here');
    await ann.room.sees(({ people }) => people?.includes('ann_'));
  });

  it('MUC-11: is asked for the password, told that it was wrong, and let in with the right one', async () => {
    const { address, configure } = await ownedRoom(server);
    await configure({ passwordprotectedroom: '1', roomsecret: 'open sesame' });
    const ann = await guest(server, address, 'ann');
    const first = await ann.room.sees(({ entry }) => entry?.includes('This room needs a password.'));
    expect(first.entry).not.to.include('did not work');
    await ann.room.enter('abracadabra');
    await ann.room.sees(({ entry }) => entry?.includes('That password did not work.'));
    await ann.room.enter('open sesame');
    await ann.room.joined();
    expect(ann.problems).to.deep.equal([]);
    const kept = await ann.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.to.include('sesame');
  });

  it('MUC-20: is told that only members may enter, and gets in once the room is open', async () => {
    const { address, configure } = await ownedRoom(server);
    await configure({ membersonly: '1' });
    const ann = await guest(server, address, 'ann');
    await ann.room.sees(({ entry }) => entry?.includes('Only members can enter this room.'));
    await configure({ membersonly: '0' });
    await ann.room.press('Try again');
    await ann.room.joined();
  });

  it('MUC-20: is told of a ban, without a way to try again', async () => {
    const { address, affiliate } = await ownedRoom(server);
    await affiliate(server.guestDomain, 'outcast'); // all guests
    const ann = await guest(server, address, 'ann');
    const { buttons, draft } = await ann.room.sees(({ entry }) =>
      entry?.includes('You cannot enter this room.'),
    );
    expect(buttons).to.deep.equal([]);
    expect(draft).to.equal(undefined);
  });

  it('MUC-20: is told that the room is full, and gets in by "Retry now" when there is space', async () => {
    const crowded = await startEjabberd(); // Prosody has no limit
    cleanUpAfterTest(() => crowded.stop());
    const { address, configure } = await ownedRoom(crowded);
    await configure({ maxusers: '1', persistentroom: '1' });
    const ann = await guest(crowded, address, 'ann');
    const { entry } = await ann.room.sees((look) => look.entry?.includes('This room is full.'));
    expect(entry).to.match(/Next try in \d+ seconds\./);
    await configure({ maxusers: '10', persistentroom: '1' });
    await ann.room.press('Retry now');
    await ann.room.joined();
  });

  it('MUC-20: is told that the room does not exist, and may try again', async () => {
    // where only the service's administrators may make rooms
    const strict = await startProsody({
      extra: 'Component "closed.localhost" "muc"\n  restrict_room_creation = true',
    });
    cleanUpAfterTest(() => strict.stop());
    const ann = await guest(strict, newRoom({ ...strict, rooms: 'closed.localhost' }), 'ann');
    const { buttons } = await ann.room.sees(({ entry }) => entry?.includes('This room does not exist.'));
    expect(buttons).to.deep.equal(['Try again']);
  });

  it('is told that the address is no address', async () => {
    const ann = await guest(server, 'not a room', 'ann');
    await ann.room.sees(({ entry }) => entry?.includes('“not a room” is not the address of a room.'));
    expect(ann.problems).to.deep.equal([]);
  });
});

describeInBrowsers('A visitor who is put out', () => {
  it('307: reads on after a kick, sees who and why, and can come back only after a while', async () => {
    const server = await serverUnderTest();
    const { address, kick } = await ownedRoom(server, 'warden');
    const ann = await guestIn(server, address, 'ann');
    await ann.room.send('spam');
    await ann.room.sees(({ rows }) => rows[0]?.state === '' && rows.length === 1);
    await kick('ann', 'no spam');
    const { rows, draft, entry } = await ann.room.sees((look) => look.entry?.includes('removed you'));
    expect(entry).to.include('“no spam”');
    expect(entry).to.match(/You can rejoin in \d+ seconds?/);
    expect(rows).to.have.length(1);
    expect(draft).to.equal(undefined);
  });

  it('MUC-88: is shown the new room when the old one is closed, and goes there by a click only', async () => {
    const server = await serverUnderTest();
    const { address, destroy } = await ownedRoom(server);
    const next = await ownedRoom(server);
    const ann = await guestIn(server, address, 'ann');
    await destroy('we moved', next.address);
    await ann.room.sees(({ entry }) => entry?.includes('This room was closed: “we moved”'));
    expect(next.room.occupants.has('ann')).to.equal(false);
    await ann.room.press(`Go to ${next.address}`);
    await ann.room.joined();
    await until(() => next.room.occupants.has('ann'), 'ann is there');
  });
});
