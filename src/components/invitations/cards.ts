/**
 * Rooms that somebody asks us into (XEP-0045 §7.8, XEP-0249), as cards to be answered: a piece of `<xmpp-roster>` and
 * `<xmpp-rooms>`, loaded with the first invitation:
 *
 *     if (people.invitations.pending.length) this.#wantCards(); // imports this, makes `new InvitationCards(this)`, renders
 *     html`… ${this.#cards?.render(people) ?? nothing} …`
 *
 * Its host renders anew whenever `people.invitations` tells of a `change`, and calls `close()` when it is disconnected. The
 * cards are a `section`, or nothing; they bring their styles and dialogs, say what comes by the host's announcer, and after
 * an answer the focus goes on to the next card, else to the host. Joining is offered to the page first, as an `xmpp-uri`
 * event with the action `join`; else the room shows in an `<xmpp-room>` of the page, else in a dialog.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { displayName } from '../../session/contact.js';
import type { Session } from '../../session/index.js';
import type { Invitation } from '../../session/invitations.js';
import { parseJid, sameBare, resourceOf } from '../../session/jid.js';
import type { People } from '../../session/people.js';
import { blockForm, failureOf } from '../conversation/block-form.js';
import { Dialog } from '../conversation/dialog.js';
import { menuStyles } from '../conversation/menu.styles.js';
import { XmppUriEvent } from '../links/events.js';
import { cutSpoken, type Announcer } from '../shared/announcer.js';
import type { InvitationStrings } from '../shared/invitation-strings.js';
import { hueClass, initials, nickText } from '../shared/nick-text.js';
import { adopt } from '../shared/sheet.js';
import type { KitElement } from '../shared/shell.js';
import type { Strings } from '../shared/strings.js';
import { cardStyles } from './cards.styles.js';
import { findInvitationWords } from './invitation-locale.js';

/** So many are shown before somebody wants to see all. */
const FIRST = 3;
const MAX_REASON = 300;
/** More than wait at any time. */
const MAX_TOLD = 500;

export interface CardsHost {
  readonly host: KitElement;
  readonly root: ShadowRoot;
  readonly announcer: Announcer;
  readonly session: Session | undefined;
  /** Language of what is shown, and its words: others once they change. */
  readonly tag: string;
  readonly strings: Strings;
  render(): void;
  focus(options?: FocusOptions): void;
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

/** Said once, however many elements show it: by room and time, since what is known of one grows. */
const told = new Set<string>();

export class InvitationCards {
  readonly #dialog: Dialog;
  readonly #place = document.createElement('div');
  #strings: InvitationStrings | undefined;
  /** Language of those. */
  #tag: string | undefined;
  /** The host's words that they stand beside. */
  #beside: Strings | undefined;
  #all = false;
  #shown: readonly Invitation[] = [];

