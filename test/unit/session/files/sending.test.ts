/** Files that go out, by what a peer answers: traps.md §8. */
import { expect } from 'chai';
import { decodeBase64 } from '../../../../src/session/base64.js';
import type { SendOptions } from '../../../../src/session/files/files.js';
import type { TransferError } from '../../../../src/session/files/transfer.js';
import { readAcceptance } from '../../../../src/session/protocol/stream-initiation.js';
import { child, children, parseFrame, textOf, type Element } from '../../../../src/session/xml.js';
import { bytesOf, equal, joined } from '../../../support/bytes.js';
import { withRoster } from '../../../support/fake-roster.js';
import { impatient } from '../../../support/impatient.js';
import { until } from '../../../support/until.js';

const SI = 'http://jabber.org/protocol/si';
const FILE = 'http://jabber.org/protocol/si/profile/file-transfer';
const IBB = 'http://jabber.org/protocol/ibb';
const BYTESTREAMS = 'http://jabber.org/protocol/bytestreams';
const NEG = 'http://jabber.org/protocol/feature-neg';
const FORM = 'jabber:x:data';
const HASHES = 'urn:xmpp:hashes:2';
const INFO = 'http://jabber.org/protocol/disco#info';
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const ANN = 'ann@kit.example/desk';

/** `evil` has four bytes. */
const EVIL = new File(['evil'], 'a.txt', { type: 'text/plain', lastModified: Date.UTC(2026, 2, 1) });

/** What a request is answered with: a payload; `!condition/type`, with what else the error holds; undefined: nobody does. */
type Answer = (payload: Element, nth: number) => string | undefined;
type Requests = 'si' | 'open' | 'data' | 'close';

/** Takes the offer. @param methods What was chosen. */
const accepting = (methods: readonly string[] = [IBB], inner = ''): string =>
  `<si xmlns='${SI}'>${inner}<feature xmlns='${NEG}'><x xmlns='${FORM}' type='submit'><field var='stream-method'>` +
  methods.map((each) => `<value>${each}</value>`).join('') +
  `</field></x></feature></si>`;
const ranged = (attrs: string) => accepting([IBB], `<file xmlns='${FILE}'><range ${attrs}/></file>`);

/** What is in a block. */
const bytesIn = (data: Element): Uint8Array => decodeBase64(textOf(data))!;

interface Cast {
  readonly answers?: Partial<Record<Requests, Answer>>;
  readonly features?: readonly string[];
}

/** Ann, who does as told, in all else as she should. */
async function sender({ answers = {}, features = [SI, FILE, IBB] }: Cast = {}) {
  const all = await withRoster("<item jid='ann@kit.example' subscription='both'/>");
  const { server, people } = all;
  const polite: Record<Requests, Answer> = {
    si: () => accepting(),
    open: () => '',
    data: () => '',
    close: () => '',
  };
  /** Payloads of what she was asked about files. */
  const asked: Element[] = [];
  server.onStanza((iq) => {
    const { id, to, type } = iq.attrs;
    if (to !== ANN || iq.name !== 'iq' || (type !== 'set' && type !== 'get')) return undefined;
    const answer = (kind: string, inside: string) =>
      `<iq xmlns='jabber:client' type='${kind}' id='${id}' from='${ANN}'>${inside}</iq>`;
    if (child(iq, 'query', INFO)) {
      const vars = features.map((each) => `<feature var='${each}'/>`).join('');
      return answer('result', `<query xmlns='${INFO}'>${vars}</query>`);
    }
    const [payload] = children(iq);
    const name = payload!.name as Requests;
    asked.push(payload!);
    const inside = (answers[name] ?? polite[name])(payload!, count(name));
    if (inside === undefined) return [];
    const [, condition, kind, more] = /^!([\w-]+)\/(\w+)(.*)/.exec(inside) ?? [];
    if (!condition) return answer('result', inside);
    return answer('error', `<error type='${kind}'><${condition} xmlns='${STANZAS}'/>${more}</error>`);
  });
  const counts = new Map<Requests, number>();
  /** How many of those there were before. */
  const count = (name: Requests) => {
    const before = counts.get(name) ?? 0;
    counts.set(name, before + 1);
    return before;
  };
  const named = (name: Requests) => asked.filter((each) => each.name === name);
  const send = (file: Blob = EVIL, options: SendOptions = { via: 'ibb' }) => {
    const transfer = people.files.send(file, ANN, options);
    const failed = transfer.done.then(
      () => undefined,
      (error: TransferError) => error,
    );
    return { transfer, failed };
  };
  /** What Ann was asked, in order. */
  const names = () => asked.map(({ name }) => name);
  /** What has gone to her. */
  const sent = () => joined(named('data').map(bytesIn));
  return { ...all, asked, named, names, send, sent };
}

