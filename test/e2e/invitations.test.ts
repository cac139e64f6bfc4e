/** Somebody invites from a room on their page, and the other one answers on theirs: by mouse, and by keyboard. */
import { expect } from 'chai';
import { enter } from '../support/inside.js';
import { newAccount, newRoom, serverUnderTest, type XmppServer } from '../support/people.js';
import { configureRoom } from '../support/room-config.js';
import { complaints } from './support/axe.js';
import { turnTo } from './support/hands.js';
import { RoomOnPage } from './support/room-on-page.js';
import { signedIn, type Somebody } from './support/signed-in.js';
import { roomTag } from './support/site.js';
import { describeInBrowsers, ownProblems } from './support/visitor.js';

/** The name of a button that begins so. */
async function shown(element: RoomOnPage, start: string): Promise<string> {
  const named = (buttons: readonly string[]) => buttons.find((name) => name.startsWith(start));
  return named((await element.sees(({ buttons }) => named(buttons), start)).buttons) ?? start;
}

describeInBrowsers('Invitations', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  /** Ann is in a room of hers, ben looks at his contacts. */
  async function annAndBen(membersOnly = false) {
    const address = newRoom(server, 'garden');
    const account = await newAccount(server, 'ann');
    if (membersOnly) {
      const { session } = await enter(server, address, 'owner', { who: account });
      await configureRoom(session, address, { membersonly: true });
    }
    const ann = await signedIn(server, account, roomTag({ jid: address, nick: 'ann', autojoin: true }));
    await ann.visitor.room.joined();
    const ben = await signedIn(server, await newAccount(server, 'ben'), '<xmpp-roster></xmpp-roster>');
    const roster = new RoomOnPage(ben.visitor.page, 'xmpp-roster');
    await roster.sees(({ buttons }) => buttons.includes('Add a contact'), 'his contacts');
    return { ann, ben, roster, address };
  }

  async function invite({ visitor: { page, room } }: Somebody, jid: string): Promise<void> {
    await turnTo(page);
    await room.press('More');
    await room.press('Invite people…');
    await room.sees(({ buttons }) => buttons.includes('Invite'), 'it is asked');
    await page.keyboard.type(jid);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Cake at four');
    await page.keyboard.press('Enter');
    await room.sees(({ buttons }) => !buttons.includes('Invite'), 'it is done');
  }

  it('INV-1, INV-2: come from the room, and whoever joins is in it', async () => {
    const { ann, ben, roster } = await annAndBen();
    await invite(ann, ben.jid);
    const join = await shown(roster, 'Join garden');
    expect(await complaints(ben.visitor.page, 'xmpp-roster')).to.deep.equal([]);
    const card = await roster.find('[part=invitation]');
    const words = await card.evaluate((each) => each.innerText);
    expect(words).to.include(ann.jid).and.to.include('“Cake at four”');
    await turnTo(ben.visitor.page);
    await roster.press(join);
    await new RoomOnPage(ben.visitor.page, 'xmpp-roster >>> xmpp-room').joined();
    await ann.visitor.room.press('Show people, 2 here');
    const here = ben.account.username;
    await ann.visitor.room.sees(({ people }) => people?.some((each) => each.startsWith(here)), 'he is there');
    expect([ann, ben].flatMap(({ visitor }) => ownProblems(visitor))).to.deep.equal([]);
  });

  it('MUC-50, MUC-52: are declined by keyboard, which whoever invited hears of', async () => {
    const { ann, ben, roster } = await annAndBen(true);
    await invite(ann, ben.jid);
    const decline = await shown(roster, 'Decline garden');
    await turnTo(ben.visitor.page);
    await (await roster.find(`[aria-label="${decline}"]`)).focus();
    const { keyboard } = ben.visitor.page;
    await keyboard.press('Enter');
    await roster.sees(({ buttons }) => buttons.includes('Decline'), 'it is asked');
    await keyboard.type('Too busy');
    await keyboard.press('Enter');
    await roster.sees(({ buttons }) => !buttons.includes(decline), 'the card is gone');
    await ann.visitor.room.sees(
      ({ notes }) => notes.some((note) => note.includes(`${ben.jid} does not come: “Too busy”`)),
      'ann sees it',
    );
    expect([ann, ben].flatMap(({ visitor }) => ownProblems(visitor))).to.deep.equal([]);
  });

  it('MUC-50: say whom they did not reach', async () => {
    const { ann } = await annAndBen();
    const { page, room } = ann.visitor;
    await turnTo(page);
    await room.press('More');
    await room.press('Invite people…');
    await room.sees(({ buttons }) => buttons.includes('Invite'), 'it is asked');
    await page.keyboard.type(`nobody-at-all@${server.domain}`);
    await page.keyboard.press('Enter');
    const results = await room.find('.results');
    expect(await results.evaluate((each) => each.textContent)).to.include(
      'There is nobody with this address',
    );
    expect(await complaints(page, 'xmpp-room')).to.deep.equal([]);
    const field = await room.find('#invite-addresses');
    expect(await field.evaluate((each) => (each as HTMLTextAreaElement).value)).to.include('nobody-at-all@');
  });

  it('MUC-54: a chat becomes a room, which shows, and which the other one is invited into', async () => {
    const ben = await signedIn(server, await newAccount(server, 'ben'), '<xmpp-roster></xmpp-roster>');
    const roster = new RoomOnPage(ben.visitor.page, 'xmpp-roster');
    await roster.sees(({ buttons }) => buttons.includes('Add a contact'), 'his contacts');
    const ann = await signedIn(
      server,
      await newAccount(server, 'ann'),
      `<xmpp-chat jid="${ben.jid}"></xmpp-chat>`,
    );
    const { page } = ann.visitor;
    const chat = new RoomOnPage(page, 'xmpp-chat');
    await chat.sees(({ draft }) => draft !== undefined, 'she can write');
    await turnTo(page);
    await chat.press('More');
    await chat.press('Make this a group…');
    await chat.sees(({ buttons }) => buttons.includes('Make the group'), 'it is asked');
    await page.keyboard.type('Plans');
    await page.keyboard.press('Enter');
    const group = new RoomOnPage(page, 'xmpp-chat >>> xmpp-room');
    await group.sees(({ name, draft }) => name === 'Plans' && draft !== undefined, 'the room shows');
    await turnTo(ben.visitor.page);
    await roster.press(await shown(roster, 'Join Plans'));
    await new RoomOnPage(ben.visitor.page, 'xmpp-roster >>> xmpp-room').joined();
    await group.sees(({ buttons }) => buttons.includes('Show people, 2 here'), 'both are there');
    expect([ann, ben].flatMap(({ visitor }) => ownProblems(visitor))).to.deep.equal([]);
  });
});
