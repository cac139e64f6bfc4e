/** The launcher's own events. */
import { KitEvent } from '../shared/events.js';

/** The launcher's panel was opened, by the visitor or by a script of the page. */
export class LauncherOpenEvent extends KitEvent {
  constructor() {
    super('xmpp-open');
  }
}

/** The launcher's panel was closed, by the visitor or by a script of the page. */
export class LauncherCloseEvent extends KitEvent {
  constructor() {
    super('xmpp-close');
  }
}

declare global {
  interface HTMLElementEventMap {
    'xmpp-open': LauncherOpenEvent;
    'xmpp-close': LauncherCloseEvent;
  }
}
