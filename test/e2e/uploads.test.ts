/** Files between pages and a server's storage, which is another site to both (CORS, XEP-0363 §11). */
import { expect } from 'chai';
import type { FileTransfer, TransferError } from '../../src/session/files/transfer.js';
import type { Session } from '../../src/session/index.js';
import type { SharedFile } from '../../src/session/message.js';
import {
  breakableLink,
  newAccount,
  newRoom,
  person,
  serverUnderTest,
  until,
  type XmppServer,
} from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { guestIn } from './support/guest.js';
import { turnTo } from './support/hands.js';
import { strictPolicy } from './support/policy.js';
import { publish, publishBundle, roomTag, SCRIPT_TAG, scriptTag } from './support/site.js';
import { describeInBrowsers, ownProblems, visit } from './support/visitor.js';

const SIZE = 2_000_000;

/** What becomes of a file that a page sends. */
interface Outcome {
  readonly state: string;
  readonly reason?: string;
  readonly text?: string;
  readonly url?: string;
  /** As the browser told how far it was. */
  readonly bytes: number;
}

interface UploadPage {
  readonly session: Session;
  start(to: string, size: number): FileTransfer;
}

/** A page of somebody's own making, which sends files of so many sixes. */
const page = (server: XmppServer, credentials: object, service = server.ws) =>
  publishBundle(`
    import { configureSession } from './src/index.ts';
    import { FileTransfer } from './src/session/files/transfer.ts';
    import { uploadJob } from './src/session/files/upload.ts';
    const session = configureSession(${JSON.stringify({ service, domain: server.domain, credentials })});
    globalThis.kit = {
      session,
      start(to, size) {
        const file = new Blob([new Uint8Array(size).fill(6)], { type: 'text/plain' });
        const info = { name: 'six.txt', size, type: file.type };
        const transfer = new FileTransfer('out', to, info, uploadJob(session, file, to, info));
        transfer.start();
        return transfer;
      },
    };
    session.connect();
  `);

/** In the page. */
async function send(to: string, size: number): Promise<Outcome> {
  const { session, start } = (globalThis as unknown as { kit: UploadPage }).kit;
  await session.connect();
  const transfer = start(to, size);
  const error = await transfer.done.then(
    () => undefined,
    (each: unknown) => each as TransferError,
  );
  const { state, url, bytes } = transfer;
  return { state, url, bytes, reason: error?.reason, text: error?.details.text };
}

