/** Whether somebody is blocked, for whoever must not load what knows it: before blocking.ts is there nobody is. */
import type { Session } from './session.js';

const known = new WeakMap<Session, (jid: string) => boolean>();

export function provideBlocked(session: Session, isIt: (jid: string) => boolean): void {
  known.set(session, isIt);
}

export const isBlocked = (session: Session, jid: string): boolean => known.get(session)?.(jid) === true;
