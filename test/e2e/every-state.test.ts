/**
 * Every state a room can be in, each looked at by axe, under the strictest policy (security.md §3): nothing is found
 * wrong, and nothing is reported by events, the console, the browser's own issues or to the policy's `report-uri`.
 */
import { expect } from 'chai';
import { xml } from '../../src/session/xml.js';
import { startRoomService, type RoomService } from '../support/component.js';
import type { Room } from '../../src/session/index.js';
import { breakableLink, newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { setRole } from '../support/room-config.js';
import { complaints } from './support/axe.js';
import { canTest } from './support/engines.js';
import { eventually } from '../support/eventually.js';
import { guest, guestIn, type GuestOptions } from './support/guest.js';
import { ownedRoom } from './support/owner.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage, type Look } from './support/room-on-page.js';
import { LAUNCHER_SCRIPT, publish, scriptTag } from './support/site.js';
import { describeInBrowsers, ownProblems, visit, type Visitor } from './support/visitor.js';

/** More than are loaded at once after a cut. */
const MISSED = 300;

describeInBrowsers('Under the strictest policy, and with nothing for axe to find, a room is', (browser) => {
  let server: XmppServer;

  before(async () => {
    server = await serverUnderTest();
  });

  /** Options of a page under the policy. */
  const strict = (service = server.ws, attributes: GuestOptions['attributes'] = {}): GuestOptions => ({
    attributes: { service, ...attributes },
    headers: strictPolicy(server, service),
  });

  it('idle, in need of a name, connecting, joining, name taken, empty, left', async () => {
    const link = await breakableLink(server);
    const service = await startRoomService(server);
    const address = `first@${service.domain}`;
    const { admit } = service;
    service.admit = () => undefined;
    let goOn = () => {};
    const looked = new Promise<void>((resolve) => (goOn = resolve));
    link.rules.push({ direction: 'down', phase: 'open', fault: { kind: 'hold', until: looked } });
    const ann = await guest(server, address, undefined, strict(link.url, { autojoin: undefined }));
    await faultless(ann, 'idle', ({ buttons }) => buttons.includes('Join'));
    await ann.room.press('Join');
    await faultless(ann, 'in need of a name', ({ field }) => field !== undefined);
    await ann.room.enter('ann');
    await faultless(ann, 'connecting', ({ middle }) => middle === 'Connecting…');
    goOn();
    await faultless(ann, 'joining', ({ middle }) => middle === 'Joining…');
    refuse(service, 'conflict');
    await faultless(ann, 'name taken', ({ entry }) => entry?.includes('“ann” is taken here'));
    service.admit = admit;
    await ann.room.press('Use “ann_”');
    await ann.room.joined();
    await faultless(ann, 'empty', ({ notes, middle }) => notes.length || middle);
    await ann.room.press('More');
    await ann.room.press('Leave the room');
    await faultless(ann, 'left', ({ entry }) => entry !== undefined);
    expect(ann.problems).to.deep.equal([]);
  });

  it('closed to somebody, for every reason there is', async () => {
    const service = await startRoomService(server);
    const ann = await guest(server, `none@${service.domain}`, 'ann', strict());
    await ann.room.joined();
    service.admit = () => undefined;
    for (const [condition, words] of Object.entries(REFUSALS)) {
      await goTo(ann, `${condition}@${service.domain}`, service);
      refuse(service, condition);
      await faultless(ann, condition, ({ entry }) => entry?.includes(words));
    }
    await goTo(ann, 'no address', undefined);
    await faultless(ann, 'no address', ({ entry }) => entry?.includes('is not the address of a room'));
  });

  it('closed behind somebody, for every reason there is', async () => {
    const service = await startRoomService(server);
    const ann = await guest(server, `none@${service.domain}`, 'ann', strict());
    await ann.room.joined();
    for (const [name, { codes, more, words }] of Object.entries(REMOVALS)) {
      const address = `${name}@${service.domain}`;
      await goTo(ann, address, service);
      await ann.room.joined();
      const { from = '', to = '' } = service.joins().at(-1)?.attrs ?? {};
      service.send(`<message type='groupchat' from='${address}/bob' to='${from}'><body>One</body></message>`);
      await ann.room.sees(({ rows }) => rows.length === 1);
      service.presence(to, from, 'unavailable', [110, ...codes], more);
      await faultless(ann, name, ({ entry }) => entry?.includes(words));
    }
    service.info.set('muc#roominfo_slow_mode_duration', '30');
    await goTo(ann, `slow@${service.domain}`, service);
    await ann.room.joined();
    await ann.room.find('#composer-note');
    await faultless(ann, 'slow mode', () => true);
    expect(ann.problems).to.deep.equal([]);
  });

  it('full of talk, with everything open that opens', async () => {
    const { address, room, session } = await ownedRoom(server);
    await room.setSubject('Roses, https://example.org/');
    for (let n = 0; n < 60; n++) room.send(`earlier ${n}`);
    await saidIn(room);
    const link = await breakableLink(server);
    const ann = await guestIn(server, address, 'ann', strict(link.url));
    await faultless(ann, 'history', ({ rows }) => rows.length >= 50);
    const announced = ann.page.evaluate(announcement);
    room.send('ann: https://example.org/?q=ü and https://xn--pple-43d.com/');
    room.send('/me waves');
    room.send('y\n'.repeat(150));
    await announced;
    await faultless(ann, 'announcement', ({ rows }) => rows.at(-1)?.text.includes('Show more'));
    await saidIn(room);
    const taken = room.messages.findLast((row) => row.kind === 'message');
    const retract = xml('retract', { xmlns: 'urn:xmpp:message-retract:1', id: taken?.stanzaId });
    session.wire.send(xml('message', { type: 'groupchat', to: address }, retract));
    await faultless(ann, 'a removed message', ({ rows }) => rows.at(-1)?.text.startsWith('Removed'));
    room.setTyping(true);
    await faultless(ann, 'typing', ({ typing }) => typing);
    link.rules.push({ direction: 'down', phase: 'send', fault: { kind: 'replace', by: bounce } });
    await ann.room.send('nobody wants to hear this');
    await faultless(ann, 'not sent', ({ rows }) => rows.at(-1)?.state.startsWith('Not sent'));
    await ann.room.press('Show people, 2 here');
    await faultless(ann, 'people open', ({ people }) => people?.length === 2);
    await ann.room.press('Close');
    await ann.room.press('More');
    await faultless(ann, 'menu open', ({ buttons }) => buttons.includes('Change your name'));
    await ann.room.press('Change your name');
    await ann.room.find('dialog[open] input');
    await faultless(ann, 'dialog open', () => true);
    await ann.room.press('Cancel');
    await ann.room.press('More');
    await ann.room.press('Keyboard');
    await ann.room.find('dialog[open] .sheet');
    await faultless(ann, 'keyboard list', () => true);
    await ann.room.press('Close');
    await (await ann.room.find('article')).focus();
    if (canTest('Shift and F10', browser)) {
      await ann.room.find('.row-more'); // the menu's code is there
      await ann.page.keyboard.down('Shift');
      await ann.page.keyboard.press('F10');
      await ann.page.keyboard.up('Shift');
      await ann.room.find('.menu:not([hidden])');
      await faultless(ann, 'row menu open', () => true);
      await ann.page.keyboard.press('Escape');
    }
    await ann.page.keyboard.press('Home');
    await ann.room.sees(({ buttons }) => buttons.includes('Jump to the latest message'));
    room.send('below what is read');
    await faultless(ann, 'unread below', ({ buttons }) => buttons.includes('1 new message'));
    await ann.room.write('x'.repeat(100));
    await setRole(session, address, 'ann', 'visitor');
    await eventually(
      async () => (await ann.room.find('textarea')).evaluate((field) => field.ariaDisabled),
      (disabled) => disabled,
      'no voice',
    );
    await faultless(ann, 'no voice', () => true);
    expect(ann.problems).to.deep.equal([]);
  });

  it('offline, reconnecting, back with a gap in its history', async () => {
    const { address, room } = await ownedRoom(server);
    room.send('before');
    const link = await breakableLink(server);
    const ann = await guestIn(server, address, 'ann', strict(link.url));
    await ann.room.sees(({ rows }) => rows.length === 1);
    await (await ann.room.find('[part~=input]')).focus(); // help with writing comes
    await ann.page.waitForNetworkIdle();
    link.offline();
    await ann.page.setOfflineMode(true);
    await ann.room.send('meanwhile');
    await faultless(
      ann,
      'offline',
      ({ strip, rows }) => strip.startsWith('Reconnecting…') && rows.at(-1)?.state.startsWith('Waiting'),
    );
    for (let n = 0; n < MISSED; n++) room.send(`missed ${n}`);
    await saidIn(room);
    link.online();
    await ann.page.setOfflineMode(false);
    await ann.room.sees(({ rows }) => rows.some(({ text }) => text === `missed ${MISSED - 1}`), 'back');
    await (await ann.room.find('article')).focus();
    const upwards = () => ann.page.keyboard.press('Home').then(() => ann.room.look());
    await eventually(upwards, ({ notes }) => notes.length, 'up to the gap');
    await faultless(ann, 'a gap', ({ notes }) => notes.some((note) => note.includes('missing')));
    expect(ownProblems(ann)).to.deep.equal([]);
  });

  it('in a language that it loads', async () => {
    const ann = await guestIn(server, newRoom(server), 'ann', strict());
    await ann.page.evaluate(() => (document.documentElement.lang = 'de'));
    await ann.room.sees(({ buttons }) => buttons.includes('Senden'));
    await faultless(ann, 'German', () => true);
    await ann.page.evaluate(() => document.querySelector('xmpp-room')?.leave());
    await faultless(ann, 'left in German', ({ entry }) => entry?.includes('Du hast den Raum verlassen.'));
  });

  for (const [what, width] of Object.entries({ 'on a desk': 1000, 'on a phone': 360 }))
    it(`in a launcher, closed and open, ${what}`, async () => {
      const { address } = await ownedRoom(server, 'ann');
      const tag = `<xmpp-launcher service="${server.ws}" domain="${server.guestDomain}" room="${address}" nick="ann"></xmpp-launcher>`;
      const page = await publish(`${scriptTag(LAUNCHER_SCRIPT)}<h1>Shop</h1>${tag}`, strictPolicy(server));
      const visitor = await visit(page, { width, height: 640 });
      const ann = { ...visitor, room: new RoomOnPage(visitor.page, 'xmpp-launcher >>> xmpp-room') };
      const button = await new RoomOnPage(ann.page, 'xmpp-launcher').find('[part~=launcher]');
      await faultless(ann, 'closed', () => true, 'xmpp-launcher');
      await button.click();
      await faultless(ann, 'name taken', ({ entry }) => entry?.includes('is taken'), 'xmpp-launcher');
      await ann.room.press('Use “ann_”');
      await ann.room.joined();
      await faultless(ann, 'open', () => true, 'xmpp-launcher');
      await ann.page.keyboard.press('Escape');
      await faultless(ann, 'closed again', ({ shown }) => !shown, 'xmpp-launcher');
    });
});

/** In the page: settles once something is announced, which is there for a moment only. */
function announcement(): Promise<void> {
  const region = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[aria-live=polite]');
  if (!region) throw new Error('nowhere to announce');
  return new Promise((resolve) => new MutationObserver(() => resolve()).observe(region, { childList: true }));
}

/** Sees the state, and that nothing is wrong with it. */
async function faultless(
  ann: Visitor,
  state: string,
  fits: (look: Look) => unknown,
  path?: string,
): Promise<void> {
  await ann.room.sees(fits, state);
  expect(await complaints(ann.page, path), `axe: ${state}`).to.deep.equal([]);
  expect(ownProblems(ann), state).to.deep.equal([]);
}

/** Has the element show another room, and waits until its service is asked. */
async function goTo({ page }: Visitor, address: string, service: RoomService | undefined): Promise<void> {
  await page.evaluate((jid) => document.querySelector('xmpp-room')?.setAttribute('jid', jid), address);
  if (!service) return;
  await eventually(
    () => Promise.resolve(service.joins().at(-1)?.attrs.to),
    (to) => to?.startsWith(`${address}/`),
    `asks for ${address}`,
  );
}

/** By the condition that the room refuses to let somebody in with. */
const REFUSALS: Readonly<Record<string, string>> = {
  conflict: '“ann” is taken here',
  'not-acceptable': 'This room keeps names for its members.',
  'not-authorized': 'This room needs a password.',
  'registration-required': 'Only members can enter this room.',
  forbidden: 'You cannot enter this room.',
  'service-unavailable': 'This room is full.',
  'item-not-found': 'This room does not exist.',
  gone: 'This room has moved.',
  'remote-server-not-found': 'The server of this room cannot be reached.',
  'internal-server-error': 'You could not enter this room.',
};

const REMOVALS: Readonly<Record<string, { codes: number[]; more?: string; words: string }>> = {
  kicked: { codes: [307], words: 'You were removed' },
  banned: { codes: [301], words: 'You were banned' },
  'no-member': { codes: [321], words: 'You are no longer a member' },
  'members-only': { codes: [322], words: 'for members only now' },
  destroyed: { codes: [], more: '<destroy><reason>Spring</reason></destroy>', words: 'was closed: “Spring”' },
};

/** Answers the last join with an error. */
function refuse(service: RoomService, condition: string): void {
  const { from, to, id } = service.joins().at(-1)?.attrs ?? {};
  const error = `<${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>`;
  service.send(
    `<presence type='error' from='${to}' to='${from}' id='${id}'><error type='cancel'>${error}</error></presence>`,
  );
}

/** A refusal in place of the message's echo. */
const bounce = (echo: string) =>
  echo
    .replace(/type=(['"])groupchat\1/, `type='error'`)
    .replace(
      '</message>',
      `<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );

/** The room has taken all that was said in it. */
const saidIn = (room: Room) =>
  until(() => room.messages.every((row) => row.kind !== 'message' || row.state === 'sent'), 'said');
