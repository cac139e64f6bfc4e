/**
 * The past of a conversation, page by page out of its archive (XEP-0313): what came before the first row, what was
 * missed while away, and what is known to be missing in between.
 */
import type { Archive, ArchiveItem, ArchivePage } from './archive.js';
import { ConnectionError, StanzaError } from './errors.js';
import type { ChatMessage, HistoryState } from './message.js';
import type { Timeline } from './timeline.js';

const PAGE = 50;
/** As many pages are fetched by themselves after an absence; a gap that is left then shows. */
const CATCH_UP_PAGES = 4;
/** As far back an own message is looked for, and so much longer than it is ago. */
const DOUBT_PAGES = 20;
const DOUBT_MARGIN_MS = 5_000;

export interface HistorySource {
  readonly archive: Pick<Archive, 'query'>;
  readonly jid: string;
  readonly timeline: Timeline;
  /** Called before `read` with all of a page. */
  prepare(items: readonly ArchiveItem[]): Promise<void>;
  /** @returns undefined for what is no message to show; an own message on its way as the row it has been. */
  read(item: ArchiveItem): ChatMessage | undefined;
  /** How long ago the first own message went out of which nobody knows whether it arrived; undefined: there is none. */
  doubtMs(): number | undefined;
  /** The newest page, at first. */
  opened(rows: readonly ChatMessage[]): void;
  /** These came while we were away. */
  missed(rows: readonly ChatMessage[]): void;
  changed(): void;
}

interface Cursor {
  readonly after?: string;
  readonly before?: string;
}

export class History {
  readonly #source: HistorySource;
  /** Where each gap goes on to be filled: behind what came before it, or ahead of what came after. */
  readonly #cursors = new Map<string, Cursor>();
  #state: HistoryState = 'unknown';
  /** Whether the newest page was there once. */
  #opened = false;
  /** Archive id before which nothing is loaded. */
  #earliest: string | undefined;
  #loading: Promise<void> | undefined;
  /** The newest page, asked for by {@link askAhead}; null: taken, or asked for too long ago. */
  #ahead: Promise<ArchivePage> | null | undefined;

  constructor(source: HistorySource) {
    this.#source = source;
    source.timeline.openGap();
    source.timeline.trimmed = () => this.#trimmed();
  }

  get state(): HistoryState {
    return this.#state;
  }

