/** Uploading (XEP-0363), with a service that does as told. */
import { expect } from 'chai';
import type { Put } from '../../../../src/session/files/put.js';
import { FileTransfer, TransferError, type FileInfo } from '../../../../src/session/files/transfer.js';
import { uploadJob } from '../../../../src/session/files/upload.js';
import { DroppedEvent } from '../../../../src/session/feature.js';
import { readFileSharing } from '../../../../src/session/protocol/file-sharing.js';
import { readOob } from '../../../../src/session/protocol/oob.js';
import { child, parseFrame, xml, type Element } from '../../../../src/session/xml.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { ANN, sentTo, withChats } from '../../../support/fake-chats.js';
import { discoInfo, result } from '../../../support/fake-services.js';
import type { FakeServer } from '../../../support/fake-server.js';
import { until } from '../../../support/until.js';

const NS = 'urn:xmpp:http:upload:0';
const SERVICE = 'upload.kit.example';
const INFO = 'http://jabber.org/protocol/disco#info';
const ITEMS = 'http://jabber.org/protocol/disco#items';
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const GET_URL = 'https://files.example/4a77/notes.txt';
const NOTES = new Blob(['six by six'], { type: 'text/plain' });
const NOTES_INFO: FileInfo = { name: 'notes.txt', size: NOTES.size, type: 'text/plain' };

const slot = (putUrl: string, headers = '', getUrl = GET_URL) =>
  `<slot xmlns='${NS}'><put url='${putUrl}'>${headers}</put><get url='${getUrl}'/></slot>`;
const refusal = (type: string, condition: string, more = '') =>
  `<error type='${type}'><${condition} xmlns='${STANZAS}'/><text xmlns='${STANZAS}'>because</text>${more}</error>`;

interface Options {
  /** Left out: no service. */
  readonly limit?: number | null;
  /** What requests for slots are answered with, one after the other, the last one over and over. */
  readonly slots?: readonly string[];
  /** Who answers those. */
  readonly from?: string;
  /** What PUTs are answered with, in the same way; undefined: the network breaks. */
  readonly statuses?: readonly (number | undefined)[];
}

/** A service as a test wants it. */
function serve(server: FakeServer, { limit = null, slots = [slot('https://up.example/a')], from }: Options) {
  const asked: Element[] = [];
  const found: Element[] = [];
  server.onStanza((stanza, { session }) => {
    const { to, type, id } = stanza.attrs;
    if (stanza.name !== 'iq' || type !== 'get' || !session) return undefined;
    if (child(stanza, 'query', ITEMS) && to === server.domain) {
      found.push(stanza);
      const items = [SERVICE, 'dead.kit.example'].map((jid) => xml('item', { jid }));
      return result(stanza, session, xml('query', { xmlns: ITEMS }, items));
    }
    if (to !== SERVICE) return undefined;
    if (child(stanza, 'query', INFO)) {
      const form = parseFrame(
        `<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>${NS}</value></field>` +
          `<field var='max-file-size'><value>${limit ?? ''}</value></field></x>`,
      );
      return result(stanza, session, discoInfo({ category: 'store', type: 'file' }, [NS], form));
    }
    const answer = slots[Math.min(asked.length, slots.length - 1)]!;
    asked.push(stanza);
    const kind = answer.startsWith('<error') ? 'error' : 'result';
    return parseFrame(
      `<iq xmlns='jabber:client' type='${kind}' id='${id}' from='${from ?? SERVICE}' to='${session.jid}'>${answer}</iq>`,
    );
  });
  return { asked, found };
}

async function uploading(options: Options = {}) {
  const all = await withChats();
  const { server, session } = all;
  const service = 'limit' in options && options.limit === undefined ? undefined : serve(server, options);
  const puts: Put[] = [];
  const { statuses = [201] } = options;
  const put = (what: Put): Promise<number> => {
    const status = statuses[Math.min(puts.length, statuses.length - 1)];
    puts.push(what);
    if (status === undefined) return Promise.reject(new TransferError('network'));
    what.progress(what.body.size);
    return Promise.resolve(status);
  };
  const upload = (file: Blob = NOTES, info: FileInfo = NOTES_INFO, to = ANN) => {
    const transfer = new FileTransfer('out', to, info, uploadJob(session, file, to, info, { put }));
    transfer.start();
    return transfer;
  };
  return { ...all, ...service, puts, upload };
}

