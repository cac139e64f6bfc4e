import { expect } from 'chai';
import { strings as german } from '../../../../src/components/locales/de-launcher.js';
import { registerStrings } from '../../../../src/components/shared/page-strings.js';
import { pageWords } from '../../../../src/components/shared/page-words.js';
import { launcherEnglish } from '../../../../src/components/xmpp-launcher/extras-strings.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { part, textOf } from '../../../support/fixture.js';
import { launched, opened } from '../../../support/launched.js';
import { PSEUDO, pseudo } from '../../../support/pseudo.js';
import { until } from '../../../support/until.js';

const { label, close } = german.launcher;

/** As {@link registerStrings}, for this test alone. */
const register: typeof registerStrings = (lang, strings) => {
  registerStrings(lang, strings);
  cleanUpAfterTest(() => {
    pageWords().byTag.clear();
    pageWords().dispatchEvent(new Event('change'));
  });
};

/** The page's language, until the test is over. */
function pageIn(lang: string): void {
  const { documentElement } = document;
  const before = documentElement.lang;
  cleanUpAfterTest(() => (documentElement.lang = before));
  documentElement.lang = lang;
}

describe('the language of <xmpp-launcher>', () => {
  it('is the page’s as soon as there is something to see (ux.md §1)', async () => {
    pageIn('de-AT');
    const { button } = await launched();
    const seen: string[] = [];
    await until(() => {
      if (button.checkVisibility()) seen.push(textOf(button));
      return seen.length;
    }, 'the button shows');
    expect([seen, button.ariaLabel]).to.deep.equal([[label], label]);
  });

  it('is that of its panel, and of what it tells', async () => {
    const { launcher, fake } = await launched({ lang: 'de' });
    await launcher.show();
    await opened(launcher);
    expect(part(launcher, 'close').ariaLabel).to.equal(close);
    await launcher.close();
    fake.receive('hallo?');
    await until(
      () => part(launcher, 'launcher').ariaLabel === `${label}, 1 ungelesen`,
      'it counts in German',
    );
  });

  it('follows the page’s, the button’s alone and with its panel', async () => {
    pageIn('en');
    const { launcher, button } = await launched();
    expect(textOf(button)).to.equal(launcherEnglish.label);
    document.documentElement.lang = 'de';
    await until(() => textOf(button) === label, 'the button is German');
    await launcher.show();
    await opened(launcher);
    document.documentElement.lang = 'en';
    await until(() => part(launcher, 'close').ariaLabel === launcherEnglish.close, 'the panel is English');
  });

  it('is across shadow roots that of the nearest ancestor', async () => {
    const parent = document.createElement('div');
    parent.lang = 'de';
    document.body.append(parent);
    cleanUpAfterTest(() => parent.remove());
    const { launcher, button } = await launched();
    parent.attachShadow({ mode: 'open' }).append(launcher);
    await until(() => textOf(button) === label, 'it is German');
  });

  it('takes a page’s own words, in any language, English for what is missing', async () => {
    const { launcher, button } = await launched({ lang: 'fr' });
    expect(textOf(button)).to.equal(launcherEnglish.label);
    register('fr', { launcher: { label: 'Écrivez-nous' } });
    await until(() => textOf(button) === 'Écrivez-nous', 'it is French');
    await launcher.show();
    expect(part(launcher, 'close').ariaLabel).to.equal(launcherEnglish.close);
  });

  it('says which language its words are in, and leaves the page’s own to the page (WCAG 3.1.2)', async () => {
    pageIn('fr');
    const { launcher, button } = await launched({ teaser: 'Des questions ?' });
    expect(button.lang).to.equal('en');
    await until(() => part(launcher, 'teaser').checkVisibility(), 'the teaser shows');
    expect([part(launcher, 'teaser-dismiss').lang, part(launcher, 'teaser-text').lang]).to.deep.equal([
      'en',
      '',
    ]);
    launcher.label = 'Écrivez-nous';
    await until(() => button.ariaLabel === 'Écrivez-nous', 'the page’s words');
    expect(button.hasAttribute('lang')).to.be.false;
    await launcher.show();
    expect(part(launcher, 'close').lang).to.equal('en');
    document.documentElement.lang = 'de';
    await until(() => part(launcher, 'close').lang === 'de', 'it is German');
  });

  it('has a word for all it says in the pseudo-locale', async () => {
    register(PSEUDO, pseudo);
    const { button } = await launched({ lang: PSEUDO });
    await until(() => textOf(button) === pseudo.launcher.label, 'it is translated');
    expect(Object.keys(german.launcher)).to.deep.equal(Object.keys(launcherEnglish));
  });
});
