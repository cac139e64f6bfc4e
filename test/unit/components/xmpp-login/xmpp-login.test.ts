import { expect } from 'chai';
import '../../../../src/components/xmpp-login/define.js';
import type { XmppLogin } from '../../../../src/components/xmpp-login/xmpp-login.js';
import { ConnectionError, StanzaError, StreamError } from '../../../../src/session/errors.js';
import { tabStorage } from '../../../../src/session/storage.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { asSession, FakeLogin, refused, signedIn, type LoginFields } from '../../../support/fake-login.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  parts,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { captcha, registration } from '../../../support/forms.js';
import { until } from '../../../support/until.js';

async function show(fields: Partial<LoginFields> | FakeLogin = {}, properties: Partial<XmppLogin> = {}) {
  const fake = fields instanceof FakeLogin ? fields : new FakeLogin(fields);
  const element = await fixture('xmpp-login', { session: asSession(fake), ...properties });
  return { fake, element };
}

const input = (element: Element, id: string) => find<HTMLInputElement>(element, `#${id}`);
const problems = (element: Element) => parts(element, 'problem').map(textOf);
const focused = (element: Element) => element.shadowRoot?.activeElement;
const titled = (element: Element, words: string) =>
  until(() => textOf(part(element, 'title')) === words, words);

function signIn(element: Element, username = 'ann', password = 'correct horse'): void {
  type(input(element, 'username'), username);
  type(input(element, 'password'), password);
  part(element, 'submit').focus();
  part(element, 'submit').click();
}

/** What is said of a field by those who read it out. */
const described = (element: Element, field: Element) =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => textOf(find(element, `#${id}`)))
    .join(' ');

const isIn = (element: Element) => until(() => parts(element, 'who').length, 'somebody is in');