const failureOf = async ({ done }: FileTransfer): Promise<TransferError> => {
  const error = await done.then(
    () => undefined,
    (each: unknown) => each,
  );
  expect(error).to.be.instanceOf(TransferError);
  return error as TransferError;
};
const nothingSaid = (server: FakeServer) => expect(sentTo(server, ANN)).to.have.length(0);

describe('uploads', () => {
  it('UP-1, UP-2, UP-3: a slot is asked for, the file put there, and the address said', async () => {
    const {
      upload,
      asked = [],
      puts,
      server,
    } = await uploading({
      slots: [slot('https://up.example/a', "<header name='Authorization'>Basic eA==</header>")],
    });
    const transfer = upload();
    const states: string[] = [];
    transfer.addEventListener('state', () => states.push(transfer.state));
    await transfer.done;
    expect(transfer).to.include({ state: 'done', way: 'upload', why: 'wanted', bytes: 10, url: GET_URL });
    expect(states).to.deep.equal(['asking', 'active', 'done']);
    expect(child(asked[0]!, 'request', NS)?.attrs).to.deep.include({
      filename: 'notes.txt',
      size: '10',
      'content-type': 'text/plain',
    });
    expect(puts).to.have.length(1);
    expect(puts[0]).to.deep.include({
      url: 'https://up.example/a',
      body: NOTES,
      headers: [
        ['Content-Type', 'text/plain'],
        ['Authorization', 'Basic eA=='],
      ],
    });
    await until(() => sentTo(server, ANN).length === 1, 'said');
    const [said] = sentTo(server, ANN);
    expect(readOob(said!)?.url).to.equal(GET_URL);
    expect(readFileSharing(said!)[0]).to.deep.include({
      urls: [GET_URL],
      name: 'notes.txt',
      size: 10,
      type: 'text/plain',
      sha256: 'JVSjVhkGPsW61n/+CXWvKvcPnCnyo7BG/DLWwKGsrFw=',
    });
  });

  it('UP-1: the service is looked for once, what has no type goes as bytes', async () => {
    const { upload, found, puts } = await uploading();
    await upload().done;
    await upload(new Blob(['x']), { name: 'x', size: 1, type: '' }).done;
    expect(found).to.have.length(1);
    expect(puts[1]?.headers).to.deep.equal([['Content-Type', 'application/octet-stream']]);
  });

  it('UP-1: what is too large is told before anything is asked', async () => {
    const { upload, asked, server } = await uploading({ limit: 9 });
    expect(await failureOf(upload())).to.deep.include({ reason: 'too-large', details: { limit: 9 } });
    expect(asked).to.have.length(0);
    nothingSaid(server);
  });

  const refusals = [
    [
      refusal(
        'modify',
        'not-acceptable',
        `<file-too-large xmlns='${NS}'><max-file-size>5</max-file-size></file-too-large>`,
      ),
      { reason: 'too-large', limit: 5, text: 'because' },
    ],
    [
      refusal('wait', 'resource-constraint', `<retry xmlns='${NS}' stamp='2031-12-03T23:42:05Z'/>`),
      { reason: 'quota', retryAt: new Date('2031-12-03T23:42:05Z'), text: 'because' },
    ],
    [refusal('wait', 'resource-constraint'), { reason: 'quota', text: 'because' }],
    [refusal('auth', 'forbidden'), { reason: 'refused', text: 'because' }],
    [refusal('cancel', 'not-allowed'), { reason: 'refused', text: 'because' }],
    [refusal('cancel', 'service-unavailable'), { reason: 'unsupported', text: 'because' }],
    [slot('http://up.example/a'), { reason: 'broken' }],
    [slot('https://up.example/a', '', 'javascript:alert(1)'), { reason: 'broken' }],
    [`<slot xmlns='${NS}'/>`, { reason: 'broken' }],
    [`<slot xmlns='urn:other'><put url='https://a/'/><get url='https://a/'/></slot>`, { reason: 'broken' }],
  ] as const;
  for (const [answer, { reason, ...details }] of refusals)
    it(`UP-1, UP-2, U-1: ${reason} is told of ${answer.slice(0, 60)}`, async () => {
      const { upload, puts, asked, server } = await uploading({ slots: [answer] });
      const error = await failureOf(upload());
      expect(error.reason).to.equal(reason);
      expect(error.details).to.deep.include(details);
      expect(asked).to.have.length(1);
      expect(puts).to.have.length(0);
      nothingSaid(server);
    });

  it('UP-1: without a service there is no upload, and the next session is asked again', async () => {
    const { upload, server, session } = await uploading({ limit: undefined });
    expect((await failureOf(upload())).reason).to.equal('unsupported');
    serve(server, {});
    expect((await failureOf(upload())).reason, 'as far as is known').to.equal('unsupported');
    await session.disconnect();
    expect((await failureOf(upload())).reason).to.equal('network');
    await session.connect();
    await upload().done;
  });

  it('C-1, U-1: only the service that was asked gives slots', async () => {
    const { upload, asked, puts } = await uploading({ from: 'evil.example' });
    const transfer = upload();
    await until(() => asked?.length, 'asked');
    transfer.abort();
    await transfer.done.catch(() => undefined);
    expect(puts).to.have.length(0);
  });

  it('UP-2: a cookie is left out, told of, and named where it was needed', async () => {
    const { upload, session, puts } = await uploading({
      slots: [slot('https://up.example/a', "<header name='cookie'>a=b</header>")],
      statuses: [403],
    });
    const dropped: string[] = [];
    session.addEventListener('dropped', (event) => dropped.push((event as DroppedEvent).reason));
    const error = await failureOf(upload());
    expect(error.reason).to.equal('refused');
    expect(error.details.text).to.match(/403.*cookie/);
    expect(dropped).to.deep.equal(['upload-cookie']);
    expect(puts[0]?.headers).to.deep.equal([['Content-Type', 'text/plain']]);
  });

  it('UP-1: a network that breaks gets another slot once, a server in trouble, too', async () => {
    const slots = [slot('https://up.example/1'), slot('https://up.example/2', '', `${GET_URL}?2`)];
    for (const first of [undefined, 503]) {
      const { upload, puts } = await uploading({ slots, statuses: [first, 201] });
      const transfer = upload();
      await transfer.done;
      expect(puts.map(({ url }) => url)).to.deep.equal(['https://up.example/1', 'https://up.example/2']);
      expect(transfer.url).to.equal(`${GET_URL}?2`);
    }
    const { upload, puts, server } = await uploading({ slots, statuses: [undefined] });
    const transfer = upload();
    expect((await failureOf(transfer)).reason).to.equal('network');
    expect(puts).to.have.length(2);
    nothingSaid(server);
    transfer.retry();
    expect((await failureOf(transfer)).reason).to.equal('network');
    expect(puts).to.have.length(4);
  });

  it('UP-1: a storage that finds it too large all the same says so', async () => {
    const { upload } = await uploading({ limit: 20, statuses: [413] });
    expect(await failureOf(upload())).to.deep.include({ reason: 'too-large', details: { limit: 20 } });
  });

  it('a file that cannot be read any more is told from a broken network', async () => {
    const gone = new (class extends Blob {
      override slice(): Blob {
        return Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error('gone')) });
      }
    })(['x']);
    const { upload, puts } = await uploading({ statuses: [undefined] });
    expect((await failureOf(upload(gone))).reason).to.equal('unreadable');
    expect(puts).to.have.length(1);
  });

  it('ends at once when it is cancelled, at any time, and says nothing', async () => {
    const { upload, server, session } = await uploading();
    const early = upload();
    early.abort();
    const unanswered = server.onStanza((stanza) => (child(stanza, 'request', NS) ? [] : undefined));
    const asking = upload();
    await until(() => server.sent.some((stanza) => child(stanza, 'request', NS)), 'asked');
    asking.abort();
    unanswered();
    const stuck = {
      put: ({ signal }: Put) =>
        new Promise<number>((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
    };
    const job = uploadJob(session, NOTES, ANN, NOTES_INFO, stuck);
    const active = new FileTransfer('out', ANN, NOTES_INFO, job);
    active.start();
    const slots = () => server.sent.filter((stanza) => child(stanza, 'request', NS)).length;
    await until(() => slots() === 2, 'asked again');
    await server.exchange();
    active.abort();
    for (const transfer of [early, asking, active]) {
      expect(await transfer.done.catch((error: DOMException) => error.name)).to.equal('AbortError');
      expect(transfer.state).to.equal('cancelled');
    }
    await server.exchange();
    nothingSaid(server);
  });

  it('is put there and says nothing while it is held, which lasts through a retry', async () => {
    const { server, session, puts } = await uploading();
    const statuses = [403, 201];
    const put = (what: Put) => {
      puts.push(what);
      return Promise.resolve(statuses.shift()!);
    };
    const held = new FileTransfer(
      'out',
      ANN,
      NOTES_INFO,
      uploadJob(session, NOTES, ANN, NOTES_INFO, { put }),
      true,
    );
    held.start();
    expect((await failureOf(held)).reason).to.equal('refused');
    held.retry();
    await until(() => held.state === 'ready', 'ready');
    expect(held).to.include({ held: true, ended: false, url: GET_URL });
    await server.exchange();
    nothingSaid(server);
    held.release();
    await held.done;
    await until(() => sentTo(server, ANN).length === 1, 'said');

    const dropped = new FileTransfer(
      'out',
      ANN,
      NOTES_INFO,
      uploadJob(session, NOTES, ANN, NOTES_INFO, { put: () => Promise.resolve(201) }),
      true,
    );
    dropped.start();
    await until(() => dropped.state === 'ready', 'ready');
    dropped.abort();
    expect(await dropped.done.catch((error: DOMException) => error.name)).to.equal('AbortError');
    await server.exchange();
    expect(sentTo(server, ANN)).to.have.length(1);
  });

  it('waits for the link, and goes on when it is back', async () => {
    const { upload, server, session } = await uploading();
    server.connection.drop();
    await until(() => session.state === 'reconnecting', 'lost');
    const transfer = upload();
    await until(() => transfer.state === 'waiting', 'waiting');
    session.reconnectNow();
    await transfer.done;
    await until(() => sentTo(server, ANN).length === 1, 'said');
  });

  it('goes to a room whole, never to one of its people by way of the room', async () => {
    const { upload, server, session } = await uploading();
    const ROOM = 'lab@rooms.kit.example';
    server.room(ROOM, { occupants: { ann: {} } });
    await session.rooms.join(ROOM, { nick: 'me' }).joined;
    await upload(NOTES, NOTES_INFO, ROOM).done;
    await until(() => sentTo(server, ROOM).some((each) => readOob(each)), 'said');
    expect((await failureOf(upload(NOTES, NOTES_INFO, `${ROOM}/ann`))).reason).to.equal('unsupported');
  });
});

