/** The list of what can be done in a room, and the tests that it names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { titlesIn } from '../../tools/conformance.mjs';
import { ROOT } from '../../tools/setup.mjs';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** So many sections have XEP-0045 §7 to §10. */
const SECTIONS = { 7: 14, 8: 6, 9: 9, 10: 9 };

describe('docs/rooms.md', () => {
  const rows = [...read('docs/rooms.md').matchAll(/^\| §([\d.]+) +\| .+? \| ([\w-]+) +\| (.+?) +\|$/gm)].map(
    ([, section = '', file = '', title = '']) => ({ section, file, title }),
  );

  it('lists every use case of XEP-0045 §7 to §10', () => {
    const listed = new Set(rows.map(({ section }) => section));
    for (const [chapter, count] of Object.entries(SECTIONS))
      for (let n = 1; n <= count; n++) expect(listed).to.include(`${chapter}.${n}`);
  });

  it('names a test that there is for each', () => {
    for (const { section, file, title } of rows) {
      const titles = titlesIn(read(`test/e2e/${file}.test.ts`));
      expect(
        titles.filter((each) => each.startsWith(title)),
        `§${section}: ${title}`,
      ).to.have.length(1);
    }
  });
});
