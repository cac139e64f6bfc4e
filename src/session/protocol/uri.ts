/**
 * XMPP URIs (RFC 5122, actions of XEP-0147): what a link wants to be done. Nothing is done by reading one: whoever shows
 * it asks first, naming the whole address (IM-38, REG-13, security.md §2).
 */
import { parseJid } from '../jid.js';

/** What a person may be asked about; files are sent by nobody for a link. */
const ACTIONS = [
  'join',
  'message',
  'subscribe',
  'roster',
  'remove',
  'register',
  'unregister',
  'invite',
] as const;
const MAX_LENGTH = 2048;

export interface XmppUri {
  readonly jid: string;
  /** Undefined: none, the address is all there is to it; `unknown`: one that nothing can be done about. */
  readonly action?: (typeof ACTIONS)[number] | 'unknown';
  /** The first of each name. */
  readonly values: ReadonlyMap<string, string>;
  /** Bare JIDs of who is to be invited (MUC-49), which may be several. */
  readonly invited: readonly string[];
}

/** @returns undefined for what is no such URI, or speaks for another account than the one that is signed in. */
export function readUri(text: string): XmppUri | undefined {
  const [, path, query = ''] =
    /^xmpp:(?!\/\/)([^?#]+)(?:\?([^#]*))?/i.exec(text.slice(0, MAX_LENGTH + 1)) ?? [];
  const jid = text.length > MAX_LENGTH ? undefined : parseJid(decode(path));
  if (!jid) return undefined;
  const [name, ...pairs] = query.split(';');
  const values = new Map<string, string>();
  const invited = new Set<string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const [key, value] = [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    if (at <= 0 || key === undefined || value === undefined) continue;
    if (!values.has(key)) values.set(key, value);
    const guest = key === 'jid' ? parseJid(value) : undefined;
    if (guest) invited.add(guest.bare);
  }
  const action = name ? (ACTIONS.find((each) => each === name) ?? 'unknown') : undefined;
  return { jid: jid.full, action, values, invited: action === 'invite' ? [...invited] : [] };
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined; // half an escape
  }
}