describe('uploads that there is no room for yet', () => {
  const AT = new Date(Date.now() + 2 * 3_600_000);
  const FULL = refusal('wait', 'resource-constraint', `<retry xmlns='${NS}' stamp='${AT.toISOString()}'/>`);

  /** Timers of more than an hour: they go off when the test says so. */
  function longTimers(): { readonly ms: number; readonly run: () => void }[] {
    const timers: { ms: number; run: () => void }[] = [];
    const { setTimeout: real } = globalThis;
    globalThis.setTimeout = ((run: () => void, ms = 0) => {
      if (ms > 3_600_000) timers.push({ ms, run });
      return real(run, ms);
    }) as typeof setTimeout;
    cleanUpAfterTest(() => void (globalThis.setTimeout = real));
    return timers;
  }

  async function refused() {
    const timers = longTimers();
    const all = await uploading({ slots: [FULL] });
    const transfer = all.people.files.send(NOTES, ANN, { via: 'upload' });
    expect(await failureOf(transfer)).to.deep.include({ reason: 'quota' });
    await until(() => timers.length === 1, 'a time is set');
    return { ...all, transfer, timer: timers[0]!, timers };
  }

  it('UP-1: are tried again by themselves at the time that the server gives, once', async () => {
    const { transfer, timer, timers, asked = [] } = await refused();
    expect(timer.ms).to.be.within(AT.getTime() - Date.now() - 1_000, AT.getTime() - Date.now() + 1_000);
    timer.run();
    expect(transfer.state).to.equal('waiting');
    expect(await failureOf(transfer)).to.deep.include({ reason: 'quota' });
    expect(asked).to.have.length(2);
    expect(timers).to.have.length(1);
  });

  it('are not, once they are off the list or somebody has tried again', async () => {
    const { transfer, timer, asked = [], people } = await refused();
    transfer.retry();
    await failureOf(transfer);
    timer.run();
    expect(transfer.state).to.equal('failed');
    const other = await refused();
    other.people.files.remove(other.transfer);
    other.timer.run();
    expect(other.transfer.state).to.equal('failed');
    expect(asked).to.have.length(2);
    expect(people.files.transfers).to.deep.equal([transfer]);
  });
});
