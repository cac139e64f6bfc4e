import { expect } from 'chai';
import '../../../../src/components/xmpp-rooms/define.js';
import '../../../../src/components/xmpp-room/define.js';
import type { XmppRooms } from '../../../../src/components/xmpp-rooms/xmpp-rooms.js';
import { registerStrings } from '../../../../src/components/shared/page-strings.js';
import { ConnectionError, StanzaError } from '../../../../src/session/errors.js';
import { message } from '../../../support/fake-room.js';
import { at, facts, fakeRooms, manyRooms, SERVICE } from '../../../support/fake-rooms.js';
import {
  button,
  eventsOf,
  find,
  findAll,
  fixture,
  part,
  parts,
  press,
  textOf,
  type,
  violations,
} from '../../../support/fixture.js';
import { PSEUDO, pseudo } from '../../../support/pseudo.js';
import { until } from '../../../support/until.js';
import { untranslated } from '../../../support/untranslated.js';

registerStrings(PSEUDO, pseudo);

type Fakes = ReturnType<typeof fakeRooms>;

/** What a screen reader calls it. */
const called = (row: Element) => textOf(row.querySelector('.unseen')!);

/** Three that are kept, one of which we are in. */
function three(): Fakes {
  const fakes = fakeRooms();
  fakes.bookmarks.list = [
    { jid: at('lab'), name: 'Lab', autojoin: true },
    { jid: at('den'), name: 'Den', autojoin: false },
    { jid: at('attic'), autojoin: false },
  ];
  fakes.fake.enter(at('lab'), { name: 'The laboratory' });
  fakes.directory.listed.set(SERVICE, [
    { jid: at('lab'), name: 'Laboratory' },
    { jid: at('zoo'), name: 'Zoo' },
  ]);
  fakes.directory.facts.set(
    at('zoo'),
    facts({ description: 'Animals <b>', occupants: 1, membersOnly: true }),
  );
  return fakes;
}

async function shows(fakes: Fakes, properties: Partial<XmppRooms> = {}) {
  const element = await fixture('xmpp-rooms', { session: fakes.session, ...properties });
  await until(() => findAll(element, '.line, .middle').length, 'it shows rooms, or why not');
  const rows = () => findAll(element, '.line');
  const names = () => parts(element, 'room-name').map(textOf);
  const row = (name: string) => {
    const found = rows().find((each) => called(each).startsWith(name));
    if (!found) throw new Error(`no line of ${name}`);
    return found;
  };
  const focused = () => element.shadowRoot?.activeElement ?? undefined;
  const turn = (tab: 'own' | 'find') => find(element, `#tab-${tab}`).click();
  const choose = async (name: string, item: string) => {
    row(name).dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    const found = await until(
      () => findAll(element, '[role^=menuitem]').find((each) => textOf(each) === item),
      `“${item}” is offered`,
    );
    found.click();
  };
  const said = (text: string) =>
    until(
      () => findAll(element, '[aria-live=polite]').some((each) => textOf(each).includes(text)),
      `“${text}” is said`,
    );
  const dialog = () => until(() => element.shadowRoot?.querySelector('dialog[open] form'), 'it asks');
  return { ...fakes, element, rows, names, row, focused, turn, choose, said, dialog };
}

const title = (element: Element) => textOf(find(element, '.middle .title'));

