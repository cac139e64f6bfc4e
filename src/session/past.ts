/**
 * The far past of a conversation: going to a date or a message, searching, and what is missing in between. What is far
 * from the reader is let go of again, so that an archive of any size can be walked. Loaded when it is needed first.
 */
import type { ArchiveItem, ArchivePage, ArchiveQuery } from './archive.js';
import { ConnectionError } from './errors.js';
import type { Cursor, History } from './history.js';
import { randomId } from './id.js';
import { wordsOf, type ChatMessage, type Gap, type Row } from './message.js';
import { writeDateTime } from './protocol/datetime.js';
import { buildFormRequest, readSearchField } from './protocol/mam-form.js';
import { inSlices } from './slices.js';
import type { Wire } from './wire.js';
import { child } from './xml.js';

/** On each side of where one goes. */
const HALF = 25;
const FOUND_PAGE = 50;
/** As many pages are fetched at once if nothing of them shows. */
const PAGES = 4;
/** As many rows are left where there were too many (security.md §8). */
const KEPT = 4_500;
/** Rows that are let go of in one go. */
const BLOCK = 500;
/** As many at the end always stay: the way back to now is short. */
const TAIL = 500;

/** What was found; for {@link Past.jumpTo}. */
export interface Found {
  readonly time: Date;
  /** Of the row, where it is loaded. */
  readonly key?: string;
  /** @internal */
  readonly item?: ArchiveItem;
}

export interface FoundPage {
  /** The newest first. */
  readonly found: readonly Found[];
  /** Where it was looked for: only in the messages that are loaded, where the archive cannot search. */
  readonly scope: 'archive' | 'loaded';
  /** It might, but there is no connection. */
  readonly offline?: boolean;
  /** There are no more. */
  readonly complete: boolean;
}

/** What it asks of a conversation. */
export interface PastHost {
  readonly messages: readonly Row[];
  /** The archive can be asked now. */
  readonly ready: boolean;
  readonly session: { readonly wire: Pick<Wire, 'get'>; readonly archive: unknown };
}

export class Past {
  readonly #history: History;
  readonly #host: PastHost;
  readonly #shedOldest: () => void;
  /** Where each far gap goes on to be filled, from both sides. */
  readonly #ends = new Map<string, Cursor>();
  /** Key of a row near which the reader was last. */
  #near: string | undefined;
  #field: Promise<string | undefined> | undefined;

  constructor(history: History, host: PastHost) {
    this.#history = history;
    this.#host = host;
    const timeline = this.#timeline;
    this.#shedOldest = timeline.shed.bind(timeline);
    timeline.shed = () => this.#shed();
  }

