/** Files over in-band bytestreams, by what a peer sends: traps.md §8. */
import { expect } from 'chai';
import { deferred } from '../../../../src/session/deferred.js';
import type { OfferEvent } from '../../../../src/session/files/files.js';
import { InBand, type Intake } from '../../../../src/session/files/in-band.js';
import type { FileTransfer } from '../../../../src/session/files/transfer.js';
import { readStanzaError } from '../../../../src/session/protocol/stanza-error.js';
import { readAcceptance, type StreamOffer } from '../../../../src/session/protocol/stream-initiation.js';
import { child, children, type Element } from '../../../../src/session/xml.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { withRoster } from '../../../support/fake-roster.js';
import { impatient } from '../../../support/impatient.js';
import { until } from '../../../support/until.js';

const SI = 'http://jabber.org/protocol/si';
const FILE = 'http://jabber.org/protocol/si/profile/file-transfer';
const IBB = 'http://jabber.org/protocol/ibb';
const NEG = 'http://jabber.org/protocol/feature-neg';
const ANN = 'ann@kit.example/desk';
const EVE = 'eve@evil.example/x';

/** As it was offered. */
const OFFER: StreamOffer = {
  sid: 's1',
  type: '',
  file: { name: 'a.txt', size: 4 },
  ranges: true,
  methods: [IBB],
};

interface Offered {
  readonly from?: string;
  readonly sid?: string;
  readonly file?: string;
  readonly profile?: string;
  readonly methods?: readonly string[];
  readonly fields?: string;
}

let ids = 0;
const iq = (inner: string, from = ANN) =>
  `<iq xmlns='jabber:client' type='set' id='q${++ids}' from='${from}'>${inner}</iq>`;
const fileOf = (attrs = "name='a.txt' size='4'", inner = '') =>
  `<file xmlns='${FILE}' ${attrs}>${inner}</file>`;
const offer = ({
  from,
  sid = 's1',
  file = fileOf(),
  profile = FILE,
  methods = [IBB],
  fields = '',
}: Offered = {}) =>
  iq(
    `<si xmlns='${SI}' id='${sid}' profile='${profile}'>${file}<feature xmlns='${NEG}'>` +
      `<x xmlns='jabber:x:data' type='form'><field var='stream-method' type='list-single'>` +
      methods.map((each) => `<option><value>${each}</value></option>`).join('') +
      `</field>${fields}</x></feature></si>`,
    from,
  );
const open = (attrs = "sid='s1' block-size='4096'", from?: string) =>
  iq(`<open xmlns='${IBB}' ${attrs}/>`, from);
const data = (
  seq: number | string,
  base64: string,
  { sid = 's1', from }: { sid?: string; from?: string } = {},
) => iq(`<data xmlns='${IBB}' sid='${sid}' seq='${seq}'>${base64}</data>`, from);
const close = (sid = 's1', from?: string) => iq(`<close xmlns='${IBB}' sid='${sid}'/>`, from);

/** What answers say in short: `result`, or the error's condition and type. */
function said(stanzas: readonly Element[]): string[] {
  return stanzas
    .filter(({ name, attrs }) => name === 'iq' && (attrs.type === 'result' || attrs.type === 'error'))
    .map((stanza) => {
      if (stanza.attrs.type === 'result') return 'result';
      const { condition, type } = readStanzaError(stanza);
      return `${condition}/${type}`;
    });
}

