/** Somebody with another client: the tests' slixmpp, test/support/peer.py. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../setup.mjs';

/** @param {{ domain: string, ports: Record<string, number> }} prosody @param {{ username: string, password: string }} account */
export async function startSlixmpp({ domain, ports }, { username, password }) {
  const script = join(ROOT, 'test/support/peer.py');
  const args = ['--jid', `${username}@${domain}`, '--password', password, '--port', String(ports.c2s)];
  const child = spawn('/usr/bin/python3', [script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  /** @type {any[]} */
  const events = [];
  /** @type {Set<() => void>} */
  const waiting = new Set();
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  let count = 0;

  /** The first of that name that fits, past or to come; only once. @returns {Promise<any>} */
  const event = (/** @type {string} */ name, /** @type {(event: any) => boolean} */ fits = () => true) =>
    new Promise((resolve) => {
      const look = () => {
        const at = events.findIndex((each) => each.ev === name && fits(each));
        if (at < 0) return;
        waiting.delete(look);
        resolve(events.splice(at, 1)[0]);
      };
      waiting.add(look);
      look();
    });

  /** @param {string} cmd @param {object} fields @returns {Promise<void>} */
  async function order(cmd, fields) {
    const id = (count += 1);
    child.stdin.write(`${JSON.stringify({ cmd, id, ...fields })}\n`);
    const answered = (/** @type {any} */ each) => each.id === id;
    const answer = await Promise.race([event('done', answered), event('failed', answered)]);
    if (answer.ev === 'failed')
      throw new Error(`slixmpp could not ${cmd}: ${answer.condition} ${answer.text}`);
  }

  const { jid } = await event('ready');
  return {
    jid,
    event,
    order,
    subscribe: (/** @type {string} */ to) => order('presence', { to, type: 'subscribe' }),
    stop: () => child.stdin.end(),
  };
}
