/** Files put into a real server's storage (XEP-0363), and who gets to know of them. */
import { expect } from 'chai';
import type { ChatMessage, Conversation, Session } from '../../src/session/index.js';
import { FileTransfer, TransferError } from '../../src/session/files/transfer.js';
import { uploadJob, uploadService } from '../../src/session/files/upload.js';
import { bareOf } from '../support/inside.js';
import { newAccount, newRoom, person, serverUnderTest, until, type XmppServer } from '../support/people.js';

/** As tools/servers says. */
const LIMIT = 100 * 1024 * 1024;

const bytes = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 0xff);

function upload(session: Session, file: Blob, to: string, name: string): FileTransfer {
  const info = { name, size: file.size, type: file.type };
  const transfer = new FileTransfer('out', to, info, uploadJob(session, file, to, info));
  transfer.start();
  return transfer;
}

const files = ({ messages }: Conversation) =>
  messages.filter((row): row is ChatMessage => row.kind === 'message' && row.files !== undefined);

/** Settles once somebody has got the one file that was sent. @returns What they got, fetched. */
async function got(conversation: Conversation | undefined, who: string): Promise<[ChatMessage, Uint8Array]> {
  await until(() => conversation && files(conversation).length === 1, `${who} got it`);
  const [row] = files(conversation!);
  const response = await fetch(row!.files![0]!.url);
  expect(response.status).to.equal(200);
  return [row!, new Uint8Array(await response.arrayBuffer())];
}

describe('uploads to a real server', () => {
  let server: XmppServer;
  before('server', async () => {
    server = await serverUnderTest();
  });

  it('UP-1, UP-2, UP-3: a file goes to everybody in a room, and into its archive', async () => {
    const romeo = await person(server, await newAccount(server, 'romeo'));
    const juliet = await person(server, await newAccount(server, 'juliet'));
    const jid = newRoom(server);
    const room = romeo.rooms.join(jid, { nick: 'romeo' });
    await room.joined;
    const theirs = juliet.rooms.join(jid, { nick: 'juliet' });
    await theirs.joined;

    const all = bytes(300_000);
    const transfer = upload(romeo, new Blob([all], { type: 'image/png' }), jid, 'Ein schönes Bild.png');
    await transfer.done;
    expect(transfer).to.include({ state: 'done', bytes: all.length, way: 'upload' });

    const [row, bytesThere] = await got(theirs, 'juliet');
    expect(bytesThere).to.deep.equal(all);
    expect(row.body).to.equal(transfer.url);
    const [file] = row.files!;
    expect(file).to.include({
      name: 'Ein schönes Bild.png',
      size: all.length,
      type: 'image/png',
      picture: true,
    });
    expect(file?.sha256).to.match(/^[\w+/]{43}=$/);
    await until(() => files(room)[0]?.state === 'sent', 'it came back');
    expect(files(room)).to.have.length(1);

    const later = await person(server, await newAccount(server, 'later'));
    const afterwards = later.rooms.join(jid, { nick: 'later' });
    const [old] = await got(afterwards, 'whoever comes later');
    expect(old.files?.[0]?.name).to.equal('Ein schönes Bild.png');
  });

  it('UP-1, UP-2, UP-3: a file goes to somebody, who need not be there', async () => {
    const account = await newAccount(server, 'juliet');
    const romeo = await person(server, await newAccount(server, 'romeo'));
    const { chats } = await romeo.people;
    const to = `${account.username}@${server.domain}`;
    const transfer = upload(romeo, new Blob([]), to, 'empty.bin');
    const text = upload(romeo, new Blob(['six by six'], { type: 'text/plain' }), to, 'notes.txt');
    expect((await Promise.allSettled([transfer.done, text.done])).at(1)?.status).to.equal('fulfilled');
    const mine = chats.open(to);
    await until(() => files(mine).at(-1)?.state === 'sent', 'sent');

    const juliet = await person(server, account);
    const theirs = (await juliet.people).chats.open(bareOf(romeo));
    const named = () => files(theirs).find(({ files: [file] = [] }) => file?.name === 'notes.txt');
    await until(named, 'juliet got it');
    expect(await (await fetch(named()!.files![0]!.url)).text()).to.equal('six by six');
  });

  it('UP-1: what is larger than the server takes is told before a byte is sent', async () => {
    const romeo = await person(server, await newAccount(server, 'romeo'));
    const { limit } = await uploadService(romeo);
    expect(limit).to.equal(LIMIT);
    const large = new Blob(Array.from({ length: 101 }, () => new Uint8Array(1024 * 1024)));
    const transfer = upload(romeo, large, bareOf(romeo), 'large.bin');
    const error = await transfer.done.then(
      () => undefined,
      (each: unknown) => each,
    );
    expect(error)
      .to.be.instanceOf(TransferError)
      .and.deep.include({ reason: 'too-large', details: { limit } });
    expect(transfer.bytes).to.equal(0);
  });
});
