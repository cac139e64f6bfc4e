/** In which ways somebody can come in: those that page and session leave open (ux.md §8). */
import type { Session, SessionConfig } from '../../session/index.js';

/** `page`: by what the site knows of its visitor, without a form. */
export type Way = 'guest' | 'account' | 'page' | 'register';

export interface WaysHost {
  readonly guest: string | undefined;
  readonly register: boolean;
  readonly noAccount: boolean;
  readonly credentials: SessionConfig['credentials'];
}

/** The first is what is shown first. */
export function waysOf(host: WaysHost, { account }: Session): readonly Way[] {
  const named = account?.username !== undefined && !account.ready;
  const bySite = host.credentials !== undefined || account?.ready === true;
  const ways: readonly (Way | false)[] = [
    bySite && 'page',
    host.guest !== undefined && !named && 'guest',
    !bySite && !host.noAccount && 'account',
    !bySite && !named && host.register && 'register',
  ];
  return ways.filter((way) => way !== false);
}
