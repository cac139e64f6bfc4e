import { expect } from 'chai';
import { citedIn, readRules, titlesIn } from '../../tools/conformance.mjs';

describe('npm run conformance', () => {
  it('reads what the rules are, and which the kit does not follow', () => {
    const list =
      '# Rules\n\nA-3 is none.\n\n- A-1: Does it.\n- B2-14 (out: a page has none): Does (that) too.\n- C: no\n';
    expect(readRules(list)).to.deep.equal([
      { id: 'A-1', text: 'Does it.', out: undefined },
      { id: 'B2-14', text: 'Does (that) too.', out: 'a page has none' },
    ]);
  });

  it('reads which rules a title cites, ranges as well', () => {
    expect(citedIn('A-1, B2-14: and (A-1) again')).to.deep.equal(['A-1', 'B2-14']);
    expect(citedIn('A-9 to A-11, B-2 to 3 hold')).to.deep.equal(['A-9', 'A-10', 'A-11', 'B-2', 'B-3']);
    expect(citedIn('A-2 to B-4')).to.deep.equal(['A-2', 'B-4']);
    expect(citedIn('no xA-1, and none of a-1 or A-x')).to.deep.equal([]);
  });

  it('finds titles wherever they stand, and none in comments', () => {
    const source = [
      "import x from 'y'; // A-1: not this",
      '/** A-2: nor this */',
      "describe('one', () => {",
      "  for (const [title] of [['A-3: two']]) it(title, () => undefined);",
      "  itWith('server', 'A-4: it’s three', () => expect(/'A-5'/));",
      '  it(`A-6 ${title}`, () => undefined);',
      '});',
    ].join('\n');
    expect(titlesIn(source)).to.deep.equal([
      'y',
      'one',
      'A-3: two',
      'server',
      'A-4: it’s three',
      'A-6 ${title}',
    ]);
  });
});
