/**
 * The accounts of the demo's messenger: Rosa and Theo, who know each other and have talked, for two people to sign in
 * as; and Imke, who is there, takes everybody for a contact, and answers.
 */
import '../tools/node-websocket.mjs';
import { Session } from '../dist/session.js';

const PASSWORD = 'garden';

/** @type {readonly (readonly [from: 'rosa' | 'theo', text: string])[]} */
const TALK = [
  ['rosa', 'Did you find the key of the shed?'],
  ['theo', 'It hangs behind my door. Come by whenever you like.'],
  ['rosa', 'Tomorrow then, around ten. I bring the pumpkin soup.'],
];

/**
 * @param {{ service: string, domain: string, adduser: (name: string, password: string) => Promise<unknown> }} server
 * @returns {Promise<() => Promise<void>>} Sends them home.
 */
export async function startNeighbours({ service, domain, adduser }) {
  const names = ['rosa', 'theo', 'imke'];
  for (const username of names) await adduser(username, PASSWORD);
  const people = {};
  for (const username of names) {
    const session = new Session({ service, domain, credentials: { username, password: PASSWORD } });
    await session.connect();
    people[username] = { session, jid: `${username}@${domain}`, ...(await parts(session)) };
  }
  const { rosa, theo, imke } = people;
  for (const who of Object.values(people)) welcome(who.roster);
  await Promise.all([meet(rosa, theo), meet(rosa, imke), meet(theo, imke)]);
  for (const [name, text] of TALK) {
    const to = name === 'rosa' ? theo : rosa;
    await said(people[name].chats.open(to.jid), text);
  }
  await Promise.all([rosa.session.disconnect(), theo.session.disconnect()]);
  answer(imke);
  return () => imke.session.disconnect();
}

async function parts(session) {
  const { roster, chats } = await session.people;
  return { roster, chats };
}

/** Whoever asks may see them. */
function welcome(roster) {
  roster.addEventListener('change', () => roster.requests.forEach(({ jid }) => roster.approve(jid)));
}

/** Settles once both see each other. */
async function meet(one, other) {
  await Promise.all([
    one.roster.add(other.jid, { name: named(other) }),
    other.roster.add(one.jid, { name: named(one) }),
  ]);
  await Promise.all([
    until(one.roster, () => one.roster.get(other.jid)?.subscription === 'both'),
    until(other.roster, () => other.roster.get(one.jid)?.subscription === 'both'),
  ]);
}

const named = ({ jid }) => jid[0].toUpperCase() + jid.slice(1, jid.indexOf('@'));

/** Settles once the server has it. */
async function said(chat, text) {
  const { key } = chat.send(text);
  const state = () => chat.messages.find((message) => message.key === key)?.state;
  await until(chat, () => state() === 'sent' || state() === 'delivered');
}

/** She adds back whoever adds her, and has something to say to everybody. */
function answer({ roster, chats }) {
  const heard = new Set();
  roster.addEventListener('change', () => {
    for (const { jid, subscription } of roster.contacts) if (subscription === 'from') roster.subscribe(jid);
  });
  chats.addEventListener('change', () => {
    for (const chat of [...chats.list, ...chats.strangers]) {
      const last = chat.messages.findLast((message) => message.kind === 'message');
      if (!last || last.own || last.old || heard.has(last.key)) continue;
      heard.add(last.key);
      chat.markRead();
      chat.setTyping(true);
      setTimeout(() => chat.send(`I am by the greenhouse. “${last.body.slice(0, 80)}”, you say?`), 1500);
    }
  });
}

/** @param {EventTarget} store */
function until(store, condition) {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      store.removeEventListener('change', look);
      resolve();
    };
    store.addEventListener('change', look);
    look();
  });
}
