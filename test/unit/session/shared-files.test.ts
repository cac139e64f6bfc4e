/** Files that messages share (XEP-0066, XEP-0447), as they are read, shown and sent. */
import { expect } from 'chai';
import type { ChatMessage, Conversation } from '../../../src/session/index.js';
import { wordsOf, type SharedFile } from '../../../src/session/message.js';
import { readFileSharing } from '../../../src/session/protocol/file-sharing.js';
import { readOob } from '../../../src/session/protocol/oob.js';
import { child, textOf } from '../../../src/session/xml.js';
import { ANN, said, sentTo, withChats } from '../../support/fake-chats.js';
import { until } from '../../support/until.js';

const URL = 'https://files.example/4a77/summit.jpg';
const NS_SFS = 'urn:xmpp:sfs:0';

const rows = ({ messages }: Conversation) =>
  messages.filter((row): row is ChatMessage => row.kind === 'message');

const oob = (url: string, description = '') =>
  `<x xmlns='jabber:x:oob'><url>${url}</url>${description && `<desc>${description}</desc>`}</x>`;
const fallback = (range = '') =>
  `<fallback xmlns='urn:xmpp:fallback:0' for='${NS_SFS}'><body ${range}/></fallback>`;
const sharing = (target: string, metadata = '', attributes = '') =>
  `<file-sharing xmlns='${NS_SFS}' ${attributes}><file xmlns='urn:xmpp:file:metadata:0'>${metadata}</file>` +
  `<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='${target}'/></sources></file-sharing>`;

async function inChat() {
  const all = await withChats();
  const chat = all.chats.open(ANN);
  /** What has come of it. */
  const hear = async (body: string, more = '', id: string = crypto.randomUUID()) => {
    const before = rows(chat).length;
    await all.server.exchange(said(`${ANN}/phone`, body, { id, more }));
    await until(() => rows(chat).length > before, body);
    return rows(chat).at(-1)!;
  };
  return { ...all, chat, hear };
}

