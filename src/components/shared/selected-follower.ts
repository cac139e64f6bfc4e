/** Follows what is selected in another element, as selected.ts tells. */
import type { Selecting } from './selected.js';

export class SelectedFollower {
  #root: Node | undefined;

  /** @param element - Its `for` is the id of the one that is followed. @param changed - Something else is selected there. */
  constructor(
    readonly element: HTMLElement & { readonly for: string | undefined },
    readonly changed: () => void,
  ) {}

  /** What is selected, if anything, in an element that is there. */
  get selected(): string | undefined {
    const { for: id } = this.element;
    const root = this.element.getRootNode();
    if (!id || !(root instanceof Document || root instanceof ShadowRoot)) return undefined;
    return (root.getElementById(id) as Partial<Selecting> | null)?.selected;
  }

  connected(): void {
    this.#root = this.element.getRootNode();
    this.#root.addEventListener('xmpp-selected', this.#told);
  }

  disconnected(): void {
    this.#root?.removeEventListener('xmpp-selected', this.#told);
    this.#root = undefined;
  }

  readonly #told = ({ target }: Event) => {
    if (target instanceof HTMLElement && target.id === this.element.for) this.changed();
  };
}
