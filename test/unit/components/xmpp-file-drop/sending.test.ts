import { expect } from 'chai';
import '../../../../src/components/xmpp-file-drop/define.js';
import type { XmppFileDrop } from '../../../../src/components/xmpp-file-drop/xmpp-file-drop.js';
import { transferOf } from '../../../support/drawn.js';
import { fakePeople } from '../../../support/fake-people.js';
import { find, findAll, fixture, textOf, violations } from '../../../support/fixture.js';
import { clipboardEvent } from '../../../support/paste.js';
import { until } from '../../../support/until.js';

const ADA = 'ada@kit.example';

async function shows(properties: Partial<XmppFileDrop> = {}, fakes = fakePeople({ [ADA]: { name: 'Ada' } })) {
  const element = await fixture('xmpp-file-drop', { session: fakes.session, to: ADA, ...properties });
  const drag = (type: string, files: readonly File[]) => {
    const event = new DragEvent(type, {
      dataTransfer: transferOf(...files),
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    find(element, '.box').dispatchEvent(event);
    return event;
  };
  const rows = () => findAll(element, '.row');
  const choose = (...files: readonly File[]) => {
    const field = find<HTMLInputElement>(element, 'input[type=file]');
    field.files = transferOf(...files).files;
    field.dispatchEvent(new Event('change'));
  };
  return { ...fakes, element, drag, rows, choose };
}

describe('<xmpp-file-drop>', () => {
  it('sends what is chosen, dropped or pasted by one path, and shows how far it is', async () => {
    const { element, files, drag, rows, choose } = await shows();
    choose(new File(['one'], 'one.txt'));
    const over = drag('dragover', [new File(['two'], 'two.txt')]);
    expect(over.defaultPrevented, 'the browser lets it be dropped').to.equal(true);
    const drop = drag('drop', [new File(['two'], 'two.txt')]);
    expect(drop.defaultPrevented, 'the page stays').to.equal(true);
    element.dispatchEvent(clipboardEvent('paste', transferOf(new File(['three'], 'three.txt'))));
    await until(() => rows().length === 3, 'all are listed');
    expect(files.sent.map(({ file, to }) => [(file as File).name, to])).to.deep.equal([
      ['one.txt', ADA],
      ['two.txt', ADA],
      ['three.txt', ADA],
    ]);
    files.simulated[0]?.ask().move(1 / 3);
    await until(() => textOf(rows()[0]!).includes('1 byte of 3 bytes'), 'it shows how much has passed');
    expect(rows()[0]?.querySelector('progress')?.getAttribute('aria-valuetext')).to.equal('33%');
    expect(await violations(element)).to.deep.equal([]);
    files.simulated[0]?.finish();
    await until(() => textOf(rows()[0]!).includes('Sent'), 'it is sent');
  });
});
