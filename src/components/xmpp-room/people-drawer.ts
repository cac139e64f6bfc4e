/** The panel of people beside the talk: its code loads when it is first opened. */
import { nothing, type TemplateResult } from 'lit/html.js';
import type { Room } from '../../session/room.js';
import type { PaneHost } from '../private/pane.js';
import type { Locale } from '../shared/locale.js';
import { adopt } from '../shared/sheet.js';
import type { OccupantsPanel } from './occupants-panel.js';

export interface PeopleHost extends PaneHost {
  /** Code could not be loaded. */
  readonly failed: (error: unknown) => void;
}

export class PeopleDrawer {
  #panel: OccupantsPanel | undefined;
  #open = false;

  constructor(readonly host: PeopleHost) {}

  get open(): boolean {
    return this.#open;
  }

  readonly toggle = () => {
    this.#open = !this.#open;
    if (this.#open && !this.#panel) this.#load().catch(this.#gone);
    this.host.render();
  };

  /** Not open, so that the next press tries again. */
  readonly #gone = (error: unknown) => {
    this.#open = false;
    this.host.render();
    this.host.failed(error);
  };

  render(room: Room | undefined, locale: Locale): TemplateResult | typeof nothing {
    if (!this.#open || !this.#panel || !room) return nothing;
    this.#panel.update(room, locale);
    return this.#panel.frame(locale.strings, this.#close);
  }

  /** The focus goes back to what opened it. */
  readonly #close = () => {
    this.toggle();
    this.host.root.querySelector<HTMLElement>('.people')?.focus();
  };

  async #load(): Promise<void> {
    const { OccupantsPanel, occupantStyles, presenceStyles } = await import('./occupants-panel.js');
    if (this.#panel) return;
    adopt(this.host.root, presenceStyles, occupantStyles);
    this.#panel = new OccupantsPanel(this.host);
    this.host.render();
  }
}
