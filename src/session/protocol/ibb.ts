/** XEP-0047 In-Band Bytestreams. Who may open one and what becomes of the bytes is files/in-band.ts. */
import { decodeBase64, encodeBase64 } from '../base64.js';
import { textOf, xml, type Element } from '../xml.js';

export const NS_IBB = 'http://jabber.org/protocol/ibb';
/** The sequence starts again after so many blocks (IBB-7). */
export const SEQUENCE = 65_536;
export const MAX_BLOCK = 65_535;

export interface OpenRequest {
  readonly sid: string;
  readonly blockSize: number;
  /** What carries the blocks. */
  readonly stanza: 'iq' | 'message';
}

export interface Block {
  readonly sid: string;
  readonly seq: number;
  /** undefined: not strict base64 (IBB-12). */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

export const buildOpen = ({ sid, blockSize, stanza }: OpenRequest): Element =>
  xml('open', { xmlns: NS_IBB, sid, 'block-size': blockSize, stanza: stanza === 'iq' ? undefined : stanza });

/** @returns undefined for attributes that are missing or wrong (IBB-2). */
export function readOpen({ attrs }: Element): OpenRequest | undefined {
  const { sid, 'block-size': size = '', stanza = 'iq' } = attrs;
  const blockSize = /^\d{1,5}$/.test(size) ? Number(size) : 0;
  if (!sid || blockSize < 1 || blockSize > MAX_BLOCK || (stanza !== 'iq' && stanza !== 'message'))
    return undefined;
  return { sid, blockSize, stanza };
}

export const buildBlock = (sid: string, seq: number, bytes: Uint8Array): Element =>
  xml('data', { xmlns: NS_IBB, sid, seq }, encode(bytes));

/** @returns undefined without a stream, or for a number that is none. */
export function readBlock(data: Element): Block | undefined {
  const { sid, seq = '' } = data.attrs;
  const number = /^\d{1,5}$/.test(seq) ? Number(seq) : SEQUENCE;
  if (!sid || number >= SEQUENCE) return undefined;
  return { sid, seq: number, bytes: decode(textOf(data)) };
}

export const buildClose = (sid: string): Element => xml('close', { xmlns: NS_IBB, sid });

/** What newer engines have, many times as fast (ECMAScript 2026). */
interface WithBase64 {
  toBase64?(): string;
}
interface OfBase64 {
  fromBase64?(text: string, how: { lastChunkHandling: 'strict' }): Uint8Array<ArrayBuffer>;
}

const encode = (bytes: Uint8Array): string => (bytes as WithBase64).toBase64?.() ?? encodeBase64(bytes);

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  const engine = Uint8Array as OfBase64;
  if (!engine.fromBase64) return decodeBase64(text);
  try {
    const bytes = engine.fromBase64(text, { lastChunkHandling: 'strict' });
    return Math.ceil(bytes.length / 3) * 4 === text.length ? bytes : undefined; // there were blanks
  } catch {
    return undefined;
  }
}
