/** What elements have in common in which one address is selected (selected.ts). */
import { box } from './box.js';
import { SelectedEvent } from './selected.js';
import { Shell, type View } from './shell.js';

export abstract class SelectingShell<V extends View> extends Shell<V> {
  declare filter: string | undefined;
  declare selected: string | undefined;
  declare announce: string | undefined;

  protected override readonly frame = box();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.selected !== undefined) this.dispatchEvent(new SelectedEvent());
  }

  protected override changed(name: string): void {
    if (name === 'selected' && this.isConnected) this.dispatchEvent(new SelectedEvent());
    super.changed(name);
  }
}
