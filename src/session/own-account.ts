/** What only our own account or server may say to us (IM-6, CARB-2, BM-2). */
import { bareJid, parseJid } from './jid.js';
import type { Session } from './session.js';

/** The account's bare JID while there is a session. */
export const ownBare = (session: Session): string | undefined => bareJid(session.jid);

/** Whether a stanza is our account's own word: from its bare JID, or from nobody. A full JID is some client's. */
export function isOwnWord(session: Session, from: string | undefined): boolean {
  return from === undefined || (parseJid(from)?.full === ownBare(session) && session.jid !== undefined);
}