  constructor(readonly view: CardsHost) {
    adopt(view.root, menuStyles, cardStyles);
    this.#dialog = new Dialog({ say: (text) => view.announcer.say(text) });
    // within what has the tokens, and where Lit does not look
    this.#place.className = 'kit invitation-dialogs';
    this.#place.append(this.#dialog.element);
    view.root.append(this.#place);
  }

  close(): void {
    this.#dialog.close();
  }

  render(people: People): TemplateResult | typeof nothing {
    const strings = this.#stringsNow();
    const { pending } = people.invitations;
    if (!strings || !pending.length) {
      this.#shown = [];
      return nothing;
    }
    this.#tell(pending, people, strings);
    this.#shown = this.#all ? pending : pending.slice(0, FIRST);
    const { invitation: words } = strings;
    return html`<section
      part="invitations"
      class="invitations"
      lang=${this.#tag ?? nothing}
      aria-label=${words.title}
    >
      ${pending.length > FIRST ? this.#renderAll(pending, people, strings) : nothing}
      <ul role="list">
        ${this.#shown.map((invitation) => this.#card(invitation, people, strings))}
      </ul>
    </section>`;
  }

  #renderAll(
    pending: readonly Invitation[],
    people: People,
    { invitation: words }: InvitationStrings,
  ): TemplateResult {
    return html`<div class="buttons">
      ${
        this.#shown.length < pending.length
          ? html`<button type="button" class="plain" @click=${this.#showAll}>
              ${words.all(pending.length)}
            </button>`
          : nothing
      }
      <button type="button" class="plain" @click=${() => this.#ignoreAll(people)}>${words.ignoreAll}</button>
    </div>`;
  }

  /** Undefined until the first are there: the host renders again then. */
  #stringsNow(): InvitationStrings | undefined {
    const { strings, tag } = this.view;
    if (strings === this.#beside) return this.#strings;
    this.#beside = strings;
    this.close(); // what it says is in another language
    const found = findInvitationWords(tag);
    const take = (words: InvitationStrings) => {
      if (strings !== this.#beside) return;
      this.#strings = words;
      this.#tag = tag;
    };
    if (found instanceof Promise) void found.then(take).then(() => this.view.render());
    else take(found);
    return this.#strings;
  }

  #card(invitation: Invitation, people: People, strings: InvitationStrings): TemplateResult {
    const { room, reason, direct, by, known, continues } = invitation;
    const { invitation: words } = strings;
    const name = nameOf(invitation);
    const address = nickText(room);
    const button = (text: string, label: string, act: () => void, primary = false) =>
      html`<button type="button" class=${primary ? 'primary' : ''} aria-label=${label} @click=${act}>
        ${text}
      </button>`;
    return html`<li part="invitation" class="invitation">
      <span class="avatar ${hueClass(room)}" aria-hidden="true">${initials(name)}</span>
      <div class="who">
        <bdi class="name" lang="">${name}</bdi>
        ${name === address ? nothing : html`<bdi class="note" lang="">${address}</bdi>`}
        <span class="note">${whoAsks(invitation, people, strings)}</span>
        ${continues ? html`<span class="note">${words.continues}</span>` : nothing}
        ${reason ? html`<span class="note text" dir="auto" lang="">${strings.theySay(reason)}</span>` : nothing}
      </div>
      <div class="buttons">
        ${button(words.join, words.joinOf(name), () => this.#join(invitation, people, strings), true)}
        ${
          direct || by === undefined
            ? nothing
            : button(words.decline, words.declineOf(name), () =>
                this.#askToDecline(invitation, people, strings),
              )
        }
        ${button(words.ignore, words.ignoreOf(name), () => this.#ignore(invitation, people, strings))}
        ${
          known || people.blocking.state !== 'ready'
            ? nothing
            : button(words.block, words.blockOf(nickText(whomToBlock(invitation))), () =>
                this.#askToBlock(invitation, people, strings),
              )
        }
      </div>
    </li>`;
  }

  #tell(pending: readonly Invitation[], people: People, strings: InvitationStrings): void {
    const { invitation: words } = strings;
    const news = pending.filter((each) => !told.has(keyOf(each)));
    if (!news.length) return;
    for (const each of news) told.add(keyOf(each));
    for (const oldest of told) if (told.size > MAX_TOLD) told.delete(oldest);
    const spoken = news.map((each) => ({
      text: cutSpoken(words.spoken(whoAsks(each, people, strings), nameOf(each))),
      mention: false,
    }));
    this.view.announcer.messages(spoken, words.news);
  }

  readonly #showAll = () => {
    this.#all = true;
    this.view.render();
    this.#focusCard(FIRST);
  };

