import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { StanzaError } from '../../../../src/session/errors.js';
import type { ChatMessage } from '../../../../src/session/message.js';
import type { Change, Occupant } from '../../../../src/session/occupant.js';
import { ROOM, fakeRoom, message, occupant, occupants } from '../../../support/fake-room.js';
import { find, findAll, fixture, painted, parts, textOf, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const ALL: readonly Change[] = [
  { role: 'visitor' },
  { role: 'none' },
  { affiliation: 'member' },
  { affiliation: 'outcast' },
];
const REMOVALS = ['Remove for everybody…', 'Romeo: Remove from the room…', 'Romeo: Ban…'];

/** A moderator’s room, where Romeo has said something. */
async function shown(said: Partial<ChatMessage> = {}, romeo: Partial<Occupant> = {}) {
  const { room, session } = fakeRoom({
    occupants: occupants(
      occupant('Me', { self: true, role: 'moderator', affiliation: 'owner' }),
      occupant('Romeo', { since: new Date(Date.now() - 60_000), ...romeo }),
    ),
    messages: [message('spam', { nick: 'Romeo', stanzaId: 's1', ...said })],
  });
  room.changes = { Romeo: ALL };
  room.mayRemove = true;
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const menu = () => findAll(element, '#row-menu [role=menuitem]').map(textOf);
  const row = () => parts(element, 'message')[0]!;
  return {
    element,
    room,
    async open() {
      row().focus();
      const more = await until(() => element.shadowRoot?.querySelector<HTMLElement>('.row-more'), 'a menu');
      more.click();
      await until(() => menu().length, 'it is open');
      return menu();
    },
    choose: (text: string) =>
      findAll(element, '#row-menu [role=menuitem]')
        .find((each) => textOf(each) === text)
        ?.click(),
    calls: (name: string) => room.calls.filter((call) => call.name === name).map(({ args }) => args),
    dialog: () => find<HTMLDialogElement>(element, 'dialog[open]'),
  };
}

type Shown = Awaited<ReturnType<typeof shown>>;

/** Opens the menu until it has what moderators have, whose code loads with the first of them. */
async function opened(
  { element, open }: Shown,
  fits: (items: readonly string[]) => boolean,
): Promise<string[]> {
  for (;;) {
    const items = await open();
    if (fits(items)) return items;
    find(element, '.row-more').click(); // shut
    await painted();
  }
}

const hasRemovals = (items: readonly string[]) => items.some((item) => item.startsWith('Remove for'));

describe('what a moderator may do about a message', () => {
  it('RET-2, ux.md §10: removes it for everybody, asking first, with a reason', async () => {
    const all = await shown();
    const items = await opened(all, hasRemovals);
    expect(items.slice(-3)).to.deep.equal(REMOVALS);
    const { choose, dialog, calls, room, element } = all;
    choose('Remove for everybody…');
    expect(textOf(find(element, 'dialog[open] h2'))).to.equal('Remove the message of Romeo?');
    expect(await violations(element)).to.deep.equal([]);
    dialog().querySelector('input')!.value = 'spam';
    room.changeError = new StanzaError('forbidden', 'auth');
    dialog().querySelector('form')?.requestSubmit();
    await until(() => textOf(dialog()).includes('You may not do that'), 'it says why not');
    room.changeError = undefined;
    dialog().querySelector('form')?.requestSubmit();
    await until(() => !findAll(element, 'dialog[open]').length, 'it is done');
    expect(calls('remove')).to.deep.equal(Array(2).fill([room.messages[0]?.key, 'spam']));
  });

  it('puts out or bans whoever wrote it', async () => {
    const all = await shown();
    await opened(all, hasRemovals);
    all.choose('Romeo: Ban…');
    all.dialog().querySelector('form')?.requestSubmit();
    await until(() => all.calls('change').length, 'it is asked');
    expect(all.calls('change')).to.deep.equal([['Romeo', { affiliation: 'outcast' }, undefined]]);
  });

  for (const [who, said, romeo] of [
    ['has the name since it was said', {}, { since: new Date(Date.now() + 60_000) }],
    ['is another one by their id', { occupantId: 'a' }, { occupantId: 'b' }],
  ] as const)
    it(`does nothing about somebody who ${who}`, async () => {
      const items = await opened(await shown(said, romeo), hasRemovals);
      expect(items.at(-1)).to.equal('Remove for everybody…');
    });

  it('is offered to nobody else', async () => {
    const all = await shown();
    all.room.mayRemove = false;
    all.room.changes = {};
    await opened(all, (items) => items.includes('Reply'));
    const items = await opened(all, () => true);
    expect(items.filter((item) => /Remove|Ban/.test(item))).to.deep.equal([]);
  });
});
