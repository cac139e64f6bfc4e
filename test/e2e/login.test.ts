/** Signing in on a page: a person, a browser, a server; under the strictest policy. */
import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { newAccount, serverUnderTest, until, type XmppServer } from '../support/people.js';
import { complaints } from './support/axe.js';
import { eventually } from '../support/eventually.js';
import { strictPolicy } from './support/policy.js';
import { RoomOnPage } from './support/room-on-page.js';
import { publish, SCRIPT_TAG } from './support/site.js';
import { describeInBrowsers, visit, type Visitor } from './support/visitor.js';

const unique = () => crypto.randomUUID().slice(0, 8);

/** A sign-in as its visitor meets it. */
class LoginOnPage {
  readonly #element: RoomOnPage;

  constructor(
    readonly page: Page,
    path = 'xmpp-login',
  ) {
    this.#element = new RoomOnPage(page, path);
  }

  /** Its new account's form, once that is there. */
  get form(): LoginOnPage {
    return new LoginOnPage(this.page, 'xmpp-login >>> xmpp-data-form');
  }

  press(name: string): Promise<void> {
    return this.#element.press(name);
  }

  /** Fills fields anew, by their ids. */
  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [id, text] of Object.entries(fields)) {
      const field = await this.#element.find(`#${id}`);
      await field.evaluate((input) => (input as HTMLInputElement).select());
      await field.focus();
      await this.page.keyboard.type(text);
    }
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.fill({ username, password });
    await this.page.keyboard.press('Enter');
  }

  says(part: string, text: string | RegExp): Promise<string> {
    const words = async () => {
      const found = await this.#element.find(`[part~="${part}"]`);
      return found.evaluate((element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());
    };
    return eventually(
      words,
      (said) => (typeof text === 'string' ? said.includes(text) : text.test(said)),
      `${part} says ${text}`,
    );
  }

  async signOut(): Promise<void> {
    await this.press('Sign out');
    await this.says('notice', 'You are signed out.');
  }
}

