/**
 * The floor: the least that a page can do for a room, with `@xmpp/client` as it comes and one text node a message.
 * What it costs no chat can save; everything above it is the kit's own doing.
 */
import { client, xml } from '@xmpp/client';

const log = document.getElementById('log');
const { service, domain, jid, nick } = log.dataset;
const people = document.getElementById('people');
const list = document.getElementById('list');
const occupants = new Set();

function show(text) {
  const row = document.createElement('div');
  row.append(text);
  log.append(row);
}

function readMessage(message) {
  const body = message?.getChildText('body');
  if (body) show(`${message.attrs.from.split('/')[1]}: ${body}`);
}

/** Nobody leaves while the bench looks. */
function readPresence({ attrs: { from } }) {
  const name = from.split('/')[1];
  if (occupants.has(name)) return;
  occupants.add(name);
  people.firstChild.data = occupants.size;
  if (!list) return;
  const row = document.createElement('div');
  row.append(name);
  list.append(row);
}

const xmpp = client({ service, domain });
xmpp.on('error', console.error);
xmpp.on('online', () => {
  xmpp.send(
    xml(
      'presence',
      { to: `${jid}/${nick}` },
      xml('x', { xmlns: 'http://jabber.org/protocol/muc' }, xml('history', { maxchars: '0' })),
    ),
  );
  // Prosody tells newcomers 20 messages at most: whoever wants 50 asks the archive
  xmpp.send(
    xml(
      'iq',
      { type: 'set', to: jid, id: 'archive' },
      xml(
        'query',
        { xmlns: 'urn:xmpp:mam:2' },
        xml('set', { xmlns: 'http://jabber.org/protocol/rsm' }, xml('max', {}, '50'), xml('before')),
      ),
    ),
  );
});
xmpp.on('stanza', (stanza) => {
  if (stanza.is('presence')) readPresence(stanza);
  if (!stanza.is('message')) return;
  const archived = stanza.getChild('result', 'urn:xmpp:mam:2')?.getChild('forwarded')?.getChild('message');
  readMessage(archived ?? stanza);
});
xmpp.start();
