/** The launcher's panel: what is in it, and what it tells the button. */
import { tabStorage } from '../../session/storage.js';
import type { MenuEvent } from '../conversation/menu-event.js';
import { XmppErrorEvent, type UnreadEvent } from '../shared/events.js';
import { adopt } from '../shared/sheet.js';
import type { XmppRoom } from '../xmpp-room/xmpp-room.js';
import { chime } from './chime.js';
import { make, makeIcon } from './dom.js';
import type { Extras } from './extras.js';
import { LauncherCloseEvent, LauncherOpenEvent } from './launcher-events.js';
import { keyOf, type Kept } from './memory.js';
import type { Notices } from './notices.js';
import { styles } from './panel.styles.js';
import { Placement } from './placement.js';
import { SoundSwitch } from './sound-switch.js';
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
/** Of a window of its own, px. */
const WINDOW = 'popup,width=420,height=680';

const DOWN = 'M6 9.5l6 6 6-6';

export class Panel {
  /** The room's code, which what is in the page loads by itself, and its view's. */
  static async load(): Promise<void> {
    const Room = customElements.get('xmpp-room') as typeof XmppRoom | undefined;
    await Room?.load();
  }

  readonly #title = make('h2', { id: 'title', class: 'unseen', tabindex: '-1' });
  readonly #close = make('button', { part: 'close' });
  /** Stands where the room cannot. */
  readonly #note = make('p', { class: 'note' });
  /** The room's own live regions are hidden along with it. */
  readonly #said = make('p', { class: 'unseen', 'aria-live': 'polite' });
  readonly #sound = new SoundSwitch();
  readonly #element = make(
    'dialog',
    { part: 'panel', 'aria-labelledby': 'title' },
    this.#title,
    this.#sound.element,
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
  /** The conversation goes on here, in no other tab. */
  #here = false;
  /** Loaded where the page offers them. */
  #notices: Notices | undefined;

  constructor(
    readonly view: LauncherView,
    readonly extras: Extras,
  ) {
    this.#before = view.kept.unread ?? 0;
    this.#placement = new Placement(this.#element, {
      mode: () => view.host.mode,
      dismiss: () => this.#dismiss(),
      give: () => (view.host.open = false),
    });
    this.#close.append(extras.cross());
    extras.tabs.taken = () => this.#taken();
    this.#close.addEventListener('click', () => this.#dismiss());
    this.#element.addEventListener('xmpp-room-join', () => this.#keep({ joined: true }));
    this.#element.addEventListener('xmpp-room-leave', () => this.#keep({ joined: false, unread: 0 }));
    this.#element.addEventListener('xmpp-unread', (event) => this.#counted(event));
    this.#element.addEventListener('xmpp-message', ({ message }) => this.#notices?.heard(message));
    this.#element.addEventListener('xmpp-menu', (event) => this.#addTo(event));
    view.root.addEventListener('keydown', (event) => this.#pressed(event as KeyboardEvent));
    adopt(view.root, styles);
    view.button.querySelector('slot')?.append(makeIcon('down', DOWN));
    view.button.after(this.#element, this.#said);
  }

  get shown(): boolean {
    return this.#placement.shown;
  }

  /** The conversation goes on here. */
  async begin(): Promise<void> {
    const [ours] = await Promise.all([this.extras.tabs.take(), this.#offerNotices()]);
    this.#here = ours;
    this.update();
  }

  /** Takes over the launcher's attributes. */
  update(): void {
    const { host, name } = this.view;
    const { words, tag, tabs } = this.extras;
    const { room: jid, session } = host;
    this.#title.textContent = name;
    for (const element of [this.#close, this.#sound.element, this.#note, this.#said]) element.lang = tag;
    this.#close.ariaLabel = this.#close.title = words.close;
    this.#sound.update(host.sound, words.sound);
    this.#note.textContent = host.to === undefined ? words.nobody : words.unsupported;
    this.#note.hidden = jid !== undefined;
    this.#placement.update();
    void this.#offerNotices();
    if (jid === undefined || !this.#here) {
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
    void tabs.take();
    if (!this.#room) this.#element.append(room);
    this.#room = room;
  }

  /** @param asked - By somebody; whoever had the focus elsewhere than on `from` by now has gone on. */
  show(asked: boolean, from: Element | null): void {
    if (this.shown) return;
    const { host } = this.view;
    this.#before = 0;
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
    this.#changed(asked, new LauncherCloseEvent());
    if (inside) this.view.button.focus();
  }

  /** To the first thing to fill in; where a keyboard would pop up, to the heading. */
  focus(options?: FocusOptions): void {
    (this.#placement.modal ? this.#title : (this.#room ?? this.#close)).focus(options);
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
    if (event.key !== 'Escape' || taken || !this.shown || this.view.host.mode === 'window') return;
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
    if (!news) return;
    if (!this.shown) this.#say(this.view.button.ariaLabel);
    this.#notices?.tell(this.#before + unread);
    if (this.#sound.on && (!this.shown || document.visibilityState !== 'visible')) chime();
  }

  #say(text: string | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      this.#said.textContent = text;
      this.#timer = setTimeout(() => (this.#said.textContent = ''), KEEP_MS);
    }, SAY_MS);
  }

  #keep(news: Kept): void {
    this.view.kept = { ...this.view.kept, ...news };
    tabStorage.set(keyOf(this.view.address), this.view.kept);
    this.extras.tabs.tell();
  }

  /** To the room's menu. */
  #addTo({ items }: MenuEvent): void {
    const { host } = this.view;
    const { words, tabs } = this.extras;
    const page = pageOf(host.popout);
    if (page && host.mode !== 'window' && !this.#placement.modal)
      items.push({ text: words.popout, act: () => void open(page, tabs.name, WINDOW) });
    if (host.notify !== undefined) items.push(...(this.#notices?.items ?? []));
  }

  async #offerNotices(): Promise<void> {
    const { view, extras } = this;
    if (view.host.notify === undefined) return;
    try {
      const { Notices } = await import('./notices.js');
      this.#notices ??= new Notices(view, extras, (text) => this.#say(text));
    } catch (error) {
      view.host.dispatchEvent(new XmppErrorEvent('load-failed', error)); // the conversation goes on without them
    }
  }

  async #taken(): Promise<void> {
    const room = this.#room;
    this.#here = false;
    this.view.host.open = false;
    this.#before = this.#unread = this.#mentions = 0;
    this.#keep({ open: false, joined: false, unread: 0 });
    const left = room?.leave().catch(() => undefined); // out of it anyway
    this.update();
    this.view.render();
    await left;
  }
}

/** One of this site, for only there the conversation can go on. */
function pageOf(address: string | undefined): URL | undefined {
  if (address === undefined || !URL.canParse(address, document.baseURI)) return undefined;
  const page = new URL(address, document.baseURI);
  return page.origin === location.origin && /^https?:$/.test(page.protocol) ? page : undefined;
}
