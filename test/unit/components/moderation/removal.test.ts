import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { ConnectionError, StanzaError } from '../../../../src/session/errors.js';
import type { Change } from '../../../../src/session/occupant.js';
import { FakeRoom, FakeSession, ROOM, message, occupant, occupants } from '../../../support/fake-room.js';
import type { Session } from '../../../../src/session/index.js';
import { button, find, findAll, fixture, press, textOf, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const REMOVALS: readonly Change[] = [{ role: 'none' }, { affiliation: 'outcast' }];

/** A room whose moderator decides when each removal is answered. */
class PacedRoom extends FakeRoom {
  /** Answers the one that waits; unset: all are answered at once. */
  answer1: ((error?: Error) => void) | undefined;
  paced = false;

  override async removing(key: string, reason: string | undefined): Promise<void> {
    await super.removing(key, reason);
    if (!this.paced) return;
    await new Promise<void>((resolve, reject) => {
      this.answer1 = (error) => (error ? reject(error) : resolve());
    });
  }

  async answerNext(error?: Error): Promise<void> {
    const answer = await until(() => this.answer1, 'one waits');
    this.answer1 = undefined;
    answer(error);
  }
}

/** A moderator’s room, where Romeo has said so much, and the menu about him open. */
async function shown(count = 3, prepare?: (room: PacedRoom) => void) {
  const room = new PacedRoom({
    nick: 'Me',
    status: { state: 'joined' },
    occupants: occupants(
      occupant('Me', { self: true, role: 'moderator', affiliation: 'owner' }),
      occupant('Romeo'),
    ),
    messages: [
      message('hello', { nick: 'Juliet' }),
      ...Array.from({ length: count }, (_, i) =>
        message(`spam ${i}`, { nick: 'Romeo', stanzaId: `s${i}`, occupantId: 'r' }),
      ),
    ],
  });
  room.mayRemove = true;
  room.changes = { Romeo: REMOVALS };
  prepare?.(room);
  const element = await fixture('xmpp-room', {
    session: new FakeSession(room) as unknown as Session,
    jid: ROOM,
  });
  button(element, 'Show people, 2 here').click();
  const more = await until(() => findAll(element, '[aria-label="What you can do about Romeo"]')[0], 'a menu');
  more.click();
  const items = () => findAll(element, '#occupant-menu [role=menuitem]');
  await until(() => items().length, 'it is open');
  return {
    element,
    room,
    more,
    items: () => items().map(textOf),
    choose: (text: string) =>
      items()
        .find((each) => textOf(each) === text)
        ?.click(),
    dialog: () =>
      until(() => findAll(element, 'dialog[open]')[0] as HTMLDialogElement | undefined, 'a dialog'),
    closed: () => until(() => !findAll(element, 'dialog[open]').length, 'no dialog'),
    removed: () => room.called('remove').map(([key]) => key),
    says: (text: string) =>
      until(() => findAll(element, '[aria-live]').some((each) => each.textContent?.includes(text)), text),
  };
}

const reads = (dialog: HTMLElement, text: string) => until(() => textOf(dialog).includes(text), text);

describe('removing all that somebody said', () => {
  it('ux.md §10: is asked with their name and how many they are, done, and said', async () => {
    const { element, room, choose, dialog, closed, removed, says } = await shown();
    choose('Remove all messages…');
    const question = await dialog();
    expect(textOf(find(element, 'dialog[open] h2'))).to.equal('Remove all messages of Romeo?');
    expect(element.shadowRoot?.activeElement).to.equal(question.querySelector('input'));
    expect([...question.querySelectorAll('button')].map(textOf)).to.deep.equal([
      'Cancel',
      'Remove 3 messages',
    ]);
    expect(await violations(element)).to.deep.equal([]);
    question.querySelector('input')!.value = ' spam ';
    question.querySelector('form')?.requestSubmit();
    await says('3 messages of Romeo removed');
    await closed();
    expect(removed()).to.have.length(3);
    expect(room.called('remove').every(([, reason]) => reason === 'spam')).to.equal(true);
    await until(() => textOf(find(element, '.log')).includes('3 messages removed'), 'they are gone');
  });

  it('shows how far it is, and is stopped by button or Escape and gone on with', async () => {
    const { element, room, choose, dialog, closed, removed } = await shown(3, (fake) => (fake.paced = true));
    choose('Remove all messages…');
    const modal = await dialog();
    modal.querySelector('form')?.requestSubmit();
    await reads(modal, '0 of 3 messages removed');
    expect(element.shadowRoot?.activeElement, 'the focus goes on').to.equal(button(element, 'Stop'));
    expect(await violations(element)).to.deep.equal([]);
    await room.answerNext();
    await reads(modal, '1 of 3 messages removed');
    expect(modal.querySelector('progress')?.value).to.equal(1);
    await until(() => room.answer1, 'the next one is on its way');
    button(element, 'Stop').click();
    await room.answerNext();
    await reads(modal, 'Stopped. 2 of 3 messages removed');
    expect(await violations(element)).to.deep.equal([]);
    expect(removed()).to.have.length(2);
    button(element, 'Go on').click();
    await until(() => room.answer1, 'the last one is on its way');
    modal.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(modal.open, 'it stays to be seen').to.equal(true);
    await room.answerNext();
    await closed();
    expect(removed()).to.have.length(3);
  });

  it('keeps what was refused, says how many, and tries again', async () => {
    const { element, room, choose, dialog, closed, says, removed } = await shown(
      2,
      (fake) => (fake.paced = true),
    );
    choose('Remove all messages…');
    const modal = await dialog();
    modal.querySelector('form')?.requestSubmit();
    await room.answerNext(new StanzaError('item-not-found', 'cancel'));
    await room.answerNext();
    await reads(modal, '1 message could not be removed. 1 of 2 messages removed');
    await says('1 message could not be removed.');
    room.paced = false;
    button(element, 'Try again').click();
    await says('2 messages of Romeo removed');
    await closed();
    expect(removed()).to.have.length(3);
  });

  for (const [error, text] of [
    [new StanzaError('forbidden', 'auth'), 'You may not do that (any more).'],
    [new ConnectionError('closed', 'off'), 'There is no connection.'],
    [new StanzaError('not-acceptable', 'modify'), 'That did not work.'],
  ] as const)
    it(`MUC-72, MUC-78: stops with a sentence where nothing more will be taken (${error.message}), and closes nothing`, async () => {
      const { element, room, choose, dialog, removed, closed } = await shown(
        3,
        (fake) => (fake.paced = true),
      );
      choose('Remove all messages…');
      const modal = await dialog();
      modal.querySelector('form')?.requestSubmit();
      await room.answerNext();
      await room.answerNext(error);
      await reads(modal, `${text} 1 of 3 messages removed`);
      expect(removed()).to.have.length(2);
      room.paced = false;
      button(element, 'Go on').click();
      await closed();
    });

  it('is not offered where they said nothing that can be removed, nor to those who may not', async () => {
    const usual = ['Write privately', 'Mute for me'];
    expect((await shown(0)).items()).to.deep.equal([...usual, 'Remove from the room…', 'Ban…']);
    const others = await shown(3, (room) => Object.assign(room, { mayRemove: false, changes: {} }));
    expect(others.items()).to.deep.equal(usual);
  });

  it('ux.md §10: comes along with a ban where it is ticked, once that is done', async () => {
    const { element, room, choose, dialog, closed, says, removed } = await shown();
    room.changeError = new StanzaError('forbidden', 'auth');
    choose('Ban…');
    const modal = await dialog();
    const box = modal.querySelector<HTMLInputElement>('input[type=checkbox]')!;
    expect([textOf(box.closest('label')!), box.checked]).to.deep.equal(['Also remove their messages', false]);
    expect(element.shadowRoot?.activeElement).to.equal(modal.querySelector('input'));
    expect(await violations(element)).to.deep.equal([]);
    box.click();
    modal.querySelector('form')?.requestSubmit();
    await reads(modal, 'You may not do that (any more).');
    expect([box.checked, removed().length], 'nothing is lost, nothing removed').to.deep.equal([true, 0]);
    room.changeError = undefined;
    modal.querySelector('form')?.requestSubmit();
    await says('Romeo is banned');
    await says('3 messages of Romeo removed');
    await closed();
    expect(
      room.calls.map(({ name }) => name).filter((name) => ['change', 'remove'].includes(name)),
    ).to.deep.equal(['change', 'change', 'remove', 'remove', 'remove']);
  });

  it('leaves the messages alone where it is not ticked, and is not asked where there are none', async () => {
    const { choose, dialog, closed, removed } = await shown();
    choose('Remove from the room…');
    (await dialog()).querySelector('form')?.requestSubmit();
    await closed();
    expect(removed()).to.deep.equal([]);
    const none = await shown(0);
    none.choose('Ban…');
    expect((await none.dialog()).querySelector('[type=checkbox]')).to.equal(null);
  });

  it('is offered in the menu of a message, for who has left, too', async () => {
    const { element, room, dialog, removed, closed } = await shown();
    press(element.shadowRoot!.activeElement!, 'Escape');
    room.set({ occupants: occupants(occupant('Me', { self: true, role: 'moderator' })) });
    const row = findAll(element, '[part~=message]')[1]!;
    const items = () => findAll(element, '#row-menu [role=menuitem]');
    await until(() => {
      if (items().length) return true;
      row.focus();
      findAll(element, '.row-more')[0]?.click();
      return false;
    }, 'its menu');
    const item = await until(
      () => items().find((each) => textOf(each) === 'Romeo: Remove all messages…'),
      items().map(textOf).join(),
    );
    item.click();
    (await dialog()).querySelector('form')?.requestSubmit();
    await closed();
    expect(removed()).to.have.length(3);
  });
});