/** 1 × 1, red. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describeInBrowsers('Uploads from pages', () => {
  let server: XmppServer;
  beforeEach(async () => {
    server = await serverUnderTest();
  });

  it('UP-2: a file goes to the server’s storage, which is another site, and tells how far it is', async () => {
    const [ann, bob] = [await newAccount(server, 'ann'), await newAccount(server, 'bob')];
    const chats = (await (await person(server, bob)).people).chats;
    const visitor = await visit(await publish(scriptTag(await page(server, ann))));
    await visitor.page.waitForFunction(() => 'kit' in globalThis);
    const outcome = await visitor.page.evaluate(send, `${bob.username}@${server.domain}`, SIZE);
    expect(outcome).to.include({ state: 'done', bytes: SIZE });

    let file: SharedFile | undefined;
    await until(() => {
      const row = chats.get(`${ann.username}@${server.domain}`)?.messages.at(-1);
      file = row?.kind === 'message' ? row.files?.[0] : undefined;
      return file;
    }, 'bob got it');
    expect(file).to.include({ url: outcome.url, name: 'six.txt', size: SIZE, type: 'text/plain' });
    const got = new Uint8Array(await (await fetch(file!.url)).arrayBuffer());
    expect(got.length).to.equal(SIZE);
    expect(got.every((byte) => byte === 6)).to.equal(true);
    expect(visitor.problems).to.deep.equal([]);
  });

  it('UP-2: a page that may not go there tells that, and says nothing to anybody', async () => {
    const ann = await newAccount(server, 'ann');
    const { url: service } = await breakableLink(server); // a site of its own
    const script = scriptTag(await page(server, ann, service));
    const visitor = await visit(await publish(script, strictPolicy(server, service)));
    await visitor.page.waitForFunction(() => 'kit' in globalThis);
    const outcome = await visitor.page.evaluate(send, `bob@${server.domain}`, 10);
    expect(outcome).to.include({ state: 'failed', reason: 'network' });
    expect(outcome.text).to.match(/connect-src/);
  });

  it('UP-3: a picture in a room is a card and a box, and is fetched once somebody asks for it', async () => {
    const jid = newRoom(server);
    const romeo = await person(server, await newAccount(server, 'romeo'));
    const room = romeo.rooms.join(jid, { nick: 'romeo' });
    await room.joined;
    const { FileTransfer } = await import('../../src/session/files/transfer.js');
    const { uploadJob } = await import('../../src/session/files/upload.js');
    const info = { name: 'red dot.png', size: PNG.length, type: 'image/png' };
    const transfer = new FileTransfer('out', jid, info, uploadJob(romeo, new Blob([PNG]), jid, info));
    transfer.start();
    await transfer.done;

    const { ws: service, guestDomain: domain } = server;
    const tag = roomTag({ jid, service, domain, nick: 'juliet', autojoin: true });
    const visitor = await visit(await publish(SCRIPT_TAG + tag));
    await visitor.room.joined();
    /** In the page. */
    const look = () => {
      const root = document.querySelector('xmpp-room')?.shadowRoot;
      const image = root?.querySelector<HTMLImageElement>('.picture img');
      return {
        card: root?.querySelector('a.file')?.textContent?.replace(/\s+/g, ' '),
        href: root?.querySelector<HTMLAnchorElement>('a.file')?.href,
        box: root?.querySelector('.picture button')?.textContent,
        width: image?.complete ? image.naturalWidth : undefined,
      };
    };
    const seen = await eventually(
      () => visitor.page.evaluate(look),
      ({ card }) => card,
      'the card',
    );
    expect(seen.card).to.match(/red dot\.png ?\d+ bytes127\.0\.0\.1:\d+/);
    expect(seen.href).to.equal(transfer.url);
    expect(seen.box).to.match(/^Show the picture from 127\.0\.0\.1:\d+: red dot\.png/);
    expect(visitor.requests).not.to.include(transfer.url);
    await visitor.page.evaluate(() =>
      document
        .querySelector('xmpp-room')
        ?.shadowRoot?.querySelector<HTMLButtonElement>('.picture button')
        ?.click(),
    );
    await eventually(
      () => visitor.page.evaluate(look),
      ({ width }) => width === 1,
      'the picture',
    );
    expect(ownProblems(visitor)).to.deep.equal([]);
  });

  it('UP-2, UP-3: a picture that is dropped on a room goes out with the word about it', async () => {
    const jid = newRoom(server);
    const [ann, bob] = [await guestIn(server, jid, 'ann'), await guestIn(server, jid, 'bob')];
    await turnTo(ann.page);
    await ann.room.write('look at ');
    await ann.room.sees(({ buttons }) => buttons.includes('Attach files'), 'files can be attached');
    await ann.page.evaluate((base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'red dot.png', { type: 'image/png' }));
      const log = document.querySelector('xmpp-room')?.shadowRoot?.querySelector('[part~=log]');
      for (const type of ['dragenter', 'dragover', 'drop'])
        log?.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
        );
    }, PNG.toString('base64'));
    await ann.room.send('this');
    await bob.room.sees(
      ({ rows: [word, picture] }) => word?.text === 'look at this' && picture?.text.includes('red dot.png'),
      'both',
    );
    await ann.room.sees(
      ({ rows, draft }) => rows.length === 2 && rows.every(({ state }) => !state) && draft === '',
      'both are out',
    );
    expect([...ownProblems(ann), ...ownProblems(bob)]).to.deep.equal([]);
  });
});
