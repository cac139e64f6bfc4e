/**
 * XEP-0428 Fallback Indication: which part of a body is there only for clients that do not know what it stands in for.
 * Ranges count code points (XEP-0426).
 */
import { child, children, xml, type Element } from '../xml.js';

const NS_FALLBACK = 'urn:xmpp:fallback:0';

/** @param end In code points; left out: all of the body. */
export const buildFallback = (feature: string, end?: number): Element =>
  xml(
    'fallback',
    { xmlns: NS_FALLBACK, for: feature },
    xml('body', end === undefined ? {} : { start: 0, end }),
  );

/**
 * Cuts what stands in for `feature` out of `body`.
 * @returns Both parts; undefined where nothing is said to be one, or the range is none of this body's (P-7).
 */
export function cutFallback(
  message: Element,
  feature: string,
  body: string,
): { readonly cut: string; readonly rest: string } | undefined {
  const fallback = children(message, 'fallback', NS_FALLBACK).find(({ attrs }) => attrs.for === feature);
  if (!fallback) return undefined;
  const range = child(fallback, 'body', NS_FALLBACK);
  if (range?.attrs.start === undefined && range?.attrs.end === undefined) return { cut: body, rest: '' };
  const points = [...body];
  const [start, end] = [readIndex(range.attrs.start), readIndex(range.attrs.end)];
  if (start === undefined || end === undefined || start >= end || end > points.length) return undefined;
  return {
    cut: points.slice(start, end).join(''),
    rest: points.slice(0, start).join('') + points.slice(end).join(''),
  };
}

const readIndex = (text: string | undefined) =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
