/**
 * The launcher's button, and what it takes to have the rest come: plain DOM, so that a page loads next to nothing. The
 * panel, the room and the session load once somebody is about to use them.
 */
import { XmppErrorEvent } from '../shared/events.js';
import { pageWords } from '../shared/page-words.js';
import { adopt } from '../shared/sheet.js';
import { loadOnce, type View } from '../shared/shell.js';
import { make, makeIcon, narrow } from './dom.js';
import type { Extras } from './extras.js';
import { styles } from './launcher.styles.js';
import { readKept, readShared, type Kept } from './memory.js';
import type { Panel } from './panel.js';
import { buttonEnglish, type ButtonStrings } from './strings.js';
import type { XmppLauncher } from './xmpp-launcher.js';

/** Languages beside English that there are words in. */
const FOREIGN = ':lang(de)';
/** So long nothing is shown before words have loaded; then English is. */
const PATIENCE_MS = 1500;

/** Firefox's `:lang` sees no further than the shadow root that it is in. */
const isForeign = (element: Element | undefined): unknown =>
  element && (element.matches(FOREIGN) || isForeign((element.getRootNode() as Partial<ShadowRoot>).host));

const CHAT =
  'M20.5 11.5a8.5 8 0 0 1-12.4 7.1L3.5 20l1.5-4.2A8 8 0 1 1 20.5 11.5M8.5 11.5h.01m3.5 0h.01m3.5 0h.01';

const loadExtras = loadOnce(() => import('./extras.js'));

const loadPanel = loadOnce(async () => {
  const [{ Panel }] = await Promise.all([
    import('./panel.js'),
    loadExtras(),
    import('../xmpp-room/define.js'),
  ]);
  await Panel.load();
  return Panel;
});

export class LauncherView implements View {
  readonly #label = make('slot', { name: 'label' });
  readonly button = make(
    'button',
    { part: 'launcher' },
    make('slot', { name: 'icon' }, makeIcon('chat', CHAT)),
    make('span', { part: 'label' }, this.#label),
  );
  readonly #problem = make('p', { part: 'problem', role: 'alert', lang: 'en' });
  readonly #kit = make('div', { class: 'kit', hidden: '' }, this.button, this.#problem);
  /** Of other tabs, or in other words. */
  readonly #news = () => this.changed('');
  readonly #langs = new MutationObserver(this.#news);
  #words: ButtonStrings = buttonEnglish;
  #extras: Extras | undefined;
  #panel: Panel | undefined;
  /** Wanted open, though it may still be loading. */
  #open = false;
  /** The state of the page before, until it is taken up. */
  #restored = false;
  /** Kept by the panel, once there is one. */
  kept: Kept = {};

  constructor(
    readonly host: XmppLauncher,
    readonly root: ShadowRoot,
  ) {
    adopt(root, styles);
    root.append(this.#kit);
    const ahead = () => void loadPanel().catch(() => undefined); // a press tries again, and tells
    this.button.addEventListener('pointerenter', ahead);
    this.button.addEventListener('focus', ahead);
    this.button.addEventListener('click', () => void this.toggle());
    this.#label.addEventListener('slotchange', () => this.render());
    host.addEventListener('command', (event) => this.#commanded(event));
  }

  connected(): void {
    addEventListener('storage', this.#news);
    pageWords().addEventListener('change', this.#news);
    this.#langs.observe(document.documentElement, { attributeFilter: ['lang'] });
    if (!this.#restored) this.#restore();
    this.#extras?.connected();
    this.changed('open');
    // whoever is in the room is told what comes
    if (!this.#open && this.kept.joined) this.#load().catch(() => undefined);
  }

  disconnected(): void {
    removeEventListener('storage', this.#news);
    pageWords().removeEventListener('change', this.#news);
    this.#langs.disconnect();
    this.#extras?.disconnected();
    this.#panel?.hide();
    this.#open = false;
  }

  changed(name: string): void {
    if (!this.host.isConnected) return;
    if (name === 'open') void this.change(this.host.open);
    this.#prepare();
    this.#panel?.update();
    this.render();
  }

  toggle(): Promise<void> {
    return this.change(!this.#open, true);
  }

  focus(options?: FocusOptions): void {
    (this.#panel?.shown ? this.#panel : this.button).focus(options);
  }

  /** Of the room or the contact. */
  get address(): string {
    return this.host.room ?? this.host.to ?? '';
  }

  /** What the button says, and the panel is called. */
  get name(): string {
    const slotted = this.#label.assignedNodes().map(({ textContent }) => textContent);
    return slotted.join(' ').trim() || this.#label.textContent;
  }

  /** The panel is open. */
  get shown(): boolean {
    return this.#panel?.shown ?? false;
  }

  /** Opens or closes. @param asked - By somebody, who is told and whose focus follows. */
  async change(open: boolean, asked = false): Promise<void> {
    if (open === this.#open) return;
    this.#open = this.host.open = open;
    this.#problem.textContent = '';
    if (!open) return this.#panel?.hide(asked);
    const from = document.activeElement;
    this.button.ariaBusy = String(asked);
    try {
      const panel = await this.#load();
      if (this.#open) panel.show(asked, from);
    } catch (error) {
      this.#open = this.host.open = false;
      if (asked) this.#problem.textContent = this.#words.loadFailed;
      this.host.dispatchEvent(new XmppErrorEvent('load-failed', error));
    }
    this.button.ariaBusy = null;
  }

  /** Says everything in these words from now on. @param tag - Of their language. */
  speak(words: ButtonStrings, tag: string): void {
    this.#words = words;
    this.#problem.lang = tag;
    this.#show();
    this.changed('');
  }

  render(): void {
    const label = this.host.label ?? this.#words.label;
    if (label !== this.#label.textContent) this.#label.textContent = label; // which is a change of the slot
    const { button } = this;
    if (this.host.label ?? this.#label.assignedNodes()[0]) button.removeAttribute('lang');
    else button.lang = this.#problem.lang;
    button.ariaExpanded = String(this.shown);
    button.ariaLabel = this.#extras?.render() ?? this.name;
  }

  /** As on the tab's page before, where it was used; else as the page has it. */
  #restore(): void {
    const { host } = this;
    const kept = readKept(this.address);
    this.#restored = true;
    this.kept = kept ?? {};
    host.open = Boolean((kept ?? host).open) && (/^(in|wi)/.test(host.mode ?? '') || !narrow().matches);
  }

  /** Has loaded ahead what the page shows of the extras before anybody uses it. */
  #prepare(): void {
    const worded = isForeign(this.host) || pageWords().byTag.size;
    if (!worded) this.#show();
    if (this.#extras || !(worded || this.host.teaser || readShared(this.address))) return;
    setTimeout(this.#show, PATIENCE_MS);
    this.#more().catch(this.#show);
  }

  /** Not before it has its words: nobody should see them change. */
  readonly #show = () => {
    this.#kit.hidden = false;
  };

  async #more(): Promise<Extras> {
    const { Extras } = await loadExtras();
    if (!this.#extras) {
      this.#extras = new Extras(this);
      if (this.host.isConnected) this.#extras.connected();
    }
    return this.#extras;
  }

  async #load(): Promise<Panel> {
    const [Panel, extras] = await Promise.all([loadPanel(), this.#more()]);
    this.#panel ??= new Panel(this, extras);
    await this.#panel.begin();
    return this.#panel;
  }

  #commanded(event: Event): void {
    const { command } = event as Event & { readonly command?: string };
    if (command === '--toggle' || command === (this.#open ? '--close' : '--open')) void this.toggle();
  }
}
