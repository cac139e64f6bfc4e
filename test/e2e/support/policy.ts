/** The strictest policy that the kit works under (security.md §3). */
import type { XmppServer } from '../../support/people.js';

/** Where browsers report to; visitor.ts takes it for a problem. */
export const REPORTS = '/policy-reports';

/** Headers of a page that is served with it, and may connect to `server`, or to `service` instead. */
export function strictPolicy(server: XmppServer, service = server.ws): Record<string, string> {
  const directives = [
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:`,
    `connect-src 'self' ${new URL(service).origin}`,
    `frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'`,
    `require-trusted-types-for 'script'; trusted-types lit-html dompurify`,
    `report-uri ${REPORTS}`,
  ];
  return { 'content-security-policy': directives.join('; ') };
}
