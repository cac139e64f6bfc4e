import { css } from '../shared/sheet.js';
import { Shell, loadOnce, reflect } from '../shared/shell.js';
import type { LauncherView } from './view.js';

const TEXTS = [
  'to',
  'room',
  'label',
  'nick',
  'mode',
  'corner',
  'teaser',
  'popout',
  'notify',
  'announce',
  'send-key',
];
const FLAGS = ['open', 'sound', 'close-on-back'];

/**
 * @summary A button in the page's corner that opens a chat beside the page.
 *
 * Until somebody points at it, focuses or presses it, it is a button and loads nothing; until it is opened, there is no
 * connection. On wide windows the chat opens in a panel over the page, which stays usable; under 640 px it fills the
 * window, and the page rests. Whether it is open, the name, the unsent text and the count of unread messages go along
 * to the tab's next page, where nothing moves and the focus stays where it is; a phone shows the button again. Where the
 * site is open in several tabs, the conversation goes on in the one where it was opened last; the others' buttons count.
 *
 * Any button of the page opens it, too: `<button commandfor="ID" command="--open">` (also `--close`, `--toggle`), or,
 * where browsers lack that, a click handler that calls `show()`.
 *
 * @tag xmpp-launcher
 * @attr {string} room - Address of the room it opens.
 * @attr {string} to - Address of a contact; not supported yet, which the panel and `xmpp-error` say.
 * @attr {string} label - What the button says, and what the panel is called; "Chat with us" unless set.
 * @attr {boolean} open - The panel is open. In the page's markup it counts where the visitor has not decided yet, and
 *   on wide windows only.
 * @attr {string} nick - Name to join as; without it the visitor is asked.
 * @attr {'floating' | 'docked' | 'inline' | 'window'} mode - Where the panel opens: over the page's corner unless set;
 *   `docked`: a column of the window's full height at its side; `inline`: both stand where the tag stands, at any width;
 *   `window`: all over a page that is for the chat alone, such as that of `popout`.
 * @attr {'bottom-end' | 'bottom-start' | 'top-end' | 'top-start'} corner - Where it stands; bottom-end unless set.
 * @attr {string} teaser - A word to the visitor beside the button; once dismissed, or the chat opened, it does not come
 *   back in this tab.
 * @attr {string} popout - Address of a page of the site that has this launcher, with `mode="window" open`: the room's menu
 *   offers to open it in a window of its own. The conversation goes over there, and comes back when the button is pressed.
 * @attr {'count' | 'text'} notify - The room's menu offers desktop notifications, off until the visitor wants them. They
 *   say how many messages are unread; `text`: who wrote what, which the system may keep and show to others.
 * @attr {boolean} sound - Offers a switch for sound in the panel: off until the visitor wants it.
 * @attr {boolean} close-on-back - On phones the browser's Back closes the panel, by an entry in the page's history.
 * @attr {'all' | 'mentions' | 'off'} announce - What is said to screen readers; all unless set.
 * @attr {'enter' | 'mod-enter'} send-key - The key that sends; enter unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {LauncherOpenEvent} xmpp-open - The panel was opened, not by its attribute or a page change.
 * @fires {LauncherCloseEvent} xmpp-close - The panel was closed, not by its attribute or a page change.
 * @fires {UnreadEvent} xmpp-unread - The number of unread messages changed.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong: `load-failed`, `bad-setting` (neither `room` nor `to`),
 *   `chat-unsupported` (`to`), or what the room says.
 *
 * @slot icon - In place of the button's icon.
 * @slot label - In place of the button's words.
 *
 * @csspart launcher - The button.
 * @csspart label - Its words; windows under 640 px show the icon alone.
 * @csspart badge - Number of unread messages.
 * @csspart teaser - The word to the visitor.
 * @csspart teaser-text - Its words, which open the panel.
 * @csspart teaser-dismiss - The button that sends it away.
 * @csspart problem - Says that the chat could not be loaded.
 * @csspart panel - What opens: the room, whose parts can be styled by their own names.
 * @csspart sound - The switch for sound in it.
 * @csspart close - The button that closes it.
 *
 * @cssproperty [--xmpp-launcher-inline=20px] - Distance from the window's side.
 * @cssproperty [--xmpp-launcher-block=20px] - Distance from the window's bottom or top.
 * @cssproperty [--xmpp-launcher-width=400px] - Width of the panel; it grows with the font's size.
 * @cssproperty [--xmpp-launcher-height=640px] - Its height, where the window has room for it.
 * @cssproperty [--xmpp-launcher-layer=9999] - The button's z-index. The panel is above everything.
 * @cssproperty [--xmpp-accent] - The button's colour. This and all other `--xmpp-*` properties also hold in the room.
 * @cssproperty [--xmpp-on-accent] - Text on it.
 */
export class XmppLauncher extends Shell<LauncherView> {
  static readonly observedAttributes = [...reflect(this, TEXTS, FLAGS), 'lang'];

  /** Loads the button's code ahead of its use. */
  static readonly load = loadOnce(async () => (await import('./view.js')).LauncherView);

  declare to: string | undefined;
  declare room: string | undefined;
  declare label: string | undefined;
  declare nick: string | undefined;
  declare mode: string | undefined;
  declare corner: string | undefined;
  declare teaser: string | undefined;
  declare popout: string | undefined;
  declare notify: string | undefined;
  declare announce: string | undefined;
  declare sendKey: string | undefined;
  declare open: boolean;
  declare sound: boolean;
  declare closeOnBack: boolean;

  protected override readonly frame = css`
    :host {
      display: contents;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  /** Opens the panel and moves the focus into it, as a control of the page wants it. Settles once it is open. */
  async show(): Promise<void> {
    await (await this.view).change(true, true);
  }

  /** Closes the panel; a focus inside goes to the button. The visitor stays in the room, and what comes is counted. */
  async close(): Promise<void> {
    await (await this.view).change(false, true);
  }

  /** Closes what is open, opens what is closed. */
  async toggle(): Promise<void> {
    await (await this.view).toggle();
  }
}
