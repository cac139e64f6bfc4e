/** Pictures (XEP-0084, 0153, 0054) and nicknames (XEP-0172) of contacts, over the session's real connection. */
import { expect } from 'chai';
import { displayName } from '../../../src/session/contact.js';
import { child, parseFrame, textOf, type Element } from '../../../src/session/xml.js';
import { ACCOUNT, ANN, ANN_ITEM, EVE, withChats } from '../../support/fake-chats.js';
import type { FakeServer } from '../../support/fake-server.js';
import { discoInfo, result, stanzaError } from '../../support/fake-services.js';
import { presence, withRoster } from '../../support/fake-roster.js';
import { base64Of, hashOf, jpeg, png } from '../../support/pictures.js';
import { until } from '../../support/until.js';

const DATA = 'urn:xmpp:avatar:data';
const METADATA = 'urn:xmpp:avatar:metadata';
const NICK = 'http://jabber.org/protocol/nick';
const PUBSUB = 'http://jabber.org/protocol/pubsub';

/** Each test has a picture of its own: they are kept by their hash. */
let width = 10;
const picture = () => png(width++, 10);

const event = (from: string, node: string, items: string): string =>
  `<message xmlns='jabber:client' from='${from}' type='headline'><event xmlns='${PUBSUB}#event'>` +
  `<items node='${node}'>${items}</items></event></message>`;
const metadata = (from: string, hash: string, more = ''): string =>
  event(
    from,
    METADATA,
    `<item id='${hash}'><metadata xmlns='${METADATA}'><info id='${hash}' bytes='9' type='image/png' ${more}/></metadata></item>`,
  );
const update = (photo: string): string => `<x xmlns='vcard-temp:x:update'>${photo}</x>`;
const photo = (hash: string) => update(`<photo>${hash}</photo>`);

/** Answers requests for pictures; what is undefined is refused. @returns Who was asked, and how. */
function keepPictures(server: FakeServer, data: string | undefined, vcard?: string): string[] {
  const asked: string[] = [];
  server.onStanza((stanza, { session }) => {
    const { to = '' } = stanza.attrs;
    const items = child(stanza, 'pubsub', PUBSUB)?.getChild('items');
    const card = child(stanza, 'vCard', 'vcard-temp');
    if (!session || stanza.attrs.type !== 'get' || (!items && !card)) return undefined;
    asked.push(`${card ? 'vcard' : 'node'} of ${to}`);
    const refused = stanzaError(stanza, session, { condition: 'item-not-found' });
    if (card)
      return vcard === undefined
        ? refused
        : result(stanza, session, parseFrame(`<vCard xmlns='vcard-temp'>${vcard}</vCard>`));
    const id = items?.getChildren('item')[0]?.attrs.id ?? '';
    const item = `<item id='${id}'><data xmlns='${DATA}'>${data}</data></item>`;
    return data === undefined
      ? refused
      : result(
          stanza,
          session,
          parseFrame(`<pubsub xmlns='${PUBSUB}'><items node='${DATA}'>${item}</items></pubsub>`),
        );
  });
  return asked;
}
const binval = (text: string, type = 'image/png') =>
  `<PHOTO><TYPE>${type}</TYPE><BINVAL>${text}</BINVAL></PHOTO>`;

/** All questions that follow from what was asked for have been answered. */
async function settled({ server }: { server: FakeServer }): Promise<void> {
  for (let round = 0; round < 5; round++) await server.exchange();
}

