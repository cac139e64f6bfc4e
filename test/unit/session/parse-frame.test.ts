import { expect } from 'chai';
import { parseFrame, XmlError, type XmlLimits } from '../../../src/session/xml.js';

/** The condition with which `text` is refused. */
function refusal(text: string, limits?: XmlLimits): XmlError {
  try {
    parseFrame(text, limits);
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

const refused = (text: string) => refusal(text).condition;
const written = (text: string) => parseFrame(text)?.toString();

describe('parseFrame', () => {
  it('WS-7: gives prefixed elements their local name and their own namespace', () => {
    const features = parseFrame(
      `<stream:features xmlns:stream='http://etherx.jabber.org/streams'><e:x xmlns:e='urn:e'/><y/></stream:features>`,
    )!;
    expect(features.toString()).to.equal(
      `<features xmlns="http://etherx.jabber.org/streams"><x xmlns="urn:e"/><y xmlns=""/></features>`,
    );
  });

  it('ends a declaration with its element', () => {
    expect(refused(`<a><p:b xmlns:p='x'/><p:c/></a>`)).to.equal('not-well-formed');
    expect(written(`<p:a xmlns:p='x'><p:b xmlns:p='y'></p:b><p:c/></p:a>`)).to.equal(
      `<a xmlns="x"><b xmlns="y"/><c xmlns="x"/></a>`,
    );
  });

  it('takes the name of a namespace as it is written', () => {
    expect(parseFrame(`<a xmlns=' jabber:client'/>`)?.attrs.xmlns).to.equal(' jabber:client');
  });

  it('reads entities, character references and CDATA as one text', () => {
    const element = parseFrame(`<a b='&quot;&#x27;'>1&lt;&#50;<![CDATA[<3>&amp;]]>4</a>`)!;
    expect(element.children).to.deep.equal(['1<2<3>&amp;4']);
    expect(element.attrs.b).to.equal(`"'`);
  });

  it('normalises line ends, and white space in attributes', () => {
    const element = parseFrame(`<a b='1\n2\t3&#10;4'>\r\n\r</a>`)!;
    expect([element.attrs.b, element.children]).to.deep.equal(['1 2 3\n4', ['\n\n']]);
  });

  it('keeps xml:lang and drops attributes of other namespaces', () => {
    expect(written(`<a xmlns:e='u' e:onclick='1' xml:lang='de'/>`)).to.equal('<a xml:lang="de" xmlns=""/>');
  });

  it('C-7: takes names of Object for ordinary ones', () => {
    const element = parseFrame(`<constructor __proto__='1' hasOwnProperty='2'/>`)!;
    expect(Object.entries(element.attrs)).to.deep.include.members([
      ['__proto__', '1'],
      ['hasOwnProperty', '2'],
    ]);
    expect(refused(`<a __proto__='1' __proto__='1'/>`)).to.equal('not-well-formed');
  });

  it('WS-4: ignores a blank message', () => {
    expect(parseFrame('')).to.equal(undefined);
    expect(parseFrame(' \r\n\t')).to.equal(undefined);
  });

  for (const text of ['\n<a/>', 'x<a/>', '\uFEFF<a/>', 'x']) {
    it(`WS-4, W-2: refuses ${JSON.stringify(text)}, which does not start with its element`, () => {
      expect(refused(text)).to.equal('bad-format');
    });
  }

  const restricted = [
    `<!DOCTYPE m [<!ENTITY a "aaaa">]><a>&a;</a>`,
    `<a><!-- x --></a>`,
    `<?xml version='1.0'?><a/>`,
    `<a><?p x?></a>`,
    `<a>&nbsp;</a>`,
    `<a b='&ent;'/>`,
    `<![CDATA[x]]>`,
  ];
  for (const text of restricted) {
    it(`CORE-33, C-4: refuses ${text} as restricted`, () => {
      expect(refused(text)).to.equal('restricted-xml');
    });
  }

  const malformed = [
    `<a/><b/>`,
    `<a/>x`,
    `<a><b></a>`,
    `<a><b></a></b>`,
    `<a`,
    `<a>`,
    `<a><bo`,
    `<a></ab>`,
    `<a></a`,
    `<a b='1' b='1'/>`,
    `<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='1'/>`,
    `<a xmlns='u' xmlns='u'/>`,
    `<a xmlns:p='u' xmlns:p='u'/>`,
    `<e:message from='x'/>`,
    `<a e:b='1'/>`,
    `<a b=1/>`,
    `<a b/>`,
    `<a b='1'c='2'/>`,
    `<a b='<'/>`,
    `<a b='1/>`,
    `<1a/>`,
    `< a/>`,
    `<a:b:c xmlns:a='u'/>`,
    `<p:1 xmlns:p='u'/>`,
    `<p:a xmlns:p='u' p:·='1'/>`,
    `<a xmlns:-p='u'/>`,
    `<:a/>`,
    `<a:/>`,
    `<a>]]></a>`,
    `<a>&</a>`,
    `<a>&lt</a>`,
    `<a>&#0;</a>`,
    `<a>&#xD800;</a>`,
    `<a>&#xFFFE;</a>`,
    `<a>&#x110000;</a>`,
    `<a>&#;</a>`,
    `<a>\u0000</a>`,
    `<a>\u000B</a>`,
    `<a b='\uFFFF'/>`,
    `<a>\uD800</a>`,
    `<a xmlns:p=''/>`,
    `<a xmlns:xml='u'/>`,
    `<a xmlns:xmlns='u'/>`,
    `<xmlns:a/>`,
    `<a xmlns='http://www.w3.org/2000/xmlns/'/>`,
    `<a xmlns='http://www.w3.org/XML/1998/namespace'/>`,
    `<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>`,
    `</a>`,
    `<>`,
    `<`,
    `<a><![CDATA[x</a>`,
  ];
  for (const text of malformed) {
    it(`CORE-34, W-2: refuses ${JSON.stringify(text)}`, () => {
      expect(refused(text)).to.equal('not-well-formed');
    });
  }
});

describe('parseFrame with limits', () => {
  const limits = { length: 40, depth: 3, elements: 4 };

  it('names the stanza that is too large, without what is in it', () => {
    const error = refusal(`<iq id='q' xmlns='jabber:client'>${'x'.repeat(40)}</iq>`, limits);
    expect(error.condition).to.equal('too-large');
    expect(error.root?.toString()).to.equal('<iq id="q" xmlns="jabber:client"/>');
  });

  it('takes what reaches a limit and refuses what passes it', () => {
    expect(written('<a><b><c/></b></a>')).to.be.a('string');
    expect(parseFrame('<a><b><c/></b></a>', limits)?.name).to.equal('a');
    expect(parseFrame(`<a>${'x'.repeat(33)}</a>`, limits)?.name).to.equal('a');
    expect(refusal(`<a>${'x'.repeat(34)}</a>`, limits).condition).to.equal('too-large');
    expect(refusal('<a><b><c><d/></c></b></a>', limits).condition).to.equal('too-large');
    expect(parseFrame('<a><b/><b/><b/></a>', limits)?.name).to.equal('a');
    expect(refusal('<a><b/><b/><b/><b/></a>', limits).condition).to.equal('too-large');
  });

  it('takes four times as much where it is the answer to a request', () => {
    const answer = (words: string) => `<iq type='result'><b>${words}</b></iq>`;
    expect(parseFrame(answer('x'.repeat(160 - answer('').length)), limits)?.name).to.equal('iq');
    expect(refusal(answer('x'.repeat(161 - answer('').length)), limits).condition).to.equal('too-large');
    expect(refusal(`<iq type='set'>${'x'.repeat(40)}</iq>`, limits).condition).to.equal('too-large');
  });

  it('does not overflow the stack however deep an element goes', () => {
    const deep = '<a>'.repeat(100_000);
    expect(refusal(deep, { length: 1e6, depth: 1e6, elements: 1e6 }).condition).to.equal('not-well-formed');
    expect(refusal(deep).condition).to.equal('too-large');
  });

  it('takes time in proportion to length with thousands of attributes and declarations', () => {
    const attributes = Array.from({ length: 20_000 }, (_, n) => ` a${n}='' xmlns:p${n}='u'`).join('');
    expect(
      Object.keys(parseFrame(`<a${attributes}/>`, { length: 1e6, depth: 1, elements: 1 })!.attrs),
    ).to.have.length(20_001);
  });
});
