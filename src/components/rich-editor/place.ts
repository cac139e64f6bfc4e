/** Where buttons stand in a composer, and what they leave alone. */
import type { Composer } from '../conversation/composer.js';

/** Before which other buttons stand. */
export const sendButton = ({ element }: Composer): Element | null => element.querySelector('[part="send"]');

/** Pressing `element` leaves the focus, and with it what is selected, where it is. */
export function keepFocus(element: HTMLElement): void {
  for (const press of ['pointerdown', 'mousedown'])
    element.addEventListener(press, (event) => event.preventDefault());
}
