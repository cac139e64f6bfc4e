/** Waits for input methods: to change a field, or take it away, would break off what one is in the middle of. */
import type { Composer } from './composer.js';

/** Settles when nothing is being composed in it. */
export async function composed({ composing, focused, field: { input } }: Composer): Promise<void> {
  if (composing && focused)
    await new Promise((resolve) => {
      for (const end of ['compositionend', 'blur']) input.addEventListener(end, resolve, { once: true });
    });
}
