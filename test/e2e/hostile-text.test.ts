/** Formatted messages that try to get out of their rows, over a real server, into a page with the policy of security.md §3. */
import { expect } from 'chai';
import { NS_XHTML_IM } from '../../src/session/protocol/xhtml-im.js';
import { parseFrame, xml, type Element } from '../../src/session/xml.js';
import { hostileMarkup } from '../corpora/hostile-markup.js';
import { newRoom, person, serverUnderTest, until } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { guest } from './support/guest.js';
import { strictPolicy } from './support/policy.js';
import { describeInBrowsers } from './support/visitor.js';

/** Pieces in one message: fewer than it may have links or pictures, or than would be cut off. */
const TOGETHER = 45;
const MAX_LENGTH = 45_000;
const ALLOWED = 'a blockquote br cite em li ol p span strong ul'.split(' ');

/** As few messages as hold it all. Those that are too long for any are left to the unit tests. */
function bodies(): Element[] {
  const messages: string[][] = [];
  let length = 0;
  for (const piece of hostileMarkup()) {
    if (piece.length > 5000) continue;
    const last = messages.at(-1);
    length += piece.length;
    if (last && last.length < TOGETHER && length < MAX_LENGTH) last.push(piece);
    else {
      messages.push([piece]);
      length = piece.length;
    }
  }
  return messages.map((pieces) => {
    const inner = pieces.map((piece) => `<p>${piece}</p>`).join('<br/>');
    return parseFrame(`<body xmlns='http://www.w3.org/1999/xhtml'><em>formatted</em>${inner}</body>`)!;
  });
}

describeInBrowsers('Hostile formatted text', () => {
  it('X-1 to X-19, XHT-4 to XHT-12: stays in its row, runs nothing and asks for nothing', async () => {
    const server = await serverUnderTest();
    const address = newRoom(server);
    const eve = await person(server);
    const hers = eve.rooms.join(address, { nick: 'eve' });
    await hers.joined;
    const ann = await guest(server, address, 'ann', {
      headers: strictPolicy(server),
      first: () => {
        for (const name of ['alert', 'confirm', 'prompt', 'open'])
          Reflect.set(globalThis, name, () => console.error(`${name}!`));
      },
    });
    await ann.room.joined();
    const before = await ann.page.evaluate(() => Object.keys(globalThis).length);

    const all = bodies();
    expect(all).to.have.length.above(150);
    for (const [i, body] of all.entries()) {
      eve.wire.send(
        xml(
          'message',
          { type: 'groupchat', to: address },
          xml('body', {}, 'the plain words'),
          xml('html', { xmlns: NS_XHTML_IM }, body),
        ),
      );
      // no faster than the server lets one person speak
      await until(() => hers.messages.filter(({ kind }) => kind === 'message').length > i - 20, `echo ${i}`);
    }
    await hers.send('that was all');
    // not by all that is to be seen: reading that over and over takes longer than showing it
    const last = () =>
      ann.page.evaluate(() => {
        const rows = document
          .querySelector('xmpp-room')
          ?.shadowRoot?.querySelectorAll('[part~=message-body]');
        return [...(rows ?? [])].at(-1)?.textContent;
      });
    await eventually(last, (text) => text === 'that was all', 'all of it', 60_000);
    await ann.room.send('and I am fine');
    await eventually(last, (text) => text === 'and I am fine', 'an answer');

    const found = await ann.page.evaluate((allowed) => {
      const root = document.querySelector('xmpp-room')?.shadowRoot;
      const rows = [...(root?.querySelectorAll('[part~=message-body]') ?? [])];
      const inside = rows
        .flatMap((row) => [...row.querySelectorAll('*')])
        .filter((each) => !each.closest('[part=kit]'));
      const wrong = inside.filter(
        (each) =>
          !allowed.includes(each.localName) ||
          [...each.attributes].some(
            ({ name, value }) =>
              !/^(href|rel|target|referrerpolicy|style|tabindex|class|dir)$/.test(name) ||
              (name === 'style' && /url|position|expression/.test(value)),
          ),
      );
      const moved = inside.filter((each) => getComputedStyle(each).position !== 'static');
      return {
        formatted: rows.filter((row) => row.querySelector('em')).length,
        wrong: wrong.slice(0, 5).map(({ outerHTML }) => outerHTML),
        moved: moved.slice(0, 5).map(({ outerHTML }) => outerHTML),
        page: [...document.body.querySelectorAll('*')].map(({ localName }) => localName),
        title: document.title,
      };
    }, ALLOWED);
    expect(found.formatted).to.be.above(90);
    expect(found.wrong).to.deep.equal([]);
    expect(found.moved).to.deep.equal([]);
    expect(found.page.filter((name) => !/^(xmpp-room|script)$/.test(name))).to.deep.equal([]);
    expect(await ann.page.evaluate(() => Object.keys(globalThis).length)).to.equal(before);
    expect(ann.requests.filter((url) => /evil|bank/.test(url))).to.deep.equal([]);
    expect(ann.problems).to.deep.equal([]);
  });
});
