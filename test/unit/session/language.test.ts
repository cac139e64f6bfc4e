import { expect } from 'chai';
import { bestLanguage } from '../../../src/session/language.js';
import { children, parseFrame, textOf } from '../../../src/session/xml.js';

function best(lang: string | undefined, stanza: string): string | undefined {
  return textOf(bestLanguage(children(parseFrame(stanza)!), lang));
}

describe('bestLanguage', () => {
  const stanza = `<m xml:lang='fr'><a xml:lang='en'>en</a><a>fr</a><a xml:lang='de-CH'>ch</a><a xml:lang='de'>de</a></m>`;

  it('CORE-37: prefers the very language, then a wider one, then a narrower one', () => {
    expect(best('de-ch', stanza)).to.equal('ch');
    expect(best('de-AT', stanza)).to.equal('de');
    expect(best('en-GB', stanza)).to.equal('en');
    expect(best('de', `<m><a xml:lang='en'>en</a><a xml:lang='de-CH'>ch</a></m>`)).to.equal('ch');
  });

  it('CORE-37: else takes the text in the language of the stanza, else the first', () => {
    expect(best('it', stanza)).to.equal('fr');
    expect(best(undefined, stanza)).to.equal('fr');
    expect(best('it', `<m><a xml:lang='en'>en</a><a xml:lang='de'>de</a></m>`)).to.equal('en');
  });

  it('C-10: takes the first of two in one language', () => {
    expect(best('en', `<m><a xml:lang='en'>1</a><a xml:lang='en'>2</a></m>`)).to.equal('1');
  });

  it('takes the only one, whatever its language', () => {
    expect(best('de', `<m><a xml:lang='en'>en</a></m>`)).to.equal('en');
  });

  it('has none to give where there is none', () => {
    expect(best('en', `<m/>`)).to.equal(undefined);
  });
});