async function receiver() {
  const all = await withRoster("<item jid='ann@kit.example' subscription='both'/>");
  const { files } = all.people;
  const offers: FileTransfer[] = [];
  files.addEventListener('offer', (event) => offers.push((event as OfferEvent).transfer));
  /** What is answered to that, once code that it needs has loaded. */
  const answers = async (...frames: string[]) => {
    const before = all.server.sent.length;
    for (const frame of frames) all.server.deliver(frame);
    const wanted = frames.filter((frame) => frame.startsWith('<iq')).length;
    const answered = () => said(all.server.sent.slice(before));
    await until(() => answered().length >= wanted, `${wanted} answers`);
    return answered();
  };
  /** An offer that is taken, and its stream opened. */
  const accepted = async (options?: Offered, blockSize = 4096) => {
    all.server.deliver(offer(options));
    const before = all.server.sent.length;
    const transfer = await until(() => offers.find(({ state }) => state === 'offered'), 'offered');
    const done = transfer.accept().then(
      (blob) => blob,
      (error: unknown) => error,
    );
    await until(() => said(all.server.sent.slice(before)).includes('result'), 'accepted');
    expect(await answers(open(`sid='${options?.sid ?? 's1'}' block-size='${blockSize}'`))).to.deep.equal([
      'result',
    ]);
    return { transfer, done };
  };
  return { ...all, files, offers, answers, accepted };
}

const textOfBlob = async (blob: unknown) => (blob as Blob).text();

