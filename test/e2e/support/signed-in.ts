/** Somebody with an account, on a page of their own under the strict policy. */
import type { Account, XmppServer } from '../../support/people.js';
import { strictPolicy } from './policy.js';
import { publish, publishScript, SCRIPT, SCRIPT_TAG } from './site.js';
import { visit, type Visitor } from './visitor.js';

export interface Somebody {
  readonly visitor: Visitor;
  readonly account: Account;
  readonly jid: string;
}

/** Signed in, on a page with `tag`, in a window of its own. */
export async function signedIn(server: XmppServer, account: Account, tag: string): Promise<Somebody> {
  const config = JSON.stringify({ service: server.ws, domain: server.domain, credentials: account });
  const script = await publishScript(
    `import { configureSession } from '${SCRIPT}'; configureSession(${config}).connect();`,
  );
  const body = `${SCRIPT_TAG}<script type="module" src="${script}"></script>${tag}`;
  const visitor = await visit(await publish(body, strictPolicy(server)), { window: true });
  return { visitor, account, jid: `${account.username}@${server.domain}` };
}