describe('an offer of ours', () => {
  it('FT-1, FT-2, FT-5, FT-6, FT-7, FNEG-1: says what the file is, and asks for a way', async () => {
    const { send, named } = await sender();
    const { transfer } = send(EVIL, { via: 'ibb', name: '../b.txt', description: '<b>x</b>' });
    await transfer.done;
    const [si] = named('si');
    expect(si!.attrs).to.include({ profile: FILE, 'mime-type': 'text/plain' });
    const file = child(si!, 'file', FILE)!;
    expect(file.attrs).to.deep.include({
      name: 'b.txt',
      size: '4',
      hash: '4034a346ccee15292d823416f7510a2f',
      date: '2026-03-01T00:00:00.000Z',
    });
    expect(textOf(child(file, 'desc', FILE))).to.equal('<b>x</b>');
    expect(child(file, 'range', FILE)?.attrs).to.deep.equal({ xmlns: FILE });
    expect(textOf(child(file, 'hash', HASHES))).to.match(/^[\w+/]{43}=$/);
    const form = child(child(si!, 'feature', NEG)!, 'x', FORM)!;
    expect(form.attrs.type).to.equal('form');
    const [field, ...others] = children(form);
    expect(others).to.deep.equal([]);
    expect(field!.attrs).to.include({ var: 'stream-method', type: 'list-single' });
    expect(children(field!).map((option) => textOf(children(option)[0]))).to.deep.equal([IBB]);
  });

  it('FT-3: has an id that is new each time, and its stream’s', async () => {
    const { send, named } = await sender();
    await send().transfer.done;
    await send().transfer.done;
    const ids = named('si').map(({ attrs }) => attrs.id!);
    for (const id of ids) expect(id).to.match(/^[\w.:-]+$/); // NMTOKEN
    expect(new Set(ids).size).to.equal(2);
    for (const name of ['open', 'data', 'close'] as const)
      expect(named(name).map(({ attrs }) => attrs.sid)).to.deep.equal(ids);
  });

  it('FT-1, FT-10: goes to nobody who receives no files', async () => {
    const { send, names } = await sender({ features: [IBB] });
    expect(await send().failed).to.include({ reason: 'unsupported' });
    expect(names()).to.deep.equal([]);
  });

  for (const [what, answer] of [
    ['another way', accepting([BYTESTREAMS])],
    ['several ways', accepting([IBB, BYTESTREAMS])],
    ['the same way twice', accepting([IBB, IBB])],
    ['no way', accepting([])],
    ['nothing at all', ''],
    ['an offer of its own', accepting().replace('submit', 'form')],
  ] as const)
    it(`T-2, FT-9: answered with ${what}, it fails, and no byte is sent`, async () => {
      const { send, names } = await sender({ answers: { si: () => answer } });
      expect(await send().failed).to.include({ reason: 'broken' });
      expect(names()).to.deep.equal(['si']);
    });

  for (const attrs of [
    "offset='-1'",
    "offset='5'",
    "offset='1e0'",
    "offset='1.0'",
    "offset=''",
    "length='5'",
    "length='-1'",
    "offset='2' length='3'",
    "offset='2' length='99999999999999999'",
  ])
    it(`T-11, FT-14: asked for a part with ${attrs}, it fails, and no byte is sent`, async () => {
      const { send, names } = await sender({ answers: { si: () => ranged(attrs) } });
      expect(await send().failed).to.include({ reason: 'broken' });
      expect(names()).to.deep.equal(['si']);
    });

  for (const [attrs, part] of [
    ['', 'evil'],
    ["offset='1'", 'vil'],
    ["length='2'", 'ev'],
    ["offset='1' length='2'", 'vi'],
    ["length='0'", ''],
    ["offset='4'", ''],
  ] as const)
    it(`T-11, FT-13, FT-14: asked for a part with ${attrs || 'nothing said'}, sends exactly that`, async () => {
      const { send, sent, names } = await sender({ answers: { si: () => ranged(attrs) } });
      await send().transfer.done;
      expect(new TextDecoder().decode(sent())).to.equal(part);
      expect(names().at(-1)).to.equal('close');
    });

  it('FT-12: nobody decides for ten minutes: nobody is asked again', async () => {
    const { send, names, server } = await sender({ answers: { si: () => undefined } });
    impatient(600);
    expect(await send().failed).to.include({ reason: 'network' });
    await server.exchange();
    expect(names()).to.deep.equal(['si']);
  });

  it('T-11, FT-13: there are no parts where none were offered', () => {
    const offer = { sid: 's1', type: '', file: { name: 'a', size: 4 }, methods: [IBB] };
    const answer = parseFrame(ranged("offset='1'"));
    expect(readAcceptance(answer, { ...offer, ranges: true })).to.include({ offset: 1, length: 3 });
    expect(readAcceptance(answer, { ...offer, ranges: false })).to.equal(undefined);
  });

  const own = (name: string) => `<${name} xmlns='${SI}'/>`;
  const text = `<text xmlns='${STANZAS}'>Offer Declined</text>`;
  for (const [answer, reason] of [
    [`!forbidden/cancel${text}`, 'declined'],
    ['!not-acceptable/modify', 'declined'],
    [`!bad-request/cancel${own('no-valid-streams')}`, 'unsupported'],
    [`!bad-request/modify${own('bad-profile')}`, 'unsupported'],
    ['!bad-request/modify', 'refused'],
    ['!service-unavailable/cancel', 'unsupported'],
    ['!feature-not-implemented/cancel', 'unsupported'],
    ['!item-not-found/cancel', 'not-there'],
    ['!recipient-unavailable/wait', 'not-there'],
    ['!remote-server-timeout/wait', 'not-there'],
    ['!resource-constraint/wait', 'refused'],
    ['!internal-server-error/cancel', 'refused'],
  ] as const)
    it(`FT-10, FT-11: refused with ${answer.slice(1).replace(/<(\S+).*/, ' and $1')}, it is ${reason}`, async () => {
      const { send, names } = await sender({ answers: { si: () => answer } });
      const error = await send().failed;
      expect(error).to.include({ reason });
      expect(error?.details.text).to.equal(answer.includes('text') ? 'Offer Declined' : undefined);
      expect(names()).to.deep.equal(['si']);
    });
});

