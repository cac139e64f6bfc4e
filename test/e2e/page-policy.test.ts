/** The page's policy of security.md §3, enforced; with what strangers would send to break out. */
import { expect } from 'chai';
import { newRoom, person, serverUnderTest } from '../support/people.js';
import { xml, type Element } from '../../src/session/xml.js';
import { eventually } from '../support/eventually.js';
import { guest } from './support/guest.js';
import { strictPolicy } from './support/policy.js';
import { describeInBrowsers } from './support/visitor.js';

/** Plain texts that some parser might take for markup or a link (traps in plain clothes). */
const TEXTS = [
  `<img src=x onerror=alert(1)>`,
  `<script>alert(1)</script><style>*{display:none}</style>b`,
  `javascript:alert(1) data:text/html,x vbscript:x blob:https://host/x`,
  `https://bank.example@evil.example/`,
  `</div></article><iframe src="//evil.example"></iframe>`,
  '${alert(1)} {{constructor.constructor("alert(1)")()}} <!--lit-part-->',
  `/me <b onclick=alert(1)>bold</b>`,
];
const NICK = '<img src=x onerror=alert(1)>';
/** Reaches far out of its line. Bidi controls no server lets through. */
const TALL_NICK = `z${'\u0336'.repeat(40)}`;

const XHTML = 'http://jabber.org/protocol/xhtml-im';

describeInBrowsers('A page with a strict policy', (browser) => {
  it('X-1, X-3, X-4, X-5, M-1: works, and hostile texts, names and subjects are shown as text', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const eve = (await person(server)).rooms.join(address, { nick: NICK });
    await eve.joined;
    await eve.setSubject(`<svg onload=alert(1)>`);
    const mallory = await person(server);
    const hers = mallory.rooms.join(address, { nick: TALL_NICK });
    await hers.joined;

    const ann = await guest(server, address, 'ann', {
      headers: strictPolicy(server),
      first: () => Object.assign(globalThis, { alert: () => console.error('alert!') }),
    });
    await ann.room.joined();
    for (const text of TEXTS) eve.send(text);
    await ann.room.sees(({ rows }) => rows.length === TEXTS.length, 'all of them');
    const groupchat = (...children: Element[]) =>
      mallory.wire.send(xml('message', { type: 'groupchat', to: address }, ...children));
    groupchat(
      xml('body', {}, 'the plain words'),
      xml(
        'html',
        { xmlns: XHTML },
        xml(
          'body',
          { xmlns: 'http://www.w3.org/1999/xhtml' },
          xml('a', { href: 'javascript:alert(1)', style: 'position:fixed' }, 'c'),
          xml('img', { src: 'http://evil.example/t.gif', onerror: 'alert(1)' }),
        ),
      ),
    );
    // M-1: room data in an occupant's message
    groupchat(
      xml('body', {}, 'codes'),
      xml(
        'x',
        { xmlns: 'http://jabber.org/protocol/muc#user' },
        xml('status', { code: '170' }),
        xml('status', { code: '172' }),
        xml('item', { affiliation: 'owner', jid: 'eve@evil.example', role: 'moderator' }),
      ),
    );
    await ann.room.send('and I am fine');
    const look = await ann.room.sees(
      ({ rows }) =>
        rows.at(-1)?.text === 'and I am fine' && !rows.at(-1)?.state && rows[7]?.text !== 'the plain words', // whose formatting loads
    );
    expect(look.subject).to.equal('<svg onload=alert(1)>');
    const texts = look.rows.map(({ text }) => text);
    expect(texts.slice(0, 6)).to.deep.equal(TEXTS.slice(0, 6));
    expect(texts[6]).to.equal(`${NICK} <b onclick=alert(1)>bold</b>`);
    expect(texts.slice(7, 9)).to.deep.equal(['cShow the picture from evil.example', 'codes']); // its words, no link; no picture unasked
    expect(look.notes.join()).not.to.match(/logged|address/);
    expect(look.rows[0]?.author).to.equal(NICK);
    expect(look.rows[7]?.author).to.equal(`z${'\u0336'.repeat(8)}`);

    await ann.room.press('Show people, 3 here');
    const { people } = await ann.room.sees((now) => now.people?.length === 3);
    expect(people).to.include(NICK);
    const inside = await ann.page.evaluate(() => {
      const root = document.querySelector('xmpp-room')?.shadowRoot;
      return {
        links: [...(root?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href')),
        foreign: root?.querySelectorAll('img, script, style, iframe, [onerror], [onclick]').length,
        authors: [...(root?.querySelectorAll('[part~=message-author]') ?? [])].every(
          (author) => author.querySelector('bdi') !== null,
        ),
      };
    });
    expect(inside).to.deep.equal({ links: [], foreign: 0, authors: true });
    expect(ann.requests.filter((url) => url.includes('evil'))).to.deep.equal([]);
    expect(ann.problems).to.deep.equal([]);
  });

  it('reports what the policy forbids, as the other tests rely on', async () => {
    const server = await serverUnderTest();
    const ann = await guest(server, newRoom(server), 'ann', {
      attributes: { autojoin: undefined },
      headers: strictPolicy(server),
    });
    await ann.room.sees(({ buttons }) => buttons.includes('Join'));
    await ann.page.evaluate(() => document.body.toggleAttribute('style'));
    await ann.page.evaluate(() => Reflect.set(document.body, 'innerHTML', '')).catch(() => undefined); // it throws
    const problems = () => Promise.resolve(ann.problems.join('\n'));
    const channels = browser === 'chromium' ? ['violation', 'report', 'issue'] : ['violation'];
    const typed = await ann.page.evaluate(() => 'trustedTypes' in globalThis);
    for (const what of ['style-src-attr', ...(typed ? ['require-trusted-types-for'] : [])])
      for (const channel of channels)
        await eventually(problems, (text) => new RegExp(`${channel}: .*${what}`).test(text), channel);
  });
});
