/** Somebody who talks in a room, with `@xmpp/client` as it comes: the load that all sides get alike. */
import '../node-websocket.mjs';
import { client, xml } from '@xmpp/client';

/** @typedef {Awaited<ReturnType<typeof startTalker>>} Talker */

/** @param {{ service: string, domain: string, jid: string, nick: string }} where */
export async function startTalker({ service, domain, jid, nick }) {
  const xmpp = client({ service, domain });
  /** By stanza id. @type {Map<string, () => void>} */
  const awaited = new Map();
  let count = 0;
  xmpp.on('error', (error) => console.error(`bench: ${error}`));
  xmpp.on('stanza', ({ attrs: { from, id } }) => {
    if (from === `${jid}/${nick}`) awaited.get(id)?.();
  });
  const echo = (/** @type {string} */ id) =>
    new Promise((resolve) => awaited.set(id, () => resolve(undefined)));

  await xmpp.start();
  const joined = echo('join');
  await xmpp.send(
    xml(
      'presence',
      { to: `${jid}/${nick}`, id: 'join' },
      xml('x', { xmlns: 'http://jabber.org/protocol/muc' }),
    ),
  );
  await joined;

  return {
    /**
     * @param {string} text @param {import('@xmpp/xml').Element[]} more What the message has besides.
     * @returns {Promise<unknown>} Settles once the room has sent it to everybody.
     */
    async say(text, ...more) {
      const id = `${nick}-${(count += 1)}`;
      const heard = echo(id);
      await xmpp.send(xml('message', { to: jid, id, type: 'groupchat' }, xml('body', {}, text), ...more));
      return heard.finally(() => awaited.delete(id));
    },
    stop: () => xmpp.stop(),
  };
}