describe('offers of files', () => {
  it('T-1, FT-12, FNEG-6: a stranger learns nothing', async () => {
    const { answers, offers } = await receiver();
    expect(await answers(offer({ from: EVE }))).to.deep.equal(['service-unavailable/cancel']);
    expect(offers).to.deep.equal([]);
  });

  it('FT-1, FNEG-4, IBB-22, S5B-1: whoever knows us learns what we can, and nothing of proxies without a relay', async () => {
    const { server, answers } = await receiver();
    await answers(iq("<query xmlns='http://jabber.org/protocol/disco#info'/>").replace("'set'", "'get'"));
    const info = children(server.sent.at(-1)!)[0]!;
    const features = children(info, 'feature').map(({ attrs }) => attrs.var);
    expect(features).to.include.members([SI, FILE, NEG, IBB]);
    expect(features).not.to.include('http://jabber.org/protocol/bytestreams');
  });

  it('FNEG-7: one that comes as a question is as good', async () => {
    const { server, offers } = await receiver();
    server.deliver(offer().replace("'set'", "'get'"));
    (await until(() => offers[0], 'offered')).accept().catch(() => undefined);
    const answer = await server.next((stanza) => child(stanza, 'si', SI) !== undefined, 'an answer');
    expect(answer.attrs.type).to.equal('result');
  });

  it('T-1, FT-5, FT-7, FT-19: a name is cleaned, a size is what digits say, and nothing answers before somebody decides', async () => {
    const { server, offers } = await receiver();
    const file = fileOf(
      `name='../../bills\u202Egnp.exe' size='99999' hash='x' date='2026-03-01T11:21Z'`,
      '<desc>&lt;b&gt;x&lt;/b&gt;</desc><range/>',
    );
    server.deliver(offer({ file }));
    const transfer = await until(() => offers[0], 'offered');
    expect(transfer.file).to.include({ name: 'billsgnp.exe', size: 99_999, description: '<b>x</b>' });
    expect(said(await server.exchange())).to.deep.equal([]);
  });

  for (const [what, options, answer] of [
    ['without a name', { file: fileOf("size='4'") }, 'bad-request/modify'],
    ['without a size', { file: fileOf("name='a'") }, 'bad-request/modify'],
    ['of a negative size', { file: fileOf("name='a' size='-4'") }, 'bad-request/modify'],
    ['of a size that is no number', { file: fileOf("name='a' size='4k'") }, 'bad-request/modify'],
    [
      'of more than numbers can say',
      { file: fileOf("name='a' size='99999999999999999'") },
      'bad-request/modify',
    ],
    ['of another profile', { profile: 'urn:other' }, 'bad-request/modify'],
    ['of no file', { file: '' }, 'bad-request/modify'],
    ['by ways that we lack', { methods: ['jabber:iq:oob'] }, 'bad-request/cancel'],
    ['by no way', { methods: [] }, 'bad-request/cancel'],
    [
      'with more to choose',
      { fields: "<field var='x' type='list-single'/>" },
      'feature-not-implemented/cancel',
    ],
    ['larger than we take', { file: fileOf("name='a' size='104857601'") }, 'not-acceptable/modify'],
  ] as const)
    it(`FT-5, FT-10, FNEG-3: an offer ${what} is refused with ${answer}`, async () => {
      const { answers, offers, server } = await receiver();
      expect(await answers(offer(options))).to.deep.equal([answer]);
      expect(offers).to.deep.equal([]);
      const error = child(server.sent.at(-1)!, 'error', 'jabber:client');
      const own = error && children(error).find(({ attrs }) => attrs.xmlns === SI)?.name;
      const wanted = { 'another profile': 'bad-profile', 'no file': 'bad-profile', lack: 'no-valid-streams' };
      for (const [part, name] of Object.entries(wanted)) if (what.endsWith(part)) expect(own).to.equal(name);
    });

  it('FT-11: declining says so, and ends it', async () => {
    const { server, offers, answers } = await receiver();
    server.deliver(offer());
    const transfer = await until(() => offers[0], 'offered');
    transfer.decline();
    await server.exchange();
    const error = server.sent.findLast(({ attrs }) => attrs.type === 'error')!;
    expect(readStanzaError(error)).to.include({
      condition: 'forbidden',
      type: 'cancel',
      text: 'Offer Declined',
      code: 403,
    });
    expect(transfer.state).to.equal('cancelled');
    expect(await answers(open())).to.deep.equal(['not-acceptable/cancel']);
  });

  it('FT-12: nobody decides for ten minutes: it is declined', async () => {
    const { answers, offers } = await receiver();
    impatient(600);
    expect(await answers(offer())).to.deep.equal(['forbidden/cancel']);
    expect(offers.map(({ state }) => state)).to.deep.equal(['cancelled']);
  });

  it('FT-18, FT-20: taken, and cancelled before it came: nobody is asked again when its sender tries once more', async () => {
    const { server, answers, offers } = await receiver();
    server.deliver(offer());
    const transfer = await until(() => offers[0], 'offered');
    transfer.accept().catch(() => undefined);
    await server.next((stanza) => child(stanza, 'si', SI) !== undefined, 'accepted');
    transfer.abort();
    expect(await answers(open(), offer({ sid: 's2' }))).to.deep.equal([
      'not-acceptable/cancel',
      'forbidden/cancel',
    ]);
    expect(offers).to.have.length(1);
  });

  it('FT-20: a fourth that waits is not heard', async () => {
    const { server, offers, answers } = await receiver();
    for (const sid of ['s1', 's2', 's3']) server.deliver(offer({ sid }));
    await until(() => offers.length === 3, 'three');
    expect(await answers(offer({ sid: 's4' }))).to.deep.equal(['resource-constraint/wait']);
  });

  it('FT-8: accepting names the way, and nothing else', async () => {
    const { server, accepted } = await receiver();
    await accepted();
    const answer = server.sent.findLast((stanza) => child(stanza, 'si', SI))!;
    expect(child(answer, 'si', SI)!.attrs).to.deep.equal({ xmlns: SI });
    expect(readAcceptance(child(answer, 'si', SI), OFFER)).to.deep.equal({
      method: IBB,
      offset: 0,
      length: 4,
    });
    expect(String(answer)).not.to.include('<file');
  });

  it('FNEG-2, FNEG-3, FNEG-5: nothing else is up for negotiation', async () => {
    const { answers } = await receiver();
    const negotiate = (form: string, from?: string) => iq(`<feature xmlns='${NEG}'>${form}</feature>`, from);
    const x = (type: string, fields: string) => `<x xmlns='jabber:x:data' type='${type}'>${fields}</x>`;
    expect(
      await answers(
        negotiate(x('form', "<field var='FORM_TYPE' type='hidden'><value>urn:x</value></field>")),
        negotiate(x('form', "<field var='colour' type='list-single'/>")),
        negotiate(x('submit', "<field var='colour'/>")),
        negotiate(''),
        negotiate(x('form', "<field var='colour' type='list-single'/>"), EVE),
      ),
    ).to.deep.equal([
      'service-unavailable/cancel',
      'feature-not-implemented/cancel',
      'feature-not-implemented/cancel',
      'bad-request/modify',
      'service-unavailable/cancel',
    ]);
  });
});

