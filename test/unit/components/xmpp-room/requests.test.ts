import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { StanzaError } from '../../../../src/session/errors.js';
import type { RoomInfo } from '../../../../src/session/room-status.js';
import type { RoomRequest } from '../../../../src/session/room-requests.js';
import { ROOM, fakeRoom, occupant, occupants, type RoomFields } from '../../../support/fake-room.js';
import { button, find, findAll, fixture, part, textOf, type, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const MODERATED = { moderated: true, features: new Set<string>() } as unknown as RoomInfo;

const visitor: Partial<RoomFields> = {
  canSpeak: false,
  info: MODERATED,
  occupants: occupants(occupant('Me', { self: true, role: 'visitor' })),
};

const moderator: Partial<RoomFields> = {
  info: MODERATED,
  occupants: occupants(
    occupant('Me', { self: true, role: 'moderator', affiliation: 'owner' }),
    occupant('Vito', { role: 'visitor' }),
  ),
};

async function shown(fields: Partial<RoomFields>) {
  const { room, session } = fakeRoom(fields);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const said = () => findAll(element, '[aria-live] > *').map(textOf).join(' | ');
  return {
    element,
    room,
    says: (text: string) => until(() => said().includes(text), `it says ${text}`),
    ask: () => until(() => findAll(element, '.voice button')[0], 'a button'),
    words: () => textOf(part(element, 'composer')),
    active: () => element.shadowRoot?.activeElement ?? null,
  };
}

const request = (nick: string, more: Partial<RoomRequest> = {}): RoomRequest => ({
  key: nick,
  kind: 'voice',
  nick,
  jid: `${nick.toLowerCase()}@kit.example`,
  role: 'participant',
  fields: [],
  time: new Date(),
  ...more,
});

describe('who may not speak in a room', () => {
  it('MUC-47: asks to, is told so, and writes once that is granted', async () => {
    const { element, room, ask, words, says, active } = await shown(visitor);
    const asks = await ask();
    expect(words()).to.include('Only people with voice can write here.');
    expect(await violations(element)).to.deep.equal([]);
    asks.focus();
    asks.click();
    await says('You asked to speak.');
    expect(room.called('requestVoice')).to.have.length(1);
    await until(() => words().includes('You asked to speak.'), 'it is written');
    expect(active(), 'the focus stays').to.equal(asks);
    expect(asks.ariaDisabled).to.equal('true');
    asks.click();
    expect(room.called('requestVoice')).to.have.length(1);
    expect(await violations(element)).to.deep.equal([]);
    room.set({ canSpeak: true });
    await says('You can write now');
    expect(findAll(element, '.voice')).to.deep.equal([]);
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    expect([active(), input.readOnly]).to.deep.equal([input, false]);
  });

  for (const [error, text, disabled] of [
    [new StanzaError('forbidden', 'auth'), 'This room takes no requests to speak.', 'true'],
    [new StanzaError('resource-constraint', 'wait'), 'You asked a short while ago.', 'true'],
    [new StanzaError('internal-server-error', 'cancel'), 'That did not work.', null],
  ] as const)
    it(`MUC-47: says what the room has against it: ${text}`, async () => {
      const { room, ask, words, says } = await shown(visitor);
      room.changeError = error;
      (await ask()).click();
      await says(text);
      await until(() => words().includes(text), 'it is written');
      expect((await ask()).ariaDisabled).to.equal(disabled);
    });

  it('keeps what was being written in sight', async () => {
    const { element, room, ask, words } = await shown({ ...visitor, canSpeak: true });
    const input = find<HTMLTextAreaElement>(element, 'textarea');
    type(input, 'What I wanted to say');
    room.set({ canSpeak: false });
    await ask();
    expect(input.getBoundingClientRect().height).to.be.above(10);
    expect(words()).to.include('Only people with voice can write here.');
    expect(await violations(element)).to.deep.equal([]);
    room.set({ canSpeak: true });
    await until(() => !findAll(element, '.voice').length, 'it is gone');
    expect(input.value).to.equal('What I wanted to say');
  });

  it('is nothing to those who may', async () => {
    const { element, room } = await shown({ ...moderator, canSpeak: true });
    await until(() => room.called('join').length === 0, 'in');
    expect(findAll(element, '.voice')).to.deep.equal([]);
  });
});

describe('who is asked in a room', () => {
  async function moderating(...requests: readonly RoomRequest[]) {
    const all = await shown(moderator);
    all.room.ask(...requests);
    await until(() => findAll(all.element, '.request').length, 'somebody asks');
    return { ...all, cards: () => findAll(all.element, '.request').map(textOf) };
  }

  it('MUC-80: sees who asks, with their address, and lets them', async () => {
    const { element, room, cards, says, active } = await moderating(request('Vito'), request('Mimi'));
    expect(cards()[0]).to.include('Vito asks to speak').and.to.include('vito@kit.example');
    await says('2 requests');
    expect(await violations(element)).to.deep.equal([]);
    const allow = button(element, 'Allow: Vito');
    allow.focus();
    allow.click();
    await says('You let Vito');
    await until(() => cards().length === 1, 'one is left');
    expect(room.called('allow')).to.deep.equal([['Vito']]);
    await until(() => active() === button(element, 'Allow: Mimi'), 'the focus goes on');
    button(element, 'Ignore: Mimi').focus();
    button(element, 'Ignore: Mimi').click();
    await until(() => !findAll(element, '.requests').length, 'nobody asks');
    expect(room.called('ignore')).to.deep.equal([['Mimi']]);
    expect(active()).to.equal(find(element, 'textarea'));
  });

  it('MUC-80, MUC-72: says what did not work, and can be asked again', async () => {
    const { element, room, cards, says } = await moderating(request('Vito'));
    room.changeError = new StanzaError('forbidden', 'auth');
    button(element, 'Allow: Vito').click();
    await says('You may not do that (any more).');
    await until(() => cards()[0]?.includes('You may not do that'), 'it is written');
    room.changeError = undefined;
    button(element, 'Allow: Vito').click();
    await until(() => !findAll(element, '.request').length, 'it is done');
  });

  it('MUC-69: sees what somebody says who wants to become a member', async () => {
    const said = [
      { name: 'muc#register_first', label: 'First name', type: 'text-single', values: ['Brun'] },
    ] as unknown as RoomRequest['fields'];
    const { cards, element } = await moderating(
      request('Witch', { kind: 'membership', jid: undefined, fields: said }),
    );
    expect(cards()[0]).to.include('Witch asks to become a member').and.to.include('What they say');
    expect(textOf(find(element, '.request dl'))).to.equal('First name Brun');
  });

  it('M-12: what somebody asks to be is shown as asked, and hidden characters as such', async () => {
    const { cards } = await moderating(request('\u202eEve', { role: 'moderator' }));
    expect(cards()[0]).to.include('\ufffdEve asks to be a moderator');
  });

  it('has three of very many in sight', async () => {
    const { element, cards } = await moderating(...Array.from({ length: 50 }, (_, i) => request(`Bot ${i}`)));
    expect(cards()).to.have.length(3);
    expect(textOf(find(element, '.requests'))).to.include('47 more requests');
  });

  it('speaks another language once the page does', async () => {
    const { element, cards } = await moderating(request('Vito'));
    element.lang = 'de';
    await until(() => cards()[0]?.includes('Vito bittet ums Wort'), 'German');
  });
});