describe('files for one peer', () => {
  it('FT-20: go two at a time, the rest in the order in which they came', async () => {
    const { send, named, server } = await sender({ answers: { si: () => undefined } });
    const all = [1, 2, 3, 4, 5].map((size) => send(new Blob([bytesOf(size)])));
    const sizes = () => named('si').map((si) => child(si, 'file', FILE)?.attrs.size);
    await until(() => sizes().length === 2, 'two');
    await server.exchange();
    expect(sizes()).to.deep.equal(['1', '2']);
    expect(all.map(({ transfer }) => transfer.state)).to.deep.equal([
      'asking',
      'asking',
      'waiting',
      'waiting',
      'waiting',
    ]);
    all[2]!.transfer.abort(); // while it waits
    all[1]!.transfer.abort();
    await until(() => sizes().length === 3, 'the next');
    await server.exchange();
    expect(sizes()).to.deep.equal(['1', '2', '4']);
    all[0]!.transfer.abort();
    await until(() => sizes().length === 4, 'the last');
    expect(sizes()).to.deep.equal(['1', '2', '4', '5']);
    all.forEach(({ transfer }) => transfer.abort());
  });

  it('FT-20: do not wait for those of others', async () => {
    const { send, named, people } = await sender({ answers: { si: () => undefined } });
    const all = [EVIL, EVIL, EVIL].map((file) => send(file));
    await until(() => named('si').length === 2, 'two');
    const other = people.files.send(EVIL, 'bob@kit.example/desk', { via: 'ibb' });
    await until(() => other.state !== 'waiting', 'its turn');
    other.done.catch(() => undefined);
    all.forEach(({ transfer }) => transfer.abort());
  });
});