  #ignoreAll({ invitations }: People): void {
    for (const { room } of invitations.pending) invitations.ignore(room);
    this.view.render();
    this.view.focus();
  }

  /** The page may have a place of its own for rooms. */
  #join(invitation: Invitation, people: People, { invitation: words }: InvitationStrings): void {
    const { room, password } = invitation;
    const { host, root, session } = this.view;
    if (!session) return;
    const nick = session.config.nick ?? people.roster.nick ?? parseJid(people.roster.account)?.local;
    const params = new URLSearchParams();
    if (nick !== undefined) params.set('nick', nick);
    if (password !== undefined) params.set('password', password);
    this.#answered(invitation, () => {
      if (!host.dispatchEvent(new XmppUriEvent('join', room, params))) people.invitations.take(room);
      else {
        const joined = people.invitations.accept(room, { nick });
        import('../links/prompt.js')
          .then(({ showRoom }) => showRoom(host, root, joined))
          .catch(this.view.failed);
      }
      return words.joined(nameOf(invitation));
    });
  }

  #ignore(invitation: Invitation, { invitations }: People, { invitation: words }: InvitationStrings): void {
    this.#answered(invitation, () => {
      invitations.ignore(invitation.room);
      return words.ignored(nameOf(invitation));
    });
  }

  /** MUC-52. */
  #askToDecline(invitation: Invitation, people: People, strings: InvitationStrings): void {
    const { invitation: words } = strings;
    const { room } = invitation;
    const by = nickText(callerOf(invitation, people));
    this.#dialog.ask(
      {
        title: words.declineTitle(nameOf(invitation)),
        text: words.declineText(by),
        fields: [{ label: words.reason, hint: words.reasonHint, value: '', maxLength: MAX_REASON }],
        submit: words.declineNow,
        check: () => undefined,
        send: async ([reason]) => {
          await Promise.resolve();
          if (people.invitations.get(room)) people.invitations.decline(room, reason || undefined);
          this.#goneOnceClosed(invitation);
          return words.declined(nameOf(invitation));
        },
        explain: (error) => ({ text: failureOf(error, strings) }),
      },
      strings,
    );
  }

  #askToBlock(invitation: Invitation, people: People, strings: InvitationStrings): void {
    const jid = whomToBlock(invitation);
    const { blocking, invitations } = people;
    const form = blockForm(blocking, { jid, name: jid }, strings);
    this.#dialog.ask(
      {
        ...form,
        send: async (texts) => {
          const done = await form.send(texts);
          this.#goneOnceClosed(invitation);
          if (invitations.get(invitation.room)) invitations.ignore(invitation.room);
          return done;
        },
      },
      strings,
    );
  }

  /** @param answer - Gives what to say of it. */
  #answered(invitation: Invitation, answer: () => string): void {
    const at = this.#placeOf(invitation);
    this.view.announcer.say(answer());
    this.#goOn(at);
  }

  /** What is behind a modal dialog cannot have the focus. */
  #goneOnceClosed(invitation: Invitation): void {
    const at = this.#placeOf(invitation);
    this.#dialog.element.addEventListener('close', () => this.#goOn(at), { once: true });
  }

  #placeOf({ room }: Invitation): number {
    return this.#shown.findIndex((each) => each.room === room);
  }

  #goOn(at: number): void {
    this.view.render();
    this.#focusCard(at);
  }

  #focusCard(at: number): void {
    const cards = this.view.root.querySelectorAll('.invitation');
    const next = cards[Math.min(Math.max(at, 0), cards.length - 1)]?.querySelector('button');
    if (next) next.focus();
    else this.view.focus();
  }
}

const keyOf = ({ room, time }: Invitation) => `${room} ${time.getTime()}`;

const nameOf = ({ name, room }: Invitation) => nickText(name?.trim() || room);

/** What who asks is called here, or in the room. */
function callerOf(invitation: Invitation, { roster }: People): string {
  const { by = '' } = invitation;
  if (isOccupant(invitation)) return resourceOf(by) ?? by;
  const contact = roster.get(by);
  return contact ? displayName(contact) : by;
}

/** Who asks, and how much of that is more than a claim. */
function whoAsks(invitation: Invitation, people: People, { invitation: words }: InvitationStrings): string {
  const { by, direct, known } = invitation;
  if (by === undefined) return words.byNobody;
  const caller = nickText(callerOf(invitation, people));
  if (known) return words.byContact(caller);
  if (direct) return words.byStranger(nickText(by));
  return words.byClaim(isOccupant(invitation) ? caller : nickText(by));
}

const isOccupant = ({ by, room }: Invitation) => sameBare(by, room);

/** Of one that only claims to be somebody's the room: else anybody could have a friend blocked. */
const whomToBlock = ({ direct, by, room }: Invitation) => (direct && by !== undefined ? by : room);