describeInBrowsers('signing in', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  async function open(attributes: string, rest = ''): Promise<{ visitor: Visitor; login: LoginOnPage }> {
    const tags = `<xmpp-session service="${server.ws}" domain="${server.domain}"></xmpp-session>${rest}<xmpp-login ${attributes}></xmpp-login>`;
    const visitor = await visit(await publish(SCRIPT_TAG + tags, strictPolicy(server)));
    return { visitor, login: new LoginOnPage(visitor.page) };
  }

  it('REG-3, REG-8, ux.md §8: somebody registers, is in, signs out, and signs in again', async () => {
    const { visitor, login } = await open('register');
    const username = `new-${unique()}`;
    await login.press('Create an account');
    await login.form.fill({ 'field-1': username, 'field-2': 'geheim' });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', `${username}@${server.domain}`);
    await login.signOut();
    await login.signIn(username, 'geheim');
    await login.says('who', username);
    expect(visitor.problems).to.deep.equal([]);
  });

  it('CORE-11, ux.md §8: a wrong password says so and not which, and the right one goes in after it', async () => {
    const account = await newAccount(server);
    const { visitor, login } = await open('');
    await login.signIn(account.username, 'not it');
    await login.says('problem', 'User name or password is wrong.');
    expect(await complaints(visitor.page, 'xmpp-login')).to.deep.equal([]);
    await login.fill({ password: account.password });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', account.username);
    expect(await complaints(visitor.page, 'xmpp-login')).to.deep.equal([]);
    expect(visitor.problems).to.deep.equal([]);
  });

  it('REG-7, ux.md §8: a name that is taken is told under its field, and another one goes in', async () => {
    const account = await newAccount(server);
    const { visitor, login } = await open('register');
    await login.press('Create an account');
    const { form } = login;
    await form.fill({ 'field-1': account.username, 'field-2': 'geheim' });
    await visitor.page.keyboard.press('Enter');
    await form.says('problem', 'This name is taken.');
    const username = `other-${unique()}`;
    await form.fill({ 'field-1': username });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', username);
  });

  it('ux.md §8: a guest needs a name only, and is in again on the tab’s next page', async () => {
    const { visitor, login } = await open(`guest="${server.guestDomain}"`);
    await login.fill({ nick: 'Ann' });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', /Ann\s+Guest/);
    await visitor.page.reload();
    await login.says('who', /Ann\s+Guest/);
    await login.signOut();
    await login.press('Sign in with an account');
    const account = await newAccount(server);
    await login.signIn(account.username, account.password);
    await login.says('who', account.username);
    expect(visitor.problems).to.deep.equal([]);
  });

  it('REG-12: a changed password is the one that counts', async () => {
    const account = await newAccount(server);
    const { visitor, login } = await open('');
    await login.signIn(account.username, account.password);
    await login.press('Change password');
    await login.fill({ 'new-password': 'n3w pässword' });
    await visitor.page.keyboard.press('Enter');
    await login.says('notice', 'Your password was changed.');
    await login.signOut();
    await login.signIn(account.username, account.password);
    await login.says('problem', 'wrong');
    await login.fill({ password: 'n3w pässword' });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', account.username);
  });

  it('REG-10: an account is removed once its address was typed, and lets nobody in any more', async () => {
    const account = await newAccount(server);
    const address = `${account.username}@${server.domain}`;
    const { visitor, login } = await open('');
    await login.signIn(account.username, account.password);
    await login.press('Remove account');
    await visitor.page.keyboard.press('Enter');
    await login.fill({ confirm: 'somebody@else.example' });
    await visitor.page.keyboard.press('Enter');
    await login.says('problem', 'This is not the address');
    await login.fill({ confirm: address });
    await visitor.page.keyboard.press('Enter');
    await login.says('notice', 'Your account was removed.');
    await login.signIn(account.username, account.password);
    await login.says('problem', 'wrong');
  });

  it('CORE-6: a name without a password waits for it, and its room’s visitor is no guest', async () => {
    const account = await newAccount(server);
    const room = `waiting-${unique()}@${server.rooms}`;
    const tags =
      `<xmpp-session service="${server.ws}" domain="${server.domain}" username="${account.username}"></xmpp-session>` +
      `<xmpp-login></xmpp-login><xmpp-room jid="${room}" nick="Ann" autojoin></xmpp-room>`;
    const visitor = await visit(await publish(SCRIPT_TAG + tags, strictPolicy(server)));
    await visitor.room.sees((look) => look.entry?.includes('Sign in to join'));
    const login = new LoginOnPage(visitor.page);
    await login.fill({ password: account.password });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', account.username);
    await visitor.room.joined();
  });

  it('security.md §5: a password gets into no address, attribute, storage or console, and the form leads nowhere', async () => {
    const account = await newAccount(server);
    const secrets = ['wr0ng-s3cret', account.password];
    const { visitor, login } = await open('register');
    const said: string[] = [];
    visitor.page.on('console', (message) => said.push(message.text()));
    const address = visitor.page.url();
    await login.signIn(account.username, 'wr0ng-s3cret');
    await login.says('problem', 'wrong');
    await login.fill({ password: account.password });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', account.username);
    const traces = await visitor.page.evaluate(tracesOnPage);
    expect(visitor.page.url()).to.equal(address);
    for (const secret of secrets) {
      expect([...traces, ...said, ...visitor.requests].join('\n')).not.to.contain(secret);
    }
    expect(visitor.problems).to.deep.equal([]);
  });

  it('REG-10, ux.md §7: signing out clears what the tab kept', async () => {
    const { visitor, login } = await open(`guest="${server.guestDomain}"`);
    await login.fill({ nick: 'Ann' });
    await visitor.page.keyboard.press('Enter');
    await login.says('who', 'Ann');
    await login.signOut();
    const kept = () => visitor.page.evaluate(() => Object.keys(sessionStorage));
    await eventually(kept, (keys) => !keys.some((key) => key.includes('login')), 'nothing is kept');
    await until(() => visitor.problems.length === 0, 'nothing went wrong');
  });
});

/** Runs in the page: all that could be read of it later. */
function tracesOnPage(): string[] {
  const trees: (Document | ShadowRoot)[] = [document];
  const found = [location.href, document.cookie, document.title];
  for (const tree of trees)
    for (const element of tree.querySelectorAll('*')) {
      if (element.shadowRoot) trees.push(element.shadowRoot);
      found.push(element.textContent ?? '', (element as HTMLInputElement).value ?? '');
      for (const { value } of element.attributes) found.push(value);
    }
  for (const storage of [localStorage, sessionStorage])
    found.push(...Object.values(storage as object).map(String));
  return found.map(String);
}
