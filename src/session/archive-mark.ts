/** How far an account's archive is known here (XEP-0313), kept between visits, and what it holds beyond that. */
import type { Archive, ArchiveItem } from './archive.js';
import { keep, kept } from './database.js';
import { StanzaError } from './errors.js';

const PAGE = 100;
/** More than these is left to each conversation's own history. */
const MAX_PAGES = 5;
const DELAY_MS = 1_000;

export class ArchiveMark {
  readonly #archive: Archive;
  readonly #key: string;
  #last: string | undefined;
  /** Where {@link missed} begins, until it has come to an end; '' is where an archive begins that was empty. */
  #from: Promise<unknown> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param account Bare JID. */
  constructor(archive: Archive, account: string) {
    this.#archive = archive;
    this.#key = `heard ${account}`;
    this.#from = kept(this.#key);
  }

  /** A message with that archive id is known here. */
  note(id: string): void {
    this.#last = id;
    this.#timer ??= setTimeout(() => this.flush(), DELAY_MS);
  }

  /** What comes from here on is not all, whatever its ids: {@link missed} finds out. */
  lost(): void {
    this.flush();
    this.#from ??= Promise.resolve(this.#last);
  }

  /** Whether this is not the first visit. */
  async known(): Promise<boolean> {
    return Boolean(await this.#from);
  }

  /**
   * All that came since the last visit, or since something was lost, oldest first; nothing at the first visit.
   * @throws {StanzaError} @throws {ConnectionError}
   */
  async missed(): Promise<readonly ArchiveItem[]> {
    const from = this.#from;
    const since = await from;
    const items = typeof since === 'string' ? await this.#since(since) : undefined;
    const end = items
      ? (items.at(-1)?.id ?? String(since))
      : ((await this.#archive.query(undefined, { before: '', max: 1 })).last ?? '');
    if (from === this.#from) this.#from = undefined;
    const live = this.#last; // may be newer than the answer
    this.note(live === undefined || live === since || items?.some(({ id }) => id === live) ? end : live);
    return items ?? [];
  }

  /** Nothing is kept any more. */
  forget(): void {
    this.#from = new Promise(() => undefined);
  }

  /** Does not wait any longer to keep it; not before all up to there is known. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#from) void keep(this.#key, this.#last);
  }

  /** @returns undefined: the archive no longer knows it (MAM-2). */
  async #since(last: string): Promise<readonly ArchiveItem[] | undefined> {
    const found: ArchiveItem[] = [];
    try {
      for (let pages = 0, after: string | undefined = last || undefined; pages < MAX_PAGES; pages++) {
        const page = await this.#archive.query(undefined, { after, max: PAGE });
        found.push(...page.items);
        if (page.complete || page.last === undefined) break;
        after = page.last;
      }
    } catch (error) {
      if (error instanceof StanzaError && error.condition === 'item-not-found') return undefined;
      throw error;
    }
    return found;
  }
}
