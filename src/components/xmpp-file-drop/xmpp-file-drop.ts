import { css } from '../shared/sheet.js';
import { Shell, loadOnce, reflect } from '../shared/shell.js';
import type { FileTransfer } from '../../session/files/transfer.js';
import type { Gesture, Given } from './drop-area.js';
import type { FileDropView } from './drop-view.js';

const TEXTS = ['to', 'accept', 'max-bytes', 'max-files', 'announce'];
const FLAGS = ['receive', 'describe', 'hold', 'strip-metadata'];

/**
 * @summary Where files are dropped, pasted or chosen, and seen on their way; and where those of others are accepted.
 *
 * Around other content, all of that is where files can be dropped or pasted. What is sent with another element or by a
 * script to the same address is listed, too. It opens no connection before somebody adds a file.
 *
 * @tag xmpp-file-drop
 * @attr {string} to - Address of the room, the person or the app that files go to, and whose files it is about.
 * @attr {boolean} receive - Shows what others offer: those at `to`, everybody unless that is set.
 * @attr {string} accept - Kinds of files that are taken, as in `<input type="file">`.
 * @attr {string} max-bytes - Largest file that is taken, either way; of others' files 100,000,000 bytes unless set.
 * @attr {string} max-files - So many files are on their way at a time.
 * @attr {boolean} strip-metadata - Pictures (JPEG, PNG, WebP) go out without what cameras write into them: place, time, device.
 * @attr {boolean} describe - With a field for a word about what is sent.
 * @attr {boolean} hold - For composers: without a box of its own; what is added goes to the server's storage, but is said to
 *   nobody before `transfer.release()`.
 * @attr {'all' | 'off'} announce - What is said to screen readers; all unless set.
 * @attr {string} lang - Its language; unless set, that of the nearest ancestor that has one.
 * @attr {string} service - WebSocket address of the server, where no session is configured yet.
 * @attr {string} domain - The server's domain, where no session is configured yet.
 *
 * @fires {TransferOfferEvent} xmpp-transfer-offer - Somebody offers a file; can be prevented, which leaves it to the page.
 * @fires {TransferEvent} xmpp-transfer - A file was added to be sent, or an offered one accepted.
 * @fires {TransferDoneEvent} xmpp-transfer-done - A file has arrived, here or there.
 * @fires {Event} change - With `hold`: something of what is held is another.
 * @fires {XmppErrorEvent} xmpp-error - Something went wrong; `code` says what.
 *
 * @slot - What it is put around.
 *
 * @csspart frame - All of it but what it is put around.
 * @csspart box - Where files are chosen.
 * @csspart choose - The button that opens the browser's file picker.
 * @csspart overlay - What covers the drop area while files are dragged over it.
 * @csspart status - Strip that tells of connection trouble.
 * @csspart refused - What was not taken, and why.
 * @csspart offers - What others offer.
 * @csspart offer - One of those.
 * @csspart transfers - The list of files.
 * @csspart transfer - One of those.
 * @csspart transfer-name - Its name.
 * @csspart preview - A received picture.
 *
 * @cssproperty [--xmpp-surface] - Background; the others are those of `<xmpp-room>`.
 */
export class XmppFileDrop extends Shell<FileDropView> {
  static readonly observedAttributes = reflect(this, TEXTS, FLAGS);

  /** Loads the view's code ahead of its use. Not a `view.js`: pages without one would list the parts that come with it. */
  static readonly load = loadOnce(async () => (await import('./drop-view.js')).FileDropView);

  declare to: string | undefined;
  declare accept: string | undefined;
  declare maxBytes: string | undefined;
  declare maxFiles: string | undefined;
  declare announce: string | undefined;
  declare receive: boolean;
  declare describe: boolean;
  declare stripMetadata: boolean;
  declare hold: boolean;
  /** With `hold`: what waits for its release, or will. */
  held: readonly FileTransfer[] = [];

  /** As if somebody had dropped it here; settles when it is among the transfers. */
  async add(given: Given, how: Gesture): Promise<void> {
    await (await this.view).take(given, how);
  }

  protected override readonly frame = css`
    :host {
      display: block;
      position: relative;
    }

    :host(:empty) {
      min-block-size: 8.5rem;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  protected override makeView(root: ShadowRoot): Promise<FileDropView> {
    root.append(document.createElement('slot')); // what it is put around does not wait
    return super.makeView(root);
  }
}
