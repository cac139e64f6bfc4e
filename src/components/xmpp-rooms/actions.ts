/** What can be done with rooms: the menus, and the dialogs that ask; loaded when one is first wanted. */
import { html } from 'lit/html.js';
import type { Bookmarks } from '../../session/bookmarks.js';
import { ConfigError, ConnectionError } from '../../session/errors.js';
import { parseJid } from '../../session/jid.js';
import { Dialog, type DialogForm } from '../conversation/dialog.js';
import type { MenuItem } from '../conversation/menu-event.js';
import { Menu, placeBeside, type Point } from '../conversation/menu.js';
import { menuStyles } from '../conversation/menu.styles.js';
import { nickText } from '../shared/nick-text.js';
import type { RoomsStrings } from '../shared/rooms-strings.js';
import { adopt } from '../shared/sheet.js';
import { popupStyles } from '../xmpp-roster/popup.styles.js';
import type { CreateDialog } from './create-dialog.js';
import { isIn, type RoomLine } from './lines.js';
import type { RoomsView } from './view.js';

const MAX_ADDRESS = 2047; // RFC 7622 §3.1: twice 1023, and the sign between
const MAX_NAME = 256;

export class RoomActions {
  readonly #menu = new Menu('rooms-menu');
  readonly #dialog: Dialog;
  #making: CreateDialog | undefined;

  constructor(readonly view: RoomsView) {
    adopt(view.root, menuStyles, popupStyles);
    this.#dialog = new Dialog({ say: (text) => view.announcer.say(text) });
    this.#menu.element.popover = 'manual';
    // within the frame, whose tokens they need, and where Lit does not look
    const place = document.createElement('div');
    place.className = 'kit popups';
    place.append(this.#menu.element, this.#dialog.element);
    view.root.append(place);
  }

  get #words(): RoomsStrings {
    return this.view.words;
  }

  close(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#making?.close();
  }

  /** There are other words: what is asked for is asked anew, but for a room that is being made. */
  translate(): void {
    this.#menu.hide();
    this.#dialog.close();
    this.#making?.render();
  }

  menu(line: RoomLine, opener: HTMLElement, at: () => Point): void {
    this.#open(opener, this.#words.actions(nickText(line.name)), this.#itemsOf(line), at);
  }

  /** Which service is looked at. */
  services(button: HTMLElement): void {
    if (this.#menu.open) return this.#menu.hide();
    const { finder } = this.view;
    const show = (jids: readonly string[]) => {
      const items = jids.map((jid) => ({
        text: nickText(jid),
        checked: jid === finder.service,
        act: () => finder.open(jid),
      }));
      const other = { text: this.#words.otherService, act: () => this.elsewhere() };
      this.#open(button, this.#words.changeService, [...items, other], () => button.getBoundingClientRect());
    };
    finder.known().then(show, () => show(finder.service === undefined ? [] : [finder.service]));
  }

  /** Asks where to look; the address of a room leads there. */
  elsewhere(): void {
    const words = this.#words;
    this.#ask({
      title: words.serviceTitle,
      fields: [
        {
          label: words.serviceLabel,
          hint: words.serviceHint,
          value: '',
          maxLength: MAX_ADDRESS,
          address: true,
        },
      ],
      submit: words.look,
      check: ([text = '']) => {
        const jid = parseJid(text);
        return jid && !jid.resource ? undefined : { field: 0, text: words.notService(nickText(text)) };
      },
      send: ([text = '']) => {
        const jid = parseJid(text);
        if (jid?.local) this.view.choose(jid.bare);
        else if (jid) this.view.finder.open(jid.domain);
        return Promise.resolve(words.at(nickText(text)));
      },
      explain: () => ({ field: 0, text: words.notService('') }),
    });
  }

