import { expect } from 'chai';
import { readDelay } from '../../../../src/session/protocol/delay.js';
import { parseFrame } from '../../../../src/session/xml.js';

const now = new Date('2026-06-01T00:00:00Z');
const stamp = (inner: string) =>
  readDelay(parseFrame(`<message xmlns='jabber:client'>${inner}</message>`)!, now)?.stamp.toISOString();

describe('readDelay', () => {
  it('DT-6: reads stamp and author', () => {
    const message = parseFrame(
      `<message xmlns='jabber:client'><delay xmlns='urn:xmpp:delay' from='lab@rooms.kit.example' stamp='2026-01-01T00:00:00Z'>Offline</delay></message>`,
    )!;
    expect(readDelay(message, now)).to.deep.equal({
      stamp: new Date('2026-01-01T00:00:00Z'),
      from: 'lab@rooms.kit.example',
    });
  });

  it('DT-4: reads either form in the predecessor, the short one only there', () => {
    expect(stamp(`<x xmlns='jabber:x:delay' stamp='20260101T00:00:00'/>`)).to.equal(
      '2026-01-01T00:00:00.000Z',
    );
    expect(stamp(`<x xmlns='jabber:x:delay' stamp='2026-01-01T00:00:00Z'/>`)).to.equal(
      '2026-01-01T00:00:00.000Z',
    );
    expect(stamp(`<delay xmlns='urn:xmpp:delay' stamp='20260101T00:00:00'/>`)).to.equal(undefined);
  });

  it('DT-7, M-10: clamps the future to now', () => {
    expect(stamp(`<delay xmlns='urn:xmpp:delay' stamp='2031-01-01T00:00:00Z'/>`)).to.equal(now.toISOString());
  });

  it('DT-5: gives nothing for a stamp that is none', () => {
    expect(stamp(`<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00'/>`)).to.equal(undefined);
    expect(stamp(`<delay xmlns='urn:xmpp:delay'/>`)).to.equal(undefined);
    expect(stamp('')).to.equal(undefined);
  });

  it('CORE-36, C-3: takes no stamp of another namespace or from deeper down', () => {
    const delay = `<delay xmlns='urn:xmpp:delay' stamp='2001-01-01T00:00:00Z'/>`;
    expect(stamp(`<wrap xmlns='urn:evil'>${delay}</wrap>`)).to.equal(undefined);
    expect(stamp(delay.replace('urn:xmpp:delay', 'urn:evil'))).to.equal(undefined);
  });
});
