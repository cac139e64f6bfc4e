/**
 * The launcher's button, and what it takes to have the panel come: plain DOM, so that a page loads next to nothing. The
 * panel, the room and the session load once somebody is about to use them.
 */
import { XmppErrorEvent } from '../shared/events.js';
import { adopt } from '../shared/sheet.js';
import { loadOnce, type View } from '../shared/shell.js';
import { make, makeIcon, narrow } from './dom.js';
import { styles } from './launcher.styles.js';
import { readKept, type Kept } from './memory.js';
import type { Panel } from './panel.js';
import { launcherEnglish as strings } from './strings.js';
import type { XmppLauncher } from './xmpp-launcher.js';

const MAX_SHOWN = 99;

const CHAT =
  'M20.5 11.5a8.5 8 0 0 1-12.4 7.1L3.5 20l1.5-4.2A8 8 0 1 1 20.5 11.5M8.5 11.5h.01M12 11.5h.01M15.5 11.5h.01';
const DOWN = 'M6 9.5l6 6 6-6';

const loadPanel = loadOnce(async () => {
  const [{ Panel }] = await Promise.all([import('./panel.js'), import('../xmpp-room/define.js')]);
  await Panel.load();
  return Panel;
});

export class LauncherView implements View {
  readonly #label = make('slot', { name: 'label' });
  readonly #badge = make('span', { part: 'badge' });
  readonly button = make(
    'button',
    { part: 'launcher', type: 'button' },
    make('slot', { name: 'icon' }, makeIcon('chat', CHAT), makeIcon('down', DOWN)),
    make('span', { part: 'label' }, this.#label),
    ' ',
    this.#badge,
  );
  readonly #problem = make('p', { part: 'problem', role: 'alert' });
  #panel: Panel | undefined;
  /** Wanted open, though it may still be loading. */
  #open = false;
  /** The state of the page before, until it is taken up. */
  #restored = false;
  /** Came back closed from a page where it was open, since a phone has no room for both. */
  minimised = false;
  /** Kept by the panel, once there is one. */
  kept: Kept = { open: false, joined: false, unread: 0 };

  constructor(
    readonly host: XmppLauncher,
    readonly root: ShadowRoot,
  ) {
    adopt(root, styles);
    root.append(make('div', { class: 'kit' }, this.button, this.#problem));
    const ahead = () => void loadPanel().catch(() => undefined); // a press tries again, and tells
    this.button.addEventListener('pointerenter', ahead);
    this.button.addEventListener('focus', ahead);
    this.button.addEventListener('click', () => void this.toggle());
    this.#label.addEventListener('slotchange', () => this.render());
    host.addEventListener('command', (event) => this.#commanded(event));
  }

  connected(): void {
    if (!this.#restored) this.#restore();
    this.changed('open');
    // whoever is in the room is told what comes
    if (!this.#open && this.kept.joined) this.#load().catch(() => undefined);
  }

  disconnected(): void {
    this.#panel?.hide();
    this.#open = false;
  }

  changed(name: string): void {
    if (!this.host.isConnected) return;
    if (name === 'open') void this.change(this.host.open);
    this.#panel?.update();
    this.render();
  }

  toggle(): Promise<void> {
    return this.change(!this.#open, true);
  }

  focus(options?: FocusOptions): void {
    if (this.#panel?.shown) this.#panel.focus();
    else this.button.focus(options);
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
      if (asked) this.#problem.textContent = strings.loadFailed;
      this.host.dispatchEvent(new XmppErrorEvent('load-failed', error));
    }
    this.button.ariaBusy = null;
  }

  render(): void {
    const { minimised } = this;
    const shown = this.#panel?.shown;
    const unread = shown ? 0 : this.kept.unread;
    const count = unread > MAX_SHOWN ? `${MAX_SHOWN}+` : String(unread || '');
    const label = this.host.label ?? strings.label;
    if (label !== this.#label.textContent) this.#label.textContent = label; // which is a change of the slot
    this.#badge.textContent = count;
    this.#badge.hidden = !count && !minimised;
    this.button.ariaExpanded = String(Boolean(shown));
    const { name } = this;
    this.button.ariaLabel = count ? strings.unread(name, count) : minimised ? strings.minimised(name) : name;
  }

  /** As on the tab's page before, where it was used; else as the page has it. */
  #restore(): void {
    const kept = readKept(this.address);
    const small = narrow().matches;
    this.#restored = true;
    this.kept = kept ?? this.kept;
    this.minimised = this.kept.open && small;
    this.host.open = (kept ?? this.host).open && !small;
  }

  async #load(): Promise<Panel> {
    const Panel = await loadPanel();
    return (this.#panel ??= new Panel(this));
  }

  #commanded(event: Event): void {
    const command: unknown = Reflect.get(event, 'command');
    if (command === '--toggle' || command === (this.#open ? '--close' : '--open')) void this.toggle();
  }
}
