/** What a conversation's menu has to find one's way in what was said; what is behind it loads when it is chosen. */
import type { Conversation } from '../../session/conversation.js';
import type { Announcer } from '../shared/announcer.js';
import type { Locale } from '../shared/locale.js';
import type { MenuStrings } from '../shared/menu-strings.js';
import type { Dialog } from './dialog.js';
import type { MenuItem } from './menu-event.js';
import type { MessageList } from './message-list.js';
import type { ReadingPlace } from './reading-place.js';

/** Where it is found. */
export interface FindingView {
  readonly root: ShadowRoot;
  readonly conversation: Conversation | undefined;
  readonly list: MessageList;
  readonly place: ReadingPlace;
  readonly announcer: Announcer;
  readonly locale: Locale;
  /** There are messages to be seen. */
  readonly filled: boolean;
}

export class FindingItems {
  #finder: { close(): void } | undefined;

  /** @param button - Has the focus once all is found. */
  constructor(
    readonly view: FindingView,
    readonly dialog: Dialog,
    readonly button: HTMLElement,
  ) {}

  close(): void {
    this.#finder?.close();
  }

  items(strings: MenuStrings): readonly MenuItem[] {
    if (!this.view.filled) return [];
    const item = (text: string, open: () => Promise<void>) => ({
      text,
      act: () => void open().catch(() => this.view.announcer.say(strings.notLoaded)),
    });
    return [
      item(strings.searchMessages, async () => {
        const { Finder } = await import('../finding/finder.js');
        this.#finder = await Finder.open(this.view, this.button);
      }),
      item(strings.goToDate, async () => {
        const { dateForm } = await import('../finding/date-form.js');
        this.dialog.ask(await dateForm(this.view), strings);
      }),
    ];
  }
}
