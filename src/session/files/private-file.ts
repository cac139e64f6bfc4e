/**
 * Files in the origin's private file system (File System Standard §4), each until it is removed or its page goes: a
 * page's lie in a folder of its own, for which it holds a lock, so that the next page knows which ones are left over.
 */
import { randomId } from '../id.js';

const FOLDER = 'xmpp-elements-files';

let own: Promise<FileSystemDirectoryHandle> | undefined;

/** @throws {Error} There is no such file system here, or none that a page can write to. */
export async function createPrivateFile(): Promise<PrivateFile> {
  const folder = await (own ??= openFolder());
  const name = randomId();
  const handle = await folder.getFileHandle(name, { create: true });
  const remove = () => folder.removeEntry(name);
  try {
    return new PrivateFile(handle, await handle.createWritable(), remove);
  } catch (error) {
    void remove().catch(() => undefined);
    throw error;
  }
}

export class PrivateFile {
  readonly #handle: FileSystemFileHandle;
  readonly #writable: FileSystemWritableFileStream;
  readonly #remove: () => Promise<void>;

  constructor(
    handle: FileSystemFileHandle,
    writable: FileSystemWritableFileStream,
    remove: () => Promise<void>,
  ) {
    this.#handle = handle;
    this.#writable = writable;
    this.#remove = remove;
  }

  /** At its end. @throws {DOMException} `QuotaExceededError`, or whatever else keeps it from being written. */
  write(bytes: Blob): Promise<void> {
    return this.#writable.write(bytes);
  }

  /** All of it; nothing can be written any more. It can be read until the file is removed. */
  async blob(): Promise<Blob> {
    await this.#writable.close();
    return this.#handle.getFile();
  }

  async remove(): Promise<void> {
    await this.#writable.abort().catch(() => undefined); // it is closed
    await this.#remove();
  }
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  if (!('createWritable' in FileSystemFileHandle.prototype))
    throw new TypeError('files are for workers alone');
  const root = await navigator.storage.getDirectory();
  const folders = await root.getDirectoryHandle(FOLDER, { create: true });
  void removeLeftovers(folders).catch(() => undefined);
  const name = randomId();
  await hold(name); // before the folder is there, or another page would take it for one that is left over
  return folders.getDirectoryHandle(name, { create: true });
}

const lockOf = (name: string) => `${FOLDER}/${name}`;

/** Settles when this page has the lock, which it keeps. */
function hold(name: string): Promise<void> {
  return new Promise((held, reject) => {
    const forGood = () => {
      held();
      return new Promise(() => undefined);
    };
    navigator.locks.request(lockOf(name), forGood).catch(reject);
  });
}

/** Folders of pages that are gone. */
async function removeLeftovers(folders: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folders.keys())
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      if (lock) await folders.removeEntry(name, { recursive: true });
    });
}
