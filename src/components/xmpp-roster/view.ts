/** What `<xmpp-roster>` shows: follows the people of one session, and hands gestures on to them. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Chat } from '../../session/chat.js';
import { displayName, type SubscriptionRequest } from '../../session/contact.js';
import { bareJid } from '../../session/jid.js';
import type { Session } from '../../session/index.js';
import type { People } from '../../session/people.js';
import type { SubscriptionEvent } from '../../session/subscriptions.js';
import type { InvitationCards } from '../invitations/cards.js';
import { Announcer, announceModeOf } from '../shared/announcer.js';
import { XmppErrorEvent } from '../shared/events.js';
import { LocaleFollower } from '../shared/locale-follower.js';
import { nickText } from '../shared/nick-text.js';
import { sessionOf } from '../shared/page-session.js';
import { presenceStyles } from '../shared/presence.styles.js';
import type { RosterStrings } from '../shared/roster-strings.js';
import { adopt } from '../shared/sheet.js';
import type { View } from '../shared/shell.js';
import { tokens } from '../shared/tokens.js';
import { whenWanted } from '../shared/when-wanted.js';
import { askLinks } from '../shared/xmpp-links.js';
import type { RosterActions } from './actions.js';
import { ContactSelectEvent } from './events.js';
import { renderFilterBar } from './filter-bar.js';
import type { Headlines } from './headlines.js';
import { insteadOfContacts, insteadOfLines, renderInstead, type Instead } from './instead.js';
import { LineList } from './line-list.js';
import { linesOf, type Line, type Order } from './lines.js';
import { lineStyles } from './lines.styles.js';
import { LinkWatch } from './link-watch.js';
import { News } from './news.js';
import { PeopleWatch } from './people-watch.js';
import { renderRequests } from './requests.js';
import { findRosterLocale, type RosterLocale } from './roster-locale.js';
import { rosterStyles } from './roster.styles.js';
import { describeLine, nameOf, renderLine, type RowContext } from './row.js';
import { renderSelf } from './self-bar.js';
import { renderTrouble } from './trouble.js';
import type { XmppRoster } from './xmpp-roster.js';

const FOLLOWED = ['session', 'service', 'domain'];
/** What is typed into the filter is said once it stands still. */
const FOUND_MS = 500;

