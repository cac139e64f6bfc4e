import { Element as LtxElement } from '@xmpp/xml';
import { expect } from 'chai';
import { Element } from '../../tools/stand-ins/xml.mjs';
import fc from '../support/fast-check.js';

interface Tree {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string | undefined>>;
  readonly nodes: readonly (Tree | string)[];
}

const text = fc.string({ unit: fc.constantFrom('a', '&', '<', '>', '"', "'", 'é', ' ') });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom('message', 'x', 'error'),
    attrs: fc.dictionary(fc.constantFrom('xmlns', 'id', 'xml:lang'), fc.option(text, { nil: undefined })),
    nodes: fc.array(fc.oneof({ depthSize: 'small' }, text, tie('tree')), { maxLength: 3 }),
  }),
}));

/** @returns The element, and all within it. */
function build(Class: typeof Element | typeof LtxElement, { name, attrs, nodes }: Tree) {
  const element = new Class(name, attrs as never);
  const all = [element];
  for (const node of nodes) {
    if (typeof node === 'string') element.append(node as never);
    else {
      const inside = build(Class, node);
      element.append(inside[0] as never);
      all.push(...inside);
    }
  }
  return all;
}

describe('the script-tag build’s Element', () => {
  it('writes itself as ltx’s does', () => {
    fc.assert(
      fc.property(tree, (each) => {
        expect(String(build(Element, each)[0])).to.equal(String(build(LtxElement, each)[0]));
      }),
    );
  });
});
