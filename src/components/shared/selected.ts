/**
 * How one element tells what is selected in it, so that another follows without a line of script: a chat with `for` a
 * roster's contact, a room with `for` a list's room. The one has an attribute `selected` and tells of each change by
 * {@link SelectedEvent}; the other listens where both stand (selected-follower.ts), so neither has to be there first.
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
