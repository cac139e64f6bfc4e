/** What a room means that does not let us in (XEP-0045 §7.2), and what it says in passing. */
import type { StanzaError } from '../errors.js';
import { bareJid } from '../jid.js';
import type { JoinFailure } from '../room-status.js';
import type { DiscoInfo } from './disco.js';

/** What a refused join means (MUC-20, MUC-21). */
export function joinFailure({ condition }: StanzaError): JoinFailure {
  return FAILURES.get(condition) ?? 'other';
}

const FAILURES = new Map<string, JoinFailure>([
  ['not-authorized', 'password'],
  ['forbidden', 'banned'],
  ['item-not-found', 'missing'],
  ['not-allowed', 'missing'],
  ['not-acceptable', 'name-reserved'],
  ['registration-required', 'members-only'],
  ['conflict', 'name-taken'],
  ['service-unavailable', 'full'],
  ['resource-constraint', 'full'], // ejabberd 23.01
  ['jid-malformed', 'name-needed'],
  ['bad-request', 'name-needed'], // ejabberd 23.01, for characters it does not know
  ['gone', 'moved'],
  ['redirect', 'moved'],
  ['remote-server-not-found', 'unreachable'],
  ['remote-server-timeout', 'unreachable'],
]);

/** Where a room that is gone went: a room's address, however it was put. */
export function movedTo({ address = '' }: StanzaError): string | undefined {
  return bareJid(unescapeUri(/^xmpp:([^?]*)/i.exec(address)?.[1]) ?? address);
}

function unescapeUri(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Asked for at this node, a room names the nickname registered for us (MUC-6). */
export const RESERVED_NICK_NODE = 'x-roomuser-item';

export function readReservedNick({ identities }: DiscoInfo): string | undefined {
  return identities.find(({ category, name }) => category === 'conference' && name)?.name;
}
