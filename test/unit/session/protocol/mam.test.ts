import { expect } from 'chai';
import { ProtocolError } from '../../../../src/session/errors.js';
import { buildQuery, readFin } from '../../../../src/session/protocol/mam.js';
import { parseFrame } from '../../../../src/session/xml.js';

describe('buildQuery', () => {
  it('MAM-2: never asks for what is before and after at once', () => {
    expect(() => buildQuery({ queryid: 'q', before: '', after: 'x', max: 1 })).to.throw(RangeError);
  });
});

describe('readFin', () => {
  it('MAM-2: refuses what is no end of a query', () => {
    for (const text of [`<query xmlns='urn:xmpp:mam:2'/>`, `<fin xmlns='urn:xmpp:mam:1' complete='true'/>`]) {
      expect(() => readFin(parseFrame(text)!), text).to.throw(ProtocolError);
    }
  });
});
