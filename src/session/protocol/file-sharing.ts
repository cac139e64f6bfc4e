/**
 * XEP-0447 Stateless File Sharing, with metadata (XEP-0446), hashes (XEP-0300) and addresses (XEP-0103). What is read is
 * what the sender claims: what may be shown of it is shared-files.ts.
 */
import { readCount } from '../count.js';
import type { SharedFile } from '../message.js';
import { child, children, textOf, xml, type Element } from '../xml.js';

export const NS_SFS = 'urn:xmpp:sfs:0';
const NS_METADATA = 'urn:xmpp:file:metadata:0';
const NS_HASHES = 'urn:xmpp:hashes:2';
const NS_URL_DATA = 'http://jabber.org/protocol/url-data';
const MAX_FILES = 10;
const MAX_SOURCES = 10;
const MAX_DESCRIPTION = 2_000;
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,63}\/[\w!#$&^.+-]{1,63}$/;

/** What is said of one file. */
export interface FileClaim extends Omit<SharedFile, 'url' | 'name' | 'picture'> {
  /** Where it is said to be, in the sender's order. */
  readonly urls: readonly string[];
  readonly name?: string;
  /** It is to be saved, not shown. */
  readonly attached?: boolean;
}

export function buildFileSharing({ url, name, size, type, description, sha256 }: SharedFile): Element {
  return xml(
    'file-sharing',
    { xmlns: NS_SFS, disposition: /^(image|audio|video)\//.test(type ?? '') ? 'inline' : 'attachment' },
    xml(
      'file',
      { xmlns: NS_METADATA },
      type && xml('media-type', {}, type),
      xml('name', {}, name),
      size !== undefined && xml('size', {}, String(size)),
      sha256 && xml('hash', { xmlns: NS_HASHES, algo: 'sha-256' }, sha256),
      description && xml('desc', {}, description),
    ),
    xml('sources', {}, xml('url-data', { xmlns: NS_URL_DATA, target: url })),
  );
}

/** The files that a message shares; the first few. */
export const readFileSharing = (message: Element): readonly FileClaim[] =>
  children(message, 'file-sharing', NS_SFS).slice(0, MAX_FILES).map(readFile);

function readFile(sharing: Element): FileClaim {
  const file = child(sharing, 'file', NS_METADATA);
  const sources = child(sharing, 'sources', NS_SFS);
  const say = (name: string) => (file && textOf(child(file, name, NS_METADATA))?.trim()) || undefined;
  const hashes = file ? children(file, 'hash', NS_HASHES) : [];
  const type = say('media-type')?.toLowerCase().split(';', 1)[0]?.trim();
  return {
    urls: (sources ? children(sources, 'url-data', NS_URL_DATA) : [])
      .slice(0, MAX_SOURCES)
      .flatMap(({ attrs: { target } }) => target ?? []),
    name: say('name'),
    attached: sharing.attrs.disposition === 'attachment' || undefined,
    size: readCount(say('size')),
    type: type && MEDIA_TYPE.test(type) ? type : undefined,
    description: say('desc')?.slice(0, MAX_DESCRIPTION),
    sha256: textOf(hashes.find(({ attrs }) => attrs.algo === 'sha-256'))?.trim() || undefined,
    ...readSides(say),
  };
}

/** Pixels: XEP-0446 has had both ways. */
function readSides(say: (name: string) => string | undefined) {
  const [width, height] = say('dimensions')?.split('x') ?? [say('width'), say('height')];
  const sides = { width: readCount(width), height: readCount(height) };
  return sides.width && sides.height ? sides : {};
}