describe('shared files', () => {
  it('UP-3: an address that is all a message says is a file', async () => {
    const { hear } = await inChat();
    const row = await hear(URL, oob(URL, 'Our summit'));
    expect(row.files).to.deep.equal([
      { url: URL, name: 'summit.jpg', description: 'Our summit', picture: true },
    ]);
    expect(row.body).to.equal(URL);
    expect(wordsOf(row)).to.equal('summit.jpg');
  });

  it('UP-3, U-2: an address beside other words, or another one, is not', async () => {
    const { hear } = await inChat();
    expect((await hear(`look: ${URL}`, oob(URL))).files).to.equal(undefined);
    expect((await hear(URL, oob('https://evil.example/x.jpg'))).files).to.equal(undefined);
    expect((await hear(URL)).files).to.equal(undefined);
    const insecure = 'http://files.example/x.jpg';
    expect((await hear(insecure, oob(insecure))).files).to.equal(undefined);
    const script = 'javascript:alert(1)';
    expect((await hear(script, oob(script))).files).to.equal(undefined);
  });

  it('UP-3: what its sender says of the file is taken along, made harmless', async () => {
    const { hear } = await inChat();
    const metadata =
      '<media-type>application/pdf</media-type><name>../../\u202efdp.exe</name><size>3032449</size>';
    const row = await hear(URL, sharing(URL, metadata, "disposition='inline'"));
    expect(row.files?.[0]).to.include({
      url: URL,
      name: 'fdp.exe',
      size: 3032449,
      type: 'application/pdf',
    });
    expect(row.files?.[0]?.picture).to.equal(undefined);
  });

  it('UP-3, U-2: pictures are such only by an agreed address, a harmless type and a size that may be shown', async () => {
    const { hear } = await inChat();
    const picture = async (...args: Parameters<typeof hear>) => (await hear(...args)).files?.[0]?.picture;
    const png = '<media-type>image/png</media-type>';
    expect(await picture(URL, sharing(URL, png))).to.equal(true);
    expect(await picture(URL, sharing(URL, png, "disposition='attachment'"))).to.equal(undefined);
    expect(await picture(URL, sharing(URL, '<media-type>image/svg+xml</media-type>'))).to.equal(undefined);
    expect(await picture(URL, sharing(URL, `${png}<size>2000000000</size>`))).to.equal(undefined);
    expect(await picture('see it', sharing(URL, png) + fallback())).to.equal(undefined);
    const other = 'https://good.example/x.png';
    expect(await picture(other, sharing(URL, png) + fallback())).to.equal(undefined);
  });

  it('UP-3: words that stand in for the file are not shown beside it, others are', async () => {
    const { hear } = await inChat();
    const file = sharing(URL, '<name>a.pdf</name>');
    expect((await hear(`Our file: ${URL}`, file + fallback())).body).to.equal(URL);
    const lead = 'As promised! ';
    const row = await hear(
      lead + URL,
      file + fallback(`start='${lead.length}' end='${(lead + URL).length}'`),
    );
    expect(row.body).to.equal('As promised!');
    expect(row.files).to.have.length(1);
    expect((await hear('Unsaid', file)).body).to.equal('Unsaid');
  });

  it('UP-3: several are several, those that lie nowhere are left out', async () => {
    const { hear } = await inChat();
    const row = await hear(
      'all of them',
      sharing('cid:nothing', '<name>a</name>') +
        sharing(URL, '<name>b</name>') +
        sharing(URL, '<name>c</name>'),
    );
    expect(row.files?.map(({ name }) => name)).to.deep.equal(['b', 'c']);
  });

  it('LMC-1, RET-1: goes when the message is corrected or taken back', async () => {
    const { hear, chat, server } = await inChat();
    await hear(URL, oob(URL), 'm1');
    const replace = (id: string) => `<replace xmlns='urn:xmpp:message-correct:0' id='${id}'/>`;
    await server.exchange(said(`${ANN}/phone`, 'never mind', { id: 'm2', more: replace('m1') }));
    await until(() => rows(chat)[0]?.body === 'never mind', 'corrected');
    expect(rows(chat)[0]?.files).to.equal(undefined);
    await server.exchange(said(`${ANN}/phone`, URL, { id: 'm3', more: replace('m1') + oob(URL) }));
    await until(() => rows(chat)[0]?.files, 'corrected again');
    await hear(URL, oob(URL), 'm4');
    const retract = "<retract xmlns='urn:xmpp:message-retract:1' id='m4'/>";
    await server.exchange(said(`${ANN}/phone`, '', { id: 'm5', more: retract }));
    await until(() => rows(chat)[1]?.removed, 'taken back');
    expect(rows(chat)[1]?.files).to.equal(undefined);
  });

  it('RPL-1: a reply may be a file', async () => {
    const { hear } = await inChat();
    await hear('show me', '', 'm1');
    const quote = '> show me\n';
    const more =
      `<reply xmlns='urn:xmpp:reply:0' id='m1' to='${ANN}'/>` +
      `<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='${quote.length}'/></fallback>`;
    const row = await hear(quote + URL, more + oob(URL));
    expect(row.files).to.have.length(1);
    expect(row.reply?.text).to.equal('show me');
  });

  it('UP-3: ours are sent as an address for all and with what we know for those who want it, and look so at once', async () => {
    const { chat, server } = await inChat();
    const file: SharedFile = { url: URL, name: 'summit.jpg', size: 5, type: 'image/jpeg', sha256: 'AAAA' };
    chat.send({ body: URL, files: [file] });
    await until(() => sentTo(server, ANN).length === 1, 'sent');
    const [sent] = sentTo(server, ANN);
    expect(textOf(child(sent!, 'body', 'jabber:client'))).to.equal(URL);
    expect(readOob(sent!)).to.include({ url: URL });
    expect(readFileSharing(sent!)).to.deep.equal(
      [{ ...file, url: undefined, urls: [URL], description: undefined, attached: undefined }].map(
        ({ url: _, ...claim }) => claim,
      ),
    );
    expect(child(sent!, 'fallback', 'urn:xmpp:fallback:0')?.attrs.for).to.equal(NS_SFS);
    expect(rows(chat)[0]?.files).to.deep.equal([file]);
    chat.send({ body: 'both of them', files: [file, file] });
    await until(() => sentTo(server, ANN).length === 2, 'sent');
    expect(readOob(sentTo(server, ANN)[1]!)).to.equal(undefined);
    expect(child(sentTo(server, ANN)[1]!, 'fallback', 'urn:xmpp:fallback:0')).to.equal(undefined);
  });

  it('R-7: one that bounced is sent anew with all that it was', async () => {
    const { chat, server } = await inChat();
    const file: SharedFile = { url: URL, name: 'summit.jpg', size: 5 };
    chat.send({ body: URL, files: [file] });
    await until(() => sentTo(server, ANN).length === 1, 'sent');
    const { id } = sentTo(server, ANN)[0]!.attrs;
    const error =
      "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    await server.exchange(said(ANN, '', { id, type: 'error', more: error }));
    await until(() => rows(chat)[0]?.state === 'failed', 'bounced');
    chat.retry(rows(chat)[0]!.key);
    await until(() => sentTo(server, ANN).length === 2, 'sent again');
    expect(readFileSharing(sentTo(server, ANN)[1]!)).to.have.length(1);
    expect(rows(chat)[0]?.files).to.deep.equal([file]);
  });

  it('U-2: a page’s own are checked, too', async () => {
    const { chat, server } = await inChat();
    const url = 'javascript:alert(1)';
    chat.send({ body: url, files: [{ url, name: 'x' }] });
    await until(() => sentTo(server, ANN).length === 1, 'sent');
    expect(readFileSharing(sentTo(server, ANN)[0]!)).to.have.length(0);
    expect(readOob(sentTo(server, ANN)[0]!)).to.equal(undefined);
    expect(rows(chat)[0]?.body).to.equal(url);
    expect(rows(chat)[0]?.files).to.equal(undefined);
  });
});
