/** What can be done with people: the menus, and the dialogs that ask; loaded when one is first wanted. */
import { html } from 'lit/html.js';
import {
  displayName,
  seesThem,
  seesUs,
  type Contact,
  type SubscriptionRequest,
} from '../../session/contact.js';
import { blockForm } from '../conversation/block-form.js';
import { Dialog, type DialogForm } from '../conversation/dialog.js';
import type { MenuItem } from '../conversation/menu-event.js';
import { Menu, placeBeside, type Point } from '../conversation/menu.js';
import { menuStyles } from '../conversation/menu.styles.js';
import { partStrings } from '../shared/catalogue.js';
import { nickText } from '../shared/nick-text.js';
import { rosterActionEnglish, type RosterActionStrings } from '../shared/roster-action-strings.js';
import { adopt } from '../shared/sheet.js';
import { addForm, failureOf, groupsForm, removeForm, renameForm, type FormHost } from './contact-forms.js';
import type { Line, Order } from './lines.js';
import { popupStyles } from './popup.styles.js';
import type { PictureDialog } from './picture-dialog.js';
import type { RosterView } from './view.js';

export class RosterActions {
  readonly #menu = new Menu('contact-menu');
  readonly #dialog: Dialog;
  readonly #place = document.createElement('div');
  #picture: Promise<PictureDialog> | undefined;

  constructor(readonly view: RosterView) {
    adopt(view.root, menuStyles, popupStyles);
    this.#dialog = new Dialog({ say: (text) => view.announcer.say(text) });
    this.#menu.element.popover = 'manual';
    // within the frame, whose tokens they need, and where Lit does not look
    this.#place.className = 'kit popups';
    this.#place.append(this.#menu.element, this.#dialog.element);
    view.root.append(this.#place);
  }

  get #strings(): RosterActionStrings {
    return partStrings(rosterActionEnglish, this.view.strings) as RosterActionStrings;
  }

  close(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#picture?.then((dialog) => dialog.close()).catch(() => undefined);
  }

  menu(line: Line, opener: HTMLElement, at: () => Point): void {
    if (line.kind !== 'contact') return;
    const label = this.#strings.actionsOn(nickText(displayName(line.contact)));
    this.#open(opener, label, this.#itemsOf(line.contact, line.listed), at);
  }

  sorting(button: HTMLElement): void {
    const strings = this.#strings;
    if (this.#menu.open) {
      this.#menu.hide();
      return;
    }
    const sort = (order: Order, text: string) => ({ text, act: () => (this.view.host.order = order) });
    const items = [
      sort('presence', strings.sortPresence),
      sort('name', strings.sortName),
      sort('recent', strings.sortRecent),
      ...this.#blockedElsewhere.map((jid) => this.#unblockItem(jid, strings.unblockOf(nickText(jid)), jid)),
    ];
    this.#open(button, strings.menu, items, () => button.getBoundingClientRect());
  }

  add(jid = ''): void {
    this.#ask(addForm(this.#host, jid));
  }

