/** A room's picture (XEP-0486), over the session's real connection: hostile bytes, hashes, what owners set. */
import { expect } from 'chai';
import { NS_VCARD } from '../../../src/session/room-avatar.js';
import { child, parseFrame, textOf, xml, type Element } from '../../../src/session/xml.js';
import { DEFAULT_FEATURES } from '../../support/fake-muc.js';
import { accountInRoom, ROOM } from '../../support/fake-online.js';
import { result, stanzaError } from '../../support/fake-services.js';
import { base64Of, hashOf, png } from '../../support/pictures.js';
import { until } from '../../support/until.js';

const INFO = 'http://jabber.org/protocol/disco#info';
const FIELDS = ['muc#roominfo_avatarhash', '{http://modules.prosody.im/mod_vcard_muc}avatar#sha1'];

/** Each test has a picture of its own: they are kept by their hash. */
let width = 40;
const picture = () => png(width++, 10);
const binval = (text: string, more = '') =>
  `<vCard xmlns='vcard-temp'><FN>The lab</FN><PHOTO><TYPE>image/png</TYPE><BINVAL>${text}</BINVAL></PHOTO>${more}</vCard>`;

/** In a room of ours with a vCard. @param hash What it announces, as which field. */
async function withVCard(vcard: string | undefined, hash?: string, field = FIELDS[0]!) {
  const kept = { vcard, hash, refusal: 'item-not-found' };
  const asked: string[] = [];
  const all = await accountInRoom({}, {}, { features: [...DEFAULT_FEATURES, NS_VCARD] });
  all.server.onStanza((stanza, { session }) => {
    const card = child(stanza, 'vCard', 'vcard-temp');
    const { to, type } = stanza.attrs;
    if (!session || to !== ROOM) return undefined;
    if (child(stanza, 'query', INFO) && kept.hash !== undefined)
      return result(stanza, session, info(kept.hash, field));
    if (!card) return undefined;
    asked.push(type ?? '');
    if (type === 'set') {
      kept.vcard = String(card);
      return result(stanza, session);
    }
    return kept.vcard === undefined
      ? stanzaError(stanza, session, { condition: kept.refusal })
      : result(stanza, session, parseFrame(kept.vcard));
  });
  const owner = await (await all.room.moderation()).owner();
  const tell = async () => {
    all.theirs.announce({ codes: [104] });
    for (let round = 0; round < 5; round++) await all.server.exchange();
  };
  return { ...all, kept, asked, avatar: await owner.picture(), tell };
}

const info = (hash: string, field: string): Element =>
  xml(
    'query',
    { xmlns: INFO },
    xml('identity', { category: 'conference', type: 'text', name: 'lab' }),
    [...DEFAULT_FEATURES, NS_VCARD].map((feature) => xml('feature', { var: feature })),
    xml(
      'x',
      { xmlns: 'jabber:x:data', type: 'result' },
      xml(
        'field',
        { var: 'FORM_TYPE', type: 'hidden' },
        xml('value', {}, 'http://jabber.org/protocol/muc#roominfo'),
      ),
      xml('field', { var: field }, xml('value', {}, hash)),
    ),
  );

describe('a room’s picture', () => {
  for (const field of FIELDS)
    it(`AVA-1: is what its vCard has, if it is what the room announces as ${field}`, async () => {
      const bytes = picture();
      const { avatar, tell } = await withVCard(binval(base64Of(bytes)), hashOf(bytes), field);
      await tell();
      await until(() => avatar.current, 'the picture');
      expect(avatar.current).to.include({ hash: hashOf(bytes), type: 'image/png', height: 10 });
      expect(avatar.current?.url).to.match(/^blob:/);
    });

  it('AVA-1: without a hash it is the vCard’s as it stands', async () => {
    const bytes = picture();
    const { avatar } = await withVCard(binval(base64Of(bytes)));
    await until(() => avatar.current, 'the picture');
    expect(avatar.current).to.include({ hash: hashOf(bytes) });
  });

  for (const [what, vcard] of [
    ['another picture than was announced', binval(base64Of(png(3, 3)))],
    ['no picture at all', binval(base64Of(Uint8Array.from([60, 115, 118, 103, 62])))],
    ['nothing', undefined],
    [
      'an address',
      "<vCard xmlns='vcard-temp'><PHOTO><EXTVAL>http://evil.example/t.gif</EXTVAL></PHOTO></vCard>",
    ],
  ] as const)
    it(`U-3: is not shown where there is ${what}`, async () => {
      const { avatar, tell, asked, kept } = await withVCard(vcard, hashOf(picture()));
      await tell();
      await until(() => asked.length > 1, 'it is asked for what is announced, too');
      await until(() => avatar.current === undefined, 'it is not shown');
      await tell();
      expect(avatar.current).to.equal(undefined);
      expect(kept.vcard).to.equal(vcard);
    });

  it('is not asked for where the room has no vCard', async () => {
    const { server, room } = await accountInRoom();
    let asked = 0;
    server.onStanza((stanza) => void (child(stanza, 'vCard', 'vcard-temp') && (asked += 1)));
    const owner = await (await room.moderation()).owner();
    const avatar = await owner.picture();
    await server.exchange();
    expect([asked, avatar.current]).to.deep.equal([0, undefined]);
  });

  it('U-3: its owners set it with all else that the vCard has kept, and take it away', async () => {
    const { avatar, kept } = await withVCard(binval('AAAA', '<X-MORE>kept</X-MORE>'));
    const bytes = picture();
    await avatar.set(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    expect(kept.vcard).to.contain('<X-MORE').and.to.contain('The lab').and.to.contain(base64Of(bytes));
    await until(() => avatar.current?.hash === hashOf(bytes), 'the picture');
    await avatar.set(undefined);
    expect(textOf(child(parseFrame(kept.vcard!)!, 'PHOTO', 'vcard-temp'))).to.equal(undefined);
    await until(() => avatar.current === undefined, 'no picture');
  });

  it('what is no PNG, or too large, is not sent', async () => {
    const { avatar, asked } = await withVCard(undefined);
    const failed = (file: Blob) =>
      avatar.set(file).then(
        () => undefined,
        (error: unknown) => (error as Error).name,
      );
    expect(await failed(new Blob(['<svg/>']))).to.equal('RangeError');
    expect(await failed(new Blob([png(4000, 4000) as Uint8Array<ArrayBuffer>]))).to.equal('RangeError');
    expect(asked).not.to.include('set');
  });
});
