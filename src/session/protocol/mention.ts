/** Who is named in a message: XEP-0372 References of the type `mention`. Positions count code points on the wire. */
import { children, xml, type Element } from '../xml.js';
import { bareJid, parseJid } from '../jid.js';

const NS_REFERENCE = 'urn:xmpp:reference:0';
const MAX_MENTIONS = 50;

export interface Mention {
  /** UTF-16 offsets in the body. */
  readonly start: number;
  readonly end: number;
  /** In rooms an occupant JID. */
  readonly jid: string;
}

/** @param lead Of the body that is sent before the one that `mentions` are about, in code points. */
export const buildMentions = (mentions: readonly Mention[], body: string, lead = 0): readonly Element[] =>
  mentions
    .filter(({ start, end }) => start >= 0 && start < end && end <= body.length)
    .slice(0, MAX_MENTIONS)
    .map(({ start, end, jid }) =>
      xml('reference', {
        xmlns: NS_REFERENCE,
        type: 'mention',
        begin: lead + points(body.slice(0, start)),
        end: lead + points(body.slice(0, end)),
        uri: uriOf(jid),
      }),
    );

/** Addresses of those who are named; who reads them knows which may be meant. */
export function readMentions(message: Element): readonly string[] {
  return children(message, 'reference', NS_REFERENCE)
    .slice(0, MAX_MENTIONS)
    .filter(({ attrs }) => attrs.type === 'mention')
    .flatMap(({ attrs }) => jidOf(attrs.uri) ?? []);
}

const points = (text: string) => [...text].length;

function uriOf(jid: string): string {
  const parsed = parseJid(jid);
  const resource = parsed?.resource === undefined ? '' : `/${encodeURIComponent(parsed.resource)}`;
  return `xmpp:${encodeURI(bareJid(jid) ?? jid)}${resource}`;
}

function jidOf(uri = ''): string | undefined {
  if (!/^xmpp:[^?#]+$/i.test(uri)) return undefined;
  try {
    return parseJid(decodeURIComponent(uri.slice(5)))?.full;
  } catch {
    return undefined; // an escape that is none
  }
}
