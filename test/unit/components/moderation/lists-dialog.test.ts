import { expect } from 'chai';
import { StanzaError } from '../../../../src/session/errors.js';
import type { Affiliated, Affiliation } from '../../../../src/session/occupant.js';
import type { RoomInfo } from '../../../../src/session/room-status.js';
import { occupant, roomInfo } from '../../../support/fake-room.js';
import { button, find, findAll, textOf, violations } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';
import { withMenu } from './support.js';

const PEOPLE: readonly Affiliated[] = [
  { jid: 'spammer@evil.example', affiliation: 'outcast', reason: 'spam' },
  { jid: 'evil.example', affiliation: 'outcast' },
  { jid: 'ada@kit.example', affiliation: 'member', nick: 'Ada' },
  { jid: 'me@kit.example', affiliation: 'owner' },
];

async function shown(affiliation: Affiliation = 'owner', people = PEOPLE, info?: RoomInfo) {
  const me = occupant('Me', { self: true, role: 'moderator', affiliation, jid: 'me@kit.example/web' });
  const all = await withMenu(me, info ? { people, info } : { people });
  const { element, choose: chooseItem } = all;
  return {
    ...all,
    async open(item = 'Rights and bans…') {
      chooseItem(item);
      await until(() => findAll(element, 'dialog.lists[open]').length, 'it is open');
      await until(() => !textOf(dialog()).includes('Loading…'), 'it is there');
    },
    rows: () => findAll(element, '.lists-people li').map(textOf),
    dialog,
    choose: (office: string) => {
      const select = dialog().querySelector('select')!;
      select.value = office;
      select.dispatchEvent(new Event('change'));
    },
    add(jid: string) {
      const field = dialog().querySelector<HTMLInputElement>('#lists-add')!;
      field.value = jid;
      field.form?.requestSubmit();
      return field;
    },
    asked: () => all.calls('affiliate'),
  };

  function dialog() {
    return find<HTMLDialogElement>(element, 'dialog.lists');
  }
}

describe('who is banned from a room, and who has an office', () => {
  it('MUC-74, MUC-75, ux.md §10: is listed and searched, and a ban is lifted', async () => {
    const { open, rows, dialog, asked, element } = await shown();
    await open();
    expect(rows()).to.deep.equal(['evil.example Lift the ban', 'spammer@evil.examplespam Lift the ban']);
    expect(await violations(element)).to.deep.equal([]);
    const search = dialog().querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = 'SPAM';
    search.dispatchEvent(new Event('input'));
    expect(rows()).to.have.length(1);
    button(element, 'Lift the ban: spammer@evil.example').click();
    await until(() => asked().length, 'it is asked');
    expect(asked()).to.deep.equal([['spammer@evil.example', 'none']]);
    await until(() => textOf(dialog()).includes('Nobody fits.'), 'it is gone');
    expect(element.shadowRoot?.activeElement?.id, 'the focus goes on').to.equal('lists-add');
  });

  it('MUC-76, MUC-77: members, administrators and owners are added and taken away, but not oneself', async () => {
    const { open, rows, choose, add, asked, dialog } = await shown();
    await open();
    choose('member');
    await until(() => rows().join() === 'ada@kit.exampleAda Take away', 'the members');
    const field = add(' bob@kit.example ');
    await until(() => rows().length === 2, 'he is one of them');
    expect([field.value, asked()]).to.deep.equal(['', [['bob@kit.example', 'member']]]);
    choose('owner');
    await until(() => rows().join() === 'me@kit.example', 'oneself, without a button');
    choose('admin');
    await until(() => textOf(dialog()).includes('There are no administrators.'), 'none');
  });

  it('MUC-77: administrators have no list of owners, and others no lists at all', async () => {
    const { open, dialog } = await shown('admin');
    await open();
    expect([...dialog().querySelectorAll('option')].map(({ value }) => value)).to.deep.equal([
      'outcast',
      'member',
    ]);
  });

  it('MUC-76: members look each other up where addresses are no secret, and change nothing', async () => {
    const { open, rows, dialog, items } = await shown('member', PEOPLE, roomInfo({ nonAnonymous: true }));
    expect(items()).not.to.include('Rights and bans…');
    await open('Members…');
    await until(() => rows().join() === 'ada@kit.exampleAda', 'the members, without buttons');
    expect(textOf(dialog().querySelector('h2')!)).to.equal('Members');
    const controls = [...dialog().querySelectorAll('select, form, button')] as HTMLElement[];
    expect(controls.filter((each) => each.checkVisibility()).map(textOf)).to.deep.equal(['Close']);
    expect(await violations(dialog())).to.deep.equal([]);
  });

  it('MUC-77: nobody else has any', async () => {
    const { items } = await shown('member');
    expect(items()).to.include('Keyboard').and.not.to.include('Rights and bans…');
  });

  it('MUC-72: what did not work is said, and what was written stays', async () => {
    const { open, add, room, dialog } = await shown();
    await open();
    const field = add('no address @');
    await until(() => textOf(dialog()).includes('This is no address.'), 'no address');
    expect(field.value).to.equal('no address @');
    room.changeError = new StanzaError('forbidden', 'auth');
    add('eve@evil.example');
    await until(() => textOf(dialog()).includes('You may not do that (any more).'), 'not allowed');
    expect(field.value).to.equal('eve@evil.example');
    room.listError = new StanzaError('forbidden', 'auth');
    const before = dialog().querySelector('select')!;
    before.value = 'member';
    before.dispatchEvent(new Event('change'));
    await until(() => textOf(dialog()).includes('You may not do that (any more).'), 'no list');
  });

  it('has a hundred of very many in the page', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({
      jid: `p${i}@kit.example`,
      affiliation: 'outcast' as const,
    }));
    const { open, rows, dialog } = await shown('owner', many);
    await open();
    expect(rows()).to.have.length(100);
    expect(textOf(dialog())).to.include('2,900 more: search for them.');
  });
});