  /** There is no archive to ask. */
  noArchive(): void {
    if (this.#state !== 'unknown') return;
    const { timeline } = this.#source;
    for (const key of timeline.quietGaps) timeline.remove(key);
    this.#set('unavailable');
  }

  /** Another session begins: much may have been said since what came in the one before. */
  startOver(): void {
    if (this.#state !== 'unavailable') this.#source.timeline.openGap();
  }

  /**
   * Asks for the newest page in the same breath as to be let in, behind it: the answer holds all that was said before
   * we were (RFC 6120 §10.1). Once: whoever is not let in does not fetch it with each try.
   */
  askAhead(): void {
    this.#ahead = this.#ahead === undefined && this.#state === 'unknown' ? this.#query({ before: '' }) : null;
    this.#ahead?.catch(() => undefined); // whoever takes it hears of it
  }

  /** Refused to whoever is not in yet: asked again. */
  async #takeAhead(): Promise<ArchivePage | undefined> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead?.catch((error: unknown) => {
      if (!(error instanceof StanzaError)) throw error;
      return undefined;
    });
  }

  loadEarlier(): Promise<void> {
    if (this.#state !== 'more' && this.#state !== 'failed') return this.#loading ?? Promise.resolve();
    return (this.#loading ??= this.#loadEarlier().finally(() => (this.#loading = undefined)));
  }

  async loadGap(key: string): Promise<void> {
    const { timeline } = this.#source;
    const gap = timeline.find(key);
    if (gap?.kind !== 'gap' || gap.state === 'loading' || gap.state === 'unavailable') return;
    timeline.showGap(key, 'loading');
    this.#source.changed();
    try {
      await this.#fill(key);
      const left = timeline.find(key);
      if (left?.kind === 'gap' && left.state === 'loading') timeline.showGap(key, 'idle');
    } catch {
      timeline.showGap(key, 'failed');
    }
    this.#source.changed();
  }

  /**
   * Fetches what was missed; at first, the newest page.
   * @returns Whether all is known now. What the archive did not give on a live link shows as a gap.
   */
  async catchUp(): Promise<boolean> {
    const { timeline } = this.#source;
    const gaps = timeline.quietGaps;
    try {
      await this.#fetchMissed(gaps);
      return true;
    } catch (error) {
      if (this.#state === 'unknown' || this.#state === 'loading') this.#set('failed');
      if (error instanceof ConnectionError || !this.#opened) return false; // it goes on at the next attempt
      for (const key of gaps) timeline.showGap(key, 'failed');
      this.#source.changed();
      return false;
    }
  }

  #trimmed(): void {
    this.#earliest = this.#source.timeline.firstStanzaId ?? this.#earliest;
    if (this.#state === 'start') this.#set('more');
  }

  async #query(where: { before?: string; after?: string }) {
    const page = await this.#source.archive.query(this.#source.jid, { ...where, max: PAGE });
    await this.#source.prepare(page.items);
    return page;
  }

  async #loadEarlier(): Promise<void> {
    this.#set('loading');
    try {
      if (!this.#opened) {
        await this.#fetchMissed(this.#source.timeline.quietGaps);
        return;
      }
      for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
        const page = await this.#query({ before: this.#earliest ?? '' });
        const added = this.#source.timeline.merge(this.#read(page.items));
        this.#begins(page);
        if (added.length || this.#state === 'start') return;
      }
    } catch {
      this.#set('failed');
    }
  }

  /** @param page The earliest that is known. */
  #begins({ complete, first }: ArchivePage): void {
    this.#earliest = first ?? this.#earliest;
    this.#set(complete || first === undefined ? 'start' : 'more');
  }

  /** @param gaps Quiet ones, the last of which it goes behind. */
  async #newest(gaps: readonly string[]): Promise<void> {
    const source = this.#source;
    const { timeline } = source;
    const page = await this.#newestWithDoubts();
    const added = timeline.merge(this.#read(page.items), { behind: gaps.at(-1) });
    if (this.#opened) source.missed(added);
    else {
      this.#opened = true;
      for (const key of gaps) if (timeline.stanzaIdBefore(key) === undefined) timeline.remove(key);
      const first = timeline.firstStanzaId;
      this.#begins(page.items.some(({ id }) => id === first) ? page : { ...page, first });
      source.opened(added);
    }
    source.changed();
  }

  /** The newest page, and so many before it that own messages in doubt are among them if they have arrived. */
  async #newestWithDoubts(): Promise<ArchivePage> {
    let page = (await this.#takeAhead()) ?? (await this.#query({ before: '' }));
    const doubtMs = this.#source.doubtMs();
    const newest = page.items.at(-1);
    if (doubtMs === undefined || !newest) return page;
    // By the archive's clock: it is at least as late there as its newest message.
    const since = newest.stamp.getTime() - doubtMs - DOUBT_MARGIN_MS;
    for (let pages = 1; (page.items[0]?.stamp.getTime() ?? 0) > since && !page.complete; pages++) {
      if (pages === DOUBT_PAGES) throw new RangeError('too much was said since');
      const { items, complete, first } = await this.#query({ before: page.first });
      if (items.length === 0) break;
      page = { items: [...items, ...page.items], complete, first, last: page.last };
    }
    return page;
  }

  /** What is missing in between shows as a gap. */
  async #fetchMissed(gaps: readonly string[]): Promise<void> {
    const source = this.#source;
    const { timeline } = source;
    if (!this.#opened) {
      this.#set('loading');
      await this.#newest(gaps);
    }
    const left = () => timeline.quietGaps.filter((key) => gaps.includes(key));
    for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
      const [key] = left();
      if (key === undefined) return;
      source.missed(await this.#fill(key));
      source.changed();
    }
    if (left().length > 0) await this.#newest(left());
    for (const key of left()) timeline.showGap(key, 'idle');
  }

  /** Puts a page into a gap, which is none any more once there are no others. @returns What is new of it. */
  async #fill(key: string): Promise<readonly ChatMessage[]> {
    const { timeline } = this.#source;
    const { after, before } = this.#cursor(key);
    const backwards = before !== undefined;
    try {
      const page = await this.#query({ after, before });
      const added = timeline.merge(this.#read(page.items), backwards ? { behind: key } : { before: key });
      const next = backwards ? page.first : page.last;
      if (!page.complete && next !== undefined)
        this.#cursors.set(key, backwards ? { before: next } : { after: next });
      else if (backwards && timeline.stanzaIdBefore(key) !== undefined) timeline.showGap(key, 'unavailable');
      else timeline.remove(key);
      return added;
    } catch (error) {
      if (backwards || !isForgotten(error)) throw error;
      this.#cursors.set(key, { before: timeline.stanzaIdAfter(key) ?? '' });
      return this.#fill(key);
    }
  }

  #cursor(key: string): Cursor {
    const { timeline } = this.#source;
    const known = this.#cursors.get(key);
    if (known) return known;
    const after = timeline.stanzaIdBefore(key);
    return after === undefined ? { before: timeline.stanzaIdAfter(key) ?? '' } : { after };
  }

  #read(items: readonly ArchiveItem[]): ChatMessage[] {
    return items.flatMap((item) => this.#source.read(item) ?? []);
  }

  #set(state: HistoryState): void {
    this.#state = state;
    this.#source.changed();
  }
}

/** MAM-2: the archive does not know the message that it was asked to go on from. */
const isForgotten = (error: unknown) => error instanceof StanzaError && error.condition === 'item-not-found';
