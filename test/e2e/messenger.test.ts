/**
 * Two people on the demo's messenger, each in a browser of their own, from making an account to parting: by mouse, and by
 * keyboard alone (ux.md §5, §8).
 */
import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { cleanUpAfterTest } from '../support/clean-up.js';
import { serverUnderTest, type XmppServer } from '../support/people.js';
import { complaints } from './support/axe.js';
import { eventually } from '../support/eventually.js';
import { focusIs, Keyboard, Mouse, turnTo, type Hands } from './support/hands.js';
import { seesChat, seesContacts, texts, type ChatLook, type ContactsLook } from './support/looks.js';
import { publishDemo } from './support/site.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

const PASSWORD = 'geheim';

class Somebody {
  constructor(
    readonly visitor: Visitor,
    readonly hands: Hands,
    readonly username: string,
    readonly jid: string,
  ) {}

  async contacts(fits: (look: ContactsLook) => unknown, label: string): Promise<ContactsLook> {
    await turnTo(this.visitor.page);
    return seesContacts(this.visitor.page, fits, label);
  }

  /** A line that is all of this to a screen reader. */
  line(name: string): Promise<ContactsLook> {
    return this.contacts(({ lines }) => lines.includes(name), `a line “${name}”`);
  }

  async chat(fits: (look: ChatLook) => unknown, label: string): Promise<ChatLook> {
    await turnTo(this.visitor.page);
    return seesChat(this.visitor.page, fits, label);
  }

  focusIs(name: string): Promise<string> {
    return focusIs(this.visitor.page, name);
  }

  async type(text: string): Promise<void> {
    await turnTo(this.visitor.page);
    await this.visitor.page.keyboard.type(text);
  }

  async fill(field: string, text: string): Promise<void> {
    await this.hands.to(field);
    await this.type(text);
  }

  /** With the focus in the composer. */
  async say(text: string): Promise<void> {
    await this.type(text);
    await this.hands.press('Send');
  }

  async registers(): Promise<void> {
    await this.hands.press('Create an account');
    await this.fill('User name required', this.username);
    await this.fill('Password required', PASSWORD);
    await this.hands.press('Create an account');
    await this.focusIs(`Signed in as ${this.username}`);
    await this.contacts(({ lines }) => lines.length === 0, 'nobody yet');
  }

  async adds(jid: string, name: string): Promise<void> {
    await this.hands.press('Add a contact');
    await this.focusIs('Address');
    await this.type(jid);
    await this.fill('Name', name);
    await this.hands.press('Add');
    await this.contacts(({ dialog }) => dialog === '', 'it is done');
  }

  /** How wide the picture in a line of the list is, or one's own; 0: there is none. */
  async picture(of: '.self' | '.line', fits: (width: number) => boolean, label: string): Promise<void> {
    await turnTo(this.visitor.page);
    const widthOf = (selector: string) =>
      document.querySelector('xmpp-roster')?.shadowRoot?.querySelector<HTMLImageElement>(selector)
        ?.naturalWidth ?? 0;
    await eventually(() => this.visitor.page.evaluate(widthOf, `${of} .avatar img`), fits, label);
  }

  /** A picture of the page, in the file field that a button opens. */
  async choosesPicture(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'xmpp-picture-'));
    cleanUpAfterTest(() => rm(folder, { recursive: true }));
    const path = join(folder, 'page.png');
    const { page } = this.visitor;
    await writeFile(path, await page.screenshot());
    const field = await eventually(
      async () => (await page.evaluateHandle(inRoster, 'input[type=file]')).asElement(),
      Boolean,
      'the field',
    );
    await (field as ElementHandle<HTMLInputElement>).uploadFile(path);
    await eventually(
      async () => (await page.evaluateHandle(inRoster, 'dialog canvas')).asElement(),
      Boolean,
      'the picture, to be looked at',
    );
  }

  async complaints(): Promise<string[]> {
    return complaints(this.visitor.page, '#messenger');
  }
}