  get #timeline() {
    return this.#history.source.timeline;
  }

  // What is missing

  async loadGap(key: string, earlier = false): Promise<void> {
    const gap = this.#gap(key);
    if (!gap || gap.state === 'loading' || gap.state === 'unavailable') return;
    const { source } = this.#history;
    const timeline = this.#timeline;
    timeline.showGap(key, 'loading');
    source.changed();
    await this.#history.next(async () => {
      try {
        if (gap.far) await this.#fillFar(key, earlier);
        else if (gap.unsure) await this.#fillOn(key);
        else if (this.#gap(key)) await this.#history.fill(key);
        if (this.#gap(key)?.state === 'loading') timeline.showGap(key, 'idle');
      } catch {
        timeline.showGap(key, 'failed');
      }
      source.changed();
    });
  }

  #gap(key: string): Gap | undefined {
    const row = this.#timeline.find(key);
    return row?.kind === 'gap' ? row : undefined;
  }

  /** As catching up would have, up to a page that brings something. */
  async #fillOn(key: string): Promise<void> {
    for (let pages = 0; pages < PAGES && this.#gap(key); pages++)
      if ((await this.#history.fill(key, true)).length > 0) return;
    this.#timeline.remove(key);
  }

  /** From the side that the reader comes from. */
  async #fillFar(key: string, earlier: boolean): Promise<void> {
    const { cursors } = this.#history;
    const timeline = this.#timeline;
    for (let pages = 0; pages < PAGES && this.#gap(key); pages++) {
      const { before = timeline.stanzaIdAfter(key) ?? '', after = timeline.stanzaIdBefore(key) } =
        this.#ends.get(key) ?? {};
      cursors.set(key, earlier || after === undefined ? { before } : { after });
      const added = await this.#history.fill(key);
      this.#ends.set(key, { before, after, ...cursors.get(key) });
      if (added.length === 0) continue;
      this.#near = added[0]?.key;
      this.#bound();
      return;
    }
  }

  // Bounds

  /** Call when there are too many rows since what came before them was loaded. */
  bound(): void {
    this.#near = this.#timeline.settled[0]?.key;
    this.#bound();
    this.#history.source.changed();
  }

  #bound(): void {
    while (this.#timeline.settled.length > KEPT) this.#shed();
  }

  /** Lets go of what is farthest from the reader: the oldest rows, or those before the last ones. */
  #shed(): void {
    const timeline = this.#timeline;
    const { length } = timeline.settled;
    const near = timeline.settled.findIndex(({ key }) => key === this.#near);
    if (near >= 0 && near < length / 2) this.#letGo(length - TAIL - BLOCK, BLOCK);
    else {
      this.#shedOldest();
      while (timeline.settled[0]?.kind === 'gap') timeline.splice(0, 1);
    }
  }

  /** Of `count` rows and the gaps beside them; what has not gone out stays. */
  #letGo(at: number, count: number): void {
    const { settled, quietGaps } = this.#timeline;
    const isGap = (row?: Row) => row?.kind === 'gap' && !quietGaps.includes(row.key);
    while (isGap(settled[at - 1])) {
      at--;
      count++;
    }
    while (isGap(settled[at + count])) count++;
    const going = settled.slice(at, at + count);
    for (const { key } of going) this.#ends.delete(key);
    const unsent = going.filter((row) => row.kind === 'message' && row.state === 'failed');
    this.#open(at, count, unsent);
  }

  /** Puts a gap in the place of `count` rows. @returns Its key. */
  #open(at: number, count = 0, rest: readonly Row[] = []): string {
    const timeline = this.#timeline;
    const { time } = timeline.settled[at - 1] ?? timeline.settled[at + count] ?? { time: new Date() };
    const gap: Gap = { kind: 'gap', key: randomId(), time, state: 'idle', far: true };
    timeline.splice(at, count, gap, ...rest);
    return gap.key;
  }

  // Going somewhere

  /**
   * Loads what was said around then, as far as it is not here.
   * @returns Key of the message, of a date of the first row from then on; undefined: there is none.
   * @throws {StanzaError} `item-not-found`: the archive has it no more. @throws {ConnectionError}
   */
  async jumpTo(where: Date | Found): Promise<string | undefined> {
    if ('time' in where && where.key !== undefined && this.#timeline.find(where.key)) return where.key;
    if (this.#history.state === 'unavailable') return this.#firstSince(where);
    if (!(await this.#history.catchUp())) throw new ConnectionError('lost');
    return this.#history.next(async () => {
      const ids = 'time' in where ? await this.#loadAround(where.item) : await this.#loadFrom(where);
      const row = this.#rowOf(ids);
      this.#near = row?.key;
      this.#bound();
      this.#history.source.changed();
      return row?.key;
    });
  }

  #firstSince(where: Date | Found): string | undefined {
    const since = 'time' in where ? where.time : where;
    return this.#host.messages.find(({ kind, time }) => kind === 'message' && time >= since)?.key;
  }

  /** The first that is shown of those with these archive ids, which some are shown in the place of. */
  #rowOf(ids: ReadonlySet<string>): Row | undefined {
    const keys = this.#timeline.settled.flatMap((row) => (hasId(row, ids) ? row.key : []));
    return this.#host.messages.find(
      (row) => row.kind === 'message' && (keys.includes(row.key) || keys.includes(row.correction ?? '')),
    );
  }

  /** @returns Archive ids of what was said from then on. */
  async #loadFrom(start: Date): Promise<ReadonlySet<string>> {
    const later = await this.#history.query({ filters: { start: writeDateTime(start) }, max: HALF });
    if (later.first === undefined) return new Set();
    // by its id: servers count time in seconds of their own
    const earlier = await this.#history.query({ before: later.first, max: HALF });
    this.#put(earlier, later);
    return new Set(later.items.map(({ id }) => id));
  }

  async #loadAround(item: ArchiveItem | undefined): Promise<ReadonlySet<string>> {
    if (!item) return new Set();
    const around = (where: Partial<ArchiveQuery>) => this.#history.query({ ...where, max: HALF });
    const [earlier, later] = await Promise.all([around({ before: item.id }), around({ after: item.id })]);
    const { last = item.id, complete, items } = later;
    this.#put(earlier, { first: item.id, last, complete, items: [item, ...items] });
    return new Set([item.id]);
  }

  /** Puts a run of the archive where it belongs, with a gap to what comes after it if it does not reach that. */
  #put(earlier: ArchivePage, later: ArchivePage): void {
    const history = this.#history;
    const timeline = this.#timeline;
    const items = [...earlier.items, ...later.items];
    const ids = new Set(items.map(({ id }) => id));
    const page = { items, complete: earlier.complete, first: earlier.first ?? later.first, last: later.last };
    const meets = timeline.settled.some((row) => hasId(row, ids));
    // what meets nothing lies within a gap, or before all that is here; '' is no gap: beside what it meets
    history.put(page, { before: meets ? '' : this.#open(this.#placeOf(items.at(-1)?.stamp)) });
    if (ids.has(timeline.firstStanzaId ?? '')) history.begins(page);
  }

  /** Where what was said until then begins, if none of it is here: behind a gap, or at the beginning. */
  #placeOf(end = new Date()): number {
    const { settled, quietGaps } = this.#timeline;
    const isLater = (row: Row) => row.kind === 'message' && row.stanzaId !== undefined && row.time > end;
    const later = settled.findIndex(isLater);
    const before = later < 0 ? settled : settled.slice(0, later);
    return before.findLastIndex(({ kind, key }) => kind === 'gap' && !quietGaps.includes(key)) + 1;
  }

  // Searching

  /** Whether the archive searches by itself (XEP-0431). @throws {StanzaError} @throws {ConnectionError} */
  async searchable(): Promise<boolean> {
    return (await this.#searchField()) !== undefined;
  }

  #searchField(): Promise<string | undefined> {
    return (this.#field ??= this.#askForField().catch((error: unknown) => {
      this.#field = undefined;
      throw error;
    }));
  }

  async #askForField(): Promise<string | undefined> {
    if (this.#history.state === 'unavailable') return undefined;
    const { archive, jid } = this.#history.source;
    const { session } = this.#host;
    const address = archive === session.archive ? jid : undefined; // a chat asks the account's
    const answer = await session.wire.get(address, buildFormRequest());
    return answer && readSearchField(answer);
  }

  /**
   * Looks for `text`, page by page; in whatever case.
   * @throws {StanzaError} The archive refuses. @throws {ConnectionError} The link was lost, or `signal` aborted.
   */
  async *search(text: string, signal?: AbortSignal): AsyncGenerator<FoundPage, void, undefined> {
    const offline = !this.#host.ready && this.#history.state !== 'unavailable';
    const field = offline ? undefined : await this.#searchField();
    if (field === undefined) {
      yield { found: await this.#searchLoaded(text), scope: 'loaded', offline, complete: true };
      return;
    }
    const { archive, jid } = this.#history.source;
    for (let before: string | undefined = ''; before !== undefined;) {
      const filters = { [field]: text };
      const page: ArchivePage = await archive.query(jid, { before, filters, max: FOUND_PAGE, signal });
      before = page.complete ? undefined : page.first;
      const found = page.items.filter(saysSomething).map((item) => ({ item, time: item.stamp }));
      yield { found: found.reverse(), scope: 'archive', complete: before === undefined };
    }
  }

  async #searchLoaded(text: string): Promise<readonly Found[]> {
    const wanted = comparable(text);
    const found: Found[] = [];
    await inSlices([...this.#host.messages].reverse(), (row) => {
      if (row.kind === 'message' && !row.removed && comparable(wordsOf(row)).includes(wanted))
        found.push({ key: row.key, time: row.time });
    });
    return found;
  }
}

const pasts = new WeakMap<History, Past>();

/** The same one each time. */
export function pastOf(history: History, host: PastHost): Past {
  const past = pasts.get(history) ?? new Past(history, host);
  pasts.set(history, past);
  return past;
}

const hasId = (row: Row, ids: ReadonlySet<string>): row is ChatMessage =>
  row.kind === 'message' && ids.has(row.stanzaId ?? '');

/** Other things that an archive holds have no words to be found by. */
const saysSomething = ({ message }: ArchiveItem) => child(message, 'body', 'jabber:client') !== undefined;

/** The same for what most take for the same. */
export const comparable = (text: string): string => text.normalize('NFKC').toLowerCase();
