/** Keys of the list of people (ux.md §5): one tab stop, arrows from one to the next, letters to whoever is called so. */
import type { Occupant } from '../../session/occupant.js';
import { plain } from './people-groups.js';

/** Letters that come sooner belong to one name. */
const TYPED_MS = 700;

export interface KeysHost {
  /** In the order in which they stand. */
  people(): readonly Occupant[];
  /** So many are in view. */
  page(): number;
  /** Scrolls there, and focuses their row. */
  go(person: Occupant): void;
  /** @returns Whether there is a menu. */
  openMenu(person: Occupant): boolean;
}

export class PeopleKeys {
  /** Nickname of the one that Tab comes to. */
  active: string | undefined;
  #typed = '';
  #typedAt = 0;

  constructor(
    list: HTMLElement,
    readonly host: KeysHost,
  ) {
    list.addEventListener('keydown', (event) => this.#pressed(event));
    list.addEventListener('focusin', ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('li') : null;
      if (row?.dataset.nick !== undefined) this.active = row.dataset.nick;
    });
  }

  get #index(): number {
    return this.host.people().findIndex(({ nick }) => nick === this.active);
  }

  #pressed(event: KeyboardEvent): void {
    const { key, target, altKey, ctrlKey, metaKey, isComposing } = event;
    if (altKey || ctrlKey || metaKey || isComposing || !(target instanceof Element)) return;
    const onButton = target.closest('button') !== null;
    if (!this.#act(event, onButton) && !this.#move(key) && !(!onButton && this.#type(event))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #act({ key, shiftKey }: KeyboardEvent, onButton: boolean): boolean {
    const asks = key === 'ContextMenu' || (key === 'F10' && shiftKey);
    const enters = !onButton && (key === 'Enter' || (key === ' ' && !this.#typed));
    const person = this.host.people()[this.#index];
    return (asks || enters) && person !== undefined && this.host.openMenu(person);
  }

  #move(key: string): boolean {
    const page = this.host.page();
    const at = this.#index;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: Infinity,
    };
    const to = steps[key];
    if (to === undefined) return false;
    this.#go(to);
    return true;
  }

  /** To the nearest there is. */
  #go(index: number): void {
    const people = this.host.people();
    const person = people[Math.max(0, Math.min(index, people.length - 1))];
    if (!person) return;
    this.active = person.nick;
    this.host.go(person);
  }

  /** To the next one whose name begins with what was typed; the same letter again goes on to another. */
  #type({ key, timeStamp }: KeyboardEvent): boolean {
    if ([...key].length !== 1) return false;
    if (timeStamp - this.#typedAt > TYPED_MS) this.#typed = '';
    this.#typedAt = timeStamp;
    this.#typed += plain(key);
    const again = [...this.#typed].every((sign) => sign === this.#typed[0]);
    const sought = again ? this.#typed[0]! : this.#typed;
    const people = this.host.people();
    const from = Math.max(0, this.#index) + (again ? 1 : 0);
    const order = [...people.slice(from), ...people.slice(0, from)];
    const found = order.find(({ nick }) => plain(nick).startsWith(sought));
    if (found) this.#go(people.indexOf(found));
    return true;
  }
}
