/**
 * XEP-0313 Message Archive Management, in pages (XEP-0059). Whose results count, and whether they were asked for, is
 * archive.ts (MAM-1).
 */
import { ProtocolError } from '../errors.js';
import { child, is, textOf, xml, type Element } from '../xml.js';
import { readDelay } from './delay.js';
import { readForwarded } from './forward.js';

export const NS_MAM = 'urn:xmpp:mam:2';
const NS_FORM = 'jabber:x:data';
const NS_RSM = 'http://jabber.org/protocol/rsm';

export interface ArchiveRequest {
  /** Marks the results as answers to this query. */
  readonly queryid: string;
  /** An archive id to page back from; '' starts at the newest. */
  readonly before?: string;
  /** An archive id to go on from. */
  readonly after?: string;
  /** Only messages with this bare JID; of an account's archive. */
  readonly with?: string;
  /** Other fields of the archive's form (§4.1), `start` and `end` among them, by name. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Messages on a page; the archive may give fewer. */
  readonly max: number;
}

/** The payload of an iq set. @throws {RangeError} Both `before` and `after` (MAM-2). */
export function buildQuery({ queryid, before, after, max, with: peer, filters }: ArchiveRequest): Element {
  if (before !== undefined && after !== undefined) throw new RangeError('before and after in one query');
  return xml(
    'query',
    { xmlns: NS_MAM, queryid },
    xml(
      'x',
      { xmlns: NS_FORM, type: 'submit' },
      xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, NS_MAM)),
      ...Object.entries({ with: peer, ...filters }).map(([name, value]) => value && field(name, value)),
    ),
    xml(
      'set',
      { xmlns: NS_RSM },
      xml('max', {}, max),
      before !== undefined && xml('before', {}, before),
      after !== undefined && xml('after', {}, after),
    ),
  );
}

const field = (name: string, value: string) => xml('field', { var: name }, xml('value', {}, value));

export interface ArchiveResult {
  readonly queryid: string | undefined;
  /** The archive's id of the message. */
  readonly id: string;
  /** When the archive got it; now where that cannot be read (DT-5). */
  readonly stamp: Date;
  readonly message: Element;
}

/** @returns undefined for anything but one message, wrapped as it must be (CORE-36). */
export function readResult(stanza: Element, now = new Date()): ArchiveResult | undefined {
  const result = child(stanza, 'result', NS_MAM);
  const forwarded = result && readForwarded(result);
  const { id, queryid } = result?.attrs ?? {};
  if (!forwarded || !id || stanza.attrs.type === 'error') return undefined;
  const { message, around } = forwarded;
  return { queryid, id, stamp: readDelay(around, now)?.stamp ?? now, message };
}

export interface ArchiveEnd {
  /** Nothing lies beyond this page, in the direction asked for. */
  readonly complete: boolean;
  /** Archive ids of the page's ends; undefined on an empty one. */
  readonly first?: string;
  readonly last?: string;
  /** False while the archive may still change what it just told; not to be kept then (MAM-3). */
  readonly stable: boolean;
}

/** Reads the payload of the query's result. @throws {ProtocolError} It is no `<fin/>`. */
export function readFin(fin: Element): ArchiveEnd {
  if (!is(fin, 'fin', NS_MAM)) throw new ProtocolError('an archive answer without <fin/>');
  const set = child(fin, 'set', NS_RSM);
  return {
    complete: isTrue(fin.attrs.complete),
    first: textOf(set && child(set, 'first', NS_RSM)) || undefined,
    last: textOf(set && child(set, 'last', NS_RSM)) || undefined,
    stable: fin.attrs.stable === undefined || isTrue(fin.attrs.stable),
  };
}

const isTrue = (text: string | undefined) => text === 'true' || text === '1';
