import { expect } from 'chai';
import { encodeBase64, utf8 } from '../../../../src/session/base64.js';
import {
  buildPasswordChange,
  buildQuestion,
  buildRegistration,
  buildRemoval,
  offersRegistration,
  readRefusedForm,
  readRegistration,
} from '../../../../src/session/protocol/register.js';
import { sha1 } from '../../../../src/session/sha1.js';
import { parseFrame } from '../../../../src/session/xml.js';
import fc from '../../../support/fast-check.js';

const NS = 'jabber:iq:register';
const FORM = `<x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'><value>${NS}</value></field><field var='username'/></x>`;

const read = (inner: string) => readRegistration(parseFrame(`<query xmlns='${NS}'>${inner}</query>`)!);
const names = (inner: string) => read(inner).form?.fields.map(({ name }) => name);

describe('readRegistration', () => {
  it('REG-3, G-1: goes by the form where there is one, and answers in it alone', () => {
    const both = read(`<instructions>Hi</instructions><username/><password/>${FORM}`);
    expect(both).to.include({ plain: false, registered: false });
    expect(both.form?.fields.map(({ name }) => name)).to.deep.equal(['FORM_TYPE', 'username']);
    const answer = buildRegistration(both.form!, both.plain, new Map([['username', ['ann']]])).toString();
    expect(answer).to.equal(
      `<query xmlns="${NS}"><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>${NS}</value></field>` +
        '<field var="username" type="text-single"><value>ann</value></field></x></query>',
    );
  });

  it('REG-3: does not take what is no form to be filled in for one', () => {
    expect(read(`<x xmlns='jabber:x:data' type='result'/><username/>`).plain).to.equal(true);
    expect(read(`<x xmlns='jabber:x:data'/><username/>`).plain).to.equal(true);
  });

  it('REG-4, REG-9: tells plain fields as a form, asks for each, hides the key and the password', () => {
    const plain = read(`<instructions>Hi</instructions><username/><password/><email/><key>k1</key>`);
    expect(plain).to.include({ plain: true, instructions: 'Hi' });
    expect(plain.form).to.include({ type: 'form', formType: NS });
    expect(plain.form?.fields.map(({ name, type, required }) => [name, type, required])).to.deep.equal([
      ['username', 'text-single', true],
      ['password', 'text-private', true],
      ['email', 'text-single', true],
      ['key', 'hidden', false],
    ]);
  });

  it('REG-4: sends every plain field that was listed, and the key as it came', () => {
    const plain = read(`<instructions>Hi</instructions><registered/><username/><misc/><key>k1</key>`);
    const answers = new Map([
      ['username', ['ann']],
      ['key', ['forged']],
      ['other', ['x']],
    ]);
    expect(buildRegistration(plain.form!, true, answers).toString()).to.equal(
      `<query xmlns="${NS}"><username>ann</username><misc/><key>k1</key></query>`,
    );
  });

  it('REG-5: tells who is registered with what, but no password', () => {
    const known = read('<registered/><username>juliet</username><password>R0m30</password>');
    expect(known.registered).to.equal(true);
    expect(known.form?.fields.map(({ values }) => values)).to.deep.equal([['juliet'], []]);
    expect(JSON.stringify(known)).not.to.contain('R0m30');
  });

  it('REG-6, G-2: takes nothing but https for the page to register on', () => {
    const url = (text: string) => read(`<x xmlns='jabber:x:oob'><url>${text}</url></x>`).url;
    expect(url('https://kit.example/register?a=1')).to.equal('https://kit.example/register?a=1');
    for (const bad of [
      'javascript:alert(1)',
      'http://kit.example/',
      'data:text/html,x',
      'https://user:pass@kit.example/',
      '//kit.example/',
      `https://kit.example/${'a'.repeat(3000)}`,
      '',
    ])
      expect(url(bad), bad).to.equal(undefined);
  });

  it('REG-6: has nothing to fill in where there are only words', () => {
    const words = read('<instructions>Go to &lt;b&gt;our page&lt;/b&gt;</instructions>');
    expect(words).to.include({ form: undefined, url: undefined, instructions: 'Go to <b>our page</b>' });
  });

  it('REG-4: takes fields of its own namespace alone, each once, by whatever name', () => {
    expect(names(`<username/><username/><constructor/><evil xmlns='urn:evil'/>`)).to.deep.equal([
      'username',
      'constructor',
    ]);
    const many = Array.from({ length: 80 }, (_, i) => `<f${i}/>`).join('');
    expect(read(many).form).to.include({ cut: true });
    expect(names(many)).to.have.length(50);
  });

  it('shows a picture that came along, if its hash fits', () => {
    const bits = utf8('picture');
    const hash = Array.from(sha1(bits), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const withPicture = (cid: string, data: string) => {
      const media = `<media xmlns='urn:xmpp:media-element'><uri type='image/png'>cid:${cid}</uri></media>`;
      return read(
        `<x xmlns='jabber:x:data' type='form'><field var='ocr'>${media}</field></x><data xmlns='urn:xmpp:bob' cid='${cid}' type='image/png'>${data}</data>`,
      ).form?.fields[0]?.media?.sources[0]?.data;
    };
    const good = `sha1+${hash}@bob.xmpp.org`;
    expect(withPicture(good, encodeBase64(bits))).to.deep.equal(bits);
    expect(withPicture(good, ` ${encodeBase64(bits)}\n`)).to.deep.equal(bits);
    expect(withPicture(good, encodeBase64(utf8('another')))).to.equal(undefined);
    expect(withPicture(good, '***')).to.equal(undefined);
    expect(withPicture(`md5+${hash}@bob.xmpp.org`, encodeBase64(bits))).to.equal(undefined);
    expect(withPicture(`sha1+${hash}@evil.example`, encodeBase64(bits))).to.equal(undefined);
    expect(withPicture(good, 'A'.repeat(200_000))).to.equal(undefined);
  });

  it('throws at nothing', () => {
    const name = fc.constantFrom(
      'username',
      'password',
      'registered',
      'instructions',
      'key',
      'x',
      'data',
      'url',
      'remove',
      '__proto__',
    );
    const ns = fc.constantFrom(
      '',
      ` xmlns='jabber:x:data' type='form'`,
      ` xmlns='jabber:x:oob'`,
      ` xmlns='urn:xmpp:bob' cid='x'`,
    );
    const element = fc
      .tuple(name, ns, fc.constantFrom('', 'a', '<url>:</url>', '<field/>'))
      .map(([tag, attrs, inner]) => `<${tag}${attrs}>${inner}</${tag}>`);
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (inner) => {
        const query = read(inner.join(''));
        if (query.form) buildRegistration(query.form, query.plain, new Map());
      }),
    );
  });
});