  rename(line: RoomLine): void {
    const { bookmarks } = this.view;
    const words = this.#words;
    const known = bookmarks?.get(line.jid);
    if (!bookmarks || !known) return;
    const field = (label: string, hint: string, value = '') => ({ label, hint, value, maxLength: MAX_NAME });
    this.#ask({
      title: words.rename,
      fields: [
        field(words.nameLabel, words.nameHint, known.name),
        field(words.nickLabel, words.nickHint, known.nick),
      ],
      submit: words.change,
      check: () => undefined,
      send: async ([name = '', nick = '']) => {
        await bookmarks.add(line.jid, { name, nick });
        return words.isCalled(nickText(name || line.name));
      },
      explain: (error) =>
        error instanceof ConfigError ? { field: 1, text: words.notNick } : { text: this.#failureOf(error) },
    });
  }

  /** Done at once, and can be undone: whoever was in is out, and comes back in then. */
  remove(line: RoomLine): void {
    const { view } = this;
    const { bookmarks, session } = view;
    const { jid } = line;
    if (line.listed || !bookmarks) return;
    const name = nickText(line.name);
    const room = session?.rooms.get(jid);
    const wasIn = isIn(room);
    const wasChosen = view.host.selected === jid;
    const remove = async () => {
      const bookmark = await bookmarks.remove(jid);
      if (wasChosen) view.host.selected = undefined;
      if (wasIn) await room?.leave();
      const undo = async () => {
        if (bookmark) await bookmarks.restore(bookmark);
        if (wasIn) bookmarks.enter(jid);
        if (wasChosen) view.host.selected = jid;
        return this.#words.isBack(name);
      };
      view.offerUndo(
        (now) => now.isRemoved(name),
        () => this.#try(undo),
      );
    };
    remove().catch((error: unknown) => this.#tell(error));
  }

  create(): void {
    import('./create-dialog.js')
      .then(({ CreateDialog }) => {
        this.#making = CreateDialog.open(this.view);
      })
      .catch(this.view.failed);
  }

  #itemsOf(line: RoomLine): MenuItem[] {
    const { view } = this;
    const { bookmarks, session } = view;
    const words = this.#words;
    const { jid } = line;
    const room = session?.rooms.get(jid);
    const name = nickText(line.name);
    const kept = bookmarks?.get(jid);
    const open = { text: words.open, act: () => view.choose(jid) };
    if (!bookmarks) return [open];
    const keep = {
      text: words.keep,
      act: () =>
        this.#try(async () => {
          await bookmarks.add(jid, { autojoin: isIn(room) });
          return words.isKept(name);
        }),
    };
    const autojoin = {
      text: words.autojoin,
      checked: kept?.autojoin === true,
      act: () => this.#try(() => this.#setAutojoin(bookmarks, line, !kept?.autojoin)),
    };
    const leave = {
      text: words.leave,
      act: () =>
        this.#try(async () => {
          await room?.leave();
          return words.left(name);
        }),
    };
    return [
      open,
      ...(kept ? [] : [keep]),
      ...(kept && bookmarks.lasting ? [autojoin] : []),
      ...(kept ? [{ text: words.rename, act: () => this.rename(line) }] : []),
      ...(isIn(room) ? [leave] : []),
      ...(kept && !line.listed ? [{ text: words.remove, act: () => this.remove(line) }] : []),
    ];
  }

  async #setAutojoin(bookmarks: Bookmarks, { jid, name }: RoomLine, autojoin: boolean): Promise<string> {
    await bookmarks.add(jid, { autojoin });
    const said = autojoin ? this.#words.autojoinOn : this.#words.autojoinOff;
    return said(nickText(name));
  }

  #open(opener: HTMLElement, label: string, items: readonly MenuItem[], at: () => Point): void {
    this.#menu.show(opener, label, items);
    placeBeside(this.#menu.element, at());
  }

  #ask(form: DialogForm): void {
    this.#dialog.ask(form, this.view.locale.strings);
  }

  /** Does something at once. @param act - Gives what to say of it. */
  #try(act: () => Promise<string>): void {
    act().then(
      (text) => this.view.announcer.say(text),
      (error: unknown) => this.#tell(error),
    );
  }

  #tell(error: unknown): void {
    this.#dialog.tell(this.#failureOf(error), html``, this.view.locale.strings);
  }

  #failureOf(error: unknown): string {
    return error instanceof ConnectionError ? this.#words.notSaved : this.#words.refused;
  }
}
