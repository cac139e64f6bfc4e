import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { openPrivately, type PaneHost } from '../../../../src/components/private/pane.js';
import type { PrivatePane } from '../../../../src/components/private/pane.js';
import { StanzaError } from '../../../../src/session/errors.js';
import { withPrivates } from '../../../support/fake-private.js';
import { ROOM, fakeRoom, message, occupant, occupants } from '../../../support/fake-room.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  painted,
  part,
  parts,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const people = occupants(
  occupant('Me', { self: true }),
  occupant('Juliet', { occupantId: 'j' }),
  occupant('Romeo', { occupantId: 'r' }),
);

async function shown(attributes: Readonly<Record<string, string>> = {}) {
  const { room, session } = fakeRoom({ occupants: people });
  const { privates } = withPrivates(room);
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const chips = () => findAll(element, '.chips button');
  const pane = () => findAll(element, '.pane')[0];
  const inside = async () => {
    await until(() => pane()?.shadowRoot?.querySelector('header'), 'the conversation is shown');
    await painted();
    return pane()!;
  };
  return {
    element,
    room,
    privates,
    chips,
    pane,
    async open(nick: string) {
      (
        await until(() => chips().find((each) => textOf(each).startsWith(nick)), `a button for ${nick}`)
      ).click();
      return inside();
    },
    inside,
    said: (text: string) =>
      until(
        () =>
          [element, pane()].some(
            (each) =>
              each && findAll(each, '[aria-live]').some(({ textContent }) => textContent?.includes(text)),
          ),
        `“${text}” is said`,
      ),
  };
}

const field = (pane: Element) => find<HTMLTextAreaElement>(pane, 'textarea');
const rows = (pane: Element) => parts(pane, 'message-body').map(textOf);

