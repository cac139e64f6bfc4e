/**
 * The three pages that are measured, and how each is read: what is counted as a message, who is there. Everything else
 * is the same for all.
 */
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { emptyNodeModules } from '../browsers/vendor-plugin.mjs';
import { ROOT } from '../setup.mjs';

/**
 * @typedef {object} Visit
 * @property {string} service
 * @property {string} domain Of guests.
 * @property {string} accounts Of accounts.
 * @property {string} jid
 * @property {string} nick
 * @property {boolean} listed The people are to be seen one by one.
 *
 * @typedef {object} Side
 * @property {string} name
 * @property {(visit: Visit) => string} body Of its page.
 * @property {() => void} probe Run in the page before its scripts: sets `globalThis.probe` to a {@link Probe}.
 *
 * @typedef {object} Probe What a page shows at this moment.
 * @property {() => number} rows Messages.
 * @property {() => string} last Text of the last one.
 * @property {() => number} people How many it says are there.
 * @property {() => number} listed Of how many the list of people tells; opens it where it is shut.
 */

const converse = dirname(createRequire(import.meta.url).resolve('converse.js/dist/converse.js'));

/** URL path → folder, for tools/serve.mjs. */
export const FOLDERS = { '/dist/': join(ROOT, 'dist'), '/bench/': join(ROOT, 'tools/bench'), '/': converse };

/** @returns {Promise<string>} The floor's script, bundled as `@xmpp/client` means itself to be for browsers. */
export async function floorScript() {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'tools/bench/floor.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    plugins: [emptyNodeModules],
  });
  return outputFiles[0]?.text ?? '';
}

const json = (/** @type {unknown} */ value) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** @type {Side} */
const kit = {
  name: 'xmpp-elements',
  body: ({ service, domain, jid, nick }) => `
    <script type="module" src="/dist/xmpp-elements.min.js"></script>
    <xmpp-room service="${service}" domain="${domain}" jid="${jid}" nick="${nick}" autojoin></xmpp-room>`,
  probe: () => {
    const all = (selector) =>
      document.querySelector('xmpp-room')?.shadowRoot?.querySelectorAll(selector) ?? [];
    globalThis.probe = {
      rows: () => all('[part~=message]').length,
      last: () => [...all('[part~=message-body]')].at(-1)?.textContent ?? '',
      people: () => Number(all('.people span')[0]?.textContent ?? 0),
      listed() {
        const people = all('.people')[0];
        if (people?.ariaExpanded === 'false') people.click();
        const count = all('aside strong')[0]?.textContent ?? '';
        return all('[part~=occupant]').length && Number(count.replace(/\D/g, ''));
      },
    };
  },
};

/** @type {Side} */
const floor = {
  name: 'floor',
  body: ({ service, domain, jid, nick, listed }) => `
    <script type="module" src="/floor.js"></script>
    <style>.end { display: flex; flex-direction: column-reverse; height: 500px; overflow: auto }</style>
    <p id="people">0</p>${listed ? '<div id="list"></div>' : ''}
    <div class="end">
      <div id="log" data-service="${service}" data-domain="${domain}" data-jid="${jid}" data-nick="${nick}"></div>
    </div>`,
  probe: () => {
    globalThis.probe = {
      rows: () => document.getElementById('log')?.childElementCount ?? 0,
      last: () => document.getElementById('log')?.lastElementChild?.textContent ?? '',
      people: () => Number(document.getElementById('people')?.textContent ?? 0),
      listed: () => document.getElementById('list')?.childElementCount ?? 0,
    };
  },
};

/** As its documentation embeds one room for guests; all else is its own choice. @type {Side} */
const incumbent = {
  name: 'Converse.js',
  body: ({ service, domain, jid, nick }) => `
    <link rel="stylesheet" href="/converse.min.css">
    <style>.box { position: relative; height: 600px }</style>
    <div class="box"><converse-root></converse-root></div>
    <script type="module">
      import converse from '/converse.min.js';
      converse.initialize(${json({
        assets_path: '/',
        authentication: 'anonymous',
        auto_login: true,
        auto_join_rooms: [{ jid, nick }],
        discover_connection_methods: false,
        jid: domain,
        nickname: nick,
        singleton: true,
        view_mode: 'embedded',
        websocket_url: service,
      })});
    </script>`,
  probe: () => {
    const all = (selector) => document.querySelectorAll(selector);
    globalThis.probe = {
      rows: () => all('converse-chat-message').length,
      last: () => [...all('.chat-msg__text')].at(-1)?.textContent?.trim() ?? '',
      people: () => parseInt(all('.occupants-heading')[0]?.textContent ?? '0', 10),
      listed: () => all('converse-muc-occupant-list-item').length,
    };
  },
};

/** Where a page of contacts has its account from. */
export const CREDENTIALS = '/account.json';

/** A page with the contacts of an account, in one list. @type {Side} */
export const contacts = {
  name: 'xmpp-elements',
  body: ({ service, accounts }) => `
    <script type="module" src="/dist/xmpp-elements.min.js"></script>
    <xmpp-session service="${service}" domain="${accounts}" credentials-url="${CREDENTIALS}" connect></xmpp-session>
    <xmpp-roster flat></xmpp-roster>`,
  probe: () => {
    const all = (selector) =>
      document.querySelector('xmpp-roster')?.shadowRoot?.querySelectorAll(selector) ?? [];
    const size = () => Number(all('[aria-setsize]')[0]?.ariaSetSize ?? 0);
    const session = () => globalThis[Symbol.for('xmpp-elements.session')];
    globalThis.probe = {
      rows: size,
      last: () => session().roster.contacts.at(-1)?.resources[0]?.show ?? '',
      people: () => session().roster.contacts.filter(({ resources }) => resources.length > 0).length,
      listed: size,
    };
  },
};

export const SIDES = [incumbent, floor, kit];