describeInBrowsers('On the messenger', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  async function comes(name: string, handsOn: (visitor: Visitor) => Hands): Promise<Somebody> {
    const visitor = await visit(await publishDemo('messenger.html', server), { window: true });
    const username = `${name}-${crypto.randomUUID().slice(0, 8)}`;
    return new Somebody(visitor, handsOn(visitor), username, `${username}@${server.domain}`);
  }

  async function meetAndPart(handsOn: (visitor: Visitor) => Hands): Promise<void> {
    const [ann, bob] = [await comes('ann', handsOn), await comes('bob', handsOn)];
    for (const each of [ann, bob]) await each.registers();
    await becomeContacts(ann, bob);
    await talk(ann, bob);
    await bobMisses(ann, bob);
    await block(ann, bob);
    await part(ann, bob);
    expect([...ann.visitor.problems, ...bob.visitor.problems]).to.deep.equal([]);
  }

  it('IM-16, RCPT-1, CSN-1, MAM-1, BLK-3: two people meet, talk, miss each other, and part by mouse', () =>
    meetAndPart(({ page }) => new Mouse(page)));

  async function showAndHide(handsOn: (visitor: Visitor) => Hands): Promise<void> {
    const [ann, bob] = [await comes('ann', handsOn), await comes('bob', handsOn)];
    for (const each of [ann, bob]) await each.registers();
    await becomeContacts(ann, bob);
    await ann.hands.press('Your picture');
    await ann.focusIs('Choose a picture');
    await ann.choosesPicture();
    expect(await ann.complaints()).to.deep.equal([]);
    await ann.hands.press('Save');
    await ann.focusIs('Your picture');
    await ann.picture('.self', (width) => width === 192, 'her own');
    await bob.picture('.line', (width) => width === 192, 'hers');
    await ann.hands.press('Your picture');
    await ann.hands.press('Remove the picture');
    await ann.picture('.self', (width) => width === 0, 'hers is gone');
    await bob.picture('.line', (width) => width === 0, 'gone for him, too');
    expect([...ann.visitor.problems, ...bob.visitor.problems]).to.deep.equal([]);
  }

  it('XEP-0084: somebody’s picture is seen by a contact, until it is removed, by mouse', () =>
    showAndHide(({ page }) => new Mouse(page)));

  it('XEP-0084: the same by keyboard alone', () => showAndHide(({ page }) => new Keyboard(page)));

  it('ux.md §5, §8: two people do all of it by keyboard alone', () =>
    meetAndPart(({ page }) => new Keyboard(page)));
});

async function becomeContacts(ann: Somebody, bob: Somebody): Promise<void> {
  expect(await ann.complaints()).to.deep.equal([]);
  await ann.adds(bob.jid, 'Bob');
  await bob.contacts(({ requests }) => requests.includes(ann.jid), 'her request');
  expect(await bob.complaints()).to.deep.equal([]);
  await bob.hands.press(`Accept ${ann.jid}`);
  await ann.line('Bob, available');
  await bob.line(`${ann.jid}, available`);
  await bob.hands.rename(ann.jid);
  await bob.focusIs('Name');
  await bob.type('Ann');
  await bob.hands.press('Change');
  await bob.line('Ann, available');
}

async function talk(ann: Somebody, bob: Somebody): Promise<void> {
  await ann.hands.open('Bob');
  await ann.focusIs('Message to Bob');
  await ann.say('Are you there?');
  await ann.chat(({ rows }) => rows[0]?.fate === 'Delivered', 'it has arrived');
  await bob.line('Ann, available, 1 unread');
  await bob.hands.open('Ann');
  await bob.focusIs('Message to Ann');
  await ann.chat(({ rows }) => rows[0]?.fate === 'Read', 'it was read');
  await bob.type('I');
  // without turning to her page: he would lose the focus in Firefox, and so stop typing
  await seesChat(ann.visitor.page, ({ typing }) => typing === 'Bob is typing…', 'he types');
  await bob.say(' am');
  await ann.chat(
    (look) => texts(look) === 'Are you there? | I am' && look.typing === '',
    'what he has written',
  );
  await ann.line('Bob, available'); // nothing unread
  await bob.chat(({ rows }) => rows[1]?.fate === 'Read', 'it was read');
  expect(await ann.complaints()).to.deep.equal([]);
}

async function bobMisses(ann: Somebody, bob: Somebody): Promise<void> {
  await bob.hands.press('Sign out');
  await bob.focusIs('Password'); // his name is filled in
  await ann.line('Bob, offline');
  for (const text of ['one', 'two']) {
    await ann.hands.to('Message to Bob');
    await ann.say(text);
  }
  await ann.chat(({ rows }) => rows[3]?.fate === 'Sent', 'sent, for later');
  await bob.fill('Password', PASSWORD);
  await bob.hands.press('Sign in');
  await bob.line('Ann, available');
  await bob.chat(
    (look) => texts(look) === 'Are you there? | I am | one | two',
    'what he has missed, in order',
  );
}

async function block(ann: Somebody, bob: Somebody): Promise<void> {
  await ann.hands.choose('Bob', 'Block');
  await ann.contacts(({ dialog }) => dialog === 'Block Bob?', 'it asks first');
  await ann.hands.press('Block');
  await ann.chat(({ standing }) => standing.startsWith('You have blocked Bob'), 'blocked');
  expect(await ann.complaints()).to.deep.equal([]);
  await bob.hands.to('Message to Ann');
  await bob.say('Ann?');
  await bob.chat(({ rows }) => rows.length === 5, 'his own');
  await ann.hands.choose('Bob', 'Unblock');
  await ann.chat(({ standing }) => standing === '', 'not any more');
  await bob.hands.to('Message to Ann');
  await bob.say('And now?');
  await ann.chat((look) => texts(look).endsWith(' | two | And now?'), 'what he said after that, alone');
}

async function part(ann: Somebody, bob: Somebody): Promise<void> {
  await ann.hands.remove('Bob');
  await ann.contacts(({ dialog }) => dialog === 'Remove Bob?', 'it asks first');
  await ann.hands.press('Remove');
  await ann.contacts(({ lines }) => lines.every((line) => !line.startsWith('Bob')), 'he is gone');
  await bob.line('Ann, offline, Neither of you sees when the other one is online');
}

/** In the page. */
const inRoster = (selector: string) =>
  document.querySelector('xmpp-roster')?.shadowRoot?.querySelector(selector) ?? null;
