/** An account with thousands of contacts, as Prosody keeps them: asked for them one by one it writes all of them each time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactJid } from './crowd.mjs';

const GROUPS = ['Friends', 'Work', 'Family', 'Garden'];

/**
 * @param {{ dir: string, domain: string, adduser: (name: string, password: string) => Promise<unknown> }} prosody
 * @param {number} count
 * @returns {Promise<{ username: string, password: string }>}
 */
export async function accountWithContacts({ dir, domain, adduser }, count) {
  const account = { username: 'popular', password: 'bench' };
  await adduser(account.username, account.password);
  const items = Array.from(
    { length: count },
    (_, n) =>
      `["${contactJid(n)}"] = { subscription = "both", name = "Person ${n}", groups = { ["${GROUPS[n % GROUPS.length]}"] = true } };`,
  );
  const folder = join(dir, 'data', domain, 'roster');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${account.username}.dat`),
    `return { [false] = { version = 1 }; ${items.join('\n')} };`,
  );
  return account;
}