describe('pictures of contacts', () => {
  it('AVA-1: are fetched when somebody wants to see them, once, and checked', async () => {
    const all = await withChats();
    const { avatars } = all.people;
    const bytes = picture();
    const asked = keepPictures(all.server, base64Of(bytes));
    await all.server.exchange(metadata(ANN, hashOf(bytes)));
    expect(asked).to.have.length(0);
    expect(avatars.get(`${ANN}/desk`)).to.equal(undefined);
    avatars.get(ANN);
    const avatar = await until(() => avatars.get(ANN), 'the picture');
    expect(avatar).to.include({ hash: hashOf(bytes), type: 'image/png', height: 10 });
    expect(avatar.url).to.match(/^blob:/);
    expect(asked).to.deep.equal([`node of ${ANN}`]);
  });

  it('AVA-1: are announced by presence, and then in the vCard, line breaks and all', async () => {
    const { server, people } = await withChats();
    const bytes = picture();
    const asked = keepPictures(server, undefined, binval(base64Of(bytes).replace(/(.{9})/g, '$1\n ')));
    await server.exchange(presence(`${ANN}/desk`, photo(hashOf(bytes).toUpperCase())));
    people.avatars.get(ANN);
    const avatar = await until(() => people.avatars.get(ANN), 'the picture');
    expect(avatar.hash).to.equal(hashOf(bytes));
    expect(asked).to.deep.equal([`vcard of ${ANN}`]);
  });

  it('AVA-1: absent, empty and filled are three things', async () => {
    const { server, people } = await withChats();
    const bytes = picture();
    keepPictures(server, undefined, binval(base64Of(bytes)));
    await server.exchange(presence(`${ANN}/desk`, photo(hashOf(bytes))));
    people.avatars.get(ANN);
    await until(() => people.avatars.get(ANN), 'the picture');
    await server.exchange(presence(`${ANN}/desk`, update('')), presence(`${ANN}/desk`));
    expect(people.avatars.get(ANN)).not.to.equal(undefined);
    await server.exchange(presence(`${ANN}/desk`, update('<photo/>')));
    expect(people.avatars.get(ANN)).to.equal(undefined);
  });

  it('go when they are taken back', async () => {
    const { server, people } = await withChats();
    const bytes = picture();
    keepPictures(server, base64Of(bytes));
    await server.exchange(metadata(ANN, hashOf(bytes)));
    people.avatars.get(ANN);
    await until(() => people.avatars.get(ANN), 'the picture');
    await server.exchange(event(ANN, METADATA, `<item id='x'><metadata xmlns='${METADATA}'/></item>`));
    expect(people.avatars.get(ANN)).to.equal(undefined);
  });

  const bytes = png(9, 9);
  for (const [what, data] of [
    ['something else', base64Of(jpeg())],
    ['no base64', '!!!!'],
    ['nothing', ''],
    ['too much', 'A'.repeat(400_000)],
  ] as const)
    it(`U-3: ${what} instead of what was announced is not shown, nor asked for again`, async () => {
      const all = await withChats();
      const asked = keepPictures(all.server, data);
      await all.server.exchange(metadata(ANN, hashOf(bytes)));
      all.people.avatars.get(ANN);
      await until(() => asked.length === 1, 'asked for');
      await settled(all);
      expect(all.people.avatars.get(ANN)).to.equal(undefined);
      await settled(all);
      expect(asked).to.have.length(1);
    });

  for (const [what, odd] of [
    ['a drawing', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page', new TextEncoder().encode('<html><script>alert(1)</script></html>                         ')],
    ['one of 50,000 pixels', png(50_000, 2)],
  ] as const)
    it(`U-3: ${what} that is what was announced is not shown either`, async () => {
      const all = await withChats();
      const asked = keepPictures(all.server, undefined, binval(base64Of(odd), 'image/svg+xml'));
      await all.server.exchange(presence(`${ANN}/desk`, photo(hashOf(odd))));
      all.people.avatars.get(ANN);
      await until(() => asked.length === 1, 'asked for');
      await settled(all);
      expect(all.people.avatars.get(ANN)).to.equal(undefined);
    });

  it('U-3: nothing is fetched from elsewhere', async () => {
    const all = await withChats();
    const asked = keepPictures(
      all.server,
      undefined,
      '<PHOTO><EXTVAL>http://evil.example/t.gif</EXTVAL></PHOTO>',
    );
    await all.server.exchange(
      metadata(ANN, hashOf(bytes), "url='http://evil.example/t.gif'"),
      presence(`${ANN}/desk`, photo(hashOf(bytes))),
    );
    all.people.avatars.get(ANN);
    await settled(all);
    expect(asked).to.have.length(0); // the node says that it lies elsewhere
    expect(all.people.avatars.get(ANN)).to.equal(undefined);
  });

  it('AVA-1: of strangers are not looked at, and nobody announces another’s', async () => {
    const all = await withChats();
    const { avatars } = all.people;
    const asked = keepPictures(all.server, base64Of(bytes), binval(base64Of(bytes)));
    const hash = hashOf(bytes);
    await all.server.exchange(
      metadata(EVE, hash),
      presence(`${EVE}/x`, photo(hash)),
      metadata('ann@evil.example', hash),
      metadata(ANN, hash).replace("type='headline'", "type='error'"),
      metadata(ANN, "x' onload='"),
    );
    for (const jid of [EVE, ANN, 'ann@evil.example']) avatars.get(jid);
    await settled(all);
    expect(asked).to.have.length(0);
  });
});

describe('our own picture', () => {
  const CONVERSION = 'urn:xmpp:pep-vcard-conversion:0';
  const UPDATE = 'vcard-temp:x:update';

  /** Takes what is published; the account converts by itself or not. @returns What it was given, in order. */
  function takePictures(server: FakeServer, features: readonly string[], vcard?: string): Element[] {
    const taken: Element[] = [];
    server.onStanza((stanza, { session }) => {
      const card = child(stanza, 'vCard', 'vcard-temp');
      const info = child(stanza, 'query', 'http://jabber.org/protocol/disco#info');
      if (!session) return undefined;
      if (info && stanza.attrs.to === ACCOUNT)
        return result(stanza, session, discoInfo({ category: 'account', type: 'registered' }, features));
      if (stanza.attrs.type === 'set' && (card || child(stanza, 'pubsub', PUBSUB))) {
        taken.push(stanza);
        return result(stanza, session);
      }
      if (!card || stanza.attrs.type !== 'get') return undefined;
      return vcard === undefined
        ? stanzaError(stanza, session, { condition: 'item-not-found' })
        : result(stanza, session, parseFrame(`<vCard xmlns='vcard-temp'>${vcard}</vCard>`));
    });
    return taken;
  }
  const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const hashes = (server: FakeServer) =>
    server.sent
      .filter(({ name }) => name === 'presence')
      .map((each) => {
        const update = child(each, 'x', UPDATE);
        return update && textOf(child(update, 'photo', UPDATE));
      });
  /** With an account whose features nobody has asked for yet. */
  async function withPictures(features: readonly string[], vcard?: string) {
    let taken: Element[] = [];
    const all = await withRoster('', {}, {}, (server) => (taken = takePictures(server, features, vcard)));
    await all.server.exchange();
    return { ...all, taken };
  }

  it('AVA-1: is published by its hash, the data before what tells of it, and presence says nothing', async () => {
    const { server, people, taken } = await withPictures([CONVERSION]);
    const picture = png(31, 17);
    await people.setAvatar(blobOf(picture));
    const [data, info, ...others] = taken.map((each) => String(each).replaceAll(` xmlns="${PUBSUB}"`, ''));
    expect(data).to.contain(`<publish node="${DATA}"><item id="${hashOf(picture)}">`);
    expect(data).to.contain(`>${base64Of(picture)}</data>`);
    expect(info).to.contain(`<publish node="${METADATA}"><item id="${hashOf(picture)}">`);
    expect(info).to.match(
      new RegExp(
        `<info id="${hashOf(picture)}" bytes="${picture.length}" type="image/png" width="31" height="17"`,
      ),
    );
    expect(others).to.have.length(0);
    await server.exchange();
    expect(hashes(server)).to.deep.equal([undefined]);
  });

  it('AVA-1, U-3: where the server does not convert, the vCard keeps all else, and presence tells the hash', async () => {
    const { server, people, taken } = await withPictures(
      [],
      `<FN>Me</FN>${binval('AAAA')}<X-ODD a='1'>odd</X-ODD>`,
    );
    const picture = png(32, 17);
    await people.setAvatar(blobOf(picture));
    const card = child(taken.at(-1)!, 'vCard', 'vcard-temp')!;
    expect(String(card.getChild('FN'))).to.contain('Me');
    expect(String(card.getChild('X-ODD')))
      .to.contain('odd')
      .and.contain('a="1"');
    expect(card.getChildren('PHOTO').map((each) => each.getChildText('BINVAL'))).to.deep.equal([
      base64Of(picture),
    ]);
    people.presence.set({ show: 'away' });
    await people.setAvatar(undefined);
    await server.exchange();
    expect(hashes(server)).to.deep.equal([undefined, hashOf(picture), hashOf(picture), '']);
    const gone = child(taken.at(-1)!, 'vCard', 'vcard-temp')!;
    expect(gone.getChildren('PHOTO')).to.have.length(0);
    expect(taken.at(-2)?.toString()).to.contain(`<metadata xmlns="${METADATA}"/>`);
  });

  for (const [what, bytes] of [
    ['a JPEG', jpeg()],
    ['a drawing', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['one of 50,000 pixels', png(50_000, 2)],
    ['300 kB', new Uint8Array([...png(), ...new Uint8Array(300_000)])],
  ] as const)
    it(`U-3: ${what} is refused before anything is sent`, async () => {
      const { people, taken } = await withPictures([]);
      const error: unknown = await people.setAvatar(blobOf(bytes)).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(RangeError);
      expect(taken).to.have.length(0);
    });
});

describe('nicknames', () => {
  const nick = (from: string, name: string) =>
    event(from, NICK, `<item id='current'>${name && `<nick xmlns='${NICK}'>${name}</nick>`}</item>`);

  it('IM-39, NCK-1: show where the user has given no name, and only with their own address', async () => {
    const { server, roster } = await withChats({
      items: `${ANN_ITEM}<item jid='bob@kit.example' subscription='to'/>`,
    });
    await server.exchange(nick(ANN, 'Annie'), nick('bob@kit.example', 'Bobby'), nick(EVE, 'Ann'));
    expect(roster.contacts.map(displayName)).to.deep.equal(['Ann', 'Bobby']);
    expect(roster.get(ANN)?.nick).to.equal('Annie');
    await server.exchange(nick('bob@kit.example', ''));
    expect(roster.contacts.map(displayName)).to.deep.equal(['Ann', 'bob@kit.example']);
  });

  it('NCK-1: our own is published, and told to whom we ask, but not in presence to all', async () => {
    const { server, people, roster } = await withChats();
    const published: Element[] = [];
    server.onStanza((stanza, { session }) => {
      if (!child(stanza, 'pubsub', PUBSUB) || stanza.attrs.type !== 'set' || !session) return undefined;
      published.push(stanza);
      return result(stanza, session);
    });
    await people.setNick(' Me ');
    expect(published[0]?.toString()).to.contain(`<nick xmlns="${NICK}">Me</nick>`);
    expect(published[0]?.attrs.to).to.equal(undefined);
    roster.subscribe('bob@kit.example');
    people.presence.set({ show: 'away' });
    await server.exchange();
    const presences = server.sent.filter(({ name }) => name === 'presence');
    expect(presences.map((each) => textOf(child(each, 'nick', NICK)))).to.deep.equal([
      undefined,
      'Me',
      undefined,
    ]);
  });

  it('are told to us because our capabilities say so', async () => {
    const { session } = await withChats();
    expect(session.namespaces).to.include(`${NICK}+notify`).and.include(`${METADATA}+notify`);
  });
});
