/** Two people who have each other in their lists. */
import type { People } from '../../../src/session/people.js';
import { person, until, type Account, type XmppServer } from '../../support/people.js';

/** Makes Ann and Bob, as they are called in the lists, contacts of each other, and leaves. */
export async function acquaint(server: XmppServer, ann: Account, bob: Account): Promise<void> {
  const sessions = [await person(server, ann), await person(server, bob)] as const;
  const [one, other]: People[] = await Promise.all(sessions.map((session) => session.people));
  const jidOf = ({ username }: Account) => `${username}@${server.domain}`;
  for (const people of [one!, other!]) await until(() => people.roster.state === 'ready', 'a roster');
  await one!.roster.add(jidOf(bob), { name: 'Bob' });
  await until(() => other!.roster.requests.length, 'asked');
  other!.roster.approve(jidOf(ann));
  await other!.roster.add(jidOf(ann), { name: 'Ann' });
  await until(() => one!.roster.requests.length, 'asked back');
  one!.roster.approve(jidOf(bob));
  for (const [people, jid] of [
    [one!, jidOf(bob)],
    [other!, jidOf(ann)],
  ] as const)
    await until(() => people.roster.get(jid)?.subscription === 'both', 'both see each other');
  for (const session of sessions) await session.disconnect();
}
