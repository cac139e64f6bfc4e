/** The rich editor, and writing in it as people do. */
import { sendKeys } from '@web/test-runner-commands';
import type { XmppRichComposer } from '../../src/components/xmpp-rich-composer/xmpp-rich-composer.js';
import { find, findAll, fixture } from './fixture.js';
import { until } from './until.js';

/** A composer of its own, whose editor is there and has the focus. */
export async function writing(properties: Partial<XmppRichComposer> = {}) {
  const element = await fixture('xmpp-rich-composer', properties);
  element.focus();
  const editor = await until(() => findAll(element, '[role="textbox"]')[0], 'the editor is there');
  await until(() => element.shadowRoot?.activeElement === editor, 'it has the focus');
  return { element, editor };
}

const MAC = /mac/i.test(navigator.platform);
export const typeKeys = (text: string) => sendKeys({ type: text });

/** All but the last are held; `Mod` is Ctrl or ⌘. */
export async function pressKeys(keys: string): Promise<void> {
  const held = keys.replace('Mod', MAC ? 'Meta' : 'Control').split('+');
  const last = held.pop() ?? '';
  for (const down of held) await sendKeys({ down });
  await sendKeys({ press: last });
  for (const up of held.reverse()) await sendKeys({ up });
}

/** In the plain field by the browser, some of which leave the keys for that to their window. */
export async function undo(rich: boolean): Promise<void> {
  if (rich) await pressKeys('Mod+z');
  else document.execCommand('undo');
}

/** Elements and text alone. */
export const markupOf = (editor: Element): string =>
  [...editor.childNodes]
    .map((node) => {
      if (!(node instanceof Element)) return node.textContent;
      const inner = markupOf(node);
      return node.localName === 'br' ? '' : `<${node.localName}>${inner}</${node.localName}>`;
    })
    .join('');

export const formatButton = (element: Element, name: string) => find(element, `[data-format="${name}"]`);
