/**
 * The past of a conversation, page by page out of its archive (XEP-0313): what came before the first row, what was
 * missed while away. What is known to be missing in between is filled by past.ts.
 */
import type { Archive, ArchiveItem, ArchivePage, ArchiveQuery } from './archive.js';
import { ConnectionError, StanzaError } from './errors.js';
import type { ChatMessage, Gap, HistoryState } from './message.js';
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

export type Cursor = Pick<ArchiveQuery, 'after' | 'before'>;

export class History {
  /** @internal As what follows is: for past.ts. */
  readonly source: HistorySource;
  /** Where each gap goes on to be filled: behind what came before it, or ahead of what came after. */
  readonly cursors = new Map<string, Cursor>();
  /** What is under way, and all that waits behind it. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Aborted when another session begins: no page of the one before fits any more. */
  #session = new AbortController();
  /** Of the session in which what is under way was begun. */
  #signal = this.#session.signal;
  #state: HistoryState = 'unknown';
  /** Whether the newest page was there once. */
  #opened = false;
  /** Archive id before which nothing is loaded. */
  #earliest: string | undefined;
  /** How often something may have been missed: what was asked for before knows nothing of that. */
  #losses = 0;
  /** The newest page, asked for by {@link askAhead}; null: taken, or asked for too long ago. */
  #ahead: Promise<ArchivePage> | null | undefined;

  constructor(source: HistorySource) {
    this.source = source;
    source.timeline.openGap();
    source.timeline.trimmed = () => this.#trimmed();
  }

  get state(): HistoryState {
    return this.#state;
  }

