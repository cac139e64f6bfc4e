/** What `<xmpp-rooms>` shows: follows the rooms of one session, and hands gestures on to them. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { bareJid } from '../../session/jid.js';
import type { Room } from '../../session/room.js';
import type { InvitationCards } from '../invitations/cards.js';
import type { XmppUriEvent } from '../links/events.js';
import { Announcer, announceModeOf } from '../shared/announcer.js';
import { XmppErrorEvent } from '../shared/events.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import type { RoomsStrings } from '../shared/rooms-strings.js';
import type { Strings } from '../shared/strings.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import { tokens } from '../shared/tokens.js';
import { whenWanted } from '../shared/when-wanted.js';
import { renderInstead, type Instead } from '../xmpp-roster/instead.js';
import { LineList } from '../xmpp-roster/line-list.js';
import { lineStyles } from '../xmpp-roster/lines.styles.js';
import { LinkWatch } from '../xmpp-roster/link-watch.js';
import { rosterStyles } from '../xmpp-roster/roster.styles.js';
import { renderTrouble, type TroubleWords } from '../xmpp-roster/trouble.js';
import type { RoomActions } from './actions.js';
import { renderBar, renderTabs, type Tab } from './bars.js';
import { RoomSelectEvent } from './events.js';
import { Finder } from './finder.js';
import { insteadOfOwn, insteadOfRooms } from './instead.js';
import { isIn, ownLines, type RoomLine } from './lines.js';
import { findRoomsLocale, type RoomsLocale } from './rooms-locale.js';
import { roomsStyles } from './rooms.styles.js';
import { RoomsWatch } from './rooms-watch.js';
import { describeLine, renderLine, roomName, type RowContext } from './row.js';
import type { XmppRooms } from './xmpp-rooms.js';

const FOLLOWED = ['session', 'service', 'domain'];
/** What is typed into the filter is said once it stands still. */
const FOUND_MS = 500;

