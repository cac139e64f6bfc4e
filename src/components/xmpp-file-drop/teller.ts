/** What is said of transfers to screen readers (ux.md §6): that one began, quarters of slow ones, how it ended. */
import type { FileTransfer } from '../../session/files/transfer.js';
import type { Announcer } from '../shared/announcer.js';
import type { FileStrings } from '../shared/file-strings.js';
import { failureText } from './failure.js';
import { plainName } from './names.js';
import type { FileLocale } from './words.js';

/** Faster ones are done before their quarters are said. */
const SLOW_MS = 5_000;
const QUARTER = 0.25;

interface Told {
  /** When its bytes began to move. */
  since: number | undefined;
  /** How many quarters were passed. */
  quarters: number;
}

export class Teller {
  readonly #told = new WeakMap<FileTransfer, Told>();

  constructor(
    readonly announcer: Announcer,
    readonly locale: () => FileLocale,
  ) {}

  begun(transfers: readonly FileTransfer[], held: boolean): void {
    const [first] = transfers;
    if (!first) return;
    const { areStarted, isStarted, areAdded, isAdded } = this.#strings;
    const [one, more] = held ? [isAdded, areAdded] : [isStarted, areStarted];
    this.announcer.say(transfers.length > 1 ? more(transfers.length) : one(plainName(first.file.name)));
  }

  moved(transfer: FileTransfer): void {
    const { bytes, file, state } = transfer;
    if (state !== 'active' || file.size === 0) return;
    const told = this.#told.get(transfer) ?? { since: undefined, quarters: 0 };
    this.#told.set(transfer, told);
    told.since ??= Date.now();
    const quarters = Math.floor(bytes / file.size / QUARTER);
    if (quarters <= told.quarters) return;
    told.quarters = quarters;
    if (Date.now() - told.since > SLOW_MS && bytes < file.size)
      this.announcer.say(this.#strings.isReached(plainName(file.name), quarters * QUARTER));
  }

  ended(transfer: FileTransfer): void {
    this.#told.delete(transfer); // a retry begins anew
    const { direction, file, state, error } = transfer;
    const name = plainName(file.name);
    const strings = this.#strings;
    if (state === 'done') {
      const text = direction === 'in' ? strings.isReceived(name) : strings.isSent(name);
      this.announcer.messages([{ text, mention: false }], strings.areDone);
    } else if (state === 'failed' && error)
      this.announcer.say(strings.isFailed(name, failureText(error, this.locale())), true);
    else if (state === 'cancelled') this.announcer.say(strings.isCancelled(name));
  }

  get #strings(): FileStrings {
    return this.locale().strings;
  }
}
