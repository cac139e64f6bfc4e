/** Keys that do something in the editor, by names such as `Mod-b`: Ctrl, or ⌘ on Apple's. */
import { Plugin, type Command } from 'prosemirror-state';
import { isComposing } from '../conversation/composer-field.js';

export const isApple = /mac|iphone|ipad/i.test(navigator.platform);

function nameOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | undefined {
  const mod = isApple ? metaKey : ctrlKey;
  if (altKey || (isApple ? ctrlKey : metaKey)) return undefined;
  // on other alphabets, by where the letter stands
  const letter = /^[\x20-\x7e]+$/.test(key) ? key : code.replace(/^Key/, '');
  const name = letter.length === 1 ? letter.toLowerCase() : letter;
  return `${mod ? 'Mod-' : ''}${shiftKey ? 'Shift-' : ''}${name}`;
}

/** Keys of an input method are its own (ux.md §4). */
export const keyboard = (keys: ReadonlyMap<string, Command>): Plugin =>
  new Plugin({
    props: {
      handleKeyDown(view, event) {
        const command = isComposing(event) ? undefined : keys.get(nameOf(event) ?? '');
        return command?.(view.state, view.dispatch.bind(view), view) ?? false;
      },
    },
  });
