/** XEP-0095 Stream Initiation with the profile for files (XEP-0096): offers, and the answers to them. */
import { StanzaError } from '../errors.js';
import { child, children, is, namespaceOf, textOf, xml, type Element } from '../xml.js';
import { readDateTime, writeDateTime } from './datetime.js';
import { buildChoices, buildChosen, readChoices, readChosen } from './feature-neg.js';
import { readAppCondition } from './app-condition.js';

export const NS_SI = 'http://jabber.org/protocol/si';
export const NS_FILE = 'http://jabber.org/protocol/si/profile/file-transfer';
/** XEP-0300. */
export const NS_HASHES = 'urn:xmpp:hashes:2';
const METHOD = 'stream-method';

/** Hashes of a whole file. */
export interface FileHashes {
  /** Hex, in lower case. */
  readonly md5?: string;
  /** Base64 (XEP-0300). */
  readonly sha256?: string;
}

export interface OfferedFile extends FileHashes {
  /** As it came: not to be shown or saved by. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly date?: Date;
  readonly description?: string;
}

export interface StreamOffer {
  /** Of the stream, too. */
  readonly sid: string;
  /** Media type; '' where none is said. A claim, no more (FT-7). */
  readonly type: string;
  readonly file: OfferedFile;
  /** The sender can send parts (FT-13). */
  readonly ranges: boolean;
  /** Namespaces of streams, the best first. */
  readonly methods: readonly string[];
}

/** Some of a file's bytes. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface Acceptance extends ByteRange {
  readonly method: string;
}

/** FT-2 to FT-6. */
export function buildOffer({ sid, type, file, ranges, methods }: StreamOffer): Element {
  const { name, size, date, md5: hash, sha256, description } = file;
  return xml(
    'si',
    { xmlns: NS_SI, id: sid, 'mime-type': type || undefined, profile: NS_FILE },
    xml(
      'file',
      { xmlns: NS_FILE, name, size, date: date && writeDateTime(date), hash },
      description && xml('desc', {}, description),
      ranges && xml('range'),
      sha256 && xml('hash', { xmlns: NS_HASHES, algo: 'sha-256' }, sha256),
    ),
    buildChoices({ [METHOD]: methods }),
  );
}

/** @throws {StanzaError} What is wrong with it (FT-5, FT-10, FNEG-3). */
export function readOffer(si: Element): StreamOffer {
  const { id: sid, profile } = si.attrs;
  const file = child(si, 'file', NS_FILE);
  if (profile !== NS_FILE || !file) throw refusal('bad-profile');
  const { name, hash, date } = file.attrs;
  const size = readCount(file.attrs.size);
  if (!sid || !name || size === undefined) throw new StanzaError('bad-request', 'modify');
  const sha256 = children(file, 'hash', NS_HASHES).find(({ attrs }) => attrs.algo === 'sha-256');
  return {
    sid,
    type: si.attrs['mime-type'] ?? '',
    file: {
      name,
      size,
      date: readDateTime(date),
      md5: hash && /^[\da-f]{32}$/i.test(hash) ? hash.toLowerCase() : undefined,
      sha256: textOf(sha256)?.trim() || undefined,
      description: textOf(child(file, 'desc', NS_FILE))?.slice(0, MAX_DESCRIPTION) || undefined,
    },
    ranges: child(file, 'range', NS_FILE) !== undefined,
    methods: readChoices(si, METHOD),
  };
}

const MAX_DESCRIPTION = 2_000;

/** FT-8. @param range Where not the whole file is wanted. */
export function buildAcceptance(method: string, range?: ByteRange): Element {
  return xml(
    'si',
    { xmlns: NS_SI },
    range && xml('file', { xmlns: NS_FILE }, xml('range', { offset: range.offset, length: range.length })),
    buildChosen({ [METHOD]: method }),
  );
}

/**
 * The answer to an offer.
 * @returns undefined for one that breaks what was offered: another method, none, several (FT-9), parts that there are
 * not (FT-14), or parts though none were offered.
 */
export function readAcceptance(si: Element | undefined, offer: StreamOffer): Acceptance | undefined {
  if (!si || !is(si, 'si', NS_SI)) return undefined;
  const [method, ...others] = readChosen(si, METHOD);
  if (!method || others.length || !offer.methods.includes(method)) return undefined;
  const range = readRange(si, offer.file.size);
  const whole = { offset: 0, length: offer.file.size };
  if (!range) return undefined;
  if (range === 'whole') return { method, ...whole };
  return offer.ranges ? { method, ...range } : undefined;
}

function readRange(si: Element, size: number): ByteRange | 'whole' | undefined {
  const file = child(si, 'file', NS_FILE);
  const range = file && child(file, 'range', NS_FILE);
  if (!range || (range.attrs.offset === undefined && range.attrs.length === undefined)) return 'whole';
  const offset = readCount(range.attrs.offset ?? '0');
  const length = offset === undefined ? undefined : readCount(range.attrs.length ?? String(size - offset));
  if (offset === undefined || length === undefined || offset + length > size) return undefined;
  return { offset, length };
}

/** Decimal digits alone (security.md §6). */
function readCount(text: string | undefined): number | undefined {
  if (!text || !/^\d{1,16}$/.test(text)) return undefined;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** FT-10: in words of stream initiation's own. */
export function refusal(reason: 'bad-profile' | 'no-valid-streams'): StanzaError {
  return new StanzaError(
    'bad-request',
    reason === 'bad-profile' ? 'modify' : 'cancel',
    undefined,
    undefined,
    undefined,
    { cause: xml(reason, { xmlns: NS_SI }) },
  );
}

/** FT-11. */
export const declined = (): StanzaError => new StanzaError('forbidden', 'cancel', 'Offer Declined');

/** Which of its own words an error answers with, if any. */
export function readRefusal(iq: Element): string | undefined {
  const app = readAppCondition(iq);
  return app && namespaceOf(app) === NS_SI ? app.name : undefined;
}
