import { expect } from 'chai';
import { caretOf } from '../../../../src/components/conversation/caret.js';
import type { ComposerField } from '../../../../src/components/conversation/composer-field.js';
import { PlainField } from '../../../../src/components/conversation/plain-field.js';
import { RichField } from '../../../../src/components/rich-editor/rich-field.js';
import { cleanUpAfterTest } from '../../../support/clean-up.js';
import { typeKeys, undo } from '../../../support/rich.js';
import { until } from '../../../support/until.js';

const FIELDS: readonly (readonly [name: string, make: () => ComposerField])[] = [
  ['the text area', () => new PlainField()],
  [
    'the rich editor',
    () => new RichField({ kept: () => undefined, selected: () => undefined, link: () => undefined }),
  ],
];

for (const [name, make] of FIELDS)
  describe(`the caret of ${name}`, () => {
    function shown() {
      const field = make();
      document.body.append(field.element);
      cleanUpAfterTest(() => field.element.remove());
      field.focus();
      return { field, caret: caretOf(field) };
    }

    it('lets what stands before it in its line be replaced, as one step', async () => {
      const { field, caret } = shown();
      field.set('above\n');
      field.focus();
      await typeKeys('hi @ju');
      await until(() => field.text === 'above\nhi @ju', 'it is written');
      expect(caret.textBefore(3)).to.equal('@ju');
      expect(caret.textBefore(30)).to.equal('hi @ju');
      caret.replaceBefore(3, 'Juliet ');
      expect(field.text).to.equal('above\nhi Juliet ');
      await undo(field instanceof RichField);
      await until(() => field.text === 'above\nhi @ju', `it is undone: ${field.text}`);
    });

    it('takes text, and tells of it', () => {
      const { field, caret } = shown();
      let told = 0;
      field.input.addEventListener('input', () => (told += 1));
      caret.insert('🌹');
      expect(field.text).to.equal('🌹');
      expect(told).to.equal(1);
      expect(caret.rect().height).to.be.above(0);
    });
  });
