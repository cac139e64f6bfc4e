/**
 * An owner, an administrator, a moderator, a member and a visitor, each signed in on a page of their own: who may do what,
 * and what becomes of it, by the menus alone (XEP-0045 §8 to §10; docs/rooms.md lists where the rest is).
 */
import { expect } from 'chai';
import { newAccount, newRoom, serverUnderTest, type XmppServer } from '../support/people.js';
import { eventually } from '../support/eventually.js';
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
});