  /** Shows one's own, to change it. @param jid - One's own, bare. */
  picture(jid: string): void {
    const { people, session, tag, root } = this.view;
    if (!session) return;
    this.#picture ??= import('./picture-dialog.js').then(
      ({ PictureDialog }) => {
        const dialog = new PictureDialog(root, (text) => this.view.announcer.say(text));
        this.#place.append(dialog.element);
        return dialog;
      },
      (error: unknown) => {
        this.#picture = undefined;
        throw error;
      },
    );
    const { avatars, roster } = people;
    const strings = this.#strings;
    const ask = {
      session,
      jid,
      name: roster.nick ?? jid.split('@')[0] ?? jid,
      tag,
      title: strings.yourPicture,
      cancel: strings.cancel,
      store: avatars,
      url: () => avatars.get(jid)?.url,
      set: (picture: Blob | undefined) => people.setAvatar(picture),
      explain: (error: unknown) => failureOf(error, strings),
    };
    this.#picture.then((dialog) => dialog.open(ask)).catch(this.view.failed);
  }

  rename(line: Line): void {
    if (line.kind === 'contact' && line.listed) this.#ask(renameForm(this.#host, line.contact));
  }

  remove(line: Line): void {
    if (line.kind !== 'contact') return;
    if (line.listed) this.#ask(removeForm(this.#host, line.contact));
    else this.view.people.chats.close(line.contact.jid);
  }

  /** IM-17: who is let in is asked in turn. */
  answer({ jid, nick }: SubscriptionRequest, accept: boolean): void {
    const { roster } = this.view.people;
    const name = nickText(nick ?? jid);
    this.#try(() => {
      if (accept) {
        roster.approve(jid);
        const known = roster.get(jid);
        if (!known || !(seesThem(known) || known.pendingOut)) roster.add(jid).catch(() => undefined); // stays as it is
      } else roster.deny(jid);
      return accept ? this.#strings.accepted(name) : this.#strings.declined(name);
    });
  }

  get #host(): FormHost {
    return { people: this.view.people, strings: this.#strings };
  }

  #ask(form: DialogForm): void {
    this.#dialog.ask(form, this.#strings);
  }

  #open(opener: HTMLElement, label: string, items: readonly MenuItem[], at: () => Point): void {
    this.#menu.show(opener, label, items);
    placeBeside(this.#menu.element, at());
  }

  /** Does something at once. @param act - Gives what to say of it. */
  #try(act: () => string | Promise<string>): void {
    const { announcer } = this.view;
    new Promise<string>((resolve) => resolve(act())).then(
      (text) => announcer.say(text),
      (error: unknown) => this.#tell(failureOf(error, this.#strings)),
    );
  }

  #tell(text: string): void {
    this.#dialog.tell(text, html``, this.#strings);
  }

  #itemsOf(contact: Contact, listed: boolean): MenuItem[] {
    const { jid } = contact;
    const strings = this.#strings;
    const { roster, chats } = this.view.people;
    const open = { text: strings.openChat, act: () => this.view.choose(jid) };
    const block = this.#blockItem(contact);
    if (!listed)
      return [
        open,
        { text: strings.addThem, act: () => this.add(jid) },
        block,
        { text: strings.closeChat, act: () => chats.close(jid) },
      ];
    return [
      open,
      { text: strings.renameContact, act: () => this.#ask(renameForm(this.#host, contact)) },
      { text: strings.editGroups, act: () => this.#ask(groupsForm(this.#host, contact)) },
      ...this.#presenceItems(contact, roster.canPreApprove),
      block,
      { text: strings.removeContact, act: () => this.#ask(removeForm(this.#host, contact)) },
    ];
  }

  #blockItem(contact: Contact): MenuItem {
    const strings = this.#strings;
    if (this.view.people.blocking.isBlocked(contact.jid))
      return this.#unblockItem(contact.jid, strings.unblockContact, displayName(contact));
    const whom = { jid: contact.jid, name: displayName(contact) };
    const ask = () => this.#ask(blockForm(this.view.people.blocking, whom, strings));
    return { text: strings.blockContact, act: ask };
  }

  #unblockItem(jid: string, text: string, name: string): MenuItem {
    const unblock = async () => {
      await this.view.people.blocking.unblock(jid);
      return this.#strings.isUnblocked(nickText(name));
    };
    return { text, act: () => this.#try(unblock) };
  }

  /** Who is blocked and in no line, whose menu would unblock them. */
  get #blockedElsewhere(): readonly string[] {
    const { blocking, roster, chats } = this.view.people;
    const shown = new Set(chats.list.map(({ jid }) => jid));
    return [...blocking.list].filter((jid) => !roster.get(jid) && !shown.has(jid));
  }

  #presenceItems(contact: Contact, canPreApprove: boolean): MenuItem[] {
    const { jid, pendingOut, pendingIn, approved } = contact;
    const strings = this.#strings;
    const { roster } = this.view.people;
    const name = nickText(displayName(contact));
    const item = (text: string, act: () => void, done: string): MenuItem => ({
      text,
      act: () =>
        this.#try(() => {
          act();
          return done;
        }),
    });
    const ask = item(
      pendingOut ? strings.askAgain : strings.askPresence,
      () => roster.subscribe(jid),
      strings.requestSent(name),
    );
    const takeBack = item(strings.takeBackRequest, () => roster.unsubscribe(jid), strings.requestTaken);
    const show = item(strings.preApprove, () => roster.approve(jid), strings.showsThem(name));
    const stop = item(strings.stopShowing, () => roster.deny(jid), strings.hidesFrom(name));
    return [
      ...(seesThem(contact) ? [] : [ask]),
      ...(pendingOut ? [takeBack] : []),
      ...(!seesUs(contact) && (pendingIn || (canPreApprove && !approved)) ? [show] : []),
      ...(seesUs(contact) || approved ? [stop] : []),
    ];
  }
}