describe('in-band bytestreams, as a sender', () => {
  it('IBB-1, IBB-6, IBB-7, IBB-16: opens, numbers its blocks from 0, and closes', async () => {
    const { send, named, names, sent } = await sender();
    const bytes = bytesOf(10_000);
    await send(new Blob([bytes])).transfer.done;
    const [open] = named('open');
    expect(open!.attrs['block-size']).to.equal('4096');
    expect(open!.attrs).not.to.have.property('stanza');
    const blocks = named('data');
    expect(blocks.map(({ attrs }) => attrs.seq)).to.deep.equal(blocks.map((_, seq) => String(seq)));
    for (const block of blocks) expect(bytesIn(block).length).to.be.within(1, 4096);
    expect(equal(sent(), bytes), 'the same bytes').to.equal(true);
    expect(names().slice(-1)).to.deep.equal(['close']);
  });

  it('IBB-8: sends the next block only once there is an answer, at first', async () => {
    const { send, names, server } = await sender({ answers: { data: () => undefined } });
    const { transfer, failed } = send(new Blob([bytesOf(100_000)]));
    await until(() => names().includes('data'), 'the first block');
    await server.exchange();
    expect(names()).to.deep.equal(['si', 'open', 'data']);
    transfer.abort();
    await failed;
  });

  it('T-6, IBB-3: tries half the size while that is too large, and gives up at 256', async () => {
    const { send, named, names } = await sender({ answers: { open: () => '!resource-constraint/modify' } });
    expect(await send().failed).to.include({ reason: 'refused' });
    const sizes = named('open').map(({ attrs }) => attrs['block-size']);
    expect(sizes).to.deep.equal(['4096', '2048', '1024', '512', '256']);
    expect(names()).not.to.include('data');
  });

  it('IBB-3: sends no larger blocks than were taken', async () => {
    const { send, named } = await sender({
      answers: {
        open: ({ attrs }) => (Number(attrs['block-size']) > 1024 ? '!resource-constraint/modify' : ''),
      },
    });
    await send(new Blob([bytesOf(3_000)])).transfer.done;
    expect(named('data').map((block) => bytesIn(block).length)).to.deep.equal([1024, 1024, 952]);
  });

  it('IBB-4: whoever refuses large blocks is offered it again with usual ones', async () => {
    const { send, named, names } = await sender({
      features: [SI, FILE, IBB, HASHES],
      answers: { open: (_, nth) => (nth === 0 ? '!not-acceptable/cancel' : '') },
    });
    await send().transfer.done;
    expect(names()).to.deep.equal(['si', 'open', 'si', 'open', 'data', 'close']);
    const [large, usual] = named('open').map(({ attrs }) => Number(attrs['block-size']));
    expect(large).to.be.above(4096);
    expect(usual).to.equal(4096);
    const [first, second] = named('si').map(({ attrs }) => attrs.id);
    expect(first).not.to.equal(second);
  });

  for (const [condition, reason] of [
    ['not-acceptable/cancel', 'refused'],
    ['service-unavailable/cancel', 'unsupported'],
    ['feature-not-implemented/cancel', 'unsupported'],
  ] as const)
    it(`IBB-4: a stream that is refused with ${condition} is ${reason}`, async () => {
      const { send, names } = await sender({ answers: { open: () => `!${condition}` } });
      expect(await send().failed).to.include({ reason });
      expect(names()).to.deep.equal(['si', 'open']);
    });

  for (const [condition, reason] of [
    ['item-not-found/cancel', 'stopped'],
    ['unexpected-request/cancel', 'stopped'],
    ['bad-request/cancel', 'stopped'],
    ['not-acceptable/cancel', 'refused'],
    ['resource-constraint/wait', 'refused'],
    ['service-unavailable/cancel', 'not-there'],
    ['remote-server-not-found/cancel', 'not-there'],
    ['gone/cancel', 'not-there'],
  ] as const)
    it(`IBB-14: a block that is refused with ${condition} closes the stream, and it is ${reason}`, async () => {
      const { send, named, names } = await sender({
        answers: { data: (_, nth) => (nth === 0 ? '' : `!${condition}`) },
      });
      expect(await send(new Blob([bytesOf(20_000)])).failed).to.include({ reason });
      await until(() => names().at(-1) === 'close', 'closed');
      expect(named('si')).to.have.length(1);
    });

  for (const condition of ['recipient-unavailable', 'remote-server-timeout'])
    it(`IBB-15: a block that meets ${condition} is sent again under its number`, async () => {
      const { send, named, sent } = await sender({
        answers: { data: (_, nth) => (nth === 1 || nth === 2 ? `!${condition}/wait` : '') },
      });
      const bytes = bytesOf(10_000);
      const waits = impatient(1, 2, 3, 4, 5);
      await send(new Blob([bytes])).transfer.done;
      const blocks = named('data');
      expect(blocks.map(({ attrs }) => attrs.seq).slice(0, 4)).to.deep.equal(['0', '1', '1', '1']);
      expect(textOf(blocks[2]!)).to.equal(textOf(blocks[1]!));
      expect(sent().length).to.be.above(bytes.length);
      expect(waits).to.include.members([1, 2]);
    });

  it('IBB-15: it gives up after five times', async () => {
    const { send, named } = await sender({ answers: { data: () => '!recipient-unavailable/wait' } });
    const waits = impatient(1, 2, 3, 4, 5);
    expect(await send().failed).to.include({ reason: 'not-there' });
    expect(named('data').map(({ attrs }) => attrs.seq)).to.deep.equal(Array(6).fill('0'));
    expect(waits).to.include.members([1, 2, 3, 4, 5]);
  });

  it('while it is paused an octet goes now and then, so that nobody takes it for dead', async () => {
    const { send, named, sent } = await sender({
      answers: {
        data: (_, nth) => {
          if (nth === 3) transfer.pause();
          return '';
        },
      },
    });
    const bytes = bytesOf(100_000);
    impatient(25);
    const { transfer } = send(new Blob([bytes]));
    const octets = () => named('data').filter((block) => bytesIn(block).length === 1);
    await until(() => octets().length >= 3, 'some octets');
    expect(transfer.state).to.equal('paused');
    transfer.resume();
    await transfer.done;
    expect(equal(sent(), bytes), 'the same bytes').to.equal(true);
  });

  it('T-8, IBB-16: closed there already is closed', async () => {
    const { send } = await sender({ answers: { close: () => '!item-not-found/cancel' } });
    await send().transfer.done;
  });

  /** Ann closes. */
  const closing = (sid = '') =>
    `<iq xmlns='jabber:client' type='set' id='c1' from='${ANN}'><close xmlns='${IBB}' sid='${sid}'/></iq>`;

  it('T-8, IBB-16, IBB-17: closed while a block is under way, nothing more goes out', async () => {
    const { send, names, named, server } = await sender({ answers: { data: () => undefined } });
    const { failed } = send(new Blob([bytesOf(20_000)]));
    await until(() => names().includes('data'), 'the first block');
    const answers = await server.exchange(closing(named('open')[0]!.attrs.sid));
    expect(answers.map(({ attrs }) => `${attrs.type} ${attrs.id}`)).to.deep.equal(['result c1']);
    expect(await failed).to.include({ reason: 'stopped' });
    await server.exchange();
    expect(names()).to.deep.equal(['si', 'open', 'data']);
  });

  it('T-8, IBB-16: both close at once: each is answered, and all is there', async () => {
    const { send, names, named, server } = await sender({
      answers: {
        close: ({ attrs }) => {
          server.deliver(closing(attrs.sid));
          return '!item-not-found/cancel';
        },
      },
    });
    await send().transfer.done;
    await until(() => server.sent.some(({ attrs }) => attrs.id === 'c1'), 'answered');
    expect(server.sent.find(({ attrs }) => attrs.id === 'c1')?.attrs.type).to.equal('result');
    expect(names()).to.deep.equal(['si', 'open', 'data', 'close']);
    expect(named('close')).to.have.length(1);
  });

  it('T-4, IBB-7: after 65535 comes 0', async () => {
    const { send, named, sent } = await sender({
      answers: { open: ({ attrs }) => (attrs['block-size'] === '256' ? '' : '!resource-constraint/modify') },
    });
    const bytes = bytesOf(65_538 * 256);
    await send(new Blob([bytes])).transfer.done;
    expect(
      named('data')
        .map(({ attrs }) => attrs.seq)
        .slice(65_534, 65_538),
    ).to.deep.equal(['65534', '65535', '0', '1']);
    expect(equal(sent(), bytes), 'the same bytes').to.equal(true);
  }).timeout(120_000);
});