export class RosterView implements View {
  readonly announcer = new Announcer();
  readonly #news = new News(this.announcer);
  readonly #words: LocaleFollower<RosterLocale>;
  readonly #list: LineList;
  readonly #link = new LinkWatch(() => this.render());
  readonly #watch: PeopleWatch;
  readonly #folded = new Set<string>();
  #actions: Promise<RosterActions> | undefined;
  #headlines: Headlines | undefined;
  #cards: InvitationCards | undefined;
  #filter = '';
  /** What the lines that are there are shown with. */
  #shown: RowContext | undefined;
  /** What the lines were last ordered by. */
  #ordered = '';
  #all = false;
  #folder = false;
  /** The account that somebody chose with. */
  #chosenBy: string | undefined;
  #foundTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: XmppRoster,
    readonly root: ShadowRoot,
  ) {
    adopt(root, tokens, presenceStyles, rosterStyles, lineStyles);
    this.#words = new LocaleFollower(host, findRosterLocale, () => this.render());
    askLinks(host, root, this.failed);
    this.#filter = host.filter ?? '';
    this.#watch = new PeopleWatch({
      met: (people) => {
        this.#news.follow(people);
        if (people) this.render();
      },
      changed: () => this.render(),
      heard: (event) => this.#heard(event),
      failed: this.failed,
    });
    this.#list = new LineList({
      render: (line) => renderLine(line, this.#shown!),
      describe: (line) => describeLine(line, this.#shown!),
      choose: (line) => line.kind === 'contact' && this.choose(line.contact.jid),
      fold: (line, folded) => this.#fold(line, folded),
      menu: (line, opener, at) => this.#act((actions) => actions.menu(line, opener, at)),
      rename: (line) => this.#act((actions) => actions.rename(line)),
      remove: (line) => this.#act((actions) => actions.remove(line)),
      nameOf: (line) => (line.kind === 'group' ? (line.name ?? '') : nameOf(line.contact)),
      settle: () => this.#watch.session && this.render(),
      leave: () => this.focus(),
    });
  }

  connected(): void {
    this.host.addEventListener('xmpp-choose', this.#asked);
    this.#words.connected();
    this.#watch.follow(sessionOf(this.host));
    this.render();
  }

  disconnected(): void {
    this.host.removeEventListener('xmpp-choose', this.#asked);
    this.#watch.follow(undefined);
    this.#words.disconnected();
    this.announcer.clear();
    this.#actions?.then((actions) => actions.close()).catch(() => undefined);
    this.#cards?.close();
    this.#link.stop();
    clearTimeout(this.#foundTimer);
  }

  changed(name: string): void {
    if (!this.#watch.session) return;
    if (name === 'filter') this.#filter = this.host.filter ?? '';
    if (FOLLOWED.includes(name)) this.#watch.follow(sessionOf(this.host));
    this.render();
  }

  focus(options?: FocusOptions): void {
    if (this.#list.lines.length && this.#list.element.isConnected) this.#list.focus(options);
    else this.root.querySelector<HTMLElement>('.middle button, .filter, .add')?.focus(options);
  }

  get strings(): RosterStrings {
    return this.#words.now.strings;
  }

  get tag(): string {
    return this.#words.now.tag;
  }

  get session(): Session | undefined {
    return this.#watch.session;
  }

  /** @throws {Error} They are not there yet. */
  get people(): People {
    if (!this.#watch.people) throw new Error('no people yet');
    return this.#watch.people;
  }

  get order(): Order {
    const { order } = this.host;
    return order === 'name' || order === 'recent' ? order : 'presence';
  }

  /** Somebody is to be talked with. */
  choose(jid: string): void {
    this.host.selected = jid;
    this.#chosenBy = this.people.roster.account;
    this.host.dispatchEvent(new ContactSelectEvent(jid, this.people.roster.get(jid)));
    this.render();
  }

  /** A link leads to somebody (links/prompt.ts). */
  readonly #asked = (event: Event) => {
    if (!this.#watch.people) return;
    event.preventDefault();
    this.choose((event as CustomEvent<string>).detail);
  };

  #heard(event: Event): void {
    const { jid, news } = event as Event & Pick<SubscriptionEvent, 'jid' | 'news'>;
    const { roster } = this.people;
    const nick = roster.requests.find((request) => request.jid === jid)?.nick;
    const name = nickText(roster.get(jid) ? displayName(roster.get(jid)!) : (nick ?? jid));
    if (news === 'requested') this.announcer.say(this.strings.asked(name));
    else if (news === 'approved') this.announcer.say(this.strings.approvedYou(name));
  }

  // Gestures

  #fold({ key }: Line, folded: boolean): void {
    if (folded) this.#folded.add(key);
    else this.#folded.delete(key);
    this.render();
  }

  readonly #typed = ({ target }: Event) => {
    this.#filter = (target as HTMLInputElement).value;
    this.render();
    clearTimeout(this.#foundTimer);
    this.#foundTimer = setTimeout(() => {
      const found = this.#list.lines.filter(({ kind }) => kind === 'contact').length;
      this.announcer.say(found ? this.strings.contactsFound(found) : this.strings.nobodyFound);
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
    this.#watch.session?.connect().catch(() => undefined); // its state tells
  };

  readonly #answer = (request: SubscriptionRequest, accept: boolean) =>
    this.#act((actions) => actions.answer(request, accept));

  readonly #dismiss = (chat: Chat) => this.people.chats.close(chat.jid);

  /** Does what needs code that loads with the first who wants it. */
  #act(act: (actions: RosterActions) => void): void {
    this.#actions ??= import('./actions.js').then(
      ({ RosterActions }) => new RosterActions(this),
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

  get #online(): boolean {
    return this.#link.isUp(this.#watch.session);
  }

  #contextOf({ avatars, blocking }: People): RowContext {
    const selected = this.host.selected;
    return {
      locale: this.#words.now,
      avatars,
      blocking,
      selected: selected && (bareJid(selected) ?? selected),
      online: this.#online,
    };
  }

  render(): void {
    if (!this.#words.ready) return;
    this.#link.look(this.#watch.session);
    const { strings } = this;
    const people = this.#watch.people;
    this.announcer.mode = announceModeOf(this.host.announce);
    if (people) this.#news.changed(people, strings);
    const known = people && (people.roster.state === 'ready' || people.roster.size > 0);
    if (known) this.#showLines(people);
    const instead = this.#instead(Boolean(known));
    const focused = this.root.activeElement;
    render(
      html`<section
        part="frame"
        class="kit roster"
        lang=${this.#words.now.tag}
        aria-label=${strings.contacts}
        aria-busy=${String(!known && instead === 'loading')}
      >
        ${known ? this.#head(people) : nothing}
        ${renderTrouble(this.#watch.session, Boolean(known) && !this.#online, strings, this.#connect)}
        ${known ? this.#notices(people) : nothing} ${known ? this.#invitations(people) : nothing}
        ${known ? this.#requests(people) : nothing}
        <div class="stage" part="contacts">${instead ? renderInstead(instead) : this.#list.element}</div>
        ${this.announcer.polite}${this.announcer.assertive}
      </section>`,
      this.root,
    );
    if (focused && !this.root.activeElement) this.focus({ preventScroll: true }); // it is gone
  }

  #showLines(people: People): void {
    const { roster, chats } = people;
    if (this.#chosenBy !== undefined && roster.account !== undefined && roster.account !== this.#chosenBy) {
      this.#chosenBy = this.host.selected = undefined; // whom one account talks with is not another one's to see
    }
    this.#shown = this.#contextOf(people);
    const { flat } = this.host;
    const { order } = this;
    const by = `${order} ${flat} ${this.#filter}`;
    const lines = linesOf({
      roster,
      chats: chats.list,
      order,
      flat,
      filter: this.#filter,
      folded: this.#folded,
    });
    this.#list.update(lines, this.strings.contacts, by !== this.#ordered);
    this.#ordered = by;
  }

  #instead(known: boolean): Instead | 'loading' | undefined {
    if (!known)
      return insteadOfContacts(this.strings, this.#watch.session, this.#watch.people?.roster, this.#connect);
    if (this.#list.lines.length) return undefined;
    const { noAdd } = this.host;
    return insteadOfLines(this.strings, {
      filter: this.#filter,
      noAdd,
      unfilter: this.#unfilter,
      add: this.#add,
    });
  }

  #head(people: People): TemplateResult {
    const { strings } = this;
    const jid = bareJid(this.#watch.session?.jid) ?? people.roster.account;
    const bare = !people.roster.size && !people.chats.list.length && !people.blocking.list.size;
    return html`${
      this.host.noSelf || jid === undefined
        ? nothing
        : renderSelf({
            people,
            jid,
            online: this.#online,
            locale: this.#words.now,
            picture: () => this.#act((actions) => actions.picture(jid)),
          })
    }
    ${
      bare
        ? nothing
        : renderFilterBar({
            filter: this.#filter,
            strings,
            typed: this.#typed,
            pressed: this.#pressed,
            more: this.#more,
            add: this.host.noAdd ? undefined : this.#add,
          })
    }`;
  }

  readonly #add = () => this.#act((actions) => actions.add());

  readonly #more = (button: HTMLElement) => this.#act((actions) => actions.sorting(button));

  #notices(people: People): TemplateResult | typeof nothing {
    if (people.chats.headlines.length) this.#wantHeadlines();
    return this.#headlines?.render(people, this.#words.now) ?? nothing;
  }

  readonly #wantHeadlines = whenWanted(
    async () => {
      const { Headlines } = await import('./headlines.js');
      this.#headlines = new Headlines(this);
      this.render();
    },
    (error) => this.failed(error),
  );

  #invitations(people: People): TemplateResult | typeof nothing {
    if (people.invitations.pending.length) this.#wantCards();
    return this.#cards?.render(people) ?? nothing;
  }

  readonly #wantCards = whenWanted(
    async () => {
      const { InvitationCards } = await import('../invitations/cards.js');
      this.#cards = new InvitationCards(this);
      this.render();
    },
    (error) => this.failed(error),
  );

  #requests({ roster, chats, avatars }: People): TemplateResult | typeof nothing {
    return renderRequests({
      requests: roster.requests,
      strangers: chats.strangers,
      avatars,
      strings: this.strings,
      all: this.#all,
      folder: this.#folder,
      showAll: () => {
        this.#all = true;
        this.render();
      },
      toggleFolder: () => {
        this.#folder = !this.#folder;
        this.render();
      },
      answer: this.#answer,
      read: ({ jid }) => this.choose(jid),
      dismiss: this.#dismiss,
    });
  }
}
