/** What menus hold, and the event by which others add to them. */
import { KitEvent } from '../shared/events.js';

/** What can be chosen in a menu. */
export interface MenuItem {
  readonly text: string;
  /** An emoji that stands for it, beside others. */
  readonly glyph?: string;
  /** Set: it is on or off. */
  readonly checked?: boolean;
  /** Unset: it cannot be done, and the text says why. */
  readonly act?: () => void;
}

/** A menu is about to open: whoever has more for it adds it to `items`. */
export class MenuEvent extends KitEvent {
  constructor(readonly items: MenuItem[]) {
    super('xmpp-menu');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-menu': MenuEvent;
  }
}
