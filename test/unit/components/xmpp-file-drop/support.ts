/** An element on the test page, with the files of a fake session. */
import '../../../../src/components/xmpp-file-drop/define.js';
import type { XmppFileDrop } from '../../../../src/components/xmpp-file-drop/xmpp-file-drop.js';
import { transferOf } from '../../../support/drawn.js';
import { fakePeople } from '../../../support/fake-people.js';
import { button, find, findAll, fixture, part, textOf } from '../../../support/fixture.js';
import { until } from '../../../support/until.js';

export const ADA = 'ada@kit.example';

export const someone = () => fakePeople({ [ADA]: { name: 'Ada' } });

export async function shows(properties: Partial<XmppFileDrop> = {}, fakes = someone(), inside?: Element) {
  const element = await fixture('xmpp-file-drop', { session: fakes.session, to: ADA, ...properties });
  if (inside) element.append(inside);
  const shown = element;
  const spoken: string[] = [];
  const watch = new MutationObserver((all) => {
    for (const { addedNodes } of all) for (const node of addedNodes) spoken.push(node.textContent ?? '');
  });
  for (const region of findAll(element, '[aria-live]')) watch.observe(region, { childList: true });
  const rows = () => findAll(element, '.row');
  const row = (name: string) => {
    const found = rows().find((each) => textOf(each.querySelector('.name')!) === name);
    if (!found) throw new Error(`no row of ${name}`);
    return found;
  };
  return {
    ...fakes,
    element,
    spoken,
    rows,
    row,
    /** @returns Whether the browser was kept from doing what it does with it. */
    drag: (type: string, dataTransfer: DataTransfer, target: Element = part(element, 'box')) =>
      !target.dispatchEvent(
        new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
      ),
    choose: (...files: readonly File[]) => {
      const field = find<HTMLInputElement>(element, 'input[type=file]');
      field.files = transferOf(...files).files;
      field.dispatchEvent(new Event('change'));
    },
    press: (name: string) =>
      until(() => button(element, name), `“${name}” can be pressed`).then((it) => it.click()),
    says: (text: string) => until(() => textOf(find(element, 'section')).includes(text), `it says “${text}”`),
    said: (text: string) =>
      until(() => spoken.includes(text), `“${text}” is said; so far: ${spoken.join(' / ')}`),
    focused: () =>
      shown.shadowRoot?.activeElement?.getAttribute('aria-label') ?? textOf(shown.shadowRoot!.activeElement!),
  };
}
