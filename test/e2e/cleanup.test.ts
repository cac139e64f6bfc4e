/** A spammer in a room, and what becomes of what they said; a room's picture: two browsers, or two of one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ElementHandle } from 'puppeteer-core';
import { lack, SERVER } from '../support/capabilities.js';
import { eventually } from '../support/eventually.js';
import { ownServer } from '../support/own-server.js';
import { cleanUpAfterTest, newRoom, serverUnderTest } from '../support/people.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { describeInBrowsers, ownProblems, type Visitor } from './support/visitor.js';

async function choose({ page, room }: Visitor, nick: string, item: string): Promise<void> {
  await turnTo(page);
  await room.press(`What you can do about ${nick}`);
  await room.press(item);
}

/** What a screen reader was told so far, from now on. */
async function listens({ page }: Visitor): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const root = document.querySelector('xmpp-room')?.shadowRoot;
    if (!root) return;
    new MutationObserver((records) => {
      for (const { addedNodes, target } of records)
        if (target instanceof Element && target.closest('[aria-live]'))
          said.push(...[...addedNodes].map(({ textContent }) => textContent ?? ''));
    }).observe(root, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** Presses Stop as soon as one of them is removed, however fast the rest would be. */
const stopsAtFirst = ({ page }: Visitor) =>
  page.evaluate(() => {
    const root = document.querySelector('xmpp-room')?.shadowRoot;
    if (!root) return;
    const watch = new MutationObserver(() => {
      const dialog = root.querySelector('dialog[open]');
      if (!dialog?.querySelector('progress')?.value) return;
      watch.disconnect();
      dialog.querySelector('button')?.click();
    });
    watch.observe(root, { childList: true, characterData: true, subtree: true });
  });

/** A picture of the page, as a file. */
async function pictureOf({ page }: Visitor): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'xmpp-picture-'));
  cleanUpAfterTest(() => rm(folder, { recursive: true }));
  const path = join(folder, 'page.png');
  await writeFile(path, await page.screenshot());
  return path;
}

/** Pixels that the room's picture has across in its header; 0: there is none. */
const pictureWidth = ({ page }: Visitor) =>
  page.evaluate(
    () =>
      document.querySelector('xmpp-room')?.shadowRoot?.querySelector<HTMLImageElement>('header .room-picture')
        ?.naturalWidth ?? 0,
  );

describeInBrowsers('A room with a picture', () => {
  it('AVA-1: its owner chooses it and takes it away, and everybody sees so', async () => {
    // Prosody keeps one by a module that its users have
    const server =
      SERVER === 'ejabberd' ? await serverUnderTest() : await ownServer({ roomModules: ['vcard_muc'] });
    const address = newRoom(server);
    const ann = await guestIn(server, address, 'ann', { window: true });
    const bob = await guestIn(server, address, 'bob', { window: true });
    await turnTo(ann.page);
    await ann.room.press('More');
    await ann.room.press('Room picture…');
    const field = await ann.room.find('dialog input[type=file]');
    await (field as ElementHandle<HTMLInputElement>).uploadFile(await pictureOf(ann));
    await ann.room.find('dialog canvas');
    await ann.room.press('Save');
    for (const who of [ann, bob])
      await eventually(
        () => pictureWidth(who),
        (width) => width > 0,
        'the picture',
      );
    await turnTo(ann.page);
    await ann.room.press('More');
    await ann.room.press('Room picture…');
    await ann.room.press('Remove the picture');
    for (const who of [ann, bob])
      await eventually(
        () => pictureWidth(who),
        (width) => width === 0,
        'no picture',
      );
    expect([ann, bob].flatMap(ownProblems)).to.deep.equal([]);
  });
});

const SPAM = 14;

