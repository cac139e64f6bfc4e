/**
 * What `<xmpp-room for="…">` shows: the room that is chosen in an `<xmpp-rooms>` of that id, as selected.ts tells. The
 * choice becomes the element's own `jid`, unless the page has given it one. Loaded for elements that have a `for`.
 */
import { SelectedFollower } from '../shared/selected-follower.js';
import type { XmppRoom } from './xmpp-room.js';

const following = new WeakMap<XmppRoom, Choice>();

/** Follows for as long as the element is in a document. */
export function follow(room: XmppRoom): void {
  const choice = following.get(room) ?? new Choice(room);
  following.set(room, choice);
  choice.look();
}

class Choice {
  readonly #follower: SelectedFollower;
  /** What was chosen last, so that it is known from an address of the page's own. */
  #chosen: string | undefined;
  #tree: Node | undefined;

  constructor(readonly room: XmppRoom) {
    this.#follower = new SelectedFollower(room, () => this.look());
  }

  look(): void {
    const { room } = this;
    const tree = room.isConnected && room.for ? room.getRootNode() : undefined;
    if (tree !== this.#tree) this.#move(tree);
    if (!tree || (room.jid !== undefined && room.jid !== this.#chosen)) return;
    this.#chosen = this.#follower.selected;
    room.jid = this.#chosen;
  }

  #move(tree: Node | undefined): void {
    this.#tree?.removeEventListener('xmpp-room-select', this.#came);
    this.#follower.disconnected();
    this.#tree = tree;
    if (!tree) return;
    this.#follower.connected();
    tree.addEventListener('xmpp-room-select', this.#came);
  }

  /** Whoever chose a room comes along: to the composer, or to what lets them in; where that brings up a keyboard, not. */
  readonly #came = ({ target }: Event) => {
    this.look(); // it may have gone
    if (!this.#tree || !(target instanceof HTMLElement) || target.id !== this.room.for) return;
    if (!matchMedia('(pointer: coarse)').matches) this.room.focus();
  };
}
