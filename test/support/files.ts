/** Two who send files to each other on a real server. */
import { createHash } from 'node:crypto';
import type { Session, SessionConfig } from '../../src/session/index.js';
import type { OfferEvent } from '../../src/session/files/files.js';
import type { FileTransfer } from '../../src/session/files/transfer.js';
import { newAccount, person, until, type XmppServer } from './people.js';

export { bytesOf } from './bytes.js';

export interface Someone {
  readonly session: Session;
  readonly jid: string;
  readonly offers: FileTransfer[];
}

/** Two who know each other, online. @param anns Her configuration. @param bobs His. */
export async function pair(
  server: XmppServer,
  anns: SessionConfig = {},
  bobs: SessionConfig = {},
): Promise<readonly [Someone, Someone]> {
  const [ann, bob] = await Promise.all([someone(server, 'ann', anns), someone(server, 'bob', bobs)]);
  await ann.session.roster.add(bob.jid);
  await until(() => bob.session.roster.requests.length, 'asked');
  bob.session.roster.approve(ann.jid);
  await bob.session.roster.add(ann.jid);
  await until(() => ann.session.roster.requests.length, 'asked back');
  ann.session.roster.approve(bob.jid);
  for (const [one, other] of [
    [ann, bob],
    [bob, ann],
  ] as const)
    await until(() => one.session.roster.get(other.jid)?.resources.length, `${other.jid} is there`);
  return [ann, bob];
}

export async function someone(
  server: XmppServer,
  name: string,
  config: SessionConfig = {},
): Promise<Someone> {
  const account = await newAccount(server, name);
  const session = await person(server, account, config);
  const people = await session.people;
  await until(() => people.roster.state === 'ready', `${name} has a roster`);
  const offers: FileTransfer[] = [];
  people.files.addEventListener('offer', (event) => offers.push((event as OfferEvent).transfer));
  return { session, jid: session.jid!, offers };
}

export const sameBytes = async (blob: Blob | undefined, bytes: Uint8Array) =>
  Buffer.compare(Buffer.from(await blob!.arrayBuffer()), bytes) === 0;

/** Settles with what it failed for. */
export const failure = (settles: Promise<unknown>) =>
  settles.then(
    () => 'it did not fail',
    (error: { readonly reason?: string; readonly name: string }) => error.reason ?? error.name,
  );

/** Something of it has come, and there is more to come. */
export const underWay = (transfer: FileTransfer) =>
  until(() => transfer.bytes > 0 && transfer.bytes < transfer.file.size, 'under way');

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
