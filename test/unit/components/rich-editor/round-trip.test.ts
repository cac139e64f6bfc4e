import { expect } from 'chai';
import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { writtenIn } from '../../../../src/components/rich-editor/outgoing.js';
import { MARKS, schema, type MarkName } from '../../../../src/components/rich-editor/schema.js';
import { buildXhtml, readOwn, readXhtml } from '../../../../src/session/protocol/xhtml-im.js';
import type { RichNode } from '../../../../src/session/rich-text.js';
import { parseFrame } from '../../../../src/session/xml.js';
import fc from '../../../support/fast-check.js';

const { nodes, marks } = schema;

const WORDS = fc
  .string({
    unit: fc.constantFrom('a', 'B', 'é', ' ', '<', '&', '"', "'", '.', '*', '`', '😀'),
    minLength: 1,
    maxLength: 8,
  })
  .map((text) => `x${text}`.slice(text.startsWith(' ') ? 1 : 0));
const ADDRESSES = fc.constantFrom('https://a.example/', 'https://b.example/c?d=e&f', 'mailto:g@h.example');
const MARKED = fc
  .tuple(fc.subarray([...MARKS]), ADDRESSES)
  .map(([names, href]) =>
    names.reduce<readonly Mark[]>((all, name) => attributed(name, href).addToSet(all), []),
  );
const attributed = (name: MarkName, href: string) =>
  marks[name].create({ href, color: href.startsWith('https') ? '#da373a' : '#123abc' });

const LINES = fc
  .array(fc.tuple(WORDS, MARKED), { maxLength: 4 })
  .map((texts) =>
    nodes.paragraph.create(
      null,
      Fragment.fromArray(texts.map(([text, of]) => schema.text(of.length ? `y${text}` : text, of))),
    ),
  );
const CODE = fc
  .array(fc.string({ unit: fc.constantFrom('a', ' ', '{', '<', '`'), maxLength: 6 }), { maxLength: 4 })
  .map((lines) => lines.join('\n'))
  .map((text) => nodes.code_block.create(null, text ? schema.text(text) : null));

const { block: BLOCKS } = fc.letrec<{ block: Node; item: Node }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: LINES, weight: 4 },
    CODE,
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((all) => nodes.blockquote.create(null, all)),
    fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((all) => nodes.bullet_list.create(null, all)),
    fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((all) => nodes.ordered_list.create(null, all)),
  ),
  item: fc
    .tuple(LINES, fc.array(tie('block'), { maxLength: 2 }))
    .map(([line, more]) => nodes.list_item.create(null, [line, ...more])),
}));
const DOCUMENTS = fc
  .array(BLOCKS, { minLength: 1, maxLength: 5 })
  .map((blocks) => nodes.doc.create(null, blocks));

/** Without what one side alone can tell: what keeps spaces from being lost, and where links lead beside their words. */
const shown = (content: readonly RichNode[]): RichNode[] =>
  content.flatMap((node): RichNode[] => {
    if (typeof node === 'string') return [node.replaceAll('\u00a0', ' ')];
    const { host: _, ...element } = node;
    return [{ ...element, children: shown(node.children) }];
  });

describe('any document of the editor', () => {
  it('XHT-2, XHT-14, XHT-20: is read by others as it was written, and its plain words say the same', () => {
    fc.assert(
      fc.property(DOCUMENTS, (doc) => {
        doc.check();
        const { content = [], outgoing } = writtenIn(doc);
        const { body, html = '' } = typeof outgoing === 'string' ? { body: outgoing } : outgoing;
        const own = readOwn(html);
        if (!own) {
          expect(
            shown(content).filter((node) => typeof node !== 'object' || node.name !== 'p'),
          ).to.deep.equal([]);
          return;
        }
        const stanza = `<message xmlns='jabber:client'>${buildXhtml(own.content).toString()}</message>`;
        const read = readXhtml(parseFrame(stanza)!, body);
        expect(read).to.be.an('object').and.include({ differs: false });
        if (typeof read === 'object') expect(shown(read.content)).to.deep.equal(shown(content));
      }),
      { numRuns: 500 },
    );
  });
});