  /** There is no archive to ask. */
  noArchive(): void {
    if (this.#state !== 'unknown') return;
    const { timeline } = this.source;
    for (const key of timeline.quietGaps) timeline.remove(key);
    this.#set('unavailable');
  }

  /** Another session begins: much may have been said since what came in the one before. */
  startOver(): void {
    this.#session.abort(new ConnectionError('lost'));
    this.#session = new AbortController();
    this.mayMiss();
  }

  /** What comes from here on may not be all: {@link catchUp} finds out. */
  mayMiss(): void {
    this.#losses++;
    this.#ahead &&= null;
    if (this.#state !== 'unavailable') this.source.timeline.openGap();
  }

  /** Whether something may be missing that nobody has been told of. */
  get inDoubt(): boolean {
    return this.source.timeline.quietGaps.length > 0;
  }

  /**
   * Asks for the newest page in the same breath as to be let in, behind it: the answer holds all that was said before
   * we were (RFC 6120 §10.1). Once: whoever is not let in does not fetch it with each try.
   */
  askAhead(): void {
    const first = this.#ahead === undefined && this.#state === 'unknown';
    this.#ahead = first ? this.query({ before: '' }, this.#session.signal) : null;
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
    if (this.#state !== 'more' && this.#state !== 'failed') return this.#queue as Promise<void>;
    this.#set('loading');
    return this.next(() => this.#loadEarlier());
  }

  /**
   * Fetches what was missed; at first, the newest page.
   * @returns Whether all is known now. What the archive did not give on a live link shows as a gap.
   */
  catchUp(): Promise<boolean> {
    return this.next(async () => {
      try {
        await this.#fetchMissed();
        return true;
      } catch (error) {
        if (!this.#opened) this.#set('failed');
        else if (!(error instanceof ConnectionError || this.#signal.aborted)) this.#gapsAre('failed');
        return false; // it goes on at the next attempt
      }
    });
  }

  /** One thing at a time: whatever changes the timeline finds it as the one before has left it. */
  next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(() => {
      this.#signal = this.#session.signal;
      return work();
    });
    this.#queue = done.catch(() => undefined); // what waits behind it goes on, whatever became of it
    return done;
  }

  #trimmed(): void {
    this.#earliest = this.source.timeline.firstStanzaId ?? this.#earliest;
    if (this.#state === 'start') this.#set('more');
  }

  async query(where: Partial<ArchiveQuery>, signal = this.#signal): Promise<ArchivePage> {
    const page = await this.source.archive.query(this.source.jid, { max: PAGE, signal, ...where });
    await this.source.prepare(page.items);
    return page;
  }

  /** @throws {ConnectionError} Another session has begun since. */
  put({ items }: ArchivePage, place?: Parameters<Timeline['merge']>[1]): readonly ChatMessage[] {
    this.#signal.throwIfAborted();
    return this.source.timeline.merge(
      inOrder(items, (item) => this.source.read(item)),
      place,
    );
  }

  async #loadEarlier(): Promise<void> {
    if (this.#state === 'start') return;
    this.#set('loading');
    try {
      if (!this.#opened) {
        await this.#fetchMissed();
        return;
      }
      for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
        const before = this.#earliest ?? '';
        const page = await this.query({ before });
        if (before !== (this.#earliest ?? '')) continue; // trimmed meanwhile
        const added = this.put(page);
        this.begins(page);
        if (added.length || this.#state !== 'more') return;
      }
      this.#set('more');
    } catch {
      this.#set('failed');
    }
  }

  /** @param page The earliest that is known. */
  begins({ complete, first }: ArchivePage): void {
    this.#earliest = first ?? this.#earliest;
    this.#set(complete || first === undefined ? 'start' : 'more');
  }

  /** Goes behind the last quiet gap; what is missing in between shows. */
  async #newest(): Promise<void> {
    const source = this.source;
    const { timeline } = source;
    const losses = this.#losses;
    const page = await this.#newestWithDoubts();
    if (losses !== this.#losses && !this.#signal.aborted) return this.#newest(); // there may be more by now
    const added = this.put(page, { behind: timeline.quietGaps.at(-1) });
    if (this.#opened) {
      source.missed(added);
      this.#gapsAre('idle');
    } else {
      this.#opened = true;
      for (const key of timeline.quietGaps)
        if (timeline.stanzaIdBefore(key) === undefined) timeline.remove(key);
      const first = timeline.firstStanzaId;
      this.begins(page.items.some(({ id }) => id === first) ? page : { ...page, first });
      source.opened(added);
    }
    source.changed();
  }

  #gapsAre(state: Gap['state']): void {
    const { timeline } = this.source;
    for (const key of timeline.quietGaps) timeline.showGap(key, state);
    this.source.changed();
  }

  /** The newest page, and so many before it that own messages in doubt are among them if they have arrived. */
  async #newestWithDoubts(): Promise<ArchivePage> {
    let page = (await this.#takeAhead()) ?? (await this.query({ before: '' }));
    const doubtMs = this.source.doubtMs();
    const newest = page.items.at(-1);
    if (doubtMs === undefined || !newest) return page;
    // By the archive's clock: it is at least as late there as its newest message.
    const since = newest.stamp.getTime() - doubtMs - DOUBT_MARGIN_MS;
    for (let pages = 1; (page.items[0]?.stamp.getTime() ?? 0) > since && !page.complete; pages++) {
      if (pages === DOUBT_PAGES) throw new RangeError('too much was said since');
      const { items, complete, first } = await this.query({ before: page.first });
      if (items.length === 0) break;
      page = { items: [...items, ...page.items], complete, first, last: page.last };
    }
    return page;
  }

  async #fetchMissed(): Promise<void> {
    const source = this.source;
    if (!this.#opened) {
      this.#set('loading');
      await this.#newest();
    }
    for (let pages = 1, gap; (gap = source.timeline.quietGaps[0]) !== undefined; pages++) {
      const added = await this.fill(gap, true);
      source.missed(added);
      source.changed();
      if (pages < CATCH_UP_PAGES || !source.timeline.find(gap)) continue;
      if (added.length > 0) return this.#newest();
      source.timeline.remove(gap); // so far nothing was missing, as it should be after a resume
    }
  }

  /**
   * Puts a page into a gap, which is none any more once there are no others.
   * @param toEnd Nor when it meets what is there: servers lose some of what was said before a session was resumed.
   * @returns What is new of it.
   */
  async fill(key: string, toEnd = false): Promise<readonly ChatMessage[]> {
    const { timeline } = this.source;
    const { after, before } = this.#cursor(key);
    const backwards = before !== undefined;
    const losses = this.#losses;
    try {
      const page = await this.query({ after, before });
      const added = this.put(page, backwards ? { behind: key } : { before: key, more: toEnd });
      const next = backwards ? page.first : page.last;
      if (!page.complete && next !== undefined)
        this.cursors.set(key, backwards ? { before: next } : { after: next });
      else if (toEnd && losses !== this.#losses)
        return added; // as above
      else if (backwards && timeline.stanzaIdBefore(key) !== undefined) timeline.showGap(key, 'unavailable');
      else timeline.remove(key);
      return added;
    } catch (error) {
      if (backwards || !isForgotten(error)) throw error;
      this.cursors.set(key, { before: timeline.stanzaIdAfter(key) ?? '' });
      return this.fill(key, toEnd);
    }
  }

  #cursor(key: string): Cursor {
    const { timeline } = this.source;
    const known = this.cursors.get(key);
    if (known) return known;
    const after = timeline.stanzaIdBefore(key);
    return after === undefined ? { before: timeline.stanzaIdAfter(key) ?? '' } : { after };
  }

  #set(state: HistoryState): void {
    this.#state = state;
    this.source.changed();
  }
}

/** MAM-2: the archive does not know the message that it was asked to go on from. */
const isForgotten = (error: unknown) => error instanceof StanzaError && error.condition === 'item-not-found';

/** What `items` say, read from the last to the first: what became of a message is said after it. */
export const inOrder = <T>(items: readonly ArchiveItem[], read: (item: ArchiveItem) => T | undefined): T[] =>
  [...items]
    .reverse()
    .flatMap((item) => read(item) ?? [])
    .reverse();
