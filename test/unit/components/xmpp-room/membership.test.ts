import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import { StanzaError } from '../../../../src/session/errors.js';
import type { DataForm } from '../../../../src/session/data-form.js';
import type { RoomInfo, RoomStatus } from '../../../../src/session/room-status.js';
import { ROOM, fakeRoom, occupant, occupants } from '../../../support/fake-room.js';
import { button, find, findAll, fixture, textOf, violations } from '../../../support/fixture.js';
import { dataForm, formType } from '../../../support/forms.js';
import { until } from '../../../support/until.js';

const REFUSED: RoomStatus = { state: 'failed', reason: 'members-only' };

const registration = () =>
  dataForm(`${formType('http://jabber.org/protocol/muc#register')}
    <field type='text-single' var='muc#register_roomnick' label='Nickname'><required/></field>
    <field type='text-single' var='muc#register_email' label='Mail'/>`);

/** @param form - Null: it takes nobody. */
async function shown(form: DataForm | null = registration(), status = REFUSED) {
  const { room, fake, session } = fakeRoom({ status, nick: 'Bob' });
  fake.form = form ?? undefined;
  room.answer = () => ({ state: 'failed', reason: 'members-only' });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  const fields = () =>
    until(
      () => findAll(element, 'dialog[open] xmpp-data-form')[0]?.shadowRoot?.querySelector('form'),
      'the form',
    );
  return {
    element,
    room,
    fake,
    fields,
    entry: () => textOf(find(element, '.entry')),
    asks: () =>
      until(
        () => findAll(element, '.entry button').find((each) => textOf(each).startsWith('Ask')),
        'it is offered',
      ),
  };
}

describe('a room for members only', () => {
  it('MUC-20, MUC-68, MUC-84: lets one ask to become a member, in words of ours, and tries again at once', async () => {
    const { element, room, asks, fields, entry } = await shown();
    (await asks()).click();
    const form = await fields();
    expect(textOf(form)).to.include('Become a member of The garden').and.to.include('Your name in the room');
    expect(await violations(element)).to.deep.equal([]);
    const nick = form.querySelector<HTMLInputElement>('input')!;
    expect(nick.value, 'the name that was to be used').to.equal('Bob');
    form.requestSubmit();
    await until(() => entry().includes('You asked to become a member.'), 'it is said');
    expect(room.called('register')).to.deep.equal([
      [{ 'muc#register_roomnick': ['Bob'], FORM_TYPE: ['http://jabber.org/protocol/muc#register'] }],
    ]);
    expect(room.called('join')).to.deep.equal([[{ nick: 'Bob' }]]);
    expect(entry()).to.include('Try again');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('MUC-68: says that a name is taken where it is asked for, and keeps the rest', async () => {
    const { fake, asks, fields } = await shown();
    fake.registerError = new StanzaError('conflict', 'cancel');
    (await asks()).click();
    const form = await fields();
    const [nick, mail] = form.querySelectorAll('input');
    mail!.value = 'bob@kit.example';
    mail!.dispatchEvent(new Event('input', { bubbles: true }));
    form.requestSubmit();
    await until(() => nick!.getAttribute('aria-invalid') === 'true', 'it is said there');
    expect(textOf(form)).to.include('This name is taken.');
    expect(mail!.value).to.equal('bob@kit.example');
  });

  it('MUC-20: offers nothing where the room takes nobody', async () => {
    const { element, entry } = await shown(null);
    await until(() => entry().includes('Only members can enter this room.'), 'it is refused');
    expect(findAll(element, '.entry button').map(textOf)).to.deep.equal(['Try again']);
  });

  it('MUC-68: is offered to who was a member, too', async () => {
    const { asks, entry } = await shown(registration(), {
      state: 'removed',
      cause: 'membership-lost',
      at: new Date(),
    });
    await asks();
    expect(entry()).to.include('You are no longer a member of this room');
  });

  it('MUC-68: a member keeps a name from the room’s menu', async () => {
    const info = { features: new Set(['jabber:iq:register']) } as unknown as RoomInfo;
    const { room, fake, session } = fakeRoom({
      info,
      occupants: occupants(occupant('Me', { self: true, affiliation: 'member' })),
    });
    fake.form = registration();
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    button(element, 'More').click();
    const item = await until(
      () => findAll(element, '#menu [role=menuitem]').find((each) => textOf(each) === 'Keep a name here…'),
      'an item',
    );
    item.click();
    const form = await until(
      () => findAll(element, 'dialog[open] xmpp-data-form')[0]?.shadowRoot?.querySelector('form'),
      'the form',
    );
    form.requestSubmit();
    await until(() => room.called('register').length, 'it is sent');
    await until(
      () => findAll(element, '[aria-live] > *').some((each) => textOf(each).includes('Your name here is Me')),
      'it is said',
    );
  });
});
