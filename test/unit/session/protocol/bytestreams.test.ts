import { expect } from 'chai';
import { StanzaError } from '../../../../src/session/errors.js';
import {
  buildActivation,
  buildBytestream,
  buildStreamhostUsed,
  destination,
  readAddress,
  readBytestream,
  readStreamhostUsed,
} from '../../../../src/session/protocol/bytestreams.js';
import { parseFrame } from '../../../../src/session/xml.js';

const NS = 'http://jabber.org/protocol/bytestreams';
const query = (attrs: string, inside = '') => parseFrame(`<query xmlns='${NS}' ${attrs}>${inside}</query>`)!;
const HOST = `<streamhost jid='proxy.kit.example' host='Proxy.kit.example' port='7777'/>`;
const PROXY = { jid: 'proxy.kit.example', host: 'proxy.kit.example', port: 7777 };

function refusal(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof StanzaError) return `${error.condition}/${error.type}`;
    throw error;
  }
  return undefined;
}

describe('bytestreams', () => {
  for (const [rule, sid, requester, target, hex] of [
    [
      'S5B-5',
      'vxf9n471bn46',
      'requester@example.com/foo',
      'target@example.org/bar',
      '98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff',
    ],
    [
      'S5B-6',
      'yia72g3v49j7',
      'requester@example.com/foo',
      'room@conference.example.net/Tget',
      '416781edf1ae50bad01cb8509ba35b43952bc345',
    ],
  ] as const)
    it(`${rule}: ${target} and the proxy know the stream by the XEP's own digest`, () => {
      expect(destination(sid, requester, target)).to.equal(hex);
    });

  it('S5B-2: asks a proxy for its address without a sid, and takes its own one only', () => {
    expect(buildBytestream().toString()).to.equal(`<query xmlns="${NS}"/>`);
    expect(readAddress(query('', HOST), 'proxy.kit.example')).to.deep.equal(PROXY);
    expect(readAddress(query('', HOST), 'other.kit.example')).to.equal(undefined);
    expect(readAddress(undefined, 'proxy.kit.example')).to.equal(undefined);
  });

  it('S5B-4: a request holds sid, mode and streamhosts, and is read as it was meant', () => {
    const request = buildBytestream('s1', [PROXY]);
    expect(request.toString()).to.equal(
      `<query xmlns="${NS}" sid="s1" mode="tcp">` +
        `<streamhost jid="proxy.kit.example" host="proxy.kit.example" port="7777"/><nearly xmlns="https://xmpp-elements.org/bytestreams"/></query>`,
    );
    expect(readBytestream(request)).to.deep.equal({
      sid: 's1',
      streamhosts: [PROXY],
      dstaddr: undefined,
      nearly: true,
    });
    expect(buildBytestream('s1', [PROXY], 'a'.repeat(40)).attrs.dstaddr).to.have.length(40);
  });

  it('S5B-8: a missing port is 1080; what is no streamhost is left out, what stands there twice is one', () => {
    const hosts = [
      `<streamhost jid='a.example' host='a'/>`,
      `<streamhost jid='a.example' host='A' port='1080'/>`,
      `<streamhost jid='b.example' host='b' port='0'/>`,
      `<streamhost jid='c.example' host='c' port='65536'/>`,
      `<streamhost jid='d.example' host='d' port='80 '/>`,
      `<streamhost jid='e.example' port='80'/>`,
      `<streamhost host='f' port='80'/>`,
      `<streamhost jid='@' host='g' port='80'/>`,
      `<streamhost jid='h.example' host='${'h'.repeat(256)}' port='80'/>`,
      `<streamhost xmlns='x:y' jid='i.example' host='i' port='80'/>`,
    ].join('');
    expect(readBytestream(query(`sid='s1'`, hosts)).streamhosts).to.deep.equal([
      { jid: 'a.example', host: 'a', port: 1080 },
    ]);
  });

  for (const [attrs, inside, expected] of [
    ['', HOST, 'bad-request/modify'],
    [`sid=''`, HOST, 'bad-request/modify'],
    [`sid='s1'`, '', 'bad-request/modify'],
    [`sid='s1' mode='udp'`, HOST, 'not-acceptable/modify'],
    [`sid='s1' mode='tcp'`, HOST, undefined],
  ] as const)
    it(`S5B-13: a request with ${attrs || 'no sid'} and ${inside ? 'a' : 'no'} streamhost gets ${expected}`, () => {
      expect(refusal(() => readBytestream(query(attrs, inside)))).to.equal(expected);
    });

  for (const [dstaddr, expected] of [
    ['x', 'bad-request/modify'],
    ['', 'bad-request/modify'],
    ['a'.repeat(300), 'bad-request/modify'],
    [`${'a'.repeat(39)}g`, 'bad-request/modify'],
    [`${'a'.repeat(40)}&#10;`, 'bad-request/modify'],
    ['aB'.repeat(20), undefined],
  ] as const)
    it(`S5B-7, T-14: a dstaddr of ${dstaddr.slice(0, 50)} gets ${expected}`, () => {
      const request = query(`sid='s1' dstaddr='${dstaddr}'`, HOST);
      expect(refusal(() => readBytestream(request))).to.equal(expected);
    });

  it('S5B-13, S5B-14: answers with the streamhost it came to, and activates the target', () => {
    const used = buildStreamhostUsed('s1', 'proxy.kit.example', false);
    expect(used.toString()).to.equal(
      `<query xmlns="${NS}" sid="s1"><streamhost-used jid="proxy.kit.example"/></query>`,
    );
    expect(readStreamhostUsed(used)).to.deep.equal({ jid: 'proxy.kit.example', nearly: false });
    expect(readStreamhostUsed(buildStreamhostUsed('s1', 'proxy.kit.example', true)).nearly).to.equal(true);
    expect(readStreamhostUsed(query('')).jid).to.equal(undefined);
    expect(
      readStreamhostUsed(parseFrame(`<query xmlns='x:y'><streamhost-used jid='a.b'/></query>`)).jid,
    ).to.equal(undefined);
    expect(buildActivation('s1', 'ann@kit.example/desk').toString()).to.equal(
      `<query xmlns="${NS}" sid="s1"><activate>ann@kit.example/desk</activate></query>`,
    );
  });
});
