/**
 * Coming back: what a tab keeps of a room, so that a reload, or the site's next page, goes on under the same name and
 * at the same place. From entering until the visitor leaves or is put out; in other tabs there is nothing of it.
 */
import type { Room } from '../../session/room.js';
import { readVisit, writeVisit, type Place, type Visit } from '../shared/storage.js';

export interface VisitHost {
  readonly element: { readonly jid: string | undefined; readonly nick: string | undefined };
  /** Where the reader is; undefined at the end. */
  place(): Place | undefined;
  /** @returns Whether it was there to go to. */
  goTo(place: Place): boolean;
}

export class TabVisit {
  /** Where the reader was on the page before, until the list has it. */
  #sought: Place | undefined;
  #room: Room | undefined;
  /** The name that the visitor is known to be in under: storage is not asked with each message. */
  #known: string | undefined;

  constructor(readonly host: VisitHost) {}

  /** The name the visitor was in under, unless the page has another one for them by now. */
  get nick(): string | undefined {
    const visit = this.#visit;
    const { nick } = this.host.element;
    return nick === undefined || nick === visit?.given ? visit?.nick : undefined;
  }

  /** Whether the tab is in the room, as far as its last page knew. */
  get is(): boolean {
    return this.#visit !== undefined;
  }

  /** The list is about to show a room. */
  begin(): void {
    this.#sought = this.#visit?.place;
  }

  /** Whoever comes back goes on reading where they left. */
  follow(room: Room | undefined): void {
    this.#room = room;
    this.#known = undefined;
    const lastRead = this.#visit?.lastRead;
    if (lastRead !== undefined && room?.history === 'unknown') room.restoreRead(lastRead);
  }

  /** The list has changed. */
  shown(room: Room | undefined): void {
    if (!this.#sought || !room?.messages.length) return;
    const known = room.history !== 'unknown' && room.history !== 'loading';
    // without an archive rows come one by one
    if (this.host.goTo(this.#sought) || (known && room.history !== 'unavailable')) this.stay();
  }

  /** The reader is where they want to be. */
  stay(): void {
    this.#sought = undefined;
  }

  changed({ nick, status: { state } }: Room): void {
    if (state === 'removed') this.end();
    const name = state === 'joined' ? nick : undefined;
    if (name === this.#known) return;
    this.#known = name;
    if (name !== undefined && name !== this.#visit?.nick)
      this.#write({ nick: name, given: this.host.element.nick });
  }

  /** The page goes, or may. */
  readonly keep = () => {
    const visit = this.#visit;
    if (!visit) return;
    const lastRead = this.#room?.lastRead ?? visit.lastRead;
    this.#write({ ...visit, lastRead, place: this.#sought ?? this.host.place() });
  };

  end(): void {
    this.#known = undefined;
    if (this.#visit) this.#write(undefined);
  }

  get #visit(): Visit | undefined {
    const { jid } = this.host.element;
    return jid === undefined ? undefined : readVisit(jid);
  }

  #write(visit: Visit | undefined): void {
    writeVisit(this.host.element.jid ?? '', visit);
  }
}
