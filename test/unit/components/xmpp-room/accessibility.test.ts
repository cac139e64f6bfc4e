import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import {
  ROOM,
  fakeRoom,
  historyOf,
  message,
  occupant,
  occupants,
  type RoomFields,
} from '../../../support/fake-room.js';
import {
  button,
  find,
  fixture,
  findAll,
  part,
  parts,
  press,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { until } from '../../../support/until.js';

const own = { own: true, nick: 'Me' };
const states: Record<string, Partial<RoomFields>> = {
  'a talk': {
    subject: 'Roses',
    occupants: occupants(occupant('Me', { self: true }), occupant('Juliet', { role: 'moderator' })),
    messages: [
      ...historyOf(4),
      message('https://аpple.example/ and https://a.example/', { mention: true }),
      message('/me waves'),
      message('on its way', { ...own, state: 'sending', sentAt: new Date(0) }),
      message('queued', { ...own, state: 'waiting' }),
      message('broken', { ...own, state: 'failed', failure: { reason: 'no-echo' } }),
      { kind: 'gap', key: 'gap', time: new Date(), state: 'idle' },
      { kind: 'event', key: 'event', time: new Date(), event: { type: 'created' } },
      { kind: 'notice', key: 'notice', time: new Date(), body: 'The room says' },
    ],
    history: 'more',
    typing: ['Romeo'],
  },
  'an empty room': {},
  'a slow join': { status: { state: 'joining', since: new Date(0) } },
  'a lost connection': { status: { state: 'offline', since: new Date(0) }, messages: historyOf(3) },
  'no voice': { canSpeak: false, messages: historyOf(3) },
  'a removal': { status: { state: 'removed', cause: 'kicked', at: new Date() }, messages: historyOf(3) },
};

describe('<xmpp-room> accessibility', () => {
  for (const scheme of ['light', 'dark']) {
    for (const [name, fields] of Object.entries(states)) {
      it(`has nothing that axe finds wrong with ${name}, ${scheme}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        cleanUpAfterTest(() => document.documentElement.style.removeProperty('color-scheme'));
        const { session } = fakeRoom(fields);
        const element = await fixture('xmpp-room', { session, jid: ROOM });
        expect(await violations(element)).to.deep.equal([]);
      });
    }
  }

  it('keeps 4.5:1 for every colour of a name, light and dark', async () => {
    const nicks = Array.from({ length: 160 }, (_, i) => `Person ${i}`);
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      cleanUpAfterTest(() => document.documentElement.style.removeProperty('color-scheme'));
      const { session } = fakeRoom({ messages: nicks.map((nick) => message('hello', { nick })) });
      const element = await fixture('xmpp-room', { session, jid: ROOM });
      const hues = new Set(findAll(element, '.author').map(({ className }) => className));
      expect(hues.size).to.equal(24);
      expect(await violations(element)).to.deep.equal([]);
      element.remove();
    }
  });

  it('names its region, rows and headings', async () => {
    const { session } = fakeRoom({ messages: [message('hello', { time: new Date(2026, 3, 1, 9, 5) })] });
    const element = await fixture('xmpp-room', { session, jid: ROOM, headingLevel: '3' });
    expect(find(element, 'section').getAttribute('aria-label')).to.equal('The garden');
    const article = part(element, 'message');
    expect(article.getAttribute('aria-label')).to.match(/^Juliet, .*9:05/);
    expect(article.getAttribute('aria-describedby')).to.equal(part(element, 'message-body').id);
    expect(findAll(element, '[role=heading]').map((each) => each.getAttribute('aria-level'))).to.deep.equal([
      '3',
      '4',
    ]);
  });

  it('is gone round by F6: header, list, composer, people', async () => {
    const people = occupants(occupant('Me', { self: true }), occupant('Juliet'));
    const { session } = fakeRoom({ messages: historyOf(3), occupants: people });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    button(element, 'Show people, 2 here').click();
    await until(() => parts(element, 'occupant').length === 2, 'the people show');
    element.focus();
    await until(() => element.shadowRoot?.activeElement, 'the composer has the focus');
    const walk = (shiftKey: boolean) => {
      const active = element.shadowRoot?.activeElement;
      if (active) press(active, 'F6', { shiftKey });
      const area = element.shadowRoot?.activeElement?.closest('header, .log, .composer, aside');
      return area?.localName === 'div' ? 'log' : area?.localName;
    };
    expect([walk(false), walk(false), walk(false), walk(false)]).to.deep.equal([
      'aside',
      'header',
      'log',
      'form',
    ]);
    expect(walk(true)).to.equal('log');
  });

  it('mounts only the people in view, by role and name, with their place in the whole', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => occupant(`Person ${i}`));
    const { session } = fakeRoom({ occupants: occupants(...many, occupant('Zoe', { role: 'moderator' })) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    button(element, 'Show people, 2,001 here').click();
    const names = () => parts(element, 'occupant').map((each) => textOf(each.querySelector('bdi') ?? each));
    await until(() => names()[1] === 'Person 0', 'they are sorted');
    expect(names()[0]).to.equal('Zoe');
    expect(names().length).to.be.below(60);
    const list = find(element, '.people-list');
    list.scrollTop = list.scrollHeight;
    await until(() => names().at(-1) === 'Person 1999', 'the end shows');
    const last = parts(element, 'occupant').at(-1);
    expect([last?.getAttribute('aria-posinset'), last?.getAttribute('aria-setsize')]).to.deep.equal([
      '2000',
      '2000',
    ]);
    expect(names().length).to.be.below(60);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('gives the focus back when the people are closed', async () => {
    const { session } = fakeRoom({ occupants: occupants(occupant('Juliet')) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    const open = button(element, 'Show people, 1 here');
    open.click();
    await until(() => parts(element, 'occupants').length, 'they show');
    button(element, 'Close').click();
    expect(element.shadowRoot?.activeElement === open).to.be.true;
    expect(open.getAttribute('aria-expanded')).to.equal('false');
  });
});
