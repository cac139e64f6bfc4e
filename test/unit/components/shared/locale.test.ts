import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { strings as german } from '../../../../src/components/locales/de.js';
import { registerStrings } from '../../../../src/components/shared/page-strings.js';
import { pageWords } from '../../../../src/components/shared/page-words.js';
import { counting } from '../../../../src/components/shared/phrases.js';
import { peopleEnglish } from '../../../../src/components/shared/people-strings.js';
import { english } from '../../../../src/components/shared/strings.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ROOM, fakeRoom, historyOf, message } from '../../../support/fake-room.js';
import { find, fixture, part, parts, textOf } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const placeholder = (element: Element) => part(element, 'input').getAttribute('placeholder');
const ENGLISH = english.placeholder;
const GERMAN = german.placeholder;

/** A joined room in a `lang`, inside `parent` if there is one. */
async function shown(lang: string, parent?: Node) {
  const { room, session } = fakeRoom({ messages: historyOf(2) });
  const element = await fixture('xmpp-room', { session, jid: ROOM, lang });
  parent?.appendChild(element);
  return { element, room };
}

function parentIn(lang: string): HTMLElement {
  const parent = document.createElement('div');
  parent.lang = lang;
  document.body.append(parent);
  cleanUpAfterTest(() => parent.remove());
  return parent;
}

/** As {@link registerStrings}, for this test alone. */
const register: typeof registerStrings = (lang, strings) => {
  registerStrings(lang, strings);
  cleanUpAfterTest(() => {
    pageWords().byTag.clear();
    pageWords().dispatchEvent(new Event('change'));
  });
};

describe('the language of an element', () => {
  it('is its own, and no word was English before', async () => {
    const { element } = await shown('de');
    expect(placeholder(element)).to.equal(GERMAN);
    expect(part(element, 'log').getAttribute('aria-label')).to.equal(german.messages);
  });

  it('is that of its region’s language, with times as the region writes them', async () => {
    const { element } = await shown('de-AT');
    expect(placeholder(element)).to.equal(GERMAN);
    expect(part(element, 'message-time').title).to.match(/^\d+\. [A-Zä]\p{L}+ \d{4} um \d\d:\d\d$/u);
  });

  it('is English where there are no words in it, or it is no language', async () => {
    for (const lang of ['fr', 'not a language!', '']) {
      const { element } = await shown(lang);
      expect(placeholder(element)).to.equal(ENGLISH);
    }
  });

  it('is else that of the nearest ancestor, across shadow roots', async () => {
    const shell = parentIn('de').appendChild(document.createElement('div'));
    const { element } = await shown('', shell.attachShadow({ mode: 'open' }));
    await until(() => placeholder(element) === GERMAN, 'it is German');
    expect(placeholder((await shown('en', parentIn('de'))).element)).to.equal(ENGLISH);
  });

  it('changes with the attribute, its own, an ancestor’s or the page’s', async () => {
    const parent = parentIn('en');
    const { element } = await shown('', parent);
    parent.lang = 'de';
    await until(() => placeholder(element) === GERMAN, 'an ancestor says German');
    element.lang = 'en';
    await until(() => placeholder(element) === ENGLISH, 'it says English');
    element.removeAttribute('lang');
    parent.removeAttribute('lang');
    const { lang } = document.documentElement;
    cleanUpAfterTest(() => (document.documentElement.lang = lang));
    document.documentElement.lang = 'de';
    await until(() => placeholder(element) === GERMAN, 'the page says German');
  });

  it('is the one that was asked for last, however long another took to load', async () => {
    const { element } = await shown('');
    element.lang = 'de';
    element.lang = 'en';
    register('fr', { placeholder: 'Écrivez' });
    element.lang = 'fr';
    await until(() => placeholder(element) === 'Écrivez', 'it is French');
    element.lang = 'de';
    await until(() => placeholder(element) === GERMAN, 'it is German');
    element.lang = 'en';
    await until(() => placeholder(element) === ENGLISH, 'it is English');
  });

  it('is that of rows and announcements too', async () => {
    const { element, room } = await shown('de');
    room.set({ messages: [...room.messages, message('no', { own: true, state: 'waiting' })] });
    await until(() => textOf(find(element, '.state')).includes(german.waiting), 'the row says it');
    room.change(room.messages.at(-1)?.key ?? '', { state: 'failed' });
    await until(
      () => textOf(find(element, '[aria-live=assertive]')) === german.notSent,
      'it is announced in German',
    );
  });

  it('is that of what loads later', async () => {
    const { session } = fakeRoom({ status: { state: 'failed', reason: 'full' } });
    const element = await fixture('xmpp-room', { session, jid: ROOM, lang: 'de' });
    expect(textOf(find(element, '.entry .title'))).to.equal(german.full);
  });

  it('is said where it is not the page’s (WCAG 3.1.2), and is not said of strangers’ words', async () => {
    const removed = message('', { removed: { moderated: true, by: 'Nurse' } });
    const { session } = fakeRoom({
      subject: 'Nos roses',
      messages: [message('dunno'), message('Bonjour', { lang: 'fr' }), message('y\n'.repeat(200)), removed],
    });
    const element = await fixture('xmpp-room', { session, jid: ROOM, lang: 'it' });
    const langOf = (at: Element) => at.closest('[lang]')?.getAttribute('lang');
    expect(langOf(part(element, 'input'))).to.equal('en');
    expect(parts(element, 'message-body').map(langOf)).to.deep.equal(['', 'fr', '', '']);
    await until(() => parts(element, 'kit').length === 2, '“Show more”, “… removed …”');
    expect(parts(element, 'kit').map(langOf)).to.deep.equal(['en', 'en']);
    expect(langOf(part(element, 'subject'))).to.equal('');
    expect(langOf(find(element, '[aria-live=polite]'))).to.equal('');
    element.lang = 'de-AT';
    await until(() => placeholder(element) === GERMAN, 'it is German');
    expect(langOf(part(element, 'input'))).to.equal('de-AT');
    expect(parts(element, 'kit').map(langOf)).to.deep.equal(['de-AT', 'de-AT']);
  });
});

