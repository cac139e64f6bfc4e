/** An external component (XEP-0114) of a server's, for services that a script plays: stanzas in and out as text. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

/** The one that the configuration of Prosody here has a place for. */
export const COMPONENT = { domain: 'peer.localhost', secret: 'peer-secret' };

const HEADER = /<stream:stream[^>]* id='([^']+)'[^>]*>/;

/**
 * @param {number} port
 * @param {(stanza: string) => void} receive Called for each stanza once it is complete.
 * @returns {Promise<{ send: (stanzas: string) => void, close: () => void }>} Once the server has let it in.
 */
export async function connectComponent(port, receive) {
  const { domain, secret } = COMPONENT;
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  socket.write(
    `<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='${domain}'>`,
  );
  let text = '';
  while (!HEADER.test(text)) text += (await once(socket, 'data'))[0];
  const id = HEADER.exec(text)?.[1] ?? '';
  socket.write(
    `<handshake>${createHash('sha1')
      .update(id + secret)
      .digest('hex')}</handshake>`,
  );
  text = (await once(socket, 'data'))[0];
  if (!/^\s*<handshake/.test(text)) throw new Error(`the server refuses ${domain}: ${text}`);
  text = takeStanzas(text, () => {});
  socket.on('data', (chunk) => {
    text = takeStanzas(text + chunk, receive);
  });
  return { send: (stanzas) => void socket.write(stanzas), close: () => socket.destroy() };
}

/** Hands over each stanza that is complete. @param {string} text @param {(stanza: string) => void} take @returns {string} What is left. */
function takeStanzas(text, take) {
  for (;;) {
    const name = /^\s*<([a-z]+)/.exec(text)?.[1];
    const end = name === undefined ? -1 : endOf(text, name);
    if (end < 0) return text;
    take(text.slice(0, end));
    text = text.slice(end);
  }
}

/** Where the first element, of that name, ends; -1 if it does not yet. @param {string} text @param {string} name */
function endOf(text, name) {
  const tags = new RegExp(`<(/?)${name}\\b[^>]*?(/?)>`, 'g');
  let depth = 0;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    if (tag[1]) depth--;
    else if (!tag[2]) depth++;
    if (depth === 0) return tags.lastIndex;
  }
  return -1;
}