export class RoomsView implements View {
  readonly announcer = new Announcer();
  readonly finder: Finder;
  readonly #words: LocaleFollower<RoomsLocale>;
  readonly #list: LineList<RoomLine>;
  readonly #link = new LinkWatch(() => this.render());
  readonly #watch: RoomsWatch;
  #actions: Promise<RoomActions> | undefined;
  #cards: InvitationCards | undefined;
  /** A room that somebody was asked into, and agreed to. */
  #invited: string | undefined;
  #tab: Tab = 'own';
  #filter = '';
  #shown: RowContext | undefined;
  /** What the lines were last ordered by. */
  #ordered = '';
  #collator: Intl.Collator | undefined;
  /** What was done last, and can be undone. */
  #undo: { text(words: RoomsStrings): string; act(): void } | undefined;
  #foundTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: XmppRooms,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, rosterStyles, lineStyles, roomsStyles);
    this.#words = new LocaleFollower(host, findRoomsLocale, () => {
      this.#collator = undefined;
      this.#actions?.then((actions) => actions.translate()).catch(() => undefined);
      this.render();
    });
    this.#filter = host.filter ?? '';
    this.#watch = new RoomsWatch({
      changed: () => this.render(),
      opened: (room) => room.jid === this.#invited && this.#show(room),
      mentioned: (room) => this.#mentioned(room),
      failed: this.failed,
    });
    this.finder = new Finder(this.#watch, {
      changed: () => this.render(),
      failed: this.failed,
    });
    this.#list = new LineList<RoomLine>({
      render: (line) => renderLine(line, this.#shown!),
      describe: (line) => describeLine(line, this.#shown!),
      choose: (line) => this.choose(line.jid),
      menu: (line, opener, at) => this.#act((actions) => actions.menu(line, opener, at)),
      rename: (line) => this.#act((actions) => actions.rename(line)),
      remove: (line) => this.#act((actions) => actions.remove(line)),
      nameOf: (line) => roomName(line, this.#watch.directory),
      settle: () => this.session && this.render(),
      leave: () => this.focus(),
    });
    this.#list.element.addEventListener('scroll', () => this.#reached(), { passive: true });
  }

  connected(): void {
    this.host.addEventListener('xmpp-uri', this.#agreed);
    this.#words.connected();
    this.#watch.follow(sessionOf(this.host));
    this.render();
  }

  disconnected(): void {
    this.host.removeEventListener('xmpp-uri', this.#agreed);
    this.#cards?.close();
    this.#watch.follow(undefined);
    this.finder.stop();
    this.#words.disconnected();
    this.announcer.clear();
    this.#actions?.then((actions) => actions.close()).catch(() => undefined);
    this.#link.stop();
    clearTimeout(this.#foundTimer);
  }

  changed(name: string): void {
    if (!this.session) return;
    if (name === 'filter') this.#filter = this.host.filter ?? '';
    if (FOLLOWED.includes(name)) {
      this.finder.stop();
      this.#watch.follow(sessionOf(this.host));
    }
    this.render();
  }

  focus(options?: FocusOptions): void {
    if (this.#list.lines.length && this.#list.element.isConnected) this.#list.focus(options);
    else this.root.querySelector<HTMLElement>('.middle button, .filter, .tab')?.focus(options);
  }

  get words(): RoomsStrings {
    return this.#words.now.words;
  }

  get tag(): string {
    return this.#words.now.tag;
  }

  get strings(): Strings {
    return this.#words.now.strings;
  }

  get locale(): RoomsLocale {
    return this.#words.now;
  }

  get session() {
    return this.#watch.session;
  }

  get bookmarks() {
    return this.#watch.bookmarks;
  }

  get online(): boolean {
    return this.#link.isUp(this.session);
  }

  /** A room is to be seen: one's own is entered, another one only opened. */
  choose(jid: string): void {
    const { session, bookmarks } = this;
    if (!session) return;
    const room = session.rooms.open(jid);
    const kept = bookmarks?.get(jid) && bookmarks.nickFor(jid) !== undefined ? bookmarks : undefined;
    if (kept && !isIn(room) && session.state !== 'offline') kept.enter(jid);
    else if (!room.nick) this.#callUs(room);
    this.#show(room);
  }

  #show(room: Room): void {
    this.#invited = undefined;
    this.host.selected = room.jid;
    this.host.dispatchEvent(new RoomSelectEvent(room.jid, room));
    this.render();
  }

  /** What somebody was asked into is what they want to see; it is about to be entered. */
  readonly #agreed = ({ action, jid }: XmppUriEvent) => {
    if (action !== 'join') return;
    const known = this.session?.rooms.get(jid);
    if (known) this.#show(known);
    else this.#invited = jid;
  };

  /** Whoever enters it is not asked for what is known. */
  #callUs(room: Room): void {
    const nick = this.bookmarks?.nickFor(room.jid);
    if (nick !== undefined) room.setNick(nick).catch(() => undefined); // they are asked, then
  }

  #mentioned(room: Room): void {
    if (room.jid !== this.host.selected) this.announcer.say(this.words.mentioned(nickText(room.name)));
  }

  /** Says what was done, which can be undone until something else is. */
  offerUndo(text: (words: RoomsStrings) => string, act: () => void): void {
    this.#undo = { text, act };
    this.announcer.say(text(this.words));
    this.render();
  }

  readonly #undone = () => {
    const undo = this.#undo;
    this.#undo = undefined;
    undo?.act();
    this.render();
    this.focus();
  };

  // Gestures

  readonly #turn = (tab: Tab) => {
    if (tab === this.#tab) return;
    this.#tab = tab;
    this.#undo = undefined;
    this.#list.element.scrollTop = 0;
    this.render();
  };

  readonly #typed = ({ target }: Event) => {
    this.#filter = (target as HTMLInputElement).value;
    this.render();
    clearTimeout(this.#foundTimer);
    this.#foundTimer = setTimeout(() => {
      const found = this.#list.lines.length;
      this.announcer.say(found ? this.words.found(found) : this.words.noneFound);
    }, FOUND_MS);
  };

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') this.#list.focus();
    else if (event.key === 'Escape' && this.#filter) this.#unfilter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #unfilter = () => {
    this.#filter = '';
    this.render();
    this.root.querySelector<HTMLElement>('.filter')?.focus();
  };

  readonly #connect = () => {
    this.session?.connect().catch(() => undefined); // its state tells
  };

  readonly #create = () => this.#act((actions) => actions.create());

  readonly #lookElsewhere = () => this.#act((actions) => actions.elsewhere());

  readonly #services = (button: HTMLElement) => this.#act((actions) => actions.services(button));

  readonly #find = () => {
    this.#turn('find');
    this.root.querySelector<HTMLElement>('.tab[aria-selected=true]')?.focus();
  };

  /** The end of what has come so far. */
  #reached(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#list.element;
    if (this.#tab === 'find' && scrollTop > 0 && scrollHeight - scrollTop < 2 * clientHeight)
      this.finder.more();
  }

  /** Does what needs code that loads with the first who wants it. */
  #act(act: (actions: RoomActions) => void): void {
    this.#actions ??= import('./actions.js').then(
      ({ RoomActions }) => new RoomActions(this),
      (error: unknown) => {
        this.#actions = undefined;
        throw error;
      },
    );
    this.#actions.then(act, this.failed);
  }

  readonly failed = (error: unknown) => {
    this.host.dispatchEvent(new XmppErrorEvent('load-failed', error));
  };

  // Showing

  render(): void {
    if (!this.#words.ready) return;
    const { session, words } = this;
    this.#link.look(session);
    this.#watch.hold();
    this.announcer.mode = announceModeOf(this.host.announce);
    const finding = this.#tab === 'find';
    if (finding) this.finder.look();
    this.#showLines(finding);
    const instead = finding ? this.#insteadOfRooms() : this.#insteadOfOwn();
    const shown = instead ? renderInstead(instead) : this.#list.element;
    const focused = this.root.activeElement;
    render(
      html`<section
        part="frame"
        class="kit roster rooms"
        lang=${this.locale.tag}
        aria-label=${words.rooms}
        aria-busy=${String(instead === 'loading')}
      >
        ${renderTabs(this.#tab, words, this.#turn)}
        ${renderBar({
          tab: this.#tab,
          filter: this.#filter,
          words,
          typed: this.#typed,
          pressed: this.#pressed,
          create: this.host.noCreate ? undefined : this.#create,
        })}
        ${renderTrouble(session, this.#known && !this.online, this.#troubleWords, this.#connect)}
        ${finding ? this.#serviceBar() : this.#invitations()}
        <div class="stage" id="panel" role="tabpanel" aria-labelledby="tab-${this.#tab}" part="rooms">
          ${shown}
        </div>
        ${this.#note(finding)} ${this.announcer.polite}${this.announcer.assertive}
      </section>`,
      this.root,
    );
    if (focused && !this.root.activeElement) this.focus({ preventScroll: true }); // it is gone
  }

  #showLines(finding: boolean): void {
    const { directory, bookmarks } = this.#watch;
    const { selected } = this.host;
    this.#collator ??= new Intl.Collator([this.locale.tag, 'en'], { numeric: true, sensitivity: 'base' });
    const { compare } = this.#collator;
    this.#shown = {
      locale: this.locale,
      selected: selected && (bareJid(selected) ?? selected),
      directory,
      keeps: (jid) => bookmarks?.get(jid) !== undefined,
    };
    const lines = finding
      ? this.finder.lines(this.#filter, compare)
      : bookmarks
        ? ownLines({ bookmarks: bookmarks.list, rooms: this.#watch.rooms, filter: this.#filter, compare })
        : [];
    const by = `${this.#tab} ${this.#filter}`;
    this.#list.update(lines, finding ? this.words.find : this.words.own, by !== this.#ordered);
    this.#ordered = by;
  }

  #invitations(): TemplateResult | typeof nothing {
    const { people } = this.#watch;
    if (people?.invitations.pending.length) this.#wantCards();
    return (people && this.#cards?.render(people)) ?? nothing;
  }

  readonly #wantCards = whenWanted(
    async () => {
      const { InvitationCards } = await import('../invitations/cards.js');
      this.#cards = new InvitationCards(this);
      this.render();
    },
    (error) => this.failed(error),
  );

  /** Whether there is something to be seen, whatever the link does. */
  get #known(): boolean {
    return this.#list.lines.length > 0 || this.#watch.bookmarks?.state === 'ready';
  }

  get #troubleWords(): TroubleWords {
    const { words } = this;
    const { reconnecting, retry, retryNow } = this.locale.strings;
    return {
      trouble: words.trouble,
      offlineNow: words.offline,
      connect: words.connect,
      reconnecting,
      retry,
      retryNow,
    };
  }

  #insteadOfOwn(): Instead | 'loading' | undefined {
    if (this.#list.lines.length) return undefined;
    return insteadOfOwn({
      session: this.session,
      bookmarks: this.#watch.bookmarks,
      words: this.words,
      trouble: this.#troubleWords,
      filter: this.#filter,
      unfilter: this.#unfilter,
      connect: this.#connect,
      find: this.#find,
    });
  }

  #insteadOfRooms(): Instead | 'loading' | undefined {
    if (this.#list.lines.length) return undefined;
    return insteadOfRooms({
      session: this.session,
      finder: this.finder,
      words: this.words,
      trouble: this.#troubleWords,
      filter: this.#filter,
      unfilter: this.#unfilter,
      connect: this.#connect,
      elsewhere: this.#lookElsewhere,
    });
  }

  #serviceBar(): TemplateResult | typeof nothing {
    const { service } = this.finder;
    if (service === undefined) return nothing;
    const opened = ({ currentTarget: button }: Event) => {
      if (!(button instanceof HTMLElement)) return;
      button.focus(); // Safari does not by itself
      this.#services(button);
    };
    return html`<div class="place">
      <span class="hint"><bdi>${this.words.at(nickText(service))}</bdi></span>
      <button type="button" class="plain small" aria-haspopup="menu" aria-expanded="false" @click=${opened}>
        ${this.words.changeService}
      </button>
    </div>`;
  }

  /** Below the list: what can be undone; how far a search goes; that a guest's rooms do not last. */
  #note(finding: boolean): TemplateResult | typeof nothing {
    const { words } = this;
    const line = (text: string, button?: string, act?: () => void, busy = false) =>
      html`<div part="note" class="foot">
        <span class="hint">${text}</span>
        ${
          button
            ? html`<button type="button" class="small" aria-disabled=${busy ? 'true' : nothing} @click=${act}>
                ${button}
              </button>`
            : nothing
        }
      </div>`;
    if (this.#undo) return line(this.#undo.text(words), words.undo, this.#undone);
    if (finding) {
      const { soFar, busy } = this.finder;
      if (soFar === undefined) return nothing;
      const more = this.#filter ? words.searchMore : words.more;
      return line(words.foundSoFar(soFar), more, () => !busy && this.finder.more(), busy);
    }
    const guest = this.session?.guest && this.session.state === 'online' && this.#list.lines.length;
    return guest ? line(words.guestNote) : nothing;
  }
}