describe('<xmpp-rooms>', () => {
  it('lists what is kept and where we are, by name, with what there is to read (ux.md §5)', async () => {
    const fakes = three();
    fakes.fake.enter(at('bar'), { name: 'Bar' }).receive('Me: hi', { nick: 'Ann', mention: true });
    const { element, rows, row } = await shows(fakes);
    expect(rows().map(called)).to.deep.equal([
      'attic, Not entered',
      'Bar, 1 unread, mentions you',
      'Den, Not entered',
      'Lab',
    ]);
    expect(textOf(row('Bar').querySelector('.note')!)).to.equal('Ann: Me: hi');
    expect(find(element, '[role=listbox]').ariaLabel).to.equal('My rooms');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('follows what changes: messages, other clients, and rooms that are entered elsewhere on the page', async () => {
    const { fake, bookmarks, names, rows } = await shows(three());
    fake.rooms.get(at('lab'))!.receive('hello', { nick: 'Ann' });
    await until(() => rows().map(called).includes('Lab, 1 unread'), 'a message');
    bookmarks.set({ list: bookmarks.list.slice(0, 1) });
    await until(() => names().join() === 'Lab', 'another client has removed the others');
    const bar = fake.enter(at('bar'), { name: 'Bar' });
    await until(() => names().join() === 'Bar,Lab', 'a room was entered');
    bar.set({ status: { state: 'idle' } });
    await until(() => names().join() === 'Lab', 'and left');
  });

  it('enters a room of one’s own that is chosen, and tells the page', async () => {
    const { element, fake, row } = await shows(three());
    const events = eventsOf(element, 'xmpp-room-select');
    row('Den').click();
    expect(element.selected).to.equal(at('den'));
    expect(events.map(({ jid }) => jid)).to.deep.equal([at('den')]);
    expect(fake.rooms.get(at('den'))?.called('join')).to.deep.equal([[{ nick: 'Me' }]]);
    expect(row('Den').ariaSelected).to.equal('true');
  });

  it('goes by keys: down, to a name, into its menu (ux.md §5)', async () => {
    const { element, row, focused } = await shows(three());
    const filter = find<HTMLInputElement>(element, '.filter');
    filter.focus();
    press(filter, 'ArrowDown');
    await until(() => focused() === row('attic'), 'the first');
    press(focused()!, 'l');
    await until(() => focused() === row('Lab'), 'the one called so');
    press(focused()!, 'F10', { shiftKey: true });
    await until(() => focused()?.role === 'menuitem', 'the menu');
    press(focused()!, 'Escape');
    await until(() => focused() === row('Lab'), 'back');
  });

  it('has two lists, between which arrows go', async () => {
    const { element, focused, names } = await shows(three());
    find(element, '#tab-own').focus();
    press(focused()!, 'ArrowRight');
    await until(() => names().join() === 'Laboratory,Zoo', 'what is listed');
    expect(focused()?.id).to.equal('tab-find');
    expect(find(element, '#tab-find').ariaSelected).to.equal('true');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('MUC-2, MUC-3: lists what can be found, with what rooms say of themselves', async () => {
    const { element, turn, rows, row } = await shows(three());
    turn('find');
    await until(() => rows().length === 2, 'both');
    expect(called(row('Zoo'))).to.equal('Zoo, Animals <b>, For members only, 1 person');
    expect(called(row('Laboratory'))).to.equal('Laboratory, Among your rooms');
    expect(textOf(find(element, '.place bdi'))).to.equal(`Rooms at ${SERVICE}`);
  });

  it('only opens a room that is found: whether to enter is asked where it is shown', async () => {
    const { element, fake, turn, rows, row } = await shows(three());
    turn('find');
    await until(() => rows().length === 2, 'both');
    row('Zoo').click();
    expect(element.selected).to.equal(at('zoo'));
    expect(fake.rooms.get(at('zoo'))?.called('join')).to.deep.equal([]);
    expect(fake.rooms.get(at('zoo'))?.called('setNick')).to.deep.equal([['Me']]);
  });

  it('finds by name, address and what a room is about', async () => {
    const { element, turn, names } = await shows(three());
    turn('find');
    const filter = find<HTMLInputElement>(element, '.filter');
    type(filter, 'ANIMAL');
    await until(() => names().join() === 'Zoo', 'by what it is about');
    type(filter, 'lab@');
    await until(() => names().join() === 'Laboratory', 'by its address');
    type(filter, 'nowhere');
    await until(() => title(element) === 'No room is called that.', 'none');
    button(element, 'Show all').click();
    await until(() => names().length === 2, 'all again');
  });

  it('mounts few of ten thousand rooms, and asks only those what they are', async () => {
    const fakes = three();
    fakes.directory.listed.set(SERVICE, manyRooms(10_000));
    const { element, turn, rows, directory } = await shows(fakes);
    turn('find');
    await until(() => rows().length > 5, 'some');
    expect(rows().length).to.be.most(60);
    expect(directory.asked.size).to.be.most(60);
    const list = find(element, '.lines');
    list.scrollTop = list.scrollHeight;
    await until(() => rows().some((each) => each.ariaPosInSet === '10000'), 'the last');
    expect(rows().length).to.be.most(60);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('asks for more rooms when the end of those that came is near', async () => {
    const fakes = three();
    fakes.directory.listed.set(SERVICE, manyRooms(600));
    fakes.directory.complete = false;
    const { element, turn, rows, directory } = await shows(fakes);
    turn('find');
    await until(() => rows().length > 5, 'some');
    expect(textOf(part(element, 'note'))).to.equal('600 so far Load more');
    expect(directory.pages).to.equal(0);
    find(element, '.lines').scrollTop = 1e6;
    await until(() => directory.pages > 0, 'more is asked for');
  });

  it('looks at another service, and goes to a room whose address is known', async () => {
    const fakes = three();
    fakes.directory.listed.set('other.example', [{ jid: 'far@other.example', name: 'Far' }]);
    const { element, turn, names, dialog } = await shows(fakes);
    turn('find');
    await until(() => names().length === 2, 'those of the own server');
    button(element, 'Other services').click();
    (
      await until(
        () => findAll(element, '[role=menuitem]').find((each) => textOf(each) === 'Another service'),
        'the menu',
      )
    ).click();
    await dialog();
    const field = find<HTMLInputElement>(element, 'dialog input');
    field.value = 'not an address/';
    button(element, 'Look').click();
    await until(() => findAll(element, 'dialog .failure').length, 'it says so');
    field.value = 'other.example';
    button(element, 'Look').click();
    await until(() => names().join() === 'Far', 'that one');
  });

  it('renames, keeps what was typed when that is refused, and takes it once it is not', async () => {
    const { element, bookmarks, row, names, dialog } = await shows(three());
    bookmarks.refusal = new ConnectionError('lost');
    row('Den').focus();
    press(row('Den'), 'F2');
    await dialog();
    const [name] = findAll(element, 'dialog input') as HTMLInputElement[];
    expect(name?.value).to.equal('Den');
    name!.value = 'The den';
    button(element, 'Change').click();
    await until(() => findAll(element, 'dialog .failure').length, 'it says why');
    expect(name?.value).to.equal('The den');
    bookmarks.refusal = undefined;
    button(element, 'Change').click();
    await until(() => names().includes('The den'), 'its new name');
  });

  it('removes at once, leaves the room, and takes all of that back', async () => {
    const { element, fake, bookmarks, row, names, said, focused } = await shows(three(), {
      selected: at('lab'),
    });
    row('Lab').focus();
    press(row('Lab'), 'Delete');
    await until(() => !names().includes('Lab'), 'it is gone');
    await said('Lab was removed');
    expect(fake.rooms.get(at('lab'))?.status.state).to.equal('idle');
    expect(element.selected).to.equal(undefined);
    expect(focused()).to.not.equal(undefined);
    button(element, 'Undo').click();
    await until(() => names().includes('Lab'), 'it is back');
    expect(bookmarks.called('restore')).to.deep.equal([[{ jid: at('lab'), name: 'Lab', autojoin: true }]]);
    await until(() => fake.rooms.get(at('lab'))?.status.state === 'joined', 'in again');
    expect(element.selected).to.equal(at('lab'));
  });

  it('says when it could not be removed, and keeps it', async () => {
    const { element, bookmarks, row, names } = await shows(three());
    bookmarks.refusal = new StanzaError('forbidden', 'auth');
    row('Den').focus();
    press(row('Den'), 'Delete');
    await until(() => findAll(element, 'dialog[open]').length, 'it says so');
    expect(textOf(find(element, 'dialog h2'))).to.equal('The server does not do that.');
    expect(names()).to.include('Den');
  });

  it('switches whether a room is entered by itself, and keeps one that is not kept yet', async () => {
    const fakes = three();
    fakes.fake.enter(at('bar'), { name: 'Bar' });
    const { bookmarks, choose, said } = await shows(fakes);
    await choose('Den', 'Enter when I sign in');
    await said('Den is entered when you sign in');
    await choose('Bar', 'Keep among my rooms');
    await said('Bar is among your rooms');
    expect(bookmarks.called('add')).to.deep.equal([
      [at('den'), { autojoin: true }],
      [at('bar'), { autojoin: true }],
    ]);
  });

  it('says nothing false to guests: what is kept ends with the page, and is never entered by itself', async () => {
    const fakes = three();
    fakes.fake.guest = true;
    fakes.bookmarks.lasting = false;
    const { element, row } = await shows(fakes);
    expect(textOf(part(element, 'note'))).to.equal(
      'You are a guest: your rooms are kept until you close this page.',
    );
    row('Den').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    await until(() => findAll(element, '[role^=menuitem]').length, 'the menu');
    expect(findAll(element, '[role^=menuitem]').map(textOf)).to.not.include('Enter when I sign in');
  });

  it('INV: shows invitations above the list, and the room that is entered by one', async () => {
    const fakes = three();
    fakes.fake.invitations.invite(at('party'), 'ann@kit.example', { name: 'Party' });
    const { element, fake, said } = await shows(fakes);
    await until(() => parts(element, 'invitation').length === 1, 'a card');
    expect(await violations(element)).to.deep.equal([]);
    await said('Party');
    button(element, 'Join Party').click();
    await until(() => element.selected === at('party'), 'it is chosen');
    expect(fake.rooms.get(at('party'))?.status.state).to.equal('joined');
    await until(() => parts(element, 'invitation').length === 0, 'the card is gone');
  });

  it('tells of a mention in a room that is not chosen', async () => {
    const { fake, said } = await shows(three());
    fake.rooms.get(at('lab'))!.receive('Me?', { nick: 'Ann', mention: true });
    await said('You are mentioned in The laboratory');
  });

  it('names why there is nothing, and what can be done', async () => {
    const { element, bookmarks, fake } = await shows(fakeRooms());
    expect(title(element)).to.equal('No rooms yet');
    bookmarks.set({ state: 'failed' });
    await until(() => title(element) === 'Your rooms could not be loaded.', 'failed');
    button(element, 'Try again').click();
    expect(bookmarks.calls.map(({ name }) => name)).to.deep.equal(['reload']);
    fake.set({ state: 'offline' });
    await until(() => title(element) === 'You are offline.', 'offline');
    button(element, 'Connect').click();
    expect(fake.connects).to.equal(1);
  });

  it('lets go of all it listened to when it is removed', async () => {
    const { element, fake, bookmarks } = await shows(three());
    element.remove();
    await until(() => fake.listeners === 0 && bookmarks.listeners === 0, 'nobody listens');
    expect(fake.opened.size).to.equal(0);
    expect(fake.all.map(({ listeners }) => listeners)).to.deep.equal(fake.all.map(() => 0));
  });

  it('shows hostile names as text, and marks what is hidden in them', async () => {
    const fakes = fakeRooms();
    fakes.bookmarks.list = [
      { jid: at('x'), name: '<img src=x onerror=alert(1)>\u202Egnp.exe', autojoin: false },
    ];
    const { element, names } = await shows(fakes);
    expect(names()[0]).to.equal('<img src=x onerror=alert(1)>\ufffdgnp.exe');
    expect(findAll(element, 'img')).to.deep.equal([]);
  });

  it('is translated as a whole', async () => {
    const fakes = three();
    const { element, turn } = await shows(fakes, { lang: PSEUDO });
    const addresses = ['lab', 'zoo', 'den', 'attic'].map(at);
    const given = [
      ...['Lab', 'Den', 'attic', 'Laboratory', 'Zoo', 'Animals <b>', SERVICE],
      ...addresses.flatMap((jid) => [jid, `bdi[title]: ${jid}`]),
      'span[title]: Animals <b>',
    ];
    expect(untranslated(element, given)).to.deep.equal([]);
    turn('find');
    await until(() => findAll(element, '.place').length, 'the other list');
    expect(untranslated(element, given)).to.deep.equal([]);
  });
});

describe('Making a room in <xmpp-rooms>', () => {
  async function asked(prepare: (fakes: Fakes) => void = () => undefined) {
    const fakes = three();
    fakes.fake.makes = (room) => {
      room.answer = () => {
        room.set({
          messages: [{ kind: 'event', key: 'made', time: new Date(), event: { type: 'created' } }],
        });
        return { state: 'joined' };
      };
    };
    prepare(fakes);
    const all = await shows(fakes);
    part(all.element, 'create').click();
    await all.dialog();
    const field = (name: string) => find<HTMLInputElement>(all.element, `#make-${name}`);
    await until(() => findAll(all.element, '.suffix').length, 'where it is to be');
    return { ...all, field };
  }

  it('MUC-81: takes its address from its name, keeps it, and shows it', async () => {
    const { element, fake, bookmarks, field, said } = await asked();
    expect(await violations(element)).to.deep.equal([]);
    type(field('name'), 'Äpfel & Birnen!');
    expect(field('address').value).to.equal('apfel-birnen');
    const events = eventsOf(element, 'xmpp-room-select');
    button(element, 'Make the room').click();
    await until(() => events.length, 'it is made');
    expect(element.selected).to.equal(at('apfel-birnen'));
    expect(fake.rooms.get(at('apfel-birnen'))?.called('join')).to.deep.equal([[{ nick: 'Me' }]]);
    expect(bookmarks.called('add')).to.deep.equal([[at('apfel-birnen'), { autojoin: true }]]);
    await said('Äpfel & Birnen! is made');
  });

  it('says under the field what is missing, and keeps what was typed', async () => {
    const { element, field, focused } = await asked();
    button(element, 'Make the room').click();
    await until(() => field('name').ariaInvalid === 'true', 'a name is missing');
    expect(focused()).to.equal(field('name'));
    type(field('name'), '!!!');
    button(element, 'Make the room').click();
    await until(() => field('address').ariaInvalid === 'true', 'no address can be made of it');
    expect(field('name').value).to.equal('!!!');
  });

  it('MUC-81: says that there is one of that address, and leads there', async () => {
    const { element, field } = await asked(({ fake }) => fake.taken.add(at('zoo')));
    type(field('name'), 'Zoo');
    button(element, 'Make the room').click();
    await until(() => field('address').ariaInvalid === 'true', 'taken');
    button(element, 'Go to that room').click();
    expect(element.selected).to.equal(at('zoo'));
  });

  it('says that one may not make any', async () => {
    const { element, field } = await asked(({ fake }) => {
      fake.makes = (room) =>
        Object.assign(room, {
          joined: Promise.reject(new StanzaError('not-allowed', 'cancel')),
        });
    });
    type(field('name'), 'Zoo');
    button(element, 'Make the room').click();
    await until(() => findAll(element, 'dialog [role=alert]').length, 'it says so');
    expect(textOf(find(element, 'dialog [role=alert]'))).to.equal('You may not make rooms here.');
    expect(field('name').value).to.equal('Zoo');
  });

  it('MUC-81, MUC-84: hands out the whole form, filled in with what was said, and takes the room away on cancel', async () => {
    const { element, fake, field } = await asked(({ fake: session }) => {
      const { makes } = session;
      session.makes = (room) => {
        makes?.(room);
        room.config = {
          type: 'form',
          formType: 'http://jabber.org/protocol/muc#roomconfig',
          instructions: [],
          fields: [
            {
              name: 'muc#roomconfig_roomname',
              type: 'text-single',
              label: 'Name',
              required: false,
              values: [],
            },
          ],
          columns: [],
          rows: [],
          cut: false,
        } as unknown as typeof room.config;
      };
    });
    type(field('name'), 'Zoo');
    button(element, 'More settings…').click();
    const form = await until(() => element.shadowRoot?.querySelector('xmpp-data-form'), 'the form');
    await until(() => form.form, 'which has come');
    expect(form.form?.fields[0]?.values).to.deep.equal(['Zoo']);
    form.dispatchEvent(new Event('xmpp-form-cancel'));
    await until(() => fake.rooms.get(at('zoo'))?.called('leave').length, 'it is gone');
    expect(field('name').value).to.equal('Zoo');
  });
});

describe('<xmpp-room for>', () => {
  it('shows the room that is chosen in a list of rooms, without script of the page’s', async () => {
    const { element, fake, row } = await shows(three(), { id: 'rooms' });
    fake.rooms.get(at('lab'))!.set({ messages: [message('in the lab')] });
    const room = await fixture('xmpp-room', { session: fake as never, for: 'rooms' });
    await until(() => findAll(room, '.title').some((each) => textOf(each).length), 'nothing is chosen');
    row('Lab').click();
    await until(() => textOf(find(room, 'section')).includes('in the lab'), 'what is said there');
    row('Den').click();
    await until(() => room.jid === at('den'), 'another one');
    element.selected = undefined;
    await until(() => room.jid === undefined, 'none');
  });

  it('keeps to the address that the page gives', async () => {
    const { fake, row } = await shows(three(), { id: 'rooms' });
    const room = await fixture('xmpp-room', { session: fake as never, for: 'rooms', jid: at('lab') });
    row('Den').click();
    await until(() => fake.rooms.get(at('den')), 'it is opened');
    expect(room.jid).to.equal(at('lab'));
  });
});
