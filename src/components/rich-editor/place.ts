import type { Composer } from '../conversation/composer.js';

/** Before which other buttons stand. */
export const sendButton = ({ element }: Composer): Element | null => element.querySelector('[part="send"]');