describe('<xmpp-login>', () => {
  describe('ux.md §8, ways', () => {
    it('shows no choice where there is one way', async () => {
      const { element } = await show();
      expect(parts(element, 'others')).to.be.empty;
      expect(input(element, 'password').type).to.equal('password');
    });

    it('shows those alone that are set, guests first', async () => {
      const { element } = await show({}, { guest: '', register: true });
      expect(findAll(element, 'input').map(({ id }) => id)).to.deep.equal(['nick']);
      expect(findAll(element, '[part="others"] button').map(textOf)).to.deep.equal([
        'Sign in with an account',
        'Create an account',
      ]);
    });

    it('a guest needs a name only, and goes to the guests’ domain', async () => {
      const { fake, element } = await show({}, { guest: 'guests.kit.example', noAccount: true });
      const told = eventsOf(element, 'xmpp-login');
      type(input(element, 'nick'), ' Ann ');
      part(element, 'submit').click();
      await isIn(element);
      expect(fake.signedIn).to.deep.equal([{ nick: 'Ann', domain: 'guests.kit.example' }]);
      expect(told.map(({ guest, nick }) => [guest, nick])).to.deep.equal([[true, 'Ann']]);
      expect(textOf(part(element, 'who')))
        .to.contain('Ann')
        .and.to.contain('Guest');
    });

    it('an account needs name and password, and may give its whole address', async () => {
      const { fake, element } = await show();
      const told = eventsOf(element, 'xmpp-login');
      signIn(element, 'Ann@kit.example');
      await isIn(element);
      expect(fake.signedIn[0]?.credentials).to.deep.equal({ username: 'ann', password: 'correct horse' });
      expect(told.map(({ jid, guest }) => [jid, guest])).to.deep.equal([['ann@kit.example/web', false]]);
    });

    it('an account of another domain, and what is no name, is told at once', async () => {
      const { fake, element } = await show();
      signIn(element, 'ann@other.example');
      await until(() => problems(element)[0]?.includes('Only accounts at kit.example'), 'it says so');
      signIn(element, 'a b');
      await until(() => problems(element)[0]?.includes('“a b” is no user name'), 'it says so');
      expect(focused(element)?.id).to.equal('username');
      expect(fake.signedIn).to.be.empty;
    });

    it('a name that the page gives waits for its password, and no guest comes in', async () => {
      const { fake, element } = await show(
        { account: { username: 'juliet', ready: false }, guest: false },
        { guest: '', register: true },
      );
      expect(parts(element, 'others')).to.be.empty;
      expect(input(element, 'username')).to.include({ readOnly: true, value: 'juliet' });
      type(input(element, 'password'), 'x');
      part(element, 'submit').click();
      await isIn(element);
      expect(fake.signedIn[0]?.credentials).to.deep.equal({ username: 'juliet', password: 'x' });
    });

    it('by a token needs a press of one button, and asks the site again at each try', async () => {
      let asked = 0;
      const credentials = () => Promise.resolve({ username: 'ann', token: `t${asked++}` });
      const fake = new FakeLogin();
      fake.answer = () => refused('not-authorized');
      const { element } = await show(fake, { credentials, guest: undefined });
      expect(findAll(element, 'input')).to.be.empty;
      part(element, 'submit').click();
      await until(() => problems(element).length, 'it says why');
      expect(problems(element)).to.deep.equal(['Your sign-in at this site has expired.']);
      fake.answer = undefined;
      part(element, 'submit').click();
      await isIn(element);
      expect(fake.signedIn.map((as) => as?.credentials)).to.deep.equal([credentials, credentials]);
    });

    it('by credentials of the session uses those', async () => {
      const { fake, element } = await show({ account: { ready: true }, guest: false });
      part(element, 'submit').click();
      await isIn(element);
      expect(fake.signedIn).to.deep.equal([undefined]);
    });

    it('keeps the name that was typed when the way changes, and moves the focus along', async () => {
      const { element } = await show({}, { register: true, guest: '' });
      button(element, 'Sign in with an account').focus();
      button(element, 'Sign in with an account').click();
      await titled(element, 'Sign in');
      expect(focused(element)?.id).to.equal('username');
      type(input(element, 'username'), 'ann');
      button(element, 'Come in as a guest').click();
      await titled(element, 'Come in as a guest');
      button(element, 'Sign in with an account').click();
      await titled(element, 'Sign in');
      expect(input(element, 'username').value).to.equal('ann');
      expect(focused(element)?.id).to.equal('password');
    });
  });

  describe('ux.md §8, form', () => {
    it('has labels, and tells password managers what is what', async () => {
      const { element } = await show();
      const labels = findAll(element, 'label').map((label) => [label.getAttribute('for'), textOf(label)]);
      expect(labels).to.deep.equal([
        ['username', 'User name'],
        ['password', 'Password'],
      ]);
      expect(input(element, 'username').autocomplete).to.equal('username');
      expect(input(element, 'password').autocomplete).to.equal('current-password');
    });

    it('shows a password to its owner, and lets them paste one', async () => {
      const { element } = await show();
      button(element, 'Show password').click();
      await until(() => input(element, 'password').type === 'text', 'it is to be read');
      button(element, 'Hide password').click();
      await until(() => input(element, 'password').type === 'password', 'it is hidden');
      const paste = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
      expect(input(element, 'password').dispatchEvent(paste)).to.equal(true);
    });

    it('says under each field what is missing, with the focus in the first', async () => {
      const { fake, element } = await show();
      part(element, 'submit').focus();
      part(element, 'submit').click();
      await until(() => problems(element).length === 2, 'it says what is missing');
      expect(focused(element)?.id).to.equal('username');
      for (const id of ['username', 'password'])
        expect(input(element, id).getAttribute('aria-invalid')).to.equal('true');
      expect(described(element, input(element, 'password'))).to.equal('Enter your password.');
      expect(fake.signedIn).to.be.empty;
    });

    it('says that name or password is wrong and not which, and takes the next one', async () => {
      const fake = new FakeLogin();
      fake.answer = () => refused('not-authorized');
      const { element } = await show(fake);
      const codes = eventsOf(element, 'xmpp-error');
      signIn(element);
      await until(() => problems(element).length, 'it says so');
      expect(problems(element)).to.deep.equal(['User name or password is wrong.']);
      for (const id of ['username', 'password']) {
        expect(input(element, id).getAttribute('aria-invalid')).to.equal('true');
        expect(described(element, input(element, id))).to.equal('User name or password is wrong.');
      }
      expect(focused(element)?.id).to.equal('username');
      expect(codes.map(({ code }) => code)).to.deep.equal(['wrong-password']);
      fake.answer = undefined;
      signIn(element);
      await isIn(element);
    });

    it('keeps what was typed while it is under way and after it failed', async () => {
      const fake = new FakeLogin();
      fake.answer = () => new ConnectionError('unreachable');
      const { element } = await show(fake, { guest: '' });
      type(input(element, 'nick'), 'Ann');
      part(element, 'submit').click();
      await until(() => problems(element).length, 'it failed');
      expect(input(element, 'nick').value).to.equal('Ann');
      button(element, 'Sign in with an account').click();
      await titled(element, 'Sign in');
      signIn(element);
      await until(() => problems(element).length, 'it failed again');
      expect([input(element, 'username').value, input(element, 'password').value]).to.deep.equal([
        'ann',
        'correct horse',
      ]);
    });

    it('is sent once, and can be called off', async () => {
      const fake = new FakeLogin();
      fake.answer = () => new Promise(() => undefined);
      const { element } = await show(fake);
      signIn(element);
      await until(() => textOf(part(element, 'submit')) === 'Signing in…', 'it is under way');
      part(element, 'submit').click();
      expect(fake.signedIn).to.have.length(1);
      expect(part(element, 'submit').getAttribute('aria-disabled')).to.equal('true');
      button(element, 'Cancel').click();
      expect(fake.calls).to.deep.equal(['disconnect']);
    });

    const states: readonly (readonly [error: Error, words: string, code: string])[] = [
      [new ConnectionError('unreachable'), 'The chat server cannot be reached.', 'unreachable'],
      [new ConnectionError('insecure'), 'no safe connection', 'insecure'],
      [refused('server-signature'), 'could not prove', 'unsafe'],
      [refused('downgrade'), 'could not prove', 'unsafe'],
      [refused('no-mechanism'), 'no way to sign in that is safe', 'no-mechanism'],
      [refused('account-disabled', 'Call us'), '“Call us”', 'account-disabled'],
      [refused('credentials-expired'), 'has expired', 'expired'],
      [refused('temporary-auth-failure'), 'Too many attempts. Try again in 30 seconds.', 'throttled'],
      [new StreamError('policy-violation'), 'Too many attempts', 'throttled'],
      [new StreamError('host-unknown'), 'cannot be reached', 'unreachable'],
      [new StanzaError('resource-constraint', 'wait'), 'Too many attempts', 'throttled'],
      [refused('malformed-request'), 'Signing in did not work.', 'sign-in-failed'],
    ];
    for (const [error, words, code] of states)
      it(`CORE-10: after ${error.message} says “${words}”`, async () => {
        const fake = new FakeLogin();
        fake.answer = () => error;
        const { element } = await show(fake);
        const codes = eventsOf(element, 'xmpp-error');
        signIn(element);
        await until(() => problems(element).length, 'it says why');
        expect(problems(element).join()).to.contain(words);
        expect(codes.map((event) => event.code)).to.deep.equal([code]);
        expect(await violations(element)).to.deep.equal([]);
      });

    it('tells guests that they cannot come in', async () => {
      const fake = new FakeLogin();
      fake.answer = () => refused('no-mechanism');
      const { element } = await show(fake, { guest: '' });
      type(input(element, 'nick'), 'Ann');
      part(element, 'submit').click();
      await until(() => problems(element).length, 'it says so');
      expect(problems(element)).to.deep.equal(['Guests cannot come in here.']);
    });
  });

  describe('ux.md §8, CORE-11: too many attempts', () => {
    async function throttled() {
      const fake = new FakeLogin();
      fake.answer = () => refused('not-authorized');
      const { element } = await show(fake);
      for (let tries = 1; tries <= 5; tries++) {
        signIn(element);
        await until(() => fake.signedIn.length === tries && !fakeBusy(element), `try ${tries}`);
      }
      await until(() => problems(element).join().includes('Too many attempts'), 'that is enough');
      return { fake, element };
    }
    const fakeBusy = (element: Element) => find(element, 'form').getAttribute('aria-busy') === 'true';

    it('five wrong passwords make the sixth wait, in seconds that count down', async () => {
      const { fake, element } = await throttled();
      const before = textOf(part(element, 'submit'));
      expect(before).to.match(/^Sign in, in \d+ s$/);
      signIn(element);
      expect(fake.signedIn).to.have.length(5);
      await until(() => textOf(part(element, 'submit')) !== before, 'it counts');
      expect(textOf(find(element, '[aria-live="polite"]'))).to.match(/^(Too many attempts.*)?$/);
    });

    it('goes on once they are over', async () => {
      const { fake, element } = await throttled();
      const { now } = Date;
      cleanUpAfterTest(() => (Date.now = now));
      Date.now = () => now() + 60_000;
      await until(() => textOf(part(element, 'submit')) === 'Sign in', 'the time is over');
      fake.answer = undefined;
      signIn(element);
      await isIn(element);
    });
  });

  describe('security.md §5: a password', () => {
    it('stands in no attribute, address, storage or event, and is gone from the form once it was used', async () => {
      const secret = 'k3epMeOut';
      const { element } = await show({ config: { domain: 'kit.example', remember: true } });
      const said: string[] = [];
      const tell = (event: Event) => said.push(JSON.stringify(event, Object.keys(Object.create(event))));
      for (const name of ['xmpp-login', 'xmpp-error', 'xmpp-state'])
        document.body.addEventListener(name, tell);
      const field = input(element, 'password');
      signIn(element, 'ann', secret);
      await isIn(element);
      for (const name of ['xmpp-login', 'xmpp-error', 'xmpp-state'])
        document.body.removeEventListener(name, tell);
      expect(field.value).to.equal('');
      const markup = [...document.querySelectorAll('*'), ...findAll(element, '*')].flatMap((each) =>
        each.getAttributeNames().map((name) => each.getAttribute(name)),
      );
      const kept = [sessionStorage, localStorage].flatMap((storage) => Object.values(storage));
      const all = [
        ...markup,
        ...kept,
        ...said,
        location.href,
        document.cookie,
        textOf(part(element, 'frame')),
      ];
      expect(all.join('\n')).not.to.contain(secret);
    });

    it('goes from the form with the element', async () => {
      const { element } = await show();
      const field = input(element, 'password');
      type(field, 'k3epMeOut');
      element.remove();
      await until(() => field.value === '', 'it is gone');
    });
  });

  describe('ux.md §8: a form of the page’s own', () => {
    function ownForm() {
      const form = document.createElement('form');
      form.slot = 'login';
      const [name, password] = ['username', 'password'].map((each) => {
        const field = document.createElement('input');
        field.name = each;
        form.append(field);
        return field;
      });
      const go = document.createElement('button');
      form.append(go);
      if (!name || !password) throw new Error('no fields');
      return { form, name, password, go };
    }

    async function withForm(fake = new FakeLogin()) {
      const own = ownForm();
      const element = document.createElement('xmpp-login');
      element.append(own.form);
      const shown = await fixture('xmpp-login', { session: asSession(fake) });
      shown.append(own.form);
      await until(() => findAll(shown, 'input').length === 0, 'ours is not there');
      return { ...own, fake, element: shown };
    }

    it('signs in, leads nowhere, and is emptied after use', async () => {
      const { fake, element, name, password, go } = await withForm();
      const before = location.href;
      name.value = 'ann';
      password.value = 'geheim';
      go.click();
      await isIn(element);
      expect(fake.signedIn[0]?.credentials).to.deep.equal({ username: 'ann', password: 'geheim' });
      expect(location.href).to.equal(before);
      expect([name.value, password.value]).to.deep.equal(['ann', '']);
    });

    it('takes the focus where it is empty first', async () => {
      const { element, name, password } = await withForm();
      element.focus();
      await until(() => document.activeElement === name, 'the name');
      name.value = 'ann';
      element.focus();
      await until(() => document.activeElement === password, 'the password');
    });

    it('is marked where it is wrong, with the focus in its first field, until it is right', async () => {
      const { fake, element, name, password, go } = await withForm();
      fake.answer = () => refused('not-authorized');
      name.value = 'ann';
      password.value = 'not it';
      go.focus();
      go.click();
      await until(() => name.getAttribute('aria-invalid') === 'true', 'it is marked');
      expect(password.getAttribute('aria-description')).to.equal('User name or password is wrong.');
      expect(problems(element)).to.deep.equal(['User name or password is wrong.']);
      expect(document.activeElement === name).to.equal(true);
      fake.answer = undefined;
      go.click();
      await isIn(element);
      expect(name.hasAttribute('aria-invalid')).to.equal(false);
    });

    it('leads nowhere even before the code for it has come', async () => {
      const { form, go } = ownForm();
      const element = document.createElement('xmpp-login');
      element.session = asSession(new FakeLogin());
      element.append(form);
      document.body.append(element);
      const sent: boolean[] = [];
      addEventListener('submit', (event) => sent.push(event.defaultPrevented), { once: true });
      go.click();
      element.remove();
      expect(sent).to.deep.equal([true]);
    });
  });

  describe('ux.md §8: a new account', () => {
    const open = async (fake: FakeLogin) => {
      const { element } = await show(fake, { register: true });
      button(element, 'Create an account').click();
      return element;
    };
    const formIn = (element: Element) =>
      until(() => {
        const form = element.shadowRoot?.querySelector('xmpp-data-form');
        return form?.shadowRoot?.querySelector('form') && form;
      }, 'its form is there');

    async function fill(form: Element, ...values: readonly string[]) {
      const fields = findAll(form, 'input') as HTMLInputElement[];
      values.forEach((value, i) => fields[i] && type(fields[i], value));
      part(form, 'submit').click();
      return fields;
    }

    it('REG-8: signs in at once with the account that was made', async () => {
      const fake = Object.assign(new FakeLogin(), { offer: () => ({ form: registration() }) });
      const element = await open(fake);
      const fields = await fill(await formIn(element), 'ann', 'geheim');
      await isIn(element);
      expect(fake.signedIn).to.deep.equal([{ credentials: { username: 'ann', password: 'geheim' } }]);
      expect(fields[1]?.value).to.equal('');
    });

    it('says that it is there where signing in with it did not work', async () => {
      const fake = Object.assign(new FakeLogin(), { offer: () => ({ form: registration() }) });
      fake.answer = () => new ConnectionError('unreachable');
      const element = await open(fake);
      await fill(await formIn(element), 'ann', 'geheim');
      await until(() => parts(element, 'notice').length, 'it says so');
      expect(textOf(part(element, 'notice'))).to.equal('Your account is there. Sign in with it.');
      expect(input(element, 'username').value).to.equal('ann');
    });

    it('REG-7: says under the field that a name is taken, and keeps what was typed', async () => {
      const fake = Object.assign(new FakeLogin(), {
        offer: () => ({ form: registration() }),
        register: () => Promise.reject(new StanzaError('conflict', 'cancel')),
      });
      const form = await formIn(await open(fake));
      const fields = await fill(form, 'ann', 'geheim');
      await until(() => fields[0]?.getAttribute('aria-invalid') === 'true', 'it is marked');
      expect(fields.map(({ value }) => value)).to.deep.equal(['ann', 'geheim', '']);
    });

    it('shows another picture, and keeps what was typed but for its letters', async () => {
      const fake = Object.assign(new FakeLogin(), { offer: () => ({ form: captcha() }) });
      const element = await open(fake);
      const form = await formIn(element);
      const before = form.form;
      const fields = () => findAll(form, 'input') as HTMLInputElement[];
      ['ann', 'geheim', '7nHL3'].forEach((text, i) => type(fields()[i]!, text));
      button(element, 'Show another picture').click();
      await until(() => form.form !== before, 'there is another form');
      expect(fields().map(({ value }) => value)).to.deep.equal(['ann', 'geheim', '']);
      expect(fake.calls).to.deep.equal(['request', 'request']);
    });

    it('REG-6: on a web page is a link that people open themselves', async () => {
      const fake = Object.assign(new FakeLogin(), { offer: () => ({ url: 'https://kit.example/new' }) });
      const element = await open(fake);
      const link = await until(() => element.shadowRoot?.querySelector('a'), 'a link');
      expect(link.href).to.equal('https://kit.example/new');
      expect(link.rel).to.contain('noopener').and.to.contain('noreferrer');
    });

    it('is not there where the server is closed, and is asked for again where nobody answered', async () => {
      const closed = new StanzaError('service-unavailable', 'cancel');
      const fake = Object.assign(new FakeLogin(), { offer: () => Promise.reject(closed) });
      let element = await open(fake);
      await until(() => problems(element).join() === 'No new accounts can be made here.', 'it says so');
      const offer = () => Promise.reject(new ConnectionError('unreachable'));
      const away = Object.assign(new FakeLogin(), { offer });
      element = await open(away);
      await until(() => problems(element).length, 'it says so');
      button(element, 'Try again').click();
      await until(() => away.calls.length === 2, 'it asks again');
    });
  });

  describe('ux.md §8: signed in', () => {
    const actions = (element: Element) => until(() => parts(element, 'actions').length, 'what can be done');

    it('shows who, and signs out', async () => {
      const { fake, element } = await show(signedIn());
      expect(textOf(part(element, 'who')))
        .to.contain('ann')
        .and.to.contain('ann@kit.example');
      button(element, 'Sign out').focus();
      button(element, 'Sign out').click();
      await until(() => parts(element, 'notice').length, 'it says so');
      expect(fake.calls).to.deep.equal(['logOut']);
      expect(element.matches(':state(signed-in)')).to.equal(false);
      expect(textOf(part(element, 'notice'))).to.equal('You are signed out.');
      expect(input(element, 'username').value).to.equal('ann');
      expect(focused(element)?.id).to.equal('password'); // the first that is empty
    });

    it('REG-12: changes the password, and is never asked for an empty one', async () => {
      const { fake, element } = await show(signedIn());
      await actions(element);
      button(element, 'Change password').click();
      await until(() => find(element, '#new-password'), 'its form');
      expect(focused(element)?.id).to.equal('new-password');
      part(element, 'submit').click();
      await until(() => problems(element).length, 'it says what is missing');
      type(input(element, 'new-password'), 'n3w');
      part(element, 'submit').click();
      await until(() => parts(element, 'notice').length, 'it says so');
      expect(fake.calls).to.deep.equal(['changePassword n3w']);
      expect(findAll(element, 'form')).to.be.empty;
    });

    it('ux.md §8: says that a password is too weak, in the words of the server, too', async () => {
      const fake = signedIn();
      fake.refusal = new StanzaError('not-acceptable', 'modify', 'At least 8.');
      const { element } = await show(fake);
      await actions(element);
      button(element, 'Change password').click();
      await until(() => find(element, '#new-password'), 'its form');
      type(input(element, 'new-password'), 'x');
      part(element, 'submit').click();
      await until(() => problems(element).length, 'it says so');
      expect(described(element, input(element, 'new-password')))
        .to.contain('longer')
        .and.contain('“At least 8.”');
      expect(input(element, 'new-password').value).to.equal('x');
    });

    it('REG-10: removes the account once its address was typed, and not before', async () => {
      const { fake, element } = await show(signedIn());
      await actions(element);
      button(element, 'Remove account').click();
      await until(() => find(element, '#confirm'), 'it asks first');
      part(element, 'submit').click();
      await until(() => problems(element).length, 'nothing happens');
      expect(fake.calls).to.be.empty;
      type(input(element, 'confirm'), 'ann@kit.example');
      part(element, 'submit').click();
      await until(() => parts(element, 'notice').length, 'it says so');
      expect(fake.calls).to.deep.equal(['remove ann@kit.example', 'logOut']);
      expect(textOf(part(element, 'notice'))).to.equal('Your account was removed.');
    });

    it('REG-14: offers neither where the server does not', async () => {
      const fake = signedIn();
      fake.features = [];
      const { element } = await show(fake);
      expect(parts(element, 'actions')).to.be.empty;
    });

    it('says that it is signed in elsewhere, and can be used here', async () => {
      const { fake, element } = await show(signedIn());
      fake.set({ state: 'failed', jid: undefined, error: new StreamError('conflict') });
      await until(() => problems(element).length, 'it says so');
      button(element, 'Use it here').click();
      expect(fake.calls).to.deep.equal(['connect']);
    });
  });

  describe('the tab’s next page', () => {
    it('has the same guest in it', async () => {
      const { element } = await show({}, { guest: 'guests.kit.example' });
      type(input(element, 'nick'), 'Ann');
      part(element, 'submit').click();
      await isIn(element);
      element.remove();
      const { fake, element: next } = await show({}, { guest: 'guests.kit.example' });
      await isIn(next);
      expect(fake.signedIn).to.deep.equal([{ nick: 'Ann', domain: 'guests.kit.example' }]);
    });

    it('has the same account in it where the page and its owner want that, else the form', async () => {
      const remember = { domain: 'kit.example', remember: true };
      const { element } = await show({ config: remember });
      expect(textOf(find(element, '.switch'))).to.equal('Stay signed in on this tab');
      signIn(element);
      await isIn(element);
      element.remove();
      const fake = new FakeLogin({ config: remember });
      fake.answer = () => refused('credentials-required');
      const { element: next } = await show(fake);
      await until(() => fake.state === 'failed' && findAll(next, '#username').length, 'it was tried');
      expect(fake.signedIn[0]?.credentials).to.deep.equal({ username: 'ann' });
      await until(() => input(next, 'username').value === 'ann', 'the name is there');
      expect(problems(next)).to.deep.equal([]);
      const other = await show({});
      expect(other.fake.signedIn).to.be.empty;
    });

    it('knows nothing of an account whose owner did not want that', async () => {
      const { fake, element } = await show({ config: { domain: 'kit.example', remember: true } });
      find(element, '[name="remember"]').click();
      signIn(element);
      await isIn(element);
      expect(fake.signedIn[0]?.remember).to.equal(false);
      expect(tabStorage.get('login')).to.equal(undefined);
    });
  });

  it('lets go of its session when removed', async () => {
    const { fake, element } = await show();
    expect(fake.listeners).to.equal(1);
    element.remove();
    await until(() => fake.listeners === 0, 'it lets go');
  });

  it('connects to nobody by itself', async () => {
    const { fake } = await show();
    expect([fake.signedIn.length, fake.calls.length]).to.deep.equal([0, 0]);
  });
});