describe('registerStrings', () => {
  it('puts a page’s own words in place of some, at once, and leaves the others', async () => {
    const { element } = await shown('de');
    register('de', { placeholder: 'Na, was gibt’s?', event: { created: 'Auf geht’s' } });
    await until(() => placeholder(element) === 'Na, was gibt’s?', 'it is the page’s');
    expect(part(element, 'send').getAttribute('aria-label')).to.equal(german.send);
  });

  it('brings a language that the kit does not have, English for what is missing', async () => {
    const { element } = await shown('fr-CA');
    expect(placeholder(element)).to.equal(ENGLISH);
    register('fr', { placeholder: 'Écrivez un message' });
    await until(() => placeholder(element) === 'Écrivez un message', 'it is French');
    expect(part(element, 'send').getAttribute('aria-label')).to.equal(english.send);
    expect(part(element, 'message-time').title).to.include(' à ');
  });

  it('prefers the words of a region, and keeps what was given before', async () => {
    register('en', { placeholder: 'Say something', send: 'Off it goes' });
    register('en-GB', { placeholder: 'Do say something' });
    const { element } = await shown('en-GB');
    expect(placeholder(element)).to.equal('Do say something');
    expect(part(element, 'send').getAttribute('aria-label')).to.equal('Off it goes');
  });

  it('takes words of parts that are loaded later', async () => {
    register('en', { full: 'Packed!' });
    const { session } = fakeRoom({ status: { state: 'failed', reason: 'full' } });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    expect(textOf(find(element, '.entry .title'))).to.equal('Packed!');
  });

  it('refuses what is no language', () => {
    expect(() => registerStrings('not a language!', {})).to.throw(RangeError);
  });
});

describe('counting', () => {
  it('takes the form that the language has for a number', () => {
    const { count } = counting('pl');
    const said = [1, 2, 5, 22, 25].map((n) => count(n, { one: 'osoba', few: 'osoby', other: 'osób' }));
    expect(said).to.deep.equal(['1 osoba', '2 osoby', '5 osób', '22 osoby', '25 osób']);
  });

  it('writes numbers as the language does', () => {
    expect(counting('de').number(65_536)).to.equal('65.536');
    expect(peopleEnglish.people(1)).to.equal('1 person');
    expect(peopleEnglish.people(1200)).to.equal('1,200 people');
    expect(german.people(1)).to.equal('1 Person');
    expect(german.jumpNew(1200, 1)).to.equal('1.200 neue Nachrichten, 1 nennt dich');
  });
});
