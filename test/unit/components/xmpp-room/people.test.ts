import { expect } from 'chai';
import '../../../../src/components/xmpp-room/define.js';
import type { Occupant } from '../../../../src/session/occupant.js';
import { ROOM, fakeRoom, occupant, occupants } from '../../../support/fake-room.js';
import {
  button,
  find,
  findAll,
  fixture,
  painted,
  parts,
  press,
  textOf,
  violations,
} from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

const FEW = [
  occupant('Me', { self: true }),
  occupant('Zoe', { role: 'moderator', affiliation: 'owner' }),
  occupant('adam', { role: 'moderator', affiliation: 'admin' }),
  occupant('Mimi', { affiliation: 'member' }),
  occupant('Vito', { role: 'visitor' }),
];
const MANY = [
  ...FEW,
  ...Array.from({ length: 2000 }, (_, i) => occupant(`Person ${i}`)),
  occupant('Élise'),
  occupant('Elias'),
];

async function shown(people: readonly Occupant[] = FEW) {
  const { room, session } = fakeRoom({ occupants: occupants(...people) });
  const element = await fixture('xmpp-room', { session, jid: ROOM });
  findAll(element, '.people')[0]?.click();
  await until(() => parts(element, 'occupant').length, 'the people');
  await painted();
  const names = () => parts(element, 'occupant').map((each) => textOf(each.querySelector('bdi') ?? each));
  const focused = () => element.shadowRoot?.activeElement;
  return {
    element,
    room,
    names,
    list: find(element, '.people-list'),
    headings: () => findAll(element, '.people-group').map(textOf),
    search: () => element.shadowRoot?.querySelector<HTMLInputElement>('.people-search') ?? undefined,
    focused,
    /** Who has the focus. */
    at: () => focused()?.closest<HTMLElement>('[part=occupant]')?.dataset.nick,
    key: (key: string, more: KeyboardEventInit = {}) => press(focused()!, key, more),
    says: (text: string) =>
      until(() => findAll(element, '[aria-live]').some((each) => each.textContent?.includes(text)), text),
  };
}