describe('in-band bytestreams, as a receiver', () => {
  it('IBB-6, IBB-16: what was sent arrives, in order, and is whole once closed', async () => {
    const { accepted, answers } = await receiver();
    const { transfer, done } = await accepted();
    expect(await answers(data(0, 'ZXY='), data(1, ''), data(2, 'aWw='), close())).to.deep.equal(
      Array(4).fill('result'),
    );
    expect(await textOfBlob(await done)).to.equal('evil');
    expect(transfer).to.include({ state: 'done', bytes: 4 });
  });

  it('T-3, FT-17, IBB-5, IBB-9: nobody else gets at a stream', async () => {
    const { accepted, answers } = await receiver();
    const { done } = await accepted();
    for (const from of [EVE, 'ann@kit.example/other'])
      expect(
        await answers(open(undefined, from), data(0, 'ZXZpbA==', { from }), close('s1', from)),
      ).to.deep.equal(['not-acceptable/cancel', 'item-not-found/cancel', 'item-not-found/cancel']);
    expect(await answers(open())).to.deep.equal(['not-acceptable/cancel']);
    expect(await answers(data(0, 'ZmluZQ=='), close())).to.deep.equal(['result', 'result']);
    expect(await textOfBlob(await done)).to.equal('fine');
  });

  for (const attrs of [
    "sid='s1'",
    "sid='s1' block-size='0'",
    "sid='s1' block-size='-1'",
    "sid='s1' block-size='65536'",
    "sid='s1' block-size='4k'",
    "block-size='4096'",
    "sid='s1' block-size='4096' stanza='presence'",
  ])
    it(`T-6, IBB-1, IBB-2: a stream opened with ${attrs} is refused`, async () => {
      const { server, offers, answers } = await receiver();
      server.deliver(offer());
      const before = server.sent.length;
      (await until(() => offers[0], 'offered')).accept().catch(() => undefined);
      await until(() => said(server.sent.slice(before)).includes('result'), 'accepted');
      expect(await answers(open(attrs))).to.deep.equal(['bad-request/modify']);
    });

  it('T-4, IBB-10: a number that was used is refused, and its bytes are not used', async () => {
    const { accepted, answers } = await receiver();
    const { done } = await accepted();
    expect(await answers(data(0, 'Zmk='), data(1, 'bmU='), data(1, 'ZXZpbA=='), close())).to.deep.equal([
      'result',
      'result',
      'unexpected-request/cancel',
      'result',
    ]);
    expect(await textOfBlob(await done)).to.equal('fine');
  });

  for (const [what, frame, condition] of [
    ['a gap in the numbers', data(2, 'ZXZpbA=='), 'unexpected-request/cancel'],
    ...['-1', '65536', '1.0', 'x', ''].map(
      (seq) => [`the number “${seq}”`, data(seq, 'ZQ=='), 'bad-request/cancel'] as const,
    ),
    ...[
      'ZXZpbA=',
      'ZXZpbA',
      'ZXZ=bA==',
      '=AAA',
      'ZXZp bA==',
      'ZXZp\nbA==',
      'ZX-_bA==',
      'ZXZpbB==',
      'ZXZpbA===',
    ].map((base64) => [`“${base64}” for base64`, data(0, base64), 'bad-request/cancel'] as const),
    ['a block larger than agreed', data(0, btoa('x'.repeat(9))), 'bad-request/cancel'],
    ['more than was announced', data(0, btoa('12345')), 'bad-request/cancel'],
  ] as const)
    it(`T-4, T-5, T-6, IBB-11, IBB-12, IBB-13, FT-15: ${what} ends it`, async () => {
      const { accepted, answers, server } = await receiver();
      const { transfer, done } = await accepted(undefined, 8);
      expect(await answers(frame)).to.deep.equal([condition]);
      expect(await done).to.include({ reason: 'broken' });
      expect(transfer.state).to.equal('failed');
      const closed = await server.next((stanza) => child(stanza, 'close', IBB) !== undefined, 'a close');
      expect(closed.attrs.to).to.equal(ANN);
      expect(await answers(data(1, 'ZQ=='))).to.deep.equal(['item-not-found/cancel']);
    });

  it('IBB-13, security.md §6: blocks may be empty, but not for ever', async () => {
    const { accepted, answers, server } = await receiver();
    const { done } = await accepted();
    const empty = (from: number) => Array.from({ length: 100 }, (_, i) => data(from + i, ''));
    expect(await answers(...empty(0), data(100, 'eA=='), ...empty(101))).to.deep.equal(
      Array(201).fill('result'),
    );
    expect(await answers(data(201, ''))).to.deep.equal(['bad-request/cancel']);
    expect(await done).to.include({ reason: 'broken' });
    await server.next((stanza) => child(stanza, 'close', IBB) !== undefined, 'a close');
  });

  it('T-4, IBB-7: after 65535 comes 0', async () => {
    const { accepted, server } = await receiver();
    const size = 65_538;
    const { done, transfer } = await accepted({ file: fileOf(`name='a' size='${size}'`) });
    const block = btoa('x');
    for (let i = 0; i < size; i++) server.deliver(data(i % 65_536, block));
    await until(() => transfer.bytes === size, 'all of it', 50_000);
    server.deliver(close());
    expect(((await done) as Blob).size).to.equal(size);
  }).timeout(60_000);

  it('T-8, FT-15, IBB-16: closed too early it is not whole', async () => {
    const { accepted, answers } = await receiver();
    const { transfer, done } = await accepted();
    expect(await answers(data(0, 'ZXY='), close())).to.deep.equal(['result', 'result']);
    expect(await done).to.include({ reason: 'stopped' });
    expect(transfer.bytes).to.equal(2);
  });

  it('T-12, FT-16: what came is not what was sent, and is kept aside', async () => {
    const { accepted, answers } = await receiver();
    const file = fileOf("name='a' size='4' hash='552E21CD4CD9918678E3C1A0DF491BC4'");
    const { transfer, done } = await accepted({ file });
    await answers(data(0, 'ZXZpbA=='), close());
    expect(await done).to.include({ reason: 'damaged' });
    expect(await transfer.kept!.text()).to.equal('evil');
  });

  it('T-12, FT-16: upper-case hashes are as good', async () => {
    const { accepted, answers } = await receiver();
    const file = fileOf("name='a' size='4' hash='4034A346CCEE15292D823416F7510A2F'");
    const { done } = await accepted({ file });
    await answers(data(0, 'ZXZpbA=='), close());
    expect(await textOfBlob(await done)).to.equal('evil');
  });

  it('T-9, IBB-18: blocks in messages count the same, show nowhere, and are refused as messages', async () => {
    const { server, offers, people, answers } = await receiver();
    server.deliver(offer());
    const before = server.sent.length;
    const done = (await until(() => offers[0], 'offered')).accept();
    await until(() => said(server.sent.slice(before)).includes('result'), 'accepted');
    await answers(open("sid='s1' block-size='4096' stanza='message'"));
    const message = (seq: number, base64: string, sid = 's1') =>
      `<message xmlns='jabber:client' id='m${seq}' from='${ANN}'><data xmlns='${IBB}' sid='${sid}' seq='${seq}'>${base64}</data></message>`;
    const sent = await server.exchange(message(0, 'ZXY='), message(1, 'aWw='), message(2, 'eA==', 'other'));
    expect(sent.map(({ name, attrs }) => `${name} ${attrs.type} ${attrs.id}`)).to.deep.equal([
      'message error m2',
    ]);
    await answers(close());
    expect(await textOfBlob(await done)).to.equal('evil');
    expect(people.chats.get('ann@kit.example')).to.equal(undefined);
  });

  it('FT-20: whoever sends it goes, and it ends', async () => {
    const { accepted, server } = await receiver();
    const { done } = await accepted();
    server.deliver(`<presence xmlns='jabber:client' type='unavailable' from='${ANN}'/>`);
    expect(await done).to.include({ reason: 'not-there' });
  });

  it('IBB-9: what comes before the stream is open is not used', async () => {
    const { server, offers, answers } = await receiver();
    expect(await answers(data(0, 'ZXZpbA=='), close())).to.deep.equal(Array(2).fill('item-not-found/cancel'));
    server.deliver(offer());
    const done = (await until(() => offers[0], 'offered')).accept();
    await server.next((stanza) => child(stanza, 'si', SI) !== undefined, 'accepted');
    expect(await answers(data(0, 'ZXZpbA=='), open(), data(0, 'ZmluZQ=='), close())).to.deep.equal([
      'item-not-found/cancel',
      'result',
      'result',
      'result',
    ]);
    expect(await textOfBlob(await done)).to.equal('fine');
  });

  it('FT-3, IBB-5: another file under an id that is in use changes nothing', async () => {
    const { accepted, answers, server, offers } = await receiver();
    const { done } = await accepted();
    expect(await answers(data(0, 'Zmk='))).to.deep.equal(['result']);
    server.deliver(offer({ file: fileOf("name='b.txt' size='4'") }));
    const other = await until(() => offers[1], 'offered');
    other.accept().catch(() => undefined);
    expect((await answers(open())).at(-1)).to.equal('not-acceptable/cancel');
    expect(await answers(data(1, 'bmU='), close())).to.deep.equal(['result', 'result']);
    expect(await textOfBlob(await done)).to.equal('fine');
    expect(other.bytes).to.equal(0);
  });

  it('T-6, IBB-4: a flood of streams that nobody agreed on harms nobody else', async () => {
    const { accepted, answers, server } = await receiver();
    for (let i = 0; i < 500; i++) server.deliver(open(`sid='f${i}' block-size='4096'`, EVE));
    const { done } = await accepted();
    expect(await answers(data(0, 'ZmluZQ=='), close())).to.deep.equal(['result', 'result']);
    expect(await textOfBlob(await done)).to.equal('fine');
    const told = said(server.sent.filter(({ attrs }) => attrs.to === EVE));
    expect(told.length).to.be.below(500);
    expect(new Set(told)).to.deep.equal(new Set(['not-acceptable/cancel']));
  });

  it('T-8, IBB-16: all is there, and whoever sent it never closes: we do', async () => {
    const { accepted, answers, server } = await receiver();
    const { done } = await accepted();
    await answers(data(0, 'ZmluZQ=='));
    const closed = await server.next((stanza) => child(stanza, 'close', IBB) !== undefined, 'a close');
    server.deliver(`<iq xmlns='jabber:client' type='result' id='${closed.attrs.id}' from='${ANN}'/>`);
    expect(await textOfBlob(await done)).to.equal('fine');
  });

  it('T-6: opened, and nothing comes for a minute: it is over, and can be offered again', async () => {
    const { setTimeout: real } = globalThis;
    const timers: (() => void)[] = [];
    globalThis.setTimeout = ((run: () => void, ms = 0) => {
      if (ms === 60_000) timers.push(run);
      return real(run, ms);
    }) as typeof setTimeout;
    cleanUpAfterTest(() => void (globalThis.setTimeout = real));
    const { accepted, server, answers } = await receiver();
    const { done } = await accepted();
    timers.forEach((run) => run());
    expect(await done).to.include({ reason: 'network' });
    await server.next((stanza) => child(stanza, 'close', IBB) !== undefined, 'a close');
    expect(await answers(data(0, 'ZmluZQ=='))).to.deep.equal(['item-not-found/cancel']);
  });

  it('T-8, FT-20, IBB-9: cancelling tells the sender', async () => {
    const { accepted, server, answers } = await receiver();
    const { transfer } = await accepted();
    transfer.abort();
    await server.next((stanza) => child(stanza, 'close', IBB) !== undefined, 'a close');
    expect(await answers(data(0, 'ZXZpbA=='))).to.deep.equal(['item-not-found/cancel']);
    expect(transfer.state).to.equal('cancelled');
  });

  it('IBB-21: ends with the session, goes on after a resume', async () => {
    const { accepted, server, session, answers } = await receiver();
    const { done, transfer } = await accepted();
    await answers(data(0, 'ZXY='));
    server.connection.drop();
    await until(() => session.state === 'reconnecting', 'lost');
    session.reconnectNow();
    await until(() => session.state === 'online', 'back');
    expect(transfer.state).to.equal('active');
    expect(await answers(data(1, 'aWw='), close())).to.deep.equal(['result', 'result']);
    expect(await textOfBlob(await done)).to.equal('evil');
  });

  it('FT-13: what broke off goes on where it stopped when it is offered again', async () => {
    const { accepted, answers, server, offers } = await receiver();
    const file = fileOf("name='a' size='4' hash='4034a346ccee15292d823416f7510a2f'", '<range/>');
    const { done, transfer } = await accepted({ file });
    await answers(data(0, 'ZXY='), close());
    expect(await done).to.include({ reason: 'stopped' });
    await answers(offer({ sid: 's2', file }));
    const again = server.sent.findLast((stanza) => child(stanza, 'si', SI))!;
    const range = { method: IBB, offset: 2, length: 2 };
    expect(readAcceptance(child(again, 'si', SI), OFFER)).to.deep.equal(range);
    await answers(open("sid='s2' block-size='4096'"), data(0, 'aWw=', { sid: 's2' }), close('s2'));
    expect(await textOfBlob(await transfer.done)).to.equal('evil');
    expect(offers).to.have.length(1);
  });
});

