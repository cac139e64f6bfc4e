import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ROOM, fakeRoom, message, occupant, occupants, type RoomFields } from '../../../support/fake-room.js';
import { find, fixture, part, parts, textOf } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

async function roomWith(fields: Partial<RoomFields>, lang = 'en') {
  const { session } = fakeRoom(fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM, lang });
  await until(() => element.shadowRoot?.querySelector('header'), 'it shows');
  return element;
}

const sizeOf = (element: Element) => parseFloat(getComputedStyle(element).fontSize);

describe('the looks of <xmpp-room>', () => {
  it('are large for a few emoji alone, and for nothing else', async () => {
    const alone = ['🎉', '👩‍👩‍👧‍👦 🇩🇪 👍🏽'];
    const others = ['words', '🎉 party', '12', '🎉'.repeat(30)];
    const messages = [...others, ...alone].map((body) => message(body));
    const element = await roomWith({ messages });
    await until(() => parts(element, 'message').length === messages.length, 'all rows');
    const [words = 0, ...sizes] = parts(element, 'message-body').map(sizeOf);
    expect(sizes.map((size) => size > words)).to.deep.equal([false, false, false, true, true]);
  });

  it('show an address from left to right in a text that runs the other way', async () => {
    const element = await roomWith({ messages: [message('שלום! https://example.org/שלום')] });
    await until(() => parts(element, 'message').length, 'the row');
    const { direction, unicodeBidi } = getComputedStyle(find(element, '[part~=message-body] a'));
    expect([direction, unicodeBidi]).to.deep.equal(['ltr', 'isolate']);
    expect(getComputedStyle(part(element, 'message-body')).direction).to.equal('rtl');
  });

  for (const [lang, words] of [
    ['en', '1,234'],
    ['de', '1.234'],
  ] as const)
    it(`write how many people there are as ${lang} does`, async () => {
      const all = Array.from({ length: 1234 }, (_, i) => occupant(`Person ${i}`, { self: i === 0 }));
      const element = await roomWith({ occupants: occupants(...all) }, lang);
      await until(() => element.shadowRoot?.querySelector('.people'), 'their button');
      await until(() => textOf(find(element, '.people')) === words, words);
    });
});
