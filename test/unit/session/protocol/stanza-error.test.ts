import { expect } from 'chai';
import { readAppCondition } from '../../../../src/session/protocol/app-condition.js';
import {
  buildStanzaError,
  errorReply,
  readStanzaError,
  readStreamError,
} from '../../../../src/session/protocol/stanza-error.js';
import { child, parseFrame, xml } from '../../../../src/session/xml.js';

const NS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const stanza = (inner: string) => parseFrame(`<iq xmlns='jabber:client' type='error' id='q1'>${inner}</iq>`)!;
const read = (inner: string, lang?: string) => readStanzaError(stanza(inner), lang);

describe('readStanzaError', () => {
  it('CORE-29: reads condition, type, code and text', () => {
    const error = read(
      `<error type='wait' code='500'><resource-constraint xmlns='${NS}'/><text xmlns='${NS}'>Busy</text></error>`,
    );
    expect(error).to.include({ condition: 'resource-constraint', type: 'wait', code: 500, text: 'Busy' });
  });

  it('CORE-29, E-2: takes the condition by its namespace, wherever it stands', () => {
    const error = read(
      `<error type='cancel'><text xmlns='${NS}'>x</text><too-big xmlns='urn:app'/><conflict xmlns='${NS}'/></error>`,
    );
    expect(error.condition).to.equal('conflict');
  });

  it('CORE-29, E-2: takes unknown conditions for undefined', () => {
    expect(read(`<error type='cancel'><quantum-failure xmlns='${NS}'/></error>`).condition).to.equal(
      'undefined-condition',
    );
    expect(read(`<error type='cancel'><constructor xmlns='${NS}'/></error>`).condition).to.equal(
      'undefined-condition',
    );
    expect(read(`<error type='cancel'><conflict xmlns='urn:app'/></error>`).condition).to.equal(
      'undefined-condition',
    );
  });

  it('CORE-29: settles without an error element', () => {
    expect(read(`<query xmlns='x'/>`)).to.include({ condition: 'undefined-condition', type: 'cancel' });
    expect(read(`<error xmlns='urn:evil'><conflict xmlns='${NS}'/></error>`).condition).to.equal(
      'undefined-condition',
    );
  });

  it('ERR-2, E-1: reads an error that has only a code, its content as text', () => {
    expect(read(`<error code='404'>Not here</error>`)).to.include({
      condition: 'item-not-found',
      type: 'cancel',
      text: 'Not here',
      code: 404,
    });
    expect(read(`<error code='502'/>`)).to.include({ condition: 'service-unavailable', type: 'wait' });
    expect(read(`<error code='999'/>`).condition).to.equal('undefined-condition');
    expect(read(`<error code='4e2'/>`)).to.include({ condition: 'undefined-condition', code: undefined });
  });

  it('ERR-3, E-1: believes the element before the code', () => {
    expect(read(`<error code='404'><conflict xmlns='${NS}'/>said</error>`)).to.include({
      condition: 'conflict',
      text: undefined,
    });
  });

  it('CORE-30: gives the usual type of the condition where none or an unknown one is said', () => {
    expect(read(`<error><forbidden xmlns='${NS}'/></error>`).type).to.equal('auth');
    expect(read(`<error type='panic'><not-acceptable xmlns='${NS}'/></error>`).type).to.equal('modify');
  });

  it('CORE-37: takes the text in the language asked for', () => {
    const inner = `<error><gone xmlns='${NS}'/><text xmlns='${NS}' xml:lang='en'>en</text><text xmlns='${NS}' xml:lang='de'>de</text></error>`;
    expect(read(inner, 'de').text).to.equal('de');
  });

  it('CORE-31: gives the address of gone and redirect, and of no other condition', () => {
    const error = (name: string) =>
      read(`<error><${name} xmlns='${NS}'>\nxmpp:new@rooms.example </${name}></error>`);
    expect(error('gone').address).to.equal('xmpp:new@rooms.example');
    expect(error('redirect').address).to.equal('xmpp:new@rooms.example');
    expect(error('conflict').address).to.equal(undefined);
  });

  it('finds what the application adds', () => {
    const found = stanza(
      `<error><a xmlns='jabber:client'/><conflict xmlns='${NS}'/><b xmlns='urn:app'/></error>`,
    );
    expect(readAppCondition(found)?.name).to.equal('b');
    expect(readAppCondition(stanza('<error/>'))).to.equal(undefined);
  });
});

describe('buildStanzaError', () => {
  it('ERR-1: carries the code, and the type of RFC 6120 where the two differ', () => {
    expect(buildStanzaError('gone').attrs).to.deep.equal({ type: 'cancel', code: '302' });
    expect(buildStanzaError('internal-server-error').attrs).to.deep.equal({ type: 'cancel', code: '500' });
    expect(buildStanzaError('policy-violation').attrs).to.deep.equal({ type: 'modify' });
  });

  it('CORE-28: has one condition, and text and a condition of the application where given', () => {
    const app = xml('bad-profile', { xmlns: 'urn:app' });
    expect(buildStanzaError('bad-request', { type: 'cancel', text: 'a<b', app }).toString()).to.equal(
      `<error type="cancel" code="400"><bad-request xmlns="${NS}"/>` +
        `<text xmlns="${NS}" xml:lang="en">a&lt;b</text><bad-profile xmlns="urn:app"/></error>`,
    );
  });

  it('CORE-28: sends no condition that is not defined', () => {
    expect(child(buildStanzaError('toString'), 'undefined-condition', NS)).to.be.an('object');
  });
});

describe('errorReply', () => {
  it('CORE-28, L-15: swaps the addresses, keeps the id and echoes nothing', () => {
    const request = parseFrame(
      `<iq xmlns='jabber:client' type='get' id='q1' from='eve@evil.example/x' to='me@kit.example/web1'><secret xmlns='x'/></iq>`,
    )!;
    expect(errorReply(request, 'service-unavailable').toString()).to.equal(
      `<iq xmlns="jabber:client" type="error" id="q1" to="eve@evil.example/x" from="me@kit.example/web1">` +
        `<error type="cancel" code="503"><service-unavailable xmlns="${NS}"/></error></iq>`,
    );
  });
});

describe('readStreamError', () => {
  const STREAMS = 'urn:ietf:params:xml:ns:xmpp-streams';

  it('CORE-17, C-9: reads condition and text, prefixed or not', () => {
    for (const [start, end] of [
      [`<error xmlns='http://etherx.jabber.org/streams'>`, '</error>'],
      [`<stream:error xmlns:stream='http://etherx.jabber.org/streams'>`, '</stream:error>'],
    ]) {
      const text = `${start}<text xmlns='${STREAMS}'>Replaced</text><conflict xmlns='${STREAMS}'/>${end}`;
      expect(readStreamError(parseFrame(text)!)).to.include({ condition: 'conflict', text: 'Replaced' });
    }
  });

  it('CORE-17: takes unknown and missing conditions for undefined', () => {
    for (const inner of [`<quantum xmlns='${STREAMS}'/>`, `<conflict xmlns='urn:x'/>`, '']) {
      expect(readStreamError(parseFrame(`<error>${inner}</error>`)!).condition).to.equal(
        'undefined-condition',
      );
    }
  });
});
