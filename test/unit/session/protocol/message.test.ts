import { expect } from 'chai';
import { isAction, readStanzaId } from '../../../../src/session/protocol/message.js';
import { parseFrame } from '../../../../src/session/xml.js';

describe('isAction', () => {
  it('ME-1, P-8: takes "/me " at the very start alone', () => {
    expect(isAction('/me waves')).to.equal(true);
    for (const body of [' /me x', '/meow', '/me', '/ME x', 'x /me y', '']) {
      expect(isAction(body), body).to.equal(false);
    }
  });
});

describe('readStanzaId', () => {
  it('SID-1: knows no id by somebody who has no address', () => {
    const message = parseFrame(
      `<message xmlns='jabber:client'><stanza-id xmlns='urn:xmpp:sid:0' id='a'/></message>`,
    )!;
    expect(readStanzaId(message, '')).to.equal(undefined);
  });
});