describe('a stream', () => {
  /** One that Ann has opened. @param intake What takes in what comes. */
  async function opened(intake: Intake) {
    const { server, session } = await withRoster("<item jid='ann@kit.example' subscription='both'/>");
    const opening = new InBand(session).opening(ANN, 's1', new AbortController().signal);
    await server.exchange(open());
    const stream = await opening;
    stream.read(intake);
    return { server, stream };
  }

  const answered = (stanzas: readonly Element[]) =>
    stanzas.filter(({ attrs }) => attrs.type === 'result' && attrs.to === ANN).map(({ attrs }) => attrs.id);

  it('T-7, IBB-20: whose reader takes its time gives it all in order, and answers in order', async () => {
    const got: number[] = [];
    const { server } = await opened(async ([octet]) => {
      await new Promise((resolve) => setTimeout(resolve, (octet! * 7) % 5));
      got.push(octet!);
    });
    const before = server.sent.length;
    const blocks = Array.from({ length: 64 }, (_, i) => data(i, btoa(String.fromCharCode(i))));
    for (const block of blocks) server.deliver(block);
    await until(() => answered(server.sent.slice(before)).length === 64, 'all answers');
    expect(got).to.deep.equal(blocks.map((_, i) => i));
    expect(answered(server.sent.slice(before))).to.deep.equal(
      blocks.map((block) => / id='(\w+)'/.exec(block)?.[1]),
    );
  });

  it('IBB-8: answers a block once it has been taken in, not before', async () => {
    const taken = deferred();
    const { server } = await opened(() => taken.promise);
    expect(answered(await server.exchange(data(0, 'eA==')))).to.deep.equal([]);
    const before = server.sent.length;
    taken.resolve();
    await until(() => answered(server.sent.slice(before)).length === 1, 'the answer');
  });

  it('T-4, IBB-19: counts each direction by itself', async () => {
    const { server, stream } = await opened(() => undefined);
    await server.exchange(data(0, 'eA=='), data(1, 'eA=='));
    const numbers = [1, 2, 3].map((octet) => {
      const { seq, arrived } = stream.send(Uint8Array.of(octet));
      arrived.catch(() => undefined);
      return seq;
    });
    expect(numbers).to.deep.equal([0, 1, 2]);
    expect(answered(await server.exchange(data(2, 'eA==')))).to.have.length(1);
  });
});
