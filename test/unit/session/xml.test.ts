import { expect } from 'chai';
import {
  child,
  children,
  is,
  langOf,
  namespaceOf,
  parseFrame,
  textOf,
  xml,
} from '../../../src/session/xml.js';

const read = (text: string) => parseFrame(text)!;

describe('xml', () => {
  it('leaves out attributes and children that are not there', () => {
    const element = xml('message', { id: 'a', to: undefined, from: null }, undefined, false, '', ['b', [2]]);
    expect(element.toString()).to.equal('<message id="a">b2</message>');
  });

  it('CORE-35: takes characters illegal in XML out of text and values', () => {
    const element = xml('a', { b: 'x\u0000y' }, 'a\u000Bb\uD800c\uFFFE', '\u{1F600}\uDC00');
    expect(element.toString()).to.equal('<a b="xy">abc\u{1F600}</a>');
  });

  it('keeps the attributes it was given as they were', () => {
    const attrs = { to: undefined, id: 1 };
    xml('message', attrs);
    expect(attrs).to.deep.equal({ to: undefined, id: 1 });
  });
});

describe('looking into elements', () => {
  it('CORE-36, C-3: finds a child by name and namespace, never one of another namespace or deeper', () => {
    const message = read(
      `<message xmlns='jabber:client'><body xmlns='urn:evil'>no</body>` +
        `<wrap xmlns='urn:evil'><body xmlns='jabber:client'>nor</body></wrap></message>`,
    );
    expect(child(message, 'body', 'jabber:client')).to.equal(undefined);
  });

  it('finds the first child of that name and namespace among others', () => {
    const message = read(`<m xmlns='x'>1<b xmlns='y'/><b n='1'/><b n='2'/></m>`);
    expect(child(message, 'b', 'x')?.attrs.n).to.equal('1');
  });

  it('CORE-36: does not take the parent namespace for a child that undeclares it', () => {
    const message = read(`<message xmlns='jabber:client'><body xmlns=''>no</body></message>`);
    expect(namespaceOf(children(message)[0]!)).to.equal('');
    expect(child(message, 'body', 'jabber:client')).to.equal(undefined);
  });

  it('inherits the namespace in built elements', () => {
    const query = xml('query', { xmlns: 'urn:x' }, xml('item'));
    expect(is(children(query, 'item')[0]!, 'item', 'urn:x')).to.equal(true);
  });

  it('gives all children, or those of a name, or those of a name and namespace', () => {
    const element = read(`<a xmlns='x'>1<b/><c/><b xmlns='y'/></a>`);
    expect(children(element).map((each) => each.name)).to.deep.equal(['b', 'c', 'b']);
    expect(children(element, 'b')).to.have.length(2);
    expect(children(element, 'b', 'y')).to.have.length(1);
    expect(children(element, undefined, 'x')).to.have.length(2);
  });

  it('gives the text of the element alone', () => {
    expect(textOf(read('<a>1<b>2</b>3</a>'))).to.equal('13');
    expect(textOf(undefined)).to.equal(undefined);
  });

  it('CORE-37: inherits the language, and an empty one ends that', () => {
    const message = read(`<m xml:lang='de'><a/><b xml:lang='en'/><c xml:lang=''/></m>`);
    expect(children(message).map(langOf)).to.deep.equal(['de', 'en', undefined]);
  });
});
