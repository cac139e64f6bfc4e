/** Pictures without what cameras write into them. */
import { expect } from 'chai';
import { stripMetadata } from '../../../../src/components/xmpp-file-drop/strip-metadata.js';
import { until } from '../../../support/until.js';
import { ADA, shows } from './support.js';

const ascii = (text: string) => [...text].map((each) => each.charCodeAt(0));
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const includes = (bytes: Uint8Array, text: string) => String.fromCharCode(...bytes).includes(text);

/** What a browser makes of a canvas of 3 × 2. */
function picture(type: string): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [3, 2];
  canvas.getContext('2d')!.fillRect(0, 0, 2, 2);
  return new Promise((resolve) => canvas.toBlob((blob) => void bytesOf(blob!).then(resolve), type));
}

const segment = (marker: number, data: readonly number[]) => [
  ...[0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255],
  ...data,
];

/** In the order of Intel: turned by 90°, and a place. */
const EXIF = [
  ...ascii('Exif\0\0II*\0\x08\0\0\0'),
  ...[2, 0],
  ...[0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
  ...[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0],
  ...[0, 0, 0, 0],
  ...ascii('48.2082N 16.3738E'),
];

async function photo(): Promise<File> {
  const plain = await picture('image/jpeg');
  const more = [
    ...segment(0xe1, EXIF),
    ...segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<x>Vienna</x>')),
    ...segment(0xed, ascii('Photoshop 3.0\0Vienna')),
    ...segment(0xfe, ascii('taken in Vienna')),
  ];
  const bytes = Uint8Array.from([
    ...plain.subarray(0, 2),
    ...more,
    ...plain.subarray(2),
    ...ascii('a film of Vienna'),
  ]);
  return new File([bytes], 'photo.jpg', { type: 'image/jpeg', lastModified: 1_000 });
}

describe('pictures that are sent without what cameras write into them', () => {
  it('leaves place, time and device out of a JPEG, and turns it as it was', async () => {
    const before = await photo();
    const after = await stripMetadata(before);
    const bytes = await bytesOf(after);
    for (const word of ['48.2082', 'Vienna', 'Photoshop'])
      expect(includes(bytes, word), word).to.equal(false);
    expect([after.name, after.type, after.lastModified]).to.deep.equal(['photo.jpg', 'image/jpeg', 1_000]);
    const shown = new Image(); // Firefox makes no bitmap of one that is turned
    shown.src = URL.createObjectURL(after);
    await shown.decode();
    URL.revokeObjectURL(shown.src);
    expect([shown.naturalWidth, shown.naturalHeight], 'turned by 90°').to.deep.equal([2, 3]);
  });

  it('leaves it out of a PNG, which is the same picture', async () => {
    const plain = await picture('image/png');
    const text = [...ascii('\0\0\0\x06tEXtVienna'), 0, 0, 0, 0];
    const end = plain.length - 12;
    const file = new File([plain.slice(0, end), Uint8Array.from(text), plain.slice(end)], 'a.png');
    expect(await bytesOf(await stripMetadata(file))).to.deep.equal(plain);
  });

  it('leaves it out of a WebP, which says that it has none', async () => {
    const chunk = (name: string, data: readonly number[]) => [...ascii(name), data.length, 0, 0, 0, ...data];
    const chunks = (flags: number, more: readonly number[]) => {
      const all = [...chunk('VP8X', [flags, 0, 0, 0, 2, 0, 0, 1, 0, 0]), ...chunk('VP8L', [1, 2]), ...more];
      return Uint8Array.from([...ascii('RIFF'), all.length + 4, 0, 0, 0, ...ascii('WEBP'), ...all]);
    };
    const file = new File([chunks(0b1000, chunk('EXIF', ascii('Vienna')))], 'a.webp');
    expect(await bytesOf(await stripMetadata(file))).to.deep.equal(chunks(0, []));
  });

  it('sends all else as it is, and what is damaged', async () => {
    const [film, half] = [
      new File(['a film'], 'a.mp4'),
      new File([(await bytesOf(await photo())).slice(0, 300)], 'b.jpg'),
    ];
    expect(await stripMetadata(film)).to.equal(film);
    expect((await stripMetadata(half)).name).to.equal('b.jpg');
  });

  it('goes for what is sent where the page wants it so, and only there', async () => {
    for (const stripMetadata of [true, false]) {
      const { choose, files } = await shows({ stripMetadata });
      const file = await photo();
      choose(file);
      const sent = await until(() => files.sent[0], 'sent');
      expect(sent.to).to.equal(ADA);
      expect(includes(await bytesOf(sent.file), 'Vienna')).to.equal(!stripMetadata);
    }
  });
});
