import { expect } from 'chai';
import {
  inOrderOf,
  linesOf,
  number,
  type Line,
  type LinesOf,
} from '../../../../src/components/xmpp-roster/lines.js';
import { fakePeople, here } from '../../../support/fake-people.js';

const people = () =>
  fakePeople({
    'ada@k.example': { name: 'Ada', groups: ['Friends'] },
    'zoe@k.example': { name: 'Zoé', groups: ['Friends', 'Work'], resources: [here()] },
    'ben@k.example': { name: 'Ben' },
  });

function lines(more: Partial<LinesOf> = {}, { roster, chats } = people()): Line[] {
  const of = {
    roster,
    chats: chats.list,
    order: 'presence',
    flat: false,
    filter: '',
    folded: new Set<string>(),
  } as const;
  return linesOf({ ...of, ...more });
}

const words = (all: readonly Line[]) =>
  all.map((line) =>
    line.kind === 'group' ? `# ${line.name ?? ''}` : (line.contact.name ?? line.contact.jid),
  );

describe('The lines of <xmpp-roster>', () => {
  it('are groups with their people, who is there first, somebody in two groups twice (IM-11)', () => {
    expect(words(lines())).to.deep.equal(['# Friends', 'Zoé', 'Ada', '# Work', 'Zoé', '# ', 'Ben']);
  });

  it('are people alone where nobody is in a group, or none are wanted', () => {
    expect(words(lines({ flat: true }))).to.deep.equal(['Zoé', 'Ada', 'Ben']);
    expect(words(lines({ flat: true, order: 'name' }))).to.deep.equal(['Ada', 'Ben', 'Zoé']);
    expect(words(lines({ order: 'name' }))).to.deep.equal([
      '# Friends',
      'Ada',
      'Zoé',
      '# Work',
      'Zoé',
      '# ',
      'Ben',
    ]);
  });

  it('begin with who wrote last where that is wanted, and have those who are no contacts', () => {
    const all = people();
    all.chats.say('ben@k.example', 'hi', 0, { time: new Date(2000) });
    all.chats.say('eve@k.example', 'ho', 0, { time: new Date(1000) });
    expect(words(lines({ order: 'recent' }, all))).to.deep.equal(['Ben', 'eve@k.example', 'Zoé', 'Ada']);
    const [head, eve] = lines({}, all);
    expect([head?.kind, eve?.kind === 'contact' && eve.listed]).to.deep.equal(['group', false]);
  });

  it('are those whose name or address has the filter in it, whatever its accents and case', () => {
    expect(words(lines({ filter: 'ZOE' }))).to.deep.equal(['# Friends', 'Zoé', '# Work', 'Zoé']);
    expect(words(lines({ filter: ' ben@k' }))).to.deep.equal(['# ', 'Ben']);
    expect(lines({ filter: 'nobody' })).to.deep.equal([]);
  });

  it('hide the people of a folded group, but not from the filter', () => {
    const [friends] = lines();
    const folded = new Set([friends?.key ?? '']);
    expect(words(lines({ folded }))).to.deep.equal(['# Friends', '# Work', 'Zoé', '# ', 'Ben']);
    expect(words(lines({ folded, filter: 'ada' }))).to.deep.equal(['# Friends', 'Ada']);
  });

  it('keep the order that somebody is looking at; what is new comes behind its neighbour (ux.md §5)', () => {
    const all = people();
    const before = lines({ flat: true }, all);
    all.roster.put('ben@k.example', { resources: [here()] });
    all.roster.put('cleo@k.example', { name: 'Cleo', resources: [here()] });
    all.roster.list.remove('ada@k.example');
    const wanted = lines({ flat: true }, all);
    expect(words(wanted)).to.deep.equal(['Ben', 'Cleo', 'Zoé']);
    expect(words(inOrderOf(before, wanted))).to.deep.equal(['Zoé', 'Ben', 'Cleo']);
  });

  it('know their places among their own', () => {
    const all = lines();
    number(all);
    expect(all.map(({ position, total }) => `${position}/${total}`)).to.deep.equal([
      '1/3',
      '1/2',
      '2/2',
      '2/3',
      '1/1',
      '3/3',
      '1/1',
    ]);
  });
});
