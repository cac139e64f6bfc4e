/**
 * The past of a conversation, page by page out of its archive (XEP-0313): what came before the first row, what was
 * missed while away, and what is known to be missing in between.
 */
import type { Archive, ArchiveItem, ArchivePage } from './archive.js';
import { ConnectionError, StanzaError } from './errors.js';
import { randomId } from './id.js';
import type { ChatMessage, Gap, HistoryState } from './message.js';
import type { Timeline } from './timeline.js';

const PAGE = 50;
/** As many pages are fetched by themselves after an absence; what lies between then is a gap. */
const CATCH_UP_PAGES = 4;
/** As far back an own message is looked for, and so much longer than it is ago. */
const DOUBT_PAGES = 20;
const DOUBT_MARGIN_MS = 5_000;

export interface HistorySource {
  readonly archive: Archive;
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

export class History {
  readonly #source: HistorySource;
  /** Where each gap goes on to be filled: behind what came before it, or ahead of what came after. */
  readonly #gaps = new Map<string, { readonly after?: string; readonly before?: string }>();
  #state: HistoryState = 'unknown';
  /** Whether the newest page was there once. */
  #opened = false;
  /** Archive id before which nothing is loaded. */
  #earliest: string | undefined;
  #loading: Promise<void> | undefined;
  /** The newest page, asked for by {@link askAhead}; null: taken, or asked for too long ago. */
  #ahead: Promise<ArchivePage> | null | undefined;
  /** Rows that came live in sessions that ended before the newest page was there. */
  #stale: string[] = [];

  constructor(source: HistorySource) {
    this.#source = source;
    source.timeline.markSeam();
  }

  get state(): HistoryState {
    return this.#state;
  }

  /** There is no archive to ask. */
  noArchive(): void {
    if (this.#state === 'unknown') this.#set('unavailable');
  }

  /**
   * Another session begins. Much may have been said between what came live in the one before and the newest page, which
   * shows in its place what it holds of it; {@link loadEarlier} has the rest.
   */
  startOver(): void {
    if (this.#opened) return;
    const { rows } = this.#source.timeline;
    this.#stale = rows.flatMap((row) => (row.kind === 'message' && row.stanzaId ? [row.key] : []));
  }

  /** The oldest rows were let go of. */
  trimmed(earliest: string | undefined): void {
    this.#earliest = earliest ?? this.#earliest;
    if (this.#state === 'start') this.#set('more');
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
    timeline.updateGap(key, 'loading');
    this.#source.changed();
    const { after, before } = this.#gaps.get(key) ?? {};
    const forwards = before === undefined;
    try {
      const page = await this.#query(forwards ? { after } : { before });
      const next = forwards ? page.last : page.first;
      const { rows, joined } = this.#fresh(page.items);
      this.#gaps.set(key, forwards ? { after: next } : { before: next });
      const ended = page.complete || next === undefined;
      const rest: Gap[] =
        joined || (ended && forwards) ? [] : [{ ...gap, state: ended ? 'unavailable' : 'idle' }];
      timeline.fillGap(key, forwards ? [...rows, ...rest] : [...rest, ...rows]);
    } catch (error) {
      if (isForgotten(error)) this.#gaps.set(key, { before: timeline.stanzaIdAfter(key) ?? '' });
      timeline.updateGap(key, 'failed');
    }
    this.#source.changed();
  }

  /**
   * Fetches what was missed since the last row before the timeline's seam; at first, the newest page.
   * @returns Whether all is known now. What the archive did not give on a live link becomes a gap.
   */
  async catchUp(): Promise<boolean> {
    const { timeline } = this.#source;
    const last = timeline.lastStanzaId;
    try {
      if (last === undefined) await this.#newest();
      else await this.#since(last);
      timeline.closeSeam();
      return true;
    } catch (error) {
      if (this.#state === 'unknown' || this.#state === 'loading') this.#set('failed');
      const after = timeline.lastStanzaId;
      if (error instanceof ConnectionError || after === undefined) return false; // it goes on at the next attempt
      this.#insertGap(after, 'failed');
      timeline.closeSeam();
      return false;
    }
  }

  async #query(where: { before?: string; after?: string }) {
    const page = await this.#source.archive.query(this.#source.jid, { ...where, max: PAGE });
    await this.#source.prepare(page.items);
    return page;
  }

  async #loadEarlier(): Promise<void> {
    this.#set('loading');
    try {
      for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
        const page = await this.#query({ before: this.#earliest ?? '' });
        this.#earliest = page.first ?? this.#earliest;
        const { rows } = this.#fresh(page.items);
        this.#source.timeline.prepend(rows);
        this.#set(page.complete || page.first === undefined ? 'start' : 'more');
        if (rows.length || this.#state === 'start') return;
      }
    } catch {
      this.#set('failed');
    }
  }

  async #newest(): Promise<{ joined: boolean; page: ArchivePage }> {
    const first = !this.#opened;
    if (first) this.#set('loading');
    const page = await this.#newestWithDoubts();
    if (first) for (const key of this.#stale.splice(0)) this.#source.timeline.remove(key);
    const joined = this.#takeMissed(page.items, !first);
    if (first) {
      this.#opened = true;
      this.#earliest = page.first;
      this.#set(page.complete || page.first === undefined ? 'start' : 'more');
    }
    return { joined, page };
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

  async #since(last: string): Promise<void> {
    let after = last;
    let forgotten = false;
    for (let pages = 0; pages < CATCH_UP_PAGES && !forgotten; pages++) {
      try {
        const page = await this.#query({ after });
        this.#takeMissed(page.items, true);
        if (page.complete || page.last === undefined) return;
        after = page.last;
      } catch (error) {
        if (!isForgotten(error)) throw error;
        forgotten = true; // MAM-2: the newest page is what can be had
      }
    }
    const gap = this.#insertGap(after, 'idle');
    const { joined, page } = await this.#newest();
    if (joined) this.#source.timeline.remove(gap);
    else if (forgotten && page.complete) this.#source.timeline.updateGap(gap, 'unavailable');
    else if (forgotten && page.first !== undefined) this.#gaps.set(gap, { before: page.first });
  }

  /** @param after Archive id of the last message before it. @returns Its key. */
  #insertGap(after: string, state: Gap['state']): string {
    const gap: Gap = { kind: 'gap', key: randomId(), time: new Date(), state };
    this.#gaps.set(gap.key, { after });
    this.#source.timeline.insertAtSeam([gap]);
    this.#source.changed();
    return gap.key;
  }

  /** @returns Whether they reach back to what was there before. */
  #takeMissed(items: readonly ArchiveItem[], away: boolean): boolean {
    const source = this.#source;
    const { added, joined } = source.timeline.insertAtSeam(items.flatMap((item) => source.read(item) ?? []));
    if (away) source.missed(added);
    else source.opened(added);
    source.changed();
    return joined;
  }

  #fresh(items: readonly ArchiveItem[]): { rows: ChatMessage[]; joined: boolean } {
    const rows: ChatMessage[] = [];
    let joined = false;
    for (const item of items) {
      const message = this.#source.read(item);
      if (!message) continue;
      if (this.#source.timeline.duplicateOf(message)) joined = true;
      else rows.push(message);
    }
    return { rows, joined };
  }

  #set(state: HistoryState): void {
    this.#state = state;
    this.#source.changed();
  }
}

/** MAM-2: the archive does not know the message that it was asked to go on from. */
const isForgotten = (error: unknown) => error instanceof StanzaError && error.condition === 'item-not-found';
