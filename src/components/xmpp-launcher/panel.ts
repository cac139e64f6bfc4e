/** The launcher's panel: what is in it, and what it tells the button. */
import { LauncherCloseEvent, LauncherOpenEvent, XmppErrorEvent, type UnreadEvent } from '../shared/events.js';
import { adopt } from '../shared/sheet.js';
import type { XmppRoom } from '../xmpp-room/xmpp-room.js';
import { make, makeIcon } from './dom.js';
import { writeKept, type Kept } from './memory.js';
import { panelEnglish as strings } from './panel-strings.js';
import { styles } from './panel.styles.js';
import { Placement } from './placement.js';
import type { LauncherView } from './view.js';

/** The room's parts, under their own names. */
const PARTS =
  'header, subject, status, log, message, message-author, message-time, message-body, kit, occupants, occupant, ' +
  'composer, input, send, join';
/** Attributes that the room takes as they are. */
const HANDED_ON = ['service', 'domain', 'nick', 'announce', 'send-key'];
/** Screen readers are told how many are unread when no more come, and the words are gone again soon. */
const SAY_MS = 500;
const KEEP_MS = 1000;

const CROSS = 'M6 6l12 12M18 6 6 18';

export class Panel {
  /** The room's code, which what is in the page loads by itself, and its view's. */
  static async load(): Promise<void> {
    const Room = customElements.get('xmpp-room') as typeof XmppRoom | undefined;
    await Room?.load();
  }

  readonly #title = make('h2', { id: 'title', class: 'unseen', tabindex: '-1' });
  readonly #close = make('button', { part: 'close', type: 'button' }, makeIcon('cross', CROSS));
  /** Stands where the room cannot. */
  readonly #note = make('p', { class: 'note' });
  /** The room's own live regions are hidden along with it. */
  readonly #said = make('p', { class: 'unseen', 'aria-live': 'polite' });
  readonly #element = make(
    'dialog',
    { part: 'panel', 'aria-labelledby': 'title' },
    this.#title,
    this.#close,
    this.#note,
  );
  readonly #placement: Placement;
  #room: XmppRoom | undefined;
  /** Unread on the pages before. */
  #before: number;
  #unread = 0;
  #mentions = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly view: LauncherView) {
    this.#before = view.kept.unread;
    this.#placement = new Placement(this.#element, {
      dismiss: () => this.#dismiss(),
      give: () => (view.host.open = false),
    });
    this.#close.addEventListener('click', () => this.#dismiss());
    this.#element.addEventListener('xmpp-room-join', () => this.#keep({ joined: true }));
    this.#element.addEventListener('xmpp-room-leave', () => this.#keep({ joined: false }));
    this.#element.addEventListener('xmpp-unread', (event) => this.#counted(event));
    view.root.addEventListener('keydown', (event) => this.#pressed(event as KeyboardEvent));
    adopt(view.root, styles);
    this.update();
    view.button.after(this.#element, this.#said);
  }

  get shown(): boolean {
    return this.#placement.shown;
  }

  /** Takes over the launcher's attributes. */
  update(): void {
    const { host, name } = this.view;
    const { room: jid, session } = host;
    this.#title.textContent = name;
    this.#close.ariaLabel = this.#close.title = strings.close;
    this.#note.textContent = host.to === undefined ? strings.nobody : strings.unsupported;
    this.#note.hidden = jid !== undefined;
    if (jid === undefined) {
      this.#room?.remove();
      this.#room = undefined;
      return;
    }
    const room = this.#room ?? make('xmpp-room', { exportparts: PARTS, autojoin: '', 'heading-level': '3' });
    for (const attribute of HANDED_ON) {
      const value = host.getAttribute(attribute);
      if (value === null) room.removeAttribute(attribute);
      else room.setAttribute(attribute, value);
    }
    Object.assign(room, { jid, session });
    if (!this.#room) this.#element.append(room);
    this.#room = room;
  }

  /** @param asked - By somebody; whoever had the focus elsewhere than on `from` by now has gone on. */
  show(asked: boolean, from: Element | null): void {
    if (this.shown) return;
    const { host } = this.view;
    this.#before = 0;
    this.view.minimised = false;
    this.#element.classList.toggle('moving', asked);
    this.#placement.show(host.closeOnBack);
    if (asked && (this.#placement.modal || document.activeElement === from)) this.focus();
    if (host.room === undefined)
      host.dispatchEvent(new XmppErrorEvent(host.to === undefined ? 'bad-setting' : 'chat-unsupported'));
    this.#changed(asked, new LauncherOpenEvent());
  }

  hide(asked = false): void {
    if (!this.shown) return;
    const inside = this.#element.contains(this.view.root.activeElement);
    this.#placement.hide();
    if (inside) this.view.button.focus();
    this.#changed(asked, new LauncherCloseEvent());
  }

  /** To the first thing to fill in; where a keyboard would pop up, to the heading. */
  focus(): void {
    if (this.#placement.modal) this.#title.focus();
    else (this.#room ?? this.#close).focus();
  }

  #changed(asked: boolean, event: Event): void {
    clearTimeout(this.#timer);
    this.view.render();
    if (!asked) return;
    this.#keep({ open: this.shown, unread: this.#before + this.#unread });
    this.view.host.dispatchEvent(event);
  }

  #dismiss(): void {
    void this.view.change(false, true);
    this.view.button.focus();
  }

  #pressed(event: KeyboardEvent): void {
    const taken = event.defaultPrevented || event.isComposing;
    if (event.key !== 'Escape' || taken || !this.shown) return;
    event.preventDefault();
    this.#dismiss();
  }

  #counted({ unread, mentions }: UnreadEvent): void {
    const mode = this.view.host.announce;
    const news = mode === 'mentions' ? mentions > this.#mentions : mode !== 'off' && unread > this.#unread;
    this.#unread = unread;
    this.#mentions = mentions;
    this.#keep({ unread: this.#before + unread });
    this.view.render();
    if (news && !this.shown) this.#say();
  }

  #say(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      this.#said.textContent = this.view.button.ariaLabel;
      this.#timer = setTimeout(() => (this.#said.textContent = ''), KEEP_MS);
    }, SAY_MS);
  }

  #keep(news: Partial<Kept>): void {
    this.view.kept = { ...this.view.kept, ...news };
    writeKept(this.view.address, this.view.kept);
  }
}
