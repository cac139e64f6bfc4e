/** Somebody with another client (peer.ts) whom one of ours knows. */
import type { People } from '../../src/session/people.js';
import { newAccount, until, type XmppServer } from './people.js';
import { startPeer, type Peer } from './peer.js';

/** @param jid Bare JID of whose contact they become: each sees the other's presence. */
export async function peerContact(
  server: XmppServer,
  { roster }: Pick<People, 'roster'>,
  jid: string,
): Promise<{ readonly peer: Peer; readonly bob: string }> {
  const peer = await startPeer(server, await newAccount(server, 'bob'));
  const bob = peer.jid.split('/')[0]!;
  await roster.add(bob);
  await peer.event('presence', ({ type }) => type === 'subscribe');
  await peer.presence({ to: jid, type: 'subscribed' });
  await until(() => roster.get(bob)?.resources.length, `${bob} is there`);
  await peer.presence({ to: jid, type: 'subscribe' });
  await until(() => roster.requests.length, `${bob} asks`);
  roster.approve(bob);
  await until(() => roster.get(bob)?.subscription === 'both', `${bob} is a contact`);
  return { peer, bob };
}
