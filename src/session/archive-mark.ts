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
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param account Bare JID. */
  constructor(archive: Archive, account: string) {
    this.#archive = archive;
    this.#key = `heard ${account}`;
  }

  /** A message with that archive id is known here. */
  note(id: string): void {
    this.#last = id;
    this.#timer ??= setTimeout(() => this.flush(), DELAY_MS);
  }

  /** Whether this is not the first visit. */
  async known(): Promise<boolean> {
    return typeof (await this.#known()) === 'string';
  }

  /** All that came since the last visit, oldest first; nothing at the first one. @throws {StanzaError} @throws {ConnectionError} */
  async missed(): Promise<readonly ArchiveItem[]> {
    const last = await this.#known();
    const items = typeof last === 'string' ? await this.#since(last) : undefined;
    const end = items
      ? items.at(-1)?.id
      : (await this.#archive.query(undefined, { before: '', max: 1 })).last;
    if (end !== undefined) this.note(end);
    return items ?? [];
  }

  /** Does not wait any longer to keep it. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void keep(this.#key, this.#last);
  }

  async #known(): Promise<unknown> {
    return this.#last ?? (await kept(this.#key));
  }

  /** @returns undefined: the archive no longer knows it (MAM-2). */
  async #since(last: string): Promise<readonly ArchiveItem[] | undefined> {
    const found: ArchiveItem[] = [];
    try {
      for (let pages = 0, after = last; pages < MAX_PAGES; pages++) {
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