if (!lack('moderation'))
  describeInBrowsers('A room that is cleaned up', () => {
    async function annAndBob() {
      const server = await ownServer({ roomModules: ['muc_moderation'] });
      const address = newRoom(server);
      const ann = await guestIn(server, address, 'ann', { window: true });
      const bob = await guestIn(server, address, 'bob', { window: true });
      const carl = await guestIn(server, address, 'carl', { window: true });
      await turnTo(bob.page);
      for (let i = 0; i < SPAM; i++) await bob.room.send(`spam ${i}`);
      for (const { room } of [ann, bob, carl])
        await room.sees(({ rows }) => rows.at(-1)?.text === `spam ${SPAM - 1}`, 'all the spam');
      await turnTo(ann.page);
      await ann.room.press('Show people, 3 here');
      return { ann, bob, carl };
    }

    it('ux.md §10, RET-2: its moderator bans somebody and removes what they said, for all, and is told', async () => {
      const { ann, bob, carl } = await annAndBob();
      const said = await listens(ann);
      await choose(ann, 'bob', 'Ban…');
      await ann.page.keyboard.type('spam');
      for (const key of ['Tab', ' ', 'Enter'] as const) await ann.page.keyboard.press(key);
      for (const { room } of [ann, carl])
        await room.sees(
          ({ notes, rows }) =>
            notes.includes(`${SPAM} messages removed`) && !rows.some(({ text }) => text.startsWith('spam')),
          'nothing is left',
        );
      await bob.room.sees(({ draft }) => draft === undefined, 'he is out');
      const told = await said();
      expect(told.some((text) => text.includes('bob is banned'))).to.equal(true);
      expect(told.at(-1)).to.equal(`${SPAM} messages of bob removed`);
      await turnTo(ann.page);
      await ann.room.press('More');
      await ann.room.press('Rights and bans…');
      const lift = await ann.room.sees(({ buttons }) =>
        buttons.find((name) => name.startsWith('Lift the ban: ')),
      );
      await ann.room.press(lift.buttons.find((name) => name.startsWith('Lift the ban: ')) ?? '');
      await ann.room.sees(
        ({ buttons }) => !buttons.some((name) => name.startsWith('Lift')),
        'nobody is banned',
      );
      expect((await said()).some((text) => text.startsWith('The ban of '))).to.equal(true);
      expect([ann, carl].flatMap(ownProblems)).to.deep.equal([]);
    });

    it('ux.md §10: it is stopped midway, and gone on with', async () => {
      const { ann, bob, carl } = await annAndBob();
      await choose(ann, 'bob', 'Remove all messages…');
      await stopsAtFirst(ann);
      await ann.room.press(`Remove ${SPAM} messages`);
      await ann.room.sees(({ buttons }) => buttons.includes('Go on'), 'it has stopped');
      await carl.room.sees(({ rows }) => {
        const left = rows.filter(({ text }) => text.startsWith('spam')).length;
        return left > 0 && left < SPAM;
      }, 'some is left');
      await ann.room.press('Go on');
      for (const { room } of [ann, bob, carl])
        await room.sees(({ notes }) => notes.includes(`${SPAM} messages removed`), 'nothing is left');
      await ann.room.sees(({ buttons }) => !buttons.includes('Stop'), 'the dialog is gone');
      expect([ann, bob, carl].flatMap(ownProblems)).to.deep.equal([]);
    });

    it('somebody is muted for one reader, and heard by the others', async () => {
      const { ann, bob, carl } = await annAndBob();
      await choose(ann, 'bob', 'Mute for me');
      await ann.room.sees(
        ({ notes, rows }) =>
          notes.some((note) => note.includes(`${SPAM} messages of bob`)) && rows.length === 0,
        'one quiet line',
      );
      await turnTo(bob.page);
      await bob.room.send('more of it');
      await carl.room.sees(({ rows }) => rows.at(-1)?.text === 'more of it', 'carl hears him');
      await ann.room.sees(({ notes }) => notes.some((note) => note.includes(`${SPAM + 1} messages of bob`)));
      await ann.page.reload();
      await ann.room.joined();
      await ann.room.sees(
        ({ notes, rows }) => notes.some((note) => note.includes('messages of bob')) && rows.length === 0,
        'so it is on the next page',
      );
      expect([ann, bob, carl].flatMap(ownProblems)).to.deep.equal([]);
    });
  });
