import { expect } from 'chai';
import { ConnectionError } from '../../../../src/session/errors.js';
import '../../../../src/components/xmpp-room/define.js';
import { fakePeople, crowd, here } from '../../../support/fake-people.js';
import {
  fakeRoom,
  occupant,
  occupants,
  ROOM,
  roomInfo,
  type RoomFields,
} from '../../../support/fake-room.js';
import { button, find, findAll, fixture, textOf, type, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

type Contacts = Parameters<typeof fakePeople>[0];

/** The dialog over a room, where `me` is a member. */
async function inviting(contacts: Contacts = {}, fields: Partial<RoomFields> = {}) {
  const me = occupant('Me', { self: true, affiliation: 'member' });
  const { room, session } = fakeRoom({ occupants: occupants(me), ...fields });
  const people = fakePeople(contacts);
  room.session = { guest: false, state: 'online', people: people.fake.people };
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  button(element, 'More').click();
  await until(() => findAll(element, '#menu [role=menuitem]').length, 'the menu is open');
  button(element, 'Invite people…').click();
  const dialog = await until(
    () => element.shadowRoot?.querySelector<HTMLDialogElement>('dialog.inviting'),
    'it asks',
  );
  return {
    ...people,
    element,
    room,
    dialog,
    addresses: () => find<HTMLTextAreaElement>(element, '#invite-addresses'),
    reason: () => find<HTMLInputElement>(element, '#invite-reason'),
    boxes: () => [...dialog.querySelectorAll<HTMLInputElement>('.person input')],
    results: () => [...dialog.querySelectorAll('.results li')].map(textOf),
    calls: () => room.called('invite'),
    submit: () => button(element, 'Invite').click(),
  };
}

describe('inviting people into a room', () => {
  it('MUC-50, MUC-53: asks for addresses and contacts, and what it is about', async () => {
    const { element, dialog, addresses, reason, boxes, calls, submit } = await inviting({
      'ada@k.example': { name: 'Ada', resources: [here()] },
      'ben@k.example': { name: 'Ben' },
    });
    expect(element.shadowRoot?.activeElement).to.equal(addresses());
    expect(textOf(dialog.querySelector('h2')!)).to.equal('Invite people to The garden');
    expect(await violations(element)).to.deep.equal([]);
    type(addresses(), 'zoe@far.example, xmpp:yan@far.example\nxi@far.example');
    boxes()[1]!.click();
    expect(textOf(dialog)).to.include('1 chosen');
    expect(addresses().value).to.include('zoe@far.example');
    reason().value = ' Cake ';
    submit();
    await until(() => !dialog.isConnected, 'it is done');
    const guests = ['ben@k.example', 'zoe@far.example', 'yan@far.example', 'xi@far.example'];
    expect(calls()).to.deep.equal([[guests, 'Cake']]);
    await until(
      () => findAll(element, '[aria-live=polite]').some((each) => textOf(each) === '4 people invited'),
      'it is said',
    );
  });

  it('MUC-50: says of each what became of it, and keeps whom it did not reach', async () => {
    const { element, dialog, room, addresses, reason, boxes, results, calls, submit } = await inviting({
      'ada@k.example': { name: 'Ada' },
      'ben@k.example': { name: 'Ben' },
    });
    room.inviteFailures = {
      'ada@k.example': { failure: 'nobody' },
      'zoe@far.example': { failure: 'forbidden', text: 'No <b>' },
    };
    type(addresses(), 'zoe@far.example yan@far.example');
    for (const box of boxes()) box.click();
    reason().value = 'Cake';
    submit();
    await until(() => results().length, 'what became of it');
    expect(results()).to.deep.equal([
      'ada@k.example There is nobody with this address, or they take no invitations from you.',
      'ben@k.example Is invited.',
      'zoe@far.example You may not invite others here. “No <b>”',
      'yan@far.example Is invited.',
    ]);
    expect(addresses().value).to.equal('zoe@far.example');
    expect(boxes().map(({ checked }) => checked)).to.deep.equal([true, false]);
    expect(reason().value).to.equal('Cake');
    expect(await violations(element)).to.deep.equal([]);
    room.inviteFailures = {};
    submit();
    await until(() => !dialog.isConnected, 'it is done');
    expect(calls()[1]).to.deep.equal([['ada@k.example', 'zoe@far.example'], 'Cake']);
  });

  it('asks for somebody, and says that there is no connection; nothing typed is lost', async () => {
    const { element, dialog, room, addresses, submit, calls } = await inviting();
    submit();
    await until(() => textOf(dialog).includes('Choose somebody, or enter an address.'), 'nobody');
    expect(addresses().getAttribute('aria-invalid')).to.equal('true');
    expect(element.shadowRoot?.activeElement).to.equal(addresses());
    expect(calls()).to.deep.equal([]);
    room.changeError = new ConnectionError('lost');
    type(addresses(), 'zoe@far.example');
    submit();
    await until(() => textOf(dialog).includes('There is no connection.'), 'it says so');
    expect(addresses().value).to.equal('zoe@far.example');
    expect(button(element, 'Invite').getAttribute('aria-disabled')).to.equal(null);
  });

  it('says that it is busy, and asks only once', async () => {
    const { element, dialog, room, addresses, calls } = await inviting();
    let go: (() => void) | undefined;
    room.slowly = new Promise((resolve) => (go = resolve));
    type(addresses(), 'zoe@far.example');
    button(element, 'Invite').click();
    await until(() => dialog.querySelector('[aria-busy=true]'), 'busy');
    button(element, 'Inviting…').click();
    go?.();
    await until(() => !dialog.isConnected, 'it is done');
    expect(calls()).to.have.length(1);
  });

  it('MUC-53: says what a room for members only makes of them', async () => {
    const info = roomInfo({ membersOnly: true });
    const owner = occupants(occupant('Me', { self: true, affiliation: 'owner' }));
    const member = await inviting({}, { info });
    expect(textOf(member.dialog)).to.include('Whether you may invite others, the room decides.');
    member.element.remove();
    const { dialog } = await inviting({}, { info, occupants: owner });
    expect(textOf(dialog)).to.include('whom you invite becomes one');
  });

  it('offers a hundred of very many contacts, found by name, and none who is there', async () => {
    const here = occupant('Ada', { jid: 'person0@kit.example/x' });
    const { dialog, boxes } = await inviting(crowd(3000), {
      occupants: occupants(occupant('Me', { self: true, affiliation: 'member' }), here),
    });
    await until(() => boxes().length, 'contacts show');
    expect(boxes()).to.have.length(100);
    expect(textOf(dialog)).to.include('2,899 more: search for them.').and.not.to.include('person0@');
    type(dialog.querySelector('input[type=search]')!, 'person299@');
    expect(boxes()).to.have.length(1);
    boxes()[0]!.click();
    type(dialog.querySelector('input[type=search]')!, 'nobody at all');
    expect(textOf(dialog)).to.include('Nobody is called that.').and.to.include('1 chosen');
  });

  it('lets go of the contacts once it is closed, and gives the focus back', async () => {
    const { dialog, roster, element } = await inviting({ 'ada@k.example': {} });
    expect(roster.listeners).to.equal(1);
    button(element, 'Cancel').click();
    await until(() => !dialog.isConnected, 'it is gone');
    expect(roster.listeners).to.equal(0);
    expect(element.shadowRoot?.activeElement?.ariaLabel).to.equal('More');
  });

  it('is not there for guests who are nobody here', async () => {
    const { session } = fakeRoom({ occupants: occupants(occupant('Me', { self: true })) });
    const element = await fixture('xmpp-room', { session, jid: ROOM });
    button(element, 'More').click();
    await until(() => findAll(element, '#menu [role=menuitem]').length, 'the menu is open');
    expect(findAll(element, '#menu [role=menuitem]').map(textOf)).not.to.include('Invite people…');
  });
});