describe('private conversations in <xmpp-room>', () => {
  it('MUC-42: show above the room as soon as somebody writes, with how much is unread, and are said', async () => {
    const { element, privates, chips, pane, said } = await shown();
    const events = eventsOf(element, 'xmpp-message');
    privates.hear('Juliet', 'psst');
    await until(() => chips().length === 1, 'there is a button');
    expect(chips()[0]?.ariaLabel).to.equal('Private with Juliet, 1 unread');
    await said('Juliet, privately: psst');
    expect(events.map(({ jid, message: { body } }) => [jid, body])).to.deep.equal([
      [`${ROOM}/Juliet`, 'psst'],
    ]);
    expect(pane()).to.equal(undefined);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('open in the place of the room, marked as private, with the focus in the field', async () => {
    const { element, privates, open } = await shown();
    privates.hear('Juliet', 'psst', 'over here');
    const pane = await open('Juliet');
    expect(textOf(find(pane, 'header .name'))).to.equal('Juliet');
    expect(find(pane, 'header .name').ariaLabel).to.equal('Private conversation with Juliet');
    expect(textOf(part(pane, 'subject'))).to.equal('Only you and Juliet see this');
    expect(rows(pane)).to.deep.equal(['psst', 'over here']);
    expect(pane.shadowRoot?.activeElement).to.equal(field(pane));
    expect(field(pane).ariaLabel).to.equal('Private message to Juliet');
    expect(field(pane).placeholder).to.equal('Write privately');
    for (const each of findAll(element, 'section > header, section > .body'))
      expect(each.inert).to.equal(true);
    await until(() => privates.all.every(({ unread }) => unread === 0), 'it is read');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('send to nobody else, and tell the page to whom', async () => {
    const { element, room, privates, open } = await shown();
    const chat = privates.hear('Juliet', 'psst');
    const pane = await open('Juliet');
    const events = eventsOf(element, 'xmpp-message-sending');
    type(field(pane), 'what?');
    part(pane, 'send').click();
    expect(chat.called('send')).to.deep.equal([['what?']]);
    expect(room.called('send')).to.deep.equal([]);
    expect(events.map(({ jid }) => jid)).to.deep.equal([`${ROOM}/Juliet`]);
    expect(field(pane).value).to.equal('');
  });

  it('keep what is written in each, and in the room, on every way between them', async () => {
    const { element, privates, open, inside, pane } = await shown();
    privates.hear('Juliet', 'psst');
    privates.hear('Romeo', 'hey');
    type(find<HTMLTextAreaElement>(element, 'textarea'), 'for all');
    type(field(await open('Juliet')), 'for Juliet');
    const chip = findAll(pane()!, '.chips button').find((each) => textOf(each).startsWith('Romeo'));
    chip?.click();
    await until(() => rows(pane()!).join() === 'hey', 'the other one is shown');
    expect(field(await inside()).value).to.equal('');
    type(field(pane()!), 'for Romeo');
    press(field(pane()!), 'Escape');
    await until(() => !pane(), 'the room is shown');
    expect(find<HTMLTextAreaElement>(element, 'textarea').value).to.equal('for all');
    expect(field(await open('Juliet')).value).to.equal('for Juliet');
    press(field(pane()!), 'Escape');
    expect(field(await open('Romeo')).value).to.equal('for Romeo');
  });

  it('ux.md §1: Escape leads back to the room, and the focus to where it was', async () => {
    const { element, privates, open, pane, chips } = await shown();
    privates.hear('Juliet', 'psst');
    const before = (await until(() => chips()[0], 'a button'))!;
    before.focus();
    press(field(await open('Juliet')), 'Escape');
    expect(pane()).to.equal(undefined);
    for (const each of findAll(element, 'section > header, section > .body'))
      expect(each.inert).to.equal(false);
    await until(() => element.shadowRoot?.activeElement?.closest('.chips'), 'the focus is back');
  });

  it('have the focus that the page gives the room while one of them is open', async () => {
    const { element, privates, open } = await shown();
    privates.hear('Juliet', 'psst');
    const pane = await open('Juliet');
    field(pane).blur();
    element.focus();
    await until(() => pane.shadowRoot?.activeElement === field(pane), 'it is in the field');
  });

  it('tell of the room meanwhile: how much is unread there, and the way back', async () => {
    const { element, room, privates, open, pane } = await shown();
    privates.hear('Juliet', 'psst');
    await open('Juliet');
    room.receive('for all');
    await until(
      () => findAll(pane()!, '[aria-label="Back to The garden, 1 unread"]').length,
      'the way back says it',
    );
    button(pane()!, 'Back to The garden, 1 unread').click();
    await until(() => room.unread === 0, 'it is read there');
    expect(pane()).to.equal(undefined);
    expect(element.shadowRoot?.activeElement).not.to.equal(null);
  });

  it('count for the page as what is unread in the room', async () => {
    const { element, room, privates, open } = await shown();
    privates.open('Juliet');
    await open('Juliet');
    press(field(await open('Juliet')), 'Escape');
    const counts: string[] = [];
    element.addEventListener('xmpp-unread', ({ jid, unread, mentions }) =>
      counts.push(`${jid} ${unread} ${mentions}`),
    );
    const told = (last: string) => until(() => counts.at(-1) === `${ROOM} ${last}`, `it is told: ${last}`);
    Object.assign(element.style, { display: 'none' });
    privates.hear('Juliet', 'psst');
    await told('1 1');
    room.receive('for all');
    await told('2 1');
    privates.hear('Juliet', 'hey');
    await told('3 2');
    privates.all[0]?.markRead();
    await told('1 0');
    expect(counts).to.have.length(4);
  });

  it('MUC-44: are over when somebody leaves: what is written stays, and nothing can be sent', async () => {
    const { element, privates, open } = await shown();
    const chat = privates.hear('Juliet', 'psst');
    const pane = await open('Juliet');
    type(field(pane), 'one more thing');
    chat.become({ refusal: 'gone' });
    await until(() => field(pane).readOnly, 'nothing can be written');
    expect(field(pane).value).to.equal('one more thing');
    expect(textOf(part(pane, 'composer'))).to.include('Juliet is not here any more: nothing can be sent.');
    press(field(pane), 'Enter');
    part(pane, 'send').click();
    expect(chat.called('send')).to.deep.equal([]);
    expect(await violations(element)).to.deep.equal([]);
    chat.become({ refusal: undefined });
    await until(() => !field(pane).readOnly, 'they are back');
    expect(field(pane).value).to.equal('one more thing');
  });

  it('MUC-43: say why something was not sent, and that a room lets nobody write', async () => {
    const { privates, open } = await shown();
    const chat = privates.hear('Juliet', 'psst');
    const pane = await open('Juliet');
    const refused = (condition: string) =>
      message('what?', {
        own: true,
        state: 'failed',
        failure: { reason: 'refused', error: new StanzaError(condition, 'cancel') },
      });
    const reasons = [
      ['item-not-found', 'they are not in the room any more'],
      ['not-acceptable', 'you were out of the room'],
      ['forbidden', 'the room does not allow private messages here'],
      ['not-allowed', 'the room does not allow private messages here'],
      ['internal-server-error', 'the room refused it'],
    ] as const;
    chat.set({ messages: reasons.map(([condition]) => refused(condition)) });
    await until(() => findAll(pane, '.state.failure').length === reasons.length, 'all failed');
    expect(button(pane, 'Try again').checkVisibility()).to.equal(true);
    const told = findAll(pane, '.state.failure > span').map(textOf);
    expect(told).to.deep.equal(reasons.map(([, why]) => `Not sent: ${why}`));
    chat.become({ refusal: 'forbidden' });
    await until(() => field(pane).readOnly, 'nothing can be written');
    expect(field(pane).placeholder).to.equal('This room does not let you write to Juliet privately.');
    expect(findAll(pane, '[data-action=retry]').some((each) => each.checkVisibility())).to.equal(false);
  });

  it('close once somebody has left and nothing is being written', async () => {
    const { privates, open, chips, pane } = await shown();
    const chat = privates.hear('Juliet', 'psst');
    const shownPane = await open('Juliet');
    expect(findAll(shownPane, '[aria-label="Close this conversation"]')).to.deep.equal([]);
    chat.become({ refusal: 'gone' });
    await until(
      () => findAll(shownPane, '[aria-label="Close this conversation"]').length,
      'it can be closed',
    );
    button(shownPane, 'Close this conversation').click();
    expect(pane()).to.equal(undefined);
    await until(() => chips().length === 0, 'it is gone');
  });

  it('open from the menu of a person, for everybody, and of nobody alone', async () => {
    const { element, privates, inside } = await shown();
    button(element, 'Show people, 3 here').click();
    await until(() => findAll(element, '[part=occupant] button').length, 'there are menus');
    expect(findAll(element, '[part=occupant] button').map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
      'What you can do about Juliet',
      'What you can do about Romeo',
    ]);
    button(element, 'What you can do about Romeo').click();
    await until(() => findAll(element, '#occupant-menu [role=menuitem]').length, 'it is open');
    const { position, margin } = getComputedStyle(find(element, '#occupant-menu'));
    expect([position, margin], 'it stands where it is put').to.deep.equal(['fixed', '0px']);
    findAll(element, '#occupant-menu [role=menuitem]')[0]?.click();
    const pane = await inside();
    expect(textOf(find(pane, 'header .name'))).to.equal('Romeo');
    expect(privates.all.map(({ nick }) => nick)).to.deep.equal(['Romeo']);
    expect(textOf(find(pane, '.middle'))).to.include('Nobody else in the room sees what is written here.');
  });

  it('open from the menu of a message, with whoever wrote it, by keyboard', async () => {
    const { element, room, privates, inside } = await shown();
    room.receive('good morning', { nick: 'Juliet', occupantId: 'j' });
    room.receive('from somebody who left', { nick: 'Romeo', occupantId: 'someone-else' });
    const row = (text: string) =>
      until(
        () => parts(element, 'message').find((each) => textOf(each).includes(text)),
        `the row of “${text}”`,
      );
    const items = () => findAll(element, '#row-menu [role=menuitem]').map(textOf);
    const opens = async (text: string) => {
      (await row(text)).focus();
      await until(() => {
        press(element.shadowRoot!.activeElement!, 'F10', { shiftKey: true });
        return items().length > 0;
      }, 'the menu is open');
    };
    await opens('from somebody');
    expect(items().join()).not.to.include('privately');
    press(element.shadowRoot!.activeElement!, 'Escape');
    await opens('good morning');
    expect(items()).to.include('Write privately to Juliet');
    findAll(element, '#row-menu [role=menuitem]')
      .find((each) => textOf(each) === 'Write privately to Juliet')
      ?.click();
    const pane = await inside();
    expect(textOf(find(pane, 'header .name'))).to.equal('Juliet');
    expect(privates.all).to.have.length(1);
    press(field(pane), 'Escape');
    const back = await row('good morning');
    await until(() => back.contains(element.shadowRoot?.activeElement ?? null), 'the focus is back');
  });

  it('MUC-43: are not offered where the room is known to forbid them', async () => {
    const { element, room, privates } = await shown();
    privates.forbidden = ['Romeo'];
    room.changed();
    button(element, 'Show people, 3 here').click();
    const items = async (nick: string) => {
      (await until(() => button(element, `What you can do about ${nick}`), 'their menu')).click();
      const all = await until(() => {
        const found = findAll(element, '#occupant-menu [role=menuitem]').map(textOf);
        return found.length > 0 && found;
      }, 'it is open');
      press(element.shadowRoot!.activeElement!, 'Escape');
      return all;
    };
    expect(await items('Romeo')).not.to.include('Write privately');
    expect(await items('Juliet')).to.include('Write privately');
  });

  it('MUC-44: open with whoever a menu was about, and with nobody else of that name', async () => {
    const { element, room, pane, said } = await shown();
    button(element, 'Show people, 3 here').click();
    await until(() => findAll(element, '[part=occupant] button').length, 'there are menus');
    button(element, 'What you can do about Romeo').click();
    await until(() => findAll(element, '#occupant-menu [role=menuitem]').length, 'it is open');
    const item = findAll(element, '#occupant-menu [role=menuitem]')[0];
    room.set({ occupants: new Map([...people].filter(([nick]) => nick !== 'Romeo')) });
    item?.click();
    await said('Nobody here is called Romeo.');
    expect(pane()).to.equal(undefined);
  });

  it('close when one is out of the room, which says why', async () => {
    const { element, room, privates, open, pane } = await shown();
    privates.hear('Juliet', 'psst');
    await open('Juliet');
    room.set({ status: { state: 'removed', cause: 'kicked', at: new Date() } });
    await until(() => !pane(), 'the room is shown');
    for (const each of findAll(element, 'section > header, section > .body'))
      expect(each.inert).to.equal(false);
  });

  it('follow another language while they are open', async () => {
    const { element, privates, open } = await shown();
    privates.hear('Juliet', 'psst');
    privates.hear('Romeo', 'hey');
    const pane = await open('Juliet');
    element.lang = 'de';
    await until(() => field(pane).placeholder === 'Privat schreiben', 'the field is German');
    await until(
      () => findAll(pane, '.chips button').some(({ ariaLabel }) => ariaLabel?.startsWith('Privat mit Romeo')),
      'so are the buttons',
    );
    expect(textOf(part(pane, 'subject'))).to.equal('Das sehen nur du und Juliet');
  });

  it('take no files, which would be the room’s', async () => {
    const { element, privates, open } = await shown();
    privates.hear('Juliet', 'psst');
    const pane = await open('Juliet');
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'x.txt', { type: 'text/plain' }));
    const paste = new ClipboardEvent('paste', {
      clipboardData: data,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    field(pane).dispatchEvent(paste);
    await painted();
    expect(findAll(element, 'xmpp-file-drop')).to.deep.equal([]);
    expect(paste.defaultPrevented).to.equal(false);
  });

  it('let others open them by nickname, with words or without (for commands)', async () => {
    const { privates, inside, element } = await shown();
    privates.hear('Romeo', 'hey');
    const view = await (element as unknown as { view: Promise<PaneHost & { pane?: PrivatePane }> }).view;
    const chat = await openPrivately(view, 'Juliet', 'hello');
    await inside();
    expect(view.pane?.open).to.equal(chat);
    expect(rows(await inside())).to.deep.equal(['hello']);
    let refused: unknown;
    await openPrivately(view, 'nobody').catch((error: unknown) => (refused = error));
    expect(refused).to.be.instanceOf(RangeError);
  });
});