describe('in-band registration', () => {
  it('REG-1: is offered by the feature of the stream, in its own namespace', () => {
    const features = (inner: string) =>
      parseFrame(`<features xmlns='http://etherx.jabber.org/streams'>${inner}</features>`)!;
    expect(
      offersRegistration(features(`<register xmlns='http://jabber.org/features/iq-register'/>`)),
    ).to.equal(true);
    expect(offersRegistration(features(`<register xmlns='${NS}'/>`))).to.equal(false);
  });

  it('REG-2: asks with an empty query', () => {
    expect(buildQuestion().toString()).to.equal(`<query xmlns="${NS}"/>`);
  });

  it('REG-10, G-4: ends with <remove/> alone', () => {
    expect(buildRemoval().toString()).to.equal(`<query xmlns="${NS}"><remove/></query>`);
  });

  it('REG-12, G-3: never sets an empty password', () => {
    expect(buildPasswordChange('me', 'n3w').toString()).to.equal(
      `<query xmlns="${NS}"><username>me</username><password>n3w</password></query>`,
    );
    expect(() => buildPasswordChange('me', '')).to.throw(RangeError);
  });

  it('REG-7, REG-11: finds the form in an error, and nothing else of what it echoes', () => {
    const error = (query: string) =>
      readRefusedForm(
        parseFrame(
          `<iq xmlns='jabber:client' type='error' id='c1'><query xmlns='${NS}'>${query}</query><error type='cancel'/></iq>`,
        )!,
      );
    expect(error(FORM)?.formType).to.equal(NS);
    expect(error('<username>me</username><password>n3w</password>')).to.equal(undefined);
  });
});