function type(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('the people of a room', () => {
  it('ux.md §5: stand in groups by role with how many they are, by name, with their office in words', async () => {
    const { element, names, headings } = await shown();
    expect(headings()).to.deep.equal(['Moderators 2', 'Participants 2', 'Only reading 1']);
    expect(names()).to.deep.equal(['adam', 'Zoe', 'Me', 'Mimi', 'Vito']);
    expect(findAll(element, '.people-group').map((each) => [each.role, each.ariaLevel])).to.deep.equal(
      Array(3).fill(['heading', '3']),
    );
    expect(findAll(element, '.office').map(textOf)).to.deep.equal(['Administrator', 'Owner', 'Member']);
    expect(findAll(element, 'aside ul').map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
      'Moderators',
      'Participants',
      'Only reading',
    ]);
    const [adam] = parts(element, 'occupant');
    expect([adam?.getAttribute('aria-posinset'), adam?.getAttribute('aria-setsize')]).to.deep.equal([
      '1',
      '2',
    ]);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('need no heading where all have one role, nor a search where they are few', async () => {
    const { headings, search } = await shown([occupant('Me', { self: true }), occupant('Ann')]);
    expect([headings(), search()]).to.deep.equal([[], undefined]);
  });

  it('are searched without regard to accents and case, and how many fit is said', async () => {
    const { element, names, search, says, headings } = await shown(MANY);
    type(search()!, 'ELI');
    expect(names()).to.deep.equal(['Elias', 'Élise']);
    expect(headings()).to.deep.equal([]);
    await says('2 people');
    type(search()!, 'xyz');
    await until(() => textOf(find(element, '.people-list')) === 'Nobody fits.', 'nobody');
    await says('Nobody fits.');
    expect(await violations(element)).to.deep.equal([]);
    type(search()!, '');
    expect(names().slice(0, 2)).to.deep.equal(['adam', 'Zoe']);
  });

  it('go on being those that are looked for while people come and go', async () => {
    const { room, names, search } = await shown(MANY);
    type(search()!, 'eli');
    room.set({ occupants: occupants(...MANY, occupant('Elisa')) });
    await until(() => names().join() === 'Elias,Elisa,Élise', 'she is found, too');
    room.set({ occupants: occupants(...FEW) });
    await until(() => names().length === 0, 'they are gone');
    expect(search()?.value, 'what was typed stays').to.equal('eli');
  });

  it('ux.md §5: are one tab stop, gone through by arrows, by page and to the ends', async () => {
    const { element, list, at, key, names } = await shown(MANY);
    const stops = () => findAll(element, '[part=occupant][tabindex="0"]').map(({ dataset }) => dataset.nick);
    expect(stops()).to.deep.equal(['adam']);
    findAll(element, '[part=occupant]')[0]?.focus();
    key('ArrowDown');
    expect(at()).to.equal('Zoe');
    key('ArrowDown');
    expect([at(), stops()], 'over the heading').to.deep.equal(['Elias', ['Elias']]);
    key('ArrowUp');
    key('ArrowUp');
    key('ArrowUp');
    expect(at(), 'and not beyond the first').to.equal('adam');
    key('PageDown');
    expect(names().indexOf(at() ?? '')).to.be.above(2);
    key('End');
    expect(at()).to.equal('Vito');
    expect(list.scrollTop).to.be.above(10_000);
    expect(names().length).to.be.below(80);
    key('Home');
    expect(at()).to.equal('adam');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('ux.md §5: are found by the first letters of their names', async () => {
    const { element, at, key } = await shown(MANY);
    findAll(element, '[part=occupant]')[0]?.focus();
    for (const letter of ['e', 'l', 'i', 's']) key(letter);
    expect(at()).to.equal('Élise');
  });

  it('the search leads into them by the arrow', async () => {
    const { search, at, key } = await shown(MANY);
    search()!.focus();
    type(search()!, 'person 77');
    key('ArrowDown');
    expect(at()).to.equal('Person 77');
  });

  for (const [name, pressed, shiftKey] of [
    ['Shift+F10', 'F10', true],
    ['the Menu key', 'ContextMenu', false],
    ['Enter', 'Enter', false],
  ] as const)
    it(`their menu opens by ${name}, and gives the focus back`, async () => {
      const { element, at, key, focused } = await shown();
      findAll(element, '[part=occupant]')[0]?.focus();
      key(pressed, { shiftKey });
      const item = await until(() => findAll(element, '[role=menuitem]')[0], 'a menu');
      expect(focused()).to.equal(item);
      key('Escape');
      expect(at()).to.equal('adam');
    });

  it('one who becomes something else keeps the focus in the other group', async () => {
    const { element, room, at } = await shown();
    find(element, '[data-nick=Mimi]').focus();
    room.set({ occupants: new Map(room.occupants).set('Mimi', occupant('Mimi', { role: 'moderator' })) });
    await until(
      () => findAll(element, '.people-group').some((each) => textOf(each) === 'Moderators 3'),
      'she is',
    );
    expect(at()).to.equal('Mimi');
  });

  it('a storm of presence is one rendering, and moves nobody', async () => {
    const { element, room, list, names } = await shown(MANY);
    list.scrollTop = 5000;
    await until(() => names()[0] !== 'adam', 'it is scrolled');
    await painted();
    const before = names();
    let rendered = 0;
    const watch = new MutationObserver(() => (rendered += 1));
    watch.observe(list, { attributes: true, subtree: true, childList: true, characterData: true });
    const all = new Map(room.occupants);
    for (let i = 0; i < 500; i++) {
      all.set(`Person ${i}`, occupant(`Person ${i}`, { show: 'away' }));
      room.set({ occupants: new Map(all) });
    }
    await until(() => rendered, 'it shows');
    await painted();
    watch.disconnect();
    expect(rendered).to.equal(1);
    expect(names()).to.deep.equal(before);
    expect(findAll(element, '.people-list *').length).to.be.below(1000);
  });

  it('who is muted or self has no more to be done about than there is', async () => {
    const { element } = await shown();
    expect(button(element, 'What you can do about adam')).not.to.equal(undefined);
    expect(find(element, '[data-nick=Me]').querySelector('button')).to.equal(null);
  });
});
