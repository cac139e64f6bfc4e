/**
 * How one element follows what is selected in another, without a line of script: a chat with `for` a roster's contact, a
 * room with `for` a list's room. The one has an attribute `selected` and tells of each change by {@link SelectedEvent}; the
 * other listens where both stand, so neither has to be there first.
 */

/** An element in which one address is selected, by somebody or by the page. */
export interface Selecting extends HTMLElement {
  readonly selected: string | undefined;
}

/** What is selected in an element is another now, or it has come to where it stands. For elements in the same tree. */
export class SelectedEvent extends Event {
  constructor() {
    super('xmpp-selected', { bubbles: true });
  }
}

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
