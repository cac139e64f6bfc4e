/**
 * An owner, an administrator, a moderator, a member and a visitor, each signed in on a page of their own: who may do what,
 * and what becomes of it, by the menus alone (XEP-0045 §8 to §10; docs/rooms.md lists where the rest is).
 */
import { expect } from 'chai';
import { child, textOf } from '../../src/session/xml.js';
import { itWith } from '../support/capabilities.js';
import { startRoomService } from '../support/component.js';
import { eventually } from '../support/eventually.js';
import { enter } from '../support/inside.js';
import { ownServer } from '../support/own-server.js';
import { newAccount, newRoom, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { configureRoom, setAffiliation } from '../support/room-config.js';
import { turnTo } from './support/hands.js';
import { signedIn, type Somebody } from './support/signed-in.js';
import { roomTag } from './support/site.js';
import { describeInBrowsers, ownProblems } from './support/visitor.js';

/** What can be chosen in the menu that is open. */
const items = ({ visitor: { page } }: Somebody) =>
  eventually(
    () =>
      page.evaluate(() => {
        const root = document.querySelector('xmpp-room')?.shadowRoot;
        const shown = [...(root?.querySelectorAll('[role=menuitem]') ?? [])].filter((each) =>
          each.checkVisibility(),
        );
        return shown.map(({ textContent }) => textContent?.trim() ?? '');
      }),
    ({ length }) => length > 0,
    'a menu',
  );

/** What everybody may do about anybody. */
const ANYBODY = ['Write privately', 'Mute for me'];

const about = (nick: string) => `What you can do about ${nick}`;

describeInBrowsers('Five ranks in a room', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  async function comes(nick: string, address: string): Promise<Somebody> {
    const somebody = await signedIn(
      server,
      await newAccount(server, nick),
      roomTag({ jid: address, nick, autojoin: true }),
    );
    await somebody.visitor.room.joined();
    return somebody;
  }

  /** What the menu about `nick` offers. */
  async function mayDo(who: Somebody, nick: string): Promise<readonly string[]> {
    const { page, room } = who.visitor;
    await turnTo(page);
    await room.press(about(nick));
    const offered = await items(who);
    await page.keyboard.press('Escape');
    return offered;
  }

  /** Chooses `item` in the menu about `nick`, and confirms it where it is asked. */
  async function does({ visitor: { page, room } }: Somebody, item: string, nick: string, reason?: string) {
    await turnTo(page);
    await room.press(about(nick));
    await room.press(item);
    if (reason === undefined) return;
    await room.find('dialog[open] input');
    await page.keyboard.type(reason);
    await page.keyboard.press('Enter');
  }

  /** A row tells somebody of it. */
  const told = ({ visitor: { room } }: Somebody, note: string) =>
    room.sees((look) => look.notes.some((each) => each.startsWith(note)), note);

  async function allFive() {
    const address = newRoom(server);
    const olga = await comes('olga', address); // who comes first owns it
    const adam = await comes('adam', address);
    const mona = await comes('mona', address);
    const mia = await comes('mia', address);
    const vic = await comes('vic', address);
    for (const { visitor } of [olga, adam, mona, mia, vic]) {
      await turnTo(visitor.page);
      await visitor.room.press('Show people, 5 here');
    }
    return { address, olga, adam, mona, mia, vic };
  }

  it('§8.2 to §8.4, §9.3, §9.4, §9.6, §9.7, §10.3, §10.4, §10.6, §10.7: who may do what, given and taken', async () => {
    const { olga, adam, mona, mia, vic } = await allFive();
    expect(await mayDo(olga, 'vic')).to.deep.equal([
      ...ANYBODY,
      'Remove from the room…',
      'Take the right to write away',
      'Make a moderator',
      'Ban…',
      'Make a member…',
      'Make an administrator…',
      'Make an owner…',
    ]);

    await does(olga, 'Make an administrator…', 'adam', 'helps out');
    await told(adam, 'You are an administrator of this room now: “helps out”');
    expect(await mayDo(adam, 'olga')).to.deep.equal(ANYBODY);
    expect(await mayDo(adam, 'vic')).to.deep.equal([
      ...ANYBODY,
      'Remove from the room…',
      'Take the right to write away',
      'Make a moderator',
      'Ban…',
      'Make a member…',
    ]);

    for (const [nick, who] of [
      ['mona', mona],
      ['mia', mia],
    ] as const) {
      await does(adam, 'Make a member…', nick, '');
      await told(who, 'You are a member of this room now.');
    }
    await does(adam, 'Make a moderator', 'mona');
    await told(mona, 'You are a moderator now.');
    expect(await mayDo(mona, 'adam')).to.deep.equal(ANYBODY);
    expect(await mayDo(mona, 'vic')).to.deep.equal([
      ...ANYBODY,
      'Remove from the room…',
      'Take the right to write away',
    ]);
    expect(await mayDo(mia, 'vic')).to.deep.equal(ANYBODY);
    expect(await mayDo(vic, 'mia')).to.deep.equal(ANYBODY);

    await does(mona, 'Take the right to write away', 'vic');
    await told(vic, 'You can only read here now.');
    await does(mona, 'Let them write', 'vic');
    await told(vic, 'You can write here now.');
    await does(mona, 'Remove from the room…', 'vic', 'too loud');
    await vic.visitor.room.sees(({ entry }) => entry?.includes('too loud'), 'he is out');

    await does(adam, 'Moderator no more', 'mona');
    await told(mona, 'You are no moderator any more.');
    expect(await mayDo(mona, 'mia')).to.deep.equal(ANYBODY);
    await does(adam, 'Take all rights away…', 'mia', 'moved on');
    await told(mia, 'You have no rights of your own in this room any more: “moved on”');

    await does(olga, 'Make an owner…', 'adam', '');
    await told(adam, 'You are an owner of this room now.');
    expect(await mayDo(adam, 'olga')).to.include('Take all rights away…');
    await does(olga, 'Take all rights away…', 'adam', '');
    await told(adam, 'You have no rights of your own in this room any more.');
    expect(await mayDo(adam, 'mona')).to.deep.equal(ANYBODY);
    await does(olga, 'Make an administrator…', 'mona', '');
    await told(mona, 'You are an administrator of this room now.');
    await does(olga, 'Take all rights away…', 'mona', '');
    await told(mona, 'You have no rights of your own in this room any more.');
    expect([olga, adam, mona, mia, vic].flatMap(({ visitor }) => ownProblems(visitor))).to.deep.equal([]);
  });

  /** Chooses `item` in the room's menu. */
  async function chooses({ visitor: { page, room } }: Somebody, item: string): Promise<void> {
    await turnTo(page);
    await room.press('More');
    await room.press(item);
  }

  /** Types into the first field of the dialog that is open, in place of what stands there, and sends it. */
  async function fills({ visitor: { page, room } }: Somebody, text: string, field = 'input'): Promise<void> {
    const input = await room.find(`dialog[open] ${field}`);
    await input.click({ count: 3 });
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }

  const rows = ({ visitor: { page } }: Somebody, fits: (rows: readonly string[]) => unknown, label: string) =>
    eventually(
      () =>
        page.evaluate(() => {
          const root = document.querySelector('xmpp-room')?.shadowRoot;
          return [...(root?.querySelectorAll('.lists-people .lists-who bdi') ?? [])].map(
            (each) => each.textContent,
          );
        }),
      fits,
      label,
    );

  it('§9.2, §9.5, §10.5, §10.8: lists are looked up and changed, each by those who may', async () => {
    const address = newRoom(server);
    const olga = await comes('olga', address);
    const adam = await comes('adam', address);
    const vic = await comes('vic', address);
    const offices = (who: Somebody) =>
      who.visitor.room
        .find('dialog[open] select')
        .then((select) =>
          select.evaluate((each) => [...(each as HTMLSelectElement).options].map(({ value }) => value)),
        );
    const choose = async ({ visitor: { page, room } }: Somebody, office: string) => {
      await room.find('dialog[open] select');
      await page.select('xmpp-room >>> dialog[open] select', office);
    };

    await chooses(olga, 'Rights and bans…');
    expect(await offices(olga)).to.deep.equal(['outcast', 'member', 'admin', 'owner']);
    for (const office of ['owner', 'admin', 'member'] as const) {
      const zoe = `${office}-zoe@${server.domain}`;
      await choose(olga, office);
      await fills(olga, zoe, '#lists-add');
      await rows(olga, (all) => all.includes(zoe), `she is on the list of ${office}`);
      await olga.visitor.room.press(`Take away: ${zoe}`);
      await rows(olga, (all) => !all.includes(zoe), `she is off the list of ${office}`);
    }
    await choose(olga, 'admin');
    await fills(olga, adam.jid, '#lists-add');
    await told(adam, 'You are an administrator of this room now.');
    await olga.visitor.room.press('Close');

    await chooses(adam, 'Rights and bans…');
    expect(await offices(adam)).to.deep.equal(['outcast', 'member']);
    await fills(adam, vic.jid, '#lists-add');
    await vic.visitor.room.sees(({ draft }) => draft === undefined, 'he is out');
    await adam.visitor.room.press(`Lift the ban: ${vic.jid}`);
    await rows(adam, ({ length }) => length === 0, 'nobody is banned');
    await choose(adam, 'member');
    await fills(adam, vic.jid, '#lists-add');
    await rows(adam, (all) => all.includes(vic.jid), 'he is a member');
    expect([olga, adam, vic].flatMap(({ visitor }) => ownProblems(visitor))).to.deep.equal([]);
  });

  it('§7.11: members see who else is one, where addresses are no secret', async () => {
    const address = newRoom(server);
    const owner = await newAccount(server, 'owner');
    const { session } = await enter(server, address, 'owner', { who: owner });
    await configureRoom(session, address, { membersonly: true, whois: 'anyone' });
    const account = await newAccount(server, 'mia');
    const jid = `${account.username}@${server.domain}`;
    await setAffiliation(session, address, jid, 'member');
    const mia = await signedIn(server, account, roomTag({ jid: address, nick: 'mia', autojoin: true }));
    await mia.visitor.room.joined();
    await chooses(mia, 'Members…');
    await rows(mia, (all) => all.join() === jid, 'herself');
    expect((await mia.visitor.room.look()).buttons).not.to.include('Add');
    expect(ownProblems(mia.visitor)).to.deep.equal([]);
  });

  it('§8.5, §9.8: people stand by what they may do, and move as that changes', async () => {
    const address = newRoom(server);
    const olga = await comes('olga', address);
    const vic = await comes('vic', address);
    await turnTo(olga.visitor.page);
    await olga.visitor.room.press('Show people, 2 here');
    const groups = (wanted: Record<string, readonly string[]>) =>
      eventually(
        () =>
          olga.visitor.page.evaluate(() => {
            const root = document.querySelector('xmpp-room')?.shadowRoot;
            const lists = [...(root?.querySelectorAll('.people-list ul') ?? [])];
            const people = (list: Element) =>
              [...list.querySelectorAll('bdi')].map((each) => each.textContent);
            return Object.fromEntries(lists.map((list) => [list.ariaLabel ?? '', people(list)]));
          }),
        (now) => JSON.stringify(now) === JSON.stringify(wanted),
        JSON.stringify(wanted),
      );
    await groups({ Moderators: ['olga'], Participants: ['vic'] });
    await does(olga, 'Take the right to write away', 'vic');
    await groups({ Moderators: ['olga'], 'Only reading': ['vic'] });
    await does(olga, 'Let them write', 'vic');
    await groups({ Moderators: ['olga'], Participants: ['vic'] });
    await does(olga, 'Make a moderator', 'vic');
    await groups({ '': ['olga', 'vic'] });
    await told(vic, 'You are a moderator now.');
    await does(olga, 'Moderator no more', 'vic');
    await groups({ Moderators: ['olga'], Participants: ['vic'] });
  });

  it('§7.6, §7.7, §7.14, §8.1: somebody changes subject, name and status, and leaves', async () => {
    const address = newRoom(server);
    const tag = `${roomTag({ jid: address, nick: 'olga', autojoin: true })}<xmpp-roster></xmpp-roster>`;
    const olga = await signedIn(server, await newAccount(server, 'olga'), tag);
    await olga.visitor.room.joined();
    const vic = await comes('vic', address);
    await chooses(olga, 'Change the subject');
    await olga.visitor.room.find('dialog[open] textarea');
    await olga.visitor.page.keyboard.type('Tea at four');
    await olga.visitor.room.press('Change');
    await vic.visitor.room.sees(({ subject }) => subject === 'Tea at four', 'the subject');
    await chooses(olga, 'Change your name');
    await fills(olga, 'olga the great');
    await told(vic, 'olga is now olga the great');
    await turnTo(vic.visitor.page);
    await vic.visitor.room.press('Show people, 2 here');
    await turnTo(olga.visitor.page);
    await olga.visitor.page.select('xmpp-roster >>> [part=self] select', 'dnd');
    await eventually(
      async () => (await vic.visitor.room.find('.people-list')).evaluate((each) => each.textContent),
      (people) => people.includes('busy'),
      'how she is',
    );
    await chooses(olga, 'Leave the room');
    await vic.visitor.room.sees(({ people }) => people?.join() === 'vic', 'she is gone');
    expect([olga, vic].flatMap(({ visitor }) => ownProblems(visitor))).to.deep.equal([]);
  });

  itWith(
    'roomRegistration',
    '§7.10, §7.12: a member keeps a name, which others are not let in by',
    async () => {
      const address = newRoom(server);
      const olga = await comes('olga', address);
      const mia = await comes('mia', address);
      await turnTo(olga.visitor.page);
      await olga.visitor.room.press('Show people, 2 here');
      await does(olga, 'Make a member…', 'mia', '');
      await told(mia, 'You are a member of this room now.');
      await chooses(mia, 'Keep a name here…');
      await submits(mia, 'maria');
      await mia.visitor.room.sees(({ buttons }) => !buttons.includes('Keep it'), 'it is kept');
      const vic = await signedIn(
        server,
        await newAccount(server, 'vic'),
        roomTag({ jid: address, nick: 'maria', autojoin: true }),
      );
      await vic.visitor.room.sees(({ entry }) => entry?.includes('maria'), 'it is somebody else’s');
      await chooses(mia, 'Change your name');
      await fills(mia, 'maria');
      await told(olga, 'mia is now maria');
    },
  );

  itWith('roomRegistration', '§7.10: who is no member asks to become one, before the door', async () => {
    const open = await ownServer({ extra: 'allow_unaffiliated_register = true' });
    const address = newRoom(open);
    const { session, room } = await enter(open, address, 'olga', { who: await newAccount(open, 'olga') });
    await configureRoom(session, address, { membersonly: true });
    const bob = await signedIn(
      open,
      await newAccount(open, 'bob'),
      roomTag({ jid: address, nick: 'bob', autojoin: true }),
    );
    await bob.visitor.room.press('Ask to become a member…');
    await submits(bob, 'robert');
    await bob.visitor.room.joined();
    expect([...room.occupants.keys()].sort()).to.deep.equal(['olga', 'robert']);
    expect(ownProblems(bob.visitor)).to.deep.equal([]);
  });

  itWith('component', '§9.9: an administrator lets somebody become a member', async () => {
    const service = await startRoomService(server);
    const address = `lab@${service.domain}`;
    let to = '';
    service.admit = ({ attrs }) => {
      to = attrs.from ?? '';
      const item = "<item affiliation='admin' role='moderator'/><status code='110'/>";
      service.send(
        `<presence from='${address}/adam' to='${to}'><x xmlns='http://jabber.org/protocol/muc#user'>${item}</x></presence>`,
      );
      service.send(`<message type='groupchat' from='${address}' to='${to}'><subject/></message>`);
    };
    service.features.push('jabber:iq:register');
    const adam = await comes('adam', address);
    const field = (name: string, value: string, type = 'text-single') =>
      `<field var='${name}' type='${type}'><value>${value}</value></field>`;
    service.send(
      `<message from='${address}' to='${to}'><x xmlns='jabber:x:data' type='form'>` +
        field('FORM_TYPE', 'http://jabber.org/protocol/muc#register', 'hidden') +
        field('muc#register_roomnick', 'thirdwitch') +
        `${field('muc#register_allow', '0', 'boolean')}</x></message>`,
    );
    await turnTo(adam.visitor.page);
    await adam.visitor.room.press('Allow: thirdwitch');
    await adam.visitor.room.sees(({ buttons }) => !buttons.includes('Allow: thirdwitch'), 'it is answered');
    const answer = await until(
      () => service.received.find(({ name, attrs }) => name === 'message' && attrs.type === undefined),
      'the answer',
    );
    const form = child(answer, 'x', 'jabber:x:data');
    const allow = form?.getChildElements().find(({ attrs }) => attrs.var === 'muc#register_allow');
    expect([form?.attrs.type, textOf(allow?.getChild('value'))]).to.deep.equal(['submit', '1']);
    expect(ownProblems(adam.visitor)).to.deep.equal([]);
  });

  /** Sends the form in the dialog that is open, with that in its field for a name. */
  async function submits({ visitor: { page, room } }: Somebody, nick: string): Promise<void> {
    await turnTo(page);
    const form = await room.find('dialog[open] xmpp-data-form');
    await page.waitForFunction((each) => each.shadowRoot?.querySelector('form input'), {}, form);
    await page.evaluate(
      (each, value) => {
        const field = each.shadowRoot?.querySelector<HTMLInputElement>('form input:not([type=hidden])');
        if (!field) return;
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.form?.requestSubmit();
      },
      form,
      nick,
    );
  }
});
