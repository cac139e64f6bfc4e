/** Where files that come in are put: in browsers in their private file systems, where those can be written to. */
import { expect } from 'chai';
import { Sink } from '../../../../src/session/files/sink.js';
import { eventually } from '../../../support/eventually.js';

const MIB = 1_024 * 1_024;
const PART = Uint8Array.from({ length: MIB }, (_, at) => at * 31 + (at >> 8));
const FOLDER = 'xmpp-elements-files';

/** Names of all files that there are, over all pages. */
async function files(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folders = await root.getDirectoryHandle(FOLDER, { create: true });
  const names: string[] = [];
  for await (const folder of folders.values())
    for await (const name of (folder as FileSystemDirectoryHandle).keys()) names.push(name);
  return names;
}

async function fill(parts: number): Promise<Sink> {
  const sink = new Sink();
  for (let part = 0; part < parts; part += 1) await sink.write(PART);
  return sink;
}

async function holds(blob: Blob, parts: number): Promise<void> {
  expect(blob.size).to.equal(parts * MIB);
  expect(blob.type).to.equal('application/octet-stream');
  for (let part = 0; part < parts; part += 1) {
    const bytes = new Uint8Array(await blob.slice(part * MIB, (part + 1) * MIB).arrayBuffer());
    expect(
      bytes.every((byte, at) => byte === PART[at]),
      `part ${part}`,
    ).to.equal(true);
  }
}

const privateFiles =
  'FileSystemFileHandle' in globalThis && 'createWritable' in FileSystemFileHandle.prototype;

describe('the sink of a file', () => {
  it('FT-20: has it as it came, whatever its size', async () => {
    const sink = new Sink();
    for (const end of [1, 5, 70_000, MIB]) await sink.write(PART.subarray(0, end));
    expect(sink.size).to.equal(1 + 5 + 70_000 + MIB);
    const blob = await sink.blob();
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect(blob.type).to.equal('application/octet-stream');
    expect([bytes.length, bytes[0], bytes[1], bytes[6]]).to.deep.equal([
      sink.size,
      PART[0],
      PART[0],
      PART[0],
    ]);
    await holds(await (await fill(20)).blob(), 20);
    expect((await new Sink().blob()).size).to.equal(0);
  });

  if (!privateFiles) return;

  it('FT-20: keeps a large one in a file, which is gone once it is discarded', async () => {
    const before = await files();
    const small = await fill(15);
    await small.blob();
    expect(await files(), 'none for a small one').to.deep.equal(before);
    const large = await fill(18);
    const blob = await large.blob();
    expect(await files()).to.have.length(before.length + 1);
    large.discard();
    await eventually(files, ({ length }) => length === before.length, 'the file is gone');
    expect(await blob.arrayBuffer().catch(() => 'gone')).to.equal('gone');
  });

  it('FT-20: leaves no file of one that is discarded while it comes', async () => {
    const before = await files();
    const sink = new Sink();
    for (let part = 0; part < 20; part += 1) void sink.write(PART);
    sink.discard();
    const other = await fill(18);
    other.discard();
    await eventually(files, ({ length }) => length === before.length, 'no file is left');
  });

  it('removes what a page before it has left', async () => {
    // one that a page before this one made: nobody has its lock
    const root = await navigator.storage.getDirectory();
    const folders = await root.getDirectoryHandle(FOLDER, { create: true });
    const left = await folders.getDirectoryHandle('gone', { create: true });
    await left.getFileHandle('left', { create: true });
    const url = new URL('../../../../src/session/files/private-file.ts?another', import.meta.url).href;
    const another = (await import(/* @vite-ignore */ url)) as { createPrivateFile(): Promise<unknown> };
    await (await fill(18)).blob();
    const before = await files();
    expect(before).to.include('left');
    await another.createPrivateFile(); // a page's first
    await eventually(files, (now) => !now.includes('left'), 'what was left is gone');
    const now = await files();
    for (const name of before) if (name !== 'left') expect(now, 'what others have').to.include(name);
  });

  it('security.md §6: tells that there is no room', async () => {
    const write = FileSystemWritableFileStream.prototype.write;
    FileSystemWritableFileStream.prototype.write = () =>
      Promise.reject(new DOMException('full', 'QuotaExceededError'));
    try {
      const sink = await fill(17).catch((error: unknown) => error);
      expect(sink).to.include({ reason: 'no-room' });
    } finally {
      FileSystemWritableFileStream.prototype.write = write;
    }
  });
});
