/**
 * XEP-0363 HTTP File Upload: trades a file's name, size and type for an upload slot. Finding the service, asking it and
 * sending the bytes is files/upload.ts.
 */
import { readCount } from '../count.js';
import { ProtocolError, type StanzaError } from '../errors.js';
import { isSecure } from '../url.js';
import { child, children, is, namespaceOf, textOf, xml, type Element } from '../xml.js';
import { readDateTime } from './datetime.js';
import { infoValues, type DiscoInfo } from './disco.js';
import { readStanzaError } from './stanza-error.js';

export const NS_UPLOAD = 'urn:xmpp:http:upload:0';
/** §5: no others count. */
const HEADERS = ['authorization', 'cookie', 'expires'];
const MAX_HEADERS = 10;

/** Where a file goes, and where others find it. */
export interface UploadSlot {
  readonly putUrl: string;
  readonly getUrl: string;
  /** For the PUT, in the service's order; names may repeat. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Why there is no slot. */
export interface SlotRefusal {
  readonly error: StanzaError;
  readonly tooLarge: boolean;
  /** Most bytes that one file may have, where the service tells. */
  readonly limit?: number;
  /** Not before then. */
  readonly retryAt?: Date;
}

/** @param size In bytes. @param type The media type that the PUT will say. */
export const buildSlotRequest = (name: string, size: number, type: string): Element =>
  xml('request', { xmlns: NS_UPLOAD, filename: name, size, 'content-type': type });

/** @throws {ProtocolError} Without two secure URLs (UP-2). */
export function readSlot(slot: Element): UploadSlot {
  const put = child(slot, 'put', NS_UPLOAD);
  const putUrl = put?.attrs.url;
  const getUrl = child(slot, 'get', NS_UPLOAD)?.attrs.url;
  if (!is(slot, 'slot', NS_UPLOAD) || !put || !isSecure(putUrl) || !isSecure(getUrl))
    throw new ProtocolError('upload slot without https');
  const headers = children(put, 'header', NS_UPLOAD)
    .slice(0, MAX_HEADERS)
    .map((header) => [oneLine(header.attrs.name ?? ''), oneLine(textOf(header))] as const)
    .filter(([name]) => HEADERS.includes(name.toLowerCase()));
  return { putUrl: putUrl!, getUrl: getUrl!, headers };
}

/** §11: newlines would begin another header. */
const oneLine = (text: string) => text.replace(/[\r\n]/g, '').trim();

/** Most bytes that one file may have; undefined where the service does not say (UP-1). */
export const readLimit = (info: DiscoInfo): number | undefined =>
  readCount(infoValues(info, NS_UPLOAD, 'max-file-size')[0]);

/** Reads an answer of type `error` (§6). */
export function readSlotRefusal(iq: Element): SlotRefusal {
  const error = child(iq, 'error', namespaceOf(iq));
  const tooLarge = error && child(error, 'file-too-large', NS_UPLOAD);
  return {
    error: readStanzaError(iq),
    tooLarge: tooLarge !== undefined,
    limit: readCount(tooLarge && textOf(child(tooLarge, 'max-file-size', NS_UPLOAD))),
    retryAt: readDateTime(error && child(error, 'retry', NS_UPLOAD)?.attrs.stamp),
  };
}
